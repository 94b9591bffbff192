//! Which benchmarks are run, at which values, and what comes of it.

use crate::{
	formula::{self, Sample},
	report::{Component, Entry, Point},
	runtime::{Dispatch, Mode, Runtime},
};
use frame_benchmarking::{BenchmarkBatch, BenchmarkList, BenchmarkParameter, BenchmarkResult};
use std::{collections::BTreeSet, fmt};

/// One benchmark to be measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
	/// Crate of the pallet, such as `pallet_planning`.
	pub pallet: String,
	/// Name of the pallet in the runtime, such as `Planning`.
	pub instance: String,
	/// Name of the benchmark.
	pub benchmark: String,
	/// Components with their lowest and highest values.
	pub components: Vec<(BenchmarkParameter, u32, u32)>,
}

impl fmt::Display for Job {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{}::{}", self.pallet, self.benchmark)
	}
}

impl Job {
	/// The values at which the benchmark is run: each component goes from its lowest to its highest
	/// in `steps` values while the others stay at their highest. No point comes twice.
	pub fn points(&self, steps: u32) -> Vec<Vec<u32>> {
		let highest: Vec<u32> = self.components.iter().map(|(_, _, high)| *high).collect();
		if highest.is_empty() {
			return vec![highest];
		}
		let mut points = BTreeSet::new();
		for (index, (_, low, high)) in self.components.iter().enumerate() {
			let range = u64::from(high.saturating_sub(*low));
			for step in 0..steps.max(2) {
				let offset = range * u64::from(step) / u64::from(steps.max(2) - 1);
				let mut point = highest.clone();
				point[index] = low + offset as u32;
				points.insert(point);
			}
		}
		points.into_iter().collect()
	}

	fn selected(&self, point: &[u32]) -> Vec<(BenchmarkParameter, u32)> {
		self.components.iter().zip(point).map(|((name, _, _), value)| (*name, *value)).collect()
	}

	fn dispatch(
		&self,
		runtime: &Runtime,
		mode: Mode,
		point: &[u32],
		(verify, repeats): (bool, u32),
	) -> Result<Vec<BenchmarkResult>, String> {
		let run = Dispatch {
			name: (&self.pallet, &self.instance, &self.benchmark),
			components: &self.selected(point),
			verify,
			repeats,
		};
		let batches = runtime
			.dispatch(mode, &run)
			.map_err(|error| format!("{self} at {}: {error}", self.at(point)))?;
		let results = results(batches);
		if results.is_empty() {
			return Err(format!("{self} at {}: the runtime skipped it", self.at(point)));
		}
		Ok(results)
	}

	fn at(&self, point: &[u32]) -> String {
		let values: Vec<_> = self
			.components
			.iter()
			.zip(point)
			.map(|((name, _, _), value)| format!("{name}={value}"))
			.collect();
		if values.is_empty() {
			"no components".into()
		} else {
			values.join(" ")
		}
	}
}

fn results(batches: Vec<BenchmarkBatch>) -> Vec<BenchmarkResult> {
	batches.into_iter().flat_map(|batch| batch.results).collect()
}

/// The benchmarks of `lists` that `wanted` names, as `pallet` or `pallet::benchmark` (none: all),
/// and that are called `extrinsic` where that is given.
pub fn select(
	lists: Vec<BenchmarkList>,
	wanted: &[String],
	extrinsic: Option<&str>,
) -> Result<Vec<Job>, String> {
	let jobs = all_jobs(lists)?;
	for name in wanted {
		if !jobs.iter().any(|job| job.is_named(name)) {
			let known: BTreeSet<_> = jobs.iter().map(|job| job.pallet.as_str()).collect();
			let known = known.into_iter().collect::<Vec<_>>().join(", ");
			return Err(format!("the runtime has no benchmark `{name}`; its pallets: {known}"));
		}
	}
	let jobs: Vec<_> = jobs
		.into_iter()
		.filter(|job| wanted.is_empty() || wanted.iter().any(|name| job.is_named(name)))
		.filter(|job| extrinsic.is_none_or(|name| job.benchmark == name))
		.collect();
	if jobs.is_empty() {
		return Err(format!(
			"no chosen pallet has a benchmark `{}`",
			extrinsic.unwrap_or_default()
		));
	}
	Ok(jobs)
}

impl Job {
	/// Whether `entry` is what this job measures.
	pub fn measures(&self, entry: &Entry) -> bool {
		self.pallet == entry.pallet && self.benchmark == entry.benchmark
	}

	fn is_named(&self, name: &str) -> bool {
		self.pallet == name || self.to_string() == name
	}
}

fn all_jobs(lists: Vec<BenchmarkList>) -> Result<Vec<Job>, String> {
	let text = |bytes: Vec<u8>| {
		String::from_utf8(bytes).map_err(|_| "a benchmark's name is not text".to_string())
	};
	let mut jobs = Vec::new();
	for list in lists {
		let (pallet, instance) = (text(list.pallet)?, text(list.instance)?);
		for benchmark in list.benchmarks {
			jobs.push(Job {
				pallet: pallet.clone(),
				instance: instance.clone(),
				benchmark: text(benchmark.name)?,
				components: benchmark.components,
			});
		}
	}
	Ok(jobs)
}

/// A benchmark while it is measured.
pub struct Measurement<'a> {
	job: &'a Job,
	runs: Vec<Runs>,
}

/// What was found at one point.
struct Runs {
	point: Vec<u32>,
	keys: Vec<BenchmarkResult>,
	times: Vec<BenchmarkResult>,
}

impl<'a> Measurement<'a> {
	/// Runs `job` at each of its points twice: with its assertions, and to count keys.
	pub fn begin(
		runtime: &Runtime,
		job: &'a Job,
		steps: u32,
		mut tick: impl FnMut(),
	) -> Result<Self, String> {
		let mut runs = Vec::new();
		for point in job.points(steps) {
			job.dispatch(runtime, Mode::Timed, &point, (true, 1))?;
			let keys = job.dispatch(runtime, Mode::Counted, &point, (false, 1))?;
			runs.push(Runs { point, keys, times: Vec::new() });
			tick();
		}
		Ok(Self { job, runs })
	}

	/// Runs it `repeat` times more at each of its points for the time.
	pub fn time(
		&mut self,
		runtime: &Runtime,
		repeat: u32,
		mut tick: impl FnMut(),
	) -> Result<(), String> {
		for runs in &mut self.runs {
			let times = self.job.dispatch(runtime, Mode::Timed, &runs.point, (false, repeat))?;
			runs.times.extend(times);
			tick();
		}
		Ok(())
	}

	/// Fits the formulas.
	pub fn finish(self) -> Result<Entry, String> {
		let Self { job, runs } = self;
		let points: Vec<_> =
			runs.iter().map(|runs| summary(&runs.point, &runs.keys, &runs.times)).collect();
		let (counted, timed): (Vec<_>, Vec<_>) =
			runs.into_iter().map(|runs| (runs.keys, runs.times)).unzip();
		let samples: Vec<_> = points.iter().map(Sample::from).collect();
		let cost = formula::fit(&timed.concat(), &counted.concat(), &samples)
			.map_err(|error| format!("{job}: {error}"))?;
		Ok(Entry {
			pallet: job.pallet.clone(),
			instance: job.instance.clone(),
			benchmark: job.benchmark.clone(),
			extra: false,
			components: job
				.components
				.iter()
				.map(|(name, low, high)| Component {
					name: name.to_string(),
					low: *low,
					high: *high,
				})
				.collect(),
			cost,
			points,
		})
	}
}

/// How many of `repeat` runs are made in each of `rounds`.
pub fn shares(repeat: u32, rounds: u32) -> impl Iterator<Item = u32> {
	let rounds = rounds.clamp(1, repeat.max(1));
	(0..rounds).map(move |round| repeat / rounds + u32::from(round < repeat % rounds))
}

/// What is kept of one point: the median time, and the highest counts.
fn summary(point: &[u32], keys: &[BenchmarkResult], times: &[BenchmarkResult]) -> Point {
	let mut nanos: Vec<_> = times.iter().map(|result| result.extrinsic_time).collect();
	nanos.sort_unstable();
	let median = nanos.get(nanos.len() / 2).copied().unwrap_or_default();
	Point {
		values: point.to_vec(),
		time_ns: u64::try_from(median).unwrap_or(u64::MAX),
		reads: keys.iter().map(|result| result.reads.into()).max().unwrap_or_default(),
		writes: keys.iter().map(|result| result.writes.into()).max().unwrap_or_default(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_benchmarking::BenchmarkMetadata;

	fn job(components: Vec<(BenchmarkParameter, u32, u32)>) -> Job {
		Job { pallet: "pallet_x".into(), instance: "X".into(), benchmark: "y".into(), components }
	}

	#[test]
	fn points_go_from_lowest_to_highest_with_the_others_at_their_highest() {
		use BenchmarkParameter::{l, p};
		assert_eq!(job(vec![]).points(5), vec![Vec::<u32>::new()]);
		assert_eq!(
			job(vec![(l, 1, 9)]).points(5),
			vec![vec![1], vec![3], vec![5], vec![7], vec![9]]
		);
		assert_eq!(
			job(vec![(l, 0, 10), (p, 1, 3)]).points(2),
			vec![vec![0, 3], vec![10, 1], vec![10, 3]]
		);
	}

	#[test]
	fn no_point_comes_twice_where_steps_exceed_the_range() {
		let points = job(vec![(BenchmarkParameter::l, 4, 6)]).points(50);
		assert_eq!(points, vec![vec![4], vec![5], vec![6]]);
	}

	#[test]
	fn all_runs_are_made_in_rounds() {
		let shared = |repeat, rounds| shares(repeat, rounds).collect::<Vec<_>>();
		assert_eq!(shared(20, 5), [4, 4, 4, 4, 4]);
		assert_eq!(shared(7, 3), [3, 2, 2]);
		assert_eq!(shared(2, 5), [1, 1]);
		assert_eq!(shared(3, 0), [3]);
	}

	#[test]
	fn the_largest_range_does_not_overflow() {
		let points = job(vec![(BenchmarkParameter::l, 0, u32::MAX)]).points(50);
		assert_eq!(points.first(), Some(&vec![0]));
		assert_eq!(points.last(), Some(&vec![u32::MAX]));
	}

	fn lists() -> Vec<BenchmarkList> {
		[("pallet_x", &["a", "b"]), ("pallet_y", &["a", "c"])]
			.into_iter()
			.map(|(pallet, names)| BenchmarkList {
				pallet: pallet.into(),
				instance: "I".into(),
				benchmarks: names
					.iter()
					.map(|name| BenchmarkMetadata { name: (*name).into(), ..Default::default() })
					.collect(),
			})
			.collect()
	}

	fn selected(wanted: &[&str], extrinsic: Option<&str>) -> Result<Vec<String>, String> {
		let wanted: Vec<_> = wanted.iter().map(|name| name.to_string()).collect();
		let jobs = select(lists(), &wanted, extrinsic)?;
		Ok(jobs.iter().map(ToString::to_string).collect())
	}

	#[test]
	fn pallets_and_single_benchmarks_are_selected() {
		assert_eq!(selected(&[], None).unwrap().len(), 4);
		assert_eq!(
			selected(&["pallet_x", "pallet_y::c"], None).unwrap(),
			["pallet_x::a", "pallet_x::b", "pallet_y::c"]
		);
		assert_eq!(selected(&[], Some("a")).unwrap(), ["pallet_x::a", "pallet_y::a"]);
	}

	#[test]
	fn an_unknown_name_is_refused_with_what_there_is() {
		let error = selected(&["pallet_z"], None).unwrap_err();
		assert!(error.contains("`pallet_z`") && error.contains("pallet_x, pallet_y"), "{error}");
		assert!(selected(&["pallet_x"], Some("c")).unwrap_err().contains("`c`"));
	}
}
