// A wallet behind `window.injectedWeb3`, the interface that browser extensions offer to any page.
//
// It signs as the polkadot-js extension does: nothing but the fields of the page's JSON and the
// extensions that `@polkadot/types` has built in, without one definition made for this chain. And it
// is stricter: that extension only warns of a transaction extension that it does not know and leaves
// it out; this one looks it up in the metadata that it was given and refuses unless it encodes to
// nothing, both in the transaction and in what is signed.

import { Metadata, TypeRegistry } from "@polkadot/types";
import { findUnknownExtensions } from "@polkadot/types/extrinsic/signedExtensions";
import { u8aToHex, u8aWrapBytes } from "@polkadot/util";

/** The only version of the signed format that the interface knows. */
const FORMAT = 4;

/** No warning of unknown extensions: the wallet has looked at them itself. */
const QUIET = true;

/**
 * A wallet's entry in `injectedWeb3`.
 *
 * @param pairs the keys that it keeps
 * @param chain `{ genesisHash, metadata }` of the chain that it knows
 * @param metadataHash makes it sign as an offline device does: it puts the hash of the metadata
 *   that it showed to the person under the signature, and returns the whole transaction
 */
export function wallet(pairs, chain, metadataHash) {
	const signed = [];
	const signPayload = async (payload) => {
		const pair = pairOf(pairs, payload.address);
		const result = signTransaction(pair, payload, chain, metadataHash);
		signed.push(payload);
		return { id: signed.length, ...result };
	};
	const signRaw = async ({ address, data }) => {
		const signature = u8aToHex(pairOf(pairs, address).sign(u8aWrapBytes(data)));
		return { id: 0, signature };
	};
	const accounts = pairs.map(({ address, type, meta }) => ({ address, type, name: meta.name }));
	const get = async () => accounts;
	const subscribe = (callback) => {
		callback(accounts);
		return () => {};
	};
	const enable = async (origin) => {
		if (typeof origin !== "string" || !origin) throw new Error("who asks?");
		return { accounts: { get, subscribe }, signer: { signPayload, signRaw } };
	};
	return { version: "0.0.0", enable, signed };
}

/** Puts wallets where a page finds them. */
export function inject(wallets) {
	globalThis.window = { injectedWeb3: wallets };
}

function pairOf(pairs, address) {
	const pair = pairs.find((known) => known.address === address);
	if (!pair) throw new Error(`the wallet has no key of ${address}`);
	return pair;
}

/** The signature over a transaction, and the whole of it where the wallet changed something. */
function signTransaction(pair, asked, chain, metadataHash) {
	if (asked.version !== FORMAT) throw new Error(`format ${asked.version} is not known`);
	if (asked.genesisHash !== chain.genesisHash) throw new Error("this chain is not known");
	refuseUnknown(asked.signedExtensions, chain.metadata);
	const payload = metadataHash ? { ...asked, mode: 1, metadataHash } : asked;

	const registry = new TypeRegistry();
	registry.setSignedExtensions(payload.signedExtensions, undefined, QUIET);
	const version = payload.version;
	const { signature } = registry.createType("ExtrinsicPayload", payload, { version }).sign(pair);
	if (!metadataHash) return { signature };
	if (!asked.withSignedTransaction) throw new Error("the page does not take a changed transaction");
	return { signature, signedTransaction: assemble(payload, signature, chain.metadata) };
}

/** A transaction from its parts. Only this needs the metadata: to read the call. */
function assemble(payload, signature, metadata) {
	const registry = new TypeRegistry();
	const known = new Metadata(registry, metadata);
	registry.setMetadata(known, payload.signedExtensions, undefined, QUIET);
	const version = payload.version;
	const transaction = registry.createType("Extrinsic", { method: payload.method }, { version });
	transaction.addSignature(payload.address, signature, payload);
	return transaction.toHex();
}

/** Refuses what `@polkadot/types` does not know and what does not encode to nothing. */
function refuseUnknown(names, metadata) {
	const unknown = findUnknownExtensions(names);
	if (unknown.length > 0) refuseSized(unknown, metadata);
}

/** Refuses each extension that adds a byte to the transaction or to what is signed. */
export function refuseSized(names, metadata) {
	const registry = new TypeRegistry();
	const known = new Metadata(registry, metadata);
	registry.setMetadata(known, [], undefined, QUIET);
	for (const name of names) {
		const found = extensionsOf(known).find(({ identifier }) => identifier.eq(name));
		if (!found) throw new Error(`${name} is unknown to the wallet and to the chain`);
		const bytes = [found.type, found.additionalSigned].map((type) => sizeOf(registry, type));
		if (bytes.some((size) => size > 0)) {
			throw new Error(`${name} is unknown to the wallet and encodes to ${bytes} bytes`);
		}
	}
}

const extensionsOf = (metadata) => metadata.asV15.extrinsic.signedExtensions;

/** The bytes of a type's plainest value: none only where every value encodes to nothing. */
const sizeOf = (registry, type) =>
	registry.createType(registry.createLookupType(type)).toU8a().length;
