//! A synthetic economy and its councils' answers in double precision, for tests alone.

#![allow(dead_code)]

use parecon_engine::{Kind, Measure, Outcome, PageMemory, Quote, Rule, RuleMemory, Totals, PAGE};
use parecon_primitives::{GoodId, Price};
use sp_runtime::Perbill;

/// SplitMix64.
pub struct Stream(pub u64);

impl Stream {
	pub fn draw(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		z ^ (z >> 31)
	}

	fn uniform(&mut self, low: f64, high: f64) -> f64 {
		low + (high - low) * ((self.draw() >> 11) as f64 * 2f64.powi(-53))
	}

	fn below(&mut self, bound: usize) -> usize {
		((self.draw() as u128 * bound as u128) >> 64) as usize
	}

	/// 1..=`most` distinct goods in ascending order.
	fn subset(&mut self, most: usize, goods: usize) -> Vec<usize> {
		let count = 1 + self.below(most.min(goods));
		let mut pool: Vec<usize> = (0..goods).collect();
		for i in 0..count {
			let j = i + self.below(goods - i);
			pool.swap(i, j);
		}
		pool.truncate(count);
		pool.sort();
		pool
	}
}

struct Consumers {
	private: Vec<f64>,
	public: Vec<f64>,
}

struct Workers {
	output: usize,
	c: f64,
	k: f64,
	a: f64,
	inputs: Vec<(usize, f64)>,
}

pub struct Economy {
	/// Goods of each kind.
	pub size: usize,
	endowment: f64,
	consumers: Vec<Consumers>,
	workers: Vec<Workers>,
}

/// Kinds of goods in the order of their ids: `size` of each.
const ORDER: [Kind; 5] =
	[Kind::Private, Kind::Intermediate, Kind::Nature, Kind::Labour, Kind::Public];

impl Economy {
	pub fn generate(seed: u64, workers: usize, consumers: usize, size: usize) -> Self {
		let mut stream = Stream(seed);
		let low = if size == 10 { 0.025 } else { 0.25 / size as f64 };
		let tastes = |stream: &mut Stream| -> Vec<f64> {
			(0..size).map(|_| stream.uniform(low, 2.0 * low)).collect()
		};
		let consumers = (0..consumers)
			.map(|_| Consumers { private: tastes(&mut stream), public: tastes(&mut stream) })
			.collect();
		let mut councils = Vec::new();
		for industry in [4, 1, 0] {
			for product in 0..size {
				let count = workers / size + usize::from(product < workers % size);
				for _ in 0..count {
					councils.push(Workers::generate(&mut stream, size, industry * size + product));
				}
			}
		}
		let endowment = 1000.0 * councils.len() as f64 / 3000.0 * 10.0 / size as f64;
		Self { size, endowment, consumers, workers: councils }
	}

	/// Population of all consumers' councils: one each.
	pub fn heads(&self) -> u32 {
		self.consumers.len() as u32
	}

	pub fn quotes(&self) -> Vec<Quote> {
		let goods = ORDER.into_iter().flat_map(|kind| std::iter::repeat_n(kind, self.size));
		goods.map(|kind| Quote { kind, price: Price(700_000_000) }).collect()
	}

	/// The totals of all councils' answers, quantities rounded down to micro-units.
	pub fn respond(&self, quotes: &[Quote]) -> Vec<Totals> {
		let p: Vec<f64> = quotes.iter().map(|quote| quote.price.0 as f64 / 1e6).collect();
		let logs: Vec<f64> = p.iter().map(|price| price.ln()).collect();
		let mut totals = vec![Totals::default(); quotes.len()];
		for good in &mut totals[2 * self.size..4 * self.size] {
			good.supply = micro(self.endowment);
		}
		for council in &self.consumers {
			let sum: f64 = council.private.iter().sum::<f64>() + council.public.iter().sum::<f64>();
			let w = 5000.0 / sum;
			for j in 0..self.size {
				let public = 4 * self.size + j;
				totals[j].demand += micro(w * council.private[j] / p[j]);
				totals[public].demand +=
					micro(w * council.public[j] / p[public]) * u128::from(self.heads());
			}
		}
		for council in &self.workers {
			let scale = council.log_output(&logs);
			totals[council.output].supply += micro(scale.exp());
			for (good, b) in &council.inputs {
				let log = logs[council.output] + b.ln() - logs[*good] + scale;
				totals[*good].demand += micro(log.exp());
			}
		}
		totals
	}
}

impl Workers {
	fn generate(stream: &mut Stream, size: usize, output: usize) -> Self {
		let picks = [stream.subset(4, size), stream.subset(2, size), stream.subset(2, size)];
		let total = picks.iter().map(Vec::len).sum::<usize>() as f64;
		let mut inputs = Vec::new();
		for (kind, pick) in (1..).zip(picks) {
			for good in pick {
				inputs.push((kind * size + good, stream.uniform(0.75 / total, 0.85 / total)));
			}
		}
		let c = stream.uniform(0.05, 0.1);
		let k = stream.uniform(3.0, 4.0);
		Self { output, c, k, a: stream.uniform(4.0, 6.0), inputs }
	}

	/// ln of the output that maximises p Q - sum of p_j x_j - e^k with Q = a e^c prod x_j^b_j.
	fn log_output(&self, logs: &[f64]) -> f64 {
		let (c, k) = (self.c, self.k);
		let b: f64 = self.inputs.iter().map(|input| input.1).sum();
		let spent: f64 = self.inputs.iter().map(|(good, b)| b * (b.ln() - logs[*good])).sum();
		let above =
			k * self.a.ln() + k * spent + c * (c.ln() - k.ln()) + (c + k * b) * logs[self.output];
		-above / (c - k + k * b)
	}
}

fn micro(quantity: f64) -> u128 {
	(quantity * 1e6).floor() as u128
}

/// A cycle's state outside the engine: quotes, and what the rule remembers.
pub struct Cycle {
	pub rule: Rule,
	pub heads: u32,
	pub page: usize,
	pub quotes: Vec<Quote>,
	pub memory: RuleMemory,
	pub pages: Vec<PageMemory>,
}

impl Cycle {
	pub fn new(rule: Rule, heads: u32, quotes: Vec<Quote>) -> Self {
		Self::paged(rule, heads, quotes, PAGE as usize)
	}

	pub fn paged(rule: Rule, heads: u32, quotes: Vec<Quote>, page: usize) -> Self {
		let pages = vec![PageMemory::default(); quotes.len().div_ceil(page)];
		Self { rule, heads, page, quotes, memory: RuleMemory::default(), pages }
	}

	/// Both passes, pages in ascending order.
	pub fn clear(&mut self, totals: &[Totals]) -> Outcome {
		let order: Vec<usize> = (0..self.pages.len()).collect();
		self.clear_in(totals, &order, &order)
	}

	/// Both passes, each over the pages in its own order.
	pub fn clear_in(&mut self, totals: &[Totals], first: &[usize], second: &[usize]) -> Outcome {
		let threshold = Perbill::from_percent(5);
		let size = self.page;
		let mut measure = Measure::new(self.rule, threshold, self.heads, &self.memory);
		let span = |page: usize, len: usize| page * size..((page + 1) * size).min(len);
		for &page in first {
			let span = span(page, totals.len());
			let good = GoodId(span.start as u32);
			measure.page(good, &self.quotes[span.clone()], &totals[span], &mut self.pages[page]);
		}
		let (outcome, step) = measure.finish(&mut self.memory);
		for &page in second {
			let span = span(page, totals.len());
			step.page(&mut self.quotes[span.clone()], &totals[span], &mut self.pages[page]);
		}
		outcome
	}

	pub fn prices(&self) -> Vec<u128> {
		self.quotes.iter().map(|quote| quote.price.0).collect()
	}
}

/// A file of totals and prices.
pub struct Fixture {
	/// Per iteration the totals, the announced prices and the next ones.
	pub iterations: Vec<(Vec<Totals>, Vec<u128>, Vec<u128>)>,
}

impl Fixture {
	pub fn read(name: &str) -> Self {
		let path = format!("{}/tests/data/{name}.csv", env!("CARGO_MANIFEST_DIR"));
		let text = std::fs::read_to_string(&path).unwrap();
		let mut iterations: Vec<(Vec<Totals>, Vec<u128>, Vec<u128>)> = Vec::new();
		for line in text.lines().skip(1) {
			let fields: Vec<u128> = line.split(',').map(|field| field.parse().unwrap()).collect();
			if iterations.len() < fields[0] as usize {
				iterations.push(Default::default());
			}
			let last = iterations.last_mut().unwrap();
			last.0.push(Totals { supply: fields[2], demand: fields[3] });
			last.1.push(fields[4]);
			last.2.push(fields[5]);
		}
		Self { iterations }
	}
}

/// The difference relative to the second number.
pub fn apart(a: u128, b: u128) -> f64 {
	a.abs_diff(b) as f64 / b as f64
}
