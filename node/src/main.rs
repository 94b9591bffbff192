//! The Parecon node: keeps a community's chain, makes and finalises its blocks, and answers clients.
#![warn(missing_docs)]
// The errors of sc-cli and sc-service are large; they end the process, so their size does not matter.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod rpc;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
