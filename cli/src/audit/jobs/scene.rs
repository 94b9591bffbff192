//! A council's division and those who take part in it, in the course of a block.

use super::{
	allotment,
	events::{What, Within},
	records::{Adopted, Exchange, Job, Wishes},
};
use parecon_jobs_engine::Worker;
use parecon_primitives::{CouncilId, MemberId, Period};
use std::collections::{BTreeMap, BTreeSet};

/// What an allotment is made of.
#[derive(Clone, Debug)]
pub struct Scene {
	/// The council.
	pub council: CouncilId,
	/// The period.
	pub period: Period,
	/// The division.
	pub adopted: Adopted,
	/// Its jobs.
	pub jobs: Vec<Job>,
	/// Who offers hours now.
	pub roster: Vec<Worker>,
	/// What members would like.
	pub wants: BTreeMap<MemberId, Wishes>,
	/// Who of all these has a seat.
	pub seated: BTreeSet<MemberId>,
	/// Whether something has happened in the block that the events do not tell in full.
	pub unclear: bool,
}

impl Scene {
	/// Goes on by what has happened.
	pub fn follow(&mut self, what: &What) {
		match what {
			What::In(council, within) if *council == self.council => self.follow_within(within),
			What::Seats => self.unclear = true,
			_ => {},
		}
	}

	fn follow_within(&mut self, within: &Within) {
		follow_roster(&mut self.roster, within);
		match within {
			Within::Ranked { member, complexes } if complexes.is_empty() => {
				self.wants.remove(member);
			},
			Within::Ranked { member, complexes } => {
				let (number, complexes) = (self.adopted.terms.number, complexes.clone());
				self.wants.insert(*member, Wishes { number, complexes });
			},
			Within::Taken { complex, member } => self.give(*complex, Some(*member)),
			Within::Left { complex } => self.give(*complex, None),
			Within::Exchanged { member, with, exchange } => {
				self.exchange(*member, *with, *exchange);
			},
			Within::Drawn { seed, .. } => {
				let count = u8::try_from(self.adopted.terms.workers.len()).unwrap_or(u8::MAX);
				self.adopted.lots = Some(parecon_jobs_engine::lots(&seed.0, count));
			},
			Within::Allotted { holders, .. } => {
				self.jobs = allotment::settled(self, holders);
				self.adopted.round = self.adopted.round.saturating_add(1);
				self.adopted.allotted = Some(self.period);
			},
			Within::Adopted(_) | Within::Tidied { .. } | Within::Closed => self.unclear = true,
			_ => {},
		}
	}

	/// A complex has another holder from now on.
	fn give(&mut self, complex: u8, holder: Option<MemberId>) {
		let period = self.period;
		if let Some(job) = self.jobs.get_mut(usize::from(complex)) {
			let since = holder.map_or(Period(0), |_| period);
			*job = Job { holder, since, substitute: None, ..*job };
		}
	}

	fn exchange(&mut self, member: MemberId, with: MemberId, exchange: Exchange) {
		let place = |of: MemberId, jobs: &[Job]| jobs.iter().position(|job| job.holder == Some(of));
		let (mine, theirs) = (place(member, &self.jobs), place(with, &self.jobs));
		match (exchange, mine, theirs) {
			(Exchange::Substitution, Some(mine), _) => {
				self.jobs[mine].substitute = Some((with, self.period));
			},
			(Exchange::Swap, Some(mine), Some(theirs)) => {
				self.give(mine as u8, Some(with));
				self.give(theirs as u8, Some(member));
			},
			_ => self.unclear = true,
		}
	}
}

/// Follows who offers hours, and is qualified for what.
pub fn follow_roster(roster: &mut Vec<Worker>, within: &Within) {
	let place = |roster: &[Worker], member| roster.binary_search_by_key(&member, |it| it.member);
	match within {
		Within::Hours { member, minutes: Some(offered) } => match place(roster, *member) {
			Ok(place) => roster[place].offered = *offered,
			Err(place) => {
				let worker = Worker { member: *member, offered: *offered, qualifications: 0 };
				roster.insert(place, worker);
			},
		},
		Within::Hours { member, minutes: None } => roster.retain(|it| it.member != *member),
		Within::Qualified { member, qualification, granted } => {
			let bit = 1u32.checked_shl((*qualification).into()).unwrap_or_default();
			if let Ok(place) = place(roster, *member) {
				let others = roster[place].qualifications & !bit;
				roster[place].qualifications = if *granted { others | bit } else { others };
			}
		},
		_ => {},
	}
}
