//! Divisions, seeds and lots.

use super::*;
use crate::audit::jobs::{
	divisions::{hash_of, Adoption},
	events::Told,
	lots::{lot_of, seed_of, seeds, Drawing},
	records::Seed,
};
use parecon_jobs_engine::Quality;
use primitive_types::H256;
use std::collections::BTreeMap;

struct Record {
	terms: Terms,
	division: Vec<Complex>,
	claim: (Quality, H256),
	told: Told,
	kept: Adopted,
}

impl Record {
	fn sound() -> Self {
		let (division, kept) = (division(), adopted());
		let claim = (kept.quality, hash_of(&division));
		// Both lie 1.5 points off.
		let told = Told { number: 2, quality: kept.quality, balanced: 0, complexes: 2 };
		Self { terms: terms(), division, claim, told, kept }
	}

	fn wrongs(&self) -> Vec<Wrong> {
		let Self { terms, division, claim, told, kept } = self;
		Adoption { terms, division, claim: *claim, told: *told, kept: Some(kept) }.wrongs()
	}
}

#[test]
fn a_sound_adoption_has_no_mismatch() {
	let record = Record::sound();
	assert_eq!(record.kept.quality.worst, Points(1_500_000));
	assert_eq!(record.wrongs(), []);
}

#[test]
fn a_flipped_quality_is_named() {
	let worst = Points(1_499_999);
	let mut record = Record::sound();
	record.told.quality.worst = worst;
	let wrong = only(record.wrongs(), Kind::Quality);
	assert!(wrong.detail.contains("1499999") && wrong.detail.contains("1500000"), "{wrong:?}");
	let mut record = Record::sound();
	record.claim.0.squares += 1;
	assert!(only(record.wrongs(), Kind::Quality).detail.starts_with("quality claimed"));
	let mut record = Record::sound();
	record.kept.quality.worst = worst;
	assert!(only(record.wrongs(), Kind::Quality).detail.starts_with("quality kept"));
	let mut record = Record::sound();
	record.claim.1 .0[0] ^= 1;
	assert!(only(record.wrongs(), Kind::Quality).detail.starts_with("hash"));
}

#[test]
fn a_flipped_index_complex_or_count_is_named() {
	let mut record = Record::sound();
	record.kept.indices[1].desirability.0 += 1;
	let wrong = only(record.wrongs(), Kind::Division);
	assert_eq!(wrong.complex, Some(1));
	assert!(wrong.detail.starts_with("index: "), "{wrong:?}");
	let mut record = Record::sound();
	record.kept.complexes[0].portions[0].minutes -= 1;
	assert_eq!(only(record.wrongs(), Kind::Division).complex, Some(0));
	let mut record = Record::sound();
	record.told.balanced = 2;
	assert!(only(record.wrongs(), Kind::Division).detail.contains("balanced"));
	let mut record = Record::sound();
	record.kept.terms.workers.pop();
	assert!(only(record.wrongs(), Kind::Division).detail.starts_with("terms kept"));
}

#[test]
fn what_is_no_division_is_named() {
	let mut record = Record::sound();
	record.division[0].portions[0].minutes -= 1;
	assert!(only(record.wrongs(), Kind::Quality).detail.contains("Uncovered"));
}

fn kept() -> Vec<Seed> {
	[5, 6, 8, 9].map(|epoch| Seed { epoch, value: H256::from_low_u64_be(epoch) }).to_vec()
}

fn wrongs(kept: &[Seed], seed: H256, lots: &[u8]) -> Vec<Wrong> {
	let terms = adopted().terms;
	Drawing { council: PLANT, terms: &terms, kept, seed, lots: Some(lots) }.wrongs()
}

#[test]
fn the_seed_is_the_second_after_the_pool_was_frozen() {
	let value = |frozen| seed_of(&kept(), frozen).map(|seed| seed.to_low_u64_be());
	assert_eq!([4, 5, 6, 7, 8].map(value), [Some(6), Some(8), Some(9), Some(9), None]);
	let many: Vec<Seed> =
		(100..164).map(|epoch| Seed { epoch, value: H256::from_low_u64_be(epoch) }).collect();
	assert_eq!(seed_of(&many, 98), None);
	assert_eq!(seed_of(&many, 99), Some(many[1].value));
}

#[test]
fn flipped_lots_are_named() {
	// The roster was frozen in epoch 6.
	let lot = lot_of(H256::from_low_u64_be(9), PLANT, 2);
	let order = parecon_jobs_engine::lots(&lot.0, 2);
	assert_eq!(wrongs(&kept(), lot, &order), []);
	let turned: Vec<u8> = order.iter().rev().copied().collect();
	let wrong = only(wrongs(&kept(), lot, &turned), Kind::Lots);
	assert!(wrong.detail.contains(&format!("{order:?}")), "{wrong:?}");
	assert!(only(wrongs(&kept(), H256::zero(), &order), Kind::Lots).detail.starts_with("lot: "));
	let early = &kept()[..3];
	assert!(only(wrongs(early, lot, &order), Kind::Lots).detail.contains("no seed"));
}

#[test]
fn a_flipped_seed_is_named() {
	let announced: BTreeMap<u64, H256> =
		kept().iter().skip(1).map(|seed| (seed.epoch, seed.value)).collect();
	assert_eq!(seeds(&kept(), &announced), []);
	let mut flipped = kept();
	flipped[2].value = H256::zero();
	assert!(only(seeds(&flipped, &announced), Kind::Seed).detail.starts_with("seed of epoch 8"));
	// What was announced before the first block that is audited is not known.
	flipped = kept();
	flipped[0].value = H256::zero();
	assert_eq!(seeds(&flipped, &announced), []);
}
