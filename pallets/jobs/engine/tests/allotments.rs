//! What holds for any allotment.

use parecon_jobs_engine::allot;
use proptest::{collection::vec, prelude::*, sample::Index};

/// Workers with wishes, places and a history, and complexes.
#[derive(Clone, Debug)]
struct Case {
	places: Vec<u8>,
	wishes: Vec<Vec<u8>>,
	complexes: usize,
	fits: Vec<Vec<bool>>,
	long: Vec<Vec<bool>>,
}

impl Case {
	fn allot(&self) -> Vec<Option<u8>> {
		allot(
			&self.places,
			&self.wishes,
			self.complexes,
			|w, c| self.fits[w][c],
			|w, c| self.long[w][c],
		)
	}

	/// Less is better.
	fn rank(&self, worker: usize, complex: usize) -> (bool, usize) {
		let place = self.places.iter().position(|w| usize::from(*w) == worker).unwrap();
		(self.long[worker][complex], place)
	}

	/// The complexes that a worker asked for and can do, the best first.
	fn list(&self, worker: usize) -> Vec<usize> {
		let wishes = self.wishes[worker].iter().map(|c| usize::from(*c));
		wishes.filter(|&c| c < self.complexes && self.fits[worker][c]).collect()
	}

	/// Where in the list of `worker` the complex that they got stands; its length where they got
	/// none.
	fn satisfaction(&self, worker: usize, holders: &[Option<u8>]) -> usize {
		let list = self.list(worker);
		let got = |complex: &usize| holders[*complex].is_some_and(|w| usize::from(w) == worker);
		list.iter().position(got).unwrap_or(list.len())
	}

	/// Deferred acceptance with whoever comes to hand proposing next.
	fn in_any_order(&self, by: &[Index]) -> Vec<Option<u8>> {
		let mut lists: Vec<Vec<usize>> = (0..self.wishes.len()).map(|w| self.list(w)).collect();
		let mut holders: Vec<Option<u8>> = vec![None; self.complexes];
		for step in by.iter().cycle() {
			let holds = |w: &usize| holders.iter().flatten().any(|h| usize::from(*h) == *w);
			let free = (0..lists.len()).filter(|w| !lists[*w].is_empty() && !holds(w));
			let free: Vec<usize> = free.collect();
			if free.is_empty() {
				break;
			}
			let worker = *step.get(&free);
			let complex = lists[worker].remove(0);
			let keeps = holders[complex]
				.is_some_and(|h| self.rank(h.into(), complex) < self.rank(worker, complex));
			if !keeps {
				holders[complex] = Some(worker as u8);
			}
		}
		holders
	}

	/// The same people by other numbers: worker w becomes `order[w]`.
	fn renumbered(&self, order: &[usize]) -> Self {
		let mut other = self.clone();
		for (old, &new) in order.iter().enumerate() {
			other.wishes[new].clone_from(&self.wishes[old]);
			other.fits[new].clone_from(&self.fits[old]);
			other.long[new].clone_from(&self.long[old]);
		}
		other.places.iter_mut().for_each(|worker| *worker = order[usize::from(*worker)] as u8);
		other
	}
}

fn any_case() -> impl Strategy<Value = Case> {
	(1..10usize, 1..10usize).prop_flat_map(|(workers, complexes)| {
		let all: Vec<u8> = (0..complexes as u8).collect();
		let wishes =
			(Just(all).prop_shuffle(), 0..=complexes).prop_map(|(list, len)| list[..len].to_vec());
		let table = |chance| vec(vec(prop::bool::weighted(chance), complexes), workers);
		(
			Just((0..workers as u8).collect::<Vec<u8>>()).prop_shuffle(),
			vec(wishes, workers),
			table(0.9),
			table(0.3),
		)
			.prop_map(move |(places, wishes, fits, long)| Case {
				places,
				wishes,
				complexes,
				fits,
				long,
			})
	})
}

fn any_order() -> impl Strategy<Value = Vec<Index>> {
	vec(any::<Index>(), 20)
}

/// An order of `count` numbers.
fn order(count: usize, by: &[Index]) -> Vec<usize> {
	let mut order: Vec<usize> = (0..count).collect();
	for (i, index) in (1..count).rev().zip(by.iter().cycle()) {
		order.swap(i, index.index(i + 1));
	}
	order
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

	/// No worker prefers a complex in which they precede its holder, nobody gets two, and nobody
	/// gets what they did not ask for or cannot do.
	#[test]
	fn it_is_stable(case in any_case()) {
		let holders = case.allot();
		prop_assert_eq!(holders.len(), case.complexes);
		for (worker, _) in case.wishes.iter().enumerate() {
			let held: Vec<usize> =
				(0..case.complexes).filter(|&c| holders[c] == Some(worker as u8)).collect();
			let list = case.list(worker);
			prop_assert!(held.len() <= 1);
			prop_assert!(held.iter().all(|complex| list.contains(complex)));
			for &better in &list[..case.satisfaction(worker, &holders)] {
				let own = case.rank(worker, better);
				let precedes = holders[better].is_none_or(|h| own < case.rank(h.into(), better));
				prop_assert!(!precedes, "{worker} would rather have {better}: {holders:?}");
			}
		}
	}

	/// Where nobody has held anything long, everyone chooses in turn.
	#[test]
	fn without_history_it_is_choosing_in_turn(mut case in any_case()) {
		case.long.iter_mut().flatten().for_each(|long| *long = false);
		let mut holders = vec![None; case.complexes];
		for &worker in &case.places {
			let free = |complex: &usize| holders[*complex].is_none();
			if let Some(complex) = case.list(worker.into()).into_iter().find(free) {
				holders[complex] = Some(worker);
			}
		}
		prop_assert_eq!(case.allot(), holders);
	}

	/// Neither who proposes first nor in which order people handed in their wishes changes
	/// anything.
	#[test]
	fn the_order_changes_nothing(case in any_case(), by in any_order()) {
		let holders = case.allot();
		prop_assert_eq!(case.in_any_order(&by), holders.clone());
		let order = order(case.wishes.len(), &by);
		let renumbered = holders.iter().map(|holder| holder.map(|w| order[usize::from(w)] as u8));
		prop_assert_eq!(case.renumbered(&order).allot(), renumbered.collect::<Vec<_>>());
	}

	/// Nobody gets a better complex by stating other wishes than their own.
	#[test]
	fn other_wishes_than_ones_own_gain_nothing(
		case in any_case(), who: Index, by in any_order(), len: Index,
	) {
		let worker = who.index(case.wishes.len());
		let honest = case.satisfaction(worker, &case.allot());
		let mut other = case.clone();
		let stated: Vec<u8> = order(case.complexes, &by).into_iter().map(|c| c as u8).collect();
		other.wishes[worker] = stated[..len.index(case.complexes + 1)].to_vec();
		prop_assert!(case.satisfaction(worker, &other.allot()) >= honest);
	}
}
