//! Workplaces federate as industries, neighbourhoods as quarters and these as the city: by offers and
//! acceptances between those who speak for them.

use super::{missing, seating::admitted_at_once, Session};
use crate::{
	chain::{
		calls::{self, Proposal},
		At,
	},
	errors::Result,
};
use parecon_primitives::CouncilId;
use serde_json::Value as Json;

impl Session<'_> {
	/// Founds the federations that are not there, level by level, and lets all their children join.
	pub(super) async fn federate(&mut self) -> Result<()> {
		let all = self.seating.federations();
		let highest = all.iter().map(|place| self.seating.level(*place)).max().unwrap_or(0);
		for level in 1..=highest {
			let places = all.iter().copied();
			let places: Vec<usize> =
				places.filter(|place| self.seating.level(*place) == level).collect();
			let new = self.found_federations(&places).await?;
			self.back_first(&places).await?;
			self.ask_to_join(&places).await?;
			while self.admit_children(&places).await? {
				self.back_first(&places).await?;
			}
			let names: Vec<&str> = new.iter().map(|place| self.seating.name(*place)).collect();
			if !names.is_empty() {
				self.say(&format!("federations are founded: {}", names.join(", ")));
			}
		}
		Ok(())
	}

	/// The federation of a place.
	async fn parent(&self, at: &At, place: usize) -> Result<Option<CouncilId>> {
		let council = self.road.chain.ask(at, "Councils", "council", self.ids[place]).await?;
		Ok(council["parent"].as_u64().map(|parent| CouncilId(parent as u32)))
	}

	/// The first two children of each federation found it; those that had to be founded.
	async fn found_federations(&mut self, federations: &[usize]) -> Result<Vec<usize>> {
		let at = self.road.chain.best().await?;
		let mut new = Vec::new();
		for place in federations {
			let children = self.seating.children(*place);
			match self.parent(&at, children[0]).await? {
				Some(parent) => self.ids[*place] = parent,
				None => new.push((*place, children[0], children[1])),
			}
		}
		for (_, first, second) in &new {
			self.offer(&at, *first, self.ids[*second], Proposal::Found).await?;
		}
		self.road.settle().await?;
		let at = self.road.chain.best().await?;
		for (_, first, second) in &new {
			let accept = calls::accept(self.ids[*second], self.ids[*first]);
			self.sign_for(&at, *second, "acceptance of an offer", &accept)?;
		}
		self.road.settle().await?;
		let at = self.road.chain.best().await?;
		for (place, first, _) in &new {
			let parent = self.parent(&at, *first).await?;
			self.ids[*place] = parent.ok_or_else(|| {
				missing(format!("{} was founded and is not there", self.seating.name(*place)))
			})?;
		}
		Ok(new.into_iter().map(|(place, ..)| place).collect())
	}

	/// Offers something to a council, unless that offer is open since a drive that was broken off.
	async fn offer(&mut self, at: &At, place: usize, to: CouncilId, what: Proposal) -> Result<()> {
		let open = self.road.chain.ask(at, "Councils", "offer_of", self.ids[place]).await?;
		if open["to"].as_u64() == Some(to.0.into()) {
			return Ok(());
		}
		self.sign_for(at, place, "offer", &calls::offer(self.ids[place], to, what))
	}

	/// The children of a place that have their seat in it, and those that do not.
	async fn seated(&self, at: &At, place: usize) -> Result<(Vec<usize>, Vec<usize>)> {
		let (mut seated, mut waiting) = (Vec::new(), Vec::new());
		for child in self.seating.children(place) {
			match self.parent(at, child).await? == Some(self.ids[place]) {
				true => seated.push(child),
				false => waiting.push(child),
			}
		}
		Ok((seated, waiting))
	}

	/// All children that have a seat back the first.
	async fn back_first(&mut self, federations: &[usize]) -> Result<()> {
		let at = self.road.chain.best().await?;
		for place in federations {
			let seats = self.road.chain.ask(&at, "Councils", "seats", self.ids[*place]).await?;
			let (seated, _) = self.seated(&at, *place).await?;
			let Some(first) = seated.first().map(|first| self.ids[*first]) else { continue };
			for child in seated {
				if backs(&seats, self.ids[child]) == Some(first) {
					continue;
				}
				let back = calls::back_for(self.ids[child], Some(first));
				self.sign_for(&at, child, "standing vote", &back)?;
			}
		}
		self.road.settle().await
	}

	/// The children that have no seat yet offer to take one.
	async fn ask_to_join(&mut self, federations: &[usize]) -> Result<()> {
		let at = self.road.chain.best().await?;
		for place in federations {
			for child in self.seated(&at, *place).await?.1 {
				self.offer(&at, child, self.ids[*place], Proposal::Join).await?;
			}
		}
		self.road.settle().await
	}

	/// Accepts as many as can be without leaving a federation without a speaker. Whether there were any.
	async fn admit_children(&mut self, federations: &[usize]) -> Result<bool> {
		let at = self.road.chain.best().await?;
		let mut any = false;
		for place in federations {
			let (seated, waiting) = self.seated(&at, *place).await?;
			let most = admitted_at_once(seated.len(), seated.len());
			let accepted = waiting.iter().take(most);
			let calls = accepted.map(|child| {
				let call = calls::accept(self.ids[*place], self.ids[*child]);
				self.road.chain.bytes_of(&at, &call)
			});
			let calls: Vec<_> = calls.collect::<Result<_>>()?;
			if !calls.is_empty() {
				any = true;
				self.sign_for(&at, *place, "acceptance of offers", &calls::batch_all(calls))?;
			}
		}
		self.road.settle().await?;
		Ok(any)
	}
}

/// Whom a child backs, by what the view `seats` says of its federation.
fn backs(seats: &Json, child: CouncilId) -> Option<CouncilId> {
	let council = |sitter: &Json| sitter["Council"].as_u64().map(|it| CouncilId(it as u32));
	let seats = seats.as_array()?;
	let seat = seats.iter().find(|seat| council(&seat["sitter"]) == Some(child))?;
	council(&seat["backing"])
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn votes_are_read_from_the_seats() {
		let seats = json!([
			{ "sitter": { "Council": 3 }, "backing": { "Council": 3 }, "backers": 2, "people": 0 },
			{ "sitter": { "Council": 4 }, "backing": { "Council": 3 }, "backers": 0, "people": 0 },
			{ "sitter": { "Council": 5 }, "backing": null, "backers": 0, "people": 0 },
		]);
		let of = |child| backs(&seats, CouncilId(child));
		assert_eq!((of(3), of(4)), (Some(CouncilId(3)), Some(CouncilId(3))));
		assert_eq!((of(5), of(6)), (None, None));
		assert_eq!(backs(&Json::Null, CouncilId(3)), None);
	}
}
