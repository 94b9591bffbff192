//! What the benchmarks of shared goods begin with.

use super::*;
use parecon_engine::STEPS;

/// A pollutant that nobody has a say in yet.
pub(super) fn pollutant<T: Config>() -> GoodId {
	goods_of::<T>(1, |_| Kind::Pollutant);
	GoodId(0)
}

/// Neighbourhoods, in ascending order.
pub(super) fn neighbours<T: Config>(count: u32) -> Vec<CouncilId> {
	let mut councils: Vec<_> = (0..count)
		.map(|index| {
			let account: T::AccountId = frame_benchmarking::account("neighbour", index, 0);
			let member = T::Membership::ensure_member(&account).expect("accounts can be members");
			T::Councils::ensure_council(member, Side::Consumers).expect("members found councils")
		})
		.collect();
	councils.sort();
	councils
}

pub(super) fn scope(councils: &[CouncilId]) -> Scope {
	councils.to_vec().try_into().expect("at most 16")
}

/// Puts up `count` claims of councils that there are not.
pub(super) fn claims<T: Config>(good: GoodId, count: u32) {
	let claims: Vec<_> = (0..count)
		.map(|index| Claim {
			council: CouncilId(1_000_000 + index),
			since: 0u32.into(),
			opposed: false,
		})
		.collect();
	Claims::<T>::insert(good, frame_support::BoundedVec::try_from(claims).expect("at most 16"));
}

/// A pollutant with `count` claims, whose scope names as many others as it can but for one.
pub(super) fn claimed<T: Config>(count: u32) -> GoodId {
	let good = pollutant::<T>();
	let named: Vec<_> = (0..MAX_SCOPE - 1).map(|index| CouncilId(2_000_000 + index)).collect();
	Pallet::<T>::do_share_good(good, Quantity(1), Scope::default()).expect("it can be shared");
	Sharing::<T>::insert(good, Shared { step: Quantity(1), scope: scope(&named) });
	claims::<T>(good, count);
	good
}

/// A pollutant whose scope names as many neighbourhoods as it can but for one, which claims it, long ago.
pub(super) fn claimed_by_last<T: Config>() -> (GoodId, CouncilId) {
	let good = pollutant::<T>();
	let councils = neighbours::<T>(MAX_SCOPE);
	let (last, others) = councils.split_last().expect("there are some");
	Pallet::<T>::do_share_good(good, Quantity(1), scope(others)).expect("it can be shared");
	claims::<T>(good, MAX_SCOPE);
	Claims::<T>::mutate(good, |claims| claims.last_mut().expect("there are some").council = *last);
	ClaimWindow::<T>::put(1);
	frame_system::Pallet::<T>::set_block_number(10u32.into());
	(good, *last)
}

/// Everybody wants the first step, nobody the last: the longest way to the median.
pub(super) fn stated_by_many<T: Config>(good: GoodId) {
	Levels::<T>::mutate(good, |level| {
		level.crowd = 1_000;
		level.stated.add(1, 999).expect("they fit");
		level.stated.add(STEPS, 1).expect("it fits");
		level.sum = 1_127;
	});
}

/// `count` goods in pages of their own that `council` has a say in, by turns public goods and
/// pollutants.
pub(super) fn shares<T: Config>(count: u32, council: CouncilId) {
	goods_of::<T>(count.saturating_sub(1) * PAGE + 1, |index| match (index / PAGE) % 2 {
		0 => Kind::Public,
		_ => Kind::Pollutant,
	});
	for index in 0..count {
		let good = GoodId(index * PAGE);
		Pallet::<T>::do_share_good(good, Quantity(1), scope(&[council])).expect("it can be shared");
	}
}

/// What is stated of the `count` goods: `steps` of each.
pub(super) fn statements<T: Config>(count: u32, steps: i128) -> LinesOf<T> {
	let line = |index: u32| Line {
		good: GoodId(index * PAGE),
		flow: Flow(if index.is_multiple_of(2) { -steps } else { steps }),
	};
	(0..count).map(line).collect::<Vec<_>>().try_into().expect("at most MaxLines")
}

/// A neighbourhood that shares `count` goods with many others and has stated how much of each there should
/// be, and its speaker.
pub(super) fn sharing<T: Config>(count: u32) -> (T::AccountId, CouncilId) {
	let (account, council) = speaker::<T>(Side::Consumers);
	shares::<T>(count, council);
	let levels = CycleParams { levels: LevelRule::Median, ..params(Rule::Accelerated) };
	WithoutStep::<T>::kill();
	cycle::<T>(Rule::Accelerated, Phase::Enrolling);
	Current::<T>::mutate(|cycle| {
		let cycle = cycle.as_mut().expect("there is a cycle");
		cycle.params = CycleParams { swing: Swing::NEVER, ..levels };
	});
	Pallet::<T>::do_enrol(&account, council).expect("the council can enrol");
	set_phase::<T>(Phase::Collecting);
	Current::<T>::mutate(|cycle| {
		cycle.as_mut().expect("there is a cycle").iteration = Iteration(1)
	});
	let old = statements::<T>(count, 2);
	Pallet::<T>::do_propose(&account, council, Iteration(1), old, None).expect("it passes");
	for index in 0..count {
		stated_by_many::<T>(GoodId(index * PAGE));
	}
	(account, council)
}
