//! What the councils of an economy answer to a price vector.
//!
//! The closed forms, with p the announced prices in credits and Q, x, d in units:
//! - a consumers' council with income m and exponents u: d_j = (m / sum of u) u_j / p_j. Of a public
//!   good it states as its *level* the number of consumers' councils times that, so that the mean of
//!   the stated levels is the sum of the shares.
//! - a workers' council that maximises p_out Q - sum p_j x_j - s e^k with Q = a e^c prod x_j^b_j:
//!   with B = sum b_j and N = k - c - k B (> 0), ln Q = (k ln a + k sum b_j (ln b_j - ln p_j)
//!   + c (ln c - ln k - ln s) + (c + k B) ln p_out) / N and x_j = p_out b_j Q / p_j.
//!
//! Every quantity is computed by the same few f64 operations whether it is summed or sent, with
//! logarithm and exponential from the crate `libm`, and cut to whole micro-units. Sums are sums of
//! integers. So neither the machine, nor the order, nor the road changes a digit.

use crate::economy::{Category, ConsumerCouncil, Economy, WorkerCouncil};
use parecon_engine::{Line, Totals};
use parecon_primitives::{Flow, GoodId, Price, Quantity, Side, MICRO};

/// Micro-units in a unit, as the closed forms compute.
const MICRO_F: f64 = MICRO as f64;

/// Sums of whole floats below this are exact in f64.
const EXACT: f64 = (1u64 << 51) as f64;

/// A price vector as the closed forms want it.
#[derive(Clone, Debug)]
pub struct Announced {
	/// Prices in credits.
	price: Vec<f64>,
	/// Their natural logarithms.
	ln: Vec<f64>,
}

impl Announced {
	/// Prepares `prices`.
	pub fn new(prices: &[Price]) -> Self {
		let price: Vec<f64> = prices.iter().map(|price| price.0 as f64 / MICRO_F).collect();
		let ln = price.iter().map(|price| libm::log(*price)).collect();
		Self { price, ln }
	}
}

/// Whole micro-units in `units`, cut off, and held at the most that a line can state.
fn micro(units: f64) -> u128 {
	let micro = units * MICRO_F;
	if micro < EXACT {
		// The conversion of small numbers is one instruction; it cuts off, and is 0 below 0.
		u128::from(micro as u64)
	} else {
		(micro as u128).min(Flow::MAX)
	}
}

/// The councils of an economy, laid out for answering one price vector after another.
#[derive(Clone, Debug)]
pub struct Councils {
	consumers: Consumers,
	workers: Workers,
}

impl Councils {
	/// Prepares the councils of `economy`.
	pub fn new(economy: &Economy) -> Self {
		Self { consumers: Consumers::new(economy), workers: Workers::new(economy) }
	}

	/// Councils of `side`.
	pub fn count(&self, side: Side) -> usize {
		match side {
			Side::Workers => self.workers.out.len(),
			Side::Consumers => self.consumers.count,
		}
	}

	/// The proposal of the council at `index` (from 0, in the order of the file) of `side`: lines
	/// ascending by good, of one good the supply before the use, none of them empty.
	pub fn lines(&self, side: Side, index: usize, prices: &Announced) -> Vec<Line> {
		let mut lines = match side {
			Side::Workers => self.workers.lines(index, prices),
			Side::Consumers => self.consumers.lines(index, prices),
		};
		lines.sort_by_key(|line| (line.good, !line.flow.is_supply()));
		lines
	}

	/// Adds what all councils together supply and demand at `prices` to `totals`, one entry per
	/// good. The demand for public goods is the sum of the stated levels.
	pub fn add_totals(&self, prices: &Announced, totals: &mut [Totals]) {
		self.consumers.add_totals(prices, totals);
		self.workers.add_totals(prices, totals);
	}
}

/// A line that uses (or, of a public good, wants) `amount`; none where that is nothing.
fn use_line(good: usize, amount: u128) -> Option<Line> {
	let flow = Flow::usage(Quantity(amount))?;
	Some(Line { good: GoodId(good as u32), flow })
}

/// Consumers' councils by good: the councils' weights for a good stand side by side.
#[derive(Clone, Debug)]
struct Consumers {
	count: usize,
	/// Per consumed good the income of each council times its exponent over all its exponents.
	columns: Vec<Column>,
}

#[derive(Clone, Debug)]
struct Column {
	category: Category,
	/// Position in the price vector.
	good: usize,
	weights: Vec<f64>,
	largest: f64,
}

impl Consumers {
	fn new(economy: &Economy) -> Self {
		let councils = &economy.consumer_councils;
		let incomes: Vec<f64> = councils
			.iter()
			.map(|council| {
				// Summed side by side, as the reference procedure does.
				let private: f64 = council.private.iter().fold(0.0, |sum, u| sum + u);
				let public: f64 = council.public.iter().fold(0.0, |sum, u| sum + u);
				council.income / (private + public)
			})
			.collect();
		let column = |category: Category, exponents: fn(&ConsumerCouncil) -> &[f64], good: u32| {
			let weights: Vec<f64> = councils
				.iter()
				.zip(&incomes)
				.map(|(council, income)| income * exponents(council)[good as usize - 1])
				.collect();
			Column {
				category,
				good: economy.good_index(category, good),
				largest: weights.iter().copied().fold(0.0, f64::max),
				weights,
			}
		};
		let private = (1..=economy.goods).map(|g| column(Category::Private, |c| &c.private, g));
		let public = (1..=economy.goods).map(|g| column(Category::Public, |c| &c.public, g));
		Self { count: councils.len(), columns: private.chain(public).collect() }
	}

	fn lines(&self, index: usize, prices: &Announced) -> Vec<Line> {
		self.columns
			.iter()
			.filter_map(|column| {
				let units = column.weights[index] / prices.price[column.good];
				use_line(column.good, self.stated(column, micro(units)))
			})
			.collect()
	}

	/// What a council states that wants `amount` for itself: of a public good, the level at which
	/// this is its share.
	fn stated(&self, column: &Column, amount: u128) -> u128 {
		match column.category {
			Category::Public => amount.saturating_mul(self.count as u128).min(Flow::MAX),
			_ => amount,
		}
	}

	fn add_totals(&self, prices: &Announced, totals: &mut [Totals]) {
		for column in &self.columns {
			let price = prices.price[column.good];
			let largest = column.largest / price * MICRO_F;
			let demand = if largest * (self.count as f64) < EXACT {
				let sum = sum_of_floors(&column.weights, price);
				match column.category {
					Category::Public => sum.saturating_mul(self.count as u128),
					_ => sum,
				}
			} else {
				column
					.weights
					.iter()
					.map(|weight| self.stated(column, micro(weight / price)))
					.fold(0, u128::saturating_add)
			};
			let total = &mut totals[column.good].demand;
			*total = total.saturating_add(demand);
		}
	}
}

/// The sum of `weight / price` in whole micro-units each, for sums below [`EXACT`]: adding and
/// taking away 2^52 rounds to a whole number, so that no conversion stands in the way of the
/// processor's wide registers, and sums of whole floats of this size are exact.
fn sum_of_floors(weights: &[f64], price: f64) -> u128 {
	const LANES: usize = 8;
	const TO_WHOLE: f64 = (1u64 << 52) as f64;
	let floor = |weight: f64| {
		let micro = weight / price * MICRO_F;
		let whole = (micro + TO_WHOLE) - TO_WHOLE;
		whole - if whole > micro { 1.0 } else { 0.0 }
	};
	let mut lanes = [0.0f64; LANES];
	let chunks = weights.chunks_exact(LANES);
	let rest: f64 = chunks.remainder().iter().map(|weight| floor(*weight)).sum();
	for chunk in chunks {
		for (lane, weight) in lanes.iter_mut().zip(chunk) {
			*lane += floor(*weight);
		}
	}
	(lanes.iter().sum::<f64>() + rest) as u128
}

/// Workers' councils one after the other, with everything that no price changes worked out.
#[derive(Clone, Debug)]
struct Workers {
	/// Position of the product in the price vector.
	out: Vec<u32>,
	/// The part of ln Q that does not depend on prices.
	base: Vec<f64>,
	/// What ln p_out is multiplied with in ln Q.
	gain: Vec<f64>,
	/// Where the inputs of each council end in `inputs`.
	end: Vec<u32>,
	inputs: Vec<Input>,
}

#[derive(Clone, Copy, Debug)]
struct Input {
	/// Position in the price vector.
	good: u32,
	/// What ln p_j is multiplied with in ln Q, sign turned.
	pull: f64,
	/// The exponent b_j.
	share: f64,
}

impl Workers {
	fn new(economy: &Economy) -> Self {
		let councils = &economy.worker_councils;
		let mut workers = Self {
			out: Vec::with_capacity(councils.len()),
			base: Vec::with_capacity(councils.len()),
			gain: Vec::with_capacity(councils.len()),
			end: Vec::with_capacity(councils.len()),
			inputs: Vec::new(),
		};
		for council in councils {
			workers.push(economy, council);
		}
		workers
	}

	fn push(&mut self, economy: &Economy, council: &WorkerCouncil) {
		let WorkerCouncil { a, c, k, s, .. } = *council;
		let inputs: Vec<(usize, f64)> = [Category::Intermediate, Category::Nature, Category::Labor]
			.into_iter()
			.zip(council.inputs())
			.flat_map(|(category, (_, inputs))| {
				inputs.iter().map(move |(good, b)| (economy.good_index(category, *good), *b))
			})
			.collect();
		let shares: f64 = inputs.iter().fold(0.0, |sum, (_, b)| sum + b);
		let logs: f64 = inputs.iter().fold(0.0, |sum, (_, b)| sum + b * libm::log(*b));
		let over = k - c - k * shares;
		let effort = c * (libm::log(c) - libm::log(k) - libm::log(s));
		self.out.push(economy.product_index(council) as u32);
		self.base.push((k * libm::log(a) + k * logs + effort) / over);
		self.gain.push((c + k * shares) / over);
		self.inputs.extend(inputs.into_iter().map(|(good, share)| Input {
			good: good as u32,
			pull: k * share / over,
			share,
		}));
		self.end.push(self.inputs.len() as u32);
	}

	fn inputs_of(&self, index: usize) -> &[Input] {
		let begin = index.checked_sub(1).map_or(0, |before| self.end[before]);
		&self.inputs[begin as usize..self.end[index] as usize]
	}

	/// How much the council makes, and what that is worth, at `prices`.
	fn output(&self, index: usize, inputs: &[Input], prices: &Announced) -> (f64, f64) {
		let out = self.out[index] as usize;
		let mut ln = self.base[index] + self.gain[index] * prices.ln[out];
		for input in inputs {
			ln -= input.pull * prices.ln[input.good as usize];
		}
		let made = libm::exp(ln);
		(made, made * prices.price[out])
	}

	fn lines(&self, index: usize, prices: &Announced) -> Vec<Line> {
		let inputs = self.inputs_of(index);
		let (made, worth) = self.output(index, inputs, prices);
		let used = inputs.iter().filter_map(|input| {
			let good = input.good as usize;
			use_line(good, micro(worth * input.share / prices.price[good]))
		});
		let supplied = Flow::supply(Quantity(micro(made)))
			.map(|flow| Line { good: GoodId(self.out[index]), flow });
		supplied.into_iter().chain(used).collect()
	}

	fn add_totals(&self, prices: &Announced, totals: &mut [Totals]) {
		let mut begin = 0;
		for (index, end) in self.end.iter().enumerate() {
			let inputs = &self.inputs[begin..*end as usize];
			begin = *end as usize;
			let (made, worth) = self.output(index, inputs, prices);
			let total = &mut totals[self.out[index] as usize].supply;
			*total = total.saturating_add(micro(made));
			for input in inputs {
				let good = input.good as usize;
				let total = &mut totals[good].demand;
				*total = total.saturating_add(micro(worth * input.share / prices.price[good]));
			}
		}
	}
}
