//! Divisions that are adopted: how good they are, and what is kept of them.

use super::{
	events::Told,
	hash,
	records::{Adopted, Complex, Terms},
	Kind, Wrong,
};
use crate::jobs::solver::{Bundle, Problem};
use codec::Encode;
use parecon_jobs_engine::{Fault, Quality, Verified};
use primitive_types::H256;

/// The hash of a division.
pub fn hash_of(division: &[Complex]) -> H256 {
	hash(&division.encode())
}

/// What the engine says of a division.
///
/// # Errors
/// It is none.
pub fn measured(terms: &Terms, division: &[Complex]) -> Result<Verified, Fault> {
	let bundle = |complex: &Complex| Bundle {
		worker: complex.fits.into(),
		portions: complex.portions.clone(),
	};
	let problem = Problem {
		tasks: terms.tasks.clone(),
		workers: terms.workers.clone(),
		most_tasks: terms.rules.most_tasks,
		tolerance: terms.rules.tolerance,
		mean: terms.mean,
	};
	problem.verify(&division.iter().map(bundle).collect::<Vec<_>>())
}

/// A division at its adoption.
#[derive(Clone, Copy, Debug)]
pub struct Adoption<'a> {
	/// What it is measured by.
	pub terms: &'a Terms,
	/// Its complexes, as they were submitted.
	pub division: &'a [Complex],
	/// What was claimed of it.
	pub claim: (Quality, H256),
	/// What the event says of it.
	pub told: Told,
	/// What is kept of it; none where it was replaced in the same block.
	pub kept: Option<&'a Adopted>,
}

impl Adoption<'_> {
	/// Where it differs from what terms and complexes make it.
	pub fn wrongs(&self) -> Vec<Wrong> {
		let Self { terms, division, claim, told, kept } = *self;
		let verified = match measured(terms, division) {
			Ok(verified) => verified,
			Err(fault) => {
				let detail = format!("it is no division of the window's tasks: {fault:?}");
				return vec![Wrong::new(Kind::Quality, detail)];
			},
		};
		let ours = (verified.quality, hash_of(division));
		let complexes = u32::try_from(division.len()).unwrap_or(u32::MAX);
		let counts = (terms.number, verified.balanced, complexes);
		let mut wrongs: Vec<Wrong> = [
			Wrong::unless_same(Kind::Quality, "quality claimed", &claim.0, &ours.0),
			Wrong::unless_same(Kind::Quality, "hash", &claim.1, &ours.1),
			Wrong::unless_same(Kind::Quality, "quality told", &told.quality, &ours.0),
			Wrong::unless_same(
				Kind::Division,
				"number, balanced complexes and complexes",
				&(told.number, told.balanced, told.complexes),
				&counts,
			),
		]
		.into_iter()
		.flatten()
		.collect();
		if let Some(kept) = kept {
			wrongs.extend(self.kept_wrongs(kept, &verified));
		}
		wrongs
	}

	fn kept_wrongs(&self, kept: &Adopted, verified: &Verified) -> Vec<Wrong> {
		// The epoch is that of the adoption, so that nobody knew the lots before.
		let terms = Terms { epoch: kept.terms.epoch, ..self.terms.clone() };
		let mut wrongs: Vec<Wrong> = [
			Wrong::unless_same(Kind::Quality, "quality kept", &kept.quality, &verified.quality),
			Wrong::unless_same(Kind::Division, "terms kept", &kept.terms, &terms),
		]
		.into_iter()
		.flatten()
		.collect();
		let most = self.division.len().max(kept.complexes.len()).max(kept.indices.len());
		for place in 0..most {
			let (theirs, ours) = (kept.complexes.get(place), self.division.get(place));
			let complex = Wrong::unless_same(Kind::Division, "complex kept", &theirs, &ours);
			let (theirs, ours) = (kept.indices.get(place), verified.indices.get(place));
			let index = Wrong::unless_same(Kind::Division, "index", &theirs, &ours);
			let both = complex.into_iter().chain(index);
			wrongs.extend(both.map(|wrong| wrong.of_complex(place)));
		}
		wrongs
	}
}
