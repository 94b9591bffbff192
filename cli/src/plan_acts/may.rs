//! What speaks against a deed, as far as the views tell it before anything is sent. The chain decides: of
//! what is not told here it says so itself.

use super::answers::{Cycle, Enrolment};
use parecon_primitives::{CouncilId, Credits};

/// What somebody wants to do in the running cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
	/// Enrol the council.
	Enrol,
	/// Propose for it.
	Propose,
	/// Take the proposal back.
	Recall,
	/// Judge the plan.
	Ratify,
	/// Take the proposal of a silent workplace away.
	Drop,
	/// Let a federation propose for it, or not any more.
	Entrust,
	/// Give so much to its federation.
	Endow(Credits),
	/// Ask for an exception.
	Ask,
	/// Appeal.
	Appeal,
	/// Say something about its proposal.
	Comment,
	/// Make an exception of so much for it, as this federation.
	Grant(CouncilId, Credits),
	/// Refuse it one, as this federation.
	Refuse(CouncilId),
}

/// The error of the pallet that a deed would meet, if one can be told: by the running cycle or the latest,
/// and the council's part in it.
pub fn against(
	deed: Deed,
	cycle: Option<&Cycle>,
	part: Option<&Enrolment>,
) -> Option<&'static str> {
	let Some(cycle) = cycle.filter(|cycle| !cycle.is_over()) else { return Some("NoCycle") };
	let wrong_phase = match (deed, cycle.phase()) {
		(Deed::Enrol, "Enrolling") | (Deed::Ratify, "Ratifying") | (Deed::Entrust, _) => None,
		(Deed::Enrol, _) => Some("NotEnrolling"),
		(Deed::Ratify, _) => Some("NotRatifying"),
		(Deed::Endow(_), "Enrolling") | (_, "Collecting") => None,
		_ => Some("NotCollecting"),
	};
	wrong_phase.or_else(|| match (deed, part) {
		(Deed::Enrol, None) => None,
		(Deed::Enrol, Some(_)) => Some("AlreadyEnrolled"),
		(_, None) => Some("NotEnrolled"),
		(_, Some(part)) => in_part(deed, cycle, part),
	})
}

/// What the council's part in the cycle says against it.
fn in_part(deed: Deed, cycle: &Cycle, part: &Enrolment) -> Option<&'static str> {
	let now = cycle.iteration;
	let asked = |federation: CouncilId| {
		part.plea.as_ref().filter(|plea| plea.federation == federation && !plea.refused)
	};
	match deed {
		Deed::Recall if part.spoken != now || part.before.is_none() => Some("NothingToRecall"),
		Deed::Endow(amount) if amount > part.budget => Some("NotEnough"),
		Deed::Ask if part.plea.as_ref().is_some_and(|plea| !plea.is_declined(now)) => {
			Some("AlreadyAsked")
		},
		Deed::Appeal => match &part.plea {
			None => Some("NotAsked"),
			Some(plea) if !plea.is_declined(now) => Some("NotRefused"),
			Some(_) => None,
		},
		Deed::Grant(federation, amount) => match asked(federation) {
			None => Some("NotAsked"),
			Some(plea) if amount > plea.amount => Some("BeyondBound"),
			Some(_) => None,
		},
		Deed::Refuse(federation) if asked(federation).is_none() => Some("NotAsked"),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::answers::{
			tests::{cycle, enrolment},
			Before, Plea,
		},
		*,
	};
	use parecon_primitives::Iteration;

	const F: CouncilId = CouncilId(7);

	fn plea(refused: bool) -> Option<Plea> {
		let (amount, since) = (Credits(10), Iteration(3));
		Some(Plea { amount, note: "0x".into(), federation: F, since, refused })
	}

	#[test]
	fn phases_decide_first() {
		let part = enrolment("Workers", 0);
		for (deed, phase, error) in [
			(Deed::Enrol, "Collecting", "NotEnrolling"),
			(Deed::Ratify, "Collecting", "NotRatifying"),
			(Deed::Propose, "Enrolling", "NotCollecting"),
			(Deed::Appeal, "Ratifying", "NotCollecting"),
			(Deed::Endow(Credits(1)), "Settling", "NotCollecting"),
			(Deed::Entrust, "Ratified", "NoCycle"),
		] {
			assert_eq!(against(deed, Some(&cycle(phase, 3)), Some(&part)), Some(error), "{deed:?}");
		}
		assert_eq!(against(Deed::Propose, None, None), Some("NoCycle"));
		assert_eq!(
			against(Deed::Propose, Some(&cycle("Collecting", 1)), None),
			Some("NotEnrolled")
		);
		assert_eq!(against(Deed::Enrol, Some(&cycle("Enrolling", 0)), None), None);
		let twice = against(Deed::Enrol, Some(&cycle("Enrolling", 0)), Some(&part));
		assert_eq!(twice, Some("AlreadyEnrolled"));
		assert_eq!(against(Deed::Entrust, Some(&cycle("Clearing", 2)), Some(&part)), None);
	}

	#[test]
	fn only_what_was_proposed_now_is_taken_back() {
		let (now, mut part) = (cycle("Collecting", 3), enrolment("Workers", 0));
		let recall = |part: &Enrolment| against(Deed::Recall, Some(&now), Some(part));
		assert_eq!(recall(&part), Some("NothingToRecall"));
		part.spoken = Iteration(3);
		assert_eq!(recall(&part), Some("NothingToRecall"), "taken back already");
		part.before = Some(Before { lines: Vec::new() });
		assert_eq!(recall(&part), None);
		part.spoken = Iteration(2);
		assert_eq!(recall(&part), Some("NothingToRecall"));
	}

	#[test]
	fn exceptions_are_asked_for_once_and_decided_by_who_was_asked() {
		let mut part = enrolment("Consumers", 100);
		let said = |deed, part: &Enrolment, now| {
			against(deed, Some(&cycle("Collecting", now)), Some(part))
		};
		assert_eq!(said(Deed::Ask, &part, 3), None);
		assert_eq!(said(Deed::Appeal, &part, 3), Some("NotAsked"));
		assert_eq!(said(Deed::Refuse(F), &part, 3), Some("NotAsked"));
		part.plea = plea(false);
		assert_eq!(said(Deed::Ask, &part, 4), Some("AlreadyAsked"));
		assert_eq!(said(Deed::Appeal, &part, 4), Some("NotRefused"));
		assert_eq!(said(Deed::Appeal, &part, 5), None, "a whole iteration has passed");
		assert_eq!(said(Deed::Grant(F, Credits(10)), &part, 4), None);
		assert_eq!(said(Deed::Grant(F, Credits(11)), &part, 4), Some("BeyondBound"));
		assert_eq!(said(Deed::Grant(CouncilId(8), Credits(1)), &part, 4), Some("NotAsked"));
		part.plea = plea(true);
		assert_eq!(said(Deed::Appeal, &part, 3), None);
		assert_eq!(said(Deed::Refuse(F), &part, 3), Some("NotAsked"));
		assert_eq!(said(Deed::Ask, &part, 3), None);
	}

	#[test]
	fn nobody_gives_more_than_there_is() {
		let part = enrolment("Consumers", 100);
		let give = |amount, phase| {
			against(Deed::Endow(Credits(amount)), Some(&cycle(phase, 1)), Some(&part))
		};
		assert_eq!((give(100, "Enrolling"), give(101, "Collecting")), (None, Some("NotEnough")));
	}
}
