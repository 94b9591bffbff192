//! Reads a bundle from its beginning to its end, and checks all that can be checked without
//! recomputing the cycle.

use super::{
	blake2_256, described,
	finality::{Finalised, Finality},
	format::{About, Record, Records, Tag, Unread},
	headers::{HeaderChain, Link},
	source::Window,
	state::{self, Runtime, State},
	Fault, FaultKind, Header, Stop,
};
use crate::{chain::METADATA, errors::Error};
use codec::{Decode, DecodeAll};
use primitive_types::H256;
use serde::Serialize;
use sp_consensus_grandpa::AuthorityList;
use std::{
	collections::BTreeMap,
	fs::File,
	io::{self, BufReader},
	path::{Path, PathBuf},
};
use subxt::{ArcMetadata, Metadata};

/// Where in the file a block is, and the header that it belongs to.
pub(super) struct Place {
	pub(super) offset: u64,
	pub(super) length: usize,
	pub(super) header: Header,
}

/// A bundle whose headers, finality, extrinsics and proofs have been checked.
pub struct Bundle {
	pub(super) path: PathBuf,
	pub(super) file: File,
	pub(super) about: About,
	pub(super) metadata: ArcMetadata,
	pub(super) places: BTreeMap<u32, Place>,
	pub(super) window: Window,
	pub(super) fault: Option<Fault>,
	summary: Summary,
}

/// What is known of a bundle before the cycle is recomputed.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
	/// Hash of the chain's first block.
	pub genesis: H256,
	/// Headers, from genesis on, each the parent of the next.
	pub headers: u32,
	/// How far they are final; none where that was not asked for.
	pub finalised: Option<Finalised>,
	/// The blocks with extrinsics or values.
	pub blocks: u32,
	/// The runtime's spec version in all of these blocks.
	pub spec_version: u32,
	/// BLAKE2b-256 of the runtimes in their states, each with the first block that has it.
	pub runtimes: Vec<(u32, H256)>,
	/// The last block of the cycle.
	pub ended: u32,
}

impl Bundle {
	/// Opens the bundle in the file at `path` and checks it against the hash of genesis: everything
	/// else follows from that. Without `finality` it is left open whether the blocks are final.
	///
	/// # Errors
	/// [`Stop::Cannot`]: the file cannot be read, is no bundle, or needs another parecon.
	/// [`Stop::Fault`]: it does not hold.
	pub fn open(
		path: &Path,
		genesis: H256,
		finality: bool,
		watch: impl FnMut(u32),
	) -> Result<Self, Stop> {
		let unreadable = |error: io::Error| unreadable(path, &error);
		let file = File::open(path).map_err(unreadable)?;
		let mut records = Records::new(BufReader::new(file.try_clone().map_err(unreadable)?))
			.map_err(|error| unread(path, error))?;
		let mut check = Check::new(path, genesis, finality, watch)?;
		while let Some(record) = records.read().map_err(|error| unread(path, error))? {
			check.record(&record)?;
		}
		let metadata = check.ours.clone();
		let (about, places, summary) = check.finish()?;
		let (path, window) = (path.to_owned(), Window::default());
		Ok(Self { path, file, about, metadata, places, window, fault: None, summary })
	}

	/// The cycle that it is about.
	pub fn cycle(&self) -> u32 {
		self.about.cycle
	}

	/// What is known of it.
	pub fn summary(&self) -> &Summary {
		&self.summary
	}

	pub(super) fn unreadable(&self, error: &io::Error) -> Error {
		unreadable(&self.path, error)
	}
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
	let path = path.display();
	Error::new(
		format!("{path} cannot be read: {error}"),
		"give a file that `parecon history export` wrote",
	)
}

fn unread(path: &Path, error: Unread) -> Stop {
	match error {
		Unread::Io(error) => unreadable(path, &error).into(),
		Unread::Foreign(what) => Error::new(
			format!("{} {what}", path.display()),
			"give a file that `parecon history export` wrote, and the parecon that knows its layout",
		)
		.into(),
		Unread::Fault(fault) => fault.into(),
	}
}

/// A bundle while it is read.
struct Check<'p, F> {
	path: &'p Path,
	/// The metadata that this parecon was built with, by which everything is decoded.
	ours: ArcMetadata,
	runtime: Runtime,
	headers: HeaderChain,
	genesis: H256,
	wants_finality: bool,
	watch: F,
	about: Option<About>,
	described: bool,
	last: Option<Link>,
	finality: Option<Finality>,
	places: BTreeMap<u32, Place>,
	runtimes: Vec<(u32, H256)>,
}

impl<'p, F: FnMut(u32)> Check<'p, F> {
	fn new(path: &'p Path, genesis: H256, wants_finality: bool, watch: F) -> Result<Self, Error> {
		let damaged = |error: String| {
			Error::new(format!("the committed metadata is damaged: {error}"), "build parecon again")
		};
		let ours = Metadata::decode(&mut &METADATA[..]).map_err(|e| damaged(e.to_string()))?;
		let runtime = described::decoded(METADATA).map_err(damaged)?;
		let runtime = described::runtime(&runtime);
		let runtime = runtime.ok_or_else(|| damaged("it names no runtime".into()))?;
		Ok(Self {
			path,
			ours: ours.arc(),
			runtime,
			headers: HeaderChain::new(genesis),
			genesis,
			wants_finality,
			watch,
			about: None,
			described: false,
			last: None,
			finality: None,
			places: BTreeMap::new(),
			runtimes: Vec::new(),
		})
	}

	fn record(&mut self, record: &Record) -> Result<(), Stop> {
		match record.tag {
			Tag::About => self.about(record)?,
			Tag::Metadata => self.metadata(record)?,
			Tag::Header => self.header(record)?,
			Tag::Validators => self.validators(record)?,
			Tag::Justification => self.justification(record)?,
			Tag::Block => self.block(record)?,
			Tag::End => {},
		}
		Ok(())
	}

	fn about(&mut self, record: &Record) -> Result<(), Fault> {
		if self.about.is_some() {
			return Err(record.malformed("there was one already"));
		}
		let about: About = record.decode()?;
		if about.genesis != self.genesis {
			let (theirs, ours) = (about.genesis, self.genesis);
			let detail = format!("it is of the chain with genesis {theirs:?}, not {ours:?}");
			return Err(Fault::new(FaultKind::OtherChain, detail));
		}
		if about.opened == 0 || about.opened > about.ended || about.ended > about.last {
			return Err(record.malformed("its blocks are not in order"));
		}
		self.about = Some(about);
		Ok(())
	}

	/// What the bundle is about comes before everything else.
	fn known(&self, record: &Record) -> Result<&About, Fault> {
		self.about.as_ref().ok_or_else(|| record.malformed("nothing says what the bundle is about"))
	}

	/// The metadata is for those who have none: it has to be ours but for what differs from block to
	/// block, and ours is what is decoded by.
	fn metadata(&mut self, record: &Record) -> Result<(), Stop> {
		let stated = self.known(record)?.metadata;
		if self.described {
			return Err(record.malformed("there was one already").into());
		}
		let fault = |detail: String| Fault::new(FaultKind::Metadata, detail);
		let hash = blake2_256(&record.payload);
		if hash != stated {
			return Err(fault(format!("it has hash {hash:?}, stated is {stated:?}")).into());
		}
		let theirs = described::decoded(&record.payload).map_err(fault)?;
		match described::runtime(&theirs) {
			None => return Err(fault("it names no runtime".into()).into()),
			Some(runtime) if runtime != self.runtime => return Err(self.other(&runtime).into()),
			Some(_) => {},
		}
		let ours = described::decoded(METADATA).map_err(fault)?;
		if let Some(what) = described::other(ours, theirs) {
			let detail = format!("it has another {what} than the runtime of its version");
			return Err(fault(detail).into());
		}
		self.described = true;
		Ok(())
	}

	/// This parecon does not know the runtime.
	fn other(&self, theirs: &Runtime) -> Error {
		let ours = &self.runtime;
		Error::new(
			format!(
				"{} is of runtime {} {}, this parecon knows {} {}",
				self.path.display(),
				theirs.name,
				theirs.version,
				ours.name,
				ours.version
			),
			"use the parecon that was built with that runtime",
		)
	}

	fn header(&mut self, record: &Record) -> Result<(), Fault> {
		let last = self.known(record)?.last;
		if self.headers.next_number() > last {
			return Err(record.malformed("there are more headers than announced"));
		}
		let link = self.headers.follow(&record.payload)?;
		(self.watch)(link.header.number);
		if link.header.number > 0 {
			let Some(finality) = &mut self.finality else {
				return Err(record.malformed("nothing says who the first validators are"));
			};
			if self.wants_finality {
				finality.header(link.hash, &link.header)?;
			}
		}
		self.last = Some(link);
		Ok(())
	}

	/// The header before a record.
	fn before(&self, record: &Record) -> Result<&Link, Fault> {
		self.last.as_ref().ok_or_else(|| record.malformed("no header comes before"))
	}

	fn validators(&mut self, record: &Record) -> Result<(), Fault> {
		let Link { hash, header } = self.before(record)?;
		if header.number != 0 || self.finality.is_some() {
			return Err(record.malformed("the first validators belong to genesis, once"));
		}
		let key = state::key("Grandpa", "Authorities");
		let bytes = State::new(header, record.decode()?)?.value(&key)?.unwrap_or_default();
		let authorities = AuthorityList::decode_all(&mut &bytes[..]);
		let authorities = authorities.map_err(|error| record.malformed(error))?;
		self.finality = Some(Finality::new(*hash, authorities)?);
		Ok(())
	}

	fn justification(&mut self, record: &Record) -> Result<(), Fault> {
		self.before(record)?;
		match &mut self.finality {
			Some(finality) if self.wants_finality => finality.justification(&record.payload),
			_ => Ok(()),
		}
	}

	fn block(&mut self, record: &Record) -> Result<(), Stop> {
		let header = self.before(record)?.header.clone();
		let number = header.number;
		if self.places.contains_key(&number) {
			return Err(record.malformed(format!("block {number} has come already")).into());
		}
		let (_, state) = state::open(&header, record.decode()?)?;
		let runtime = state.runtime()?;
		if runtime != self.runtime {
			return Err(self.other(&runtime).into());
		}
		let code = state.code()?;
		if self.runtimes.last().is_none_or(|(_, last)| *last != code) {
			self.runtimes.push((number, code));
		}
		let place = Place { offset: record.offset, length: record.payload.len(), header };
		self.places.insert(number, place);
		Ok(())
	}

	fn finish(self) -> Result<(About, BTreeMap<u32, Place>, Summary), Fault> {
		let missing = |what: &str| Fault::new(FaultKind::Incomplete, what);
		let about = self.about.ok_or_else(|| missing("nothing says what it is about"))?;
		if !self.described {
			return Err(missing("the metadata is missing"));
		}
		let headers = self.headers.next_number();
		if headers != about.last.saturating_add(1) {
			let last = about.last;
			return Err(missing(&format!("{headers} headers, announced is block {last}")));
		}
		let finality = self.finality.ok_or_else(|| missing("the first validators are missing"))?;
		let finalised = match self.wants_finality {
			true => Some(finality.finish(about.ended)?),
			false => None,
		};
		let summary = Summary {
			genesis: self.genesis,
			headers,
			finalised,
			blocks: self.places.len() as u32,
			spec_version: self.runtime.version,
			runtimes: self.runtimes,
			ended: about.ended,
		};
		Ok((about, self.places, summary))
	}
}

#[cfg(test)]
mod tests;
