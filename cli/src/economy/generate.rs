//! Synthetic economies, number by number those of the reference procedure.
//!
//! Councils follow the distributions of the published participatory-planning experiments (Hahnel
//! 2021, chapter 9). The random stream is SplitMix64 and every number is one f64 expression of it,
//! so any language can reproduce a file bit for bit.

use super::{ConsumerCouncil, Economy, Industry, WorkerCouncil};

/// SplitMix64: a 64-bit counter whose values are mixed.
#[derive(Clone, Debug)]
pub struct SplitMix64(u64);

impl SplitMix64 {
	/// The stream of `seed`.
	pub fn new(seed: u64) -> Self {
		Self(seed)
	}

	/// The next 64 bits.
	pub fn next_bits(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let z = self.0;
		let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		z ^ (z >> 31)
	}

	/// A number in `low..high` with 53 random bits.
	pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
		const UNIT: f64 = 1.0 / (1u64 << 53) as f64;
		low + (high - low) * ((self.next_bits() >> 11) as f64 * UNIT)
	}

	/// An integer in `0..n`.
	pub fn below(&mut self, n: u32) -> u32 {
		((u128::from(self.next_bits()) * u128::from(n)) >> 64) as u32
	}

	/// From 1 to `at_most` distinct goods of `1..=goods`, ascending: a partial Fisher-Yates shuffle.
	pub fn subset(&mut self, at_most: u32, goods: u32) -> Vec<u32> {
		let count = 1 + self.below(at_most.min(goods)) as usize;
		let mut pool: Vec<u32> = (1..=goods).collect();
		for i in 0..count {
			let j = i + self.below(goods - i as u32) as usize;
			pool.swap(i, j);
		}
		pool.truncate(count);
		pool.sort_unstable();
		pool
	}
}

/// The size of a synthetic economy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
	/// Workers' councils in each of the three producing industries.
	pub workers: u32,
	/// Consumers' councils.
	pub consumers: u32,
	/// Goods in each of the five categories, at least 1.
	pub goods: u32,
}

/// The economy of `seed` at `size`.
pub fn generate(seed: u64, size: Size) -> Economy {
	let mut stream = SplitMix64::new(seed);
	let consumer_councils = consumers(&mut stream, size);
	let worker_councils = workers(&mut stream, size);
	let councils = worker_councils.len() as f64;
	Economy {
		name: format!("seed{seed}"),
		goods: size.goods,
		// Scaled so that a council faces the same scarcity whatever the size of the economy.
		endowment: 1000.0 * councils / 3000.0 * 10.0 / f64::from(size.goods),
		initial_price: 700.0,
		consumer_councils,
		worker_councils,
	}
}

fn consumers(stream: &mut SplitMix64, size: Size) -> Vec<ConsumerCouncil> {
	let low = if size.goods == 10 { 0.025 } else { 0.25 / f64::from(size.goods) };
	let mut exponents = || (0..size.goods).map(|_| stream.uniform(low, 2.0 * low)).collect();
	(0..size.consumers)
		.map(|_| ConsumerCouncil { income: 5000.0, private: exponents(), public: exponents() })
		.collect()
}

fn workers(stream: &mut SplitMix64, size: Size) -> Vec<WorkerCouncil> {
	let mut councils = Vec::with_capacity(3 * size.workers as usize);
	for industry in [Industry::Public, Industry::Intermediate, Industry::Private] {
		for product in 1..=size.goods {
			let one_more = u32::from(product <= size.workers % size.goods);
			for _ in 0..size.workers / size.goods + one_more {
				councils.push(worker(stream, industry, product, size.goods));
			}
		}
	}
	councils
}

fn worker(stream: &mut SplitMix64, industry: Industry, product: u32, goods: u32) -> WorkerCouncil {
	let picks = [4, 2, 2].map(|at_most| stream.subset(at_most, goods));
	let total = picks.iter().map(Vec::len).sum::<usize>() as f64;
	let [intermediate, nature, labor] = picks.map(|goods| {
		goods.into_iter().map(|good| (good, stream.uniform(0.75 / total, 0.85 / total))).collect()
	});
	WorkerCouncil {
		industry,
		product,
		c: stream.uniform(0.05, 0.1),
		k: stream.uniform(3.0, 4.0),
		s: 1.0,
		a: stream.uniform(4.0, 6.0),
		intermediate,
		nature,
		labor,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_stream_is_splitmix64() {
		// The first outputs of seed 1234567 in the algorithm's published test vector.
		let mut stream = SplitMix64::new(1_234_567);
		assert_eq!(
			[(); 3].map(|()| stream.next_bits()),
			[6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
		);
	}

	#[test]
	fn subsets_are_distinct_ascending_and_within_bounds() {
		let mut stream = SplitMix64::new(7);
		for goods in 1..12 {
			for _ in 0..200 {
				let subset = stream.subset(4, goods);
				assert!((1..=4.min(goods as usize)).contains(&subset.len()));
				assert!(subset.windows(2).all(|pair| pair[0] < pair[1]));
				assert!(subset.iter().all(|good| (1..=goods).contains(good)));
			}
		}
	}

	#[test]
	fn councils_are_spread_over_the_products() {
		let economy = generate(3, Size { workers: 12, consumers: 20, goods: 5 });
		assert_eq!(economy.consumer_councils.len(), 20);
		assert_eq!(economy.worker_councils.len(), 36);
		let of_product = |product| {
			economy.worker_councils.iter().filter(|council| council.product == product).count()
		};
		assert_eq!([1, 2, 3, 4, 5].map(of_product), [9, 9, 6, 6, 6]);
		assert_eq!(economy.endowment, 24.0);
	}
}
