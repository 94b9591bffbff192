//! Tests by topic.

mod admission;
mod carrying;
mod charter;
mod cleanup;
mod delegates;
mod dissolving;
mod federations;
mod genesis;
mod invariants;
mod links;
mod merging;
mod model;
mod moving;
mod offers;
mod population;
mod random;
mod real_members;
mod seats;
mod speaker;
mod views;

use crate::{mock::*, Charter, Error, Event, NextCouncil, Proposal, Sitter};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use parecon_primitives::{
	CouncilId, CouncilTree, CouncilTreeAt, FreezePopulation, MemberId, OnMemberChange, Side,
	Side::{Consumers, Workers},
};
use sp_core::H256;

type Origin = RuntimeOrigin;

const FIRST: CouncilId = CouncilId(0);
const SECOND: CouncilId = CouncilId(1);
const THIRD: CouncilId = CouncilId(2);

fn found(who: u64, side: Side) -> DispatchResult {
	Councils::found(Origin::signed(who), side)
}

fn join(who: u64, council: CouncilId) -> DispatchResult {
	Councils::join(Origin::signed(who), council)
}

fn leave(who: u64, side: Side) -> DispatchResult {
	Councils::leave(Origin::signed(who), side)
}

fn move_to(who: u64, council: CouncilId) -> DispatchResult {
	Councils::move_to(Origin::signed(who), council)
}

/// Moves the workers' vote of `who`.
fn back(who: u64, candidate: impl Into<Option<u32>>) -> DispatchResult {
	Councils::back(Origin::signed(who), Workers, candidate.into().map(MemberId))
}

fn settle(council: CouncilId, candidate: u32) -> DispatchResult {
	Councils::settle_speaker(Origin::signed(99), council, member(candidate))
}

/// Gives the workers' word of `who`.
fn vouch(who: u64, candidate: u32) -> DispatchResult {
	Councils::vouch(Origin::signed(who), Workers, MemberId(candidate))
}

fn offer(who: u64, council: CouncilId, to: CouncilId, what: Proposal) -> DispatchResult {
	Councils::offer(Origin::signed(who), council, to, what)
}

fn accept(who: u64, council: CouncilId, from: CouncilId) -> DispatchResult {
	Councils::accept(Origin::signed(who), council, from)
}

fn back_for(
	who: u64,
	council: CouncilId,
	candidate: impl Into<Option<CouncilId>>,
) -> DispatchResult {
	Councils::back_for(Origin::signed(who), council, candidate.into())
}

fn carry(who: u64, council: CouncilId) -> DispatchResult {
	Councils::carry(Origin::signed(who), council)
}

fn wind_up(council: CouncilId, limit: u32) -> DispatchResult {
	Councils::wind_up(Origin::signed(99), council, limit).map(|_| ()).map_err(|why| why.error)
}

fn member(id: u32) -> Sitter {
	Sitter::Member(MemberId(id))
}

fn child(id: CouncilId) -> Sitter {
	Sitter::Council(id)
}

/// A workers' council of the members 0 to `seats` - 1, none of whom backs anybody.
fn bench(seats: u64) {
	assert_ok!(found(0, Workers));
	for who in 1..seats {
		assert_ok!(join(who, FIRST));
	}
	assert_ok!(back(0, None));
	events();
}

/// Workers' councils of one member each: the council of every number has the member of that number.
fn workplaces(count: u64) {
	for who in 0..count {
		assert_ok!(found(who, Workers));
	}
	events();
}

/// The account that speaks for a council.
fn voice(council: CouncilId) -> u64 {
	Councils::speaker_of(council).unwrap().0.into()
}

/// A federation that two councils have founded, without votes.
fn federate(first: CouncilId, second: CouncilId) -> CouncilId {
	let next = NextCouncil::<Test>::get();
	assert_ok!(offer(voice(first), first, second, Proposal::Found));
	assert_ok!(accept(voice(second), second, first));
	next
}

/// A federation that two councils have founded and for which the first speaks.
fn federation(first: CouncilId, second: CouncilId) -> CouncilId {
	let id = federate(first, second);
	assert_ok!(back_for(voice(first), first, first));
	assert_ok!(back_for(voice(second), second, first));
	id
}

/// `council` takes a seat in a federation that somebody speaks for.
fn enlist(council: CouncilId, federation: CouncilId) {
	assert_ok!(offer(voice(council), council, federation, Proposal::Join));
	assert_ok!(accept(voice(federation), federation, council));
}

fn record(council: CouncilId) -> crate::CouncilOf<Test> {
	crate::Councils::<Test>::get(council).unwrap()
}

fn people(council: CouncilId) -> u32 {
	Councils::population_of(council)
}

fn speaker() -> Option<u32> {
	Councils::speaker_of(FIRST).map(|member| member.0)
}

fn tally(candidate: u32) -> u32 {
	Councils::tally(FIRST, member(candidate)).unwrap()
}

/// Lets `council` part or close without notice, and without waiting for the notice that it had.
fn no_notice(council: CouncilId) {
	assert_ok!(set_charter(council, charter(None, 0)));
	crate::Councils::<Test>::mutate(council, |record| {
		record.as_mut().unwrap().bound_until = 0;
	});
}

fn charter(admission: Option<u32>, notice: u64) -> Charter<u64> {
	Charter { text: H256::zero(), admission, notice }
}

fn set_charter(council: CouncilId, charter: Charter<u64>) -> DispatchResult {
	Councils::set_charter(Origin::signed(voice(council)), council, charter)
}
