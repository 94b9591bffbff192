//! The bytes of a bundle: a magic, a version, and records one after the other, so that it can be
//! written and read as a stream. `docs/auditing.md` has the layout.

use super::{blake2_256, Fault, FaultKind};
use codec::{Decode, DecodeAll, Encode};
use primitive_types::H256;
use std::io::{self, Read, Write};

/// What a bundle begins with.
pub const MAGIC: [u8; 8] = *b"PARECON\x1a";

/// The version of the layout, two bytes after the magic, the lower one first.
pub const VERSION: u16 = 1;

/// Bytes of the magic and the version.
const BEGIN: usize = MAGIC.len() + 2;

/// Bytes of a record before what it holds: its tag and its length.
const HEAD: usize = 5;

/// Most bytes that a record holds: more than the bodies and proofs of any block come to.
pub const MAX_RECORD: u32 = 1 << 30;

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tag {
	/// [`About`].
	About = 1,
	/// The metadata of the runtime, version 16.
	Metadata = 2,
	/// A header, as the chain encodes it.
	Header = 3,
	/// Nodes of the trie that prove the first validators, for the header before: `Vec<Vec<u8>>`.
	Validators = 4,
	/// A justification of the header before, as GRANDPA encodes it.
	Justification = 5,
	/// [`BlockProof`] of the header before.
	Block = 6,
	/// The digest of all bytes before.
	End = 255,
}

impl Tag {
	fn of(byte: u8) -> Option<Self> {
		let all = [
			Self::About,
			Self::Metadata,
			Self::Header,
			Self::Validators,
			Self::Justification,
			Self::Block,
			Self::End,
		];
		all.into_iter().find(|tag| *tag as u8 == byte)
	}
}

/// What a bundle is about, in the words of whoever wrote it: all of it is checked.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct About {
	/// Hash of the chain's first block.
	pub genesis: H256,
	/// The cycle.
	pub cycle: u32,
	/// The block in which it was opened.
	pub opened: u32,
	/// The block in which it ended.
	pub ended: u32,
	/// The block of the last header.
	pub last: u32,
	/// BLAKE2b-256 of the metadata.
	pub metadata: H256,
}

/// What a bundle has of a block beside its header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct BlockProof {
	/// The extrinsics, where the recomputation reads them.
	pub body: Option<Vec<Vec<u8>>>,
	/// Nodes of the trie of its state, in any order.
	pub proof: Vec<Vec<u8>>,
}

/// What is hashed on over the records: begins with what stands before them.
fn begin() -> ([u8; BEGIN], H256) {
	let mut bytes = [0; BEGIN];
	bytes[..MAGIC.len()].copy_from_slice(&MAGIC);
	bytes[MAGIC.len()..].copy_from_slice(&VERSION.to_le_bytes());
	(bytes, blake2_256(&bytes))
}

fn hash_on(digest: H256, head: &[u8], payload: &[u8]) -> H256 {
	blake2_256(&[digest.as_bytes(), head, payload].concat())
}

/// Writes a bundle, record by record.
pub struct Writer<W> {
	out: W,
	digest: H256,
	written: u64,
}

impl<W: Write> Writer<W> {
	/// Begins a bundle in `out`.
	///
	/// # Errors
	/// Those of `out`.
	pub fn new(mut out: W) -> io::Result<Self> {
		let (bytes, digest) = begin();
		out.write_all(&bytes)?;
		Ok(Self { out, digest, written: BEGIN as u64 })
	}

	/// Writes a record.
	///
	/// # Errors
	/// Those of `out`, and a record that holds more than [`MAX_RECORD`] bytes.
	pub fn record(&mut self, tag: Tag, payload: &[u8]) -> io::Result<()> {
		let length = u32::try_from(payload.len()).ok().filter(|length| *length <= MAX_RECORD);
		let length = length.ok_or_else(|| io::Error::other("a record of more than 2^30 bytes"))?;
		let mut head = [tag as u8; HEAD];
		head[1..].copy_from_slice(&length.to_le_bytes());
		self.digest = hash_on(self.digest, &head, payload);
		self.out.write_all(&head)?;
		self.out.write_all(payload)?;
		self.written += (HEAD + payload.len()) as u64;
		Ok(())
	}

	/// Ends the bundle and says how many bytes it has.
	///
	/// # Errors
	/// Those of `out`.
	pub fn end(mut self) -> io::Result<u64> {
		let digest = self.digest;
		self.record(Tag::End, digest.as_bytes())?;
		self.out.flush()?;
		Ok(self.written)
	}
}

/// A record of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
	/// What it holds.
	pub tag: Tag,
	/// Where in the file what it holds begins.
	pub offset: u64,
	/// What it holds.
	pub payload: Vec<u8>,
}

impl Record {
	/// What the record holds, decoded.
	///
	/// # Errors
	/// It holds something else.
	pub fn decode<T: Decode>(&self) -> Result<T, Fault> {
		T::decode_all(&mut &self.payload[..]).map_err(|error| self.malformed(error))
	}

	/// The record is not what it has to be.
	pub fn malformed(&self, why: impl std::fmt::Display) -> Fault {
		let Self { tag, offset, .. } = self;
		let detail = format!("the {tag:?} record whose bytes begin at {offset}: {why}");
		Fault::new(FaultKind::Malformed, detail)
	}
}

/// Why a record cannot be had.
#[derive(Debug)]
pub enum Unread {
	/// The file cannot be read.
	Io(io::Error),
	/// It is no bundle, or of a layout that we do not know: in words.
	Foreign(String),
	/// It is one, and broken.
	Fault(Fault),
}

impl From<Fault> for Unread {
	fn from(fault: Fault) -> Self {
		Self::Fault(fault)
	}
}

impl From<io::Error> for Unread {
	fn from(error: io::Error) -> Self {
		Self::Io(error)
	}
}

/// The records of a bundle, one after the other.
pub struct Records<R> {
	input: R,
	offset: u64,
	digest: H256,
	ended: bool,
}

impl<R: Read> Records<R> {
	/// Reads the beginning of a bundle.
	///
	/// # Errors
	/// It is none, or one of another version.
	pub fn new(mut input: R) -> Result<Self, Unread> {
		let (expected, digest) = begin();
		let mut bytes = Vec::new();
		input.by_ref().take(BEGIN as u64).read_to_end(&mut bytes)?;
		if !bytes.starts_with(&MAGIC) {
			return Err(Unread::Foreign("is no bundle of a cycle".into()));
		}
		match bytes.get(MAGIC.len()..BEGIN) {
			None => Err(Self::truncated(BEGIN as u64).into()),
			Some(version) if *version != expected[MAGIC.len()..] => {
				let version = u16::from_le_bytes([version[0], version[1]]);
				let words = format!("has layout version {version}, this parecon reads {VERSION}");
				Err(Unread::Foreign(words))
			},
			Some(_) => Ok(Self { input, offset: BEGIN as u64, digest, ended: false }),
		}
	}

	fn truncated(at: u64) -> Fault {
		Fault::new(FaultKind::Truncated, format!("the file ends in what begins at byte {at}"))
	}

	/// So many bytes, all of them.
	fn take(&mut self, length: u64) -> Result<Vec<u8>, Unread> {
		let mut bytes = Vec::new();
		self.input.by_ref().take(length).read_to_end(&mut bytes)?;
		if (bytes.len() as u64) < length {
			return Err(Self::truncated(self.offset).into());
		}
		self.offset += length;
		Ok(bytes)
	}

	/// The next record; none after the end.
	///
	/// # Errors
	/// The file cannot be read, or is cut off, or is not what was written.
	pub fn read(&mut self) -> Result<Option<Record>, Unread> {
		if self.ended {
			return Ok(None);
		}
		let head = self.take(HEAD as u64)?;
		let at = self.offset - HEAD as u64;
		let malformed = |why: String| {
			let detail = format!("the record that begins at byte {at}: {why}");
			Unread::Fault(Fault::new(FaultKind::Malformed, detail))
		};
		let tag = Tag::of(head[0]).ok_or_else(|| malformed(format!("unknown tag {}", head[0])))?;
		let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]);
		if length > MAX_RECORD {
			return Err(malformed(format!("it says that it holds {length} bytes")));
		}
		let offset = self.offset;
		let payload = self.take(u64::from(length))?;
		if tag == Tag::End {
			self.end(&payload)?;
			return Ok(None);
		}
		self.digest = hash_on(self.digest, &head, &payload);
		Ok(Some(Record { tag, offset, payload }))
	}

	fn end(&mut self, digest: &[u8]) -> Result<(), Unread> {
		self.ended = true;
		if digest != self.digest.as_bytes() {
			let detail = "its last record holds the digest of other bytes";
			return Err(Fault::new(FaultKind::Damaged, detail).into());
		}
		let mut more = Vec::new();
		self.input.by_ref().take(1).read_to_end(&mut more)?;
		if !more.is_empty() {
			let detail = format!("bytes follow after its end at byte {}", self.offset);
			return Err(Fault::new(FaultKind::Malformed, detail).into());
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The records of the bundle in these bytes, or what is wrong with it.
	fn read(bytes: &[u8]) -> Result<Vec<Record>, Unread> {
		let mut records = Records::new(bytes)?;
		let mut read = Vec::new();
		while let Some(record) = records.read()? {
			read.push(record);
		}
		assert!(records.read()?.is_none());
		Ok(read)
	}

	fn fault(bytes: &[u8]) -> FaultKind {
		match read(bytes).unwrap_err() {
			Unread::Fault(fault) => fault.kind,
			other => panic!("{other:?}"),
		}
	}

	fn bundle() -> Vec<u8> {
		let mut bytes = Vec::new();
		let mut writer = Writer::new(&mut bytes).unwrap();
		writer.record(Tag::Header, &[1, 2, 3]).unwrap();
		writer.record(Tag::Block, &[]).unwrap();
		let written = writer.end().unwrap();
		assert_eq!(written, bytes.len() as u64);
		bytes
	}

	#[test]
	fn what_is_written_is_read() {
		let bytes = bundle();
		assert_eq!(bytes[..10], *b"PARECON\x1a\x01\x00");
		assert_eq!(bytes[10..18], [3, 3, 0, 0, 0, 1, 2, 3]);
		let records = read(&bytes).unwrap();
		let header = Record { tag: Tag::Header, offset: 15, payload: vec![1, 2, 3] };
		let block = Record { tag: Tag::Block, offset: 23, payload: vec![] };
		assert_eq!(records, [header, block]);
		assert_eq!(records[0].decode::<[u8; 3]>(), Ok([1, 2, 3]));
		assert_eq!(records[0].decode::<u8>().unwrap_err().kind, FaultKind::Malformed);
	}

	#[test]
	fn a_file_that_is_cut_off_is_truncated() {
		let bytes = bundle();
		for length in MAGIC.len()..bytes.len() {
			assert_eq!(fault(&bytes[..length]), FaultKind::Truncated, "{length}");
		}
	}

	#[test]
	fn any_other_byte_is_noticed() {
		let good = bundle();
		for at in 0..good.len() {
			let mut bytes = good.clone();
			bytes[at] ^= 1;
			assert!(read(&bytes).is_err(), "{at}");
		}
		let mut payload = good.clone();
		payload[15] ^= 1;
		assert_eq!(fault(&payload), FaultKind::Damaged);
		let mut tag = good.clone();
		tag[10] = 99;
		assert_eq!(fault(&tag), FaultKind::Malformed);
		let mut length = good.clone();
		length[14] = 255;
		assert_eq!(fault(&length), FaultKind::Malformed);
		assert_eq!(fault(&[&good[..], &[0]].concat()), FaultKind::Malformed);
	}

	#[test]
	fn other_files_are_no_bundles() {
		for (bytes, what) in [
			(&b""[..], "is no bundle of a cycle"),
			(b"PK\x03\x04 and so on", "is no bundle of a cycle"),
			(b"PARECON\x1a\x02\x00", "has layout version 2, this parecon reads 1"),
		] {
			match read(bytes).unwrap_err() {
				Unread::Foreign(words) => assert_eq!(words, what),
				other => panic!("{other:?}"),
			}
		}
	}
}
