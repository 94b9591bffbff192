//! Which seed a pool is drawn with.
//!
//! Let `e_1 < e_2 < ... < e_n` be the epochs whose seeds are kept: the latest that had a block. What is
//! announced in `e_i` is made of the blocks up to the end of `e_(i-1)`. A pool was frozen in a block of
//! epoch `f`, so the seed has to contain a whole epoch that began later:
//!
//! ```text
//! seed(f) = seed of e_(i+1),  i the least index with e_i > f
//! ```
//!
//! It is known as soon as `e_(i+1)` has begun. It is known no more when an epoch between `f` and `e_1`
//! may have been dropped, for then `e_1` may not be the first after `f`:
//!
//! ```text
//! known(f)  <=>  i + 1 <= n  and  (n < KEPT  or  e_1 <= f + 1)
//! ```
//!
//! While there are fewer than [`KEPT`] seeds, none was dropped. So `seed(f)` is undefined, then one
//! value, then undefined again, and never another value.
//!
//! # Example
//!
//! Kept are the seeds of the epochs 38, 39, 40, 43 and 44: the chain stood still in 41 and 42. A pool
//! that was frozen in 38 is drawn with the seed of 40. One of 40 is drawn with that of 44, not that of
//! 43, which is made of the blocks of 40. One of 43 is drawn with the next seed to come.
//!
//! *Source:* the randomness of BABE's epochs, and the rule of its documentation that what is drawn with
//! it has to be settled two epochs before.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// How many seeds are kept.
pub const KEPT: u32 = 64;

/// What lots are hashed with, so that no lot is another hash of the chain.
const DOMAIN: &[u8; 12] = b"parecon/lot\0";

/// What the beacon announced in an epoch.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Seed {
	/// In which epoch.
	pub epoch: u64,
	/// What it announced.
	pub value: H256,
}

/// The seed of a pool that was frozen in epoch `frozen`, from the seeds that are kept, oldest first.
pub fn seed_of(kept: &[Seed], frozen: u64) -> Option<H256> {
	let oldest = kept.first()?;
	let may_lack = kept.len() >= usize::try_from(KEPT).unwrap_or(usize::MAX);
	if may_lack && oldest.epoch > frozen.saturating_add(1) {
		return None;
	}
	kept.iter().filter(|seed| seed.epoch > frozen).nth(1).map(|seed| seed.value)
}

/// The lot for `subject` with `seed`: `blake2_256(domain, seed, SCALE(subject))`.
pub fn lot_of(seed: H256, subject: &[u8]) -> H256 {
	BlakeTwo256::hash_of(&(DOMAIN, seed, subject))
}
