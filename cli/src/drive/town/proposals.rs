//! What people ask for and what councils say to the prices of an iteration.

use super::{hash_of, notes, shares, year::Course, Session};
use crate::{
	chain::{
		plan_calls,
		stored::{Cycle, Enrolment, Level},
		At,
	},
	drive::year::on_chain,
	errors::Result,
	steady::Bound,
	town::{Announced, Answers, Council},
};
use parecon_engine::{Heads, Kind, Line, Quote};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, Quantity, Side};
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;
use subxt::utils::Static;

/// An iteration as it stands at a block.
pub(super) struct Scene {
	pub at: At,
	pub iteration: Iteration,
	/// By how much a line may change; none where it is not bounded.
	pub most: Option<Perbill>,
	/// What is announced, by the chain's numbers.
	pub quotes: Vec<Quote>,
	/// The same with levels and what was paid for pollutants, by the town's.
	pub announced: Announced,
	/// Population of all consumers' councils.
	heads: u32,
	/// What each council said and may spend.
	enrolments: BTreeMap<CouncilId, Enrolment>,
}

impl Scene {
	fn budget(&self, council: CouncilId) -> Option<Credits> {
		self.enrolments.get(&council).map(|enrolment| enrolment.budget.0)
	}
}

impl Session<'_> {
	/// The iteration that collects proposals at a block.
	pub(super) async fn scene(&self, at: At, cycle: &Cycle) -> Result<Scene> {
		let chain = &self.road.chain;
		let quotes = chain.quotes(&at).await?;
		let mut announced = Announced::first(self.town);
		for (index, (good, id)) in self.town.goods().iter().zip(&self.goods).enumerate() {
			if let Some(quote) = quotes.get(id.0 as usize) {
				announced.prices[index] = quote.price;
			}
			if good.kind.is_shared() {
				let level: Option<Level> =
					chain.value(&at, "Planning", "Levels", (Static(*id),)).await?;
				let Some(level) = level else { continue };
				match good.kind {
					Kind::Pollutant => announced.credits[index] = level.sold.0,
					_ => announced.levels[index] = level.level.0,
				}
			}
		}
		let enrolments = chain.enrolments(&at, cycle.id.0).await?.into_iter().collect();
		let iteration = cycle.iteration.0;
		Ok(Scene {
			at,
			iteration,
			most: cycle.params.0.swing.most(iteration),
			quotes,
			announced,
			heads: cycle.population.consumers,
			enrolments,
		})
	}

	/// Lets the neighbourhoods spend what the chain says.
	pub(super) fn learn_budgets(&self, scene: &Scene, answers: &mut Answers) {
		for (place, base) in self.bases() {
			if let (Side::Consumers, Some(budget)) = (base.side, scene.budget(self.ids[place])) {
				answers.set_budget(base.index, budget);
			}
		}
	}

	/// What a council wants at the announced prices, by the chain's numbers.
	pub(super) fn wanted(&self, scene: &Scene, answers: &Answers, base: Council) -> Vec<Line> {
		on_chain(answers.lines(base, &scene.announced), &self.goods)
	}

	pub(super) fn good_name(&self, good: GoodId) -> String {
		let place = self.goods.iter().position(|id| *id == good);
		place.map_or_else(|| format!("good {good}"), |it| self.town.goods()[it].name.clone())
	}

	/// Who lives in a neighbourhood and does not speak for it asks it for their part of what it wants.
	/// Returns when all have.
	pub(super) async fn ask(&mut self, scene: &Scene, course: &mut Course) -> Result<()> {
		let is_private = |line: &Line| {
			scene.quotes.get(line.good.0 as usize).is_some_and(|it| it.kind == Kind::Private)
		};
		let homes = self.bases().into_iter().filter(|(_, base)| base.side == Side::Consumers);
		let homes: Vec<(usize, Vec<Line>)> = homes
			.map(|(home, base)| (home, self.wanted(scene, &course.answers, base)))
			.map(|(home, lines)| (home, lines.into_iter().filter(is_private).collect()))
			.collect();
		let all: Vec<&[Line]> = homes.iter().map(|(_, lines)| &lines[..]).collect();
		// In the first iteration one person of each quarter says something with it.
		let mut speaking: Vec<usize> = match scene.iteration {
			Iteration(1) => {
				let quarters = self.seating.federations().into_iter();
				quarters.map(|place| self.seating.children(place)[0]).collect()
			},
			_ => Vec::new(),
		};
		let means = course.answers.income_per_head();
		for (index, (home, wanted)) in homes.iter().enumerate() {
			let goods = shares::request(wanted, &scene.quotes, means);
			for person in self.seating.sitting(*home).into_iter().skip(1) {
				let speaks = speaking.iter().position(|place| place == home);
				let note = speaks.and_then(|place| {
					speaking.remove(place);
					notes::of_person(&all, index, |good| self.good_name(good))
				});
				let call =
					plan_calls::request(self.ids[*home], &goods, note.as_deref().map(hash_of));
				let key = self.keys[person].clone();
				let name = self.seating.name(*home);
				if let Some(note) = note {
					self.say(&format!("one who lives in {name} says: {note:?}"));
				}
				let what = format!("request of {} to {name}", key.name);
				self.road.outbox.sign(&scene.at, &key, what, &call)?;
			}
		}
		self.settled(course).await
	}

	/// What the speaker of each council states, in the order of places. Who would be refused is silent.
	pub(super) async fn statements(
		&self,
		scene: &Scene,
		answers: &Answers,
	) -> Result<Vec<(usize, Vec<Line>)>> {
		let mut stated = Vec::new();
		for (place, base) in self.bases() {
			let wanted = self.wanted(scene, answers, base);
			let Some(counted) = self.steadied(scene, answers, (place, base), wanted) else {
				continue;
			};
			let own = match base.side {
				Side::Workers => counted,
				Side::Consumers => {
					let asked = self.asked(&scene.at, self.ids[place]).await?;
					shares::own_lines(&counted, &asked)
				},
			};
			stated.push((place, own));
		}
		Ok(stated)
	}

	/// What a council may say of what it wants.
	fn steadied(
		&self,
		scene: &Scene,
		answers: &Answers,
		(place, base): (usize, Council),
		wanted: Vec<Line>,
	) -> Option<Vec<Line>> {
		let (most, enrolment) = match (scene.most, scene.enrolments.get(&self.ids[place])) {
			(Some(most), Some(enrolment)) => (most, enrolment),
			_ => return Some(wanted),
		};
		let bound = Bound {
			side: base.side,
			heads: Heads { own: enrolment.population, all: scene.heads },
			budget: enrolment.budget.0,
			quotes: &scene.quotes,
			most,
		};
		match base.side {
			Side::Workers => bound.answer(&enrolment.lines.0, wanted),
			Side::Consumers => {
				let means = answers.means(base, &scene.announced);
				shares::steadied(&bound, &enrolment.lines.0, wanted, means)
			},
		}
	}

	/// What those who live in a neighbourhood ask it for together.
	async fn asked(&self, at: &At, council: CouncilId) -> Result<shares::Goods> {
		let asked: Option<Static<Vec<(GoodId, Quantity)>>> =
			self.road.chain.value(at, "Requests", "Requested", (Static(council),)).await?;
		Ok(asked.map_or_else(Vec::new, |asked| asked.0))
	}
}
