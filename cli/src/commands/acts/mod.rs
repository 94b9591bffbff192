//! What a person does in a planning year: verbs of `parecon cycle`, `request`, `good`, and what goes
//! with them.

pub mod counterparties;
pub mod cycle;
pub mod federation;
pub mod good;
pub mod request;
pub mod totals;

use crate::{
	chain::At,
	errors::{Error, Result},
	hex::unhex,
	jobs::files,
};
use clap::Args;
use primitive_types::H256;
use std::path::Path;
use subxt::config::Hasher;

/// What is said in words.
#[derive(Debug, Args)]
pub struct Note {
	/// A file with what you say in words, of which the chain keeps the hash; or that hash, 0x and 64 digits
	#[arg(long, value_name = "FILE|HASH")]
	note: Option<String>,
}

/// What has to be said in words.
#[derive(Debug, Args)]
pub struct Reasons {
	/// A file with the words, of which the chain keeps the hash; or that hash, 0x and 64 digits
	#[arg(long, value_name = "FILE|HASH")]
	note: String,
}

impl Note {
	/// The hash, where something is said.
	fn hash(&self, at: &At) -> Result<Option<H256>> {
		self.note.as_ref().map(|note| hashed(note, |bytes| at.hasher().hash(bytes))).transpose()
	}
}

impl Reasons {
	/// The hash.
	fn hash(&self, at: &At) -> Result<H256> {
		hashed(&self.note, |bytes| at.hasher().hash(bytes))
	}
}

/// A hash as it is given, or that of a file.
fn hashed(note: &str, hash: impl Fn(&[u8]) -> H256) -> Result<H256> {
	const NEXT: &str = "give a file with the words, or their hash: 0x and 64 hexadecimal digits";
	if note.starts_with("0x") {
		let bytes = unhex(note).filter(|bytes| bytes.len() == 32);
		return bytes
			.map(|bytes| H256::from_slice(&bytes))
			.ok_or_else(|| Error::new(format!("{note} is not a hash"), NEXT));
	}
	Ok(hash(files::text(Path::new(note), NEXT)?.as_bytes()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn notes_are_hashes_or_files() {
		let none = |_: &[u8]| -> H256 { panic!("no file is asked for") };
		let text = format!("0x{}", "07".repeat(32));
		assert_eq!(hashed(&text, none), Ok(H256::repeat_byte(7)));
		assert!(hashed("0x07", none).unwrap_err().what().contains("is not a hash"));
		let file = std::env::temp_dir().join(format!("parecon-note-{}", std::process::id()));
		std::fs::write(&file, "more wholemeal\n").unwrap();
		let length = |bytes: &[u8]| H256::from_low_u64_be(bytes.len() as u64);
		assert_eq!(hashed(file.to_str().unwrap(), length), Ok(H256::from_low_u64_be(15)));
		std::fs::remove_file(&file).unwrap();
		assert!(hashed("/no/such/note", length).unwrap_err().what().contains("cannot be read"));
	}
}
