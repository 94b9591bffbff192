//! Before the year: memberships and councils. Members act free of charge, so that no key needs a token.

use super::{Driven, Road, Session};
use crate::{
	chain::{
		calls::{self, Call, Inner},
		stored::AdmissionRules,
		At, Chain, Signer,
	},
	errors::{Error, Result},
};
use futures::{stream, StreamExt, TryStreamExt};
use parecon_primitives::{CouncilId, MemberId};
use std::collections::BTreeMap;
use subxt::utils::{AccountId32, Static};

/// How many calls go into one batch.
const BATCH: usize = 100;

/// How many values are fetched at once.
const AT_ONCE: usize = 32;

impl Road {
	/// Signs `calls` in batches of a kind.
	async fn batches(
		&mut self,
		at: &At,
		signer: &Signer,
		what: &str,
		calls: Vec<Call>,
		batch: fn(Vec<Inner>) -> Call,
	) -> Result<()> {
		self.outbox.learn_nonces(&self.chain, &[signer]).await?;
		for part in calls.chunks(BATCH) {
			let part = part.iter().map(|call| self.chain.bytes_of(at, call));
			let call = batch(part.collect::<Result<_>>()?);
			self.outbox.sign(at, signer, format!("{what} by {}", signer.name), &call)?;
		}
		Ok(())
	}

	/// Makes a member of every key that is none, on the word of the development members, in rounds of
	/// as many as the rules of admission let them sponsor at a time.
	pub(super) async fn admit(&mut self, keys: &[Signer]) -> Result<()> {
		self.progress.say("admission of members");
		let mut last = usize::MAX;
		loop {
			let at = self.chain.best().await?;
			let members = self.members(&at, keys).await?;
			let strangers: Vec<usize> =
				(0..members.len()).filter(|index| members[*index].is_none()).collect();
			let Some(first) = strangers.first() else { return Ok(()) };
			if strangers.len() >= last {
				return Err(Error::new(
					format!("{} cannot become a member", keys[*first].name),
					"the views may_sponsor and may_admit of the pallet Members say why; see that Alice to \
					 Ferdie are members and have words left to give",
				));
			}
			last = strangers.len();
			self.admit_round(&at, keys, &strangers).await?;
		}
	}

	/// The member behind each key.
	pub(super) async fn members(&self, at: &At, keys: &[Signer]) -> Result<Vec<Option<MemberId>>> {
		let chain = &self.chain;
		stream::iter(keys)
			.map(|key| chain.member_of(at, key.account()))
			.buffered(AT_ONCE)
			.try_collect()
			.await
	}

	/// Words for as many strangers as the members can give, then their admission.
	async fn admit_round(&mut self, at: &At, keys: &[Signer], strangers: &[usize]) -> Result<()> {
		let rules: AdmissionRules = self.chain.view(at, "Members", "rules", ()).await?;
		let quota = rules.open_sponsorships;
		let mut sponsors = sponsors(&self.chain, at, &self.people, quota).await?;
		let candidates = assign(strangers, &mut sponsors, rules.sponsors_needed as usize);
		let mut words: BTreeMap<usize, Vec<Call>> = BTreeMap::new();
		for (stranger, givers) in &candidates {
			for giver in givers {
				let candidate = keys[*stranger].account();
				words.entry(*giver).or_default().push(calls::sponsor(candidate));
			}
		}
		let givers: Vec<&Signer> = words.keys().map(|giver| &sponsors[*giver].0).collect();
		self.outbox.learn_nonces(&self.chain, &givers).await?;
		for (giver, calls) in words {
			// Words that stand since a drive that was broken off are no reason to stop.
			let signer = sponsors[giver].0.clone();
			self.batches(at, &signer, "words for candidates", calls, calls::force_batch).await?;
		}
		self.settle().await?;
		self.follower.wait(rules.waiting).await?;
		let admissions = candidates
			.iter()
			.map(|(stranger, _)| calls::admit(keys[*stranger].account()))
			.collect();
		let alice = self.alice();
		let at = self.chain.best().await?;
		self.batches(&at, &alice, "admission of members", admissions, calls::force_batch).await?;
		self.settle().await
	}
}

impl Session<'_> {
	/// Founds a council for each key that has no seat on its side, and learns their numbers.
	pub(super) async fn found(&mut self) -> Result<()> {
		self.road.progress.say("founding of councils");
		let at = self.road.chain.best().await?;
		let seats = self.seats(&at).await?;
		let unseated = || self.councils.iter().zip(&seats).filter(|(_, seat)| seat.is_none());
		let signers: Vec<&Signer> = unseated().map(|(council, _)| &council.signer).collect();
		self.road.outbox.learn_nonces(&self.road.chain, &signers).await?;
		for (council, _) in unseated() {
			let call = calls::found(council.side);
			let what = format!("founding of {}", council.called());
			self.road.outbox.sign(&at, &council.signer, what, &call)?;
		}
		self.road.settle().await?;
		let at = self.road.chain.best().await?;
		let seats = self.seats(&at).await?;
		for (council, seat) in self.councils.iter_mut().zip(seats) {
			council.id = seat.ok_or_else(|| unfounded(council))?;
		}
		let signers: Vec<&Signer> = self.councils.iter().map(|council| &council.signer).collect();
		self.road.outbox.learn_nonces(&self.road.chain, &signers).await
	}

	/// The council in which each key has its seat.
	async fn seats(&self, at: &At) -> Result<Vec<Option<CouncilId>>> {
		let keys: Vec<Signer> = self.councils.iter().map(|it| it.signer.clone()).collect();
		let members = self.road.members(at, &keys).await?;
		let chain = &self.road.chain;
		stream::iter(self.councils.iter().zip(members))
			.map(|(council, member)| async move {
				match member {
					Some(member) => chain.seat_of(at, member, council.side).await,
					None => Ok(None),
				}
			})
			.buffered(AT_ONCE)
			.try_collect()
			.await
	}
}

fn unfounded(council: &Driven) -> Error {
	Error::new(
		format!("{} has no council after it founded one", council.called()),
		"run the command again",
	)
}

/// The people who are members, with how many words each can still give.
async fn sponsors(
	chain: &Chain,
	at: &At,
	people: &[Signer],
	quota: u32,
) -> Result<Vec<(Signer, u32)>> {
	let mut sponsors = Vec::new();
	for person in people {
		let Some(member) = chain.member_of(at, person.account()).await? else { continue };
		let given: Option<Static<Vec<AccountId32>>> =
			chain.value(at, "Members", "Sponsoring", (Static(member),)).await?;
		let given = given.map_or(0, |given| given.0.len() as u32);
		sponsors.push((person.clone(), quota.saturating_sub(given)));
	}
	Ok(sponsors)
}

/// For as many strangers as there are words, `needed` different sponsors each, by their positions.
fn assign(
	strangers: &[usize],
	sponsors: &mut [(Signer, u32)],
	needed: usize,
) -> Vec<(usize, Vec<usize>)> {
	let mut assigned = Vec::new();
	for stranger in strangers {
		let mut free: Vec<usize> =
			(0..sponsors.len()).filter(|giver| sponsors[*giver].1 > 0).collect();
		if free.len() < needed {
			break;
		}
		// Whoever has most words left gives next, so that words last for as many as possible.
		free.sort_by_key(|giver| std::cmp::Reverse(sponsors[*giver].1));
		free.truncate(needed);
		for giver in &free {
			sponsors[*giver].1 -= 1;
		}
		assigned.push((*stranger, free));
	}
	assigned
}

#[cfg(test)]
mod tests {
	use super::*;

	fn people(quotas: &[u32]) -> Vec<(Signer, u32)> {
		let signer = super::super::keys::person("Alice").unwrap();
		quotas.iter().map(|quota| (signer.clone(), *quota)).collect()
	}

	#[test]
	fn words_go_to_as_many_as_they_suffice_for() {
		let strangers: Vec<usize> = (0..100).collect();
		for (quotas, needed, admitted) in [
			(&[4, 4, 4, 4, 4, 4][..], 2, 12),
			(&[16; 6], 2, 48),
			(&[4, 4, 4], 2, 6),
			(&[4], 2, 0),
			(&[9, 1, 1], 2, 2),
			(&[5, 5, 5], 3, 5),
		] {
			let mut sponsors = people(quotas);
			let assigned = assign(&strangers, &mut sponsors, needed);
			assert_eq!(assigned.len(), admitted, "{quotas:?}");
			for (_, givers) in assigned {
				assert_eq!(givers.len(), needed);
				assert!(givers.windows(2).all(|pair| pair[0] != pair[1]));
			}
		}
	}
}
