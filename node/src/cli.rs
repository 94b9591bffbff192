//! The command line.

use crate::service::Sealing;
use sc_cli::RunCmd;

/// What the node is told to do.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// A task other than running the node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run it.
	#[clap(flatten)]
	pub run: RunCmd,

	/// For development: make blocks without consensus, and finalise each at once. `manual` makes one
	/// when the RPC `engine_createBlock` asks for it, a number makes one every so many milliseconds.
	/// The chain's clock advances by one slot with each block, whatever the time of day.
	#[arg(long, value_name = "manual|MILLISECONDS")]
	pub sealing: Option<Sealing>,
}

/// A task other than running the node.
#[derive(Debug, clap::Subcommand)]
// One of them exists, for a moment, when the process starts.
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write a chain's specification.
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Write a chain's specification, without touching a node's data.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Execute a block again and check it.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove a chain from this machine.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Go back by a number of blocks that are not final.
	Revert(sc_cli::RevertCmd),

	/// Say how far the database has come.
	ChainInfo(sc_cli::ChainInfoCmd),
}
