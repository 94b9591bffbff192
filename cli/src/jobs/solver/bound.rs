//! How near to balance any division of a problem can come.
//!
//! # Why it holds
//!
//! Take any division whose complexes all lie within δ of the mean, by their exact indices. Let y(g, k)
//! be the minutes of tasks of kind k in complexes that fit workers of group g. Then
//!
//! 1. sum over g of y(g, k) = M(k): every minute is covered;
//! 2. sum over k of class c of y(g, k) <= H(g, c): each worker is named once, within the hours offered;
//! 3. y(g, k) = 0 where nobody in g has what k requires or offers such hours;
//! 4. |sum over k of y(g, k) d(k)| <= δ (sum over k of y(g, k)) on both scales, with d the score less the
//!    mean: it holds for each complex, and adding complexes up adds both sides.
//!
//! Now take any numbers μ(g, c) >= 0 and β(g, s), and let
//! λ(k) = the least, over the groups that may do k, of μ(g, c(k)) + sum over s of β(g, s) d(k, s) - δ |β(g)|,
//! with |β(g)| the sum of the absolute values. Then
//!
//! sum of λ(k) M(k) = sum of λ(k) y(g, k)   (1, 3)
//! <= sum of y(g, k) (μ(g, c(k)) + sum of β(g, s) d(k, s) - δ |β(g)|)
//! <= sum of μ(g, c) H(g, c) + sum over g, s of |β(g, s)| (|sum over k of y d| - δ sum over k of y)   (2)
//! <= sum of μ(g, c) H(g, c)   (4).
//!
//! So where L(δ) = sum of λ(k) M(k) - sum of μ(g, c) H(g, c) is above 0, there is no such division. L falls as
//! δ rises. The multipliers come from a linear programme in floats, but whatever they are, what follows is
//! true: L is computed from them in whole numbers.
//!
//! The chain rounds indices down to micro-points. A complex whose exact index lies more than δ from the
//! mean, both whole numbers of micro-points, lies at least δ from it when rounded: its chain deviation is
//! more than δ - 1. So the largest δ with L(δ) > 0 is a bound on what the chain measures.

use super::{
	programme::{solve, Multipliers},
	relaxation::Relaxation,
	Problem,
};
use parecon_jobs_engine::Points;

/// Programmes solved at most.
const ROUNDS: usize = 16;

/// What is proved may lie this far below what could be, in micro-points.
const ENOUGH: u32 = 1_000;

/// A number that no division's worst deviation is below, as the chain measures it.
///
/// Each programme asks whether a δ is possible. Where it is not, its multipliers prove so, and mostly
/// some more; and what its minutes come to is possible. So the two close in on the least possible δ:
/// first from 0, then from just below what is known to be possible, then by halves.
pub fn bound(problem: &Problem) -> Points {
	let relaxation = Relaxation::new(problem);
	let mut weights = relaxation.fair_shares();
	let (mut proved, mut possible) = (0u32, Points::MAX.0);
	let mut asked = 0;
	for _ in 0..ROUNDS {
		let Some(found) = solve(&relaxation, f64::from(asked) / 1e6, &weights) else { break };
		proved = proved.max(Proof::new(&relaxation, &found).reaches());
		let reached = (found.reached.clamp(0.0, 10.0) * 1e6).ceil() as u32;
		let closer = reached < possible;
		possible = possible.min(reached);
		if possible <= proved.saturating_add(ENOUGH) {
			break;
		}
		asked = match closer {
			true => possible - ENOUGH / 2,
			false => proved + (possible - proved) / 2,
		};
		for (weight, worked) in weights.iter_mut().zip(&found.worked) {
			*weight = worked.max(1.0);
		}
	}
	Points(proved)
}

/// Multipliers as whole numbers.
struct Proof<'r> {
	relaxation: &'r Relaxation,
	hours: Vec<[i128; 4]>,
	scales: Vec<[i128; 2]>,
}

impl<'r> Proof<'r> {
	fn new(relaxation: &'r Relaxation, found: &Multipliers) -> Self {
		const FINE: f64 = (1u64 << 30) as f64;
		let scales = found.scales.iter().flatten().map(|beta| beta.abs());
		let largest = scales.chain(found.hours.iter().flatten().copied()).fold(1e-12, f64::max);
		let whole = |x: f64, unit: f64| (x / largest * FINE * unit).round() as i128;
		Self {
			relaxation,
			// Deviations are in micro-points here, and in points in the programme.
			hours: found.hours.iter().map(|it| it.map(|x| whole(x, 1e6).max(0))).collect(),
			scales: found.scales.iter().map(|it| it.map(|x| whole(x, 1.0))).collect(),
		}
	}

	/// L at a number of micro-points.
	fn excess(&self, delta: i128) -> i128 {
		let Relaxation { groups, kinds, pairs } = self.relaxation;
		let mut least = vec![None::<i128>; kinds.len()];
		for (g, k) in pairs {
			let (kind, beta) = (&kinds[*k], self.scales[*g]);
			let at = self.hours[*g][kind.class]
				+ beta[0] * i128::from(kind.off[0])
				+ beta[1] * i128::from(kind.off[1])
				- delta * (beta[0].abs() + beta[1].abs());
			least[*k] = Some(least[*k].map_or(at, |least| least.min(at)));
		}
		let covered = kinds.iter().zip(least);
		let covered = covered.map(|(kind, least)| i128::from(kind.minutes) * least.unwrap_or(0));
		let offered = groups.iter().zip(&self.hours).flat_map(|(group, prices)| {
			group.hours.iter().zip(prices).map(|(hours, price)| i128::from(*hours) * price)
		});
		covered.sum::<i128>() - offered.sum::<i128>()
	}

	/// The largest number of micro-points that is proved impossible; 0 where none is.
	fn reaches(&self) -> u32 {
		let (mut proved, mut open) = (0, Points::MAX.0 + 1);
		while open - proved > 1 {
			let middle = proved + (open - proved) / 2;
			match self.excess(middle.into()) > 0 {
				true => proved = middle,
				false => open = middle,
			}
		}
		proved
	}
}
