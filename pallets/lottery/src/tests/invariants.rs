//! Each invariant, broken on purpose.

use super::*;
use codec::Encode;
use frame_support::BoundedVec;

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	with().execute_with(|| {
		blocks_of(0..5);
		Lottery::do_try_state().unwrap();
		breaks();
		assert_eq!(Lottery::do_try_state(), Err(complaint.into()));
	});
}

fn put(epochs: &[u64]) {
	let seeds = epochs.iter().map(|epoch| Seed { epoch: *epoch, value: announced(*epoch) });
	Seeds::<Test>::put(BoundedVec::truncate_from(seeds.collect()));
}

#[test]
fn seeds_ascend() {
	broken("seeds out of order", || put(&[0, 2, 1]));
	broken("seeds out of order", || put(&[0, 1, 1, 2]));
}

#[test]
fn no_seed_is_of_the_future() {
	broken("seed of a later epoch", || put(&[3, 4, 5]));
	broken("seed of a later epoch", || Epoch::set(3));
}

#[test]
fn no_more_seeds_than_are_kept() {
	broken("more seeds than are kept", || {
		let seeds: Vec<_> =
			(0..=u64::from(KEPT)).map(|epoch| Seed { epoch, value: announced(epoch) }).collect();
		sp_io::storage::set(&Seeds::<Test>::hashed_key(), &seeds.encode());
	});
}

#[test]
fn an_empty_list_is_sound() {
	run(|| assert!(Seeds::<Test>::get().is_empty()));
}
