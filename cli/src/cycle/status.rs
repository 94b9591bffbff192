//! Where a planning year stands, and what comes next.

use super::{
	councils::{self, Council, Heads, Holders, Tally},
	goods::{worst, Market, Measured, Row},
};
use crate::chain::{
	stored::{Cycle, Enrolment, Lapse, Phase},
	Good,
};
use parecon_engine::{Quote, Worth};
use parecon_primitives::{CouncilId, CycleId, GoodId, Iteration};
use serde::Serialize;

/// How many of the worst goods are told.
pub const GOODS: usize = 10;

/// How many councils that offer or want a good are told.
pub const HOLDERS: usize = 5;

/// What is read from the chain to tell where a cycle stands.
#[derive(Clone, Debug)]
pub struct Snapshot {
	/// The block.
	pub block: u32,
	/// Seconds from one block to the next.
	pub pace: f64,
	/// The cycle.
	pub cycle: Cycle,
	/// The goods.
	pub goods: Vec<Good>,
	/// The enrolled councils.
	pub enrolments: Vec<(CouncilId, Enrolment)>,
	/// Prices and totals now, where they belong together: while the cycle collects and ratifies.
	pub now: Option<Market>,
	/// The last closed iteration.
	pub closed: Option<Closed>,
	/// What could not be read, and why.
	pub notes: Vec<String>,
}

/// A closed iteration.
#[derive(Clone, Debug)]
pub struct Closed {
	/// Which it is.
	pub iteration: Iteration,
	/// Its prices and totals.
	pub market: Market,
	/// The prices of the iteration before; none in the first.
	pub before: Option<Vec<Quote>>,
	/// Value of all goods in the iteration before.
	pub value: Worth,
}

/// The worst goods of an iteration.
#[derive(Clone, Debug, Serialize)]
pub struct Worst {
	/// The iteration at whose prices they are measured.
	pub iteration: Iteration,
	/// The goods, the worst first.
	pub goods: Vec<Row>,
}

/// Where a cycle stands.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
	/// Its number.
	pub cycle: CycleId,
	/// What it is doing: `opening`, `enrolling`, `collecting`, `clearing`, `settling`, `ratifying`,
	/// `ratified`, `lapsed`.
	pub phase: &'static str,
	/// Lapse it lapsed.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub reason: Option<&'static str>,
	/// The block of which all this is told.
	pub block: u32,
	/// The iteration whose prices are announced; 0 before the first.
	pub iteration: Iteration,
	/// The last iteration at most.
	pub until: Iteration,
	/// Whether a plan was rejected before.
	pub retried: bool,
	/// The iteration that stands so far.
	pub best: Option<Iteration>,
	/// Blocks until the phase ends at the latest; none where it has no window.
	pub blocks_left: Option<u32>,
	/// How long that is, in seconds, at the pace of the last blocks.
	pub seconds_left: Option<u64>,
	/// Seconds from one block to the next.
	pub seconds_per_block: f64,
	/// Enrolled councils.
	pub councils: Heads,
	/// People in them.
	pub population: Heads,
	/// Councils of which a proposal or a verdict is waited for.
	pub missing: Vec<Council>,
	/// How the plan is judged, while it is.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub tally: Option<[Tally; 2]>,
	/// The worst goods of the last closed iteration.
	pub closed: Option<Worst>,
	/// The worst goods now: by the proposals so far, or in the plan.
	pub now: Option<Worst>,
	/// Who offers and who wants most of these goods.
	pub holders: Vec<Holders>,
	/// What could not be read, and why.
	pub notes: Vec<String>,
	/// What comes next.
	pub next: String,
}

impl Status {
	/// What a snapshot tells.
	pub fn of(it: Snapshot) -> Self {
		let cycle = &it.cycle;
		let missing = councils::missing(cycle, &it.enrolments);
		let closed = it.closed.as_ref().map(|closed| closed.worst(&it));
		let now = it.worst_now();
		let holders = councils::holders(&named(&now, &closed), &it.enrolments, HOLDERS);
		let blocks_left = windowed(&cycle.phase).then(|| cycle.deadline.saturating_sub(it.block));
		let left = |blocks: u32| (f64::from(blocks) * it.pace).round() as u64;
		let judged = matches!(cycle.phase, Phase::Ratifying);
		Self {
			cycle: cycle.id.0,
			phase: phase(&cycle.phase),
			reason: reason(&cycle.phase),
			block: it.block,
			iteration: cycle.iteration.0,
			until: cycle.until.0,
			retried: cycle.retried,
			best: cycle.best.as_ref().map(|best| best.iteration.0),
			blocks_left,
			seconds_left: blocks_left.map(left),
			seconds_per_block: it.pace,
			councils: (&cycle.councils).into(),
			population: (&cycle.population).into(),
			tally: judged.then(|| councils::tallies(cycle)),
			next: next(cycle, missing.len(), it.block, it.pace),
			missing,
			closed,
			now,
			holders,
			notes: it.notes,
		}
	}
}

impl Snapshot {
	fn measured(&self, value: Worth) -> Measured {
		let terms = &self.cycle.params.0;
		Measured {
			threshold: terms.threshold,
			counting: terms.counting,
			value,
			heads: self.cycle.population.consumers,
		}
	}

	fn worst_now(&self) -> Option<Worst> {
		let market = self.now.as_ref()?;
		let before = self.closed.as_ref().map(|closed| &closed.market.quotes[..]);
		let measured = self.measured(self.cycle.value.0);
		let goods = worst(&self.goods, market, before, &measured, GOODS);
		Some(Worst { iteration: self.cycle.iteration.0, goods })
	}
}

impl Closed {
	fn worst(&self, of: &Snapshot) -> Worst {
		let measured = of.measured(self.value);
		let before = self.before.as_deref();
		let goods = worst(&of.goods, &self.market, before, &measured, GOODS);
		Worst { iteration: self.iteration, goods }
	}
}

/// Every good that is among the worst, once: those of now first.
fn named(now: &Option<Worst>, closed: &Option<Worst>) -> Vec<(GoodId, String)> {
	let mut named: Vec<(GoodId, String)> = Vec::new();
	for row in [now, closed].into_iter().flatten().flat_map(|worst| &worst.goods) {
		if !named.iter().any(|(good, _)| *good == row.good) {
			named.push((row.good, row.name.clone()));
		}
	}
	named
}

/// Whether a phase ends by its deadline.
fn windowed(phase: &Phase) -> bool {
	matches!(phase, Phase::Enrolling | Phase::Collecting | Phase::Ratifying)
}

fn phase(phase: &Phase) -> &'static str {
	match phase {
		Phase::Opening { .. } => "opening",
		Phase::Enrolling => "enrolling",
		Phase::Collecting => "collecting",
		Phase::Clearing => "clearing",
		Phase::Settling => "settling",
		Phase::Ratifying => "ratifying",
		Phase::Ratified => "ratified",
		Phase::Lapsed(_) => "lapsed",
	}
}

fn reason(phase: &Phase) -> Option<&'static str> {
	let Phase::Lapsed(why) = phase else { return None };
	Some(match why {
		Lapse::OneSided => "one side, or both, had nobody enrolled",
		Lapse::NotConverged => {
			"in no iteration had councils spoken that stand for more than half of both sides"
		},
		Lapse::NotApproved => "one side, or both, did not approve the plan in time",
		Lapse::Short => "workplaces lacked inputs however often they were scaled",
	})
}

/// What comes next, in words.
fn next(cycle: &Cycle, missing: usize, block: u32, pace: f64) -> String {
	let left = cycle.deadline.saturating_sub(block);
	let when = format!("in {} ({})", counted(left, "block"), lasting(f64::from(left) * pace));
	let (id, iteration) = (cycle.id.0, cycle.iteration.0);
	match &cycle.phase {
		Phase::Opening { .. } => "the cycle is being opened; then councils can enrol".into(),
		Phase::Enrolling => enrolling(cycle, &when),
		Phase::Collecting if missing == 0 => {
			format!("every council has proposed; iteration {iteration} closes with the next block")
		},
		Phase::Collecting => {
			let councils = counted(missing as u32, "council");
			format!("{councils} {} not proposed; the iteration closes {when}", has(missing))
		},
		Phase::Clearing => format!(
			"iteration {iteration} is closed; the next prices are announced, or a plan is made, when \
			 its goods are measured"
		),
		Phase::Settling => {
			"the iterations are over; when the plan is made, speakers judge it".into()
		},
		Phase::Ratifying => ratifying(cycle, missing, &when),
		Phase::Ratified => {
			format!("the plan stands: `parecon plan show --cycle {id}` shows it")
		},
		Phase::Lapsed(_) => "there is no plan; a new cycle can be opened".into(),
	}
}

fn enrolling(cycle: &Cycle, when: &str) -> String {
	let missing = match (cycle.councils.workers, cycle.councils.consumers) {
		(0, 0) => "no council has enrolled",
		(0, _) => "no workers' council has enrolled",
		(_, 0) => "no consumers' council has enrolled",
		_ => return format!("councils can still enrol; the first iteration begins {when}"),
	};
	format!("{missing}: without one on each side the cycle lapses {when}")
}

fn ratifying(cycle: &Cycle, missing: usize, when: &str) -> String {
	let tallies = councils::tallies(cycle);
	let retries = cycle.params.0.retries;
	let otherwise = match cycle.retried || retries == 0 {
		true => "the cycle lapses".to_owned(),
		false => format!("{} follow", counted(retries, "further iteration")),
	};
	if tallies.iter().all(Tally::approves) {
		return "both sides approve: the plan stands with the next block".into();
	}
	if tallies.iter().any(Tally::rejects) {
		return format!("the plan is rejected: {otherwise} with the next block");
	}
	let lacks = |tally: &Tally| {
		let more = tally.needed.saturating_sub(tally.approving);
		let side = crate::people::tree::side_name(tally.side);
		(more > 0).then(|| format!("{more} more people of the {side}' side"))
	};
	let lacking: Vec<String> = tallies.iter().filter_map(lacks).collect();
	let councils = counted(missing as u32, "council");
	format!(
		"{councils} {} not judged the plan; councils of {} have to approve, or {otherwise} {when}",
		has(missing),
		lacking.join(" and "),
	)
}

fn has(count: usize) -> &'static str {
	match count {
		1 => "has",
		_ => "have",
	}
}

/// So many of something: "1 block", "40 blocks".
pub fn counted(count: u32, what: &str) -> String {
	match count {
		1 => format!("1 {what}"),
		_ => format!("{count} {what}s"),
	}
}

/// About how long that is: "about 4 minutes".
pub fn lasting(seconds: f64) -> String {
	const STEPS: [(f64, &str); 4] =
		[(1.0, "second"), (60.0, "minute"), (3_600.0, "hour"), (86_400.0, "day")];
	// 90 seconds are seconds still, 48 hours are hours.
	let step = STEPS.iter().rev().find(|(size, _)| seconds >= 2.0 * size).unwrap_or(&STEPS[0]);
	format!("about {}", counted((seconds / step.0).round() as u32, step.1))
}

#[cfg(test)]
mod tests {
	use super::{super::tests::*, *};
	use crate::chain::stored::{Best, Sides};
	use subxt::utils::Static;

	#[test]
	fn what_comes_next_is_said_in_words() {
		let words = |cycle: &Cycle, missing| next(cycle, missing, 60, 6.0);
		let mut it = cycle(Phase::Collecting);
		assert_eq!(
			words(&it, 12),
			"12 councils have not proposed; the iteration closes in 40 blocks (about 4 minutes)"
		);
		assert!(words(&it, 1).starts_with("1 council has not proposed"));
		assert!(words(&it, 0).ends_with("iteration 3 closes with the next block"));
		it.phase = Phase::Enrolling;
		assert!(words(&it, 0).contains("the first iteration begins in 40 blocks"));
		it.councils.consumers = 0;
		assert!(words(&it, 0).starts_with("no consumers' council has enrolled: without one"));
		it.phase = Phase::Ratified;
		assert!(words(&it, 0).contains("`parecon plan show --cycle 2`"));
	}

	#[test]
	fn ratification_says_who_is_lacking_and_what_happens_otherwise() {
		let mut it = cycle(Phase::Ratifying);
		it.population = Sides { workers: 30, consumers: 60 };
		it.approving = Sides { workers: 16, consumers: 20 };
		assert_eq!(
			next(&it, 2, 60, 6.0),
			"2 councils have not judged the plan; councils of 11 more people of the consumers' side \
			 have to approve, or 4 further iterations follow in 40 blocks (about 4 minutes)"
		);
		it.rejecting.consumers = 31;
		it.retried = true;
		assert_eq!(
			next(&it, 2, 60, 6.0),
			"the plan is rejected: the cycle lapses with the next block"
		);
		it.approving.consumers = 31;
		it.rejecting.consumers = 0;
		assert!(next(&it, 2, 60, 6.0).starts_with("both sides approve"));
	}

	#[test]
	fn durations_are_round() {
		for (seconds, words) in [
			(6.0, "about 6 seconds"),
			(90.0, "about 90 seconds"),
			(1.2, "about 1 second"),
			(240.0, "about 4 minutes"),
			(86_400.0, "about 24 hours"),
			(604_800.0, "about 7 days"),
		] {
			assert_eq!(lasting(seconds), words);
		}
	}

	#[test]
	fn a_snapshot_becomes_a_status() {
		let status = Status::of(snapshot());
		assert_eq!((status.cycle.0, status.phase, status.iteration.0), (2, "collecting", 3));
		assert_eq!((status.blocks_left, status.seconds_left), (Some(40), Some(240)));
		assert_eq!(status.missing.len(), 2);
		let closed = status.closed.unwrap();
		assert_eq!((closed.iteration.0, closed.goods.len()), (2, 2));
		assert_eq!(closed.goods[0].name, "steel");
		assert_eq!(closed.goods[0].change, Some(0.0));
		let now = status.now.unwrap();
		assert_eq!((now.goods[0].name.as_str(), now.goods[0].change), ("steel", Some(0.5)));
		assert_eq!(status.holders[0].name, "steel");
		assert_eq!(status.tally, None);
	}

	#[test]
	fn a_phase_without_a_window_has_no_blocks_left() {
		let mut it = snapshot();
		it.cycle.phase = Phase::Lapsed(Lapse::Short);
		it.now = None;
		it.closed = None;
		it.cycle.best =
			Some(Best { iteration: Static(Iteration(1)), short: Static(Worth::default()) });
		let status = Status::of(it);
		assert_eq!((status.blocks_left, status.seconds_left), (None, None));
		assert!(status.reason.unwrap().contains("lacked inputs"));
		assert_eq!(status.best, Some(Iteration(1)));
		assert!(status.missing.is_empty() && status.holders.is_empty());
	}
}
