//! Reports: how far a council's labour is balanced, what it owes, and what it adds to the community.

use super::{
	records::{Adopted, Complex, Contribution, Job, Ledger, Scale, Workplace},
	sums::outside_index,
	Kind, Wrong,
};
use crate::jobs::answers::Report;
use parecon_jobs_engine::{is_balanced, owed, spread, Both, Community, Points};
use parecon_primitives::Period;

/// What a report is made of.
#[derive(Clone, Debug)]
pub struct Grounds {
	/// The period.
	pub period: Period,
	/// The workplace.
	pub workplace: Workplace,
	/// The council's population.
	pub population: u32,
	/// The minutes that it offers.
	pub offered: u64,
	/// Its division with its jobs.
	pub division: Option<(Adopted, Vec<Job>)>,
	/// The community's sums, by inside and by outside ratings.
	pub sums: (Community, Community),
}

/// What follows from them.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
	/// The report.
	pub report: Report,
	/// What the council owes.
	pub ledger: Ledger,
	/// What it adds to the community's sums.
	pub contributed: Contribution,
}

/// The community's sums with one contribution in place of another.
pub fn renewed(
	(mut inside, mut outside): (Community, Community),
	before: &Contribution,
	now: &Contribution,
) -> (Community, Community) {
	let renew = |sums: &mut Community, was: Option<Both<Points>>, is: Option<Both<Points>>| {
		// What cannot be taken out the chain says itself, as a state that its rules exclude.
		let _ = was.and_then(|index| sums.remove(before.population, index));
		let _ = is.and_then(|index| sums.add(now.population, index));
	};
	renew(&mut inside, before.inside, now.inside);
	renew(&mut outside, before.outside, now.outside);
	(inside, outside)
}

impl Grounds {
	/// What follows.
	pub fn reported(&self) -> Reported {
		let workplace = &self.workplace;
		let contributed = Contribution {
			population: self.population,
			inside: workplace.inside.index(),
			outside: outside_index(workplace),
		};
		let (inside, outside) = renewed(self.sums, &workplace.contributed, &contributed);
		let ledger = self.ledger(contributed.outside, outside.mean());
		Reported { report: self.report(inside.mean()), ledger, contributed }
	}

	/// What is owed where the index by outsiders' ratings lies above the community's, on the scale on
	/// which it lies highest above it.
	fn ledger(&self, own: Option<Both<Points>>, mean: Option<Both<Points>>) -> Ledger {
		let Self { period, offered, workplace, .. } = self;
		let none = Ledger { period: *period, offered: *offered, ..Default::default() };
		let Some((own, mean)) = own.zip(mean) else { return none };
		let above = |scale: Scale| scale.of(own).0.saturating_sub(scale.of(mean).0);
		let scale = match above(Scale::Desirability) > above(Scale::Empowerment) {
			true => Scale::Desirability,
			false => Scale::Empowerment,
		};
		let (own, mean) = (scale.of(own), scale.of(mean));
		let owed = owed(workplace.minutes, own, mean, workplace.rules.tolerance);
		Ledger { scale, own, owed, ..none }
	}

	fn report(&self, community: Option<Both<Points>>) -> Report {
		let none = Report {
			period: self.period,
			number: None,
			inside: self.workplace.inside.index(),
			community,
			complexes: 0,
			held: 0,
			balanced: 0,
			changed: 0,
			spread: None,
			directive: 0,
			most_directive: 0,
		};
		match &self.division {
			Some((adopted, jobs)) => with_jobs(none, adopted, jobs),
			None => none,
		}
	}
}

fn with_jobs(report: Report, adopted: &Adopted, jobs: &[Job]) -> Report {
	let complexes = adopted.complexes.iter().zip(&adopted.indices).zip(jobs);
	let held: Vec<_> = complexes.filter(|(_, job)| job.holder.is_some()).collect();
	let indices: Vec<Both<Points>> = held.iter().map(|((_, index), _)| **index).collect();
	let count = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
	let (mean, tolerance) = (adopted.terms.mean, adopted.terms.rules.tolerance);
	let balanced = |index: &&Both<Points>| is_balanced(**index, mean, tolerance);
	let last = report.period.0.checked_sub(1).map(Period);
	// In the period of the first allotment everybody is new.
	let is_first = adopted.round == 1 && adopted.allotted == last;
	let changed = |job: &Job| last == Some(job.since) && !is_first;
	let directive: Vec<u32> =
		held.iter().map(|((complex, _), _)| directive(adopted, complex)).collect();
	Report {
		number: Some(adopted.terms.number),
		complexes: count(adopted.complexes.len()),
		held: count(held.len()),
		balanced: count(indices.iter().filter(balanced).count()),
		changed: count(held.iter().filter(|(_, job)| changed(job)).count()),
		spread: spread(&indices),
		directive: directive.iter().sum(),
		most_directive: directive.iter().copied().max().unwrap_or_default(),
		..report
	}
}

/// Minutes of a complex that direct others' work.
fn directive(adopted: &Adopted, complex: &Complex) -> u32 {
	let directs =
		|place: u8| adopted.terms.tasks.get(usize::from(place)).is_some_and(|it| it.directs);
	let portions = complex.portions.iter().filter(|portion| directs(portion.task));
	portions.map(|portion| u32::from(portion.minutes)).sum()
}

/// Where a report, the ledger with it, or what is kept as the council's contribution is not what
/// follows.
pub fn wrongs(
	(report, ledger): (&Report, &Ledger),
	kept: Option<&Contribution>,
	ours: &Reported,
) -> Vec<Wrong> {
	let is = &ours.report;
	macro_rules! fields {
		($($field:ident)*) => {
			[$({
				let what = concat!("field ", stringify!($field), " of the report");
				Wrong::unless_same(Kind::Report, what, &report.$field, &is.$field)
			}),*]
		};
	}
	let fields = fields!(period number inside community complexes held balanced changed spread
		directive most_directive);
	let ledger = Wrong::unless_same(Kind::Ledger, "balancing minutes", ledger, &ours.ledger);
	let added = kept.and_then(|kept| {
		let what = "what the council adds to the community's sums";
		Wrong::unless_same(Kind::Community, what, kept, &ours.contributed)
	});
	fields.into_iter().flatten().chain(ledger).chain(added).collect()
}
