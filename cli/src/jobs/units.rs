//! Points and classes of hours, as people write and read them.

use parecon_jobs_engine::{Both, Points};
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// The classes of hours, by their numbers.
pub const CLASSES: [&str; 4] = ["day", "evening", "night", "weekend"];

/// Parses a class of hours: its name or its number.
///
/// # Errors
/// It is neither.
pub fn class(text: &str) -> Result<u8, String> {
	let text = text.trim();
	let places = (0u8..).zip(CLASSES);
	let mut found = places.filter(|(number, name)| text == *name || text == number.to_string());
	found.next().map(|(number, _)| number).ok_or_else(|| {
		format!("{text:?} is no class of hours: give day, evening, night or weekend")
	})
}

/// The name of a class of hours.
pub fn class_name(class: u8) -> &'static str {
	CLASSES.get(usize::from(class)).copied().unwrap_or("no class")
}

/// Parses points: a decimal number from 0 to 10 with at most six digits after the point.
///
/// # Errors
/// It is none.
pub fn points(text: &str) -> Result<Points, String> {
	let no = || format!("{text:?} is not a number of points: 0 to 10, at most six decimals");
	let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
	let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
	if !digits(whole) || !digits(part) || part.len() > 6 {
		return Err(no());
	}
	let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 10).ok_or_else(no)?;
	let part: u32 = format!("{part:0<6}").parse().map_err(|_| no())?;
	let points = Points(whole * Points::ONE.0 + part);
	if points <= Points::MAX {
		Ok(points)
	} else {
		Err(no())
	}
}

/// Points as a decimal number, exact and no longer than needed.
pub fn exact(points: Points) -> String {
	let text = format!("{}.{:06}", points.0 / Points::ONE.0, points.0 % Points::ONE.0);
	let short = text.trim_end_matches('0');
	if short.ends_with('.') {
		format!("{short}0")
	} else {
		short.to_owned()
	}
}

/// Points for a table: three decimals, rounded.
pub fn shown(points: Points) -> String {
	let thousandths = points.0.saturating_add(500) / 1_000;
	format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

/// Points for a table; a dash where there are none.
pub fn shown_or_none(points: Option<Points>) -> String {
	points.map_or_else(|| "-".into(), shown)
}

/// The part of a pair, if there is a pair.
pub fn part<T: Copy>(both: Option<Both<T>>, part: fn(&Both<T>) -> T) -> Option<T> {
	both.as_ref().map(part)
}

/// Points as a number in JSON, exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decimal(pub Points);

impl<'de> Deserialize<'de> for Decimal {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		// The digits are kept by the parser.
		let number = serde_json::Number::deserialize(deserializer)?;
		points(&number.to_string()).map(Self).map_err(D::Error::custom)
	}
}

impl Serialize for Decimal {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		let number: serde_json::Number = exact(self.0).parse().unwrap_or_else(|_| 0.into());
		number.serialize(serializer)
	}
}

/// A value on each of the two scales, in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Scores {
	/// Empowerment, in points.
	pub empowerment: Decimal,
	/// Desirability, in points.
	pub desirability: Decimal,
}

impl From<Both<Points>> for Scores {
	fn from(both: Both<Points>) -> Self {
		let Both { empowerment, desirability } = both.map(Decimal);
		Self { empowerment, desirability }
	}
}

impl From<Scores> for Both<Points> {
	fn from(scores: Scores) -> Self {
		Both::new(scores.empowerment.0, scores.desirability.0)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn points_are_exact() {
		for (text, micro) in [
			("0", 0),
			("10", 10_000_000),
			("10.000000", 10_000_000),
			("5.25", 5_250_000),
			("0.000001", 1),
			(" 7.5 ", 7_500_000),
		] {
			assert_eq!(points(text), Ok(Points(micro)), "{text}");
			assert_eq!(points(&exact(Points(micro))), Ok(Points(micro)));
		}
		for text in ["", ".5", "5.", "-1", "10.000001", "11", "1e1", "0.0000001", "five", "+1"] {
			assert!(points(text).is_err(), "{text}");
		}
		assert_eq!(exact(Points(5_250_000)), "5.25");
		assert_eq!(shown(Points(5_249_500)), "5.250");
		assert_eq!(shown(Points(499)), "0.000");
	}

	#[test]
	fn points_are_numbers_in_json() {
		let scores = Scores::from(Both::new(Points(1), Points(10_000_000)));
		let text = serde_json::to_string(&scores).unwrap();
		assert_eq!(text, r#"{"empowerment":0.000001,"desirability":10.0}"#);
		assert_eq!(serde_json::from_str::<Scores>(&text).unwrap(), scores);
		assert!(serde_json::from_str::<Decimal>("11").is_err());
	}

	#[test]
	fn classes_have_names_and_numbers() {
		for (number, name) in (0u8..).zip(CLASSES) {
			assert_eq!(class(name), Ok(number));
			assert_eq!(class(&number.to_string()), Ok(number));
			assert_eq!(class_name(number), name);
		}
		assert!(class("4").is_err() && class("Day").is_err());
		assert_eq!(class_name(4), "no class");
	}
}
