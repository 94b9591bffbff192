//! Does what the command line says.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	service::{self, FullBackend, FullClient},
};
use parecon_runtime::{opaque::Block, BlockNumber};
use sc_cli::{CliConfiguration, Result, SubstrateCli};
use sc_service::{Configuration, TaskManager};
use std::{future::Future, sync::Arc};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Parecon Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the documentation that comes with the source".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> std::result::Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(match id {
			"dev" => Box::new(chain_spec::dev()?),
			"" | "local" => Box::new(chain_spec::local()?),
			path => Box::new(chain_spec::ChainSpec::from_json_file(path.into())?),
		})
	}
}

/// Runs the node or a subcommand.
pub fn run() -> Result<()> {
	let cli = Cli::from_args();
	match &cli.subcommand {
		None => {
			let sealing = cli.sealing;
			cli.create_runner(&cli.run)?.run_node_until_exit(|config| async move {
				service::new_full(config, sealing).map_err(sc_cli::Error::Service)
			})
		},
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::BuildSpec(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
		},
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
		Some(Subcommand::PurgeChain(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		},
		Some(Subcommand::ChainInfo(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		},
		Some(task) => run_on_database(&cli, task),
	}
}

/// The subcommands that open the chain's database.
fn run_on_database(cli: &Cli, task: &Subcommand) -> Result<()> {
	match task {
		Subcommand::CheckBlock(cmd) => with_parts(cli, cmd, |parts, _| {
			Ok((cmd.run(parts.client, parts.import_queue), parts.task_manager))
		}),
		Subcommand::ExportBlocks(cmd) => with_parts(cli, cmd, |parts, config| {
			Ok((cmd.run(parts.client, config.database), parts.task_manager))
		}),
		Subcommand::ImportBlocks(cmd) => with_parts(cli, cmd, |parts, _| {
			Ok((cmd.run(parts.client, parts.import_queue), parts.task_manager))
		}),
		Subcommand::Revert(cmd) => with_parts(cli, cmd, |parts, _| {
			let aux = Box::new(revert_consensus);
			Ok((cmd.run(parts.client, parts.backend, Some(aux)), parts.task_manager))
		}),
		_ => Err("this subcommand does not open the database".into()),
	}
}

/// Opens the database as consensus would and hands it to `task`.
fn with_parts<C, F>(
	cli: &Cli,
	cmd: &C,
	task: impl FnOnce(service::Parts, Configuration) -> Result<(F, TaskManager)>,
) -> Result<()>
where
	C: CliConfiguration,
	F: Future<Output = Result<()>>,
{
	cli.create_runner(cmd)?.async_run(|config| {
		let parts = service::new_partial(&config, None)?;
		task(parts, config)
	})
}

/// Takes BABE's and GRANDPA's own records back together with the blocks.
fn revert_consensus(
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	blocks: BlockNumber,
) -> Result<()> {
	sc_consensus_babe::revert(client.clone(), backend, blocks)?;
	sc_consensus_grandpa::revert(client, blocks)?;
	Ok(())
}
