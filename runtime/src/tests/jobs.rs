//! What dividing labour weighs, as it was measured.

use crate::{configs::MAXIMUM_BLOCK_WEIGHT, Runtime};
use pallet_jobs::WeightInfo;

type Weights = <Runtime as pallet_jobs::Config>::WeightInfo;

/// A benchmarked division has eight tasks in each complex.
#[test]
fn a_hundred_complexes_are_verified_in_half_a_block() {
	assert!(Weights::submit(100).all_lte(MAXIMUM_BLOCK_WEIGHT / 2));
}

#[test]
fn a_claim_that_is_no_better_is_refused_for_a_fraction() {
	let refused = Weights::submit_refused().ref_time();
	assert!(refused * 10 < Weights::submit(100).ref_time());
}
