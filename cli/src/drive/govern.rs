//! Calls that the founding circle decides on.

use super::Road;
use crate::{
	chain::{
		calls::{self, Call},
		settle_block,
		stored::{DispatchInfo, Dispatched, Executed},
		At, Signer,
	},
	errors::{Error, Result},
};
use primitive_types::H256;
use std::collections::HashMap;
use subxt::{
	config::Hasher,
	utils::{AccountId32, Static},
};

impl Road {
	/// Has the founders dispatch `calls` together: one of them moves it, two thirds vote, and the
	/// last closes.
	pub(super) async fn govern(&mut self, what: &str, calls: &[Call]) -> Result<()> {
		let at = self.chain.best().await?;
		let founders = self.founders(&at).await?;
		let (first, rest) = founders.split_first().ok_or_else(no_founders)?;
		let calls = calls.iter().map(|call| self.chain.bytes_of(&at, call));
		let batch = calls::batch_all(calls.collect::<Result<_>>()?);
		let moved = self.chain.bytes_of(&at, &batch)?;
		let (hash, length) = (at.hasher().hash(&moved.0), moved.0.len() as u32);
		let info = subxt::dynamic::runtime_api_call::<_, DispatchInfo>(
			"TransactionPaymentCallApi",
			"query_call_info",
			(Static(moved.clone()), length),
		);
		let info = at.runtime_apis().call(info).await;
		let weight = info.map_err(|error| self.chain.broken(error))?.weight;
		let index = self.chain.value(&at, "Founders", "ProposalCount", ()).await?.unwrap_or(0);

		let vote = self.chain.bytes_of(&at, &calls::approve(hash, index))?;
		let motion = calls::motion(founders.len() as u32, moved, length);
		let motion = self.chain.bytes_of(&at, &motion)?;
		let close = calls::close(hash, index, (weight.ref_time, weight.proof_size), length);
		let close = self.chain.bytes_of(&at, &close)?;
		self.outbox.learn_nonces(&self.chain, &founders.iter().collect::<Vec<_>>()).await?;
		let call = calls::batch_all(vec![motion, vote.clone()]);
		self.outbox.sign(&at, first, format!("motion of {what} by {}", first.name), &call)?;
		// A vote can be cast when the motion is in a block, and the last one closes.
		for (position, founder) in rest.iter().enumerate() {
			self.settle().await?;
			let mut calls = vec![vote.clone()];
			if position + 1 == rest.len() {
				calls.push(close.clone());
			}
			let at = self.chain.best().await?;
			let what = format!("vote on {what} by {}", founder.name);
			self.outbox.sign(&at, founder, what, &calls::batch_all(calls))?;
		}
		let sent = self.outbox.send(&self.chain).await?;
		self.executed(what, hash, sent).await
	}

	/// As many founders as decide, all of whose keys we hold.
	async fn founders(&self, at: &At) -> Result<Vec<Signer>> {
		let members: Option<Vec<AccountId32>> =
			self.chain.value(at, "Founders", "Members", ()).await?;
		let members = members.unwrap_or_default();
		// A motion of one would be dispatched at once, by another road.
		let needed = members.len().saturating_mul(2).div_ceil(3).max(2);
		let ours = self.people.iter().filter(|person| members.contains(&person.account()));
		let ours: Vec<Signer> = ours.take(needed).cloned().collect();
		if ours.len() < needed {
			return Err(no_founders());
		}
		Ok(ours)
	}

	/// Waits for the motion's end, which says how its call went.
	async fn executed(
		&mut self,
		what: &str,
		hash: H256,
		mut sent: HashMap<H256, String>,
	) -> Result<()> {
		while !sent.is_empty() {
			let seen = self.follower.next().await?;
			settle_block(&seen, &mut sent)?;
			for event in seen.events.iter().flatten() {
				if (event.pallet_name(), event.event_name()) != ("Founders", "Executed") {
					continue;
				}
				let executed = event.decode_fields_unchecked_as::<Executed>();
				let executed = executed.map_err(|error| self.chain.broken(error))?;
				match executed.result {
					Dispatched::Err(error) if executed.proposal_hash == hash => {
						let why = self.chain.explain(&seen.at, &error.0);
						return Err(Error::new(
							format!("the founders agreed on {what}, but it failed: {why}"),
							"the error names the pallet's reason; put it right and try again",
						));
					},
					_ => {},
				}
			}
		}
		Ok(())
	}
}

fn no_founders() -> Error {
	Error::new(
		"two thirds of this chain's founders are not development keys",
		"drive is for development chains: start one with `parecon-node --dev`",
	)
}
