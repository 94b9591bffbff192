//! Strangers with tokens fill the pool and the blocks, tipping; members vote all the same.
//!
//! Every tenth of the strangers' transactions outbids the members' priority: what it cannot buy is the
//! half of a block that is reserved.
//!
//! Needs the node's program, as the other tests on a node do. The figures go to standard output
//! (`cargo test --test flood -- --nocapture`); PARECON_FLOOD_BLOCKS says how many blocks, 100 where it
//! says nothing.

mod node;

use node::Node;
use parecon_cli::{
	chain::{
		calls::{self, Inner},
		Chain, Follower, Outbox, Seen, Signer,
	},
	drive::key,
	errors::Result,
};
use parecon_primitives::{MemberId, Side};
use primitive_types::H256;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One token, in the smallest unit.
const PARE: u128 = 1_000_000_000_000;

/// Strangers, each with an account of its own.
const STRANGERS: usize = 24;

/// Transfers in one of their transactions: some 60 ms of weight, of the 750 ms that are not reserved.
const TRANSFERS: usize = 500;

/// Transactions that each stranger sends in a block.
const EACH: usize = 2;

/// A vote has to land within so many blocks.
const LATEST: u32 = 3;

mod stored {
	use subxt::ext::scale_decode::{self, DecodeAsType};

	/// What a block's extrinsics weigh, by class.
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "scale_decode")]
	pub struct Consumed {
		pub normal: Weight,
	}

	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "scale_decode")]
	pub struct Weight {
		pub ref_time: u64,
	}
}

/// A flooded chain.
struct Flood {
	chain: Chain,
	follower: Follower,
	outbox: Outbox,
	members: Vec<Signer>,
	/// Which of them back themselves.
	own: [bool; 6],
	strangers: Vec<Signer>,
	/// The strangers' transactions that the node took and that are in no block yet.
	waiting: HashSet<H256>,
	/// The votes on their way, with the block after which each was sent.
	votes: HashMap<H256, u32>,
	figures: Figures,
}

#[derive(Default)]
struct Figures {
	/// How many votes landed after so many blocks.
	landed: BTreeMap<u32, u32>,
	offered: u32,
	refused: u32,
	included: u32,
	failed: u32,
	/// Weight of ordinary transactions in each block, in milliseconds.
	filled: Vec<u64>,
}

/// From nothing to two tokens; and from every tenth one more than the hundred that it takes to come
/// before members.
fn tip(turn: usize) -> u128 {
	match turn % 10 {
		9 => 101 * PARE,
		_ => PARE * (turn % 21) as u128 / 10,
	}
}

impl Flood {
	async fn new(url: &str) -> Result<Self> {
		let chain = Chain::connect(url).await?;
		let follower = Follower::new(&chain).await?;
		let people = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"];
		let members =
			people.map(|name| key(format!("//{name}"))).into_iter().collect::<Result<_>>()?;
		let strangers =
			(0..STRANGERS).map(|n| key(format!("//flood/{n}"))).collect::<Result<_>>()?;
		let own = [true, false, true, false, true, false];
		let (outbox, waiting, votes, figures) = Default::default();
		Ok(Self { chain, follower, outbox, members, own, strangers, waiting, votes, figures })
	}

	/// Tokens for the strangers.
	async fn fund(&mut self) -> Result<()> {
		let at = self.chain.best().await?;
		let alice = self.members[0].clone();
		let transfers = self.strangers.iter().map(|stranger| {
			self.chain.bytes_of(&at, &calls::transfer(stranger.account(), 20_000 * PARE))
		});
		let transfers = transfers.collect::<Result<_>>()?;
		self.outbox.learn_nonces(&self.chain, &[&alice]).await?;
		self.outbox.sign(&at, &alice, "tokens for strangers", &calls::batch_all(transfers))?;
		let sent = self.outbox.send(&self.chain).await?;
		self.follower.settle(sent).await
	}

	/// Each stranger sends transactions with tips that differ.
	async fn press(&mut self, seen: &Seen) -> Result<()> {
		let transfer =
			|to: &Signer| self.chain.bytes_of(&seen.at, &calls::transfer(to.account(), PARE));
		let inner: Vec<Inner> = (0..TRANSFERS)
			.map(|n| transfer(&self.strangers[n % STRANGERS]))
			.collect::<Result<_>>()?;
		let call = calls::force_batch(inner);
		let signers: Vec<&Signer> = self.strangers.iter().collect();
		// A full pool throws out who tips least, which leaves a gap behind in that account's nonces.
		signers.iter().for_each(|stranger| self.outbox.forget(stranger));
		self.outbox.learn_nonces(&self.chain, &signers).await?;
		for round in 0..EACH {
			for (position, stranger) in self.strangers.iter().enumerate() {
				let tip = tip(position + round + seen.number as usize);
				self.outbox.sign_with_tip(&seen.at, stranger, "a transfer", &call, tip)?;
			}
		}
		for sent in self.outbox.send_each(&self.chain).await {
			self.figures.offered += 1;
			match sent {
				Ok(hash) => drop(self.waiting.insert(hash)),
				Err(_) => self.figures.refused += 1,
			}
		}
		Ok(())
	}

	/// One member moves a standing vote: to oneself, to nobody, and so on. In the preset, the first of
	/// each neighbourhood backs oneself, and the second backs the first.
	async fn vote(&mut self, seen: &Seen, turn: usize) -> Result<()> {
		let position = turn % self.members.len();
		let (member, own) = (self.members[position].clone(), &mut self.own[position]);
		*own = !*own;
		let call = calls::back(Side::Consumers, own.then_some(MemberId(position as u32)));
		self.outbox.learn_nonces(&self.chain, &[&member]).await?;
		self.outbox.sign(&seen.at, &member, "a vote", &call)?;
		for hash in self.outbox.send(&self.chain).await?.into_keys() {
			self.votes.insert(hash, seen.number);
		}
		Ok(())
	}

	/// Takes what is in a block off the lists.
	async fn count(&mut self, seen: &Seen) -> Result<()> {
		let failures = seen.failures();
		for (position, hash) in seen.extrinsics.iter().enumerate() {
			let failed = failures.contains_key(&(position as u32));
			if let Some(sent) = self.votes.remove(hash) {
				assert!(!failed, "a vote failed: {failures:?}");
				*self.figures.landed.entry(seen.number - sent).or_default() += 1;
			} else if self.waiting.remove(hash) {
				self.figures.included += 1;
				self.figures.failed += u32::from(failed);
			}
		}
		let consumed: Option<stored::Consumed> =
			self.chain.value(&seen.at, "System", "BlockWeight", ()).await?;
		let normal = consumed.map_or(0, |consumed| consumed.normal.ref_time);
		self.figures.filled.push(normal / 1_000_000_000);
		Ok(())
	}

	async fn run(&mut self, blocks: u32) -> Result<()> {
		self.fund().await?;
		// The pool fills before the first vote.
		for _ in 0..5 {
			let seen = self.follower.next().await?;
			self.press(&seen).await?;
		}
		self.figures = Figures::default();
		for turn in 0..blocks as usize {
			let seen = self.follower.next().await?;
			self.count(&seen).await?;
			self.vote(&seen, turn).await?;
			self.press(&seen).await?;
		}
		for _ in 0..LATEST {
			let seen = self.follower.next().await?;
			self.count(&seen).await?;
		}
		Ok(())
	}
}

impl Figures {
	fn print(&self, blocks: u32) {
		let full = self.filled.iter().filter(|filled| **filled >= 600).count();
		let mean = self.filled.iter().sum::<u64>() / self.filled.len().max(1) as u64;
		println!("{blocks} blocks; votes landed after so many blocks: {:?}", self.landed);
		println!(
			"strangers: {} transactions of {TRANSFERS} transfers offered, {} refused by the pool, {} \
			 in blocks ({} of them failed)",
			self.offered, self.refused, self.included, self.failed
		);
		println!(
			"ordinary transactions weigh {mean} ms a block on average of at most 1500; in {full} blocks \
			 they took at least 600 of the strangers' 750 ms"
		);
	}
}

/// Failure: a chain without fees for members is bought, or flooded, in the last hour of a vote.
#[test]
fn votes_land_within_three_blocks_while_strangers_fill_the_chain() {
	let blocks = std::env::var("PARECON_FLOOD_BLOCKS").map_or(100, |text| text.parse().unwrap());
	let node = Node::start("flood");
	let runtime = tokio::runtime::Runtime::new().unwrap();
	let figures = runtime.block_on(async {
		let mut flood = Flood::new(&node.url).await.unwrap();
		flood.run(blocks).await.unwrap();
		assert_eq!(flood.votes.len(), 0, "votes are in no block after {LATEST}: {:?}", flood.votes);
		flood.figures
	});
	figures.print(blocks);
	assert_eq!(figures.landed.values().sum::<u32>(), blocks);
	assert!(figures.landed.keys().all(|after| *after <= LATEST), "{:?}", figures.landed);
	let full = figures.filled.iter().filter(|filled| **filled >= 600).count();
	assert!(
		full * 10 >= figures.filled.len() * 9,
		"the chain was not flooded: {:?}",
		figures.filled
	);
}
