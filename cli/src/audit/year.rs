//! The cycle from event to event.

use super::{
	calls::Calls,
	happened::Happened,
	repeating::Clearing,
	requests::Requests,
	settling::{Change, Settlement},
	shared::Market,
	Block, Findings, History, Kind, Mismatch, Opening, Outcome, Part, Plan, Purse, What,
};
use crate::errors::Result;
use parecon_engine::{origin, PageMemory, Quote, RuleMemory, Totals, Worth, PAGE};
use parecon_primitives::{CouncilId, CycleId, Iteration, Side};
use primitive_types::H256;
use std::collections::BTreeMap;

/// Goods named one by one for each iteration; more are counted.
const NAMED: usize = 20;

/// Recomputes `cycle` from `history`. `watch` sees each block and the iteration it belongs to.
///
/// # Errors
/// Those of the history. A mismatch is no error.
pub async fn audit<H: History>(
	history: &mut H,
	cycle: CycleId,
	mut watch: impl FnMut(u32, u32),
) -> Result<Findings> {
	let opening = history.opening(cycle).await?;
	let mut number = opening.block;
	let mut audit = Audit::new(history, cycle, opening);
	while audit.findings.outcome == Outcome::Running {
		let Some(block) = audit.history.block(cycle, number).await? else { break };
		audit.block(&block).await?;
		watch(number, audit.iteration.0);
		number = match number.checked_add(1) {
			Some(next) => next,
			None => break,
		};
	}
	Ok(audit.findings)
}

/// What has to happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
	/// Populations are frozen and levels cleared, then enrolment opens.
	Opening,
	/// Councils enrol, then prices are announced.
	Enrolment,
	/// Proposals, then the iteration is closed.
	Proposals,
	/// The iteration was not the last: new prices.
	Prices,
	/// The iterations are over: a plan is made, of one that converged or of the best.
	Settling {
		/// Whether they converged.
		converged: bool,
	},
	/// Proposals are taken out, then the plan is settled.
	Settlement,
	/// The plan stays short: the cycle lapses.
	Short,
	/// The plan is settled: ratification.
	Ratification,
	/// Speakers judge.
	Verdicts,
	/// The plan was rejected: iterations go on at its prices.
	Again,
	/// It was the last iteration and none stands: the cycle lapses.
	Lapse,
}

/// The iteration that stands so far.
pub(super) struct Best {
	pub iteration: Iteration,
	/// What is lacking in it.
	pub short: Worth,
	pub quotes: Vec<Quote>,
	pub totals: Vec<Totals>,
}

/// What is recomputed of a plan while the chain settles it.
pub(super) struct Settling {
	/// The iteration that stands.
	pub standing: Iteration,
	/// What comes out.
	pub found: Settlement,
	/// What has to become of councils' lines and was not said yet.
	pub changes: Vec<(CouncilId, Change)>,
}

pub(super) struct Audit<'h, H> {
	pub history: &'h mut H,
	pub cycle: CycleId,
	pub opening: Opening,
	pub market: Market,
	/// The totals as they were when the block began.
	pub stood: Vec<Totals>,
	pub memory: RuleMemory,
	pub pages: Vec<PageMemory>,
	pub parts: BTreeMap<CouncilId, Part>,
	pub requests: Requests,
	pub purses: BTreeMap<CouncilId, Purse>,
	/// Population of the enrolled councils: workers', consumers'.
	pub heads: [u32; 2],
	/// Population of those that have proposed at least once.
	pub heard: [u32; 2],
	pub iteration: Iteration,
	/// The first block after the window that is open.
	pub deadline: u32,
	/// Whether all that ends the phase had been said as the block began.
	pub all_said: bool,
	/// Councils that have spoken in this iteration.
	pub spoken: u32,
	pub accepted: u32,
	pub proposals: H256,
	/// How far it was found anew what counts for councils that were silent.
	pub clearing: Option<Clearing>,
	pub parent: H256,
	pub calm: bool,
	/// Value of all goods in the iteration before.
	pub value: Worth,
	pub best: Option<Best>,
	/// The iteration after which the best stands.
	pub until: Iteration,
	pub retried: bool,
	/// Councils that have left the plan that is judged, or the cycle.
	pub withdrawn: u32,
	/// Plans that were settled.
	pub plans: u32,
	/// Whether the plan was settled once more since councils had left it.
	pub resettled: bool,
	/// Chain over the prices of each iteration, as its record has it.
	pub prices: BTreeMap<Iteration, H256>,
	pub settling: Option<Settling>,
	pub plan: Option<Plan>,
	pub next: Next,
	/// Where the cycle ended, until all that the block holds is heard.
	pub ended: Option<Seen>,
	pub findings: Findings,
}

/// Where something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
	pub block: u32,
	pub extrinsic: Option<u32>,
}

impl<'h, H: History> Audit<'h, H> {
	fn new(history: &'h mut H, cycle: CycleId, opening: Opening) -> Self {
		let (quotes, sharing) = (opening.quotes.clone(), opening.sharing.clone());
		let market = Market::new(quotes, &opening.supplies, sharing, opening.params.levels);
		Self {
			history,
			cycle,
			stood: Vec::new(),
			memory: RuleMemory::default(),
			pages: vec![PageMemory::default(); opening.quotes.len().div_ceil(PAGE as usize)],
			parts: BTreeMap::new(),
			requests: Requests::default(),
			purses: BTreeMap::new(),
			heads: [0; 2],
			heard: [0; 2],
			iteration: Iteration(0),
			deadline: opening.block,
			all_said: false,
			spoken: 0,
			accepted: 0,
			proposals: H256::zero(),
			clearing: None,
			parent: origin(opening.genesis, cycle),
			calm: false,
			value: Worth::default(),
			best: None,
			until: Iteration(opening.params.max_iterations),
			retried: false,
			withdrawn: 0,
			plans: 0,
			resettled: false,
			prices: BTreeMap::new(),
			settling: None,
			plan: None,
			next: Next::Opening,
			ended: None,
			findings: Findings::default(),
			market,
			opening,
		}
	}

	async fn block(&mut self, block: &Block) -> Result<()> {
		self.findings.blocks += 1;
		self.know_requests(block).await?;
		if block.events.iter().any(|happened| matches!(happened.what, What::Closed { .. })) {
			self.stood.clone_from(&self.market.totals);
		}
		self.begin_block(block);
		let mut calls = Calls::of(block);
		for Happened { extrinsic, what } in &block.events {
			let seen = Seen { block: block.number, extrinsic: *extrinsic };
			self.in_time(seen, what);
			match what {
				What::Requested { .. } | What::TakenBack { .. } | What::Cleared { .. } => {
					self.requested(seen, what, &mut calls).await?
				},
				What::Enrolling => self.enrolling(seen),
				What::Enrolled { .. } => self.enrolled(seen, what).await?,
				What::Announced { iteration } => self.announced(seen, *iteration).await?,
				What::Closed { .. } => self.closed(seen, what).await?,
				What::Settled { plan, rounds } => self.settled(seen, plan, *rounds).await?,
				What::Endowed { .. }
				| What::Asked { .. }
				| What::Granted { .. }
				| What::Refused { .. }
				| What::Entrusted { .. }
				| What::Commented { .. } => self.of_federations(seen, what, &mut calls).await?,
				_ => self.happened(seen, what, &mut calls),
			}
		}
		self.uncounted(block, &calls);
		if let Some(seen) = self.ended.take() {
			self.ending(seen).await?;
		}
		Ok(())
	}

	/// What needs nothing but the extrinsics to be judged.
	fn happened(&mut self, seen: Seen, what: &What, calls: &mut Calls) {
		match what {
			What::Proposed { .. } => self.proposed(seen, what, calls),
			What::Recalled { .. } => self.recalled(seen, what, calls),
			What::Dropped { iteration, council } => self.dropped(seen, *iteration, *council, calls),
			What::Repeated { iteration, council, lines } => {
				self.repeated(seen, *iteration, *council, *lines)
			},
			What::Settling { iteration, converged } => {
				self.begun_settling(seen, *iteration, *converged)
			},
			What::Removed { council, reason } => {
				self.changed(seen, *council, Change::Removed(*reason))
			},
			What::Ratifying { iteration } => self.ratifying(seen, *iteration),
			What::Judged { council, approve } => self.judged(seen, *council, *approve, calls),
			What::Withdrawn { council, goods } => self.left(seen, *council, goods, calls),
			What::Reopened { withdrawn } => self.reopened(seen, *withdrawn),
			What::Rejected { until } => self.rejected(seen, *until),
			What::Ratified => self.ratified(seen),
			What::Lapsed(reason) => self.lapsed(seen, *reason),
			_ => {
				let detail = "the chain met a state that its invariants exclude".into();
				self.found(Kind::Event, seen, detail);
			},
		}
	}

	pub(super) fn found(&mut self, kind: Kind, seen: Seen, detail: String) -> &mut Mismatch {
		let Seen { block, extrinsic } = seen;
		let iteration = self.iteration.0;
		let mismatch =
			Mismatch { kind, iteration, good: None, council: None, block, extrinsic, detail };
		self.findings.mismatches.push(mismatch);
		let last = self.findings.mismatches.len() - 1;
		&mut self.findings.mismatches[last]
	}

	pub(super) fn of_council(
		&mut self,
		kind: Kind,
		seen: Seen,
		council: CouncilId,
		detail: String,
	) {
		self.found(kind, seen, detail).council = Some(council.0);
	}

	/// Names the first goods that differ, and counts the rest.
	pub(super) fn of_goods(&mut self, kind: Kind, seen: Seen, differing: Vec<(usize, String)>) {
		let more = differing.len().saturating_sub(NAMED);
		for (good, detail) in differing.into_iter().take(NAMED) {
			self.found(kind, seen, detail).good = Some(good as u32);
		}
		if more > 0 {
			self.found(kind, seen, format!("and {more} more goods"));
		}
	}

	/// The event has to come now, and then `then` has to.
	pub(super) fn expect(&mut self, seen: Seen, now: Next, then: Next, what: &What) {
		if self.next != now {
			let expected = self.next;
			let detail = format!("the chain says {what:?} where {expected:?} has to follow");
			self.found(Kind::Event, seen, detail);
		}
		self.next = then;
	}

	/// Population of all enrolled councils of a side.
	pub(super) fn heads(&self, side: Side) -> u32 {
		self.heads[side as usize]
	}

	/// Whether it is more than half of the enrolled population of a side.
	pub(super) fn is_most(&self, heads: u64, side: Side) -> bool {
		heads.saturating_mul(2) > u64::from(self.heads(side))
	}

	/// Enrolled councils of a side.
	pub(super) fn councils(&self, side: Side) -> u32 {
		self.parts.values().filter(|part| part.side == side).count() as u32
	}

	/// The best iteration so far.
	pub(super) fn best(&self) -> Option<Iteration> {
		self.best.as_ref().map(|best| best.iteration)
	}
}
