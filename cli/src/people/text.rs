//! What the chain answers, as text: a fact a line, and tables of what comes in rows.

use crate::output::{width, Align, Table};
use serde_json::Value as Json;

/// A value in a word or two.
pub fn word(value: &Json) -> String {
	match value {
		Json::Null => "none".into(),
		Json::Bool(true) => "yes".into(),
		Json::Bool(false) => "no".into(),
		Json::Number(number) => number.to_string(),
		Json::String(text) => text.clone(),
		Json::Array(items) if items.is_empty() => "none".into(),
		Json::Array(items) => items.iter().map(word).collect::<Vec<_>>().join(", "),
		Json::Object(_) => line(value),
	}
}

/// The fields of an object in one line: "member 3, words 2".
pub fn line(value: &Json) -> String {
	let Json::Object(fields) = value else { return word(value) };
	let fields = fields.iter().map(|(name, value)| match value {
		Json::Object(_) => format!("{} ({})", spaced(name), line(value)),
		_ => format!("{} {}", spaced(name), word(value)),
	});
	fields.collect::<Vec<_>>().join(", ")
}

fn spaced(name: &str) -> String {
	name.replace('_', " ")
}

/// The fields of an object, a line for each, so many steps to the right. What is nested stands
/// further to the right, and lists of objects are tables.
pub fn facts(value: &Json, steps: usize) -> String {
	let indent = "  ".repeat(steps);
	let Json::Object(fields) = value else { return format!("{indent}{}\n", word(value)) };
	let widest = fields.keys().map(|name| name.chars().count()).max().unwrap_or(0);
	let mut text = String::new();
	for (name, value) in fields {
		let name = spaced(name);
		text += &match value {
			Json::Object(_) => format!("{indent}{name}\n{}", facts(value, steps + 1)),
			Json::Array(items) if items.iter().any(Json::is_object) => {
				format!("{indent}{name}\n{}", indented(&table(items), steps + 1))
			},
			_ => format!("{indent}{name:<widest$}  {}\n", word(value)),
		};
	}
	text
}

/// An object without one of its fields, which is told elsewhere.
pub fn without(value: &Json, name: &str) -> Json {
	let mut value = value.clone();
	if let Some(fields) = value.as_object_mut() {
		fields.remove(name);
	}
	value
}

/// Objects as the rows of a table, with a column for each field of any of them.
pub fn table(items: &[Json]) -> String {
	let mut columns: Vec<&str> = Vec::new();
	for (name, _) in items.iter().filter_map(Json::as_object).flatten() {
		if !columns.contains(&name.as_str()) {
			columns.push(name);
		}
	}
	let number =
		|column: &&str| items.iter().all(|item| matches!(item.get(column), Some(Json::Number(_))));
	let headings: Vec<(String, Align)> = columns
		.iter()
		.map(|column| (spaced(column), if number(column) { Align::Right } else { Align::Left }))
		.collect();
	let headings: Vec<(&str, Align)> =
		headings.iter().map(|(name, it)| (name.as_str(), *it)).collect();
	let mut table = Table::new(&headings);
	for item in items {
		table.row(columns.iter().map(|column| word(item.get(column).unwrap_or(&Json::Null))));
	}
	table.fitted(width())
}

fn indented(text: &str, steps: usize) -> String {
	text.lines().map(|line| format!("{}{line}\n", "  ".repeat(steps))).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn values_are_words() {
		assert_eq!(word(&json!([1, 2])), "1, 2");
		assert_eq!(word(&json!([])), "none");
		assert_eq!(word(&json!({ "Member": 3 })), "Member 3");
		assert_eq!(line(&json!({ "given_words": true })), "given words yes");
	}

	#[test]
	fn facts_are_lines_and_tables() {
		let value = json!({ "a": null, "b_c": [{ "x": 1, "y": "z" }, { "x": 22, "y": null }] });
		let text = "a    none\nb c\n   x  y\n  --------\n   1  z\n  22  none\n";
		assert_eq!(facts(&value, 0), text);
		assert_eq!(facts(&json!({ "a": { "b": 1 } }), 0), "a\n  b  1\n");
		assert_eq!(facts(&without(&json!({ "a": 1, "b": 2 }), "a"), 0), "b  2\n");
	}
}
