//! From measurements to formulas that are linear in the components.

use crate::report::Point;
use frame_benchmarking::{Analysis, BenchmarkResult, BenchmarkSelector};
use serde::{Deserialize, Serialize};

/// Picoseconds of a read of ParityDB, by the weights that FRAME carries for it.
pub const READ_PS: u64 = 8_000_000;
/// Picoseconds of a write of ParityDB, by the weights that FRAME carries for it.
pub const WRITE_PS: u64 = 50_000_000;

/// `base + slopes[0] x first component + slopes[1] x second + ...`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linear {
	/// What no component changes.
	pub base: u64,
	/// What one more of each component adds, in the order of the components.
	pub slopes: Vec<u64>,
}

impl Linear {
	/// The value at `point`, held at the largest.
	pub fn at(&self, point: &[u32]) -> u64 {
		self.slopes.iter().zip(point).fold(self.base, |sum, (slope, value)| {
			sum.saturating_add(slope.saturating_mul((*value).into()))
		})
	}

	/// Raises the base until no `(point, value)` lies above the formula.
	fn cover<'a>(mut self, samples: impl Iterator<Item = (&'a [u32], u64)>) -> Self {
		let missing = samples.map(|(point, value)| value.saturating_sub(self.at(point))).max();
		self.base = self.base.saturating_add(missing.unwrap_or_default());
		self
	}
}

/// What a benchmark costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
	/// Picoseconds of computation.
	pub time_ps: Linear,
	/// Distinct keys read.
	pub reads: Linear,
	/// Distinct keys written.
	pub writes: Linear,
}

impl Cost {
	/// Reference time in picoseconds at `point`, with a database of ParityDB's weights.
	pub fn weight(&self, point: &[u32]) -> u64 {
		self.time_ps
			.at(point)
			.saturating_add(self.reads.at(point).saturating_mul(READ_PS))
			.saturating_add(self.writes.at(point).saturating_mul(WRITE_PS))
	}
}

/// Counts at a point.
pub struct Sample<'a> {
	point: &'a [u32],
	reads: u64,
	writes: u64,
}

impl<'a> From<&'a Point> for Sample<'a> {
	fn from(point: &'a Point) -> Self {
		Self { point: &point.values, reads: point.reads, writes: point.writes }
	}
}

/// Least squares over the inner half of the measurements at each point for the time; for reads and
/// writes the same, then raised until no count lies above the formula: counts are exact, and a
/// rounded slope must not lose one.
pub fn fit(
	timed: &[BenchmarkResult],
	counted: &[BenchmarkResult],
	samples: &[Sample],
) -> Result<Cost, String> {
	let reads = linear(counted, BenchmarkSelector::Reads)?;
	let writes = linear(counted, BenchmarkSelector::Writes)?;
	Ok(Cost {
		time_ps: linear(timed, BenchmarkSelector::ExtrinsicTime)?,
		reads: reads.cover(samples.iter().map(|sample| (sample.point, sample.reads))),
		writes: writes.cover(samples.iter().map(|sample| (sample.point, sample.writes))),
	})
}

fn linear(results: &[BenchmarkResult], selector: BenchmarkSelector) -> Result<Linear, String> {
	ensure_spread(results)?;
	let analysis = Analysis::min_squares_iqr(&results.to_vec(), selector)
		.map_err(|error| error.to_string())?;
	let narrow = |value: u128| u64::try_from(value).unwrap_or(u64::MAX);
	Ok(Linear {
		base: narrow(analysis.base),
		slopes: analysis.slopes.into_iter().map(narrow).collect(),
	})
}

/// A slope needs two values of its component.
fn ensure_spread(results: &[BenchmarkResult]) -> Result<(), String> {
	let first = results.first().ok_or("nothing was measured")?;
	for (index, (name, value)) in first.components.iter().enumerate() {
		let fixed = results
			.iter()
			.all(|result| result.components.get(index).is_some_and(|(_, other)| other == value));
		if fixed {
			return Err(format!(
				"component {name} has one value only; widen its range in the benchmark, or drop it"
			));
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_benchmarking::BenchmarkParameter::{l, p};

	fn result(components: &[u32], time: u128, reads: u32, writes: u32) -> BenchmarkResult {
		let names = [l, p];
		BenchmarkResult {
			components: names.into_iter().zip(components.iter().copied()).collect(),
			extrinsic_time: time,
			reads,
			writes,
			..Default::default()
		}
	}

	fn fitted(results: &[BenchmarkResult]) -> Result<Cost, String> {
		let points: Vec<_> = results
			.iter()
			.map(|result| Point {
				values: result.components.iter().map(|(_, value)| *value).collect(),
				time_ns: result.extrinsic_time as u64,
				reads: result.reads.into(),
				writes: result.writes.into(),
			})
			.collect();
		fit(results, results, &points.iter().map(Sample::from).collect::<Vec<_>>())
	}

	#[test]
	fn a_line_is_found_again() {
		let results: Vec<_> = (0..20)
			.map(|i| result(&[i, 5], 1_000 + u128::from(i) * 7 + 5 * 100, 3, 1))
			.chain((0..=5).map(|i| result(&[19, i], 1_133 + u128::from(i) * 100, 3, 1)))
			.collect();
		let cost = fitted(&results).unwrap();
		assert_eq!(cost.time_ps.base / 1_000, 1_000);
		// Picoseconds: the fit is in floats, so a last digit may differ.
		assert!(cost.time_ps.slopes[0].abs_diff(7_000) <= 1, "{:?}", cost.time_ps);
		assert!(cost.time_ps.slopes[1].abs_diff(100_000) <= 1, "{:?}", cost.time_ps);
		assert_eq!(cost.reads, Linear { base: 3, slopes: vec![0, 0] });
		assert_eq!(cost.writes, Linear { base: 1, slopes: vec![0, 0] });
	}

	#[test]
	fn the_median_stands_where_there_are_no_components() {
		let results: Vec<_> =
			[5, 900, 7, 6, 8].map(|time| result(&[], time, 2, 1)).into_iter().collect();
		let cost = fitted(&results).unwrap();
		assert_eq!(cost.time_ps, Linear { base: 7_000, slopes: vec![] });
		assert_eq!(cost.reads.base, 2);
	}

	#[test]
	fn an_outlier_at_a_point_changes_nothing() {
		let mut results = Vec::new();
		for i in 0..10 {
			results.extend((0..8).map(|_| result(&[i, 1], 100 + u128::from(i), 1, 1)));
			results.push(result(&[i, 1], 90_000, 1, 1));
		}
		results.extend((0..8).map(|_| result(&[9, 2], 109, 1, 1)));
		let cost = fitted(&results).unwrap();
		assert!(cost.time_ps.slopes[0].abs_diff(1_000) <= 1, "{:?}", cost.time_ps);
	}

	#[test]
	fn no_count_lies_above_the_formula() {
		// Two pages in steps: one more read at each fourth line, which rounds to a slope of 0.
		let results: Vec<_> = (1..=40).map(|i| result(&[i], 100, 2 + i.div_ceil(4), 1)).collect();
		let cost = fitted(&results).unwrap();
		for i in 1..=40 {
			assert!(cost.reads.at(&[i]) >= u64::from(2 + i.div_ceil(4)), "{:?}", cost.reads);
		}
	}

	#[test]
	fn a_component_that_never_moves_is_refused() {
		let results: Vec<_> = (0..9).map(|i| result(&[i, 3], 100, 1, 1)).collect();
		assert!(fitted(&results).unwrap_err().contains("component p"));
		assert!(fit(&[], &[], &[]).unwrap_err().contains("nothing was measured"));
	}

	#[test]
	fn weights_count_the_database() {
		let cost = Cost {
			time_ps: Linear { base: 39_000_000, slopes: vec![1_000] },
			reads: Linear { base: 1, slopes: vec![2] },
			writes: Linear { base: 1, slopes: vec![0] },
		};
		assert_eq!(cost.weight(&[0]), 39_000_000 + READ_PS + WRITE_PS);
		assert_eq!(cost.weight(&[3]), 39_003_000 + 7 * READ_PS + WRITE_PS);
		let huge = Linear { base: 1, slopes: vec![u64::MAX] };
		assert_eq!(huge.at(&[u32::MAX]), u64::MAX);
	}
}
