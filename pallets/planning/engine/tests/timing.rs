//! What both passes take per good, natively; printed with `--nocapture`, not asserted.

mod common;

use std::time::Instant;

use common::{Cycle, Stream};
use parecon_engine::{Kind, Quote, Rule, Totals};
use parecon_primitives::Price;

const GOODS: usize = 64 * 256;

fn totals(stream: &mut Stream) -> Vec<Totals> {
	let mut amount = || u128::from(1_000_000_000 + stream.draw() % 100_000_000_000);
	(0..GOODS).map(|_| Totals { supply: amount(), demand: amount() }).collect()
}

#[test]
fn both_passes() {
	for rule in Rule::ALL {
		let mut stream = Stream(1);
		let quotes = (0..GOODS)
			.map(|good| Quote { kind: Kind::ALL[good % 5], price: Price(700_000_000) })
			.collect();
		let mut cycle = Cycle::new(rule, 3_000, quotes);
		let mut taken: Vec<f64> = (0..21)
			.map(|_| {
				let totals = totals(&mut stream);
				let start = Instant::now();
				cycle.clear(&totals);
				start.elapsed().as_secs_f64() * 1e9 / GOODS as f64
			})
			.skip(6)
			.collect();
		taken.sort_by(f64::total_cmp);
		println!("{}: {:.0} ns per good", rule.name(), taken[taken.len() / 2]);
		assert!(cycle.quotes.iter().any(|quote| quote.price != Price(700_000_000)));
	}
}
