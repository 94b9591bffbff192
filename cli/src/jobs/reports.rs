//! A council's reports as a table: how its labour came to be balanced, period by period.

use super::{
	answers::Report,
	units::{part, shown, shown_or_none, Scores},
};
use crate::output::{Align, Table};
use parecon_jobs_engine::Points;
use serde::Serialize;

/// What of one.
fn share(part: u8, of: u8) -> Option<f64> {
	(of > 0).then(|| f64::from(part) / f64::from(of))
}

/// A report in numbers that people use.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Period {
	/// The period in which it was made.
	pub period: u32,
	/// The number of the division's window.
	pub window: Option<u32>,
	/// The council's index.
	pub inside: Option<Scores>,
	/// The community's index.
	pub community: Option<Scores>,
	/// The mean of the holders' indices.
	pub mean: Option<Scores>,
	/// Their dispersion: the standard deviation.
	pub dispersion: Option<Scores>,
	/// Complexes of the division.
	pub complexes: u8,
	/// Complexes that somebody held.
	pub held: u8,
	/// The part of the holders, of 1, whose complex is balanced.
	pub balanced: Option<f64>,
	/// The part of the holders, of 1, who had another complex, or none, in the period before.
	pub rotation: Option<f64>,
	/// Directive minutes of all holders.
	pub directive: u32,
	/// The most of one holder.
	pub most_directive: u32,
}

impl From<&Report> for Period {
	fn from(report: &Report) -> Self {
		Self {
			period: report.period.0,
			window: report.number,
			inside: report.inside.map(Scores::from),
			community: report.community.map(Scores::from),
			mean: report.spread.map(|spread| spread.mean.into()),
			dispersion: report.spread.map(|spread| spread.deviation.into()),
			complexes: report.complexes,
			held: report.held,
			balanced: share(report.balanced, report.held),
			rotation: share(report.changed, report.held),
			directive: report.directive,
			most_directive: report.most_directive,
		}
	}
}

/// The reports as a table for the terminal: dispersions in points, parts in per cent.
pub fn table(reports: &[Report]) -> Table {
	let right = |name| (name, Align::Right);
	let mut table = Table::new(
		&[
			"period",
			"window",
			"held",
			"emp",
			"± emp",
			"des",
			"± des",
			"balanced",
			"changed",
			"directive",
			"most",
		]
		.map(right),
	);
	for report in reports {
		let spread = |of: fn(&parecon_jobs_engine::Spread) -> Points| {
			shown_or_none(report.spread.as_ref().map(of))
		};
		let percent = |part: u8| {
			share(part, report.held).map_or("-".into(), |part| format!("{:.0} %", part * 100.0))
		};
		table.row([
			report.period.to_string(),
			report.number.map_or("-".into(), |number| number.to_string()),
			format!("{} of {}", report.held, report.complexes),
			spread(|it| it.mean.empowerment),
			spread(|it| it.deviation.empowerment),
			spread(|it| it.mean.desirability),
			spread(|it| it.deviation.desirability),
			percent(report.balanced),
			percent(report.changed),
			report.directive.to_string(),
			report.most_directive.to_string(),
		]);
	}
	table
}

/// The reports as a table for programs: every number exact, empty where there is none.
pub fn sheet(reports: &[Report]) -> Table {
	let columns = [
		"period",
		"window",
		"complexes",
		"held",
		"balanced",
		"changed",
		"mean_empowerment",
		"mean_desirability",
		"dispersion_empowerment",
		"dispersion_desirability",
		"inside_empowerment",
		"inside_desirability",
		"community_empowerment",
		"community_desirability",
		"directive_minutes",
		"most_directive_minutes",
	];
	let mut table = Table::new(&columns.map(|name| (name, Align::Right)));
	for report in reports {
		let points = |points: Option<Points>| points.map_or(String::new(), super::units::exact);
		let mean = report.spread.map(|spread| spread.mean);
		let deviation = report.spread.map(|spread| spread.deviation);
		let pairs = [mean, deviation, report.inside, report.community];
		let counts = [report.complexes, report.held, report.balanced, report.changed];
		let mut row = vec![
			report.period.to_string(),
			report.number.map_or(String::new(), |number| number.to_string()),
		];
		row.extend(counts.map(|count| count.to_string()));
		for both in pairs {
			row.push(points(part(both, |both| both.empowerment)));
			row.push(points(part(both, |both| both.desirability)));
		}
		row.push(report.directive.to_string());
		row.push(report.most_directive.to_string());
		table.row(row);
	}
	table
}

/// What the latest report says, in a sentence or two.
pub fn summary(council: u32, reports: &[Report]) -> String {
	let Some(last) = reports.last() else {
		return format!("council {council} has published no report yet\n");
	};
	let community = |scale: fn(&parecon_jobs_engine::Both<Points>) -> Points| {
		let (own, all) = (part(last.inside, scale)?, part(last.community, scale)?);
		Some(format!("{} (community {})", shown(own), shown(all)))
	};
	let index = |scale| community(scale).unwrap_or_else(|| "not rated".into());
	format!(
		"council {council}, period {}: empowerment {}, desirability {}; {} of {} complexes held, {} \
		 of them balanced\n",
		last.period,
		index(|both| both.empowerment),
		index(|both| both.desirability),
		last.held,
		last.complexes,
		last.balanced,
	)
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;
	use parecon_jobs_engine::{Both, Spread};

	/// A council that comes to be balanced, with a period in which nobody held anything.
	pub fn reports() -> Vec<Report> {
		let report = |period: u32| {
			let fall = |from: u32, to: u32| Points(from - (from - to) * period / 11);
			let held = if period == 0 { 0 } else { 20 };
			Report {
				period: parecon_primitives::Period(period + 4),
				number: (period > 0).then_some(0),
				inside: Some(Both::new(Points(5_600_000), Points(4_700_000))),
				community: Some(Both::new(Points(5_000_000), Points(5_000_000))),
				complexes: 20,
				held,
				balanced: if held > 0 { 6 + period as u8 } else { 0 },
				changed: if held > 0 {
					[20, 3, 5, 4, 9, 2, 6, 8, 5, 4, 3, 7][period as usize]
				} else {
					0
				},
				spread: (held > 0).then(|| Spread {
					mean: Both::new(Points(5_600_000), Points(4_700_000)),
					deviation: Both::new(fall(2_400_000, 300_000), fall(1_900_000, 450_000)),
				}),
				directive: 2_400,
				most_directive: 2_400 - 150 * period,
			}
		};
		(0..12).map(report).collect()
	}

	#[test]
	fn a_table_for_people() {
		let text = table(&reports()).fitted(100);
		assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
		assert!(text.contains("55 %") && text.contains("20 of 20"), "{text}");
		// Nobody held anything: there is nothing to divide by.
		assert!(text.lines().nth(2).unwrap().contains("0 of 20      -"), "{text}");
		assert!(summary(3, &reports()).contains("empowerment 5.600 (community 5.000)"));
		assert!(summary(3, &[]).contains("no report"));
	}

	#[test]
	fn a_table_for_programs() {
		let text = sheet(&reports()).csv();
		let second = text.lines().nth(2).unwrap();
		assert!(second.starts_with("5,0,20,20,7,3,5.6,4.7,2.20909"), "{second}");
		assert!(second.ends_with(",5.6,4.7,5.0,5.0,2400,2250"), "{second}");
		assert_eq!(text.lines().map(|line| line.split(',').count()).max(), Some(16));
	}

	#[test]
	fn parts_are_of_the_holders() {
		let reports = reports();
		let periods: Vec<Period> = reports.iter().map(Period::from).collect();
		assert_eq!((periods[0].balanced, periods[5].balanced), (None, Some(0.55)));
		let json = serde_json::to_value(&periods[1]).unwrap();
		assert_eq!(json["dispersion"]["empowerment"].to_string(), "2.209091");
		assert_eq!(json["mostDirective"], 2_250);
	}
}
