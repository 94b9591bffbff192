//! Amounts as people write them: decimal numbers, exact to a millionth.

use parecon_primitives::{Credits, MICRO};

/// The sign that stands before an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
	/// What is supplied, or permitted.
	Plus,
	/// What is used.
	Minus,
}

/// An amount with the sign that it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
	/// The sign, where there is one.
	pub sign: Option<Sign>,
	/// The amount in millionths.
	pub micro: u128,
}

/// Parses a decimal number without a sign, with six decimals at most; in millionths.
///
/// # Errors
/// It is none.
pub fn micro(text: &str) -> Result<u128, String> {
	let no = |why: &str| format!("{text:?} is not an amount such as 12 or 0.25: {why}");
	let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
	let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
	if !digits(whole) || !digits(part) {
		return Err(no("it takes digits, and a point before decimals"));
	}
	if part.len() > 6 {
		return Err(no("it has more than six decimals"));
	}
	let part: u128 = format!("{part:0<6}").parse().map_err(|_| no("it is too large"))?;
	let whole: Option<u128> = whole.parse().ok();
	let sum = whole.and_then(|it| it.checked_mul(MICRO)).and_then(|it| it.checked_add(part));
	sum.ok_or_else(|| no("it is too large"))
}

/// Parses an amount that may have a sign before it.
///
/// # Errors
/// It is none.
pub fn signed(text: &str) -> Result<Signed, String> {
	let text = text.trim();
	// Spreadsheets and word processors write the other character for a minus.
	let (sign, rest) = match text.strip_prefix(['-', '\u{2212}']) {
		Some(rest) => (Some(Sign::Minus), rest),
		None => match text.strip_prefix('+') {
			Some(rest) => (Some(Sign::Plus), rest),
			None => (None, text),
		},
	};
	Ok(Signed { sign, micro: micro(rest.trim_start())? })
}

/// Parses credits: more than nothing.
///
/// # Errors
/// It is no such amount.
pub fn credits(text: &str) -> Result<Credits, String> {
	match micro(text.trim())? {
		0 => Err("nothing is no amount to give or to ask for".to_owned()),
		amount => Ok(Credits(amount)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::output::decimal;

	#[test]
	fn amounts_are_exact() {
		for (text, millionths) in
			[("0", 0), ("1", MICRO), ("0.000001", 1), ("12.5", 12_500_000), ("007", 7 * MICRO)]
		{
			assert_eq!(micro(text), Ok(millionths), "{text}");
			assert_eq!(micro(&decimal(millionths)), Ok(millionths));
		}
		let most = u128::MAX / MICRO;
		assert!(micro(&most.to_string()).is_ok());
		for text in
			["", ".5", "5.", "1e3", "1,5", "1 000", "+1", "0.0000001", &(most + 1).to_string()]
		{
			assert!(micro(text).is_err(), "{text}");
		}
	}

	#[test]
	fn signs_may_stand_before_amounts() {
		let read = |text| signed(text).map(|it| (it.sign, it.micro));
		assert_eq!(read(" 5 "), Ok((None, 5 * MICRO)));
		assert_eq!(read("+5"), Ok((Some(Sign::Plus), 5 * MICRO)));
		assert_eq!(read("- 0.5"), Ok((Some(Sign::Minus), MICRO / 2)));
		assert_eq!(read("\u{2212}2"), Ok((Some(Sign::Minus), 2 * MICRO)));
		assert!(read("--5").is_err() && read("+-5").is_err() && read("-").is_err());
	}

	#[test]
	fn credits_are_more_than_nothing() {
		assert_eq!(credits("2.5"), Ok(Credits(2_500_000)));
		assert!(credits("0").is_err() && credits("-1").is_err() && credits("ten").is_err());
	}
}
