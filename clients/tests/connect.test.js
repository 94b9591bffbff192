// Both clients connect, read the metadata and follow the final blocks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { stringCamelCase } from "@polkadot/util";
import { say } from "../lib/node.js";
import * as papi from "../lib/papi.js";
import * as pjs from "../lib/pjs.js";

/** What this chain is made of, beside the frame. */
const OURS = ["Members", "Councils", "Planning", "Quota"];

/** What a wallet has to ask for or answer before it can sign, in this order. */
const EXTENSIONS = [
	"AuthorizeCall",
	"CheckNonZeroSender",
	"CheckSpecVersion",
	"CheckTxVersion",
	"CheckGenesis",
	"CheckMortality",
	"CheckNonce",
	"CheckWeight",
	"ChargeTransactionPayment",
	"CheckMetadataHash",
	"WeightReclaim",
];

/** Final blocks to wait for. */
const BLOCKS = 4;

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

/** The metadata of a version, as polkadot-api decodes it. */
async function metadataOf(version) {
	const bytes = await mine.api.apis.Metadata.metadata_at_version(version);
	assert.ok(bytes, `the runtime has no metadata of version ${version}`);
	return unifyMetadata(decAnyMetadata(bytes));
}

test("the node offers metadata of versions 14, 15 and 16", async () => {
	const versions = await mine.api.apis.Metadata.metadata_versions();
	const told = await theirs.call.metadata.metadataVersions();
	assert.deepEqual(told.toJSON(), versions, "both clients are told the same");
	for (const version of [14, 15, 16]) assert.ok(versions.includes(version), `${version} is missing`);
	say(`versions ${versions}; @polkadot/api works with ${theirs.runtimeMetadata.version}`);
});

test("both clients see one chain and what its token is called", async () => {
	const chain = await mine.client.getChainSpecData();
	assert.equal(chain.genesisHash, theirs.genesisHash.toHex());
	assert.equal(chain.name, (await theirs.rpc.system.chain()).toString());
	assert.deepEqual(
		[theirs.registry.chainTokens, theirs.registry.chainDecimals, theirs.registry.chainSS58],
		[[chain.properties.tokenSymbol], [chain.properties.tokenDecimals], chain.properties.ss58Format],
	);
	say(`${chain.name}, ${chain.properties.tokenSymbol}, genesis ${chain.genesisHash}`);
});

test("polkadot-api can encode and decode all of every pallet", async () => {
	const { pallets, lookup, ...rest } = await metadataOf(16);
	const builder = getDynamicBuilder(getLookupFn({ pallets, lookup, ...rest }));
	const built = { storage: 0, call: 0, event: 0, constant: 0, view: 0 };
	for (const { name, storage, calls, events, constants, viewFns } of pallets) {
		for (const item of storage?.items ?? []) {
			builder.buildStorage(name, item.name);
			built.storage += 1;
		}
		for (const call of namesIn(lookup, calls)) {
			builder.buildCall(name, call);
			built.call += 1;
		}
		for (const event of namesIn(lookup, events)) {
			builder.buildEvent(name, event);
			built.event += 1;
		}
		for (const constant of constants) {
			builder.buildConstant(name, constant.name).dec(constant.value);
			built.constant += 1;
		}
		for (const view of viewFns) {
			builder.buildViewFn(name, view.name);
			built.view += 1;
		}
	}
	const names = pallets.map(({ name }) => name);
	for (const pallet of OURS) assert.ok(names.includes(pallet), `${pallet} is missing`);
	for (const [kind, count] of Object.entries(built)) assert.ok(count > 0, `no ${kind}`);
	const counts = Object.entries(built).map(([kind, count]) => `${count} ${kind}s`);
	say(`${names.length} pallets: ${counts.join(", ")}`);
});

/** The variants of a pallet's calls or events. */
function namesIn(lookup, type) {
	if (!type) return [];
	return lookup[type.type ?? type].def.value.map(({ name }) => name);
}

test("@polkadot/api knows the same pallets and calls", async () => {
	const { pallets, lookup } = await metadataOf(15);
	const names = theirs.runtimeMetadata.asLatest.pallets.map(({ name }) => name.toString());
	assert.deepEqual(names.sort(), pallets.map(({ name }) => name).sort());
	let count = 0;
	for (const { name, calls } of pallets) {
		const wanted = namesIn(lookup, calls).map((call) => stringCamelCase(call));
		const known = Object.keys(theirs.tx[stringCamelCase(name)] ?? {});
		assert.deepEqual(known.sort(), wanted.sort(), name);
		count += known.length;
	}
	const { types } = theirs.registry.metadata.lookup;
	for (const { id } of types) theirs.registry.createType(theirs.registry.createLookupType(id));
	say(`${names.length} pallets, ${count} calls, ${types.length} types`);
});

test("what a wallet signs holds no extension that it would not expect", async () => {
	assert.deepEqual(theirs.registry.signedExtensions, EXTENSIONS);
	const { extrinsic } = await metadataOf(15);
	const extensions = extrinsic.signedExtensions[0];
	assert.deepEqual(extensions.map(({ identifier }) => identifier), EXTENSIONS);
	say(EXTENSIONS.join(", "));
});

/** Demands that every block is later than the last, and its child where it is the next. */
function assertChain(blocks) {
	for (const [index, block] of blocks.slice(1).entries()) {
		const last = blocks[index];
		assert.ok(block.number > last.number, `${block.number} after ${last.number}`);
		if (block.number === last.number + 1) assert.equal(block.parent, last.hash);
	}
}

test("polkadot-api follows the final blocks", async () => {
	const blocks = await new Promise((resolve, reject) => {
		const seen = [];
		const following = mine.client.finalizedBlock$.subscribe({
			next: (block) => {
				seen.push(block);
				if (seen.length < BLOCKS) return;
				setTimeout(() => following.unsubscribe());
				resolve(seen);
			},
			error: reject,
		});
	});
	assertChain(blocks);
	for (const { number, hash } of blocks) {
		assert.equal((await theirs.rpc.chain.getBlockHash(number)).toHex(), hash);
	}
	say(`blocks ${blocks.map(({ number }) => number).join(", ")}`);
});

test("@polkadot/api follows the final blocks", async () => {
	const blocks = await new Promise((resolve, reject) => {
		const seen = [];
		let stop = () => {};
		const onHeader = ({ number, hash, parentHash }) => {
			seen.push({ number: number.toNumber(), hash: hash.toHex(), parent: parentHash.toHex() });
			if (seen.length < BLOCKS) return;
			stop();
			resolve(seen);
		};
		theirs.rpc.chain.subscribeFinalizedHeads(onHeader).then((end) => (stop = end), reject);
	});
	assertChain(blocks);
	say(`blocks ${blocks.map(({ number }) => number).join(", ")}`);
});
