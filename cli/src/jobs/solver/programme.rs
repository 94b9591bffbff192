//! The linear programme behind the bound.

use super::relaxation::Relaxation;
use clarabel::{
	algebra::CscMatrix,
	solver::{
		DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, SupportedConeT, ZeroConeT,
	},
};

/// Seconds after which it is given up, with what is known by then.
const SECONDS: f64 = 2.0;

/// A price of each inequality: of a group's minutes in a class, and of its deviation on both scales,
/// negative where it is one from below.
#[derive(Clone, Debug)]
pub struct Multipliers {
	/// By group and class.
	pub hours: Vec<[f64; 4]>,
	/// By group and scale.
	pub scales: Vec<[f64; 2]>,
	/// By group: the minutes that it works in the solution.
	pub worked: Vec<f64>,
	/// The worst deviation of a group in the solution, in points.
	pub reached: f64,
}

/// Solves: the least t such that minutes y can be given to groups with every kind covered, no class
/// of a group exceeded, and
/// |sum over kinds of y x (score - mean)| <= `delta` x (sum of y) + t x weight
/// on both scales for every group; `delta` in points. The multipliers are those of the inequalities;
/// `None` where the solver ends without any.
pub fn solve(relaxation: &Relaxation, delta: f64, weights: &[f64]) -> Option<Multipliers> {
	let rows = Rows::new(relaxation);
	let (a, b) = rows.constraints(relaxation, delta, weights);
	let mut q = vec![0.0; rows.pairs + 1];
	q[rows.pairs] = 1.0;
	let cones = [ZeroConeT(rows.kinds), NonnegativeConeT(rows.end - rows.kinds)];
	let (x, z) = optimum(&q, &a.matrix(rows.end, rows.pairs + 1), &b, &cones)?;
	let mut worked = vec![0.0; relaxation.groups.len()];
	let mut off = vec![[0.0; 2]; relaxation.groups.len()];
	for (column, (group, kind)) in relaxation.pairs.iter().enumerate() {
		let minutes = x[column].max(0.0) * rows.unit;
		worked[*group] += minutes;
		for (sum, off) in off[*group].iter_mut().zip(relaxation.kinds[*kind].off) {
			*sum += minutes * off as f64 / 1e6;
		}
	}
	// Of a group that works less than a minute, nothing is known but noise.
	let deviations = off.iter().zip(&worked).filter(|(_, worked)| **worked >= 1.0);
	let deviations = deviations.flat_map(|(off, worked)| off.map(|off| off.abs() / worked));
	let reached = deviations.fold(0.0, f64::max);
	let hours = |group| [0, 1, 2, 3].map(|class| z[rows.hours(group, class)].max(0.0));
	let scales = |group| {
		[0, 1].map(|scale| z[rows.scale(group, scale, false)] - z[rows.scale(group, scale, true)])
	};
	let groups = 0..relaxation.groups.len();
	Some(Multipliers {
		hours: groups.clone().map(hours).collect(),
		scales: groups.map(scales).collect(),
		worked,
		reached,
	})
}

/// Where each constraint stands: kinds, then hours, then scales, then that no minutes are negative.
struct Rows {
	kinds: usize,
	groups: usize,
	pairs: usize,
	end: usize,
	/// Minutes are counted in these, so that numbers are neither large nor small.
	unit: f64,
}

impl Rows {
	fn new(relaxation: &Relaxation) -> Self {
		let Relaxation { groups, kinds, pairs } = relaxation;
		let minutes: u64 = kinds.iter().map(|kind| kind.minutes).sum();
		Self {
			kinds: kinds.len(),
			groups: groups.len(),
			pairs: pairs.len(),
			end: kinds.len() + 8 * groups.len() + pairs.len(),
			unit: (minutes as f64 / groups.len().max(1) as f64).max(1.0),
		}
	}

	fn hours(&self, group: usize, class: usize) -> usize {
		self.kinds + 4 * group + class
	}

	fn scale(&self, group: usize, scale: usize, below: bool) -> usize {
		self.kinds + 4 * self.groups + 4 * group + 2 * scale + usize::from(below)
	}

	fn sign(&self, pair: usize) -> usize {
		self.kinds + 8 * self.groups + pair
	}

	/// The matrix and the right hand side. The last column is t.
	fn constraints(&self, data: &Relaxation, delta: f64, weights: &[f64]) -> (Triplets, Vec<f64>) {
		let mut a = Triplets::default();
		let mut b = vec![0.0; self.end];
		for (column, (group, kind)) in data.pairs.iter().enumerate() {
			let it = &data.kinds[*kind];
			a.put(*kind, column, 1.0);
			a.put(self.hours(*group, it.class), column, 1.0);
			for (scale, off) in it.off.iter().enumerate() {
				let off = *off as f64 / 1e6;
				a.put(self.scale(*group, scale, false), column, off - delta);
				a.put(self.scale(*group, scale, true), column, -off - delta);
			}
			a.put(self.sign(column), column, -1.0);
		}
		for (row, kind) in data.kinds.iter().enumerate() {
			b[row] = kind.minutes as f64 / self.unit;
		}
		for (group, weight) in weights.iter().enumerate() {
			for class in 0..4 {
				b[self.hours(group, class)] = data.groups[group].hours[class] as f64 / self.unit;
			}
			for (scale, below) in [(0, false), (0, true), (1, false), (1, true)] {
				a.put(self.scale(group, scale, below), self.pairs, -weight / self.unit);
			}
		}
		(a, b)
	}
}

/// Entries of a matrix.
#[derive(Default)]
struct Triplets {
	rows: Vec<usize>,
	columns: Vec<usize>,
	values: Vec<f64>,
}

impl Triplets {
	fn put(&mut self, row: usize, column: usize, value: f64) {
		self.rows.push(row);
		self.columns.push(column);
		self.values.push(value);
	}

	fn matrix(self, rows: usize, columns: usize) -> CscMatrix<f64> {
		CscMatrix::new_from_triplets(rows, columns, self.rows, self.columns, self.values)
	}
}

/// The minimum of q x under a x + s = b with s in the cones: x, and the prices of the rows.
fn optimum(
	q: &[f64],
	a: &CscMatrix<f64>,
	b: &[f64],
	cones: &[SupportedConeT<f64>],
) -> Option<(Vec<f64>, Vec<f64>)> {
	let settings =
		DefaultSettings { verbose: false, time_limit: SECONDS, ..DefaultSettings::default() };
	let p = CscMatrix::zeros((q.len(), q.len()));
	let mut solver = DefaultSolver::new(&p, q, a, b, cones, settings).ok()?;
	solver.solve();
	let found = &solver.solution;
	let finite = |list: &[f64]| list.iter().all(|number| number.is_finite());
	(finite(&found.x) && finite(&found.z)).then(|| (found.x.clone(), found.z.clone()))
}
