//! `parecon plan prove` and `verify`: that a plan grants a council its portion.

use super::settled;
use crate::{
	audit::amounts,
	chain::Chain,
	errors::{Error, Result, Verdict},
	hex::unhex,
	output::{self, decimal},
};
use clap::Args;
use parecon_engine::{params_hash, plan_leaf, Line, Proof};
use parecon_primitives::{CouncilId, Credits, CycleId, Flow, GoodId, Quantity};
use primitive_types::H256;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Whose portion to prove, and where the proof goes.
#[derive(Debug, Args)]
pub struct Prove {
	/// A node of the chain
	#[arg(long, value_name = "WS", default_value = crate::commands::URL)]
	pub url: String,
	/// The number of the cycle
	#[arg(long, value_name = "N")]
	pub cycle: u32,
	/// The number of the council
	#[arg(long, value_name = "N")]
	pub council: u32,
	/// The file to write
	#[arg(long, value_name = "FILE")]
	pub out: PathBuf,
}

/// What to check, and against what.
#[derive(Debug, Args)]
pub struct Verify {
	/// The proof, as `parecon plan prove` writes it
	#[arg(long, value_name = "FILE")]
	pub file: PathBuf,
	/// The root of the plan, from somebody you trust: 0x and 64 hexadecimal digits
	#[arg(long, value_name = "HASH")]
	pub root: String,
}

/// A council's portion of a plan, and the way from it to the root. Hashes are 0x and digits, amounts
/// decimal digits of micro-units and micro-credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
	/// The chain's first block. The prices' hash binds the root to it.
	genesis: String,
	/// The cycle. The prices' hash binds the root to it.
	cycle: u32,
	council: u32,
	lines: Vec<Stated>,
	/// What is granted of each line.
	granted: Vec<String>,
	charge: String,
	/// What it is credited for pollutants that it permits.
	credit: String,
	/// The council's place among all, from 0.
	index: u32,
	/// How many councils there are.
	count: u32,
	/// What stands beside the leaf and each node above it.
	path: Vec<String>,
	/// The other peaks, from the largest mountain to the smallest.
	peaks: Vec<String>,
	/// Chain over the prices, as the record of the plan's iteration has it.
	prices: String,
	/// Hash of the cycle's parameters.
	params: String,
	/// What it leads to.
	root: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
	good: u32,
	/// + supplied, - used.
	flow: String,
}

pub(super) fn prove(args: &Prove) -> Result<Verdict> {
	let (cycle, council) = (CycleId(args.cycle), CouncilId(args.council));
	let document = crate::commands::runtime()?.block_on(async {
		let chain = Chain::connect(&args.url).await?;
		document(&chain, cycle, council).await
	})?;
	let text = serde_json::to_string_pretty(&document).unwrap_or_default();
	std::fs::write(&args.out, text + "\n").map_err(|error| {
		Error::new(
			format!("{} cannot be written: {error}", args.out.display()),
			"give a file in a directory that exists and that you may write to",
		)
	})?;
	output::print(&format!(
		"{}: council {council} in the plan of cycle {cycle}, root {}\n",
		args.out.display(),
		document.root
	))?;
	// What the node answers may be wrong: then nobody could verify it.
	report(&document.differences(&document.root)?)
}

/// Reads all portions of the plan and proves one of them.
async fn document(chain: &Chain, id: CycleId, council: CouncilId) -> Result<Document> {
	let (at, cycle) = settled(chain, id).await?;
	let plan = cycle.plan.ok_or_else(|| chain.broken("its plan is gone"))?;
	let record = chain.record(&at, id, plan.iteration.0).await?;
	let record = record.ok_or_else(|| chain.broken("the plan's iteration left no record"))?;
	let enrolments = chain.enrolments(&at, id).await?;
	let position = enrolments.iter().position(|(found, _)| *found == council);
	let Some((index, (_, own))) = position.and_then(|at| Some((at, enrolments.get(at)?))) else {
		return Err(Error::new(
			format!("council {council} does not take part in cycle {id}"),
			format!("`parecon plan show --cycle {id} --csv` names the councils that do"),
		));
	};
	let leaves: Vec<H256> = enrolments
		.iter()
		.map(|(council, part)| {
			let granted = amounts(part.side.0, &part.lines.0, part.scale.0, &part.granted.0);
			plan_leaf(*council, &part.lines.0, &granted, part.charge.0, part.credit.0)
		})
		.collect();
	let proof = Proof::of(&leaves, index as u32);
	let proof = proof.ok_or_else(|| chain.broken("it has more councils than numbers"))?;
	let granted = amounts(own.side.0, &own.lines.0, own.scale.0, &own.granted.0);
	let line = |line: &Line| Stated { good: line.good.0, flow: line.flow.0.to_string() };
	let hashes = |hashes: &[H256]| hashes.iter().map(|hash| format!("{hash:?}")).collect();
	Ok(Document {
		genesis: format!("{:?}", chain.genesis()),
		cycle: id.0,
		council: council.0,
		lines: own.lines.0.iter().map(line).collect(),
		granted: granted.iter().map(|amount| amount.0.to_string()).collect(),
		charge: own.charge.0 .0.to_string(),
		credit: own.credit.0 .0.to_string(),
		index: proof.index,
		count: proof.count,
		path: hashes(&proof.path),
		peaks: hashes(&proof.peaks),
		prices: format!("{:?}", record.prices),
		params: format!("{:?}", params_hash(&cycle.params.0)),
		root: format!("{:?}", plan.root),
	})
}

pub(super) fn verify(args: &Verify) -> Result<Verdict> {
	let document = read(&args.file)?;
	let differences = document.differences(&args.root)?;
	if differences.is_empty() {
		let Document { council, cycle, genesis, count, charge, credit, lines, .. } = &document;
		let charge = decimal(number(charge, "charge")?);
		let credit = decimal(number(credit, "credit")?);
		output::print(&format!(
			"council {council} has these {} lines in the plan, one of {count} councils, and is \
			 charged {charge} credits and credited {credit}; the file says that it is cycle {cycle} of the chain with \
			 genesis {genesis}\n",
			lines.len()
		))?;
	}
	report(&differences)
}

/// Prints what differs.
fn report(differences: &[String]) -> Result<Verdict> {
	if differences.is_empty() {
		return Ok(Verdict::Done);
	}
	output::print(&format!("{}\n", differences.join("\n")))?;
	Ok(Verdict::Failed)
}

fn read(file: &Path) -> Result<Document> {
	let unread = |error: String| {
		Error::new(
			format!("{} cannot be read: {error}", file.display()),
			"give a file that `parecon plan prove` wrote",
		)
	};
	let text = std::fs::read_to_string(file).map_err(|error| unread(error.to_string()))?;
	serde_json::from_str(&text).map_err(|error| unread(error.to_string()))
}

fn hash(text: &str, what: &str) -> Result<H256> {
	let bytes = unhex(text).filter(|bytes| bytes.len() == H256::len_bytes());
	bytes.map(|bytes| H256::from_slice(&bytes)).ok_or_else(|| {
		Error::new(
			format!("{text:?} is no hash ({what})"),
			"a hash is 0x and 64 hexadecimal digits",
		)
	})
}

fn number<N: std::str::FromStr>(text: &str, what: &str) -> Result<N> {
	text.parse().map_err(|_| {
		Error::new(
			format!("{text:?} is no number of micro-units or micro-credits ({what})"),
			"give a file that `parecon plan prove` wrote",
		)
	})
}

impl Document {
	/// The council's leaf, and the way from it.
	fn leaf_and_proof(&self) -> Result<(H256, Proof)> {
		let lines = self.lines.iter().map(|line| {
			let flow = Flow(number(&line.flow, "flow")?);
			Ok(Line { good: GoodId(line.good), flow })
		});
		let lines: Vec<Line> = lines.collect::<Result<_>>()?;
		let granted = self.granted.iter().map(|text| Ok(Quantity(number(text, "granted")?)));
		let granted: Vec<Quantity> = granted.collect::<Result<_>>()?;
		let charge = Credits(number(&self.charge, "charge")?);
		let credit = Credits(number(&self.credit, "credit")?);
		let hashes = |texts: &[String], what| -> Result<Vec<H256>> {
			texts.iter().map(|text| hash(text, what)).collect()
		};
		let proof = Proof {
			index: self.index,
			count: self.count,
			path: hashes(&self.path, "path")?,
			peaks: hashes(&self.peaks, "peaks")?,
		};
		Ok((plan_leaf(CouncilId(self.council), &lines, &granted, charge, credit), proof))
	}

	/// In words, what keeps the portion from being in the plan of this root.
	fn differences(&self, root: &str) -> Result<Vec<String>> {
		let (root, stated) = (hash(root, "root")?, hash(&self.root, "root of the file")?);
		let (prices, params) = (hash(&self.prices, "prices")?, hash(&self.params, "params")?);
		let (leaf, proof) = self.leaf_and_proof()?;
		if proof.verify(leaf, prices, params, root) {
			return Ok(match stated == root {
				true => Vec::new(),
				false => {
					vec![format!("the portion leads to {root:?}, but the file says {stated:?}")]
				},
			});
		}
		let mut differences = Vec::new();
		if stated != root {
			differences.push(format!("it is of the plan with root {stated:?}, not {root:?}"));
		}
		if !proof.verify(leaf, prices, params, stated) {
			differences.push(format!(
				"portion and proof do not lead to root {stated:?}: what council {} stated, is granted \
				 charged or credited, its place, the way, the prices or the parameters are others",
				self.council
			));
		}
		Ok(differences)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_engine::{plan_root, Range};

	/// The third of five councils.
	fn document() -> Document {
		let lines = vec![Line { good: GoodId(3), flow: Flow(-25_000_000) }];
		let granted = [Quantity(23_750_000)];
		let (prices, params) = (H256::repeat_byte(1), H256::repeat_byte(2));
		let leaf =
			|council: u32| plan_leaf(CouncilId(council), &lines, &granted, Credits(7), Credits(5));
		let leaves: Vec<H256> = (1..=5).map(leaf).collect();
		let mut range = Range::default();
		leaves.iter().for_each(|leaf| range.push(*leaf).unwrap());
		let proof = Proof::of(&leaves, 2).unwrap();
		let hashes = |hashes: &[H256]| hashes.iter().map(|hash| format!("{hash:?}")).collect();
		Document {
			genesis: format!("{:?}", H256::zero()),
			cycle: 0,
			council: 3,
			lines: vec![Stated { good: 3, flow: "-25000000".into() }],
			granted: vec!["23750000".into()],
			charge: "7".into(),
			credit: "5".into(),
			index: 2,
			count: 5,
			path: hashes(&proof.path),
			peaks: hashes(&proof.peaks),
			prices: format!("{prices:?}"),
			params: format!("{params:?}"),
			root: format!("{:?}", plan_root(&range, prices, params)),
		}
	}

	#[test]
	fn a_portion_leads_to_the_root_and_nothing_else_does() {
		let sound = document();
		assert_eq!(sound.differences(&sound.root).unwrap(), Vec::<String>::new());
		assert_eq!((sound.path.len(), sound.peaks.len()), (2, 1));
		let alterations: [fn(&mut Document); 9] = [
			|document| document.council += 1,
			|document| document.lines[0].flow = "-25000001".into(),
			|document| document.granted[0] = "25000000".into(),
			|document| document.charge = "6".into(),
			|document| document.credit = "7".into(),
			|document| document.index = 1,
			|document| document.count = 6,
			|document| document.prices = document.params.clone(),
			|document| document.path.swap(0, 1),
		];
		for (place, alter) in alterations.into_iter().enumerate() {
			let mut altered = sound.clone();
			alter(&mut altered);
			let found = altered.differences(&sound.root).unwrap();
			assert_eq!(found.len(), 1, "{place}: {found:?}");
			assert!(found[0].contains("do not lead to root"), "{place}: {found:?}");
		}
	}

	#[test]
	fn the_proof_of_another_plan_is_named() {
		let sound = document();
		let other = format!("{:?}", H256::repeat_byte(9));
		let found = sound.differences(&other).unwrap();
		assert!(found.len() == 1 && found[0].contains("it is of the plan with root"), "{found:?}");
		let mut claimed = sound.clone();
		claimed.root = other;
		let found = claimed.differences(&sound.root).unwrap();
		assert!(found.len() == 1 && found[0].contains("but the file says"), "{found:?}");
		assert!(sound.differences("0x12").is_err());
	}

	#[test]
	fn a_document_is_read_as_it_is_written() {
		let text = serde_json::to_string(&document()).unwrap();
		assert_eq!(serde_json::from_str::<Document>(&text).unwrap(), document());
		let more = text.replacen('{', "{\"more\":1,", 1);
		assert!(serde_json::from_str::<Document>(&more).is_err());
	}
}
