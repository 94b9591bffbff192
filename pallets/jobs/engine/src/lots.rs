//! Drawing lots from a seed.

use alloc::vec::Vec;

use sp_runtime::traits::{BlakeTwo256, Hash};

const LOTS: &[u8] = b"parecon/jobs/lots";
const DRAWN: &[u8] = b"parecon/jobs/drawn";

/// How often a number is drawn anew that would favour some results. One draw in 2^32 at most is
/// such a one, so nobody will see the last.
const TRIES: u32 = 16;

/// A permutation of the numbers below `count`, each equally likely: in place k stands the worker
/// who drew place k.
///
/// The shuffle of Fisher and Yates (R. Durstenfeld, *Algorithm 235*, CACM 7, 1964): all stand in
/// their order; then, for each place from the last to the second, whoever stands there changes
/// places with one drawn from those who stand there or before. The step for place `i` draws a
/// number below i + 1: the first 8 bytes, little-endian, of the `blake2_256` of the SCALE-encoded
/// (`"parecon/jobs/lots"`, seed, i as `u32`, try as `u32`), modulo i + 1. A number that is not
/// below the largest multiple of i + 1 up to 2^64 is rejected and the next try drawn, so that no
/// place is likelier than another.
///
/// Of three workers 0, 1, 2: the step for place 2 draws, say, 0, so 0 and 2 change places: 2, 1, 0;
/// the step for place 1 draws 1, so 1 stays. The first place falls to 2.
pub fn lots(seed: &[u8; 32], count: u8) -> Vec<u8> {
	let mut order: Vec<u8> = (0..count).collect();
	for step in (1..u32::from(count)).rev() {
		let drawn = below(step.saturating_add(1), |attempt| number(LOTS, seed, step, attempt));
		if let (Ok(here), Some(Ok(there))) = (usize::try_from(step), drawn.map(usize::try_from)) {
			order.swap(here, there);
		}
	}
	order
}

/// The place, from 0, of who drew `lot`, among `count` people in a round of choosing.
///
/// In round 2k the lots from k on come first, in ascending order, and then those before k; round
/// 2k + 1 is round 2k backwards. So everyone's places in the two add up to `count` - 1, and in
/// 2 x `count` rounds everyone has every place twice. `count` 0 gives place 0.
///
/// Of four people, lot 0 has the places 0, 3, 3, 0, 2, 1, 1, 2 in rounds 0 to 7, and lot 1 has
/// 1, 2, 0, 3, 3, 0, 2, 1.
pub fn place(lot: u32, round: u32, count: u32) -> u32 {
	let Some(last) = count.checked_sub(1) else { return 0 };
	let rest = |x: u32| u64::from(x.checked_rem(count).unwrap_or_default());
	// lot - k, held positive by one more round of `count`.
	let ahead = rest(lot).saturating_add(count.into()).saturating_sub(rest(round >> 1));
	let place = ahead.checked_rem(count.into()).unwrap_or_default();
	let place = u32::try_from(place).unwrap_or_default();
	if round & 1 == 0 {
		place
	} else {
		last.saturating_sub(place)
	}
}

/// Draws `wanted` different numbers below `pool` that `accept` takes, in the order in which they
/// were drawn; fewer where `tries` draws do not find as many.
///
/// All that are acceptable are equally likely. Each draw is made as in [`lots`], with
/// `"parecon/jobs/drawn"` and, in place of the step, the number of the draw from 0. `accept` is
/// asked at most `tries` times, and not about a number that it has taken.
///
/// From a pool of 8 ids the draws 5, 2, 5, 7 with 2 not acceptable give 5, 7.
pub fn drawn(
	seed: &[u8; 32],
	pool: u32,
	wanted: usize,
	tries: u32,
	accept: impl FnMut(u32) -> bool,
) -> Vec<u32> {
	let draw = |step| below(pool, |attempt| number(DRAWN, seed, step, attempt));
	collect((0..tries).map_while(draw), wanted, accept)
}

fn collect(
	draws: impl Iterator<Item = u32>,
	wanted: usize,
	mut accept: impl FnMut(u32) -> bool,
) -> Vec<u32> {
	let mut found = Vec::new();
	if wanted == 0 {
		return found;
	}
	for id in draws {
		if !found.contains(&id) && accept(id) {
			found.push(id);
			if found.len() >= wanted {
				break;
			}
		}
	}
	found
}

fn number(domain: &[u8], seed: &[u8; 32], step: u32, attempt: u32) -> u64 {
	let hash = BlakeTwo256::hash_of(&(domain, seed, step, attempt));
	hash.0.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)).unwrap_or_default()
}

/// A number below `count`, each equally likely. `None` where `count` is 0.
fn below(count: u32, number: impl FnMut(u32) -> u64) -> Option<u32> {
	let count = u64::from(count);
	// 2^64 modulo `count`: so many numbers at the top would favour the lowest results.
	let over = u64::MAX.checked_rem(count)?.saturating_add(1).checked_rem(count)?;
	let fair = u64::MAX.saturating_sub(over);
	let number = (0..TRIES).map(number).find(|&number| number <= fair).unwrap_or_default();
	number.checked_rem(count).and_then(|rest| u32::try_from(rest).ok())
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The n-th of the seeds.
	fn seed(n: u32) -> [u8; 32] {
		let mut seed = [0; 32];
		seed[..4].copy_from_slice(&n.to_le_bytes());
		seed
	}

	/// Whether counts that are expected to be equal lie below the bound that chance exceeds once in
	/// 1,000 times. `bound` in thousandths, for one degree of freedom less than counts.
	fn uniform(counts: &[u64], bound: u64) -> bool {
		let cells = counts.len() as u64;
		let total: u64 = counts.iter().sum();
		// Sum (o - e)^2 / e with e = total / cells, times total x cells.
		let squares: u64 = counts.iter().map(|&n| (n * cells).abs_diff(total).pow(2)).sum();
		squares * 1_000 < bound * total * cells
	}

	#[test]
	fn lots_are_those_of_the_formula() {
		// Computed with another implementation of the hash.
		assert_eq!(lots(&[7; 32], 10), [5, 2, 6, 9, 7, 4, 8, 3, 1, 0]);
		assert_eq!(drawn(&[7; 32], 1_000, 5, 9, |_| true), [701, 728, 303, 145, 441]);
	}

	#[test]
	fn few_have_few_orders() {
		assert!(lots(&[7; 32], 0).is_empty());
		assert_eq!(lots(&[7; 32], 1), [0]);
		assert_eq!(lots(&[7; 32], 255).len(), 255);
	}

	#[test]
	fn every_place_falls_to_everyone_alike() {
		let mut counts = [[0u64; 10]; 10];
		for n in 0..10_000 {
			for (place, &worker) in lots(&seed(n), 10).iter().enumerate() {
				counts[place][usize::from(worker)] += 1;
			}
		}
		// Nine degrees of freedom.
		assert!(uniform(&counts[0], 27_877), "{:?}", counts[0]);
		assert!(counts.iter().all(|place| uniform(place, 27_877)), "{counts:?}");
	}

	#[test]
	fn every_order_is_equally_likely() {
		let mut counts = [0u64; 27];
		for n in 0..10_000 {
			let order = lots(&seed(n), 3);
			counts[order.iter().fold(0, |code, &worker| 3 * code + usize::from(worker))] += 1;
		}
		let orders: Vec<u64> = counts.into_iter().filter(|&n| n > 0).collect();
		assert_eq!(orders.len(), 6);
		// Five degrees of freedom.
		assert!(uniform(&orders, 20_515), "{orders:?}");
	}

	#[test]
	fn the_bound_notices_what_is_not_uniform() {
		assert!(uniform(&[1_000; 10], 27_877));
		assert!(!uniform(
			&[1_150, 850, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000],
			27_877
		));
	}

	#[test]
	fn a_number_that_favours_the_low_is_drawn_anew() {
		// 2^64 = 3 x 6148914691236517205 + 1: only the last number is one too many.
		let draws = [u64::MAX, u64::MAX - 1];
		assert_eq!(below(3, |attempt| draws[attempt as usize]), Some(2));
		assert_eq!(below(3, |_| u64::MAX - 1), Some(2));
		assert_eq!(below(4, |_| u64::MAX), Some(3));
		assert_eq!(below(0, |_| 1), None);
		// Sixteen of them in a row will not be seen, and have a result.
		assert_eq!(below(3, |_| u64::MAX), Some(0));
	}

	#[test]
	fn places_of_four_in_eight_rounds() {
		let places = |lot| (0..8).map(|round| place(lot, round, 4)).collect::<Vec<_>>();
		assert_eq!(places(0), [0, 3, 3, 0, 2, 1, 1, 2]);
		assert_eq!(places(1), [1, 2, 0, 3, 3, 0, 2, 1]);
		assert_eq!(place(3, 5, 0), 0);
		assert_eq!(place(3, 5, 1), 0);
		assert_eq!(place(u32::MAX, u32::MAX, u32::MAX), place(0, u32::MAX, u32::MAX));
	}

	#[test]
	fn draws_are_taken_in_their_order() {
		let draws = || [5, 2, 5, 7, 1].into_iter();
		assert_eq!(collect(draws(), 2, |id| id != 2), [5, 7]);
		assert_eq!(collect(draws(), 9, |id| id != 2), [5, 7, 1]);
		assert!(collect(draws(), 0, |_| panic!("nobody is wanted")).is_empty());
	}

	#[test]
	fn drawing_ends_where_there_is_nobody() {
		assert!(drawn(&[7; 32], 0, 5, 100, |_| true).is_empty());
		assert!(drawn(&[7; 32], 10, 5, 0, |_| true).is_empty());
		assert_eq!(drawn(&[7; 32], 1, 5, 100, |_| true), [0]);
		let mut asked = 0;
		let refuse = |_| {
			asked += 1;
			false
		};
		assert!(drawn(&[7; 32], 1_000, 5, 100, refuse).is_empty());
		assert_eq!(asked, 100);
	}

	#[test]
	fn everyone_is_drawn_alike() {
		let (mut first, mut last) = ([0u64; 10], [0u64; 10]);
		for n in 0..10_000 {
			let found = drawn(&seed(n), 10, 3, 100, |_| true);
			assert_eq!(found.len(), 3);
			first[found[0] as usize] += 1;
			last[found[2] as usize] += 1;
		}
		assert!(uniform(&first, 27_877), "{first:?}");
		assert!(uniform(&last, 27_877), "{last:?}");
	}
}
