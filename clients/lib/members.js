// How a person who owns nothing becomes a member.

import { show, until } from "./node.js";
import { send, signerOf } from "./papi.js";
import { dev } from "./people.js";

/** Two people of the development preset who share no council. */
const SPONSORS = ["Alice", "Dave"];

/** Everything that an account owns, in the smallest unit. */
export async function tokensOf(api, address) {
	const { data } = await api.query.System.Account.getValue(address);
	return data.free + data.reserved;
}

/** Makes the account a member's if it is none's yet, and returns the member's identifier. */
export async function ensureMember(api, address) {
	const known = await api.view.Members.who_am_i(address);
	if (known) return known.member;
	for (const name of SPONSORS) await sponsor(api, dev(name), address);
	await until("the candidate may be admitted", async () => {
		const answer = await api.view.Members.may_admit(address);
		return answer.verdict.success;
	});
	await send(api.tx.Members.admit({ candidate: address }), signerOf(dev(SPONSORS[0])));
	const admitted = await api.view.Members.who_am_i(address);
	return admitted.member;
}

/** Gives a word, unless it stands already from a run that was cut short. */
async function sponsor(api, pair, candidate) {
	const answer = await api.view.Members.may_sponsor(pair.address, candidate);
	if (answer.verdict.success) {
		await send(api.tx.Members.sponsor({ candidate }), signerOf(pair));
	} else if (!(await api.view.Members.candidacy(candidate))) {
		throw new Error(`${pair.meta.name} may not sponsor: ${show(answer)}`);
	}
}
