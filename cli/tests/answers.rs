//! What councils answer is a proposal that the chain accepts, and adds up to what is simulated.

use parecon_cli::{
	answer::{Announced, Councils},
	economy::{generate, Economy, Size},
};
use parecon_engine::{check_order, contribution, Assessor, Heads, Totals};
use parecon_primitives::{Credits, Price, Side};
use proptest::prelude::*;

fn fold(economy: &Economy, prices: &Announced) -> Vec<Totals> {
	let councils = Councils::new(economy);
	let heads = Heads { own: 1, all: councils.count(Side::Consumers) as u32 };
	let mut totals = vec![Totals::default(); economy.good_count()];
	for side in Side::BOTH {
		for index in 0..councils.count(side) {
			for line in councils.lines(side, index, prices) {
				let good = line.good.0 as usize;
				let kind = economy.good_at(good).0.kind();
				let part = contribution(side, kind, line.flow, heads).unwrap();
				totals[good].add(part).unwrap();
			}
		}
	}
	totals
}

fn sum(economy: &Economy, prices: &Announced) -> Vec<Totals> {
	let mut totals = vec![Totals::default(); economy.good_count()];
	Councils::new(economy).add_totals(prices, &mut totals);
	totals
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Prices from a micro-credit to 10^18 credits: amounts from nothing to the largest that a line
	/// can state, so that both ways of summing are met.
	#[test]
	fn totals_are_the_fold_over_proposals(
		seed in any::<u64>(), workers in 0u32..12, consumers in 0u32..12, goods in 1u32..6,
		exponents in prop::collection::vec(0.0f64..24.0, 30),
	) {
		let economy = generate(seed, Size { workers, consumers, goods });
		let prices: Vec<Price> = (0..economy.good_count())
			.map(|good| Price(10f64.powf(exponents[good]) as u128))
			.collect();
		let prices = Announced::new(&prices);
		prop_assert_eq!(fold(&economy, &prices), sum(&economy, &prices));
	}

	/// From ten to ten thousand credits.
	#[test]
	fn proposals_pass_every_test_of_the_chain(
		seed in any::<u64>(), exponents in prop::collection::vec(7.0f64..10.0, 25),
	) {
		let economy = generate(seed, Size { workers: 6, consumers: 4, goods: 5 });
		let announced: Vec<Price> =
			exponents.iter().map(|exponent| Price(10f64.powf(*exponent) as u128)).collect();
		let prices = Announced::new(&announced);
		let councils = Councils::new(&economy);
		for side in Side::BOTH {
			for index in 0..councils.count(side) {
				let lines = councils.lines(side, index, &prices);
				prop_assert_eq!(check_order(&lines), Ok(()));
				let mut assessor = Assessor::new(side, Heads { own: 1, all: 4 });
				for line in &lines {
					let good = line.good.0 as usize;
					let kind = economy.good_at(good).0.kind();
					prop_assert_eq!(assessor.line(kind, announced[good], line.flow), Ok(()));
				}
				let budget = Credits(5_000_000_000);
				prop_assert!(assessor.finish().passes(budget), "{:?} {} {:?}", side, index, lines);
			}
		}
	}
}

#[test]
fn a_council_that_uses_its_own_product_states_both() {
	// Seed 3 has intermediate producers that use what they make.
	let economy = generate(3, Size { workers: 12, consumers: 20, goods: 5 });
	let prices = Announced::new(&vec![Price(700_000_000); economy.good_count()]);
	let councils = Councils::new(&economy);
	let both = (0..councils.count(Side::Workers))
		.map(|index| councils.lines(Side::Workers, index, &prices))
		.filter(|lines| lines.windows(2).any(|pair| pair[0].good == pair[1].good))
		.inspect(|lines| assert_eq!(check_order(lines), Ok(())))
		.count();
	assert!(both > 0);
}
