//! Time per iteration at the size of the published experiments: 3,000 workers' and 3,000
//! consumers' councils, 50 goods. The figure to keep is 0.6 ms per iteration.

use criterion::{criterion_group, criterion_main, BatchSize, Criterion};
use parecon_cli::{
	economy::{generate, Size},
	market::{Market, Settings},
};
use parecon_engine::{Counting, Rule};
use sp_arithmetic::Perbill;

fn iterations(criterion: &mut Criterion) {
	let economy = generate(1, Size { workers: 1000, consumers: 3000, goods: 10 });
	for rule in Rule::ALL {
		let settings = Settings {
			rule,
			until: Perbill::zero(),
			counting: Counting::Published,
			max_iterations: u32::MAX,
		};
		let name = format!("iteration of 6000 councils, 50 goods, {}", rule.name());
		criterion.bench_function(&name, |bencher| {
			// Twelve iterations from the initial prices, so that the accelerated rule has all the
			// history that it mixes; the time is for all twelve.
			bencher.iter_batched(
				|| Market::new(&economy),
				|mut market| (0..12).for_each(|_| drop(market.iterate(&settings))),
				BatchSize::LargeInput,
			);
		});
	}
}

criterion_group!(benches, iterations);
criterion_main!(benches);
