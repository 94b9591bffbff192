//! What the events of a block say of a cycle.

use super::events;
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
			stored::Reason::Withdrawn => Self::Withdrawn,
		}
	}
}

impl From<stored::Plan> for Plan {
	fn from(plan: stored::Plan) -> Self {
		Self {
			iteration: plan.iteration.0,
			root: plan.root,
			charged: plan.charged.0,
			credited: plan.credited.0,
			emitted: plan.emitted.0,
		}
	}
}

type Decoded<T> = std::result::Result<T, String>;

/// The fields of an event.
fn fields<T: DecodeAsFields>(event: &Event<'_, SubstrateConfig>) -> Decoded<T> {
	event.decode_fields_unchecked_as().map_err(|error| error.to_string())
}

/// What an event of the planning pallet says of `cycle`; none for other cycles and other events.
pub(super) fn what(event: &Event<'_, SubstrateConfig>, cycle: CycleId) -> Decoded<Option<What>> {
	if event.event_name() == "Unexpected" {
		return Ok(Some(What::Unexpected));
	}
	let mut found = of_iterations(event)?;
	for look in [of_plans, of_councils, of_exceptions] {
		found = match found {
			None => look(event)?,
			found => found,
		};
	}
	Ok(found.filter(|(of, _)| *of == cycle).map(|(_, what)| what))
}

/// Whether this is what the chain does of itself as a block begins. It does so between the timestamp and
/// the first transaction, so that the phase of the event names the position of that transaction, which
/// has nothing to do with it.
pub(super) fn is_of_block(what: &What) -> bool {
	match what {
		What::Enrolling
		| What::Announced { .. }
		| What::Repeated { .. }
		| What::Closed { .. }
		| What::Settling { .. }
		| What::Removed { .. }
		| What::Settled { .. }
		| What::Ratifying { .. }
		| What::Reopened { .. }
		| What::Rejected { .. }
		| What::Ratified
		| What::Lapsed(_)
		| What::Unexpected => true,
		What::Enrolled { .. }
		| What::Proposed { .. }
		| What::Recalled { .. }
		| What::Dropped { .. }
		| What::Judged { .. }
		| What::Withdrawn { .. }
		| What::Commented { .. }
		| What::Entrusted { .. }
		| What::Endowed { .. }
		| What::Asked { .. }
		| What::Granted { .. }
		| What::Refused { .. }
		| What::Requested { .. }
		| What::TakenBack { .. }
		| What::Cleared { .. } => false,
	}
}

/// What is said of enrolment and iterations.
fn of_iterations(event: &Event<'_, SubstrateConfig>) -> Decoded<Option<(CycleId, What)>> {
	let (of, what) = match event.event_name() {
		"EnrolmentOpened" => (fields::<stored::OfCycle>(event)?.cycle, What::Enrolling),
		"Enrolled" => {
			let stored::Enrolled { cycle, council, population, budget } = fields(event)?;
			(cycle, What::Enrolled { council: council.0, population, budget: budget.0 })
		},
		"PricesAnnounced" => {
			let stored::PricesAnnounced { cycle, iteration } = fields(event)?;
			(cycle, What::Announced { iteration: iteration.0 })
		},
		"Proposed" => {
			let events::Proposed { cycle, iteration, council, lines, benefit, cost, note } =
				fields(event)?;
			let (iteration, council) = (iteration.0, council.0);
			let (benefit, cost) = (benefit.0, cost.0);
			(cycle, What::Proposed { iteration, council, lines, benefit, cost, note })
		},
		"Recalled" => {
			let events::Counted { cycle, iteration, council, lines } = fields(event)?;
			(cycle, What::Recalled { iteration: iteration.0, council: council.0, lines })
		},
		"Repeated" => {
			let events::Counted { cycle, iteration, council, lines } = fields(event)?;
			(cycle, What::Repeated { iteration: iteration.0, council: council.0, lines })
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

/// What is said of councils that leave a plan, and of their federations.
fn of_councils(event: &Event<'_, SubstrateConfig>) -> Decoded<Option<(CycleId, What)>> {
	let (of, what) = match event.event_name() {
		"Withdrawn" => {
			let events::Withdrawn { cycle, council, goods } = fields(event)?;
			(cycle, What::Withdrawn { council: council.0, goods: goods.0 })
		},
		"PlanReopened" => {
			let events::PlanReopened { cycle, withdrawn } = fields(event)?;
			(cycle, What::Reopened { withdrawn })
		},
		"Commented" => {
			let events::Commented { cycle, federation, council, note } = fields(event)?;
			(cycle, What::Commented { federation: federation.0, council: council.0, note })
		},
		"Entrusted" => {
			let events::Entrusted { cycle, council, federation } = fields(event)?;
			let federation = federation.map(|federation| federation.0);
			(cycle, What::Entrusted { council: council.0, federation })
		},
		_ => return Ok(None),
	};
	Ok(Some((of.0, what)))
}

/// What is said of exceptions.
fn of_exceptions(event: &Event<'_, SubstrateConfig>) -> Decoded<Option<(CycleId, What)>> {
	let (of, what) = match event.event_name() {
		"Endowed" => {
			let events::Endowed { cycle, council, federation, amount } = fields(event)?;
			let (council, federation, amount) = (council.0, federation.0, amount.0);
			(cycle, What::Endowed { council, federation, amount })
		},
		"ExceptionAsked" => {
			let events::ExceptionAsked { cycle, council, federation, amount, note } =
				fields(event)?;
			let (council, federation, amount) = (council.0, federation.0, amount.0);
			(cycle, What::Asked { council, federation, amount, note })
		},
		"ExceptionGranted" => {
			let events::ExceptionGranted { cycle, federation, council, exception } = fields(event)?;
			let (federation, council, exception) = (federation.0, council.0, exception.0);
			(cycle, What::Granted { federation, council, exception })
		},
		"ExceptionRefused" => {
			let events::ExceptionRefused { cycle, federation, council } = fields(event)?;
			(cycle, What::Refused { federation: federation.0, council: council.0 })
		},
		_ => return Ok(None),
	};
	Ok(Some((of.0, what)))
}

/// What an event of the pallet of requests says.
pub(super) fn requested(event: &Event<'_, SubstrateConfig>) -> Decoded<Option<What>> {
	Ok(Some(match event.event_name() {
		"Requested" => {
			let events::Requested { member, council, goods, note } = fields(event)?;
			What::Requested { member: member.0, council: council.0, goods, note }
		},
		"Withdrawn" => {
			let events::Gone { member, council } = fields(event)?;
			What::TakenBack { member: member.0, council: council.0 }
		},
		"Cleared" => {
			let events::Gone { member, council } = fields(event)?;
			What::Cleared { member: member.0, council: council.0 }
		},
		_ => return Ok(None),
	}))
}
