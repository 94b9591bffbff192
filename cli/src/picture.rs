//! Pictures of a planning year: how the worst imbalance fell, and how prices went, iteration by
//! iteration.

mod lines;

pub use lines::{draw_lines, Line, Lines};

use crate::errors::{Error, Result};
use plotters::{
	coord::{types::RangedCoordf64, Shift},
	prelude::*,
	style::{
		register_font,
		text_anchor::{HPos, Pos, VPos},
	},
};
use std::path::Path;

const SIZE: (u32, u32) = (960, 540);
const FONT: &str = "sans-serif";
const INK: RGBColor = RGBColor(0x33, 0x33, 0x33);
const GRID: RGBColor = RGBColor(0xE2, 0xE2, 0xE2);
const FALLS: [RGBColor; 4] = [
	RGBColor(0x0B, 0x6E, 0x4F),
	RGBColor(0x1F, 0x4E, 0x9E),
	RGBColor(0xB0, 0x7A, 0x00),
	RGBColor(0x7A, 0x2E, 0x8E),
];
const LIMIT: RGBColor = RGBColor(0xC4, 0x3C, 0x1E);

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Fall<'a> {
	/// The line above the picture.
	pub title: &'a str,
	/// The years, the first on top.
	pub series: &'a [Series<'a>],
	/// The threshold of the year; none is drawn at 0.
	pub threshold: f64,
}

/// How a year went.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
	/// What it is called; nothing is written where it has no name.
	pub name: &'a str,
	/// The largest imbalance of each iteration; 0.05 is 5 %.
	pub worst: &'a [f64],
}

/// Draws `fall` as a PNG into `file`.
pub fn draw(fall: &Fall, file: &Path) -> Result<()> {
	if fall.series.iter().all(|series| series.worst.is_empty()) {
		return Err(Error::new(
			format!("{} has nothing to show: there was no iteration", file.display()),
			"give --max-iterations at least 1",
		));
	}
	// A font that is not registered yet or is registered again: both are fine.
	let _ = register_font(FONT, FontStyle::Normal, dejavu::sans::regular());
	let root = BitMapBackend::new(file, SIZE).into_drawing_area();
	paint(fall, &root)
		.and_then(|()| root.present().map_err(words))
		.map_err(|error| unwritable(file, error))
}

fn unwritable(file: &Path, error: String) -> Error {
	Error::new(
		format!("{} cannot be drawn: {error}", file.display()),
		"check that its directory exists and can be written to, and that it ends in .png",
	)
}

type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;

fn words<E: std::error::Error + Send + Sync>(error: DrawingAreaErrorKind<E>) -> String {
	error.to_string()
}

fn paint(fall: &Fall, root: &Area) -> std::result::Result<(), String> {
	root.fill(&WHITE).map_err(words)?;
	// A good that is in balance to the last digit has no place on a logarithmic scale.
	let all = || fall.series.iter().flat_map(|series| series.worst.iter().copied());
	let least = all().filter(|worst| *worst > 0.0).fold(2.0, f64::min);
	let floor = least.min(if fall.threshold > 0.0 { fall.threshold } else { 2.0 }) / 1.6;
	let last = fall.series.iter().map(|series| series.worst.len()).max().unwrap_or(0);
	let mut chart = ChartBuilder::on(root)
		.caption(fall.title, (FONT, 22).into_font().color(&INK))
		.margin(18)
		.x_label_area_size(44)
		.y_label_area_size(70)
		.build_cartesian_2d(0.5..last as f64 + 0.5, (floor..2.6).log_scale())
		.map_err(words)?;
	chart
		.configure_mesh()
		.bold_line_style(GRID)
		.light_line_style(TRANSPARENT)
		.axis_style(INK)
		.label_style((FONT, 15).into_font().color(&INK))
		.axis_desc_style((FONT, 16).into_font().color(&INK))
		.x_labels(last.min(16))
		.x_label_formatter(&|x| iteration_label(*x))
		.y_label_formatter(&|y| percent(*y))
		.x_desc("iteration")
		.y_desc("worst imbalance")
		.draw()
		.map_err(words)?;
	if fall.threshold > 0.0 {
		let line = [(0.5, fall.threshold), (last as f64 + 0.5, fall.threshold)];
		chart.draw_series(LineSeries::new(line, LIMIT.stroke_width(2))).map_err(words)?;
		let style = (FONT, 15).into_font().color(&LIMIT).pos(Pos::new(HPos::Right, VPos::Bottom));
		let text = format!("threshold {}", percent(fall.threshold));
		let label = Text::new(text, (last as f64 + 0.45, fall.threshold * 1.02), style);
		chart.draw_series([label]).map_err(words)?;
	}
	paint_series(fall, &mut chart, floor)
}

type Chart<'a, 'b> =
	ChartContext<'a, BitMapBackend<'b>, Cartesian2d<RangedCoordf64, LogCoord<f64>>>;

/// The years, the first on top, each with its name at its end.
fn paint_series(fall: &Fall, chart: &mut Chart, floor: f64) -> std::result::Result<(), String> {
	let series: Vec<_> = fall.series.iter().zip(FALLS.into_iter().cycle()).collect();
	for (series, colour) in series.into_iter().rev() {
		let numbered = series.worst.iter().enumerate();
		let points: Vec<(f64, f64)> =
			numbered.map(|(index, worst)| (index as f64 + 1.0, worst.max(floor))).collect();
		let line = LineSeries::new(points.clone(), colour.stroke_width(3));
		chart.draw_series(line).map_err(words)?;
		let dots = points.iter().map(|point| Circle::new(*point, 4, colour.filled()));
		chart.draw_series(dots).map_err(words)?;
		let Some((x, y)) = points.last() else { continue };
		let style = (FONT, 15).into_font().color(&colour).pos(Pos::new(HPos::Left, VPos::Center));
		let beside = x + series.worst.len().max(8) as f64 * 0.012;
		let name = Text::new(series.name.to_owned(), (beside, *y), style);
		chart.draw_series([name]).map_err(words)?;
	}
	Ok(())
}

/// Iterations are whole: nothing is written between them.
fn iteration_label(x: f64) -> String {
	if (x - x.round()).abs() < 1e-9 && x >= 1.0 {
		format!("{x:.0}")
	} else {
		String::new()
	}
}

fn percent(x: f64) -> String {
	let percent = x * 100.0;
	if percent >= 1.0 {
		format!("{percent:.0} %")
	} else {
		format!("{percent} %")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn labels_are_whole_iterations_and_plain_percents() {
		assert_eq!(iteration_label(3.0), "3");
		assert_eq!(iteration_label(3.5), "");
		assert_eq!(percent(0.05), "5 %");
		assert_eq!(percent(0.001), "0.1 %");
	}

	#[test]
	fn a_picture_is_a_png_of_its_size() {
		let file = std::env::temp_dir().join(format!("parecon-fall-{}.png", std::process::id()));
		let first = Series { name: "year 1", worst: &[1.2, 0.3, 0.0, 0.04] };
		let second = Series { name: "year 2", worst: &[0.2, 0.04] };
		let fall = Fall { title: "two years", series: &[first, second], threshold: 0.05 };
		draw(&fall, &file).unwrap();
		let bytes = std::fs::read(&file).unwrap();
		std::fs::remove_file(&file).unwrap();
		assert_eq!(&bytes[1..4], b"PNG");
		assert_eq!(bytes[16..24], [SIZE.0.to_be_bytes(), SIZE.1.to_be_bytes()].concat());
	}

	#[test]
	fn a_picture_that_cannot_be_written_says_so() {
		let series = [Series { name: "", worst: &[1.2] }];
		let fall = Fall { title: "a year", series: &series, threshold: 0.0 };
		let error = draw(&fall, Path::new("/nowhere/at/all.png")).unwrap_err();
		assert!(error.what().contains("/nowhere/at/all.png"), "{error}");
		let nothing = Fall { title: "a year", series: &[], threshold: 0.0 };
		assert!(draw(&nothing, Path::new("x.png")).is_err());
	}
}
