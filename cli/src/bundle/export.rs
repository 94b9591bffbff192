//! Writes the bundle of a cycle from an archive node.

use super::{
	blake2_256,
	finality::{change_after, without_repeats},
	recorder::Recorder,
	state, About, BlockProof, Header, Tag, Writer,
};
use crate::{
	audit::{audit, Findings, Outcome},
	chain::{Chain, ChainHistory, Node},
	errors::{Error, Result},
};
use codec::{DecodeAll, Encode};
use futures::{stream, StreamExt};
use parecon_primitives::CycleId;
use serde::Serialize;
use std::{
	collections::{BTreeMap, BTreeSet},
	io::{self, Write},
};

/// How many headers are waited for at once.
const AT_ONCE: usize = 64;

/// A bundle that was written.
#[derive(Clone, Debug, Serialize)]
pub struct Exported {
	/// The cycle.
	pub cycle: u32,
	/// Headers, from genesis on.
	pub headers: u32,
	/// Blocks with extrinsics or values.
	pub blocks: u32,
	/// Justifications.
	pub justifications: u32,
	/// Bytes.
	pub bytes: u64,
	/// What differs from what is recomputed: the bundle holds it as the node has it.
	pub mismatches: usize,
}

/// Writes the bundle of `cycle` into `out`. With `finality` it goes on to the first block after the
/// cycle whose justification the node has; without, it ends with the cycle.
///
/// # Errors
/// The node cannot be read, prunes what is needed, or has no justification yet; the cycle has not
/// ended; `out` cannot be written.
pub async fn export(
	chain: Chain,
	cycle: CycleId,
	finality: bool,
	out: impl Write,
	mut watch: impl FnMut(&str, u32),
) -> Result<Exported> {
	let mut history = ChainHistory::of(Recorder::new(Node::new(chain)));
	let findings = audit(&mut history, cycle, |block, _| watch("reading", block)).await?;
	let (node, reads) = history.into_source().into_parts();
	let (opened, ended) = ends(&findings, cycle, &reads)?;
	let last = if finality { last_justified(&node, ended).await? } else { ended };
	let metadata = node.metadata_bytes(ended).await?;
	let about = About {
		genesis: node.chain().genesis(),
		cycle: cycle.0,
		opened,
		ended,
		last,
		metadata: blake2_256(&metadata),
	};
	let mut export = Export {
		node: &node,
		out: Writer::new(out).map_err(unwritten)?,
		change: None,
		blocks: 0,
		justifications: 0,
	};
	export.write(Tag::About, &about.encode())?;
	export.write(Tag::Metadata, &metadata)?;
	let headers = stream::iter(0..=last).map(|block| node.header(block)).buffered(AT_ONCE);
	let mut headers = std::pin::pin!(headers.enumerate());
	while let Some((block, header)) = headers.next().await {
		let block = block as u32;
		export.block(block, &header?, reads.get(&block), finality, last).await?;
		watch("writing", block);
	}
	let Export { out, blocks, justifications, .. } = export;
	let bytes = out.end().map_err(unwritten)?;
	let mismatches = findings.mismatches.len();
	let headers = last.saturating_add(1);
	Ok(Exported { cycle: cycle.0, headers, blocks, justifications, bytes, mismatches })
}

/// The first and the last block of a cycle that has ended.
fn ends(
	findings: &Findings,
	cycle: CycleId,
	reads: &BTreeMap<u32, super::recorder::Read>,
) -> Result<(u32, u32)> {
	let mut bodies = reads.iter().filter(|(_, read)| read.body).map(|(block, _)| *block);
	match (findings.outcome, bodies.next(), bodies.next_back()) {
		(Outcome::Ratified | Outcome::Lapsed, Some(opened), ended) => {
			Ok((opened, ended.unwrap_or(opened)))
		},
		_ => Err(Error::new(
			format!("cycle {cycle} is still running"),
			"export it when it has ended: `parecon plan show` says how far it is",
		)),
	}
}

/// The first block from `ended` on that the node has a justification of.
async fn last_justified(node: &Node, ended: u32) -> Result<u32> {
	let finalised = node.finalised().await?;
	for block in ended..=finalised {
		if node.kept(block).await?.justification.is_some() {
			return Ok(block);
		}
	}
	Err(Error::new(
		format!(
			"the node has no justification of a block from {ended} on; its last final block is \
			 {finalised}"
		),
		"wait: validators keep one of every 16 blocks; a chain that was made with --sealing has none \
		 at all, and --no-finality leaves them out",
	))
}

fn unwritten(error: io::Error) -> Error {
	Error::new(format!("the bundle cannot be written: {error}"), "see that the disk has room")
}

/// A bundle while it is written.
struct Export<'n, W> {
	node: &'n Node,
	out: Writer<W>,
	/// The block after which the next validators take over.
	change: Option<u32>,
	blocks: u32,
	justifications: u32,
}

impl<W: Write> Export<'_, W> {
	fn write(&mut self, tag: Tag, payload: &[u8]) -> Result<()> {
		self.out.record(tag, payload).map_err(unwritten)
	}

	/// A header and what belongs to it.
	async fn block(
		&mut self,
		block: u32,
		header: &[u8],
		read: Option<&super::recorder::Read>,
		finality: bool,
		last: u32,
	) -> Result<()> {
		self.write(Tag::Header, header)?;
		if block == 0 {
			let keys = BTreeSet::from([state::key("Grandpa", "Authorities")]);
			let proof = self.node.proof(block, &keys).await?;
			self.write(Tag::Validators, &proof.encode())?;
		} else if finality {
			self.justification(block, header, last).await?;
		}
		let Some(read) = read else { return Ok(()) };
		let body = match read.body {
			true => Some(self.node.kept(block).await?.extrinsics),
			false => None,
		};
		let proof = self.node.proof(block, &read.keys).await?.into_iter().collect();
		self.blocks += 1;
		self.write(Tag::Block, &BlockProof { body, proof }.encode())
	}

	/// The justification of a block, where one has to be: the last, and those in which the
	/// validators change.
	async fn justification(&mut self, block: u32, header: &[u8], last: u32) -> Result<()> {
		let header = Header::decode_all(&mut &header[..]);
		let header = header.map_err(|error| self.node.chain().broken(error))?;
		self.change = self.change.or(change_after(&header));
		let changes = self.change == Some(block);
		if !changes && block != last {
			return Ok(());
		}
		let Some(justification) = self.node.kept(block).await?.justification else {
			return Err(Error::new(
				format!("the node has no justification of block {block}, where validators change"),
				"ask a node that has been there from the beginning, with --blocks-pruning archive",
			));
		};
		if changes {
			self.change = None;
		}
		let justification = without_repeats(&justification);
		let justification = justification.map_err(|error| self.node.chain().broken(error))?;
		self.justifications += 1;
		self.write(Tag::Justification, &justification)
	}
}
