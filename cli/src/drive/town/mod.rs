//! Plays planning years of a [`Town`] on a running chain, with everything that the procedure knows.
//!
//! Every person has a key: they become members, found their neighbourhoods and workplaces or join them on
//! the word of who lives there, federate them, ask their neighbourhoods for what they want, and propose,
//! comment, recall, ask for exceptions and judge. What the chain has of that already is used again, so
//! that a second year goes on from the first.

mod federate;
mod found;
mod goods;
mod notes;
mod outcome;
mod proposals;
mod roads;
mod seating;
mod shares;
mod year;

pub use outcome::{Outcome, Row};
pub use seating::{Seating, HEADS};

use super::{key, Road, Terms};
use crate::{
	bundle::blake2_256,
	chain::{calls::Call, At, Signer},
	errors::{Error, Result},
	market::Settings,
	progress::Progress,
	town::{Council, Counted, Town},
};
use parecon_primitives::{CouncilId, GoodId, MemberId, Side};
use primitive_types::H256;
use serde::Serialize;
use std::time::{Duration, Instant};

/// Which years of a town are played, and how.
#[derive(Clone, Copy, Debug)]
pub struct Years<'a> {
	/// The first of them, from 1.
	pub first: u32,
	/// How many.
	pub count: u32,
	/// How prices are found.
	pub settings: Settings,
	/// How the cycles are run.
	pub terms: Terms,
	/// The council that leaves the first plan of each year while it is judged.
	pub leaving: Option<&'a str>,
}

/// Years as they were played.
#[derive(Clone, Debug)]
pub struct Played {
	/// Each year; only the last can have lapsed.
	pub years: Vec<Outcome>,
	/// Hash of the chain's first block.
	pub genesis: H256,
	/// The councils, children before parents.
	pub councils: Vec<Named>,
	/// Blocks from the first that was waited for.
	pub blocks: u32,
	/// Transactions sent.
	pub extrinsics: u32,
	/// How long it took.
	pub took: Duration,
}

/// What a council of the chain is called in the town.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
	/// Its name.
	pub name: String,
	/// Its number on the chain.
	pub council: CouncilId,
	/// Its side.
	pub side: Side,
	/// 0 where members sit, else one more than the highest council in it.
	pub level: u32,
	/// The federation that it belongs to.
	pub parent: Option<CouncilId>,
	/// The keys of the members in it, the speaker's first.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub keys: Vec<String>,
}

/// Hears what happens: the block, and what it is in words.
pub type Tell<'a> = &'a dyn Fn(u32, &str);

/// Everything that the steps share.
struct Session<'a> {
	road: Road,
	town: &'a Town,
	seating: Seating,
	/// The key of each person.
	keys: Vec<Signer>,
	/// The member behind each key; known once all are members.
	members: Vec<MemberId>,
	/// The council at each place; known once it is founded.
	ids: Vec<CouncilId>,
	/// The chain's number of each good; known once it is registered.
	goods: Vec<GoodId>,
	settings: Settings,
	terms: Terms,
	/// The place of the council that leaves the first plan of each year.
	leaving: Option<usize>,
	tell: Tell<'a>,
}

/// The secret URI of the key of a person of a town, numbered from 1.
pub fn person_uri(town: &str, number: usize) -> String {
	format!("//parecon/{town}/person/{number}")
}

/// Plays years of `town` on the chain behind `url`.
///
/// # Errors
/// The town cannot be seated, or has no council that is to leave; nobody answers; a cycle is running; the chain refuses something.
pub async fn drive_town(
	town: &Town,
	url: &str,
	years: Years<'_>,
	tell: Tell<'_>,
) -> Result<Played> {
	let begin = Instant::now();
	let town = town.clone().counted(Counted::Heads(HEADS));
	let seating = Seating::new(&town)?;
	let leaving = years.leaving.map(|name| seating.base_named(name)).transpose()?;
	let people = 1..=seating.people.len();
	let keys = people.map(|number| key(person_uri(town.name(), number)));
	let road = Road::connect(url, Progress::hidden()).await?;
	let first = road.follower.next_number();
	let mut session = Session {
		keys: keys.collect::<Result<_>>()?,
		members: Vec::new(),
		ids: vec![CouncilId(0); seating.places.len()],
		goods: Vec::new(),
		settings: years.settings,
		terms: years.terms,
		leaving,
		town: &town,
		road,
		seating,
		tell,
	};
	session.road.ensure_free().await?;
	session.seat().await?;
	session.federate().await?;
	session.register().await?;
	let outcomes = session.years(years.first, years.count).await?;
	Ok(Played {
		years: outcomes,
		genesis: session.road.chain.genesis(),
		councils: session.named(),
		blocks: session.road.follower.next_number().saturating_sub(first),
		extrinsics: session.road.outbox.sent(),
		took: begin.elapsed(),
	})
}

impl Session<'_> {
	/// So many years, up to one that has no plan.
	async fn years(&mut self, first: u32, count: u32) -> Result<Vec<Outcome>> {
		let mut outcomes: Vec<Outcome> = Vec::new();
		for year in first..first.saturating_add(count) {
			outcomes.push(self.year(year).await?);
			if outcomes.last().is_some_and(|outcome| !outcome.ratified) {
				break;
			}
		}
		Ok(outcomes)
	}

	/// Tells what has happened up to the block that was seen last.
	fn say(&self, what: &str) {
		(self.tell)(self.road.follower.next_number().saturating_sub(1), what);
	}

	/// Where a council stands.
	fn place_of(&self, council: Council) -> usize {
		let place = self.seating.places.iter().position(|place| place.base == Some(council));
		place.unwrap_or_default()
	}

	/// The places of base councils with their councils, workplaces first.
	fn bases(&self) -> Vec<(usize, Council)> {
		let places = self.seating.places.iter().enumerate();
		places.filter_map(|(index, place)| place.base.map(|base| (index, base))).collect()
	}

	/// Has who speaks for a place sign a call. `what` names it, as in "enrolment of the Mill".
	fn sign_for(&mut self, at: &At, place: usize, what: &str, call: &Call) -> Result<()> {
		let signer = &self.keys[self.seating.speaker(place)];
		let what = format!("{what} of {} ({})", self.seating.name(place), signer.name);
		self.road.outbox.sign(at, signer, what, call)
	}

	/// The councils by their names.
	fn named(&self) -> Vec<Named> {
		let named = |(index, place): (usize, &crate::town::Place)| Named {
			name: place.name.clone(),
			council: self.ids[index],
			side: place.side,
			level: self.seating.level(index),
			parent: place.parent.map(|parent| self.ids[parent]),
			keys: self
				.seating
				.sitting(index)
				.into_iter()
				.map(|person| self.keys[person].name.clone())
				.collect(),
		};
		self.seating.places.iter().enumerate().map(named).collect()
	}
}

/// The hash of what somebody says in words.
fn hash_of(text: &str) -> H256 {
	blake2_256(text.as_bytes())
}

/// Something that the town did and the chain does not show.
fn missing(what: impl Into<String>) -> Error {
	Error::new(what, "run the command again")
}
