//! Drives a planning year on a running chain: every council of an economy from a key of its own, or
//! every person of a town.
//!
//! What the chain has already is used again: members, councils, goods. So a
//! drive that was broken off can be started again, and a second year of the same economy begins at
//! the prices in which the first one ended.

mod found;
mod goods;
mod govern;
mod keys;
mod town;
mod year;

pub use keys::{council_uri, key, Driven};
pub use town::{drive_town, person_uri, Named, Outcome, Played, Row, Tell, Years};

use crate::{
	answer::Councils,
	chain::{Chain, Follower, Outbox, Signer},
	economy::Economy,
	errors::{Error, Result},
	market::{Settings, Year},
	progress::Progress,
};
use parecon_engine::Swing;
use parecon_primitives::{Credits, CycleId, MICRO};
use std::time::{Duration, Instant};

/// How a year is run on a chain, beside what a simulated one knows too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
	/// Blocks after which an iteration closes even where a council is silent.
	pub window: u32,
	/// How far councils may change their proposals in late iterations.
	pub swing: Swing,
	/// Further iterations, once, where the councils do not approve the plan; 0 for none.
	pub retries: u32,
	/// How many plans every council rejects before it approves one.
	pub reject: u32,
}

/// A driven year.
pub struct Drive {
	/// The cycle.
	pub cycle: CycleId,
	/// Its iterations as the chain went through them.
	pub year: Year,
	/// Whether the plan was ratified.
	pub ratified: bool,
	/// Blocks from the first that was waited for to the one in which the cycle ended.
	pub blocks: u32,
	/// Transactions sent.
	pub extrinsics: u32,
	/// How long it took.
	pub took: Duration,
}

/// The dev members and founders, by the names of their keys.
const PEOPLE: [&str; 6] = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"];

/// A chain, those who govern it, and what was sent to it.
struct Road {
	chain: Chain,
	follower: Follower,
	outbox: Outbox,
	people: Vec<Signer>,
	progress: Progress,
}

/// Everything that the steps of a drive share.
struct Session<'a> {
	road: Road,
	economy: &'a Economy,
	answers: Councils,
	councils: Vec<Driven>,
	settings: Settings,
	terms: Terms,
}

/// Drives a year of `economy` on the chain behind `url`.
pub async fn drive(
	economy: &Economy,
	url: &str,
	settings: Settings,
	terms: Terms,
) -> Result<Drive> {
	let begin = Instant::now();
	let councils = keys::councils(economy)?;
	income(economy)?;
	let road = Road::connect(url, Progress::spinner("connecting")).await?;
	let first = road.follower.next_number();
	let mut session =
		Session { road, answers: Councils::new(economy), economy, councils, settings, terms };
	session.road.ensure_free().await?;
	let keys: Vec<Signer> = session.councils.iter().map(|it| it.signer.clone()).collect();
	session.road.admit(&keys).await?;
	session.found().await?;
	let goods = session.open().await?;
	let (cycle, year, ratified) = session.run(&goods).await?;
	Ok(Drive {
		cycle,
		year,
		ratified,
		blocks: session.road.follower.next_number().saturating_sub(first),
		extrinsics: session.road.outbox.sent(),
		took: begin.elapsed(),
	})
}

/// The income that every consumers' council of the economy has: on the chain it is one per head.
fn income(economy: &Economy) -> Result<Credits> {
	let mut incomes = economy.consumer_councils.iter().map(|council| council.income);
	let first = incomes.next().unwrap_or(0.0);
	if let Some(position) = incomes.position(|income| income != first) {
		return Err(Error::new(
			format!(
				"consumer_councils[{}] of {} has another income than consumer_councils[0], and the \
				 chain gives every person the same",
				position + 1,
				economy.name
			),
			"drive an economy with equal incomes; `parecon simulate` plays unequal ones",
		));
	}
	Ok(Credits((first * MICRO as f64) as u128))
}

impl Road {
	/// A road to the chain behind `url`.
	async fn connect(url: &str, progress: Progress) -> Result<Self> {
		let chain = Chain::connect(url).await?;
		let follower = Follower::new(&chain).await?;
		let people = PEOPLE.into_iter().map(keys::person).collect::<Result<_>>()?;
		Ok(Self { chain, follower, outbox: Outbox::default(), people, progress })
	}

	/// No cycle may be running.
	async fn ensure_free(&self) -> Result<()> {
		let best = self.chain.best().await?;
		match self.chain.cycle(&best).await? {
			Some(cycle) if !cycle.phase.is_over() => Err(Error::new(
				format!(
					"cycle {} is running on the chain of {}, in iteration {}",
					cycle.id.0,
					self.chain.url(),
					cycle.iteration.0
				),
				"wait until it has ended: it lapses when its windows have passed",
			)),
			_ => Ok(()),
		}
	}

	/// Sends what is signed and waits until it is in blocks.
	async fn settle(&mut self) -> Result<()> {
		let sent = self.outbox.send(&self.chain).await?;
		self.follower.settle(sent).await
	}

	fn alice(&self) -> Signer {
		self.people[0].clone()
	}
}
