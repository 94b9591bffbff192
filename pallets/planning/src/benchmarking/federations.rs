//! What the benchmarks of federations begin with.

use super::*;

/// A council in a federation that is enrolled in the first iteration, with as much in its part as there
/// can be, and `backers` others there; one member speaks for council and federations.
pub(super) fn federated<T: Config>(side: Side, backers: u32) -> Federated<T> {
	goods::<T>(T::MaxLines::get());
	let (account, council) = speaker::<T>(side);
	let up = |of: &CouncilId| T::Councils::ensure_federation(*of).ok();
	let above: Vec<_> = core::iter::successors(up(&council), up).collect();
	let federation = *above.first().expect("councils can be in federations");
	let another = |index: u32, federation: CouncilId| {
		let founder: T::AccountId = frame_benchmarking::account("founder", index, 0);
		let member = T::Membership::ensure_member(&founder).expect("accounts can be members");
		let other = T::Councils::ensure_council(member, side).expect("members found councils");
		T::Councils::ensure_child(other, federation).expect("it is in none");
		other
	};
	let mut others: Vec<_> = (0..backers).map(|index| another(index, federation)).collect();
	others.sort();
	let under_top = another(backers, *above.last().expect("there is one"));
	cycle::<T>(Rule::Accelerated, Phase::Enrolling);
	Pallet::<T>::do_enrol(&account, council).expect("the council can enrol");
	set_phase::<T>(Phase::Collecting);
	Current::<T>::mutate(|cycle| {
		cycle.as_mut().expect("there is a cycle").iteration = Iteration(1)
	});
	let mut full = Enrolments::<T>::get(CycleId(0), council).expect("just enrolled");
	full.lines = lines::<T>(T::MaxLines::get(), 1, 1_000_003);
	full.standing = full.lines.clone();
	full.own = Some(full.lines.clone());
	full.remember(Iteration(1));
	full.benefit = Credits(1_000_000);
	for other in others.iter().chain([&council, &under_top]) {
		Enrolments::<T>::insert(CycleId(0), other, full.clone());
	}
	Federated { account, council, above, others, under_top }
}

/// A council, its speaker, the federations above it and others in the lowest of these.
pub(super) struct Federated<T: Config> {
	pub account: T::AccountId,
	pub council: CouncilId,
	pub above: Vec<CouncilId>,
	pub others: Vec<CouncilId>,
	/// A base council that sits in the highest federation itself.
	pub under_top: CouncilId,
}

/// Lets a council ask a federation for an exception.
pub(super) fn asks<T: Config>(council: CouncilId, federation: CouncilId, refused: bool) {
	let (note, since) = (H256::repeat_byte(1), Iteration(1));
	let plea = Plea { amount: Credits(1_000), note, federation, since, refused };
	Enrolments::<T>::mutate(CycleId(0), council, |one| {
		one.as_mut().expect("the council is enrolled").plea = Some(plea)
	});
}

pub(super) fn plea<T: Config>(council: CouncilId) -> Option<Plea> {
	Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled").plea
}
