//! The calls that we make. Each is its pallet, its name and its arguments, encoded by the types that
//! the runtime itself uses; a test decodes every one of them by the committed metadata.

use codec::{Compact, Decode, Encode};
use parecon_engine::{Counting, Kind, LevelRule, Rule, Swing};
use parecon_primitives::{CouncilId, Credits, GoodId, MemberId, Price, Quantity, Side};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
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
	/// Iterations after which the best of them stands, converged or not.
	pub max_iterations: u32,
	/// Income of each person in a consumers' council.
	pub income_per_head: Credits,
	/// Which goods keep an iteration from being calm.
	pub counting: Counting,
	/// How far councils may change their proposals in late iterations.
	pub swing: Swing,
	/// Further iterations, once, where the councils do not approve the plan; 0 for none.
	pub retries: u32,
	/// How statements become the level of a public good.
	pub levels: LevelRule,
	/// How large exceptions can be, as a part of what a council has.
	pub exceptions: Perbill,
}

/// Who sits in a council, as the pallet's `Sitter` is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub enum Sitter {
	/// A member, in a base council.
	#[codec(index = 0)]
	Member(MemberId),
	/// A child council, in a federation.
	#[codec(index = 1)]
	Council(CouncilId),
}

/// What one council proposes to another, as the pallet's `Proposal` is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub enum Proposal {
	/// To found a federation together.
	Found,
	/// To take it in as a child council.
	Join,
	/// To be wound up into it.
	Merge,
}

/// What a council has laid down, as the pallet's `Charter` is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub struct Charter {
	/// Hash of its text; zero where there is none.
	pub text: H256,
	/// Of how many who sit in it a newcomer needs the word; none: it is open.
	pub admission: Option<u32>,
	/// Blocks between giving notice and leaving or dissolving.
	pub notice: u32,
}

pub(super) fn call(pallet: &'static str, name: &'static str, args: impl Encode) -> Call {
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

/// Says in which steps a public good, or permits for a pollutant, are stated, and by whom.
pub fn share_good(good: GoodId, step: Quantity, scope: &[CouncilId]) -> Call {
	call("Planning", "share_good", (good, step, scope))
}

/// Opens a cycle.
pub fn open_cycle(params: Params) -> Call {
	call("Planning", "open_cycle", params)
}

/// Enrols a council.
pub fn enrol(council: CouncilId) -> Call {
	call("Planning", "enrol", council)
}

/// Takes the standing proposal of a workers' council out of the totals that was silent twice running.
pub fn drop_silent(council: CouncilId) -> Call {
	call("Planning", "drop_silent", council)
}

/// Approves or rejects the plan.
pub fn ratify(council: CouncilId, approve: bool) -> Call {
	call("Planning", "ratify", (council, approve))
}

/// Takes the signer's word for a candidate back.
pub fn withdraw(candidate: AccountId32) -> Call {
	call("Members", "withdraw", candidate)
}

/// Ends the signer's membership.
pub fn leave_membership() -> Call {
	call("Members", "leave", ())
}

/// Removes a dead candidacy.
pub fn discard(candidate: AccountId32) -> Call {
	call("Members", "discard", candidate)
}

/// Objects to a candidate.
pub fn object(candidate: AccountId32) -> Call {
	call("Members", "object", candidate)
}

/// Decides a case as the speaker of the candidate's home council.
pub fn settle_case(candidate: AccountId32, admit: bool) -> Call {
	call("Members", "settle_case", (candidate, admit))
}

/// Offers the signer's membership to another account of the same person.
pub fn offer_account(new: AccountId32) -> Call {
	call("Members", "offer_account", new)
}

/// Takes that offer back.
pub fn withdraw_account_offer() -> Call {
	call("Members", "withdraw_offer", ())
}

/// Takes the membership over that is offered to the signer.
pub fn accept_account() -> Call {
	call("Members", "accept_account", ())
}

/// Gives a sponsor's word that a member who has lost the key acts through another account.
pub fn recover(member: MemberId, account: AccountId32) -> Call {
	call("Members", "recover", (member, account))
}

/// Stops a recovery with the key that is not lost.
pub fn cancel_recovery() -> Call {
	call("Members", "cancel_recovery", ())
}

/// Moves the member to the new account once the delay is over.
pub fn complete_recovery(member: MemberId) -> Call {
	call("Members", "complete_recovery", member)
}

/// Removes a dead recovery.
pub fn discard_recovery(member: MemberId) -> Call {
	call("Members", "discard_recovery", member)
}

/// Says that the signer is still here.
pub fn renew() -> Call {
	call("Members", "renew", ())
}

/// Takes a person into the signer's care.
pub fn add_dependent(account: AccountId32) -> Call {
	call("Members", "add_dependent", account)
}

/// Confirms that a dependent lives with a neighbour.
pub fn confirm_dependent(account: AccountId32) -> Call {
	call("Members", "confirm_dependent", account)
}

/// Ends the care for a dependent.
pub fn remove_dependent(account: AccountId32) -> Call {
	call("Members", "remove_dependent", account)
}

/// Offers the care for a dependent to another member.
pub fn hand_over(account: AccountId32, to: MemberId) -> Call {
	call("Members", "hand_over", (account, to))
}

/// Takes over the care for a dependent.
pub fn accept_guardianship(account: AccountId32) -> Call {
	call("Members", "accept_guardianship", account)
}

/// Takes a seat in a base council.
pub fn join(council: CouncilId) -> Call {
	call("Councils", "join", council)
}

/// Gives up the seat in the base council of a side.
pub fn leave(side: Side) -> Call {
	call("Councils", "leave", side)
}

/// Goes from the base council of its side to another one.
pub fn move_to(council: CouncilId) -> Call {
	call("Councils", "move_to", council)
}

/// Sets the signer's standing vote in the base council of a side.
pub fn back(side: Side, candidate: Option<MemberId>) -> Call {
	call("Councils", "back", (side, candidate))
}

/// Sets a child council's standing vote in its federation.
pub fn back_for(council: CouncilId, candidate: Option<CouncilId>) -> Call {
	call("Councils", "back_for", (council, candidate))
}

/// Makes whom more than half back the speaker.
pub fn settle_speaker(council: CouncilId, candidate: Sitter) -> Call {
	call("Councils", "settle_speaker", (council, candidate))
}

/// Gives the signer's word for a member who wants a seat in the signer's base council of a side.
pub fn vouch(side: Side, candidate: MemberId) -> Call {
	call("Councils", "vouch", (side, candidate))
}

/// Takes that word back.
pub fn withdraw_vouch(side: Side, candidate: MemberId) -> Call {
	call("Councils", "withdraw_vouch", (side, candidate))
}

/// Proposes something to another council.
pub fn offer(council: CouncilId, to: CouncilId, what: Proposal) -> Call {
	call("Councils", "offer", (council, to, what))
}

/// Takes a council's open offer back.
pub fn withdraw_offer(council: CouncilId) -> Call {
	call("Councils", "withdraw_offer", council)
}

/// Accepts what `from` has offered to `council`.
pub fn accept(council: CouncilId, from: CouncilId) -> Call {
	call("Councils", "accept", (council, from))
}

/// Gives notice that a council leaves its federation.
pub fn secede(council: CouncilId) -> Call {
	call("Councils", "secede", council)
}

/// Takes that notice back.
pub fn stay(council: CouncilId) -> Call {
	call("Councils", "stay", council)
}

/// Takes a council out of its federation once the notice is over.
pub fn part(council: CouncilId) -> Call {
	call("Councils", "part", council)
}

/// Gives notice that a council is dissolved.
pub fn dissolve(council: CouncilId) -> Call {
	call("Councils", "dissolve", council)
}

/// Takes that notice back.
pub fn keep(council: CouncilId) -> Call {
	call("Councils", "keep", council)
}

/// Winds up to `limit` seats of a closing council up.
pub fn wind_up(council: CouncilId, limit: u32) -> Call {
	call("Councils", "wind_up", (council, limit))
}

/// Takes the room that a council's record holds into the signer's purse.
pub fn carry(council: CouncilId) -> Call {
	call("Councils", "carry", council)
}

/// Lays down a council's charter.
pub fn set_charter(council: CouncilId, charter: Charter) -> Call {
	call("Councils", "set_charter", (council, charter))
}
