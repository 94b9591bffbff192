//! A bundle as the source of an audit.

use super::{
	format::BlockProof,
	nested,
	open::Bundle,
	state::{self, State},
	Fault, FaultKind,
};
use crate::{
	audit::{Entry, Source},
	errors::{Error, Result},
};
use codec::DecodeAll;
use parecon_primitives::CycleId;
use primitive_types::H256;
use std::{
	collections::BTreeMap,
	fs::File,
	io::{Read, Seek, SeekFrom},
};
use subxt::ArcMetadata;

/// A block of a bundle, checked against its header.
pub(super) struct Opened {
	body: Option<Vec<Vec<u8>>>,
	state: State,
}

/// Blocks that are kept open: the audit looks back by one.
const OPEN: usize = 3;

/// The blocks of a bundle that are open.
#[derive(Default)]
pub(super) struct Window(BTreeMap<u32, Opened>);

impl Bundle {
	/// What was wrong, if an audit of this bundle ended in an error because something did not hold.
	pub fn fault(&self) -> Option<&Fault> {
		self.fault.as_ref()
	}

	fn fail<T>(&mut self, fault: Fault) -> Result<T> {
		self.fault = Some(fault.clone());
		Err(fault.into())
	}

	/// A block, from the file where it is not open yet.
	fn block(&mut self, number: u32) -> Result<&Opened> {
		if !self.window.0.contains_key(&number) {
			let opened = match self.load(number)? {
				Ok(opened) => opened,
				Err(fault) => return self.fail(fault),
			};
			while self.window.0.len() >= OPEN {
				self.window.0.pop_first();
			}
			self.window.0.insert(number, opened);
		}
		let missing = || self.broken(format!("block {number} is not open"));
		self.window.0.get(&number).ok_or_else(missing)
	}

	fn load(&mut self, number: u32) -> Result<std::result::Result<Opened, Fault>> {
		let Some(place) = self.places.get(&number) else {
			let detail = "the bundle does not have what the audit reads of it";
			return Ok(Err(Fault::of(FaultKind::Incomplete, number, detail)));
		};
		let mut bytes = vec![0; place.length];
		let read = |file: &mut File, bytes: &mut [u8]| {
			file.seek(SeekFrom::Start(place.offset))?;
			file.read_exact(bytes)
		};
		read(&mut self.file, &mut bytes).map_err(|error| self.unreadable(&error))?;
		let decoded = BlockProof::decode_all(&mut &bytes[..]).map_err(|error| {
			Fault::of(FaultKind::Malformed, number, format!("cannot be decoded: {error}"))
		});
		let opened = decoded.and_then(|proof| state::open(&place.header, proof));
		Ok(opened.map(|(body, state)| Opened { body, state }))
	}
}

impl Source for Bundle {
	fn genesis(&self) -> H256 {
		self.about.genesis
	}

	fn broken(&self, error: String) -> Error {
		Error::new(
			format!("{} does not hold what it should: {error}", self.path.display()),
			"get the bundle again, or use the parecon that was built with the chain's runtime",
		)
	}

	fn contradicted(&mut self, detail: String) -> Error {
		let fault = Fault::new(FaultKind::Contradiction, detail);
		self.fault = Some(fault.clone());
		fault.into()
	}

	async fn opened(&mut self, cycle: CycleId) -> Result<u32> {
		if cycle.0 == self.about.cycle {
			return Ok(self.about.opened);
		}
		Err(Error::new(
			format!("{} is a bundle of cycle {}", self.path.display(), self.about.cycle),
			format!("leave --cycle away, or get a bundle of cycle {cycle}"),
		))
	}

	async fn metadata(&mut self, block: u32) -> Result<Option<ArcMetadata>> {
		Ok((block <= self.about.ended).then(|| self.metadata.clone()))
	}

	async fn extrinsics(&mut self, block: u32) -> Result<Vec<Vec<u8>>> {
		let Some(body) = self.block(block)?.body.clone() else {
			let detail = "the bundle has no extrinsics of it";
			return self.fail(Fault::of(FaultKind::Incomplete, block, detail));
		};
		for (index, extrinsic) in body.iter().enumerate() {
			if let Err(why) = nested::check(extrinsic, &self.metadata) {
				let detail = format!("its extrinsic {index}: {why}");
				return self.fail(Fault::of(FaultKind::Malformed, block, detail));
			}
		}
		Ok(body)
	}

	async fn values(&mut self, block: u32, keys: Vec<Vec<u8>>) -> Result<Vec<Option<Vec<u8>>>> {
		let state = &self.block(block)?.state;
		let values: std::result::Result<_, Fault> =
			keys.iter().map(|key| state.value(key)).collect();
		values.or_else(|fault| self.fail(fault))
	}

	async fn under(&mut self, block: u32, prefix: Vec<u8>) -> Result<Vec<Entry>> {
		let entries = self.block(block)?.state.under(&prefix);
		entries.or_else(|fault| self.fail(fault))
	}
}
