//! Whether committed weights still fit what is measured.

use crate::{
	report::{Entry, Report},
	source::Committed,
};

/// Says of each benchmark of `pallet` whose committed weight is missing, below 2/3 of the measured,
/// or above twice the measured, at any corner of its components; and of each committed formula that
/// no benchmark stands for any more.
pub fn unfit(pallet: &str, committed: &[Committed], report: &Report) -> Vec<String> {
	let measured: Vec<_> = report.weighed(pallet).collect();
	let mut unfit = Vec::new();
	for entry in &measured {
		match committed.iter().find(|formula| formula.benchmark == entry.benchmark) {
			None => unfit.push(format!("{pallet}::{}: no weight is committed", entry.benchmark)),
			Some(formula) => unfit.extend(worst_corner(entry, formula)),
		}
	}
	for formula in committed {
		if !measured.iter().any(|entry| entry.benchmark == formula.benchmark) {
			unfit.push(format!("{pallet}::{}: no benchmark measures it", formula.benchmark));
		}
	}
	unfit
}

/// The corner where the committed weight is furthest off, if any is out of bounds.
fn worst_corner(entry: &Entry, committed: &Committed) -> Option<String> {
	let names: Vec<_> = entry.components.iter().map(|component| &component.name).collect();
	if !committed.components.iter().eq(names.iter().copied()) {
		return Some(format!(
			"{}::{}: committed for components {:?}, measured for {names:?}",
			entry.pallet, entry.benchmark, committed.components
		));
	}
	corners(entry)
		.into_iter()
		.map(|corner| (committed.cost.weight(&corner), entry.cost.weight(&corner), corner))
		.filter(|(ours, measured, _)| !fits(*ours, *measured))
		.max_by_key(|(ours, measured, _)| ours.abs_diff(*measured))
		.map(|(ours, measured, corner)| {
			format!(
				"{}::{} at {corner:?}: committed {} us, measured {} us",
				entry.pallet,
				entry.benchmark,
				ours / 1_000_000,
				measured / 1_000_000
			)
		})
}

/// Whether 2/3 of `measured` <= `committed` <= 2 x `measured`.
fn fits(committed: u64, measured: u64) -> bool {
	let (committed, measured) = (u128::from(committed), u128::from(measured));
	3 * committed >= 2 * measured && committed <= 2 * measured
}

/// Every combination of the components' lowest and highest values.
fn corners(entry: &Entry) -> Vec<Vec<u32>> {
	entry.components.iter().fold(vec![vec![]], |corners, component| {
		corners
			.into_iter()
			.flat_map(|corner| {
				[component.low, component.high].map(|value| {
					let mut corner = corner.clone();
					corner.push(value);
					corner
				})
			})
			.collect()
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::report::tests::{entry, report};

	fn committed(name: &str, components: &[&str], measured: &Entry) -> Committed {
		Committed {
			benchmark: name.into(),
			components: components.iter().map(|name| name.to_string()).collect(),
			cost: measured.cost.clone(),
		}
	}

	fn measured(base: u64, slope: u64) -> Entry {
		entry(("pallet_x", "y"), &[("l", 0, 100)], [(base, &[slope]), (0, &[0]), (0, &[0])])
	}

	#[test]
	fn bounds_are_two_thirds_and_twice() {
		for (ours, fit) in [(199, false), (200, true), (300, true), (600, true), (601, false)] {
			assert_eq!(fits(ours, 300), fit, "{ours}");
		}
		assert!(fits(0, 0));
		assert!(!fits(1, 0));
		assert!(!fits(u64::MAX / 2, u64::MAX));
	}

	#[test]
	fn a_weight_that_fits_only_at_one_corner_is_found() {
		let now = report(vec![measured(100, 10)]);
		let same = committed("y", &["l"], &measured(100, 10));
		assert_eq!(unfit("pallet_x", &[same], &now), Vec::<String>::new());
		let flat = committed("y", &["l"], &measured(100, 1));
		let found = unfit("pallet_x", &[flat], &now);
		assert_eq!(found.len(), 1);
		assert!(found[0].contains("pallet_x::y at [100]"), "{found:?}");
	}

	#[test]
	fn missing_and_surplus_weights_are_found() {
		let now = report(vec![measured(100, 10)]);
		let other = committed("z", &["l"], &measured(100, 10));
		let found = unfit("pallet_x", &[other], &now);
		assert!(found[0].contains("pallet_x::y: no weight is committed"), "{found:?}");
		assert!(found[1].contains("pallet_x::z: no benchmark measures it"), "{found:?}");
		let renamed = committed("y", &["p"], &measured(100, 10));
		assert!(unfit("pallet_x", &[renamed], &now)[0].contains("committed for components"));
	}

	#[test]
	fn all_corners_are_tried() {
		let entry = entry(("p", "b"), &[("l", 1, 2), ("p", 3, 4)], [(0, &[0, 0]); 3]);
		assert_eq!(corners(&entry), [[1, 3], [1, 4], [2, 3], [2, 4]]);
	}
}
