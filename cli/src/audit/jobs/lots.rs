//! Lots: the seed is that of an epoch after the pool was frozen, and the order is drawn from it.

use super::{
	hash,
	records::{Seed, Terms},
	Kind, Wrong,
};
use codec::Encode;
use parecon_primitives::CouncilId;
use primitive_types::H256;
use std::collections::BTreeMap;

/// How many seeds the lottery keeps.
const KEPT: usize = 64;

/// What it hashes lots with.
const DOMAIN: &[u8; 12] = b"parecon/lot\0";

/// The seed of a pool that was frozen in an epoch: the second of those announced after it, as long as
/// none between may have been dropped.
pub fn seed_of(kept: &[Seed], frozen: u64) -> Option<H256> {
	let oldest = kept.first()?;
	let may_lack = kept.len() >= KEPT && oldest.epoch > frozen.saturating_add(1);
	let mut later = kept.iter().filter(|seed| seed.epoch > frozen && !may_lack);
	later.nth(1).map(|seed| seed.value)
}

/// The lot of a division.
pub fn lot_of(seed: H256, council: CouncilId, number: u32) -> H256 {
	let subject = (b"jobs/lots", council, number).encode();
	hash(&(DOMAIN, seed, subject).encode())
}

/// A drawing of lots.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'d> {
	/// The council.
	pub council: CouncilId,
	/// What the division is measured by, with the epoch in which its roster was frozen.
	pub terms: &'d Terms,
	/// The seeds that the lottery keeps.
	pub kept: &'d [Seed],
	/// The lot that the event names.
	pub seed: H256,
	/// The order that is kept, as long as it is.
	pub lots: Option<&'d [u8]>,
}

impl Drawing<'_> {
	/// Where it differs from what the seed makes it.
	pub fn wrongs(&self) -> Vec<Wrong> {
		let Self { council, terms, kept, seed, lots } = *self;
		let Some(found) = seed_of(kept, terms.epoch) else {
			let detail = format!("the lottery keeps no seed for epoch {}", terms.epoch);
			return vec![Wrong::new(Kind::Lots, detail)];
		};
		let ours = lot_of(found, council, terms.number);
		let count = u8::try_from(terms.workers.len()).unwrap_or(u8::MAX);
		let order = parecon_jobs_engine::lots(&ours.0, count);
		let drawn = Wrong::unless_same(Kind::Lots, "lot", &seed, &ours);
		let lots =
			lots.and_then(|lots| Wrong::unless_same(Kind::Lots, "order", &lots, &&order[..]));
		drawn.into_iter().chain(lots).collect()
	}
}

/// Where seeds that the lottery keeps are not what was `announced` in their epochs.
pub fn seeds(kept: &[Seed], announced: &BTreeMap<u64, H256>) -> Vec<Wrong> {
	let wrong = |seed: &Seed| {
		let ours = announced.get(&seed.epoch)?;
		let what = format!("seed of epoch {}", seed.epoch);
		Wrong::unless_same(Kind::Seed, what, &seed.value, ours)
	};
	kept.iter().filter_map(wrong).collect()
}
