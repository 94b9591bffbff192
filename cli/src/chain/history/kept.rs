//! What the chain stores of a year, as far as an audit compares it or goes on from it: field by field
//! under the names of its metadata.

// What the derived code imports under the name of another crate counts as unused.
#![allow(unused_imports)]

use crate::{
	audit::{self, shared::Level, Part},
	chain::stored::Population,
};
use parecon_engine::{Line, Scale, Statements};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, Quantity, Side};
use primitive_types::H256;
use subxt::{ext::scale_decode::DecodeAsType, utils::Static};

macro_rules! kept {
	($($what:item)*) => {
		$(
			#[derive(Clone, Debug, DecodeAsType)]
			#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
			$what
		)*
	};
}

kept! {
	/// A council's part in a cycle, all of it.
	pub struct Enrolment {
		side: Static<Side>,
		population: u32,
		budget: Static<Credits>,
		income: Static<Credits>,
		spoken: Static<Iteration>,
		lines: Static<Vec<Line>>,
		since: Static<Iteration>,
		part: Static<Scale>,
		own: Option<Static<Vec<Line>>>,
		before: Option<Before>,
		note: Option<H256>,
		standing: Static<Vec<Line>>,
		standing_part: Static<Scale>,
		scale: Static<Scale>,
		upstream: bool,
		dropped: bool,
		granted: Static<Vec<Quantity>>,
		charge: Static<Credits>,
		credit: Static<Credits>,
		shares: Static<Vec<GoodId>>,
		benefit: Static<Credits>,
		relief: Static<Credits>,
		loan: Static<Credits>,
		debt: Static<Credits>,
		repays: Static<Credits>,
		entrusted: Option<Static<CouncilId>>,
		plea: Option<Plea>,
		withdrawn: bool,
		verdict: Option<Verdict>,
	}

	/// What stood of a council before it proposed.
	pub struct Before {
		spoken: Static<Iteration>,
		lines: Static<Vec<Line>>,
		since: Static<Iteration>,
		part: Static<Scale>,
		own: Option<Static<Vec<Line>>>,
	}

	/// An exception that a council asks for.
	pub struct Plea {
		amount: Static<Credits>,
		note: H256,
		federation: Static<CouncilId>,
		since: Static<Iteration>,
		refused: bool,
	}

	/// What a speaker says of a plan.
	pub struct Verdict {
		plan: u32,
		approve: bool,
	}

	/// What is stated of a shared good.
	pub struct Stated {
		crowd: u32,
		stated: Static<Statements>,
		sum: u128,
		level: Static<Quantity>,
		sold: Static<Credits>,
		passed: u32,
	}

	/// What a shared good is stated in, and by whom.
	pub struct Shared {
		pub(super) step: Static<Quantity>,
		pub(super) scope: Static<Vec<CouncilId>>,
	}

	/// A council, as far as a year counts by it.
	pub struct Council {
		side: Static<Side>,
		population: Population,
		parent: Link,
	}

	/// What something leads to, and what it led to before its last change.
	pub struct Link {
		current: Option<Static<CouncilId>>,
		since: u32,
		previous: Option<Static<CouncilId>>,
	}

	/// What a member asks for.
	pub struct Request {
		council: Static<CouncilId>,
		goods: Static<Vec<(GoodId, Quantity)>>,
	}

	/// The people in a member's household beside the member.
	pub struct Wards {
		pub(super) confirmed: u32,
	}

	/// The running cycle, as far as councils are counted by it.
	pub struct Opened {
		pub(super) opened: u32,
	}
}

impl From<Before> for audit::Before {
	fn from(before: Before) -> Self {
		Self {
			spoken: before.spoken.0,
			lines: before.lines.0,
			since: before.since.0,
			part: before.part.0,
			own: before.own.map(|own| own.0),
		}
	}
}

impl From<Plea> for audit::Plea {
	fn from(plea: Plea) -> Self {
		Self {
			amount: plea.amount.0,
			note: plea.note,
			federation: plea.federation.0,
			since: plea.since.0,
			refused: plea.refused,
		}
	}
}

impl From<Enrolment> for Part {
	fn from(kept: Enrolment) -> Self {
		Self {
			side: kept.side.0,
			population: kept.population,
			income: kept.income.0,
			budget: kept.budget.0,
			spoken: kept.spoken.0,
			lines: kept.lines.0,
			since: kept.since.0,
			part: kept.part.0,
			own: kept.own.map(|own| own.0),
			before: kept.before.map(Into::into),
			note: kept.note,
			standing: kept.standing.0,
			standing_part: kept.standing_part.0,
			scale: kept.scale.0,
			upstream: kept.upstream,
			dropped: kept.dropped,
			granted: kept.granted.0,
			charge: kept.charge.0,
			credit: kept.credit.0,
			shares: kept.shares.0,
			benefit: kept.benefit.0,
			relief: kept.relief.0,
			loan: kept.loan.0,
			debt: kept.debt.0,
			repays: kept.repays.0,
			entrusted: kept.entrusted.map(|federation| federation.0),
			plea: kept.plea.map(Into::into),
			withdrawn: kept.withdrawn,
			verdict: kept.verdict.map(|verdict| (verdict.plan, verdict.approve)),
		}
	}
}

impl From<Stated> for Level {
	fn from(kept: Stated) -> Self {
		Self {
			crowd: kept.crowd,
			stated: kept.stated.0,
			sum: kept.sum,
			level: kept.level.0,
			sold: kept.sold.0,
			passed: kept.passed,
		}
	}
}

impl From<Request> for audit::Request {
	fn from(kept: Request) -> Self {
		Self { council: kept.council.0, goods: kept.goods.0 }
	}
}

impl Council {
	/// The council as a cycle counts by it for which populations were frozen in block `opened`, the last
	/// time that they were; `epoch` is the number of that freeze.
	pub(super) fn standing(self, epoch: u32, opened: u32) -> audit::Standing {
		let Self { side, population, parent } = self;
		// What changed since has moved the frozen number, and the federation, aside.
		let frozen = if population.epoch == epoch { population.before } else { population.now };
		let parent = if parent.since < opened { parent.current } else { parent.previous };
		audit::Standing { side: side.0, population: frozen, parent: parent.map(|it| it.0) }
	}
}
