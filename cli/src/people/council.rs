//! What one council does towards another, and what it lays down.

use super::act::{Act, Question};
use crate::{
	chain::{
		calls::{self, Charter, Proposal, Sitter},
		At, Chain,
	},
	errors::{Error, Result},
	hex::unhex,
};
use parecon_primitives::{CouncilId, MemberId};
use primitive_types::H256;
use serde_json::Value as Json;

/// What the chain says of a council.
///
/// # Errors
/// There is none with that number.
pub async fn info(chain: &Chain, at: &At, council: CouncilId) -> Result<Json> {
	let info = chain.ask(at, "Councils", "council", council).await?;
	match info.is_object() {
		true => Ok(info),
		false => Err(Error::new(
			format!("there is no council {council} on the chain of {}", chain.url()),
			"`parecon council tree` shows which there are",
		)),
	}
}

/// Whether a council seats councils.
pub fn is_federation(info: &Json) -> bool {
	info["level"].as_u64() > Some(0)
}

/// Joining a base council, or moving to it from another one of its side.
///
/// # Errors
/// There is no such council; `moves` is not what it would be.
pub async fn enter(
	chain: &Chain,
	at: &At,
	account: subxt::utils::AccountId32,
	name: &str,
	council: CouncilId,
	moves: bool,
) -> Result<Act> {
	info(chain, at, council).await?;
	let question = Question::new("Councils", "may_join", (account, council));
	let answer = question.ask(chain, at).await?;
	let act = match (moves, answer["moves"].as_bool().unwrap_or(moves)) {
		(true, true) => {
			Act::new(format!("move of {name} to council {council}"), calls::move_to(council))
		},
		(false, false) => {
			Act::new(format!("joining of council {council} by {name}"), calls::join(council))
		},
		(true, false) => {
			return Err(Error::new(
				format!("{name} has no seat on that side to move from"),
				format!("join: `parecon council join {council}`"),
			))
		},
		// The chain says so with its own error; the view would answer for a move.
		(false, true) => {
			let what =
				format!("joining of council {council} by {name}, who has a seat on that side");
			return Ok(Act::new(what, calls::join(council)));
		},
	};
	Ok(act.if_allowed(question))
}

/// What `council` does to be in one federation with `other`: it accepts what the other has offered,
/// or asks to join where the other is a federation, or offers to found one.
pub fn federate(council: CouncilId, other: CouncilId, offer: &Json, other_info: &Json) -> Act {
	let offered = (offer["to"].as_u64(), offer["what"].as_str());
	if offered.0 == Some(council.0.into()) && matches!(offered.1, Some("Found" | "Join")) {
		let what = format!("acceptance of council {other}'s offer by council {council}");
		return Act::new(what, calls::accept(council, other));
	}
	let (what, proposal) = match is_federation(other_info) {
		true => ("to join it", Proposal::Join),
		false => ("to found a federation", Proposal::Found),
	};
	let what = format!("offer of council {council} to council {other} {what}");
	Act::new(what, calls::offer(council, other, proposal))
}

/// A charter with some of its parts changed.
#[derive(Clone, Debug, Default)]
pub struct Changes {
	/// The hash of another text.
	pub text: Option<H256>,
	/// Who is admitted.
	pub admission: Option<Option<u32>>,
	/// Blocks of notice.
	pub notice: Option<u32>,
}

impl Changes {
	/// Whether nothing changes.
	pub fn is_none(&self) -> bool {
		self.text.is_none() && self.admission.is_none() && self.notice.is_none()
	}

	/// The charter that a council has, changed.
	pub fn applied(&self, info: &Json) -> Charter {
		let charter = &info["charter"];
		let number = |name: &str| charter[name].as_u64().map(|number| number as u32);
		let text = charter["text"].as_str().and_then(unhex).filter(|bytes| bytes.len() == 32);
		let text = text.map_or_else(H256::zero, |bytes| H256::from_slice(&bytes));
		Charter {
			text: self.text.unwrap_or(text),
			admission: self.admission.unwrap_or_else(|| number("admission")),
			notice: self.notice.or_else(|| number("notice")).unwrap_or_default(),
		}
	}
}

/// Who sits in a council, by the number that people give: of a member in a base council, of a council
/// in a federation.
pub fn sitter(info: &Json, number: u32) -> Sitter {
	match is_federation(info) {
		true => Sitter::Council(CouncilId(number)),
		false => Sitter::Member(MemberId(number)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	const A: CouncilId = CouncilId(1);
	const B: CouncilId = CouncilId(2);

	#[test]
	fn federating_accepts_joins_or_founds() {
		let base = json!({ "level": 0 });
		let act = federate(A, B, &Json::Null, &base);
		assert_eq!(act.call, calls::offer(A, B, Proposal::Found));
		let act = federate(A, B, &Json::Null, &json!({ "level": 2 }));
		assert_eq!(act.call, calls::offer(A, B, Proposal::Join));
		for what in ["Found", "Join"] {
			let offer = json!({ "council": 2, "to": 1, "what": what });
			assert_eq!(federate(A, B, &offer, &base).call, calls::accept(A, B));
		}
		// An offer to another council, or to merge, is not what is accepted here.
		for offer in [json!({ "to": 3, "what": "Found" }), json!({ "to": 1, "what": "Merge" })] {
			assert_eq!(federate(A, B, &offer, &base).call, calls::offer(A, B, Proposal::Found));
		}
	}

	#[test]
	fn what_is_not_changed_of_a_charter_stays() {
		let text = format!("0x{}", "07".repeat(32));
		let info = json!({ "charter": { "text": text, "admission": 3, "notice": 100 } });
		let charter = Charter { text: H256::repeat_byte(7), admission: Some(3), notice: 100 };
		assert!(Changes::default().is_none());
		assert_eq!(Changes::default().applied(&info), charter);
		let changes = Changes { admission: Some(None), ..Default::default() };
		assert_eq!(changes.applied(&info), Charter { admission: None, ..charter });
		let changes = Changes { notice: Some(5), text: Some(H256::zero()), ..Default::default() };
		assert_eq!(changes.applied(&info), Charter { notice: 5, text: H256::zero(), ..charter });
	}

	#[test]
	fn who_sits_depends_on_the_council() {
		assert_eq!(sitter(&json!({ "level": 0 }), 4), Sitter::Member(MemberId(4)));
		assert_eq!(sitter(&json!({ "level": 1 }), 4), Sitter::Council(CouncilId(4)));
	}
}
