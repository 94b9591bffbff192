//! What the commands take that act for a person: a key, a node, and how to report.

use crate::{
	chain::{At, Chain, Signer},
	errors::{Error, Result, Verdict},
	output,
	people::{
		act::{perform, Act},
		keys,
		several::perform_all,
	},
};
use clap::{
	builder::{PossibleValuesParser, TypedValueParser},
	Args,
};
use parecon_primitives::Side;
use serde::Serialize;
use serde_json::json;
use std::path::PathBuf;

/// Whose key signs.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct Key {
	/// A file with the key that signs: a phrase or a secret URI in one line, readable by you alone
	#[arg(long, value_name = "FILE")]
	pub key: Option<PathBuf>,
	/// For development chains: the key of a name, such as //Alice
	#[arg(long, value_name = "//NAME")]
	pub suri: Option<String>,
}

/// Where the chain is, and how to report.
#[derive(Debug, Args)]
pub struct Node {
	/// A node of the chain
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// Who does something, and where.
#[derive(Debug, Args)]
pub struct Signing {
	/// Whose key signs
	#[command(flatten)]
	pub key: Key,
	/// Where the chain is
	#[command(flatten)]
	pub node: Node,
}

impl Key {
	/// The key, where one is given.
	pub fn given(&self) -> Result<Option<Signer>> {
		match (&self.key, &self.suri) {
			(Some(file), _) => keys::from_file(file).map(Some),
			(None, Some(uri)) => keys::from_uri(uri).map(Some),
			(None, None) => Ok(None),
		}
	}

	/// The key.
	///
	/// # Errors
	/// None is given.
	pub fn signer(&self) -> Result<Signer> {
		self.given()?.ok_or_else(|| {
			Error::new(
				"there is no key to sign with",
				"give --key FILE, or --suri //Alice on a development chain",
			)
		})
	}
}

impl Signing {
	/// Plans an act, does it and reports.
	pub fn run<F>(&self, plan: F) -> Result<Verdict>
	where
		F: AsyncFnOnce(&Chain, &At, &Signer) -> Result<Act>,
	{
		let signer = self.key.signer()?;
		let report = super::runtime()?.block_on(async {
			let chain = Chain::connect(&self.node.url).await?;
			let at = chain.best().await?;
			let act = plan(&chain, &at, &signer).await?;
			perform(&chain, &at, &signer, act).await
		})?;
		report.print(self.node.json)
	}

	/// Plans several acts, does them at once, each in a transaction of its own, and reports. One that
	/// is refused is a failed check.
	pub fn run_all<F>(&self, plan: F) -> Result<Verdict>
	where
		F: AsyncFnOnce(&Chain, &At, &Signer) -> Result<Vec<Act>>,
	{
		let signer = self.key.signer()?;
		let reports = super::runtime()?.block_on(async {
			let chain = Chain::connect(&self.node.url).await?;
			let at = chain.best().await?;
			let acts = plan(&chain, &at, &signer).await?;
			perform_all(&chain, &at, &signer, &acts).await
		})?;
		if self.node.json {
			output::print_json(&json!({ "acts": reports }))?;
		} else {
			for report in &reports {
				report.print(false)?;
			}
		}
		let refused = reports.iter().any(|report| report.refused.is_some());
		Ok(if refused { Verdict::Failed } else { Verdict::Done })
	}
}

impl Node {
	/// Asks the chain something, and prints what it answers as it is or as text.
	pub fn show<T, F>(&self, ask: F, text: impl FnOnce(&T) -> String) -> Result<Verdict>
	where
		T: Serialize,
		F: AsyncFnOnce(&Chain, &At) -> Result<T>,
	{
		let told = super::runtime()?.block_on(async {
			let chain = Chain::connect(&self.url).await?;
			let at = chain.best().await?;
			ask(&chain, &at).await
		})?;
		match self.json {
			true => output::print_json(&told)?,
			false => output::print(&text(&told))?,
		}
		Ok(Verdict::Done)
	}
}

/// The two sides, for the command line.
pub fn sides() -> impl TypedValueParser<Value = Side> {
	PossibleValuesParser::new(["workers", "consumers"]).map(|name| match name.as_str() {
		"workers" => Side::Workers,
		_ => Side::Consumers,
	})
}
