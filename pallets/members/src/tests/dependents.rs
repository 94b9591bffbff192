use super::*;
use crate::{Dependent, Dependents, Wards};

fn add(who: u64, account: u64) -> DispatchResult {
	Members::add_dependent(signed(who), account)
}

fn confirm(who: u64, account: u64) -> DispatchResult {
	Members::confirm_dependent(signed(who), account)
}

fn remove(who: u64, account: u64) -> DispatchResult {
	Members::remove_dependent(signed(who), account)
}

#[test]
fn a_dependent_counts_once_a_neighbour_has_confirmed_it() {
	run(|| {
		go_to(15);
		assert_ok!(add(0, ANA));
		let guardian = MemberId(0);
		assert_eq!(events(), [Event::DependentAdded { account: ANA, guardian }]);
		assert_eq!(Members::heads_of(guardian), 1);
		assert_eq!(Told::get(), []);
		assert_ok!(confirm(3, ANA));
		let by = MemberId(3);
		assert_eq!(events(), [Event::DependentConfirmed { account: ANA, guardian, by }]);
		assert_eq!(Told::get(), [Note::Heads(guardian, 2)]);
		assert_eq!(Members::heads_of(guardian), 2);
		let dependent = Dependent { guardian, confirmed: true, since: Period(1), offered_to: None };
		assert_eq!(Dependents::<Test>::get(ANA), Some(dependent));
		assert_eq!(Members::heads_of(MemberId(9)), 0);
	});
}

/// Failure: invented children that count in the population.
#[test]
fn nobody_but_a_neighbour_confirms() {
	run(|| {
		assert_noop!(confirm(3, ANA), Error::<Test>::NotDependent);
		assert_ok!(add(0, ANA));
		assert_noop!(confirm(0, ANA), Error::<Test>::SelfConfirmed);
		assert_noop!(confirm(1, ANA), Error::<Test>::NotNeighbour);
		assert_noop!(confirm(DAN, ANA), Error::<Test>::NotMember);
		assert_noop!(Members::confirm_dependent(Origin::none(), ANA), DispatchError::BadOrigin);
		// Two who have no seat are no neighbours.
		for member in [0, 3] {
			seat(MemberId(member), Side::Consumers, None);
		}
		assert_noop!(confirm(3, ANA), Error::<Test>::NotNeighbour);
		for member in [0, 3] {
			seat(MemberId(member), Side::Consumers, Some(CouncilId(11)));
		}
		assert_ok!(confirm(3, ANA));
		assert_noop!(confirm(1, ANA), Error::<Test>::AlreadyConfirmed);
	});
}

#[test]
fn a_dependent_stands_for_nobody_else() {
	run(|| {
		assert_noop!(add(DAN, ANA), Error::<Test>::NotMember);
		assert_noop!(Members::add_dependent(Origin::none(), ANA), DispatchError::BadOrigin);
		assert_noop!(add(0, 0), Error::<Test>::SelfDependent);
		assert_noop!(add(0, 1), Error::<Test>::AlreadyMember);
		sponsor(1, DAN);
		assert_noop!(add(0, DAN), Error::<Test>::IsCandidate);
		assert_ok!(Members::offer_account(signed(1), EVA));
		assert_noop!(add(0, EVA), Error::<Test>::AccountOffered);
		assert_ok!(add(1, ANA));
		assert_noop!(add(0, ANA), Error::<Test>::IsDependent);
		assert_noop!(add(1, ANA), Error::<Test>::IsDependent);
	});
}

#[test]
fn dependents_are_bounded() {
	run(|| {
		for account in 50..53 {
			assert_ok!(add(0, account));
		}
		assert_noop!(add(0, 53), Error::<Test>::DependentsFull);
		assert_ok!(add(1, 53));
		assert_ok!(Members::hand_over(signed(1), 53, MemberId(0)));
		let accept = || Members::accept_guardianship(signed(0), 53);
		assert_noop!(accept(), Error::<Test>::DependentsFull);
		assert_ok!(remove(0, 50));
		assert_ok!(accept());
	});
}

/// Failure: storage without a deposit.
#[test]
fn a_dependent_takes_room_in_the_purse_of_the_guardian() {
	run(|| {
		Room::set(1);
		assert_ok!(add(0, ANA));
		assert_noop!(add(0, DAN), DispatchError::Other("no room"));
		assert_ok!(add(1, DAN));
		assert_ok!(Members::hand_over(signed(0), ANA, MemberId(1)));
		let accept = || Members::accept_guardianship(signed(1), ANA);
		assert_noop!(accept(), DispatchError::Other("no room"));
		assert_ok!(remove(1, DAN));
		assert_ok!(accept());
		assert_eq!((Purse::held(MemberId(0)).0, Purse::held(MemberId(1)).0), (0, 1));
	});
}

#[test]
fn the_guardian_or_the_governed_origin_ends_a_dependence() {
	run(|| {
		assert_noop!(remove(0, ANA), Error::<Test>::NotDependent);
		let governed = |account| Members::remove_dependent(Origin::root(), account);
		assert_noop!(governed(ANA), Error::<Test>::NotDependent);
		confirmed_dependent(ANA);
		confirmed_dependent(EVA);
		assert_noop!(remove(1, ANA), Error::<Test>::NotGuardian);
		assert_noop!(remove(DAN, ANA), Error::<Test>::NotMember);
		assert_noop!(Members::remove_dependent(Origin::none(), ANA), DispatchError::BadOrigin);
		events();
		Told::take();
		assert_ok!(remove(0, ANA));
		let guardian = MemberId(0);
		assert_eq!(events(), [Event::DependentRemoved { account: ANA, guardian }]);
		assert_ok!(governed(EVA));
		assert_eq!(events(), [Event::DependentRemoved { account: EVA, guardian }]);
		assert_eq!(Told::get(), [Note::Heads(guardian, 2), Note::Heads(guardian, 1)]);
		assert!(!Wards::<Test>::contains_key(guardian));
	});
}

#[test]
fn an_unconfirmed_dependent_leaves_unheard() {
	run(|| {
		assert_ok!(add(0, ANA));
		assert_ok!(remove(0, ANA));
		assert_eq!(Told::get(), []);
	});
}

#[test]
fn guardianship_passes_to_a_neighbour_with_the_confirmation() {
	run(|| {
		confirmed_dependent(ANA);
		events();
		Told::take();
		let (guardian, to) = (MemberId(0), MemberId(3));
		assert_ok!(Members::hand_over(signed(0), ANA, to));
		assert_eq!(events(), [Event::GuardianshipOffered { account: ANA, guardian, to }]);
		assert_ok!(Members::accept_guardianship(signed(3), ANA));
		let from = guardian;
		let passed = Event::GuardianChanged { account: ANA, from, to, confirmed: true };
		assert_eq!(events(), [passed]);
		assert_eq!(Told::get(), [Note::Heads(from, 1), Note::Heads(to, 2)]);
		let dependent = Dependents::<Test>::get(ANA).unwrap();
		assert_eq!((dependent.guardian, dependent.offered_to), (to, None));
		assert_eq!((Purse::held(from).0, Purse::held(to).0), (0, 1));
		assert_noop!(remove(0, ANA), Error::<Test>::NotGuardian);
	});
}

#[test]
fn guardianship_elsewhere_takes_a_new_confirmation() {
	run(|| {
		confirmed_dependent(ANA);
		Told::take();
		assert_ok!(Members::hand_over(signed(0), ANA, MemberId(1)));
		assert_ok!(Members::accept_guardianship(signed(1), ANA));
		assert_eq!(Told::get(), [Note::Heads(MemberId(0), 1)]);
		assert_eq!(Members::heads_of(MemberId(1)), 1);
		assert_ok!(confirm(4, ANA));
		assert_eq!(Members::heads_of(MemberId(1)), 2);
	});
}

#[test]
fn an_unconfirmed_dependent_stays_so_with_a_neighbour() {
	run(|| {
		assert_ok!(add(0, ANA));
		assert_ok!(Members::hand_over(signed(0), ANA, MemberId(3)));
		assert_ok!(Members::accept_guardianship(signed(3), ANA));
		assert!(!Dependents::<Test>::get(ANA).unwrap().confirmed);
		assert_eq!(Told::get(), []);
	});
}

#[test]
fn guardianship_is_offered_by_the_guardian_and_accepted_by_the_one_named() {
	run(|| {
		let hand_over = |who, to| Members::hand_over(signed(who), ANA, MemberId(to));
		let accept = |who| Members::accept_guardianship(signed(who), ANA);
		assert_noop!(hand_over(0, 1), Error::<Test>::NotDependent);
		assert_noop!(accept(1), Error::<Test>::NotDependent);
		assert_ok!(add(0, ANA));
		assert_noop!(accept(1), Error::<Test>::NotOffered);
		assert_noop!(hand_over(1, 2), Error::<Test>::NotGuardian);
		assert_noop!(hand_over(DAN, 2), Error::<Test>::NotMember);
		assert_noop!(hand_over(0, 0), Error::<Test>::OwnDependent);
		assert_noop!(hand_over(0, 9), Error::<Test>::NoSuchMember);
		let unsigned = Members::hand_over(Origin::none(), ANA, MemberId(1));
		assert_noop!(unsigned, DispatchError::BadOrigin);
		assert_ok!(hand_over(0, 1));
		assert_ok!(hand_over(0, 2));
		assert_noop!(accept(1), Error::<Test>::NotOffered);
		assert_noop!(accept(DAN), Error::<Test>::NotMember);
		assert_noop!(Members::accept_guardianship(Origin::none(), ANA), DispatchError::BadOrigin);
		assert_ok!(accept(2));
		assert_noop!(accept(2), Error::<Test>::NotOffered);
	});
}

#[test]
fn who_was_offered_guardianship_and_returns_is_another() {
	run(|| {
		assert_ok!(add(0, ANA));
		assert_ok!(Members::hand_over(signed(0), ANA, MemberId(5)));
		assert_ok!(Members::leave(signed(5)));
		join(5);
		let accept = Members::accept_guardianship(signed(5), ANA);
		assert_noop!(accept, Error::<Test>::NotOffered);
	});
}
