//! What is told of a council's work.

use crate::{
	jobs::{
		answers::{Adopted, Job, Task, Workplace},
		units::{class_name, exact, part, shown, shown_or_none},
	},
	output::{Align, Table},
};
use parecon_jobs_engine::{is_balanced, Both, Points};
use parecon_primitives::{CouncilId, TaskId};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A council's tasks.
pub fn tasks(tasks: &BTreeMap<TaskId, Task>) -> Table {
	let (left, right) = (|name| (name, Align::Left), |name| (name, Align::Right));
	let mut table = Table::new(&[
		right("task"),
		left("name"),
		right("minutes"),
		left("class"),
		right("block"),
		left("directs"),
		right("requires"),
		right("emp"),
		right("des"),
		right("emp out"),
		right("des out"),
		right("weight"),
	]);
	for (id, found) in tasks {
		let spec = &found.task.spec;
		let both = |both: Option<Both<Points>>| {
			[part(both, |it| it.empowerment), part(both, |it| it.desirability)].map(shown_or_none)
		};
		let ([empowerment, desirability], [outer, other]) =
			(both(found.score), both(found.outside));
		let weight =
			found.weight.as_ref().filter(|weight| weight.minutes > 0).map(|weight| {
				format!("{:.3}", f64::from(weight.weighted) / f64::from(weight.minutes))
			});
		table.row([
			id.to_string(),
			spec.name(),
			found.task.minutes().to_string(),
			class_name(spec.class).into(),
			spec.block.to_string(),
			if spec.directs { "yes".into() } else { "no".into() },
			spec.requires.map_or("-".into(), |it| it.to_string()),
			empowerment,
			desirability,
			outer,
			other,
			weight.unwrap_or_else(|| "1.000".into()),
		]);
	}
	table
}

/// A council's work in a few lines.
pub fn workplace(council: CouncilId, found: &Workplace) -> String {
	let rules = &found.workplace.rules;
	let index = |name: &str, own: Option<Both<Points>>, all: Option<Both<Points>>| {
		let both = |both| {
			let scale = |of| shown_or_none(part(both, of));
			format!("{} / {}", scale(|it| it.empowerment), scale(|it| it.desirability))
		};
		format!("{name:<28}{}  (community {})\n", both(own), both(all))
	};
	let window = match &found.window {
		None => "no open window".into(),
		Some(window) => format!(
			"window {} closes at block {}, expires at block {}",
			window.terms.number, window.closes, window.expires
		),
	};
	format!(
		"council {council}: {} tasks of {} minutes a period\n\
		 balance is {}: within {} points; at most {} tasks in a complex; others come first after {} \
		 periods\n{}{}{window}\n",
		found.workplace.tasks.len(),
		found.workplace.minutes,
		rules.mode.to_lowercase(),
		exact(rules.tolerance),
		rules.most_tasks,
		rules.precedence,
		index("empowerment / desirability", found.inside, found.community),
		index("rated by outsiders", found.outside, found.community_outside),
	)
}

/// The adopted division in a line.
pub fn adopted(division: &Adopted) -> String {
	let lots = if division.lots.is_some() { "lots drawn" } else { "lots not drawn yet" };
	let allotted = match division.allotted {
		Some(period) => format!("allotted in period {period}"),
		None => "never allotted".into(),
	};
	format!(
		"division of window {}, adopted in period {}: worst deviation {}; {lots}, {allotted}",
		division.terms.number,
		division.period,
		shown(division.quality.worst),
	)
}

/// Who has which complex.
pub fn jobs(division: &Adopted, jobs: &[Job], names: &BTreeMap<TaskId, String>) -> Table {
	let mut table = Table::new(&[
		("complex", Align::Right),
		("held by", Align::Left),
		("since", Align::Right),
		("asked", Align::Right),
		("minutes", Align::Right),
		("emp", Align::Right),
		("des", Align::Right),
		("balanced", Align::Left),
		("tasks", Align::Left),
	]);
	let (terms, mut jobs) = (&division.terms, jobs.iter());
	for (number, (complex, index)) in division.complexes.iter().zip(&division.indices).enumerate() {
		let job = jobs.next();
		let held = |job: &Job| match (job.holder, job.substitute) {
			(Some(holder), Some((other, _))) => {
				format!("member {holder}, for whom {other} stands in")
			},
			(Some(holder), None) => format!("member {holder}"),
			(None, _) => "nobody".into(),
		};
		let minutes: u32 = complex.portions.iter().map(|it| u32::from(it.minutes)).sum();
		let tasks = complex.portions.iter().map(|portion| {
			let id = terms.tasks.get(usize::from(portion.task)).map(|terms| terms.task);
			let name = id.and_then(|id| names.get(&id)).map_or("unknown", String::as_str);
			format!("{name} {}", portion.minutes)
		});
		let balanced = is_balanced(*index, terms.mean, terms.rules.tolerance);
		table.row([
			number.to_string(),
			job.map_or_else(|| "nobody".into(), held),
			job.filter(|it| it.holder.is_some()).map_or("-".into(), |it| it.since.to_string()),
			job.map_or(0, |job| job.asked).to_string(),
			minutes.to_string(),
			shown(index.empowerment),
			shown(index.desirability),
			if balanced { "yes".into() } else { "no".into() },
			tasks.collect::<Vec<_>>().join(", "),
		]);
	}
	table
}

/// What the chain answers, with points in place of micro-points.
pub fn in_points(value: &Json) -> Json {
	const POINTS: [&str; 4] = ["empowerment", "desirability", "own", "tolerance"];
	let Json::Object(fields) = value else { return value.clone() };
	let field = |(name, value): (&String, &Json)| {
		let micro = value.as_u64().and_then(|micro| u32::try_from(micro).ok());
		let value = match micro.filter(|_| POINTS.contains(&name.as_str())) {
			Some(micro) => exact(Points(micro)).into(),
			None => in_points(value),
		};
		(name.clone(), value)
	};
	fields.iter().map(field).collect::<serde_json::Map<_, _>>().into()
}
