//! A year: the cycle is opened, all enrol, answer its iterations and judge its plan, as the chain moves
//! on.

use super::{hash_of, missing, notes, proposals::Scene, roads::Cast, Outcome, Session};
use crate::{
	chain::{
		calls, plan_calls, settle_block, settle_block_unless,
		stored::{Cycle, IterationClosed, Phase, Plan, PlanSettled, Removed, SettlingBegun},
		At, PareconConfig, Seen,
	},
	drive::year::LATE,
	errors::{Error, Result},
	market::Closed,
	output::thousands,
	town::Answers,
};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, Price, Side, MICRO};
use primitive_types::H256;
use std::{collections::HashMap, time::Instant};
use subxt::events::Event;

/// What has been done in a year so far.
pub(super) struct Course {
	year: u32,
	/// How the councils answer.
	pub answers: Answers,
	/// Who lets whom propose.
	pub entrusted: Option<Cast>,
	enrolled: bool,
	/// The last iteration that was answered.
	answered: Iteration,
	/// The number of the plan that was judged last, as the chain counts them.
	judged: u32,
	/// Plans that were judged.
	plans: u32,
	/// Transactions that are not in a block yet.
	pending: HashMap<H256, String>,
	/// The same of verdicts.
	verdicts: HashMap<H256, String>,
	/// The prices of the iterations that were answered.
	announced: Vec<Vec<Price>>,
	pub closed: Vec<Closed>,
	pub converged: bool,
}

impl Session<'_> {
	/// Plays a year, from 1.
	pub(super) async fn year(&mut self, year: u32) -> Result<Outcome> {
		let (begin, first) = (Instant::now(), self.road.follower.next_number());
		let sent = self.road.outbox.sent();
		let mut course = Course::new(year, self.town.year(year));
		self.open(&course.answers).await?;
		self.say(&format!("year {year} is opened"));
		let mut at = self.road.chain.best().await?;
		let mut cycle = self.cycle(&at).await?;
		while !cycle.phase.is_over() {
			self.act(at, &cycle, &mut course).await?;
			at = self.step(&mut course).await?;
			cycle = self.cycle(&at).await?;
		}
		let mut outcome = self.outcome(&at, &cycle, course).await?;
		outcome.year = year;
		outcome.blocks = self.road.follower.next_number().saturating_sub(first);
		outcome.extrinsics = self.road.outbox.sent().saturating_sub(sent);
		outcome.took = begin.elapsed();
		let end = if outcome.ratified { "the plan is ratified" } else { "there is no plan" };
		self.say(&format!("year {year}: {end}"));
		Ok(outcome)
	}

	async fn cycle(&self, at: &At) -> Result<Cycle> {
		let cycle = self.road.chain.cycle(at).await?;
		cycle.ok_or_else(|| missing("the founders opened a cycle, and the chain has none"))
	}

	/// Does what the phase asks for, once.
	async fn act(&mut self, at: At, cycle: &Cycle, course: &mut Course) -> Result<()> {
		match &cycle.phase {
			Phase::Enrolling if !course.enrolled => {
				course.enrolled = true;
				for (place, _) in self.bases() {
					self.sign_for(&at, place, "enrolment", &calls::enrol(self.ids[place]))?;
				}
				self.send(course).await
			},
			Phase::Collecting if course.answered < cycle.iteration.0 => {
				self.ensure_all_enrolled(cycle)?;
				course.answered = cycle.iteration.0;
				self.answer(at, cycle, course).await
			},
			Phase::Ratifying if course.judged != cycle.plans => {
				course.judged = cycle.plans;
				course.plans += 1;
				self.judge(&at, course).await
			},
			_ => Ok(()),
		}
	}

	fn ensure_all_enrolled(&self, cycle: &Cycle) -> Result<()> {
		let enrolled = cycle.councils.workers + cycle.councils.consumers;
		let ours = self.bases().len();
		if enrolled as usize == ours {
			return Ok(());
		}
		Err(Error::new(
			format!("{enrolled} councils take part in cycle {}, and {ours} are ours", cycle.id.0),
			"see that nobody else enrols and that blocks have room, and run the command again when \
			 the cycle has lapsed",
		))
	}

	/// Requests, then proposals: what is asked for is in the proposals of the same iteration.
	async fn answer(&mut self, at: At, cycle: &Cycle, course: &mut Course) -> Result<()> {
		let mut scene = self.scene(at, cycle).await?;
		self.learn_budgets(&scene, &mut course.answers);
		course.announced.push(scene.announced.prices.clone());
		if scene.most.is_none() {
			self.ask(&scene, course).await?;
		}
		if (course.year, scene.iteration) == (1, Iteration(2)) {
			self.other_roads(&scene, course).await?;
		}
		let at = self.road.chain.best().await?;
		scene = self.scene(at, cycle).await?;
		self.learn_budgets(&scene, &mut course.answers);
		self.propose(&scene, course).await
	}

	/// Every council proposes, or who it has entrusted that to.
	async fn propose(&mut self, scene: &Scene, course: &mut Course) -> Result<()> {
		let statements = self.statements(scene, &course.answers).await?;
		// A failed call cannot say by how much: the view can, so it is asked first.
		if scene.iteration == Iteration(1) {
			let checked = statements.iter().map(|(place, lines)| {
				(self.ids[*place], self.seating.name(*place).to_owned(), lines.clone())
			});
			self.road.check(&scene.at, &checked.collect::<Vec<_>>()).await?;
		}
		let speaking = self.speaking(scene);
		for (place, lines) in statements {
			let council = self.ids[place];
			let said = speaking
				.contains(&place)
				.then(|| notes::of_workplace(&lines, &scene.quotes, |good| self.good_name(good)));
			let note = said.flatten();
			if let Some(note) = &note {
				self.say(&format!("{} says: {note:?}", self.seating.name(place)));
			}
			let note = note.as_deref().map(hash_of);
			match course.entrusted {
				Some(cast) if cast.entrusting == place => {
					let batch = [(council, lines, note)];
					let federation = self.ids[cast.entrusted];
					let call = plan_calls::propose_many(federation, scene.iteration, &batch);
					self.sign_for(&scene.at, cast.entrusted, "proposal for a child", &call)?;
				},
				_ => {
					let call = plan_calls::propose(council, scene.iteration, &lines, note);
					self.sign_for(&scene.at, place, "proposal", &call)?;
				},
			}
		}
		self.send(course).await
	}

	/// Who says something in words: in the first iteration the first workplace of each industry.
	fn speaking(&self, scene: &Scene) -> Vec<usize> {
		if scene.iteration != Iteration(1) {
			return Vec::new();
		}
		let federations = self.seating.federations().into_iter();
		let first = federations.map(|place| self.seating.children(place)[0]);
		first.filter(|place| self.works(*place)).collect()
	}

	fn works(&self, place: usize) -> bool {
		let base = self.seating.places[place].base;
		base.is_some_and(|base| base.side == Side::Workers)
	}

	async fn judge(&mut self, at: &At, course: &mut Course) -> Result<()> {
		let approve = course.plans > self.terms.reject;
		for (place, _) in self.bases() {
			if self.leaving != Some(place) {
				self.sign_for(at, place, "verdict", &calls::ratify(self.ids[place], approve))?;
			}
		}
		if let Some(place) = self.leaving.filter(|_| course.plans == 1) {
			self.say(&format!("{} leaves the plan", self.seating.name(place)));
			let cycle = self.cycle(at).await?.id.0;
			let call = plan_calls::withdraw_from(cycle, self.ids[place]);
			self.sign_for(at, place, "withdrawal", &call)?;
		}
		course.verdicts.extend(self.road.outbox.send(&self.road.chain).await?);
		Ok(())
	}

	async fn send(&mut self, course: &mut Course) -> Result<()> {
		course.pending.extend(self.road.outbox.send(&self.road.chain).await?);
		Ok(())
	}

	/// Sends what is signed and follows until it is in blocks.
	pub(super) async fn settled(&mut self, course: &mut Course) -> Result<()> {
		const BLOCKS: u32 = 64;
		self.send(course).await?;
		for _ in 0..BLOCKS {
			if course.pending.is_empty() {
				return Ok(());
			}
			self.step(course).await?;
		}
		let what = course.pending.values().next().cloned().unwrap_or_default();
		Err(Error::new(
			format!("{what}: the transaction is in none of {BLOCKS} blocks"),
			"see that blocks are not full, and run the command again",
		))
	}

	/// The next block.
	async fn step(&mut self, course: &mut Course) -> Result<At> {
		let seen = self.road.follower.next().await?;
		settle_block(&seen, &mut course.pending)?;
		settle_block_unless(&seen, &mut course.verdicts, &LATE)?;
		self.note(&seen, course);
		Ok(seen.at)
	}

	/// Takes down, and tells, what a block says of the year.
	fn note(&self, seen: &Seen, course: &mut Course) {
		let planning = seen.events.iter().flatten().filter(|it| it.pallet_name() == "Planning");
		for event in planning {
			if let Some(what) = self.noted(&event, course) {
				self.say(&format!("year {}: {what}", course.year));
			}
		}
	}

	/// What is told of an event.
	fn noted(&self, event: &Event<'_, PareconConfig>, course: &mut Course) -> Option<String> {
		match event.event_name() {
			"IterationClosed" => {
				let closed: IterationClosed = event.decode_fields_unchecked_as().ok()?;
				self.close(course, &closed);
				Some(closed_text(&closed, &self.good_name(closed.good.0)))
			},
			"SettlingBegun" => {
				let begun: SettlingBegun = event.decode_fields_unchecked_as().ok()?;
				course.converged = begun.converged;
				let why = if begun.converged { "no good is open" } else { "it is the best" };
				Some(format!("iteration {} stands, since {why}", begun.iteration.0))
			},
			"Removed" => {
				let removed: Removed = event.decode_fields_unchecked_as().ok()?;
				let name = self.council_name(removed.council.0);
				Some(format!("{name} is left out: {:?}", removed.reason))
			},
			"PlanReopened" => Some("the plan is settled once more without who has left it".into()),
			"PlanSettled" => {
				let settled: PlanSettled = event.decode_fields_unchecked_as().ok()?;
				let Plan { charged, credited, .. } = settled.plan;
				let whole = |amount: Credits| thousands(amount.0 / MICRO);
				Some(format!(
					"the plan is settled: neighbourhoods pay {} credits, and those whom pollution \
					 harms are credited {}",
					whole(charged.0),
					whole(credited.0)
				))
			},
			_ => None,
		}
	}

	/// Keeps an iteration that is over.
	fn close(&self, course: &mut Course, closed: &IterationClosed) {
		let place = self.goods.iter().position(|good| *good == closed.good.0);
		course.closed.push(Closed {
			prices: course.announced.last().cloned().unwrap_or_default(),
			worst: closed.worst.0,
			worst_good: GoodId(place.unwrap_or(0) as u32),
			open: closed.open,
		});
	}

	fn council_name(&self, council: CouncilId) -> String {
		let place = self.ids.iter().position(|id| *id == council);
		place.map_or_else(|| format!("council {council}"), |it| self.seating.name(it).to_owned())
	}
}

impl Course {
	fn new(year: u32, answers: Answers) -> Self {
		Self {
			year,
			answers,
			entrusted: None,
			enrolled: false,
			answered: Iteration(0),
			judged: 0,
			plans: 0,
			pending: HashMap::new(),
			verdicts: HashMap::new(),
			announced: Vec::new(),
			closed: Vec::new(),
			converged: false,
		}
	}
}

/// What is told of an iteration that is over.
fn closed_text(closed: &IterationClosed, good: &str) -> String {
	let worst = closed.worst.0 .0 as f64 / 1e7;
	let open = match closed.open {
		0 => "no good open".to_owned(),
		1 => "1 good open".to_owned(),
		open => format!("{open} goods open"),
	};
	let iteration = closed.iteration.0;
	format!("iteration {iteration}, worst imbalance {worst:.1} % ({good}), {open}")
}
