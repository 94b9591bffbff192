//! Several acts of a person at once.

use super::act::{Act, Report, BLOCKS};
use crate::{
	chain::{At, Chain, Follower, Outbox, Signer},
	errors::{Error, Result},
	progress::Progress,
};
use primitive_types::H256;
use std::collections::HashMap;

/// Has `signer` do several things, each in a transaction of its own, and waits until all that the
/// node took are in blocks. Views are not asked.
///
/// # Errors
/// The node does not take one of them, or one is in no block.
pub async fn perform_all(
	chain: &Chain,
	at: &At,
	signer: &Signer,
	acts: &[Act],
) -> Result<Vec<Report>> {
	let follower = Follower::new(chain).await?;
	let mut outbox = Outbox::default();
	outbox.learn_nonces(chain, &[signer]).await?;
	for act in acts {
		outbox.sign(at, signer, act.what.as_str(), &act.call)?;
	}
	let mut reports: Vec<Report> = acts.iter().map(|act| Report::new(act, signer)).collect();
	let mut waiting = HashMap::new();
	let mut refused = None;
	for (place, sent) in outbox.send_each(chain).await.into_iter().enumerate() {
		match sent {
			Ok(hash) => drop(waiting.insert(hash, place)),
			Err(error) => refused = refused.or(Some(error)),
		}
	}
	wait(chain, follower, waiting, &mut reports).await?;
	let done = reports.iter().filter(|report| report.block.is_some()).count();
	match refused {
		Some(error) => Err(Error::new(
			format!("{} ({done} of {} are in blocks)", error.what(), acts.len()),
			error.next(),
		)),
		None if done < acts.len() => Err(Error::new(
			format!("{done} of {} transactions are in {BLOCKS} blocks", acts.len()),
			"see that blocks are not full, and run the command again",
		)),
		None => Ok(reports),
	}
}

/// Follows until the transactions whose hashes and places wait are in blocks, or it has been too
/// long.
async fn wait(
	chain: &Chain,
	mut follower: Follower,
	mut waiting: HashMap<H256, usize>,
	reports: &mut [Report],
) -> Result<()> {
	let mut progress = Progress::new("transactions in blocks", reports.len() as u64);
	for _ in 0..BLOCKS {
		if waiting.is_empty() {
			break;
		}
		let seen = follower.next().await?;
		for (position, hash) in seen.extrinsics.iter().enumerate() {
			if let Some(place) = waiting.remove(hash) {
				reports[place].in_block(chain, &seen, position)?;
			}
		}
		progress.at((reports.len() - waiting.len()) as u64);
	}
	Ok(())
}
