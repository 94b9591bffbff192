//! Who acts through an account, and what that person may do.

use super::text::{facts, word};
use crate::{
	chain::{At, Chain},
	errors::Result,
	output::{width, Align, Table},
};
use serde_json::{json, Number, Value as Json};
use subxt::utils::AccountId32;

/// One token in the smallest unit.
const TOKEN: u128 = 1_000_000_000_000;

/// Picoseconds in a microsecond.
const MICRO: u64 = 1_000_000;

/// What the chain says of the person of an account: `tokens`, `member`, `seats`, `quota`,
/// `candidacy` and `dependent`, each null where there is nothing to say.
pub async fn person(chain: &Chain, at: &At, account: AccountId32) -> Result<Json> {
	let tokens = chain.free_tokens(at, account).await?;
	Ok(json!({
		"account": account.to_string(),
		"block": at.block_number(),
		"tokens": tokens.to_string().parse().unwrap_or_else(|_| Number::from(0)),
		"member": chain.ask(at, "Members", "who_am_i", account).await?,
		"seats": chain.ask(at, "Councils", "seats_of", account).await?,
		"quota": chain.ask(at, "Quota", "quota_of", account).await?,
		"candidacy": chain.ask(at, "Members", "candidacy", account).await?,
		"dependent": chain.ask(at, "Members", "dependent", account).await?,
	}))
}

/// The same for people to read.
pub fn shown(person: &Json) -> String {
	let standing = match (&person["member"], &person["candidacy"], &person["dependent"]) {
		(Json::Object(member), ..) => format!("member {}", word(&member["member"])),
		(_, Json::Object(_), _) => "a candidate".into(),
		(_, _, Json::Object(dependent)) => {
			format!("a dependent of member {}", word(&dependent["guardian"]))
		},
		_ => "not a member".into(),
	};
	let part = |name: &str| word(&person[name]);
	let tokens = tokens(&person["tokens"]);
	let mut text = format!("{}: {standing}, {tokens} tokens\n", part("account"));
	for side in ["workers", "consumers"] {
		if let place @ Json::Object(_) = &person["seats"][side] {
			text += &format!("\n{side}' side\n{}", facts(place, 1));
		}
	}
	for name in ["member", "candidacy", "dependent"] {
		if let part @ Json::Object(_) = &person[name] {
			text += &format!("\n{name}\n{}", facts(part, 1));
		}
	}
	text + &quota(&person["quota"])
}

/// Whole tokens, of 10^12 of the smallest unit, with as many decimals as there are.
fn tokens(smallest: &Json) -> String {
	let smallest: u128 = smallest.to_string().parse().unwrap_or_default();
	let decimals = format!("{:012}", smallest % TOKEN);
	let decimals = decimals.trim_end_matches('0');
	let dot = if decimals.is_empty() { "" } else { "." };
	format!("{}{dot}{decimals}", smallest / TOKEN)
}

/// The purses from which acts are paid, in milliseconds of the chain's time.
fn quota(quota: &Json) -> String {
	if !quota.is_object() {
		return "\nno free calls: what is signed costs fees in tokens\n".into();
	}
	let mut table = Table::new(&[
		("free calls for", Align::Left),
		("room ms", Align::Right),
		("used ms", Align::Right),
		("held ms", Align::Right),
		("of ms", Align::Right),
		("full in block", Align::Right),
	]);
	for (name, what) in [("voice", "votes and recalls"), ("ordinary", "everything else")] {
		let purse = &quota[name];
		let time = |field: &str| milliseconds(purse[field].as_u64().unwrap_or(0));
		table.row([
			what.to_owned(),
			time("room"),
			time("used"),
			time("held"),
			time("capacity"),
			word(&purse["full_at"]),
		]);
	}
	format!("\n{}", table.fitted(width()))
}

/// Picoseconds as milliseconds with three places.
fn milliseconds(picoseconds: u64) -> String {
	let micro = picoseconds / MICRO;
	format!("{}.{:03}", micro / 1000, micro % 1000)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_stranger_has_nothing_but_an_account() {
		let person = json!({ "account": "5F", "tokens": 0, "member": null, "quota": null });
		let text = "5F: not a member, 0 tokens\n\n\
			no free calls: what is signed costs fees in tokens\n";
		assert_eq!(shown(&person), text);
	}

	#[test]
	fn a_member_is_shown_with_seats_and_purses() {
		let purse =
			json!({ "capacity": 100_000_000_000u64, "room": 99_999_000_000u64, "full_at": 9 });
		let person = json!({
			"account": "5F", "tokens": 7_010_000_000_000u64,
			"member": { "member": 3, "words_left": 2 },
			"seats": { "member": 3, "workers": { "council": 4 }, "consumers": null },
			"quota": { "payer": 3, "ordinary": purse, "voice": purse },
		});
		let text = shown(&person);
		for part in [
			"5F: member 3, 7.01 tokens",
			"workers' side\n  council  4",
			"words left",
			"99.999",
			"100.000",
		] {
			assert!(text.contains(part), "{part} in {text}");
		}
		assert!(!text.contains("consumers' side"));
	}
}
