// Signatures over the hash of the metadata, as a device makes them that shows what it signs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { merkleizeMetadata } from "@polkadot-api/merkleize-metadata";
import { u8aToHex } from "@polkadot/util";
import { Binary, InvalidTxError } from "polkadot-api";
import { connectInjectedExtension } from "polkadot-api/pjs-signer";
import { withMetadataHash } from "polkadot-api/signer";
import { say, show } from "../lib/node.js";
import * as papi from "../lib/papi.js";
import { dev } from "../lib/people.js";
import * as pjs from "../lib/pjs.js";
import { inject, wallet } from "../lib/wallet.js";

const alice = dev("Alice");

let mine;
let theirs;
let token;
let metadata;
let chain;
let hash;

before(async () => {
	mine = papi.connect();
	theirs = await pjs.connect();
	const { genesisHash, properties } = await mine.client.getChainSpecData();
	token = { decimals: properties.tokenDecimals, tokenSymbol: properties.tokenSymbol };
	metadata = await mine.api.apis.Metadata.metadata_at_version(15);
	chain = { genesisHash, metadata: u8aToHex(metadata) };
	hash = hashOf(token);
});

after(async () => {
	mine?.close();
	await theirs?.disconnect();
});

/** The hash of the metadata with a token of some symbol and decimals. */
const hashOf = (what) => u8aToHex(merkleizeMetadata(metadata, what).digest());

const note = (text) => mine.api.tx.System.remark({ remark: Binary.fromText(text) });

/** Demands that the node refuses a transaction because the signature is over something else. */
async function assertBadProof(sending) {
	const refused = await sending.then(
		() => assert.fail("the node took it"),
		(error) => error,
	);
	assert.ok(refused instanceof InvalidTxError, `another error: ${refused}`);
	assert.deepEqual([refused.error.type, refused.error.value.type], ["Invalid", "BadProof"]);
}

test("polkadot-api signs over the hash", async () => {
	const signer = withMetadataHash(token, papi.signerOf(alice));
	const { block } = await papi.send(note("over the hash"), signer);
	assert.equal(await modeOf(block), 1);
	say(`hash ${hash} of ${show(token)}, block ${block.number}`);
});

/** What a transaction in a block says of the check: 1 where it is switched on. */
async function modeOf({ hash: block, index }) {
	const { block: { extrinsics } } = await theirs.rpc.chain.getBlock(block);
	return extrinsics[index].inner.signature.get("mode").toNumber();
}

test("a hash for another token is refused", async () => {
	for (const other of [{ ...token, tokenSymbol: "PERA" }, { ...token, decimals: 10 }]) {
		assert.notEqual(hashOf(other), hash);
		await assertBadProof(
			note("another token").signAndSubmit(withMetadataHash(other, papi.signerOf(alice))),
		);
		say(`refused as BadProof: ${show(other)}`);
	}
});

test("a wallet that shows what it signs works with @polkadot/api", async () => {
	const { signer } = await wallet([alice], chain, hash).enable("tests");
	const options = { signer, withSignedTransaction: true };
	const { block } = await pjs.send(theirs, theirs.tx.system.remark("0x01"), alice.address, options);
	say(`the wallet put the hash under the transaction; block ${block}`);
});

test("@polkadot/api hands the hash to a classic wallet", async () => {
	const { signer } = await wallet([alice], chain).enable("tests");
	const options = { signer, mode: 1, metadataHash: hash };
	const { block } = await pjs.send(theirs, theirs.tx.system.remark("0x02"), alice.address, options);
	say(`the page put the hash into the payload; block ${block}`);
});

test("a wallet that shows what it signs works with polkadot-api", async () => {
	inject({ device: wallet([alice], chain, hash) });
	const extension = await connectInjectedExtension("device", "tests");
	const [{ polkadotSigner }] = extension.getAccounts();
	const { block } = await papi.send(note("shown"), polkadotSigner);
	assert.equal(await modeOf(block), 1);
	extension.disconnect();
	say(`the wallet put the hash under the transaction; block ${block.number}`);
});

test("a wallet that was shown other metadata is refused", async () => {
	const wrong = `0x${hash.slice(2, 4) === "00" ? "01" : "00"}${hash.slice(4)}`;
	inject({ device: wallet([alice], chain, wrong) });
	const extension = await connectInjectedExtension("device", "tests");
	const [{ polkadotSigner }] = extension.getAccounts();
	await assertBadProof(note("not shown").signAndSubmit(polkadotSigner));
	extension.disconnect();
	const { signer } = await wallet([alice], chain).enable("tests");
	const options = { signer, mode: 1, metadataHash: wrong };
	const answer = await pjs.refusal(theirs, theirs.tx.system.remark("0x03"), alice.address, options);
	assert.match(answer, /1010: Invalid Transaction: Transaction has a bad signature/);
	say(`refused as BadProof by both clients: ${wrong}`);
});
