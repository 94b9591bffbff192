//! What holds for any input.

use parecon_jobs_engine::{
	bundle, counts, drawn, lots, owed, place, root, spread, Apportion, Both, Community, Histogram,
	Points, Rating, Raw, Sheet, Sums,
};
use proptest::{collection::vec, prelude::*};

/// One of the two scales.
type Scale = fn(&Both<Points>) -> Points;

fn any_rating() -> impl Strategy<Value = Rating> {
	(0..=10u8, 0..=10u8).prop_map(|(empowerment, desirability)| Both { empowerment, desirability })
}

fn any_points() -> impl Strategy<Value = Points> {
	prop_oneof![
		8 => (0..=Points::MAX.0).prop_map(Points),
		2 => (0..=10u8).prop_map(Points::of),
	]
}

fn any_index() -> impl Strategy<Value = Both<Points>> {
	(any_points(), any_points()).prop_map(|(e, d)| Both::new(e, d))
}

fn histogram(ratings: &[u8]) -> Histogram {
	let mut histogram = Histogram::default();
	ratings.iter().for_each(|&rating| histogram.add(rating).unwrap());
	histogram
}

fn sheet(ratings: &[Rating]) -> Sheet {
	let mut sheet = Sheet::default();
	ratings.iter().for_each(|rating| sheet.add(rating).unwrap());
	sheet
}

fn lower_median(ratings: &[u8]) -> u8 {
	let mut sorted = ratings.to_vec();
	sorted.sort_unstable();
	sorted[(sorted.len() - 1) / 2]
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn the_lower_median_is_that_of_the_sorted_list(ratings in vec(0..=10u8, 1..200)) {
		let histogram = histogram(&ratings);
		prop_assert_eq!(histogram.lower_median(), Some(lower_median(&ratings)));
		prop_assert_eq!(histogram.count() as usize, ratings.len());
	}

	/// In any order, and in the middle of others.
	#[test]
	fn adding_then_removing_changes_nothing(
		before in vec(any_rating(), 0..40),
		more in vec(any_rating(), 0..40),
		population in vec((any::<u32>(), any_index()), 0..20),
		minutes in any::<u32>(),
	) {
		let start = sheet(&before);
		let mut changed = start;
		let mut sums = Sums { minutes: 1, empowerment: 2, desirability: 3 };
		for rating in &more {
			changed.add(rating).unwrap();
			sums.add(minutes, *rating).unwrap();
		}
		for rating in &more {
			changed.remove(rating).unwrap();
			sums.remove(minutes, *rating).unwrap();
		}
		prop_assert_eq!(changed, start);
		prop_assert_eq!(sums, Sums { minutes: 1, empowerment: 2, desirability: 3 });

		let mut community = Community::default();
		population.iter().for_each(|&(heads, index)| community.add(heads, index).unwrap());
		population.iter().for_each(|&(heads, index)| community.remove(heads, index).unwrap());
		prop_assert_eq!(community, Community::default());
	}

	/// Whatever a third of the raters agree on, the median stays within what the others said, so it
	/// moves by no more than they differ.
	#[test]
	fn a_third_cannot_move_a_median_beyond_the_others(
		honest in vec(0..=10u8, 1..60),
		colluding in vec(prop_oneof![Just(0u8), Just(10u8), 0..=10u8], 0..30),
		alike in any::<Option<bool>>(),
	) {
		let mut all = histogram(&honest);
		for &rating in colluding.iter().take(honest.len() / 2) {
			all.add(alike.map_or(rating, |high| if high { 10 } else { 0 })).unwrap();
		}
		let (least, most) = (*honest.iter().min().unwrap(), *honest.iter().max().unwrap());
		let median = all.lower_median().unwrap();
		prop_assert!((least..=most).contains(&median));
		prop_assert!(median.abs_diff(lower_median(&honest)) <= most - least);
	}

	/// Each place falls to everyone in turn, and those who come late in one round come early in the
	/// next.
	#[test]
	fn places_take_turns(count in 1..40u32, round in 0..u32::MAX - 200) {
		let even = round & !1;
		for lot in 0..count {
			let both = place(lot, even, count) + place(lot, even + 1, count);
			prop_assert_eq!(both, count - 1);
			let mut had = vec![0; count as usize];
			(0..2 * count).for_each(|i| had[place(lot, even + i, count) as usize] += 1);
			prop_assert!(had.iter().all(|&times| times == 2));
		}
		let mut taken: Vec<u32> = (0..count).map(|lot| place(lot, round, count)).collect();
		taken.sort_unstable();
		prop_assert!(taken.into_iter().eq(0..count));
		// Who comes first is the next one, two rounds later.
		let first = (0..count).find(|&lot| place(lot, even, count) == 0).unwrap();
		prop_assert_eq!(place((first + 1) % count, even + 2, count), 0);
	}

	#[test]
	fn lots_are_a_permutation(seed: [u8; 32], count: u8) {
		let mut order = lots(&seed, count);
		order.sort_unstable();
		prop_assert!(order.into_iter().eq(0..count));
	}

	#[test]
	fn draws_are_different_acceptable_and_in_the_pool(
		seed: [u8; 32],
		pool in 0..60u32,
		wanted in 0..20usize,
		tries in 0..100u32,
		odd: bool,
	) {
		let mut asked = 0;
		let found = drawn(&seed, pool, wanted, tries, |id| {
			asked += 1;
			!odd || id % 2 == 1
		});
		prop_assert!(asked <= tries);
		prop_assert!(found.len() <= wanted);
		prop_assert!(found.iter().all(|&id| id < pool && (!odd || id % 2 == 1)));
		let mut sorted = found.clone();
		sorted.sort_unstable();
		sorted.dedup();
		prop_assert_eq!(sorted.len(), found.len());
		// Fewer are wanted: those who were drawn first.
		let fewer = drawn(&seed, pool, wanted / 2, tries, |id| !odd || id % 2 == 1);
		prop_assert_eq!(&fewer[..], &found[..found.len().min(wanted / 2)]);
	}

	/// Nothing is owed up to the tolerance, something beyond it, and never more than is worked.
	#[test]
	fn what_is_owed_begins_above_the_tolerance(
		minutes in 1..1_000_000_000u64,
		own in any_points(),
		mean in any_points(),
		tolerance in 0..2_000_000u32,
	) {
		let owed = owed(minutes, own, mean, Points(tolerance));
		prop_assert_eq!(owed > 0, own.0 > mean.0 + tolerance);
		prop_assert!(owed <= minutes);
	}

	/// Who has worked off what is owed has an average that is not above the mean; who has brought it
	/// below by what a minute at home is worth has worked it off.
	#[test]
	fn worked_off_means_down_to_the_mean(
		minutes in 1..10_000_000u32,
		own in (1..=Points::MAX.0).prop_map(Points),
		mean in any_points(),
		score in any_points(),
		more in 0..4u64,
	) {
		let [mean, score] = [mean, score].map(|points| Points(points.0 % own.0));
		// As long as it takes to come down to the mean, give or take two minutes.
		let above = |points: Points| u64::from(own.0 - points.0);
		let shift = (u64::from(minutes) * above(mean) / above(score) + more).saturating_sub(1);
		let shift = u32::try_from(shift).unwrap_or(u32::MAX);
		let owed = owed(minutes.into(), own, mean, Points::ZERO);
		let counted = u64::from(counts(shift, own, score));
		let [own, mean, score] = [own, mean, score].map(|points| i128::from(points.0));
		let (all, outside) = (i128::from(minutes), i128::from(shift));
		// The average times all minutes, less the mean times all minutes.
		let above = own * (all - outside) + score * outside - mean * all;
		if counted >= owed {
			prop_assert!(above <= 0);
		}
		if above <= -own {
			prop_assert!(counted >= owed);
		}
	}

	/// Where nothing has to be rounded, the debt is settled exactly at the mean.
	#[test]
	fn worked_off_exactly_is_exactly_the_mean(
		own in 1..=10u64, mean in 0..10u64, score in 0..10u64, times in 1..100_000u64,
	) {
		let [mean, score] = [mean, score].map(|points| points % own);
		let minutes = own * (own - score) * times;
		let outside = own * (own - mean) * times;
		let [a, m, s] = [own, mean, score].map(|points| Points::of(points as u8));
		let owed = owed(minutes, a, m, Points::ZERO);
		prop_assert_eq!(u64::from(counts(outside as u32, a, s)), owed);
		// The average is the mean: own (M - x) + s x = mean M, with own x on both sides.
		prop_assert_eq!(own * minutes + score * outside, mean * minutes + own * outside);
	}

	#[test]
	fn raw_weights_stay_within_bounds(
		raw: u32, minutes: u32, unfilled: u32, over_asked: u32,
	) {
		let moved = Raw(raw).moved(minutes, unfilled, over_asked);
		prop_assert!((Raw::LEAST..=Raw::MOST).contains(&moved));
		let within = Raw(raw).clamp(Raw::LEAST, Raw::MOST);
		let (unfilled, over_asked) = (unfilled.min(minutes), over_asked.min(minutes));
		let moved = within.moved(minutes, unfilled, over_asked);
		prop_assert!(unfilled <= over_asked || moved >= within);
		prop_assert!(unfilled >= over_asked || moved <= within);
		prop_assert!(u64::from(moved.0.abs_diff(within.0)) * 10 <= u64::from(within.0) + 10);
	}

	/// Weighted minutes sum to the minutes worked, each is less than a minute from the exact one,
	/// and equal weights change nothing.
	#[test]
	fn weighted_minutes_sum_to_the_total(
		tasks in vec((Raw::LEAST.0..=Raw::MOST.0, 0..10_000_000u32), 1..60),
		equal in Raw::LEAST.0..=Raw::MOST.0,
	) {
		let total: u64 = tasks.iter().map(|&(_, minutes)| u64::from(minutes)).sum();
		prop_assume!(total > 0);
		let raw = |&(raw, minutes): &(u32, u32)| u128::from(raw) * u128::from(minutes);
		let mut apportion = Apportion::new(total, tasks.iter().map(raw).sum());
		let mut sum = 0;
		for task in &tasks {
			let weighted = apportion.next(Raw(task.0), task.1);
			sum += u64::from(weighted);
			let exact = u128::from(total) * raw(task);
			let given = u128::from(weighted) * apportion.raw_total;
			prop_assert!(exact.abs_diff(given) < apportion.raw_total);
		}
		prop_assert_eq!(sum, total);
		prop_assert_eq!(apportion.done, apportion.raw_total);

		let mut flat = Apportion::new(total, u128::from(equal) * u128::from(total));
		for &(_, minutes) in &tasks {
			prop_assert_eq!(flat.next(Raw(equal), minutes), minutes);
		}
	}

	/// The mean squared deviation from the exact mean, summed the slow way.
	#[test]
	fn the_spread_is_that_of_the_definition(indices in vec(any_index(), 1..60)) {
		let found = spread(&indices).unwrap();
		let n = indices.len() as i128;
		let scales: [(Scale, Points, Points); 2] = [
			(|index| index.empowerment, found.mean.empowerment, found.deviation.empowerment),
			(|index| index.desirability, found.mean.desirability, found.deviation.desirability),
		];
		for (of, mean, deviation) in scales {
			let values: Vec<i128> = indices.iter().map(|index| of(index).0.into()).collect();
			let sum: i128 = values.iter().sum();
			prop_assert_eq!(i128::from(mean.0), sum / n);
			// n^3 times the variance: the sum of (n x - sum)^2.
			let squares: i128 = values.iter().map(|x| (n * x - sum).pow(2)).sum();
			let d = i128::from(deviation.0);
			prop_assert!(d * d * n.pow(3) <= squares);
			prop_assert!((d + 1) * (d + 1) * n.pow(3) > squares);
		}
	}

	#[test]
	fn roots_are_rounded_down(x: u128, size in 0..128u32) {
		let square = x >> size;
		let root = root(square);
		prop_assert!(root.checked_mul(root).is_some_and(|least| least <= square));
		prop_assert!((root + 1).checked_mul(root + 1).is_none_or(|most| most > square));
	}

	/// An index lies between the lowest and the highest of what it is the mean of.
	#[test]
	fn a_mean_lies_among_its_parts(portions in vec((1..=u32::MAX, any_index()), 1..20)) {
		let index = bundle(portions.iter().copied()).unwrap();
		let mut community = Community::default();
		portions.iter().for_each(|&(heads, index)| community.add(heads, index).unwrap());
		prop_assert_eq!(community.mean(), Some(index));
		let empowerments = portions.iter().map(|(_, index)| index.empowerment);
		prop_assert!(empowerments.clone().min().unwrap() <= index.empowerment);
		prop_assert!(empowerments.max().unwrap() >= index.empowerment);
	}
}

/// Ten tasks that everybody shuns and ten that all get somebody: the ten have equal weights, which
/// rise against the others every period until they reach the bound.
#[test]
fn shunned_tasks_rise_alike() {
	const MINUTES: u32 = 600;
	let (mut shunned, mut others) = ([Raw::ONE; 10], [Raw::ONE; 10]);
	let mut before = MINUTES;
	for period in 1..=12 {
		for raw in &mut shunned {
			*raw = raw.moved(MINUTES, MINUTES, 0);
		}
		for raw in &mut others {
			*raw = raw.moved(MINUTES, 0, 0);
		}
		assert!(shunned.iter().all(|raw| *raw == shunned[0]));
		let all = || shunned.iter().chain(&others);
		let raw_total = all().map(|raw| u128::from(raw.0) * u128::from(MINUTES)).sum();
		let mut apportion = Apportion::new(20 * u64::from(MINUTES), raw_total);
		let weighted: Vec<u32> = all().map(|raw| apportion.next(*raw, MINUTES)).collect();
		let (up, down) = weighted.split_at(10);
		let (least, most) = (*up.iter().min().unwrap(), *up.iter().max().unwrap());
		assert!(most - least <= 1, "{up:?}");
		assert!(down.iter().all(|&minutes| minutes < MINUTES && minutes < least));
		assert!(least > before || (period > 8 && least == before), "{period}: {least}");
		before = least;
	}
	assert_eq!((shunned[0], others[0]), (Raw::MOST, Raw::ONE));
	// Twice as much as the others, and 600 on average.
	assert_eq!(before, 800);
}
