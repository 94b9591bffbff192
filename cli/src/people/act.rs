//! One act of a person on the chain: asked for first, sent, and waited for.

use super::text;
use crate::{
	chain::{
		calls::{Call, Inner},
		At, Chain, Follower, Outbox, Seen, Signer,
	},
	errors::{Error, Result, Verdict},
	hex::hex,
	output,
	plan_acts::next::next,
	progress::Progress,
};
use codec::Encode;
use serde::Serialize;
use serde_json::{Number, Value as Json};
use subxt::events::Phase;

/// After so many blocks a transaction that is in none is given up.
pub(super) const BLOCKS: u32 = 64;

/// Pallets whose events tell of fees and bookkeeping alone.
const BOOKKEEPING: [&str; 3] = ["System", "Balances", "TransactionPayment"];

/// What a person wants to do.
#[derive(Clone, Debug)]
pub struct Act {
	/// What it is, for people: "word of //Alice for 5F...".
	pub what: String,
	/// The call.
	pub call: Call,
	/// The view that says whether it may be done, where there is one.
	pub question: Option<Question>,
	/// What the views say against it already, and on what that rests: then it is not sent.
	pub against: Option<(Json, Json)>,
}

/// A view to ask.
#[derive(Clone, Debug)]
pub struct Question {
	pallet: &'static str,
	view: &'static str,
	args: Vec<u8>,
}

impl Question {
	/// A view of a pallet with its arguments.
	pub fn new(pallet: &'static str, view: &'static str, args: impl Encode) -> Self {
		Self { pallet, view, args: args.encode() }
	}

	/// What the chain answers.
	pub async fn ask(&self, chain: &Chain, at: &At) -> Result<Json> {
		chain.ask(at, self.pallet, self.view, Inner(self.args.clone())).await
	}
}

impl Act {
	/// An act of which no view says whether it may be done.
	pub fn new(what: impl Into<String>, call: Call) -> Self {
		Self { what: what.into(), call, question: None, against: None }
	}

	/// The same, asked for first.
	pub fn if_allowed(self, question: Question) -> Self {
		Self { question: Some(question), ..self }
	}

	/// The same, which the rules refuse: `error` and `why`, and the numbers on which that rests.
	pub fn refused(self, refused: Json, answer: Json) -> Self {
		Self { against: Some((refused, answer)), ..self }
	}
}

/// How an act went.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
	/// What it was.
	pub what: String,
	/// The account that acted.
	pub account: String,
	/// The block that it is in; none where it was not sent.
	pub block: Option<u32>,
	/// Its position in the block.
	pub extrinsic: Option<u32>,
	/// Its hash.
	pub hash: Option<String>,
	/// The fee, in the smallest unit of the token.
	pub fee: Number,
	/// Whether it was free of charge.
	pub free: bool,
	/// What happened, without the bookkeeping.
	pub events: Vec<Json>,
	/// Why the rules of the chain refuse it: `error` and `why`, and what to do `next` where that can be
	/// said.
	pub refused: Option<Json>,
	/// What the view answered that was asked first, where it said no.
	pub answer: Option<Json>,
}

/// What a view says against an act: the answer itself or its field `verdict`, where that is no.
pub fn refusal(answer: &Json) -> Option<Json> {
	let verdict = answer.get("verdict").unwrap_or(answer);
	(verdict.get("allowed") == Some(&Json::Bool(false))).then(|| {
		let part = |name: &str| verdict.get(name).cloned().unwrap_or_default();
		serde_json::json!({ "error": part("error"), "why": part("why") })
	})
}

/// A refusal with what to do about it, where that can be said.
fn with_next(mut refused: Json) -> Json {
	let next = refused["error"].as_str().and_then(next);
	if let (Some(next), Some(fields)) = (next, refused.as_object_mut()) {
		fields.insert("next".into(), next.into());
	}
	refused
}

/// Asks whether `act` may be done, has `signer` do it, and waits until it is in a block.
///
/// # Errors
/// The node does not take the transaction, or it is in no block.
pub async fn perform(chain: &Chain, at: &At, signer: &Signer, act: Act) -> Result<Report> {
	let mut report = Report::new(&act, signer);
	if let Some((refused, answer)) = act.against {
		report.refused = Some(refused);
		report.answer = Some(answer);
		return Ok(report);
	}
	if let Some(question) = &act.question {
		let answer = question.ask(chain, at).await?;
		report.refused = refusal(&answer);
		if report.refused.is_some() {
			report.answer = Some(answer);
			return Ok(report);
		}
	}
	let _waiting = Progress::spinner("waiting for a block");
	let mut follower = Follower::new(chain).await?;
	let mut outbox = Outbox::default();
	outbox.learn_nonces(chain, &[signer]).await?;
	outbox.sign(at, signer, act.what.as_str(), &act.call)?;
	let sent = outbox.send(chain).await?;
	for _ in 0..BLOCKS {
		let seen = follower.next().await?;
		let ours = seen.extrinsics.iter().position(|hash| sent.contains_key(hash));
		if let Some(position) = ours {
			report.in_block(chain, &seen, position)?;
			return Ok(report);
		}
	}
	Err(Error::new(
		format!("{}: the transaction is in none of {BLOCKS} blocks", act.what),
		"see that blocks are not full, and run the command again",
	))
}

impl Report {
	pub(super) fn new(act: &Act, signer: &Signer) -> Self {
		Self {
			what: act.what.clone(),
			account: signer.account().to_string(),
			block: None,
			extrinsic: None,
			hash: None,
			fee: 0.into(),
			free: true,
			events: Vec::new(),
			refused: None,
			answer: None,
		}
	}

	/// Fills in what became of the extrinsic at `position` of a block.
	pub(super) fn in_block(&mut self, chain: &Chain, seen: &Seen, position: usize) -> Result<()> {
		self.block = Some(seen.number);
		self.extrinsic = Some(position as u32);
		self.hash = seen.extrinsics.get(position).map(|hash| hex(hash.as_bytes()));
		for event in seen.events.iter() {
			let event = event.map_err(|error| chain.broken(error))?;
			if event.phase() != Phase::ApplyExtrinsic(position as u32) {
				continue;
			}
			let (pallet, name) = (event.pallet_name(), event.event_name());
			let told = chain.event(&seen.at, &event)?;
			let field = |name: &str| told["fields"].get(name).cloned().unwrap_or_default();
			match (pallet, name) {
				("System", "ExtrinsicFailed") => {
					self.refused = Some(with_next(field("dispatch_error")));
				},
				("TransactionPayment", "TransactionFeePaid") => {
					if let Json::Number(fee) = field("actual_fee") {
						self.free = fee.as_u64() == Some(0);
						self.fee = fee;
					}
				},
				_ if BOOKKEEPING.contains(&pallet) => {},
				_ => self.events.push(told),
			}
		}
		Ok(())
	}

	/// Prints it. A refusal is a failed check.
	pub fn print(&self, json: bool) -> Result<Verdict> {
		match json {
			true => output::print_json(self)?,
			false => output::print(&self.text())?,
		}
		Ok(if self.refused.is_some() { Verdict::Failed } else { Verdict::Done })
	}

	fn text(&self) -> String {
		let cost = match self.free {
			true => "free of charge".to_owned(),
			false => format!("fee {} of the token's smallest unit", self.fee),
		};
		let what = &self.what;
		let mut shown = match (self.block, &self.refused) {
			(None, _) => format!("{what}: not sent\n"),
			(Some(block), None) => format!("{what}: in block {block}, {cost}\n"),
			(Some(block), Some(_)) => format!("{what}: failed in block {block}, {cost}\n"),
		};
		if let Some(refused) = &self.refused {
			let part = |name: &str| refused[name].as_str().unwrap_or_default();
			shown += &format!("  refused: {}: {}\n", part("error"), part("why"));
			if let Some(next) = refused["next"].as_str() {
				shown += &format!("  next: {next}\n");
			}
		}
		for event in &self.events {
			let part = |name: &str| event[name].as_str().unwrap_or_default();
			let fields = text::line(&event["fields"]);
			shown += &format!("  {}.{}  {fields}\n", part("pallet"), part("event"));
		}
		if let Some(answer) = &self.answer {
			shown += &text::facts(&text::without(answer, "verdict"), 1);
		}
		shown
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn report() -> Report {
		let signer = super::super::keys::from_uri("//Alice").unwrap();
		Report::new(&Act::new("renewal of //Alice", crate::chain::calls::renew()), &signer)
	}

	#[test]
	fn a_view_refuses_by_itself_or_by_its_verdict() {
		let no = json!({ "allowed": false, "error": "Members.Barred", "why": "Barred." });
		let why = json!({ "error": "Members.Barred", "why": "Barred." });
		assert_eq!(refusal(&no), Some(why.clone()));
		assert_eq!(refusal(&json!({ "verdict": no, "words": 3 })), Some(why));
		assert_eq!(refusal(&json!({ "verdict": { "allowed": true } })), None);
		assert_eq!(refusal(&json!({ "allowed": true })), None);
		assert_eq!(refusal(&Json::Null), None);
	}

	#[test]
	fn reports_say_where_it_is_and_what_it_cost() {
		let mut report = report();
		report.block = Some(7);
		let fields = json!({ "member": 0 });
		report.events = vec![json!({ "pallet": "Members", "event": "Renewed", "fields": fields })];
		let text = "renewal of //Alice: in block 7, free of charge\n  Members.Renewed  member 0\n";
		assert_eq!(report.text(), text);
		(report.free, report.fee) = (false, 12.into());
		assert!(report.text().contains("in block 7, fee 12 of the token's smallest unit"));
		let json = serde_json::to_value(&report).unwrap();
		assert_eq!((&json["block"], &json["fee"]), (&json!(7), &json!(12)));
	}

	#[test]
	fn refusals_name_the_rule() {
		let mut report = report();
		report.refused =
			Some(json!({ "error": "Members.AlreadyRenewed", "why": "Once a period." }));
		report.answer = Some(json!({ "renewed": 3 }));
		let text = "renewal of //Alice: not sent\n\
			\x20 refused: Members.AlreadyRenewed: Once a period.\n  renewed  3\n";
		assert_eq!(report.text(), text);
		report.refused = Some(with_next(json!({ "error": "Planning.NoCycle", "why": "No." })));
		let text = report.text();
		assert!(text.contains("refused: Planning.NoCycle: No.\n  next: see where the year stands"));
		report.block = Some(9);
		assert!(report
			.text()
			.starts_with("renewal of //Alice: failed in block 9, free of charge\n"));
	}
}
