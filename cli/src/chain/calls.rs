//! The calls that we make. Each is its pallet, its name and its arguments, encoded by the types that
//! the runtime itself uses; a test decodes every one of them by the committed metadata.

use codec::{Compact, Encode};
use parecon_engine::{Kind, Line, Rule};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, Price, Quantity, Side};
use primitive_types::H256;
use sp_arithmetic::Perbill;
use subxt::{
	ext::scale_encode::{self, EncodeAsFields, FieldIter, TypeResolver},
	transactions::Payload,
	utils::{AccountId32, MultiAddress},
};

/// A call, ready to be signed or put into another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
	pallet: &'static str,
	name: &'static str,
	args: Args,
}

/// The arguments of a call, encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args(Vec<u8>);

impl EncodeAsFields for Args {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_: &mut dyn FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), scale_encode::Error> {
		out.extend(&self.0);
		Ok(())
	}
}

impl Payload for Call {
	type CallData = Args;

	fn pallet_name(&self) -> &str {
		self.pallet
	}

	fn call_name(&self) -> &str {
		self.name
	}

	fn call_data(&self) -> &Args {
		&self.args
	}
}

/// A call inside a call: its bytes, as [`super::Chain::bytes_of`] gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inner(pub Vec<u8>);

impl Encode for Inner {
	fn encode_to<T: codec::Output + ?Sized>(&self, out: &mut T) {
		out.write(&self.0);
	}
}

/// What a cycle is opened with, as the pallet's `CycleParams` is encoded.
#[derive(Clone, Copy, Debug, Encode)]
pub struct Params {
	/// How totals become the next prices.
	pub rule: Rule,
	/// Imbalance below which a good counts as balanced.
	pub threshold: Perbill,
	/// Blocks in which councils can enrol.
	pub enrolment: u32,
	/// Blocks after which an iteration closes, whoever is silent.
	pub window: u32,
	/// Blocks in which speakers can ratify the plan.
	pub ratification: u32,
	/// Iterations after which a cycle that has not converged lapses.
	pub max_iterations: u32,
	/// Income of each person in a consumers' council.
	pub income_per_head: Credits,
}

fn call(pallet: &'static str, name: &'static str, args: impl Encode) -> Call {
	Call { pallet, name, args: Args(args.encode()) }
}

/// Gives tokens; the giver stays alive.
pub fn transfer(to: AccountId32, amount: u128) -> Call {
	let to = MultiAddress::<AccountId32, ()>::Id(to);
	call("Balances", "transfer_keep_alive", (to, Compact(amount)))
}

/// Dispatches calls together: all or none.
pub fn batch_all(calls: Vec<Inner>) -> Call {
	call("Utility", "batch_all", calls)
}

/// Dispatches calls one by one, whatever fails.
pub fn force_batch(calls: Vec<Inner>) -> Call {
	call("Utility", "force_batch", calls)
}

/// Moves a call of `length` bytes in the founding circle.
pub fn motion(threshold: u32, motion: Inner, length: u32) -> Call {
	call("Founders", "propose", (Compact(threshold), motion, Compact(length)))
}

/// Votes for a motion.
pub fn approve(motion: H256, index: u32) -> Call {
	call("Founders", "vote", (motion, Compact(index), true))
}

/// Ends a motion, whose call weighs as much and is as long.
pub fn close(motion: H256, index: u32, weight: (u64, u64), length: u32) -> Call {
	let weight = (Compact(weight.0), Compact(weight.1));
	call("Founders", "close", (motion, Compact(index), weight, Compact(length)))
}

/// Gives the signer's word for a candidate.
pub fn sponsor(candidate: AccountId32) -> Call {
	call("Members", "sponsor", candidate)
}

/// Makes a candidate a member.
pub fn admit(candidate: AccountId32) -> Call {
	call("Members", "admit", candidate)
}

/// Founds a base council.
pub fn found(side: Side) -> Call {
	call("Councils", "found", side)
}

/// Registers a good.
pub fn register_good(name: &str, unit: &str, kind: Kind, price: Price, supply: Quantity) -> Call {
	call("Planning", "register_good", (name, unit, kind, price, supply))
}

/// Sets the yearly supply of a good.
pub fn set_supply(good: GoodId, supply: Quantity) -> Call {
	call("Planning", "set_supply", (good, supply))
}

/// Opens a cycle.
pub fn open_cycle(params: Params) -> Call {
	call("Planning", "open_cycle", params)
}

/// Enrols a council.
pub fn enrol(council: CouncilId) -> Call {
	call("Planning", "enrol", council)
}

/// Answers the prices of an iteration.
pub fn propose(council: CouncilId, iteration: Iteration, lines: &[Line]) -> Call {
	call("Planning", "propose", (council, iteration, lines))
}

/// Approves or rejects the plan.
pub fn ratify(council: CouncilId, approve: bool) -> Call {
	call("Planning", "ratify", (council, approve))
}
