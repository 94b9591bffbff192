//! Reads from a chain what status and price history are made of.

use super::{
	goods::Market,
	history::{Announced, History},
	search::{Moment, Search},
	status::{Closed, Snapshot},
};
use crate::{
	chain::{
		stored::{Cycle, Phase},
		At, Chain,
	},
	errors::{Error, Result},
};
use parecon_primitives::{CycleId, Iteration};

/// Seconds from one block to the next, where they cannot be measured.
const PACE: f64 = 6.0;

/// Over how many blocks they are measured.
const MEASURED: u32 = 20;

/// Where the running cycle of `chain` stands, or the latest one.
///
/// # Errors
/// There has been no cycle; the node does not answer.
pub async fn snapshot(chain: &Chain) -> Result<Snapshot> {
	let at = chain.best().await?;
	let cycle = chain.cycle(&at).await?.ok_or_else(|| no_cycle(chain))?;
	let (closed, notes) = match last_closed(&cycle) {
		None => (None, Vec::new()),
		Some(iteration) => match read_closed(chain, &at, &cycle, iteration).await {
			Ok(closed) => (Some(closed), Vec::new()),
			Err(error) => {
				let what = format!("iteration {iteration} is not told: {}", error.what());
				(None, vec![what])
			},
		},
	};
	Ok(Snapshot {
		block: at.block_number() as u32,
		pace: pace(chain, &at).await,
		goods: chain.goods(&at).await?,
		enrolments: chain.enrolments(&at, cycle.id.0).await?,
		now: now(chain, &at, &cycle).await?,
		cycle,
		closed,
		notes,
	})
}

fn no_cycle(chain: &Chain) -> Error {
	Error::new(
		format!("there has been no cycle on the chain of {} yet", chain.url()),
		"have a year planned: `parecon drive FILE`",
	)
}

/// The last iteration that is closed, while the cycle is running.
fn last_closed(cycle: &Cycle) -> Option<Iteration> {
	let iteration = cycle.iteration.0;
	let last = match cycle.phase {
		Phase::Ratified | Phase::Lapsed(_) => None,
		Phase::Collecting => iteration.0.checked_sub(1),
		_ => Some(iteration.0),
	};
	last.filter(|last| *last > 0).map(Iteration)
}

/// Prices and totals, where they belong together.
async fn now(chain: &Chain, at: &At, cycle: &Cycle) -> Result<Option<Market>> {
	let totals = match cycle.phase {
		Phase::Collecting => chain.totals(at).await?,
		Phase::Ratifying => chain.settled(at).await?,
		_ => return Ok(None),
	};
	Ok(Some(Market { quotes: chain.quotes(at).await?, totals }))
}

/// Seconds from one block to the next, over the last blocks. It is only about how long something
/// takes: what cannot be measured is taken for what it should be.
async fn pace(chain: &Chain, at: &At) -> f64 {
	let last = at.block_number() as u32;
	// The first block has no time.
	let first = last.saturating_sub(MEASURED).max(1);
	let Ok(Some(before)) = chain.at(first).await else { return PACE };
	let (Ok(since), Ok(until)) = (made(chain, &before).await, made(chain, at).await) else {
		return PACE;
	};
	paced(last.saturating_sub(first), until.saturating_sub(since))
}

/// When a block was made, in milliseconds since 1970.
async fn made(chain: &Chain, at: &At) -> Result<u64> {
	Ok(chain.value(at, "Timestamp", "Now", ()).await?.unwrap_or(0))
}

fn paced(blocks: u32, milliseconds: u64) -> f64 {
	match (blocks, milliseconds) {
		(0, _) | (_, 0) => PACE,
		_ => milliseconds as f64 / 1000.0 / f64::from(blocks),
	}
}

/// A closed iteration, from the state of the last block in which it collected: there its prices and
/// its totals stand together.
async fn read_closed(
	chain: &Chain,
	best: &At,
	cycle: &Cycle,
	iteration: Iteration,
) -> Result<Closed> {
	let id = cycle.id.0;
	let since = best.block_number() as u32;
	let closed = first(chain, since, Moment::closed(id, iteration)).await?;
	let at = block(chain, closed.saturating_sub(1)).await?;
	let market = Market { quotes: chain.quotes(&at).await?, totals: chain.totals(&at).await? };
	let value = chain.cycle(&at).await?.map(|cycle| cycle.value.0).unwrap_or_default();
	let before = match iteration.0 {
		0 | 1 => None,
		number => {
			let before = Moment::closed(id, Iteration(number - 1));
			let closed = first(chain, closed, before).await?;
			let at = block(chain, closed.saturating_sub(1)).await?;
			Some(chain.quotes(&at).await?)
		},
	};
	Ok(Closed { iteration, market, before, value })
}

/// The chain at a block that has to be there.
async fn block(chain: &Chain, number: u32) -> Result<At> {
	let at = chain.at(number).await?;
	at.ok_or_else(|| chain.broken(format!("block {number} is not there")))
}

/// The first block by whose end planning has come as far as `moment`; by the end of `since` it has.
async fn first(chain: &Chain, since: u32, moment: Moment) -> Result<u32> {
	let mut search = Search::back_from(since);
	while let Some(number) = search.next() {
		let at = block(chain, number).await?;
		let cycle = chain.cycle(&at).await?;
		let reached = cycle.as_ref().map(Moment::of) >= Some(moment);
		search.answer(number, reached);
	}
	Ok(search.found())
}

/// The prices of all goods in each iteration of some cycles. `progress` is told how many iterations
/// have been read.
///
/// # Errors
/// There has been no such cycle; the node does not keep the states of its blocks; it does not answer.
pub async fn history(
	chain: &Chain,
	cycles: &[CycleId],
	mut progress: impl FnMut(usize),
) -> Result<History> {
	let best = chain.best().await?;
	let latest = chain.cycle(&best).await?.ok_or_else(|| no_cycle(chain))?;
	let mut announced = Vec::new();
	for cycle in cycles {
		if *cycle > latest.id.0 {
			return Err(Error::new(
				format!("there has been no cycle {cycle} on the chain of {}", chain.url()),
				format!("the latest one is --cycle {}", latest.id.0),
			));
		}
		let (end, last) = match chain.conclusion(&best, *cycle).await? {
			Some(ended) => (ended.at, ended.iterations.0),
			None => (best.block_number() as u32, latest.iteration.0),
		};
		announced.extend(prices(chain, *cycle, end, last, &mut progress).await?);
	}
	Ok(History::new(chain.goods(&best).await?, announced))
}

/// The prices of the iterations of a cycle up to `last`, which began by the end of block `end`.
async fn prices(
	chain: &Chain,
	cycle: CycleId,
	end: u32,
	last: Iteration,
	progress: &mut impl FnMut(usize),
) -> Result<Vec<Announced>> {
	let mut announced = Vec::new();
	let mut since = end;
	for iteration in (1..=last.0).rev().map(Iteration) {
		since = first(chain, since, Moment::announced(cycle, iteration)).await?;
		let quotes = chain.quotes(&block(chain, since).await?).await?;
		let prices = quotes.into_iter().map(|quote| quote.price).collect();
		announced.push(Announced { cycle, iteration, block: since, prices });
		progress(announced.len());
	}
	announced.reverse();
	Ok(announced)
}

#[cfg(test)]
mod tests {
	use super::{super::tests::cycle, *};
	use crate::chain::stored::Lapse;

	#[test]
	fn the_last_closed_iteration_is_known_in_every_phase() {
		for (phase, last) in [
			(Phase::Collecting, Some(2)),
			(Phase::Clearing, Some(3)),
			(Phase::Settling, Some(3)),
			(Phase::Ratifying, Some(3)),
			(Phase::Ratified, None),
			(Phase::Lapsed(Lapse::OneSided), None),
		] {
			assert_eq!(last_closed(&cycle(phase)), last.map(Iteration));
		}
		for (phase, iteration) in
			[(Phase::Collecting, 1), (Phase::Enrolling, 0), (Phase::Opening { page: 0 }, 0)]
		{
			let mut cycle = super::super::tests::cycle(phase);
			cycle.iteration.0 = Iteration(iteration);
			assert_eq!(last_closed(&cycle), None);
		}
	}

	#[test]
	fn the_pace_is_measured_where_it_can_be() {
		assert_eq!(paced(20, 60_000), 3.0);
		assert_eq!((paced(0, 5), paced(5, 0)), (PACE, PACE));
	}
}
