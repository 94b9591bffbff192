// The node that the tests speak to, and what all of them need.

import { WebSocket } from "ws";

/** Where it answers. */
export const url = process.env.PARECON_URL;
if (!url) {
	throw new Error("PARECON_URL is not set: clients/run.sh ws://127.0.0.1:9944 sets it");
}

// The clients would try again for ever.
await new Promise((resolve, reject) => {
	const socket = new WebSocket(url, { handshakeTimeout: 10_000 });
	socket.once("error", ({ message }) => reject(new Error(`no node answers at ${url}: ${message}`)));
	socket.once("open", () => {
		socket.terminate();
		resolve();
	});
});

/** Prints one line of what a test did. */
export const say = (line) => console.log(`    ${line}`);

/** A value as text, with numbers of any length and bytes. */
export const show = (value) =>
	JSON.stringify(value, (_, inner) => {
		if (typeof inner === "bigint") return inner.toString();
		return inner instanceof Uint8Array ? `0x${Buffer.from(inner).toString("hex")}` : inner;
	});

/** Waits until `condition` gives something, and returns it. */
export async function until(what, condition, seconds = 60) {
	const end = Date.now() + seconds * 1_000;
	for (;;) {
		const found = await condition();
		if (found) return found;
		if (Date.now() > end) throw new Error(`waited ${seconds} s in vain until ${what}`);
		await new Promise((wake) => setTimeout(wake, 200));
	}
}
