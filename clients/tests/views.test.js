// The views: what a wallet asks the chain, without knowing its storage.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Enum } from "polkadot-api";
import { say, show } from "../lib/node.js";
import * as papi from "../lib/papi.js";
import { dev, newcomer } from "../lib/people.js";
import * as pjs from "../lib/pjs.js";

const alice = dev("Alice");
const bob = dev("Bob");
const stranger = newcomer("stranger");

let mine;
let theirs;

before(async () => {
	mine = papi.connect();
	theirs = await pjs.connect();
});

after(async () => {
	mine?.close();
	await theirs?.disconnect();
});

test("polkadot-api asks who somebody is", async () => {
	const { view, query } = mine.api;
	const me = await view.Members.who_am_i(alice.address);
	assert.equal(me.member, await query.Members.MemberOf.getValue(alice.address));
	assert.equal(await view.Members.account_of_member(me.member), alice.address);
	assert.equal(await view.Members.who_am_i(stranger.address), undefined);
	assert.equal(await view.Members.count(), await query.Members.CounterForMembers.getValue());
	say(`who_am_i(Alice) = ${show(me)}; who_am_i(a stranger) = none`);
});

test("polkadot-api asks whether an act would pass, and why not", async () => {
	const { view } = mine.api;
	const rules = await view.Members.rules();
	const none = await view.Members.may_sponsor(stranger.address, bob.address);
	assert.equal(none.verdict.success, false);
	assert.equal(nameOf(none.verdict.value), "NotMember");
	const known = await view.Members.may_sponsor(alice.address, bob.address);
	assert.equal(known.verdict.success, false);
	assert.equal(nameOf(known.verdict.value), "AlreadyMember");
	say("a stranger may not sponsor: NotMember; Alice may not sponsor Bob: AlreadyMember");
	say(`the rules: ${show(rules)}`);
});

/** The name of an error of the members' pallet. */
function nameOf({ type, value }) {
	assert.deepEqual([type, value.type], ["Module", "Members"]);
	return value.value.type;
}

test("polkadot-api asks for councils and seats", async () => {
	const { view } = mine.api;
	const seats = await view.Councils.seats_of(alice.address);
	for (const side of ["workers", "consumers"]) {
		const id = seats[side].council;
		const council = await view.Councils.council(id);
		assert.equal(council.side.type.toLowerCase(), side);
		const sitting = await view.Councils.seats(id);
		assert.equal(sitting.length, council.seats);
		const hers = sitting.filter(({ sitter }) => show(sitter) === show(Enum("Member", seats.member)));
		assert.equal(hers.length, 1, show(sitting));
		say(`Alice sits in council ${id}: ${show(council)}`);
	}
	assert.equal(await view.Councils.council(4_000_000_000), undefined);
});

test("polkadot-api asks whether an act is free before anything is signed", async () => {
	const { view, tx } = mine.api;
	assert.equal(await view.Quota.quota_of(stranger.address), undefined);
	const { payer, ordinary, voice } = await view.Quota.quota_of(alice.address);
	assert.equal(payer, (await view.Members.who_am_i(alice.address)).member);
	for (const { room, capacity } of [ordinary, voice]) assert.ok(0n < room && room <= capacity);

	const answer = async (transaction, who) => {
		const { weight } = await transaction.getPaymentInfo(who.address);
		const { length } = await transaction.sign(papi.signerOf(who));
		const kind = await view.Quota.kind_of(transaction.decodedCall);
		return view.Quota.would_be_free(who.address, weight.ref_time, length, kind);
	};
	const back = tx.Councils.back({ side: Enum("Workers"), candidate: undefined });
	const burn = tx.Balances.burn({ value: 1n, keep_alive: true });
	const voted = await answer(back, alice);
	assert.deepEqual(voted.verdict.value, Enum("Voice", payer), show(voted));
	const burned = await answer(burn, alice);
	assert.deepEqual([burned.verdict.success, burned.verdict.value.type], [false, "NeverFree"]);
	const strange = await answer(back, stranger);
	assert.deepEqual([strange.verdict.success, strange.verdict.value.type], [false, "NotMember"]);
	say(`Alice's vote: ${show(voted)}; burning: NeverFree; a stranger's vote: NotMember`);
});

test("both clients estimate no fee for what is free", async () => {
	const { tx } = mine.api;
	const theirFee = async (transaction, who) =>
		(await transaction.paymentInfo(who.address)).partialFee.toBigInt();
	const back = tx.Councils.back({ side: Enum("Workers"), candidate: undefined });
	const burn = tx.Balances.burn({ value: 1n, keep_alive: true });
	assert.equal(await back.getEstimatedFees(alice.address), 0n);
	assert.equal(await theirFee(theirs.tx.councils.back("Workers", null), alice), 0n);
	const fees = [
		await burn.getEstimatedFees(alice.address),
		await back.getEstimatedFees(stranger.address),
		await theirFee(theirs.tx.balances.burn(1, true), alice),
		await theirFee(theirs.tx.councils.back("Workers", null), stranger),
	];
	for (const fee of fees) assert.ok(fee > 0n, `fees ${fees}`);
	say(`Alice's vote: 0; burning and a stranger's vote: ${fees.join(", ")}`);
});

test("@polkadot/api asks too, by the function behind all views", async () => {
	assert.equal(theirs.view, undefined, "the library has a namespace for views now: use it here");
	const count = await pjs.view(theirs, "Members", "count");
	assert.equal(count.toNumber(), await mine.api.view.Members.count());
	const me = (await pjs.view(theirs, "Members", "who_am_i", alice.address)).unwrap();
	const same = await mine.api.view.Members.who_am_i(alice.address);
	assert.equal(me.member.toNumber(), same.member);
	assert.equal(me.mayLeave.toPrimitive(), same.may_leave);
	const account = await pjs.view(theirs, "Members", "account_of_member", me.member);
	assert.equal(account.unwrap().toString(), alice.address);
	assert.ok((await pjs.view(theirs, "Members", "who_am_i", stranger.address)).isNone);
	const seats = await pjs.view(theirs, "Councils", "seats_of", alice.address);
	assert.equal(seats.member.unwrap().toNumber(), same.member);
	say(`who_am_i(Alice) = ${me}`);
});
