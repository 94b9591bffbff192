//! What people say in words beside their numbers. The chain keeps the hash.

use parecon_engine::{Line, Quote, Worth};
use parecon_primitives::{GoodId, Price};

/// What a workplace says: that it could make more of its main product, if its main input were cheaper.
pub fn of_workplace(
	lines: &[Line],
	quotes: &[Quote],
	name: impl Fn(GoodId) -> String,
) -> Option<String> {
	let main = |supply: bool| {
		let lines = lines.iter().filter(|line| line.flow.is_supply() == supply);
		lines.max_by_key(|line| worth(line, quotes)).map(|line| line.good)
	};
	Some(format!("more {} if there were more {}", name(main(true)?), name(main(false)?)))
}

/// What somebody says to their neighbourhood: more of what it wants most of against the others.
pub fn of_person(all: &[&[Line]], own: usize, name: impl Fn(GoodId) -> String) -> Option<String> {
	let lines = all.get(own)?.iter().filter(|line| !line.flow.is_supply());
	let amount = |lines: &[Line], good: GoodId| {
		let line = lines.iter().find(|line| line.good == good);
		line.map_or(0.0, |line| line.flow.amount().0 as f64)
	};
	let part = |line: &&Line| {
		let sum: f64 = all.iter().map(|lines| amount(lines, line.good)).sum();
		// Where nobody else wants it there is nothing to compare.
		let others = sum > line.flow.amount().0 as f64;
		others.then(|| line.flow.amount().0 as f64 / sum)
	};
	let most =
		lines.max_by(|one, other| part(one).unwrap_or(0.0).total_cmp(&part(other).unwrap_or(0.0)));
	most.map(|line| format!("more {}", name(line.good)))
}

fn worth(line: &Line, quotes: &[Quote]) -> Worth {
	let price = quotes.get(line.good.0 as usize).map_or(Price(0), |quote| quote.price);
	Worth::of(price, line.flow.amount().0)
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_engine::Kind;
	use parecon_primitives::Flow;

	fn line(good: u32, amount: i128) -> Line {
		Line { good: GoodId(good), flow: Flow(amount) }
	}

	fn name(good: GoodId) -> String {
		["bread", "rolls", "flour", "power"][good.0 as usize].to_owned()
	}

	#[test]
	fn a_workplace_speaks_of_what_is_worth_most() {
		let prices = [4, 9, 2, 1];
		let quote = |price| Quote { kind: Kind::Private, price: Price(price) };
		let quotes = prices.map(quote);
		let lines = [line(0, 10), line(1, 3), line(2, -3), line(3, -7)];
		let said = of_workplace(&lines, &quotes, name);
		assert_eq!(said.as_deref(), Some("more bread if there were more power"));
		assert_eq!(of_workplace(&[line(0, 10)], &quotes, name), None);
	}

	#[test]
	fn a_person_speaks_of_what_others_want_less() {
		let hill = [line(0, -100), line(1, -30)];
		let harbour = [line(0, -110), line(1, -20), line(2, -1)];
		let all = [&hill[..], &harbour[..]];
		assert_eq!(of_person(&all, 0, name).as_deref(), Some("more rolls"));
		assert_eq!(of_person(&all, 1, name).as_deref(), Some("more bread"));
		assert_eq!(of_person(&all, 2, name), None);
	}
}
