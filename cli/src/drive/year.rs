//! The year itself: enrolment, iterations, ratification, as the chain moves on.

use super::{Road, Session};
use crate::{
	answer::Announced,
	chain::{
		calls, plan_calls, settle_block, settle_block_unless,
		stored::{Checked, Cycle, IterationClosed, Phase, SettlingBegun},
		At, Seen,
	},
	errors::{Error, Result},
	market::{Closed, Year},
	steady::Bound,
};
use futures::{stream, StreamExt, TryStreamExt};
use parecon_engine::{Heads, Line};
use parecon_primitives::{CouncilId, CycleId, GoodId, Iteration, Price};
use primitive_types::H256;
use sp_arithmetic::Perbill;
use std::{
	collections::{BTreeMap, HashMap},
	time::Instant,
};

/// How many views are called at once.
const AT_ONCE: usize = 32;

/// Why a verdict is refused that comes when others have decided already.
pub(super) const LATE: [&str; 2] = ["NotRatifying", "NoCycle"];

/// What has been done for the cycle so far.
struct Course {
	goods: Vec<GoodId>,
	enrolled: bool,
	/// The last iteration that was answered.
	answered: Iteration,
	/// The number of the plan that was judged last, as the chain counts them.
	judged: u32,
	/// Plans that were judged.
	plans: u32,
	/// Transactions that are not in a block yet.
	pending: HashMap<H256, String>,
	/// The same of verdicts, of which the last may come too late.
	verdicts: HashMap<H256, String>,
	/// The prices of the iterations that were answered.
	announced: Vec<Vec<Price>>,
	closed: Vec<Closed>,
	converged: bool,
}

impl Session<'_> {
	/// Follows the cycle from its opening to its end and answers for every council. Returns the
	/// cycle, its iterations, and whether its plan was ratified.
	pub(super) async fn run(&mut self, goods: &[GoodId]) -> Result<(CycleId, Year, bool)> {
		let begin = Instant::now();
		let at = self.road.chain.best().await?;
		let mut cycle = self.cycle(&at).await?;
		let mut course = Course {
			goods: goods.to_vec(),
			enrolled: false,
			answered: Iteration(0),
			judged: 0,
			plans: 0,
			pending: HashMap::new(),
			verdicts: HashMap::new(),
			announced: Vec::new(),
			closed: Vec::new(),
			converged: false,
		};
		let mut at = at;
		while !cycle.phase.is_over() {
			self.act(&at, &cycle, &mut course).await?;
			let seen = self.road.follower.next().await?;
			settle_block(&seen, &mut course.pending)?;
			settle_block_unless(&seen, &mut course.verdicts, &LATE)?;
			self.note(&seen, &mut course);
			cycle = self.cycle(&seen.at).await?;
			at = seen.at;
		}
		let prices = self.prices(&at, &course.goods).await?;
		let year = Year {
			iterations: course.closed,
			converged: course.converged,
			prices,
			took: begin.elapsed(),
		};
		Ok((cycle.id.0, year, matches!(cycle.phase, Phase::Ratified)))
	}

	async fn cycle(&self, at: &At) -> Result<Cycle> {
		let cycle = self.road.chain.cycle(at).await?;
		cycle.ok_or_else(|| {
			Error::new(
				"the founders opened a cycle, and the chain has none",
				"run the command again",
			)
		})
	}

	/// Does what the phase asks for, once.
	async fn act(&mut self, at: &At, cycle: &Cycle, course: &mut Course) -> Result<()> {
		match &cycle.phase {
			Phase::Enrolling if !course.enrolled => {
				self.road.progress.say("enrolment");
				course.enrolled = true;
				self.enrol(at, course).await
			},
			Phase::Collecting if course.answered < cycle.iteration.0 => {
				self.ensure_all_enrolled(cycle)?;
				course.answered = cycle.iteration.0;
				self.propose(at, cycle, course).await
			},
			Phase::Ratifying if course.judged != cycle.plans => {
				self.road.progress.say("ratification");
				course.judged = cycle.plans;
				course.plans += 1;
				self.ratify(at, course).await
			},
			_ => Ok(()),
		}
	}

	async fn enrol(&mut self, at: &At, course: &mut Course) -> Result<()> {
		for council in &self.councils {
			let call = calls::enrol(council.id);
			let what = format!("enrolment of {}", council.called());
			self.road.outbox.sign(at, &council.signer, what, &call)?;
		}
		course.pending.extend(self.road.outbox.send(&self.road.chain).await?);
		Ok(())
	}

	fn ensure_all_enrolled(&self, cycle: &Cycle) -> Result<()> {
		let enrolled = cycle.councils.workers + cycle.councils.consumers;
		if enrolled as usize == self.councils.len() {
			return Ok(());
		}
		Err(Error::new(
			format!(
				"{enrolled} councils take part in cycle {}, and {} are driven",
				cycle.id.0,
				self.councils.len()
			),
			"see that nobody else enrols and that blocks have room, and run the command again when \
			 the cycle has lapsed",
		))
	}

	/// The proposal of every council at the prices of the cycle's iteration.
	async fn propose(&mut self, at: &At, cycle: &Cycle, course: &mut Course) -> Result<()> {
		let iteration = cycle.iteration.0;
		let worst = course.closed.last().map_or(String::new(), |closed| {
			format!(", worst imbalance {:.2} %", closed.worst.0 as f64 / 1e7)
		});
		self.road.progress.say(&format!("iteration {iteration}{worst}"));
		let prices = self.prices(at, &course.goods).await?;
		let announced = Announced::new(&prices);
		let proposals: Vec<Vec<Line>> = self
			.councils
			.iter()
			.map(|council| {
				let lines = self.answers.lines(council.side, council.index, &announced);
				on_chain(lines, &course.goods)
			})
			.collect();
		let proposals = match cycle.params.0.swing.most(iteration) {
			None => proposals.into_iter().map(Some).collect(),
			Some(most) => self.steadied(at, cycle, most, proposals).await?,
		};
		// A failed call cannot say by how much: the view can, so it is asked first.
		if iteration == Iteration(1) {
			let stated = self.councils.iter().zip(&proposals);
			let stated = stated.filter_map(|(council, lines)| {
				Some((council.id, council.called(), lines.clone()?))
			});
			self.road.check(at, &stated.collect::<Vec<_>>()).await?;
		}
		for (council, lines) in self.councils.iter().zip(proposals) {
			let Some(lines) = lines else { continue };
			let call = plan_calls::propose(council.id, iteration, &lines, None);
			let what = format!("proposal of {} in iteration {iteration}", council.called());
			self.road.outbox.sign(at, &council.signer, what, &call)?;
		}
		course.announced.push(prices);
		course.pending.extend(self.road.outbox.send(&self.road.chain).await?);
		Ok(())
	}

	/// What each council may say of its answer where changes are bounded; none where it has to be silent.
	async fn steadied(
		&self,
		at: &At,
		cycle: &Cycle,
		most: Perbill,
		answers: Vec<Vec<Line>>,
	) -> Result<Vec<Option<Vec<Line>>>> {
		let quotes = self.road.chain.quotes(at).await?;
		let enrolments = self.road.chain.enrolments(at, cycle.id.0).await?;
		let enrolments: BTreeMap<CouncilId, _> = enrolments.into_iter().collect();
		let all = cycle.population.consumers;
		let councils = self.councils.iter().zip(answers);
		Ok(councils
			.map(|(council, wanted)| {
				let Some(enrolment) = enrolments.get(&council.id) else { return Some(wanted) };
				let bound = Bound {
					side: council.side,
					heads: Heads { own: enrolment.population, all },
					budget: enrolment.budget.0,
					quotes: &quotes,
					most,
				};
				bound.answer(&enrolment.lines.0, wanted)
			})
			.collect())
	}

	async fn ratify(&mut self, at: &At, course: &mut Course) -> Result<()> {
		for council in &self.councils {
			let call = calls::ratify(council.id, course.plans > self.terms.reject);
			let what = format!("verdict of {}", council.called());
			self.road.outbox.sign(at, &council.signer, what, &call)?;
		}
		course.verdicts.extend(self.road.outbox.send(&self.road.chain).await?);
		Ok(())
	}

	/// Takes down what the block says of the iterations.
	fn note(&self, seen: &Seen, course: &mut Course) {
		for event in seen.events.iter().flatten() {
			let closed = match (event.pallet_name(), event.event_name()) {
				("Planning", "SettlingBegun") => {
					let begun = event.decode_fields_unchecked_as::<SettlingBegun>();
					course.converged = begun.is_ok_and(|begun| begun.converged);
					continue;
				},
				("Planning", "IterationClosed") => {
					event.decode_fields_unchecked_as::<IterationClosed>()
				},
				_ => continue,
			};
			let Ok(closed) = closed else { continue };
			let place = course.goods.iter().position(|good| *good == closed.good.0);
			course.closed.push(Closed {
				prices: course.announced.last().cloned().unwrap_or_default(),
				worst: closed.worst.0,
				worst_good: GoodId(place.unwrap_or(0) as u32),
				open: closed.open,
			});
		}
	}

	/// The announced prices of the economy's goods, in its order.
	async fn prices(&self, at: &At, goods: &[GoodId]) -> Result<Vec<Price>> {
		let quotes = self.road.chain.quotes(at).await?;
		goods
			.iter()
			.map(|good| {
				let quote = quotes.get(good.0 as usize);
				quote.map(|quote| quote.price).ok_or_else(|| {
					Error::new(format!("good {good} has no price"), "run the command again")
				})
			})
			.collect()
	}
}

impl Road {
	/// Asks the chain what it would say to each proposal: the council, how it is called, its lines.
	pub(super) async fn check(
		&self,
		at: &At,
		proposals: &[(CouncilId, String, Vec<Line>)],
	) -> Result<()> {
		let chain = &self.chain;
		stream::iter(proposals)
			.map(|(council, called, lines)| async move {
				let answer = chain.view(at, "Planning", "check", (council, lines)).await?;
				let refused = match answer {
					Checked::Ok(check) if check.passes => return Ok(()),
					Checked::Ok(check) => format!(
						"benefit {}, cost {}, budget {}: {} micro-credits are missing",
						check.benefit.0 .0,
						check.cost.0 .0,
						check.budget.0 .0,
						check.shortfall.0 .0
					),
					Checked::Err(error) => chain.explain(at, &error.0),
				};
				Err(Error::new(
					format!("the chain would refuse the proposal of {called}: {refused}"),
					"see that the file is the one whose goods and incomes are on the chain",
				))
			})
			.buffer_unordered(AT_ONCE)
			.try_collect()
			.await
	}
}

/// Lines with the chain's numbers of the goods, in the chain's order.
pub(super) fn on_chain(mut lines: Vec<Line>, goods: &[GoodId]) -> Vec<Line> {
	for line in &mut lines {
		line.good = goods.get(line.good.0 as usize).copied().unwrap_or(line.good);
	}
	lines.sort_by_key(|line| (line.good, !line.flow.is_supply()));
	lines
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_primitives::Flow;

	#[test]
	fn lines_get_the_chains_numbers_and_order() {
		let line = |good, flow| Line { good: GoodId(good), flow: Flow(flow) };
		let lines = vec![line(0, 5), line(0, -1), line(1, -2)];
		let goods = [GoodId(9), GoodId(4)];
		assert_eq!(on_chain(lines, &goods), [line(4, -2), line(9, 5), line(9, -1)]);
	}
}
