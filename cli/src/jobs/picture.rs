//! The picture of a council's way to balance: dispersion above, what is balanced and what rotates
//! below, period by period.

use super::answers::Report;
use crate::errors::{Error, Result};
use parecon_jobs_engine::{Points, Spread};
use plotters::{
	coord::Shift,
	prelude::*,
	style::{
		register_font,
		text_anchor::{HPos, Pos, VPos},
	},
};
use std::path::Path;

const SIZE: (u32, u32) = (960, 720);
const FONT: &str = "sans-serif";
const INK: RGBColor = RGBColor(0x33, 0x33, 0x33);
const GRID: RGBColor = RGBColor(0xE2, 0xE2, 0xE2);
const EMPOWERMENT: RGBColor = RGBColor(0x0B, 0x6E, 0x4F);
const DESIRABILITY: RGBColor = RGBColor(0xC4, 0x3C, 0x1E);
const BALANCED: RGBColor = RGBColor(0x1F, 0x4E, 0x9E);
const ROTATION: RGBColor = RGBColor(0xB0, 0x7A, 0x00);

/// A line through the periods; none where there is nothing to tell.
struct Curve {
	name: &'static str,
	colour: RGBColor,
	points: Vec<Option<(f64, f64)>>,
}

/// One of the two charts.
struct Chart {
	title: String,
	unit: &'static str,
	top: f64,
	periods: (f64, f64),
	curves: Vec<Curve>,
}

/// Draws the reports of a council as a PNG into `file`.
///
/// # Errors
/// There is no report of a period in which somebody held a complex, or it cannot be written.
pub fn draw(title: &str, reports: &[Report], file: &Path) -> Result<()> {
	if reports.iter().all(|report| report.held == 0) {
		return Err(Error::new(
			format!(
				"{} has nothing to show: in no period did anybody hold a complex",
				file.display()
			),
			"adopt a division and allot it, and let a period pass",
		));
	}
	// A font that is not registered yet or is registered again: both are fine.
	let _ = register_font(FONT, FontStyle::Normal, dejavu::sans::regular());
	let root = BitMapBackend::new(file, SIZE).into_drawing_area();
	paint(title, reports, &root)
		.and_then(|()| root.present().map_err(|error| error.to_string()))
		.map_err(|error| {
			Error::new(
				format!("{} cannot be drawn: {error}", file.display()),
				"check that its directory exists and can be written to, and that it ends in .png",
			)
		})
}

type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;
type Painted = std::result::Result<(), String>;

fn words<E: std::error::Error + Send + Sync>(error: DrawingAreaErrorKind<E>) -> String {
	error.to_string()
}

fn paint(title: &str, reports: &[Report], root: &Area) -> Painted {
	root.fill(&WHITE).map_err(words)?;
	let root = root.margin(10, 14, 14, 14);
	let style = (FONT, 22).into_font().color(&INK);
	let root = root.titled(title, style).map_err(words)?;
	let (above, below) = root.split_vertically(SIZE.1 / 2 - 20);
	paint_chart(&dispersion(reports), &above)?;
	paint_chart(&parts(reports), &below)
}

fn curve(
	reports: &[Report],
	name: &'static str,
	colour: RGBColor,
	value: impl Fn(&Report) -> Option<f64>,
) -> Curve {
	let point = |report: &Report| Some((f64::from(report.period.0), value(report)?));
	Curve { name, colour, points: reports.iter().map(point).collect() }
}

fn periods(reports: &[Report]) -> (f64, f64) {
	let period = |report: Option<&Report>| f64::from(report.map_or(0, |it| it.period.0));
	(period(reports.first()), period(reports.last()))
}

fn dispersion(reports: &[Report]) -> Chart {
	let points = |of: fn(&Spread) -> Points| {
		move |report: &Report| report.spread.as_ref().map(|it| f64::from(of(it).0) / 1e6)
	};
	let curves = vec![
		curve(reports, "empowerment", EMPOWERMENT, points(|it| it.deviation.empowerment)),
		curve(reports, "desirability", DESIRABILITY, points(|it| it.deviation.desirability)),
	];
	let all = curves.iter().flat_map(|curve| curve.points.iter().flatten());
	let highest = all.map(|(_, y)| *y).fold(0.0, f64::max);
	Chart {
		title: "dispersion of the members' work (standard deviation, in points)".into(),
		unit: "points",
		top: (highest * 1.15).max(0.2),
		periods: periods(reports),
		curves,
	}
}

fn parts(reports: &[Report]) -> Chart {
	let percent = |of: fn(&Report) -> u8| {
		move |report: &Report| {
			(report.held > 0).then(|| f64::from(of(report)) / f64::from(report.held) * 100.0)
		}
	};
	Chart {
		title: "holders in a balanced complex, and holders of another complex than before".into(),
		unit: "per cent",
		top: 105.0,
		periods: periods(reports),
		curves: vec![
			curve(reports, "balanced", BALANCED, percent(|report| report.balanced)),
			curve(reports, "changed", ROTATION, percent(|report| report.changed)),
		],
	}
}

fn paint_chart(it: &Chart, area: &Area) -> Painted {
	let (first, last) = it.periods;
	// Room for the names at the ends of the lines.
	let room = ((last - first) * 0.16).max(0.4);
	let mut chart = ChartBuilder::on(area)
		.caption(&it.title, (FONT, 16).into_font().color(&INK))
		.margin(6)
		.x_label_area_size(40)
		.y_label_area_size(60)
		.build_cartesian_2d(first - 0.3..last + room, 0.0..it.top)
		.map_err(words)?;
	chart
		.configure_mesh()
		.bold_line_style(GRID)
		.light_line_style(TRANSPARENT)
		.axis_style(INK)
		.label_style((FONT, 14).into_font().color(&INK))
		.axis_desc_style((FONT, 15).into_font().color(&INK))
		.x_labels(((last - first) as usize + 1).clamp(2, 13))
		.y_labels(6)
		.x_label_formatter(&|x| whole(*x, last))
		.y_label_formatter(&|y| if it.top > 50.0 { format!("{y:.0}") } else { format!("{y:.1}") })
		.x_desc("period")
		.y_desc(it.unit)
		.draw()
		.map_err(words)?;
	for curve in &it.curves {
		// Where there is nothing to tell, the line is broken.
		for run in curve.points.split(Option::is_none) {
			let points = || run.iter().flatten().copied();
			let line = LineSeries::new(points(), curve.colour.stroke_width(3));
			chart.draw_series(line).map_err(words)?;
			let dots = points().map(|point| Circle::new(point, 4, curve.colour.filled()));
			chart.draw_series(dots).map_err(words)?;
		}
	}
	for (curve, (x, y)) in labels(it) {
		let anchor = Pos::new(HPos::Left, VPos::Center);
		let style = (FONT, 15).into_font().color(&curve.colour).pos(anchor);
		let label = Text::new(curve.name, (x + (last - first).max(1.0) * 0.012, y), style);
		chart.draw_series([label]).map_err(words)?;
	}
	Ok(())
}

/// Where the names of the curves stand: at their ends, and apart from each other.
fn labels(chart: &Chart) -> Vec<(&Curve, (f64, f64))> {
	let end = |curve: &'_ Curve| curve.points.iter().rev().flatten().next().copied();
	let mut ends: Vec<_> =
		chart.curves.iter().filter_map(|curve| Some((curve, end(curve)?))).collect();
	ends.sort_by(|(_, one), (_, other)| one.1.total_cmp(&other.1));
	let apart = chart.top * 0.09;
	let mut lowest = apart * 0.4;
	for (_, (_, y)) in &mut ends {
		*y = y.max(lowest);
		lowest = *y + apart;
	}
	ends
}

/// Periods are whole: nothing is written between them, nor beyond the last.
fn whole(x: f64, last: f64) -> String {
	let is_whole = (x - x.round()).abs() < 1e-9;
	if is_whole && x >= 0.0 && x <= last {
		format!("{x:.0}")
	} else {
		String::new()
	}
}

#[cfg(test)]
mod tests {
	use super::{super::reports::tests::reports, *};

	#[test]
	fn a_picture_is_a_png_of_its_size() {
		let file = std::env::temp_dir().join(format!("parecon-way-{}.png", std::process::id()));
		draw("council 3", &reports(), &file).unwrap();
		let bytes = std::fs::read(&file).unwrap();
		if std::env::var_os("PARECON_KEEP_PICTURE").is_none() {
			std::fs::remove_file(&file).unwrap();
		}
		assert_eq!(&bytes[1..4], b"PNG");
		assert_eq!(bytes[16..24], [SIZE.0.to_be_bytes(), SIZE.1.to_be_bytes()].concat());
	}

	#[test]
	fn one_period_can_be_drawn_and_none_cannot() {
		let file = std::env::temp_dir().join(format!("parecon-one-{}.png", std::process::id()));
		draw("council 3", &reports()[4..5], &file).unwrap();
		std::fs::remove_file(&file).unwrap();
		let error = draw("council 3", &reports()[..1], &file).unwrap_err();
		assert!(error.what().contains("nothing to show"), "{error}");
		assert!(draw("council 3", &reports(), Path::new("/nowhere/at/all.png")).is_err());
	}

	#[test]
	fn names_stand_apart() {
		let chart = dispersion(&reports());
		let places = labels(&chart);
		assert_eq!(places.len(), 2);
		assert!(places[1].1 .1 - places[0].1 .1 >= chart.top * 0.09 - 1e-9);
		assert_eq!(
			(whole(3.0, 4.0), whole(3.5, 4.0), whole(5.0, 4.0)),
			("3".into(), "".into(), "".into())
		);
	}
}
