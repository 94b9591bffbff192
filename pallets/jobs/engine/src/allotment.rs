//! Who gets which complex.

use alloc::{vec, vec::Vec};

/// Allots complexes to workers by deferred acceptance (D. Gale and L. Shapley, *College Admissions
/// and the Stability of Marriage*, Amer. Math. Monthly 69, 1962), the workers proposing. Returns,
/// by complex, the worker who gets it.
///
/// - `places`: the workers in the order of their places, the first first. Who is not in it takes no
///   part; only the first mention counts.
/// - `wishes`: by worker, the complexes that they ask for, the best first.
/// - `complexes`: how many there are. A wish for any other is passed over.
/// - `fits`: whether a worker can do a complex. A wish for one that they cannot do is passed over.
/// - `held_long`: whether a worker has held a complex for as long as one may keep precedence.
///
/// In a complex, those who have not held it long precede those who have; within both, the lower
/// place precedes. Each worker proposes to the complexes of their wishes in turn; a complex keeps
/// whoever precedes, and who is not kept proposes to the next. The result is stable: no worker
/// prefers a complex in which they precede the one who gets it. Among stable allotments it is the
/// best for every worker, it does not depend on the order of proposals, and nobody gains by stating
/// other wishes than their own (L. Dubins and D. Freedman, *Machiavelli and the Gale-Shapley
/// Algorithm*, Amer. Math. Monthly 88, 1981). Where nobody has held anything long, all complexes
/// agree on who precedes, and it is the same as choosing one after another.
///
/// It takes at most as many steps as there are wishes, and each asks `fits` once and `held_long`
/// twice at most.
///
/// Ana (place 0) and Ben (place 1) both wish for complex 0, then 1. Ana gets 0, Ben gets 1. Once
/// Ana has held 0 for long, Ben precedes her there: Ben gets 0, Ana gets 1.
pub fn allot(
	places: &[u8],
	wishes: &[Vec<u8>],
	complexes: usize,
	fits: impl Fn(usize, usize) -> bool,
	held_long: impl Fn(usize, usize) -> bool,
) -> Vec<Option<u8>> {
	let mut place_of: Vec<Option<usize>> = vec![None; wishes.len()];
	for (place, &worker) in places.iter().enumerate() {
		if let Some(slot) = place_of.get_mut(usize::from(worker)) {
			slot.get_or_insert(place);
		}
	}
	let rank = |worker: u8, complex: usize| {
		let at = usize::from(worker);
		(held_long(at, complex), place_of.get(at).copied().flatten())
	};
	let mut asked = vec![0usize; wishes.len()];
	let mut holders: Vec<Option<u8>> = vec![None; complexes];
	for (place, &first) in places.iter().enumerate() {
		if place_of.get(usize::from(first)).copied().flatten() != Some(place) {
			continue;
		}
		let mut free = Some(first);
		while let Some(worker) = free {
			// Who has no wish left goes without a complex.
			let Some(complex) = next_wish(worker, wishes, &mut asked) else { break };
			let Some(holder) = holders.get_mut(complex) else { continue };
			if !fits(worker.into(), complex) {
				continue;
			}
			if holder.is_none_or(|other| rank(worker, complex) < rank(other, complex)) {
				free = holder.replace(worker);
			}
		}
	}
	holders
}

fn next_wish(worker: u8, wishes: &[Vec<u8>], asked: &mut [usize]) -> Option<usize> {
	let at = usize::from(worker);
	let asked = asked.get_mut(at)?;
	let wish = wishes.get(at)?.get(*asked)?;
	*asked = asked.saturating_add(1);
	Some(usize::from(*wish))
}

#[cfg(test)]
mod tests {
	use super::*;

	const ANY: fn(usize, usize) -> bool = |_, _| true;
	const NONE: fn(usize, usize) -> bool = |_, _| false;

	#[test]
	fn the_lower_place_chooses_first() {
		let wishes = [vec![0, 1], vec![0, 1]];
		assert_eq!(allot(&[0, 1], &wishes, 2, ANY, NONE), [Some(0), Some(1)]);
		assert_eq!(allot(&[1, 0], &wishes, 2, ANY, NONE), [Some(1), Some(0)]);
	}

	#[test]
	fn who_held_it_long_comes_after_all_others() {
		let wishes = [vec![0, 1], vec![0, 1]];
		let long = |worker, complex| (worker, complex) == (0, 0);
		assert_eq!(allot(&[0, 1], &wishes, 2, ANY, long), [Some(1), Some(0)]);
		// Among those who have, the place decides again.
		assert_eq!(allot(&[0, 1], &wishes, 2, ANY, ANY), [Some(0), Some(1)]);
		// It takes nothing from anybody where nobody else asks.
		let wishes = [vec![0, 1], vec![1, 0]];
		assert_eq!(allot(&[0, 1], &wishes, 2, ANY, long), [Some(0), Some(1)]);
	}

	#[test]
	fn who_is_refused_displaces_another_in_turn() {
		// 0 holds A first, 2 displaces 0 there, and 0 displaces 1 from B, who takes C.
		let wishes = [vec![0, 1], vec![1, 2], vec![0]];
		let long = |worker, complex| (worker, complex) == (0, 0);
		assert_eq!(allot(&[0, 1, 2], &wishes, 3, ANY, long), [Some(2), Some(0), Some(1)]);
	}

	#[test]
	fn a_complex_goes_only_to_whom_it_fits() {
		let wishes = [vec![0, 1], vec![0, 1]];
		let fits = |worker, complex| (worker, complex) != (0, 0);
		assert_eq!(allot(&[0, 1], &wishes, 2, fits, NONE), [Some(1), Some(0)]);
	}

	#[test]
	fn odd_lists_have_a_result() {
		// A wish for a complex that there is not, a second wish for the same, no wish at all.
		let wishes = [vec![9, 0, 0], vec![0, 0, 1], vec![]];
		assert_eq!(allot(&[0, 1, 2], &wishes, 3, ANY, NONE), [Some(0), Some(1), None]);
		// Somebody with two places has the first; somebody without wishes or place takes no part.
		assert_eq!(allot(&[1, 0, 1, 77], &wishes, 2, ANY, NONE), [Some(1), None]);
		assert_eq!(allot(&[1], &wishes, 2, ANY, NONE), [Some(1), None]);
		assert_eq!(allot(&[], &wishes, 2, ANY, NONE), [None, None]);
		assert!(allot(&[0], &wishes, 0, ANY, NONE).is_empty());
	}

	#[test]
	fn it_takes_no_more_steps_than_wishes() {
		let asked = core::cell::Cell::new(0);
		let fits = |_, _| {
			asked.set(asked.get() + 1);
			true
		};
		let all: Vec<u8> = (0..40).collect();
		let wishes = vec![all.clone(); 40];
		// The worst case: who comes later displaces everybody.
		let long = |worker: usize, complex: usize| worker + complex < 39;
		let holders = allot(&all, &wishes, 40, fits, long);
		assert!(holders.iter().all(Option::is_some));
		assert!(asked.get() <= 40 * 40);
	}
}
