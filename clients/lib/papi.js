// polkadot-api, as an application uses it: nothing is generated, all types come from the node.

import assert from "node:assert/strict";
import { createClient } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";
import { show, url } from "./node.js";

/** The web socket for a node.js that has none of its own (before 22.4). */
class Socket extends WebSocket {
	close() {
		this.terminate();
	}
}

/** A client, its untyped interface, and how to close it. */
export function connect() {
	const client = createClient(getWsProvider(url, { websocketClass: Socket }));
	return { client, api: client.getUnsafeApi(), close: () => client.destroy() };
}

/** Signs with a key that is at hand, without a wallet. */
export const signerOf = (pair) =>
	getPolkadotSigner(pair.publicKey, "Sr25519", (bytes) => pair.sign(bytes));

/** Sends, waits until the block is final, and demands that the call went well. */
export async function send(transaction, signer, options) {
	const done = await transaction.signAndSubmit(signer, options);
	assert.ok(done.ok, `the call failed: ${show(done.dispatchError)}`);
	return done;
}
