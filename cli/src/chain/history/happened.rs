//! What the events of a block say of a cycle.

use crate::{
	audit::{Lapse, Plan, Reason, What},
	chain::stored,
};
use parecon_primitives::CycleId;
use subxt::{events::Event, ext::scale_decode::DecodeAsFields, SubstrateConfig};

impl From<stored::Lapse> for Lapse {
	fn from(reason: stored::Lapse) -> Self {
		match reason {
			stored::Lapse::OneSided => Self::OneSided,
			stored::Lapse::NotConverged => Self::NotConverged,
			stored::Lapse::NotApproved => Self::NotApproved,
			stored::Lapse::Short => Self::Short,
		}
	}
}

impl From<stored::Reason> for Reason {
	fn from(reason: stored::Reason) -> Self {
		match reason {
			stored::Reason::Silent => Self::Silent,
			stored::Reason::BelowPar => Self::BelowPar,
			stored::Reason::OverBudget => Self::OverBudget,
		}
	}
}

impl From<stored::Plan> for Plan {
	fn from(plan: stored::Plan) -> Self {
		Self { iteration: plan.iteration.0, root: plan.root, charged: plan.charged.0 }
	}
}

type Decoded<T> = std::result::Result<T, String>;

/// The fields of an event.
fn fields<T: DecodeAsFields>(event: &Event<'_, SubstrateConfig>) -> Decoded<T> {
	event.decode_fields_unchecked_as().map_err(|error| error.to_string())
}

/// What an event of the planning pallet says of `cycle`; none for other cycles and other events.
pub(super) fn what(event: &Event<'_, SubstrateConfig>, cycle: CycleId) -> Decoded<Option<What>> {
	let found = match of_iterations(event)? {
		None => of_plans(event)?,
		found => found,
	};
	Ok(found.filter(|(of, _)| *of == cycle).map(|(_, what)| what))
}

/// What is said of enrolment and iterations.
fn of_iterations(event: &Event<'_, SubstrateConfig>) -> Decoded<Option<(CycleId, What)>> {
	let (of, what) = match event.event_name() {
		"Enrolled" => {
			let stored::Enrolled { cycle, council, population, budget } = fields(event)?;
			(cycle, What::Enrolled { council: council.0, population, budget: budget.0 })
		},
		"PricesAnnounced" => {
			let stored::PricesAnnounced { cycle, iteration } = fields(event)?;
			(cycle, What::Announced { iteration: iteration.0 })
		},
		"Proposed" => {
			let stored::Proposed { cycle, iteration, council, lines, benefit, cost } =
				fields(event)?;
			let (iteration, council) = (iteration.0, council.0);
			let (benefit, cost) = (benefit.0, cost.0);
			(cycle, What::Proposed { iteration, council, lines, benefit, cost })
		},
		"Dropped" => {
			let stored::Dropped { cycle, iteration, council } = fields(event)?;
			(cycle, What::Dropped { iteration: iteration.0, council: council.0 })
		},
		"IterationClosed" => {
			let stored::IterationClosed { cycle, iteration, worst, good, open, record } =
				fields(event)?;
			let (iteration, worst, good) = (iteration.0, worst.0, good.0);
			(cycle, What::Closed { iteration, worst, good, open, record })
		},
		_ => return Ok(None),
	};
	Ok(Some((of.0, what)))
}

/// What is said of plans and of the end.
fn of_plans(event: &Event<'_, SubstrateConfig>) -> Decoded<Option<(CycleId, What)>> {
	let (of, what) = match event.event_name() {
		"SettlingBegun" => {
			let stored::SettlingBegun { cycle, iteration, converged } = fields(event)?;
			(cycle, What::Settling { iteration: iteration.0, converged })
		},
		"Removed" => {
			let stored::Removed { cycle, council, reason } = fields(event)?;
			(cycle, What::Removed { council: council.0, reason: reason.into() })
		},
		"PlanSettled" => {
			let stored::PlanSettled { cycle, plan, rounds } = fields(event)?;
			(cycle, What::Settled { plan: plan.into(), rounds })
		},
		"RatificationOpened" => {
			let stored::RatificationOpened { cycle, iteration } = fields(event)?;
			(cycle, What::Ratifying { iteration: iteration.0 })
		},
		"Judged" => {
			let stored::Judged { cycle, council, approve } = fields(event)?;
			(cycle, What::Judged { council: council.0, approve })
		},
		"PlanRejected" => {
			let stored::PlanRejected { cycle, until } = fields(event)?;
			(cycle, What::Rejected { until: until.0 })
		},
		"CycleRatified" => (fields::<stored::OfCycle>(event)?.cycle, What::Ratified),
		"CycleLapsed" => {
			let stored::CycleLapsed { cycle, reason } = fields(event)?;
			(cycle, What::Lapsed(reason.into()))
		},
		_ => return Ok(None),
	};
	Ok(Some((of.0, what)))
}
