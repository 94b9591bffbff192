//! The rules again, with nothing but maps.

use crate::{is_majority, Config, Pallet, Sitter, Standing};
use parecon_primitives::{CouncilId, CouncilTree, FreezePopulation, MemberId, Membership, Side};
use std::collections::BTreeMap;

/// Who sits where, whom each backs, and the populations of the latest freeze.
#[derive(Default)]
pub struct Model {
	councils: BTreeMap<CouncilId, Side>,
	seats: BTreeMap<(MemberId, Side), CouncilId>,
	parents: BTreeMap<CouncilId, CouncilId>,
	votes: BTreeMap<(CouncilId, Sitter), Sitter>,
	frozen: BTreeMap<CouncilId, u32>,
}

impl Model {
	pub fn found(&mut self, member: MemberId, side: Side, council: CouncilId) {
		self.councils.insert(council, side);
		self.sit(member, council);
		self.back(council, Sitter::Member(member), Some(Sitter::Member(member)));
	}

	pub fn federate(&mut self, federation: CouncilId, children: [CouncilId; 2]) {
		self.councils.insert(federation, self.councils[&children[0]]);
		for child in children {
			self.parents.insert(child, federation);
		}
	}

	pub fn enlist(&mut self, child: CouncilId, federation: CouncilId) {
		self.parents.insert(child, federation);
	}

	/// Takes a seat, and gives up the one elsewhere.
	pub fn sit(&mut self, member: MemberId, council: CouncilId) {
		let side = self.councils[&council];
		if let Some(from) = self.seats.insert((member, side), council) {
			self.forget_votes(from, Sitter::Member(member));
			self.prune();
		}
	}

	pub fn leave(&mut self, member: MemberId, side: Side) {
		if let Some(from) = self.seats.remove(&(member, side)) {
			self.forget_votes(from, Sitter::Member(member));
			self.prune();
		}
	}

	pub fn part(&mut self, child: CouncilId) {
		let parent = self.parents.remove(&child).expect("only a child parts");
		self.forget_votes(parent, Sitter::Council(child));
		self.prune();
	}

	pub fn back(&mut self, council: CouncilId, sitter: Sitter, candidate: Option<Sitter>) {
		self.votes.remove(&(council, sitter));
		self.votes.extend(candidate.map(|candidate| ((council, sitter), candidate)));
	}

	/// Those who sit in `council` here and not on the chain any more have been handed to `into`.
	pub fn wind_up<T: Config>(&mut self, council: CouncilId, into: Option<CouncilId>) {
		let into = into.filter(|into| self.councils.contains_key(into));
		let side = self.councils[&council];
		let seated: Vec<Sitter> =
			Pallet::<T>::seats(council).into_iter().map(|seat| seat.sitter).collect();
		let gone = self.sitters(council).into_iter().filter(|sitter| !seated.contains(sitter));
		for sitter in gone {
			match (sitter, into) {
				(Sitter::Member(member), Some(into)) => {
					self.seats.insert((member, side), into);
				},
				(Sitter::Member(member), None) => {
					self.seats.remove(&(member, side));
				},
				(Sitter::Council(child), Some(into)) => {
					self.parents.insert(child, into);
				},
				(Sitter::Council(child), None) => {
					self.parents.remove(&child);
				},
			}
			self.forget_votes(council, sitter);
		}
		self.prune();
	}

	pub fn freeze<T: Config>(&mut self) {
		self.frozen = self.populations::<T>();
	}

	fn forget_votes(&mut self, council: CouncilId, sitter: Sitter) {
		self.votes.remove(&(council, sitter));
		self.votes.retain(|(of, _), candidate| *of != council || *candidate != sitter);
	}

	/// Dissolves councils without a seat, as often as it takes.
	fn prune(&mut self) {
		while let Some(empty) = self.councils.keys().copied().find(|id| self.is_empty(*id)) {
			self.councils.remove(&empty);
			if let Some(parent) = self.parents.remove(&empty) {
				self.forget_votes(parent, Sitter::Council(empty));
			}
		}
	}

	fn is_empty(&self, council: CouncilId) -> bool {
		self.sitters(council).is_empty()
	}

	fn sitters(&self, council: CouncilId) -> Vec<Sitter> {
		let members = self.seats.iter().filter(|(_, at)| **at == council);
		let children = self.parents.iter().filter(|(_, at)| **at == council);
		members
			.map(|((member, _), _)| Sitter::Member(*member))
			.chain(children.map(|(child, _)| Sitter::Council(*child)))
			.collect()
	}

	/// The council and all above it.
	fn path(&self, council: CouncilId) -> Vec<CouncilId> {
		std::iter::successors(Some(council), |id| self.parents.get(id).copied()).collect()
	}

	fn populations<T: Config>(&self) -> BTreeMap<CouncilId, u32> {
		let mut populations: BTreeMap<CouncilId, u32> =
			self.councils.keys().map(|id| (*id, 0)).collect();
		for ((member, side), council) in &self.seats {
			let heads = match side {
				Side::Workers => 1,
				Side::Consumers => T::Membership::heads_of(*member),
			};
			for id in self.path(*council) {
				*populations.entry(id).or_default() += heads;
			}
		}
		populations
	}

	pub fn compare<T: Config>(&self) {
		let populations = self.populations::<T>();
		assert_eq!(crate::Councils::<T>::iter().count(), populations.len(), "councils");
		for (council, population) in populations {
			assert_eq!(Pallet::<T>::population_of(council), population, "recount of {council}");
			let frozen = self.frozen.get(&council).copied().unwrap_or_default();
			assert_eq!(Pallet::<T>::frozen_population(council), frozen, "frozen {council}");
			let path = self.path(council);
			assert_eq!(Pallet::<T>::ancestors(council), path[1..], "above {council}");
			self.compare_votes::<T>(council);
			self.compare_delegate::<T>(council);
		}
		for ((member, side), council) in &self.seats {
			assert_eq!(Pallet::<T>::seat_of(*member, *side), Some(*council));
		}
		let seats = self.seats.len() + self.parents.len();
		assert_eq!(crate::Seats::<T>::iter().count(), seats, "a second seat");
	}

	fn compare_votes<T: Config>(&self, council: CouncilId) {
		let seats = Pallet::<T>::seats(council);
		let mut holder = None;
		for seat in &seats {
			let vote = self.votes.get(&(council, seat.sitter)).copied();
			assert_eq!(seat.backing, vote, "vote of {:?} in {council}", seat.sitter);
			let counts = |((of, _), whom): &(&(CouncilId, Sitter), &Sitter)| {
				*of == council && **whom == seat.sitter
			};
			let backers = self.votes.iter().filter(counts).count() as u32;
			assert_eq!(seat.backers, backers, "tally of {:?} in {council}", seat.sitter);
			if is_majority(backers, seats.len() as u32) {
				assert_eq!(holder.replace(seat.sitter), None, "two majorities");
			}
		}
		let speaker = crate::Councils::<T>::get(council).unwrap().speaker;
		let to_be_settled = holder.is_some_and(|holder| {
			Pallet::<T>::why_speaker(council, holder).standing == Standing::ToBeSettled
		});
		assert!(speaker == holder || (speaker.is_none() && to_be_settled), "speaker of {council}");
	}

	/// Who speaks for a council sits in it or somewhere below it.
	fn compare_delegate<T: Config>(&self, council: CouncilId) {
		if let Some(delegate) = Pallet::<T>::speaker_of(council) {
			let seat = self.seats[&(delegate, self.councils[&council])];
			assert!(self.path(seat).contains(&council), "delegate of {council}");
		}
	}
}
