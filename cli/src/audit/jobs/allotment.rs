//! Who gets which complex.

use super::{
	records::{Job, Wishes},
	scene::Scene,
	Kind, Wrong,
};
use parecon_jobs_engine::{self as engine, able};
use parecon_primitives::{MemberId, Period};
use std::collections::BTreeSet;

/// One who takes part.
struct Applicant {
	member: MemberId,
	/// Complexes that they wish for and can do, best first.
	wishes: Vec<u8>,
	/// The complex that they have held for so long that others come first.
	held_long: Option<usize>,
}

/// An allotment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allotment {
	/// The round.
	pub round: u32,
	/// By complex, who gets it.
	pub holders: Vec<Option<MemberId>>,
	/// By complex, how many wished for it first.
	pub asked: Vec<u8>,
}

/// The allotment that wishes, places and jobs make.
///
/// # Errors
/// The lots were not drawn.
pub fn allotted(scene: &Scene) -> Result<Allotment, Wrong> {
	let drawn = scene.adopted.lots.as_ref();
	let lots = drawn.ok_or_else(|| Wrong::new(Kind::Allotment, "allotted without lots"))?;
	let round = scene.adopted.round;
	let applicants = applicants(scene);
	let wishes: Vec<Vec<u8>> = applicants.iter().map(|it| it.wishes.clone()).collect();
	let held_long =
		|who: usize, complex| applicants.get(who).is_some_and(|it| it.held_long == Some(complex));
	let places = places(lots, round, applicants.len());
	let complexes = scene.jobs.len();
	let holders = engine::allot(&places, &wishes, complexes, |_, _| true, held_long);
	let member = |who: Option<u8>| applicants.get(usize::from(who?)).map(|it| it.member);
	let asked = (0..complexes).map(|complex| {
		let first = |it: &&Applicant| it.wishes.first().map(|it| usize::from(*it)) == Some(complex);
		u8::try_from(applicants.iter().filter(first).count()).unwrap_or(u8::MAX)
	});
	let asked = asked.collect();
	Ok(Allotment { round, holders: holders.into_iter().map(member).collect(), asked })
}

/// The frozen roster, in its order; after it those who have taken a complex up since, ascending.
fn applicants(scene: &Scene) -> Vec<Applicant> {
	let workers = scene.adopted.terms.workers.iter().map(|worker| worker.member);
	let frozen: Vec<MemberId> = workers.collect();
	let number = scene.adopted.terms.number;
	let late: BTreeSet<MemberId> =
		scene.jobs.iter().filter_map(|job| job.holder).filter(|it| !frozen.contains(it)).collect();
	let wants = |member: &MemberId| {
		let wants: Option<&Wishes> = scene.wants.get(member);
		wants.filter(|wants| wants.number == number).map(|wants| wants.complexes.clone())
	};
	let drawn = frozen.iter().map(|member| applicant(scene, *member, wants(member)));
	drawn.chain(late.iter().map(|member| applicant(scene, *member, None))).collect()
}

/// Who has no seat or offers no hours any more can do nothing; who ranks nothing wishes for what they
/// hold.
fn applicant(scene: &Scene, member: MemberId, wants: Option<Vec<u8>>) -> Applicant {
	let Scene { adopted, jobs, roster, seated, period, .. } = scene;
	let holds = jobs.iter().position(|job| job.holder == Some(member));
	let live = roster.iter().find(|worker| worker.member == member && seated.contains(&member));
	let can = |complex: &u8| {
		let place = usize::from(*complex);
		let known = place < adopted.complexes.len();
		live.is_some_and(|it| known && able(it, &adopted.terms.tasks, adopted.portions(place)))
	};
	let keep = || holds.and_then(|complex| u8::try_from(complex).ok()).into_iter().collect();
	let mut wishes = wants.unwrap_or_else(keep);
	wishes.retain(can);
	let precedence = u32::from(adopted.terms.rules.precedence);
	let is_long = |complex: &usize| jobs[*complex].since.0.saturating_add(precedence) <= period.0;
	Applicant { member, wishes, held_long: holds.filter(is_long) }
}

/// The applicants in the order of their places; those without a lot come last.
fn places(lots: &[u8], round: u32, applicants: usize) -> Vec<u8> {
	let count = u32::try_from(lots.len()).unwrap_or(u32::MAX);
	let mut drawn: Vec<(u32, u8)> =
		(0..).zip(lots).map(|(lot, worker)| (engine::place(lot, round, count), *worker)).collect();
	drawn.sort_unstable();
	let late = (lots.len()..applicants).filter_map(|late| u8::try_from(late).ok());
	drawn.into_iter().map(|(_, worker)| worker).chain(late).collect()
}

/// The jobs after an allotment. How many asked for each is for [`allotted`] to say.
pub fn settled(scene: &Scene, holders: &[Option<MemberId>]) -> Vec<Job> {
	let settle = |(job, holder): (&Job, &Option<MemberId>)| {
		let since = match (job.holder == *holder, holder) {
			(true, _) => job.since,
			(false, Some(_)) => scene.period,
			(false, None) => Period(0),
		};
		Job { holder: *holder, since, substitute: None, ..*job }
	};
	scene.jobs.iter().zip(holders).map(settle).collect()
}

/// Where an allotment is not the one that wishes, places and jobs make. `asked` is what is kept of
/// who wished for what, as long as it is kept.
pub fn wrongs(
	scene: &Scene,
	round: u32,
	holders: &[Option<MemberId>],
	asked: Option<&[u8]>,
) -> Vec<Wrong> {
	let ours = match allotted(scene) {
		Ok(ours) => ours,
		Err(wrong) => return vec![wrong],
	};
	let round = Wrong::unless_same(Kind::Allotment, "round", &round, &ours.round);
	let mut wrongs: Vec<Wrong> = round.into_iter().collect();
	for complex in 0..ours.holders.len().max(holders.len()) {
		let (theirs, ours) = (holders.get(complex), ours.holders.get(complex));
		let wrong = Wrong::unless_same(Kind::Allotment, "holder", &theirs, &ours);
		wrongs.extend(wrong.map(|wrong| wrong.of_complex(complex)));
	}
	for (complex, (theirs, ours)) in asked.into_iter().flatten().zip(&ours.asked).enumerate() {
		let what = "how many wished for it first";
		let wrong = Wrong::unless_same(Kind::Allotment, what, theirs, ours);
		wrongs.extend(wrong.map(|wrong| wrong.of_complex(complex)));
	}
	wrongs
}
