// A person who owns no token acts through a classic browser wallet, and pays nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { u8aToHex, u8aWrapBytes } from "@polkadot/util";
import { signatureVerify } from "@polkadot/util-crypto";
import { Enum, InvalidTxError } from "polkadot-api";
import { connectInjectedExtension, getInjectedExtensions } from "polkadot-api/pjs-signer";
import { ensureMember, tokensOf } from "../lib/members.js";
import { say } from "../lib/node.js";
import * as papi from "../lib/papi.js";
import { dev, newcomer } from "../lib/people.js";
import * as pjs from "../lib/pjs.js";
import { inject, refuseSized, wallet } from "../lib/wallet.js";

const ana = newcomer("Ana");
const ben = newcomer("Ben");
const stranger = newcomer("stranger");

/** What a node says to who cannot pay, through @polkadot/api. */
const NO_FEE = /1010: Invalid Transaction: Inability to pay some fees/;

let mine;
let theirs;
let chain;
let injected;

before(async () => {
	mine = papi.connect();
	theirs = await pjs.connect();
	const { genesisHash } = await mine.client.getChainSpecData();
	chain = { genesisHash, metadata: u8aToHex(await mine.api.apis.Metadata.metadata_at_version(15)) };
	injected = wallet([ana, ben, stranger], chain);
	inject({ classic: injected });
});

after(async () => {
	mine?.close();
	await theirs?.disconnect();
});

/** What a page does: it asks for the wallet and names itself. */
const enable = () => window.injectedWeb3.classic.enable("tests");

/** Acts with `act` and demands that neither the account nor anybody paid for it. */
async function free(who, act) {
	assert.equal(await tokensOf(mine.api, who.address), 0n, "owns nothing before");
	const { events, block } = await act();
	assert.equal(await tokensOf(mine.api, who.address), 0n, "owns nothing after");
	const paid = events.filter(({ section }) => ["balances", "transactionPayment"].includes(section));
	assert.deepEqual(paid.map(({ method }) => method), [], "no token moved and no fee was taken");
	return { events: events.map(({ section, method }) => `${section}.${method}`), block };
}

/** A member's acts that can be done again on the same chain: takes a seat once, then moves the vote. */
async function acts(who, send) {
	const member = await ensureMember(mine.api, who.address);
	const { workers } = await mine.api.view.Councils.seats_of(who.address);
	if (workers?.council === undefined) {
		const { events, block } = await free(who, () => send("found", { side: "Workers" }));
		assert.ok(events.includes("councils.Founded"), events.join());
		say(`member ${member} founded a council, balance 0 before and after; block ${block}`);
	}
	for (const candidate of [undefined, member]) {
		const { events, block } = await free(who, () => send("back", { side: "Workers", candidate }));
		assert.ok(events.includes("councils.Backed"), events.join());
		const backed = candidate ?? "nobody";
		say(`member ${member} backs ${backed}, balance 0 before and after; block ${block}`);
	}
	const { voice } = await mine.api.view.Quota.quota_of(who.address);
	assert.ok(voice.used > 0n, "the votes came from the member's own purse");
	say(`of the purse for votes ${voice.used} of ${voice.capacity} picoseconds are used`);
}

test("a member without tokens acts through @polkadot/api", async () => {
	const { accounts, signer } = await enable();
	const [{ address }] = (await accounts.get()).filter(({ name }) => name === "Ana");
	theirs.setSigner(signer);
	await acts(ana, async (call, { side, candidate }) => {
		const { councils } = theirs.tx;
		const transaction = call === "found" ? councils.found(side) : councils.back(side, candidate);
		return pjs.send(theirs, transaction, address);
	});
	theirs.setSigner(undefined);
});

test("a member without tokens acts through polkadot-api", async () => {
	assert.deepEqual(getInjectedExtensions(), ["classic"]);
	const extension = await connectInjectedExtension("classic", "tests");
	const [account] = extension.getAccounts().filter(({ name }) => name === "Ben");
	await acts(ben, async (call, { side, candidate }) => {
		const { Councils } = mine.api.tx;
		const args = call === "found" ? { side: Enum(side) } : { side: Enum(side), candidate };
		const done = await papi.send(Councils[call](args), account.polkadotSigner);
		return { block: done.block.hash, events: done.events.map(named) };
	});
	extension.disconnect();
});

/** An event of polkadot-api under the names that @polkadot/api gives it. */
const named = ({ type, value }) => ({
	section: type[0].toLowerCase() + type.slice(1),
	method: value.type,
});

test("who is no member and owns nothing is refused", async () => {
	const { signer } = await enable();
	const found = theirs.tx.councils.found("Workers");
	assert.match(await pjs.refusal(theirs, found, stranger.address, { signer }), NO_FEE);
	const extension = await connectInjectedExtension("classic", "tests");
	const [account] = extension.getAccounts().filter(({ name }) => name === "stranger");
	const sending = mine.api.tx.Councils.found({ side: Enum("Workers") });
	await assert.rejects(sending.signAndSubmit(account.polkadotSigner), (error) => {
		assert.ok(error instanceof InvalidTxError, `another error: ${error}`);
		assert.deepEqual([error.error.type, error.error.value.type], ["Invalid", "Payment"]);
		return true;
	});
	extension.disconnect();
	say("a stranger's transaction is refused for want of a fee, by both clients");
});

test("what moves tokens and what carries a tip is not free", async () => {
	await ensureMember(mine.api, ana.address);
	const { signer } = await enable();
	const refused = async (transaction, options) => {
		const answer = await pjs.refusal(theirs, transaction, ana.address, { signer, ...options });
		assert.match(answer, NO_FEE);
	};
	await refused(theirs.tx.balances.transferKeepAlive(dev("Bob").address, 1));
	await refused(theirs.tx.system.remark("0x00"), { tip: 1 });
	const { block } = await free(ana, () =>
		pjs.send(theirs, theirs.tx.system.remark("0x00"), ana.address, { signer }),
	);
	say(`a transfer and a tip are refused, the same without a tip is free; block ${block}`);
});

test("what the wallet signs comes from the page's fields alone", async () => {
	const payload = injected.signed.at(-1);
	assert.ok(payload, "the wallet has signed nothing");
	assert.equal(payload.version, 4);
	const fields = Object.keys(payload).filter((field) => payload[field] != null);
	const classic = [
		...["address", "blockHash", "blockNumber", "era", "genesisHash", "method", "mode", "nonce"],
		...["signedExtensions", "specVersion", "tip", "transactionVersion", "version"],
		"withSignedTransaction",
	];
	const others = fields.filter((field) => !classic.includes(field));
	assert.deepEqual(others, [], "no field that the classic interface does not have");
	say(`${fields.length} fields: ${fields.sort().join(", ")}`);
});

test("the wallet refuses what it cannot know", async () => {
	const { signer } = await enable();
	const payload = injected.signed.at(-1);
	const refused = (change, why) =>
		assert.rejects(signer.signPayload({ ...payload, ...change }), why);
	const signedExtensions = [...payload.signedExtensions, "ChargeCredits"];
	await refused({ signedExtensions }, /ChargeCredits is unknown/);
	assert.throws(() => refuseSized(["CheckNonce"], chain.metadata), /encodes to [1-9]/);
	await refused({ version: 5 }, /format 5 is not known/);
	await refused({ genesisHash: `0x${"00".repeat(32)}` }, /this chain is not known/);
	await refused({ address: dev("Alice").address }, /has no key/);
	say("an extension of no chain, another format, another chain, another's key");
});

test("the wallet signs messages, which are no transactions", async () => {
	const extension = await connectInjectedExtension("classic", "tests");
	const [account] = extension.getAccounts();
	const message = new TextEncoder().encode("I am Ana");
	const signature = await account.polkadotSigner.signBytes(message);
	extension.disconnect();
	const { isValid } = signatureVerify(u8aWrapBytes(message), signature, account.address);
	assert.ok(isValid);
	say("a message is signed inside <Bytes>");
});
