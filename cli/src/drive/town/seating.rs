//! Who of a town lives and works where, and speaks for whom.

use crate::{
	errors::{Error, Result},
	town::{Place, Town},
};
use parecon_primitives::Side;

/// People with a key in each neighbourhood.
pub const HEADS: u32 = 3;

/// A person, by the places of their home and their workplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
	/// The neighbourhood.
	pub home: usize,
	/// The workplace; none where there are fewer of them than people.
	pub work: Option<usize>,
}

/// All places of a town and the people in them.
#[derive(Clone, Debug)]
pub struct Seating {
	/// The councils, children before parents.
	pub places: Vec<Place>,
	/// The people: the first [`HEADS`] live in the first neighbourhood, and so on. The first works in the
	/// first workplace, the second in the second, and so on.
	pub people: Vec<Person>,
}

impl Seating {
	/// Seats the people of `town`.
	///
	/// # Errors
	/// There are more workplaces than people, or a federation would have a single child.
	pub fn new(town: &Town) -> Result<Self> {
		let places = town.places();
		let base = |side| {
			let places = places.iter().enumerate();
			let base = places.filter(move |(_, place)| place.base.is_some() && place.side == side);
			base.map(|(index, _)| index).collect::<Vec<_>>()
		};
		let (homes, workplaces) = (base(Side::Consumers), base(Side::Workers));
		let people: Vec<Person> = homes
			.iter()
			.flat_map(|home| std::iter::repeat_n(*home, HEADS as usize))
			.enumerate()
			.map(|(index, home)| Person { home, work: workplaces.get(index).copied() })
			.collect();
		if workplaces.len() > people.len() {
			return Err(Error::new(
				format!(
					"{} has {} workplaces and {} neighbourhoods of {HEADS} people each: nobody could \
					 work in {}",
					town.name(),
					workplaces.len(),
					homes.len(),
					places[workplaces[people.len()]].name
				),
				"add neighbourhoods to neighbourhoods.csv, or take workplaces out of workplaces.csv",
			));
		}
		let seating = Self { places, people };
		seating.ensure_federations()?;
		Ok(seating)
	}

	/// Two councils found a federation.
	fn ensure_federations(&self) -> Result<()> {
		let single = |place: &usize| self.children(*place).len() < 2;
		match self.federations().into_iter().find(single) {
			None => Ok(()),
			Some(place) => Err(Error::new(
				format!("{} has a single council below it, and it takes two", self.name(place)),
				"let another workplace belong to that industry, or another neighbourhood to that \
				 quarter; a town has two quarters at least",
			)),
		}
	}

	/// What a place is called.
	pub fn name(&self, place: usize) -> &str {
		&self.places[place].name
	}

	/// The base council of a name.
	///
	/// # Errors
	/// There is none.
	pub fn base_named(&self, name: &str) -> Result<usize> {
		let named = |place: &Place| place.base.is_some() && place.name == name;
		self.places.iter().position(named).ok_or_else(|| {
			Error::new(
				format!("there is no workplace and no neighbourhood {name:?} in this town"),
				"give a name as it stands in workplaces.csv or neighbourhoods.csv",
			)
		})
	}

	/// The places that are federations, children before parents.
	pub fn federations(&self) -> Vec<usize> {
		(0..self.places.len()).filter(|place| self.places[*place].base.is_none()).collect()
	}

	/// The places right below a place.
	pub fn children(&self, place: usize) -> Vec<usize> {
		let children = 0..self.places.len();
		children.filter(|child| self.places[*child].parent == Some(place)).collect()
	}

	/// 0 for a base council, else one more than the highest child.
	pub fn level(&self, place: usize) -> u32 {
		let levels = self.children(place).into_iter().map(|child| self.level(child) + 1);
		levels.max().unwrap_or(0)
	}

	/// The people who sit in a base council.
	pub fn sitting(&self, place: usize) -> Vec<usize> {
		let sits = |person: &Person| person.home == place || person.work == Some(place);
		let people = self.people.iter().enumerate();
		people.filter(|(_, person)| sits(person)).map(|(index, _)| index).collect()
	}

	/// Who speaks for a place: its first person; for a federation who speaks for its first child.
	pub fn speaker(&self, place: usize) -> usize {
		match self.children(place).first() {
			Some(child) => self.speaker(*child),
			None => self.sitting(place).first().copied().unwrap_or_default(),
		}
	}
}

/// How many of those who want to join a federation can be admitted at once: as long as more than half
/// of the seats back who speaks for it. They back the speaker themselves before the next are.
pub fn admitted_at_once(seats: usize, backers: usize) -> usize {
	(2 * backers).saturating_sub(seats + 1)
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;
	use std::path::Path;

	pub fn town() -> Town {
		let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/town");
		Town::read(&directory).unwrap()
	}

	fn place(seating: &Seating, name: &str) -> usize {
		seating.places.iter().position(|place| place.name == name).unwrap()
	}

	#[test]
	fn three_live_in_each_neighbourhood_and_one_works_in_each_workplace() {
		let seating = Seating::new(&town()).unwrap();
		assert_eq!(seating.people.len(), 36);
		for (index, place) in seating.places.iter().enumerate() {
			let Some(base) = place.base else { continue };
			let expected = if base.side == Side::Consumers { 3 } else { 1 };
			assert_eq!(seating.sitting(index).len(), expected, "{}", place.name);
		}
		let working = seating.people.iter().filter(|person| person.work.is_some()).count();
		assert_eq!(working, 25);
		assert_eq!(seating.sitting(place(&seating, "Orchard Rise")), [3, 4, 5]);
		assert_eq!(seating.sitting(place(&seating, "Meadow Farm")), [3]);
	}

	#[test]
	fn the_first_speaks_up_to_the_city() {
		let seating = Seating::new(&town()).unwrap();
		let speaker = |name: &str| seating.speaker(place(&seating, name));
		assert_eq!((speaker("Chapel Hill"), speaker("Hill"), speaker("town")), (0, 0, 0));
		assert_eq!((speaker("Mill Lane"), speaker("Riverside")), (18, 18));
		assert_eq!((speaker("Clinic"), speaker("care")), (19, 19));
		let level = |name: &str| seating.level(place(&seating, name));
		assert_eq!((level("Clinic"), level("care"), level("Hill"), level("town")), (0, 1, 1, 2));
		assert_eq!(seating.federations().len(), 7);
		assert_eq!(seating.children(place(&seating, "town")).len(), 2);
	}

	/// Failure: the speaker has no majority any more in the middle of a batch of acceptances.
	#[test]
	fn newcomers_never_leave_the_speaker_without_a_majority() {
		for all in 2..60usize {
			let (mut seats, mut backers, mut rounds) = (2, 2, 0);
			while seats < all {
				let admitted = admitted_at_once(seats, backers).min(all - seats);
				assert!(admitted > 0);
				for _ in 0..admitted {
					assert!(2 * backers > seats);
					seats += 1;
				}
				assert!(2 * backers > seats);
				(backers, rounds) = (seats, rounds + 1);
			}
			assert!(rounds <= 6);
		}
		assert_eq!(admitted_at_once(4, 2), 0);
		assert_eq!(admitted_at_once(2, 0), 0);
	}

	#[test]
	fn a_town_that_cannot_be_seated_says_why() {
		let lonely = with(&[("workplaces.csv", "Theatre,care", "Theatre,arts")]);
		assert_eq!(lonely, "arts has a single council below it, and it takes two");
		let offices = |line: &dyn Fn(usize) -> String| (0..12).map(line).collect::<String>();
		let many = with(&[
			("workplaces.csv", "", &offices(&|index| format!("Office {index},care,0.7,0.5,\n"))),
			(
				"technologies.csv",
				"",
				&offices(&|index| {
					format!("Office {index},bread,out,1\nOffice {index},manual work,in,1\n")
				}),
			),
		]);
		assert!(many.contains("nobody could work in Office 11"), "{many}");
	}

	/// What is said of the example with some text replaced, or added to a file.
	fn with(changes: &[(&str, &str, &str)]) -> String {
		let name = format!("parecon-seating-{}-{}", std::process::id(), changes.len());
		let directory = std::env::temp_dir().join(name);
		std::fs::create_dir_all(&directory).unwrap();
		let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/town");
		for entry in std::fs::read_dir(from).unwrap() {
			let entry = entry.unwrap();
			std::fs::copy(entry.path(), directory.join(entry.file_name())).unwrap();
		}
		for (file, old, new) in changes {
			let text = std::fs::read_to_string(directory.join(file)).unwrap();
			let text = match old.is_empty() {
				true => format!("{text}{new}"),
				false => text.replace(old, new),
			};
			std::fs::write(directory.join(file), text).unwrap();
		}
		let town = Town::read(&directory);
		std::fs::remove_dir_all(&directory).unwrap();
		Seating::new(&town.unwrap()).unwrap_err().what().to_owned()
	}
}
