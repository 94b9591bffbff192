//! Files that are no economies: each is refused with its field and line.

use parecon_cli::economy::{generate, parse, read, write, Size};

/// A good file, with line breaks before each council so that lines mean something.
fn good() -> String {
	let mut bytes = Vec::new();
	write(&generate(1, Size { workers: 2, consumers: 2, goods: 2 }), &mut bytes).unwrap();
	String::from_utf8(bytes).unwrap().replace("{\"id\"", "\n{\"id\"")
}

fn refused(text: &str) -> String {
	let error = parse(text, "e.json").unwrap_err();
	assert!(error.what().starts_with("e.json is not an economy: "), "{error}");
	assert!(!error.next().is_empty());
	error.what()["e.json is not an economy: ".len()..].to_owned()
}

/// The file with the first `from` after line `line` begins (from 1) replaced by `to`.
fn changed(line: usize, from: &str, to: &str) -> String {
	let text = good();
	let begin: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
	assert!(text[begin..].contains(from), "{from}");
	text[..begin].to_owned() + &text[begin..].replacen(from, to, 1)
}

#[test]
fn the_unchanged_file_is_an_economy() {
	assert_eq!(
		parse(&good(), "e.json").unwrap(),
		generate(1, Size { workers: 2, consumers: 2, goods: 2 })
	);
}

#[test]
fn text_that_is_no_json_is_placed() {
	assert_eq!(refused(""), "line 1, column 0: EOF while parsing a value");
	assert_eq!(refused("name = 1"), "line 1, column 2: expected ident");
	assert!(refused("[1, 2]").starts_with("line 1, column 2, field [0]"), "{}", refused("[1, 2]"));
	let cut = &good()[..300];
	assert!(refused(cut).starts_with("line 3, column "), "{}", refused(cut));
}

#[test]
fn fields_of_a_wrong_type_are_named() {
	for (line, from, to, place, what) in [
		(1, "\"seed1\"", "7", "line 1, column 9, field name", "invalid type: integer `7`"),
		(1, "700", "\"a\"", "field initial_price", "invalid type: string \"a\""),
		(2, "5000", "null", "line 2, column 21, field consumer_councils[0].income", "null"),
		(
			4,
			"\"public\"",
			"\"publik\"",
			"line 4, column 27, field worker_councils[0].industry",
			"publik",
		),
		(1, "\"goods\":2", "\"goods\":-2", "field goods", "-2"),
		(1, "\"goods\":2,", "", "", "missing field `goods`"),
		(2, "\"income\":5000,", "", "field consumer_councils[0]", "missing field `income`"),
	] {
		let error = refused(&changed(line, from, to));
		assert!(error.contains(place) && error.contains(what), "{error}");
	}
}

#[test]
fn values_that_cannot_be_are_placed() {
	for (line, from, to, place, what) in [
		(1, "\"seed1\"", "\" \"", "line 1, column 9, field name", "is empty"),
		(1, "\"goods\":2", "\"goods\":0", "line 1, column 25, field goods", "from 1 to 200000"),
		(
			1,
			"\"goods\":2",
			"\"goods\":3",
			"field consumer_councils[0].private",
			"2 exponents for 3",
		),
		(1, "700", "0", "field initial_price", "from 0.000001"),
		(1, "700", "1e999", "field initial_price", "found inf"),
		(2, "5000", "-1", "line 2, column 18, field consumer_councils[0].income", "found -1"),
		(
			3,
			"\"private\":[",
			"\"private\":[-",
			"line 3, column 34, field consumer_councils[1].private[0]",
			"negative",
		),
		(
			4,
			"\"product\":1",
			"\"product\":3",
			"field worker_councils[0].product",
			"no good 3 among 2",
		),
		(4, "\"k\":", "\"k\":-", "line 4, ", "field worker_councils[0].k: has to be above 0"),
		(4, "\"nature\":[[", "\"nature\":[[9", "field worker_councils[0].nature[0]", "among 2"),
		(
			4,
			"\"k\":",
			"\"k\":0.01,\"old\":",
			"line 4, column 1, field worker_councils[0]",
			"no best plan",
		),
	] {
		let error = refused(&changed(line, from, to));
		assert!(error.contains(place) && error.contains(what), "{error}");
	}
}

#[test]
fn an_input_named_twice_is_refused() {
	let text = changed(5, "\"labor\":[", "\"labor\":[[1,0.1],[1,0.1]],\"old\":[");
	let error = refused(&text);
	assert!(error.contains("field worker_councils[1].labor[1]: good 1 is named twice"), "{error}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
	let error = read(std::path::Path::new("/no/such/economy.json")).unwrap_err();
	assert!(error.what().starts_with("/no/such/economy.json cannot be read: "), "{error}");
}
