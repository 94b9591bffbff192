//! Finality by GRANDPA: more than two thirds of the validators, by weight, signed that a block or one
//! that descends from it is final. The validators are known from genesis, and each change of them
//! stands in a header that those before have to have finalised.

use super::{Fault, FaultKind, Header};
use codec::{Decode, DecodeAll, Encode};
use finality_grandpa::{
	validate_commit, voter_set::VoterSet, Chain, Error as GrandpaError, Message,
};
use primitive_types::H256;
use serde::Serialize;
use sp_consensus_grandpa::{
	check_message_signature_with_buffer, AuthorityId, AuthorityList, ConsensusLog,
	GrandpaJustification, SetId, SignatureResult, GRANDPA_ENGINE_ID,
};
use sp_runtime::DigestItem;
use std::collections::{BTreeMap, HashSet};

/// How far a chain of headers is final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finalised {
	/// The last block that a justification finalises.
	pub block: u32,
	/// The number of the set of validators that signed it; it grows by one with each change.
	pub set: SetId,
	/// How many they are.
	pub validators: usize,
}

/// Follows the validators and their justifications along a chain of headers.
pub struct Finality {
	authorities: AuthorityList,
	set: SetId,
	/// The block in which the next validators take over, and who they are.
	pending: Option<(u32, AuthorityList)>,
	/// The last header.
	last: (u32, H256),
	finalised: Option<Finalised>,
}

impl Finality {
	/// Begins with the validators of genesis.
	///
	/// # Errors
	/// There are none, or their weights have no sum.
	pub fn new(genesis: H256, authorities: AuthorityList) -> Result<Self, Fault> {
		voters(&authorities).map_err(|why| Fault::of(FaultKind::Justification, 0, why))?;
		Ok(Self { authorities, set: 0, pending: None, last: (0, genesis), finalised: None })
	}

	/// Goes on to the next header, whose parent is the last one.
	///
	/// # Errors
	/// The validators changed in the last block without a justification of it; or they change in a
	/// way that cannot be followed.
	pub fn header(&mut self, hash: H256, header: &Header) -> Result<(), Fault> {
		self.ensure_no_change()?;
		let number = header.number;
		self.last = (number, hash);
		let wrong = |detail: &str| Fault::of(FaultKind::SetChange, number, detail);
		for item in &header.digest.logs {
			let DigestItem::Consensus(GRANDPA_ENGINE_ID, bytes) = item else { continue };
			let log = ConsensusLog::<u32>::decode_all(&mut &bytes[..]);
			match log.map_err(|_| wrong("its digest cannot be decoded"))? {
				ConsensusLog::ScheduledChange(change) => {
					if self.pending.is_some() {
						return Err(wrong("a change is announced while another one waits"));
					}
					voters(&change.next_authorities).map_err(|why| wrong(&why))?;
					let at = number.saturating_add(change.delay);
					self.pending = Some((at, change.next_authorities));
				},
				ConsensusLog::ForcedChange(..) => {
					return Err(wrong("it is forced: the validators before did not agree to it"));
				},
				ConsensusLog::OnDisabled(_) | ConsensusLog::Pause(_) | ConsensusLog::Resume(_) => {
				},
			}
		}
		Ok(())
	}

	/// Whether the last header needs a justification: the validators change with it.
	pub fn needs_justification(&self) -> bool {
		self.pending.as_ref().is_some_and(|(at, _)| *at <= self.last.0)
	}

	fn ensure_no_change(&self) -> Result<(), Fault> {
		if !self.needs_justification() {
			return Ok(());
		}
		let detail =
			format!("no justification by set {} of the block that ends its time", self.set);
		Err(Fault::of(FaultKind::SetChange, self.last.0, detail))
	}

	/// A justification of the last header.
	///
	/// # Errors
	/// It does not show that the header is final, or there was one already.
	pub fn justification(&mut self, bytes: &[u8]) -> Result<(), Fault> {
		let (block, _) = self.last;
		if self.finalised.as_ref().is_some_and(|finalised| finalised.block == block) {
			return Err(Fault::of(FaultKind::Justification, block, "there was one already"));
		}
		check(bytes, self.last, self.set, &self.authorities)
			.map_err(|why| Fault::of(FaultKind::Justification, block, why))?;
		self.finalised =
			Some(Finalised { block, set: self.set, validators: self.authorities.len() });
		if self.needs_justification() {
			if let Some((_, next)) = self.pending.take() {
				self.authorities = next;
				self.set = self.set.saturating_add(1);
			}
		}
		Ok(())
	}

	/// How far the chain is final, at least to block `until`.
	///
	/// # Errors
	/// It is final less far.
	pub fn finish(self, until: u32) -> Result<Finalised, Fault> {
		self.ensure_no_change()?;
		let reached = self.finalised.as_ref().map(|finalised| finalised.block);
		match self.finalised {
			Some(finalised) if finalised.block >= until => Ok(finalised),
			_ => {
				let reached =
					reached.map_or("none is".into(), |block| format!("{block} is the last"));
				let detail = format!("no justification finalises it: of those before, {reached}");
				Err(Fault::of(FaultKind::NotFinal, until, detail))
			},
		}
	}
}

fn voters(authorities: &AuthorityList) -> Result<VoterSet<AuthorityId>, String> {
	VoterSet::new(authorities.iter().cloned())
		.ok_or_else(|| "a set of validators that is empty, or whose weights have no sum".into())
}

/// Whether a justification shows that `target` is final, by the voters of a set.
fn check(
	bytes: &[u8],
	target: (u32, H256),
	set: SetId,
	authorities: &AuthorityList,
) -> Result<(), String> {
	let justification = GrandpaJustification::<Header>::decode_all(&mut &bytes[..])
		.map_err(|error| format!("cannot be decoded: {error}"))?;
	let commit = &justification.commit;
	if (commit.target_number, commit.target_hash) != target {
		let (number, hash) = (commit.target_number, commit.target_hash);
		return Err(format!("finalises block {number} with hash {hash:?} instead"));
	}
	let voters = voters(authorities)?;
	check_count(&justification, &voters)?;
	let ancestry = Ancestry::new(&justification.votes_ancestries);
	check_signatures(&justification, set, &voters)?;
	let counted = validate_commit(commit, &voters, &ancestry);
	if !counted.is_ok_and(|result| result.is_valid()) {
		return Err(too_little(&justification, &voters, set));
	}
	ancestry.ensure_all_used(&justification)
}

/// Refuses more votes than a round has, before any signature is verified: a voter has one vote, and a
/// second one that contradicts it counts for what both have in common. Nodes let a commit weigh as
/// much as all voters and a third of them; the chain gives each the weight of one.
fn check_count(
	justification: &GrandpaJustification<Header>,
	voters: &VoterSet<AuthorityId>,
) -> Result<(), String> {
	let precommits = &justification.commit.precommits;
	let (votes, voters) = (precommits.len(), voters.len().get());
	if votes > voters.saturating_mul(2) {
		return Err(format!("{votes} votes of {voters} voters: each has two at most"));
	}
	let mut seen = HashSet::new();
	match precommits.iter().find(|signed| !seen.insert((&signed.id, &signed.signature).encode())) {
		Some(signed) => Err(format!("a vote of {:?} is repeated", signed.id)),
		None => Ok(()),
	}
}

/// A justification without repeated votes. Its node has it from another one, perhaps, and nodes let
/// votes be repeated; a bundle does not.
///
/// # Errors
/// It is none.
pub(super) fn without_repeats(bytes: &[u8]) -> Result<Vec<u8>, codec::Error> {
	let mut justification = GrandpaJustification::<Header>::decode_all(&mut &bytes[..])?;
	let mut seen = HashSet::new();
	let precommits = &mut justification.commit.precommits;
	precommits.retain(|signed| seen.insert((&signed.id, &signed.signature).encode()));
	Ok(justification.encode())
}

fn check_signatures(
	justification: &GrandpaJustification<Header>,
	set: SetId,
	voters: &VoterSet<AuthorityId>,
) -> Result<(), String> {
	let mut buffer = Vec::new();
	let round = justification.round;
	for signed in &justification.commit.precommits {
		let id = &signed.id;
		if !voters.contains(id) {
			return Err(format!("{id:?} voted, and is not in set {set}"));
		}
		let message = Message::Precommit(signed.precommit.clone());
		let signature = &signed.signature;
		match check_message_signature_with_buffer(&message, id, signature, round, set, &mut buffer)
		{
			SignatureResult::Valid => {},
			SignatureResult::OutdatedSet => {
				return Err(format!("{id:?} signed for the set before set {set}"));
			},
			SignatureResult::Invalid => {
				return Err(format!("the signature of {id:?} is not of round {round}, set {set}"));
			},
		}
	}
	Ok(())
}

/// How much weight voted for the block or its descendants, in words.
fn too_little(
	justification: &GrandpaJustification<Header>,
	voters: &VoterSet<AuthorityId>,
	set: SetId,
) -> String {
	let votes: BTreeMap<_, _> = justification
		.commit
		.precommits
		.iter()
		.filter_map(|signed| Some((signed.id.clone(), voters.get(&signed.id)?.weight().get())))
		.collect();
	let weight: u64 = votes.into_values().fold(0, u64::saturating_add);
	let (needed, all) = (voters.threshold().get(), voters.total_weight().get());
	if weight < needed {
		return format!("weight {weight} of {all} voted in set {set}, {needed} is needed");
	}
	format!("the votes of set {set} do not meet in this block")
}

/// The headers that a justification brings, which lead from votes for later blocks to its own.
struct Ancestry<'j>(BTreeMap<H256, &'j Header>);

impl<'j> Ancestry<'j> {
	fn new(headers: &'j [Header]) -> Self {
		Self(headers.iter().map(|header| (header.hash(), header)).collect())
	}

	/// Every header leads from a vote to the block that is finalised: a justification has one form.
	fn ensure_all_used(&self, justification: &GrandpaJustification<Header>) -> Result<(), String> {
		let precommits = &justification.commit.precommits;
		let lowest = precommits.iter().map(|signed| &signed.precommit);
		let Some(base) = lowest.min_by_key(|precommit| precommit.target_number) else {
			return Ok(());
		};
		let mut used = HashSet::new();
		for signed in precommits {
			let target = signed.precommit.target_hash;
			if target != base.target_hash {
				let way = self.ancestry(base.target_hash, target);
				used.insert(target);
				used.extend(way.map_err(|_| "a vote does not descend from the others")?);
			}
		}
		if used.len() != self.0.len() {
			return Err("brings headers that lead nowhere".into());
		}
		Ok(())
	}
}

impl Chain<H256, u32> for Ancestry<'_> {
	fn ancestry(&self, base: H256, block: H256) -> Result<Vec<H256>, GrandpaError> {
		let mut way = Vec::new();
		let mut current = block;
		while current != base {
			let header = self.0.get(&current).ok_or(GrandpaError::NotDescendent)?;
			current = header.parent_hash;
			way.push(current);
		}
		way.pop();
		Ok(way)
	}
}

/// Whether a header announces a change of validators: the block in which they take over.
pub(super) fn change_after(header: &Header) -> Option<u32> {
	header.digest.logs.iter().find_map(|item| match item {
		DigestItem::Consensus(GRANDPA_ENGINE_ID, bytes) => {
			let log = ConsensusLog::<u32>::decode(&mut &bytes[..]).ok()?;
			let delay = log.try_into_change()?.delay;
			Some(header.number.saturating_add(delay))
		},
		_ => None,
	})
}

#[cfg(test)]
mod tests;
