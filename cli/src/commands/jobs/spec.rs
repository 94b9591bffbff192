//! A task as the command line describes it.

use crate::{
	chain::{job_calls::Spec, At},
	errors::{Error, Result},
	hex::unhex,
	jobs::{
		answers,
		specs::{self, NewTask},
		terms::LAST_QUALIFICATION,
		units,
	},
};
use clap::Args;
use primitive_types::H256;
use std::{fs, path::PathBuf};
use subxt::config::Hasher;

/// What a council says of a task.
#[derive(Debug, Args)]
pub struct SpecArgs {
	/// Its name
	#[arg(long, value_name = "NAME", value_parser = specs::name)]
	name: Option<String>,
	/// When it is done: day, evening, night or weekend
	#[arg(long, value_name = "CLASS", value_parser = units::class)]
	class: Option<u8>,
	/// The smallest useful block, in minutes a period
	#[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(1..))]
	block: Option<u16>,
	/// Whether it directs others' work: yes or no
	#[arg(long, value_name = "YES", value_parser = specs::yes)]
	directs: Option<bool>,
	/// The qualification that it takes, 0 to 31, or none
	#[arg(long, value_name = "Q", value_parser = requires)]
	requires: Option<Requires>,
	/// A file with the text that describes it, of which the chain keeps the hash
	#[arg(long, value_name = "FILE")]
	text: Option<PathBuf>,
}

/// A qualification or none.
#[derive(Clone, Copy, Debug)]
struct Requires(Option<u8>);

fn requires(text: &str) -> std::result::Result<Requires, String> {
	if text == "none" {
		return Ok(Requires(None));
	}
	let number = text.parse().ok().filter(|it| *it <= LAST_QUALIFICATION);
	let number = number.ok_or_else(|| format!("0 to {LAST_QUALIFICATION}, or none"))?;
	Ok(Requires(Some(number)))
}

impl SpecArgs {
	fn text(&self, at: &At) -> Result<Option<H256>> {
		let Some(file) = &self.text else { return Ok(None) };
		let bytes = fs::read(file).map_err(|error| {
			let what = format!("{} cannot be read: {error}", file.display());
			Error::new(what, "give the file with the text that describes the task")
		})?;
		Ok(Some(at.hasher().hash(&bytes)))
	}

	/// A task that is described by these alone.
	pub fn new_task(&self, minutes: Option<u32>, at: &At) -> Result<NewTask> {
		let missing = |name: &str| {
			Error::new(format!("--{name} is missing"), "give it, or a table of tasks with --file")
		};
		let spec = Spec {
			name: self.name.clone().ok_or_else(|| missing("name"))?,
			text: self.text(at)?.unwrap_or_default(),
			class: self.class.ok_or_else(|| missing("class"))?,
			block: self.block.ok_or_else(|| missing("block"))?,
			directs: self.directs.unwrap_or_default(),
			requires: self.requires.and_then(|it| it.0),
		};
		Ok(NewTask { spec, minutes: vec![minutes.ok_or_else(|| missing("minutes"))?] })
	}

	/// A task described anew: what is not given stays.
	pub fn over(&self, old: &answers::Spec, at: &At) -> Result<Spec> {
		let text = unhex(&old.text).filter(|bytes| bytes.len() == 32);
		let text = text.map_or_else(H256::zero, |bytes| H256::from_slice(&bytes));
		Ok(Spec {
			name: self.name.clone().unwrap_or_else(|| old.name()),
			text: self.text(at)?.unwrap_or(text),
			class: self.class.unwrap_or(old.class),
			block: self.block.unwrap_or(old.block),
			directs: self.directs.unwrap_or(old.directs),
			requires: self.requires.map_or(old.requires, |it| it.0),
		})
	}
}
