//! The simulation against tables and prices of the reference procedure.

use parecon_cli::{
	economy::{generate, Economy, Size},
	market::{play, Market, Settings, Year, THRESHOLDS},
};
use parecon_engine::{Counting, Rule};
use sp_arithmetic::Perbill;

fn rule(name: &str) -> Rule {
	*Rule::ALL.iter().find(|rule| rule.name() == name).unwrap()
}

fn economy(fields: &[&str]) -> Economy {
	let number = |index: usize| fields[index].parse::<u32>().unwrap();
	let size = Size { workers: number(1), consumers: number(2), goods: number(3) };
	generate(fields[0].parse().unwrap(), size)
}

fn first_below(year: &Year) -> Vec<Option<u32>> {
	THRESHOLDS.iter().map(|(parts, _)| year.first_below(*parts).map(|first| first.0)).collect()
}

#[test]
fn every_line_of_the_table_takes_the_same_iterations() {
	let mut lines = 0;
	for line in include_str!("data/expected.csv").lines().skip(1) {
		let fields: Vec<&str> = line.split(',').collect();
		let settings = Settings {
			rule: rule(fields[4]),
			until: Perbill::from_percent(1),
			counting: Counting::Published,
			max_iterations: 80,
		};
		let year = play(&economy(&fields), &settings, |_| ());
		let expected: Vec<Option<u32>> =
			fields[5..10].iter().map(|field| field.parse().ok()).collect();
		assert_eq!(first_below(&year), expected, "{line}");
		lines += 1;
	}
	assert_eq!(lines, 30);
}

/// The largest deviation that counts as the same price.
const SAME: f64 = 1e-6;

#[test]
fn prices_agree_after_each_iteration() {
	let mut playing: Option<(Vec<String>, Market, Settings, u32)> = None;
	let mut compared = 0;
	for line in include_str!("data/trajectories.csv").lines().skip(1) {
		let fields: Vec<&str> = line.split(',').collect();
		let year: Vec<String> = fields[..5].iter().map(|field| field.to_string()).collect();
		let iteration: u32 = fields[5].parse().unwrap();
		if playing.as_ref().is_none_or(|playing| playing.0 != year) {
			let settings = Settings {
				rule: rule(fields[4]),
				until: Perbill::zero(),
				counting: Counting::Published,
				max_iterations: 80,
			};
			playing = Some((year, Market::new(&economy(&fields)), settings, 0));
		}
		let (_, market, settings, played) = playing.as_mut().unwrap();
		while *played < iteration {
			market.iterate(settings);
			*played += 1;
		}
		let reference = fields[6].split(' ').map(|price| price.parse::<f64>().unwrap());
		let prices = market.prices();
		assert_eq!(prices.len(), reference.clone().count());
		for (good, (price, reference)) in prices.iter().zip(reference).enumerate() {
			let deviation = (price.0 as f64 / reference - 1.0).abs();
			assert!(
				deviation < SAME,
				"{} {} after {iteration}: good {good} {} and {reference}",
				fields[0],
				fields[4],
				price.0
			);
			compared += 1;
		}
	}
	assert!(compared > 4_000, "only {compared} prices were compared");
}

#[test]
fn the_accelerated_rule_balances_forty_cold_economies_quickly() {
	let settings = Settings {
		rule: Rule::Accelerated,
		until: Perbill::from_percent(5),
		counting: Counting::Published,
		max_iterations: 120,
	};
	let mut first: Vec<u32> = (100..140u64)
		.map(|seed| {
			let size = Size {
				workers: [12, 30, 60, 100, 200][seed as usize % 5],
				consumers: [12, 60, 20, 100, 40][seed as usize / 5 % 5],
				goods: [5, 10][seed as usize % 2],
			};
			let year = play(&generate(seed, size), &settings, |_| ());
			year.first_below(50_000_000).map_or(u32::MAX, |first| first.0)
		})
		.collect();
	first.sort_unstable();
	assert!(first[20] <= 10 && first[39] <= 14, "{first:?}");
}

#[test]
fn a_year_ends_at_the_second_calm_iteration_or_when_iterations_are_used_up() {
	let economy = generate(3, Size { workers: 12, consumers: 20, goods: 5 });
	let settings = |until, max_iterations| Settings {
		rule: Rule::Accelerated,
		until: Perbill::from_percent(until),
		counting: Counting::Published,
		max_iterations,
	};
	let year = play(&economy, &settings(5, 80), |_| ());
	assert!(year.converged);
	assert_eq!(year.first_below(50_000_000).unwrap().0 as usize + 1, year.iterations.len());
	let last = year.iterations.last().unwrap();
	assert_eq!(last.open, 0);
	assert_eq!(year.prices, last.prices, "the plan's prices are those that were answered");
	let short = play(&economy, &settings(5, 4), |_| ());
	assert!(!short.converged);
	assert_eq!(short.iterations.len(), 4);
	assert_eq!(short.prices, year.iterations[4].prices, "the prices that follow");
	assert_eq!(short.iterations[..], year.iterations[..4]);
}
