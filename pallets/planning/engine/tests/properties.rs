//! What holds for any input.

mod common;

use codec::{Decode, Encode};
use common::Cycle;
use parecon_engine::{
	below, Imbalance, Kind, Measure, Outcome, PageMemory, Quote, Rule, RuleMemory, Step, Totals,
	MAX_PRICE, MAX_TOTAL, MIN_PRICE,
};
use parecon_primitives::{GoodId, Price};
use primitive_types::U512;
use proptest::{prelude::*, sample::Index};
use sp_runtime::Perbill;

const HEADS: u32 = 7;

fn any_kind() -> impl Strategy<Value = Kind> {
	(0..6usize).prop_map(|i| Kind::ALL[i])
}

/// Whole numbers up to 2^bits, of every size alike.
fn sized(bits: u32) -> impl Strategy<Value = u128> {
	(0..=bits, any::<u128>()).prop_map(|(size, x)| x.checked_shr(128 - size).unwrap_or(0))
}

fn any_price() -> impl Strategy<Value = Price> {
	sized(90).prop_map(|price| Price(price.max(1)))
}

fn any_quote() -> impl Strategy<Value = Quote> {
	(any_kind(), any_price()).prop_map(|(kind, price)| Quote { kind, price })
}

fn any_rule() -> impl Strategy<Value = Rule> {
	(0..Rule::ALL.len()).prop_map(|i| Rule::ALL[i])
}

/// Totals of every size, often alike, one-sided or nothing.
fn any_totals() -> impl Strategy<Value = Totals> {
	let amount = || {
		prop_oneof![
			2 => Just(0),
			1 => Just(u128::MAX),
			1 => Just(MAX_TOTAL),
			4 => sized(127),
			8 => 1_000_000_000u128..10_000_000_000,
		]
	};
	(amount(), amount()).prop_map(|(supply, demand)| Totals { supply, demand })
}

/// Quotes, and for some iterations the totals that answer them.
fn any_run() -> impl Strategy<Value = (Vec<Quote>, Vec<Vec<Totals>>)> {
	(1..150usize).prop_flat_map(|goods| {
		let totals = prop::collection::vec(any_totals(), goods);
		(prop::collection::vec(any_quote(), goods), prop::collection::vec(totals, 1..10))
	})
}

fn shuffled(count: usize, by: &[Index]) -> Vec<usize> {
	let mut order: Vec<usize> = (0..count).collect();
	for (i, index) in (1..count).rev().zip(by.iter().cycle()) {
		order.swap(i, index.index(i + 1));
	}
	order
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

	/// Neither the size of pages nor the order in which they come changes sums, findings or prices.
	#[test]
	fn pages_change_nothing(
		rule in any_rule(),
		(quotes, run) in any_run(),
		size in 1usize..=64,
		first in prop::collection::vec(any::<Index>(), 8),
		second in prop::collection::vec(any::<Index>(), 8),
	) {
		let mut whole = Cycle::new(rule, HEADS, quotes.clone());
		let mut paged = Cycle::paged(rule, HEADS, quotes, size);
		let first = shuffled(paged.pages.len(), &first);
		let second = shuffled(paged.pages.len(), &second);
		for totals in &run {
			let expected = whole.clear(totals);
			let outcome = paged.clear_in(totals, &first, &second);
			prop_assert_eq!(outcome, expected);
			prop_assert_eq!(paged.memory, whole.memory);
			prop_assert_eq!(&paged.quotes, &whole.quotes);
		}
	}

	/// The first pass has the same state whatever the order of pages, Gram included.
	#[test]
	fn sums_know_no_order(
		rule in any_rule(),
		(quotes, run) in any_run(),
		size in 1usize..=64,
		order in prop::collection::vec(any::<Index>(), 8),
	) {
		let mut cycle = Cycle::paged(rule, HEADS, quotes, size);
		for totals in &run {
			let ascending: Vec<usize> = (0..cycle.pages.len()).collect();
			let measured = measure(&cycle, totals, &ascending);
			prop_assert_eq!(measure(&cycle, totals, &shuffled(cycle.pages.len(), &order)), measured);
			cycle.clear(totals);
		}
	}

	/// Everything can be stored after any page.
	#[test]
	fn resumes_from_storage(rule in any_rule(), (quotes, run) in any_run(), size in 1usize..=64) {
		let mut straight = Cycle::paged(rule, HEADS, quotes.clone(), size);
		let mut stored = Cycle::paged(rule, HEADS, quotes, size);
		for totals in &run {
			straight.clear(totals);
			clear_from_storage(&mut stored, totals);
			prop_assert_eq!(&stored.quotes, &straight.quotes);
			prop_assert_eq!(&stored.pages, &straight.pages);
		}
	}

	/// What an earlier cycle left in the pages changes nothing in the next, even where goods have
	/// been added since or the rule is another.
	#[test]
	fn cycles_begin_anew(
		rules in (any_rule(), any_rule()),
		(quotes, run) in any_run(),
		earlier in 1usize..150,
	) {
		let earlier = earlier.min(quotes.len());
		let mut used = Cycle::new(rules.0, HEADS, quotes[..earlier].to_vec());
		for totals in &run {
			used.clear(&totals[..earlier]);
		}
		let mut next = Cycle::new(rules.1, HEADS, quotes.clone());
		let mut fresh = Cycle::new(rules.1, HEADS, quotes);
		next.pages[..used.pages.len()].clone_from_slice(&used.pages);
		for totals in &run {
			prop_assert_eq!(next.clear(totals), fresh.clear(totals));
			prop_assert_eq!(&next.quotes, &fresh.quotes);
		}
	}

	/// Prices stay within their bounds, and move as supply and demand say; a raised price rises. What
	/// all goods together say, the levelling rule adds.
	#[test]
	fn prices_stay_within_bounds_and_never_stall(rule in any_rule(), (quotes, run) in any_run()) {
		let mut cycle = Cycle::new(rule, HEADS, quotes);
		for (t, totals) in run.iter().enumerate() {
			let before = cycle.quotes.clone();
			cycle.clear(totals);
			let mean = mean_log(&before, totals);
			for ((old, new), totals) in before.iter().zip(&cycle.quotes).zip(totals) {
				prop_assert!((MIN_PRICE..=MAX_PRICE).contains(&new.price));
				let (supply, demand) = compared(old.kind, totals);
				// The first step of the accelerated rule is plain f, in Q.48.
				if rule == Rule::Accelerated && (t > 0 || close(supply, demand)) {
					continue;
				}
				let rose = new.price > old.price || new.price == MAX_PRICE;
				let fell = new.price < old.price || new.price == MIN_PRICE;
				if rule == Rule::Levelling {
					let step = 0.2 * log(supply, demand) + mean;
					prop_assert!(t > 0 || step < 1e-12 || rose, "{old:?} {new:?} {step}");
					prop_assert!(t > 0 || step > -1e-12 || fell, "{old:?} {new:?} {step}");
					continue;
				}
				prop_assert!(demand <= supply || rose, "{old:?} {new:?} {totals:?}");
				prop_assert!(demand >= supply || fell, "{old:?} {new:?} {totals:?}");
				prop_assert!(demand != supply || new.price == old.price);
			}
		}
	}

	/// No step leaves the cap of its rule.
	#[test]
	fn steps_are_capped(rule in any_rule(), (quotes, run) in any_run()) {
		let (down, up) = match rule {
			Rule::Proportional => (0.8, 1.2),
			Rule::Pequod => (0.8, 1.2),
			Rule::Accelerated => ((-1.5f64).exp(), 1.5f64.exp()),
			Rule::Levelling => ((-3f64).exp(), 3f64.exp()),
		};
		let mut cycle = Cycle::new(rule, HEADS, quotes);
		for totals in &run {
			let before = cycle.prices();
			cycle.clear(totals);
			for (old, new) in before.into_iter().zip(cycle.prices()) {
				let (old, new) = (old as f64, new as f64);
				prop_assert!(new >= old * down * (1.0 - 1e-12) - 1.0);
				prop_assert!(new <= old * up * (1.0 + 1e-12) + 1.0);
			}
		}
	}

	/// Worst imbalance, its good and the count of open goods, by products in 512 bits.
	#[test]
	fn findings_agree_with_wide_fractions((quotes, run) in any_run(), parts in 0u32..=1_000_000_000) {
		let threshold = Perbill::from_parts(parts);
		let totals = &run[0];
		let mut measure = Measure::new(Rule::Proportional, threshold, HEADS, &RuleMemory::default());
		measure.page(GoodId(100), &quotes, totals, &mut PageMemory::None);
		let (outcome, _) = measure.finish(&mut RuleMemory::default());

		let fractions: Vec<(U512, U512)> = quotes.iter().zip(totals).map(|(quote, totals)| {
			let (supply, demand) = compared(quote.kind, totals);
			let gap = U512::from(supply.abs_diff(demand)) * 2;
			(gap, (U512::from(supply) + U512::from(demand)).max(U512::one()))
		}).collect();
		let open = fractions.iter().filter(|(gap, sum)| {
			!gap.is_zero() && gap * U512::from(1_000_000_000) >= sum * U512::from(parts)
		});
		prop_assert_eq!(outcome.open as usize, open.count());
		let worst = (0..fractions.len()).rev().max_by(|a, b| {
			(fractions[*a].0 * fractions[*b].1).cmp(&(fractions[*b].0 * fractions[*a].1))
		}).unwrap();
		prop_assert_eq!(outcome.worst_good, GoodId(100 + worst as u32));
		let ppb = fractions[worst].0 * 1_000_000_000u64 / fractions[worst].1;
		prop_assert_eq!(outcome.worst, Imbalance(ppb.low_u64()));
	}

	/// `below` agrees with the display only as far as rounding lets it, and with itself by parts.
	#[test]
	fn below_is_exact(supply in sized(127), demand in sized(127), parts in 0u32..=1_000_000_000) {
		let threshold = Perbill::from_parts(parts);
		let ppb = Imbalance::of(supply, demand).0;
		if ppb > u64::from(parts) {
			prop_assert!(!below(supply, demand, threshold));
		}
		if ppb < u64::from(parts) {
			prop_assert!(below(supply, demand, threshold));
		}
		prop_assert_eq!(below(supply, demand, threshold), below(demand, supply, threshold));
	}
}

/// Supply and demand as they are compared.
fn compared(kind: Kind, totals: &Totals) -> (u128, u128) {
	let heads = if kind == Kind::Public { u128::from(HEADS) } else { 1 };
	(totals.supply.min(MAX_TOTAL), (totals.demand / heads).min(MAX_TOTAL))
}

/// ln(D / S) held within +-ln 64.
fn log(supply: u128, demand: u128) -> f64 {
	let bound = 64f64.ln();
	match (supply, demand) {
		_ if supply == demand => 0.0,
		(0, _) => bound,
		(_, 0) => -bound,
		_ => ((demand as f64).ln() - (supply as f64).ln()).clamp(-bound, bound),
	}
}

fn mean_log(quotes: &[Quote], totals: &[Totals]) -> f64 {
	let logs = quotes.iter().zip(totals).map(|(quote, totals)| {
		let (supply, demand) = compared(quote.kind, totals);
		log(supply, demand)
	});
	logs.sum::<f64>() / quotes.len() as f64
}

/// Whether 0.2 ln(D / S) may be nothing in Q.48.
fn close(supply: u128, demand: u128) -> bool {
	supply.abs_diff(demand) <= supply >> 45
}

fn measure(cycle: &Cycle, totals: &[Totals], order: &[usize]) -> Measure {
	let mut measure = Measure::new(cycle.rule, Perbill::from_percent(5), HEADS, &cycle.memory);
	let mut pages = cycle.pages.clone();
	for &page in order {
		let span = page * cycle.page..((page + 1) * cycle.page).min(totals.len());
		let first = GoodId(span.start as u32);
		measure.page(first, &cycle.quotes[span.clone()], &totals[span], &mut pages[page]);
	}
	measure
}

fn stored<T: Encode + Decode>(value: &T) -> T {
	T::decode(&mut &value.encode()[..]).unwrap()
}

fn clear_from_storage(cycle: &mut Cycle, totals: &[Totals]) -> Outcome {
	let size = cycle.page;
	let mut measure = Measure::new(cycle.rule, Perbill::from_percent(5), HEADS, &cycle.memory);
	for (i, (quotes, totals)) in cycle.quotes.chunks(size).zip(totals.chunks(size)).enumerate() {
		let mut memory: PageMemory = stored(&cycle.pages[i]);
		measure = stored(&measure);
		measure.page(GoodId((i * size) as u32), quotes, totals, &mut memory);
		cycle.pages[i] = stored(&memory);
	}
	let (outcome, mut step) = measure.finish(&mut cycle.memory);
	cycle.memory = stored(&cycle.memory);
	for (i, (quotes, totals)) in cycle.quotes.chunks_mut(size).zip(totals.chunks(size)).enumerate()
	{
		step = stored::<Step>(&step);
		step.page(quotes, totals, &mut cycle.pages[i]);
	}
	outcome
}
