// @polkadot/api, as an application uses it.

import { ApiPromise, WsProvider } from "@polkadot/api";
import { u8aConcat, u8aToHex } from "@polkadot/util";
import { url } from "./node.js";

/** A client that is ready. */
export const connect = () =>
	ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true, throwOnConnect: true });

/** Signs, sends, and waits until the block is final. Rejects where the node or the call refuses. */
export function send(api, transaction, who, options = {}) {
	return new Promise((resolve, reject) => {
		const onResult = ({ status, events, dispatchError, isError }) => {
			if (isError) reject(new Error(`the transaction ended as ${status.type}`));
			if (!status.isFinalized) return;
			if (dispatchError) reject(new Error(`the call failed: ${reasonOf(api, dispatchError)}`));
			resolve({ block: status.asFinalized.toHex(), events: events.map(({ event }) => event) });
		};
		transaction.signAndSend(who, options, onResult).catch(reject);
	});
}

/**
 * Signs and sends what the node has to refuse, and returns what it says.
 *
 * While a block comes in, the pool may know already that it has refused a transaction, and say no
 * more than that. Another signature makes it another transaction.
 */
export async function refusal(api, transaction, who, options) {
	for (let tries = 0; tries < 5; tries += 1) {
		const sending = send(api, transaction, who, options);
		const error = await sending.then(() => undefined, (reason) => reason);
		if (!error) throw new Error("the node did not refuse the transaction");
		if (!error.message.startsWith("1012:")) return error.message;
	}
	throw new Error("the node does not say why it refuses the transaction");
}

/** The name of what a call was refused for. */
function reasonOf(api, error) {
	if (!error.isModule) return error.toString();
	const { section, name } = api.registry.findMetaError(error.asModule);
	return `${section}.${name}`;
}

/**
 * The answer of a view.
 *
 * The library has no namespace for views. But it reads metadata of version 16, which names each view
 * with its types, and can call the one function of the runtime that stands behind all of them.
 */
export async function view(api, pallet, name, ...args) {
	const { pallets } = api.runtimeMetadata.asV16;
	const { viewFunctions } = pallets.find((known) => known.name.eq(pallet));
	const { id, inputs, output } = viewFunctions.find((known) => known.name.eq(name));
	const typeOf = (type) => api.registry.createLookupType(type);
	const encoded = inputs.map(({ type }, at) => api.createType(typeOf(type), args[at]).toU8a());
	const input = u8aToHex(u8aConcat(...encoded));
	const answer = await api.call.runtimeViewFunction.executeViewFunction(id, input);
	if (answer.isErr) throw new Error(`${pallet}.${name}: ${answer.asErr}`);
	return api.createType(typeOf(output), answer.asOk.toU8a(true));
}
