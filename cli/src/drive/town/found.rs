//! The people of the town become members and take their seats.

use super::{hash_of, missing, Session};
use crate::{
	chain::{calls, At},
	errors::Result,
	people::council::{info, Changes},
};
use parecon_primitives::{CouncilId, Side};

/// On how many words a neighbourhood admits who moves in.
const WORDS: u32 = 1;

/// What a neighbourhood writes down before others move in.
const CHARTER: &str = "Who moves in is welcome on the word of one who lives here.";

impl Session<'_> {
	/// Makes members of all people and gives them their seats, as far as they have none.
	pub(super) async fn seat(&mut self) -> Result<()> {
		self.road.admit(&self.keys).await?;
		let at = self.road.chain.best().await?;
		let members = self.road.members(&at, &self.keys).await?;
		let known = members.into_iter().zip(&self.keys).map(|(member, key)| {
			member.ok_or_else(|| missing(format!("{} was admitted and is no member", key.name)))
		});
		self.members = known.collect::<Result<_>>()?;
		self.say(&format!("{} people are members", self.members.len()));
		let signers: Vec<_> = self.keys.iter().collect();
		self.road.outbox.learn_nonces(&self.road.chain, &signers).await?;
		self.found().await?;
		self.move_in().await
	}

	/// The council in which a person sits on a side.
	async fn seat_of(&self, at: &At, person: usize, side: Side) -> Result<Option<CouncilId>> {
		self.road.chain.seat_of(at, self.members[person], side).await
	}

	/// The first person of each workplace and neighbourhood founds it.
	async fn found(&mut self) -> Result<()> {
		let at = self.road.chain.best().await?;
		let mut founded = 0;
		for (place, base) in self.bases() {
			if self.seat_of(&at, self.seating.speaker(place), base.side).await?.is_none() {
				self.sign_for(&at, place, "founding", &calls::found(base.side))?;
				founded += 1;
			}
		}
		self.road.settle().await?;
		let at = self.road.chain.best().await?;
		for (place, base) in self.bases() {
			let seat = self.seat_of(&at, self.seating.speaker(place), base.side).await?;
			self.ids[place] = seat.ok_or_else(|| {
				missing(format!("{} was founded and has no council", self.seating.name(place)))
			})?;
		}
		if founded > 0 {
			let count = |side| self.bases().iter().filter(|(_, base)| base.side == side).count();
			let (workers, consumers) = (count(Side::Workers), count(Side::Consumers));
			self.say(&format!("{workers} workplaces and {consumers} neighbourhoods are founded"));
		}
		Ok(())
	}

	/// Who lives in a neighbourhood beside its first person joins it, on the word of the first, and backs
	/// them as speaker.
	async fn move_in(&mut self) -> Result<()> {
		let at = self.road.chain.best().await?;
		let mut newcomers = Vec::new();
		for (home, base) in self.bases() {
			if base.side != Side::Consumers {
				continue;
			}
			let mut strangers = Vec::new();
			for person in self.seating.sitting(home) {
				if self.seat_of(&at, person, Side::Consumers).await? != Some(self.ids[home]) {
					strangers.push(person);
				}
			}
			self.vouch(&at, home, &strangers).await?;
			newcomers.extend(strangers.into_iter().map(|person| (home, person)));
		}
		self.road.settle().await?;
		let at = self.road.chain.best().await?;
		for (home, person) in &newcomers {
			let speaker = self.members[self.seating.speaker(*home)];
			let both = [calls::join(self.ids[*home]), calls::back(Side::Consumers, Some(speaker))];
			let both = both.iter().map(|call| self.road.chain.bytes_of(&at, call));
			let call = calls::batch_all(both.collect::<Result<_>>()?);
			let signer = &self.keys[*person];
			let what = format!("{} moving into {}", signer.name, self.seating.name(*home));
			self.road.outbox.sign(&at, signer, what, &call)?;
		}
		self.road.settle().await?;
		if !newcomers.is_empty() {
			let count = newcomers.len();
			self.say(&format!("{count} more have moved in, each on the word of a neighbour"));
		}
		Ok(())
	}

	/// The first person of a neighbourhood gives their word for `strangers`, once its charter says that
	/// one is needed.
	async fn vouch(&mut self, at: &At, home: usize, strangers: &[usize]) -> Result<()> {
		if strangers.is_empty() {
			return Ok(());
		}
		let council = info(&self.road.chain, at, self.ids[home]).await?;
		let mut calls = Vec::new();
		if council["charter"]["admission"].is_null() {
			let changes = Changes {
				text: Some(hash_of(CHARTER)),
				admission: Some(Some(WORDS)),
				..Default::default()
			};
			calls.push(calls::set_charter(self.ids[home], changes.applied(&council)));
		}
		let words = strangers.iter().map(|it| calls::vouch(Side::Consumers, self.members[*it]));
		calls.extend(words);
		let calls = calls.iter().map(|call| self.road.chain.bytes_of(at, call));
		// Words that stand since a drive that was broken off are no reason to stop.
		let call = calls::force_batch(calls.collect::<Result<_>>()?);
		self.sign_for(at, home, "charter and words for newcomers", &call)
	}
}
