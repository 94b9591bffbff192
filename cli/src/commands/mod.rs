//! The commands, one module each: what they take, what they do, what they print.

pub mod acts;
pub mod audit;
pub mod call;
pub mod council;
pub mod cycle;
pub mod drive;
pub mod economy;
pub mod history;
pub mod jobs;
pub mod member;
pub mod plan;
pub mod price;
pub mod signing;
pub mod simulate;
mod town;

use crate::errors::{Error, Result};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use parecon_engine::{Counting, Imbalance, Rule, Swing};
use sp_arithmetic::Perbill;

/// The price rules, under the names that the engine gives them, for the command line.
pub fn rules() -> impl TypedValueParser<Value = Rule> {
	PossibleValuesParser::new(
		Rule::ALL.map(|rule| PossibleValue::new(rule.name()).help(meaning(rule))),
	)
	.try_map(|name| {
		let rule = Rule::ALL.into_iter().find(|rule| rule.name() == name);
		rule.ok_or("there is no such rule")
	})
}

/// A price rule in a line.
fn meaning(rule: Rule) -> &'static str {
	match rule {
		Rule::Proportional => "the step is 0.15 times the imbalance, at most 20 %",
		Rule::Pequod => "the rule of the published experiments: large steps, then small ones",
		Rule::Accelerated => "Anderson mixing on the logarithm of demand over supply",
		Rule::Levelling => "accelerated, and every price also moves by the mean over all goods",
	}
}

/// Which goods keep an iteration from being calm, for the command line.
pub fn countings() -> impl TypedValueParser<Value = Counting> {
	const NAMED: [(&str, Counting, &str); 2] = [
		(
			"excess",
			Counting::Excess,
			"what is short or in excess; neither nature in excess, nor what \
		 nobody supplies, nor what is worth next to nothing",
		),
		("published", Counting::Published, "every good, as in the published experiments"),
	];
	PossibleValuesParser::new(NAMED.map(|(name, _, help)| PossibleValue::new(name).help(help)))
		.try_map(|name| {
			let named = NAMED.into_iter().find(|(known, ..)| *known == name);
			named.map(|(_, counting, _)| counting).ok_or("there is no such counting")
		})
}

/// Parses how far proposals may change late in a cycle: the first iteration in which they are bounded,
/// the bound there and the least bound, as 10:0.5:0.01; or `never`.
pub fn swing(text: &str) -> std::result::Result<Swing, String> {
	if text == "never" {
		return Ok(Swing::NEVER);
	}
	let parts: Vec<&str> = text.split(':').collect();
	let [from, bound, least] = parts[..] else {
		return Err(format!("{text} is not FROM:BOUND:LEAST such as 10:0.5:0.01, or never"));
	};
	let from = from.parse().map_err(|_| format!("{from} is not the number of an iteration"))?;
	let (bound, least) = (threshold(bound)?, threshold(least)?);
	if from == 0 || bound.is_zero() || least > bound {
		return Err(format!(
			"{text}: iterations begin at 1, the bound is above 0, and the least bound is not above it; \
			 for no bound say never"
		));
	}
	Ok(Swing { from, bound, least })
}

/// How [`swing`] writes it.
pub fn swing_text(swing: &Swing) -> String {
	let share = |parts: Perbill| f64::from(parts.deconstruct()) / 1e9;
	match swing.from {
		0 => "never".into(),
		from => format!("{from}:{}:{}", share(swing.bound), share(swing.least)),
	}
}

/// Where a node on the same machine answers.
pub const URL: &str = "ws://127.0.0.1:9944";

/// What the commands that talk to a chain run on.
fn runtime() -> Result<tokio::runtime::Runtime> {
	tokio::runtime::Runtime::new().map_err(|error| {
		Error::new(
			format!("no threads can be started: {error}"),
			"close other programs and try again",
		)
	})
}

/// Parses a threshold such as 0.05 (five per cent) into parts per 10^9.
pub fn threshold(text: &str) -> std::result::Result<Perbill, String> {
	let number: f64 = text.parse().map_err(|_| format!("{text} is not a number such as 0.05"))?;
	if !(0.0..=1.0).contains(&number) {
		return Err(format!("a threshold is from 0 (never met) to 1, as 0.05 for 5 %, not {text}"));
	}
	Ok(Perbill::from_parts((number * 1e9).round() as u32))
}

/// An imbalance as a number: 0.05 is 5 %.
pub fn imbalance(worst: Imbalance) -> f64 {
	worst.0 as f64 / 1e9
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn swings_are_read_as_they_are_written() {
		let default = Swing::default();
		assert_eq!(swing_text(&default), "10:0.5:0.01");
		assert_eq!(swing("10:0.5:0.01"), Ok(default));
		assert_eq!((swing("never"), swing_text(&Swing::NEVER)), (Ok(Swing::NEVER), "never".into()));
		for wrong in ["", "10", "0:0.5:0.01", "10:0:0", "10:0.1:0.2", "x:0.5:0.1", "10:0.5:0.1:1"] {
			assert!(swing(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn thresholds_are_exact_parts() {
		assert_eq!(threshold("0.05"), Ok(Perbill::from_parts(50_000_000)));
		assert_eq!(threshold("0.03"), Ok(Perbill::from_parts(30_000_000)));
		assert_eq!(threshold("1"), Ok(Perbill::one()));
		assert!(threshold("5 %").is_err() && threshold("1.01").is_err());
		assert!(threshold("-0.1").is_err() && threshold("NaN").is_err());
	}
}
