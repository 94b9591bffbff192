//! The Parecon node: keeps a community's chain, makes and finalises its blocks, and answers clients.
#![warn(missing_docs)]

mod chain_spec;
mod cli;
mod command;
mod rpc;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
