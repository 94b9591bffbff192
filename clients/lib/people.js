// The keys of people, which everybody may know.

import { Keyring } from "@polkadot/keyring";
import { cryptoWaitReady } from "@polkadot/util-crypto";

await cryptoWaitReady();

const keyring = new Keyring({ type: "sr25519", ss58Format: 42 });

/** One of the people of the development preset: members who own tokens. */
export const dev = (name) => keyring.addFromUri(`//${name}`, { name });

/**
 * A person who owns nothing and whom the preset does not know.
 *
 * The key follows from the name, so that a second run on the same chain finds the member whom the
 * first run brought in.
 */
export const newcomer = (name) => keyring.addFromUri(`//clients//${name}`, { name });
