//! Asks the chain about a council's work.

use super::{
	answers::{Claim, Frozen, Task, Window, Workplace},
	solver::Problem,
	terms::Terms,
};
use crate::{
	chain::{At, Chain},
	errors::{Error, Result},
};
use codec::Encode;
use futures::{stream, StreamExt, TryStreamExt};
use parecon_jobs_engine::TaskTerms;
use parecon_primitives::{CouncilId, MemberId, TaskId};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// How many tasks are asked for at once.
const AT_ONCE: usize = 16;

/// A view's answer in the shape of `T`; `None` where it is nothing.
async fn view<T: DeserializeOwned>(
	chain: &Chain,
	at: &At,
	view: &str,
	args: impl Encode,
) -> Result<Option<T>> {
	let answer = chain.ask(at, "Jobs", view, args).await?;
	let read = serde_json::from_value::<Option<T>>(answer);
	read.map_err(|error| chain.broken(format!("the view {view} answers otherwise: {error}")))
}

/// What the chain says of a council's work.
///
/// # Errors
/// The council has no tasks.
pub async fn workplace(chain: &Chain, at: &At, council: CouncilId) -> Result<Workplace> {
	view(chain, at, "workplace", council).await?.ok_or_else(|| {
		Error::new(
			format!("council {council} has no tasks on the chain of {}", chain.url()),
			format!("register some: `parecon jobs register --council {council} --file tasks.csv`"),
		)
	})
}

/// What the chain says of a task.
///
/// # Errors
/// There is none.
pub async fn task(chain: &Chain, at: &At, task: TaskId) -> Result<Task> {
	view(chain, at, "task", task).await?.ok_or_else(|| {
		Error::new(
			format!("there is no task {task} on the chain of {}", chain.url()),
			"`parecon jobs tasks --council N` shows which a council has",
		)
	})
}

/// A council's tasks.
pub async fn tasks(chain: &Chain, at: &At, ids: &[TaskId]) -> Result<BTreeMap<TaskId, Task>> {
	stream::iter(ids.to_vec())
		.map(|id| async move { Ok((id, task(chain, at, id).await?)) })
		.buffered(AT_ONCE)
		.try_collect()
		.await
}

/// The names of the tasks in some terms; those of tasks that are gone are their numbers.
pub async fn names(chain: &Chain, at: &At, terms: &[TaskTerms]) -> Result<Vec<String>> {
	let name = |id: TaskId| async move {
		let found = view::<Task>(chain, at, "task", id).await?;
		Ok(found.map_or_else(|| format!("task {id}"), |found| found.task.spec.name()))
	};
	let ids: Vec<TaskId> = terms.iter().map(|terms| terms.task).collect();
	stream::iter(ids).map(name).buffered(AT_ONCE).try_collect().await
}

/// The terms of a council's open window, and the best claim in it.
///
/// # Errors
/// No window is open.
pub async fn window(
	chain: &Chain,
	at: &At,
	council: CouncilId,
) -> Result<(Terms, Option<Claim>, Window)> {
	let found = workplace(chain, at, council).await?;
	let window = found.window.ok_or_else(|| {
		Error::new(
			format!("council {council} has no open window"),
			format!(
				"who speaks for it opens one: `parecon jobs window --council {council} --blocks N`"
			),
		)
	})?;
	let names = names(chain, at, &window.terms.tasks).await?;
	Ok((terms(council, names, &window.terms), found.best, window))
}

/// The terms of a window or of a division.
pub fn terms(council: CouncilId, names: Vec<String>, frozen: &Frozen) -> Terms {
	let problem = Problem {
		tasks: frozen.tasks.clone(),
		workers: frozen.workers.clone(),
		most_tasks: frozen.rules.most_tasks,
		tolerance: frozen.rules.tolerance,
		mean: frozen.mean,
	};
	Terms { council: Some(council.0), window: Some(frozen.number), names, problem }
}

/// The running period.
pub async fn period(chain: &Chain, at: &At) -> Result<u32> {
	let page = chain.ask(at, "Calendar", "calendar", ()).await?;
	let period = page["period"].as_u64().and_then(|period| u32::try_from(period).ok());
	period.ok_or_else(|| chain.broken("its calendar names no period"))
}

/// The member whose key signs.
///
/// # Errors
/// Nobody acts through that account.
pub async fn signer(chain: &Chain, at: &At, signer: &crate::chain::Signer) -> Result<MemberId> {
	crate::people::keys::Who::Account(signer.account()).member(chain, at).await
}
