//! Tasks: listed, registered, described anew, split, merged and removed.

use super::{spec::SpecArgs, Shown};
use crate::{
	chain::{
		calls::{batch_all, Call},
		job_calls::{self as calls, Child},
		At, Chain, Signer,
	},
	commands::signing::Signing,
	errors::{Error, Result, Verdict},
	jobs::{
		specs::{self, NewTask},
		terms::MOST_MINUTES,
		told, workplace,
	},
	output::{self, width},
	people::act::Act,
};
use clap::Args;
use parecon_primitives::{CouncilId, TaskId};
use serde_json::json;
use std::path::PathBuf;
use subxt::config::Hasher;

/// Which tasks to register.
#[derive(Debug, Args)]
pub struct Register {
	/// The council for which you speak
	#[arg(long, value_name = "N")]
	council: u32,
	/// A table of tasks
	#[arg(long, value_name = "FILE", conflicts_with_all =
		["name", "class", "block", "directs", "requires", "text", "minutes"],
		required_unless_present = "name")]
	file: Option<PathBuf>,
	/// Register each task of the table by itself, from the council's quota, and none of which the
	/// council has one of the same name; otherwise all are registered together or none, from yours
	#[arg(long, requires = "file")]
	one_by_one: bool,
	/// Minutes a period
	#[arg(long, value_name = "MINUTES", requires = "name",
		value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_MINUTES)))]
	minutes: Option<u32>,
	/// What it is
	#[command(flatten)]
	spec: SpecArgs,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// What to describe anew.
#[derive(Debug, Args)]
pub struct Revise {
	/// The task
	#[arg(value_name = "TASK")]
	task: u32,
	/// Minutes a period: one figure for each of its parts
	#[arg(long, value_name = "MINUTES", num_args = 1..=4)]
	minutes: Vec<u32>,
	/// What changes
	#[command(flatten)]
	spec: SpecArgs,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// What to split.
#[derive(Debug, Args)]
pub struct Split {
	/// The task
	#[arg(value_name = "TASK")]
	task: u32,
	/// A table of what it becomes, as for `register`; minutes: a figure for each of the task's parts,
	/// with spaces between
	#[arg(long, value_name = "FILE")]
	file: PathBuf,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// What to merge.
#[derive(Debug, Args)]
pub struct Merge {
	/// The tasks
	#[arg(value_name = "TASK", num_args = 2..=4, required = true)]
	tasks: Vec<u32>,
	/// What they become; what is not given is that of the first
	#[command(flatten)]
	spec: SpecArgs,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// What to remove.
#[derive(Debug, Args)]
pub struct Retire {
	/// The task
	#[arg(value_name = "TASK")]
	task: u32,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Shows a council's tasks.
pub fn list(args: &Shown) -> Result<Verdict> {
	let council = CouncilId(args.council);
	let (ids, tasks, answers) = super::super::runtime()?.block_on(async {
		let chain = Chain::connect(&args.node.url).await?;
		let at = chain.best().await?;
		let ids = workplace::workplace(&chain, &at, council).await?.workplace.tasks;
		let mut answers = Vec::new();
		for id in ids.iter().filter(|_| args.node.json) {
			let answer = chain.ask(&at, "Jobs", "task", id).await?;
			answers.push(json!({ "id": id, "info": answer }));
		}
		let tasks = workplace::tasks(&chain, &at, &ids).await?;
		Ok::<_, Error>((ids, tasks, answers))
	})?;
	match args.node.json {
		true => output::print_json(&json!({ "council": council, "tasks": answers }))?,
		false if ids.is_empty() => output::print(&format!("council {council} has no tasks\n"))?,
		false => output::print(&told::tasks(&tasks).fitted(width()))?,
	}
	Ok(Verdict::Done)
}

/// Registers tasks.
pub fn register(args: &Register) -> Result<Verdict> {
	let council = CouncilId(args.council);
	let Some(file) = &args.file else {
		return args.signing.run(async |_, at, _| {
			let task = args.spec.new_task(args.minutes, at)?;
			Ok(registration(council, &task)?.0)
		});
	};
	if args.one_by_one {
		return args.signing.run_all(async |chain, at, _| {
			let known = names(chain, at, council).await?;
			let tasks = specs::read(file, |bytes| at.hasher().hash(bytes))?;
			let new = tasks.iter().filter(|task| !known.contains(&task.spec.name));
			new.map(|task| Ok(registration(council, task)?.0)).collect()
		});
	}
	args.signing.run(async |chain, at, signer| {
		let tasks = specs::read(file, |bytes| at.hasher().hash(bytes))?;
		let calls = tasks.iter().map(|task| {
			let (_, call) = registration(council, task)?;
			chain.bytes_of(at, &call)
		});
		let what = format!("{} tasks of council {council} by {}", tasks.len(), signer.name);
		Ok(Act::new(what, batch_all(calls.collect::<Result<_>>()?)))
	})
}

fn registration(council: CouncilId, task: &NewTask) -> Result<(Act, Call)> {
	let call = calls::register_task(council, &task.spec, specs::only(task)?);
	let what = format!("task {} of council {council}", task.spec.name);
	Ok((Act::new(what, call.clone()), call))
}

/// The names of the tasks that a council has.
async fn names(chain: &Chain, at: &At, council: CouncilId) -> Result<Vec<String>> {
	if chain.ask(at, "Jobs", "workplace", council).await?.is_null() {
		return Ok(Vec::new());
	}
	let ids = workplace::workplace(chain, at, council).await?.workplace.tasks;
	let tasks = workplace::tasks(chain, at, &ids).await?;
	Ok(tasks.values().map(|found| found.task.spec.name()).collect())
}

/// Describes a task anew.
pub fn revise(args: &Revise) -> Result<Verdict> {
	let task = TaskId(args.task);
	args.signing.run(async |chain, at, signer| {
		let found = workplace::task(chain, at, task).await?.task;
		let spec = args.spec.over(&found.spec, at)?;
		let minutes = match args.minutes.is_empty() {
			true => found.parts.iter().map(|part| part.minutes).collect(),
			false => args.minutes.clone(),
		};
		ensure_parts(task, found.parts.len(), minutes.len())?;
		let what = format!("description of task {task} by {}", signer.name);
		Ok(Act::new(what, calls::revise_task(task, &spec, &minutes)))
	})
}

fn ensure_parts(task: TaskId, parts: usize, figures: usize) -> Result<()> {
	if parts == figures {
		return Ok(());
	}
	Err(Error::new(
		format!("task {task} has {parts} parts, and {figures} figures of minutes are given"),
		"give one figure for each part: it keeps what it was merged from apart",
	))
}

/// Splits a task.
pub fn split(args: &Split) -> Result<Verdict> {
	let task = TaskId(args.task);
	args.signing.run(async |chain, at, signer| {
		let found = workplace::task(chain, at, task).await?.task;
		let new = specs::read(&args.file, |bytes| at.hasher().hash(bytes))?;
		for child in &new {
			ensure_parts(task, found.parts.len(), child.minutes.len())?;
		}
		for (place, part) in found.parts.iter().enumerate() {
			let minutes: u64 = new.iter().map(|child| u64::from(child.minutes[place])).sum();
			if minutes != u64::from(part.minutes) {
				let what = format!(
					"{}: part {} of task {task} has {} minutes, and its children {minutes}",
					args.file.display(),
					place + 1,
					part.minutes,
				);
				return Err(Error::new(what, "let the minutes of the children add up"));
			}
		}
		let children: Vec<Child> =
			new.into_iter().map(|it| Child { spec: it.spec, minutes: it.minutes }).collect();
		let what = format!("split of task {task} into {} by {}", children.len(), signer.name);
		Ok(Act::new(what, calls::split_task(task, &children)))
	})
}

/// Merges tasks.
pub fn merge(args: &Merge) -> Result<Verdict> {
	args.signing.run(async |chain, at, signer: &Signer| {
		let mut tasks: Vec<TaskId> = args.tasks.iter().copied().map(TaskId).collect();
		let first = workplace::task(chain, at, tasks[0]).await?.task;
		let spec = args.spec.over(&first.spec, at)?;
		tasks.sort_unstable();
		let what = format!("merging of {} tasks by {}", tasks.len(), signer.name);
		Ok(Act::new(what, calls::merge_tasks(&tasks, &spec)))
	})
}

/// Removes a task.
pub fn retire(args: &Retire) -> Result<Verdict> {
	let task = TaskId(args.task);
	args.signing.run(async |_, _, signer| {
		let what = format!("removal of task {task} by {}", signer.name);
		Ok(Act::new(what, calls::retire_task(task)))
	})
}
