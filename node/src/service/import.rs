//! What BABE hands a block to when it has checked it.

use super::{FullBackend, FullClient, FullSelectChain};
use parecon_runtime::opaque::Block;
use sc_client_api::Finalizer;
use sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult};
use sc_consensus_grandpa::GrandpaBlockImport;
use std::sync::Arc;

/// GRANDPA's import where GRANDPA finalises, the chain itself where blocks are sealed.
#[derive(Clone)]
pub enum InnerImport {
	/// Finality is voted on.
	Grandpa(Box<GrandpaBlockImport<FullBackend, Block, FullClient, FullSelectChain>>),
	/// Blocks come with their finality.
	Client(Arc<FullClient>),
}

#[async_trait::async_trait]
impl BlockImport<Block> for InnerImport {
	type Error = sp_consensus::Error;

	async fn check_block(
		&self,
		block: BlockCheckParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		match self {
			Self::Grandpa(import) => import.check_block(block).await,
			Self::Client(client) => client.check_block(block).await,
		}
	}

	async fn import_block(
		&self,
		block: BlockImportParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		match self {
			Self::Grandpa(import) => import.import_block(block).await,
			Self::Client(client) => import_final(client, block).await,
		}
	}
}

/// Imports a block first and makes it final then, if it is to be: BABE, told of a final block, looks for
/// it in the database.
async fn import_final(
	client: &Arc<FullClient>,
	mut block: BlockImportParams<Block>,
) -> Result<ImportResult, sp_consensus::Error> {
	let finalise = std::mem::take(&mut block.finalized);
	let hash = block.post_hash();
	let result = client.import_block(block).await?;
	if finalise && matches!(result, ImportResult::Imported(_)) {
		client
			.finalize_block(hash, None, true)
			.map_err(|error| sp_consensus::Error::ClientImport(error.to_string()))?;
	}
	Ok(result)
}
