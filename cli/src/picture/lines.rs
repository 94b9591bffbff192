//! The picture of prices: how each went from iteration to iteration, by what it was at first.

use super::{unwritable, words, Area, FONT, GRID, INK};
use crate::errors::{Error, Result};
use plotters::{
	coord::{combinators::WithKeyPoints, types::RangedCoordf64},
	prelude::*,
	style::{
		register_font,
		text_anchor::{HPos, Pos, VPos},
	},
};
use std::{ops::Range, path::Path};

const SIZE: (u32, u32) = (1200, 640);

/// How many lines have a colour and a name.
const NAMED: usize = 12;

/// Pixels at the right, where the names stand.
const NAMES: u32 = 250;

/// Pixels from one name to the next.
const APART: i32 = 19;

/// The longest name, in characters.
const LONGEST: usize = 24;

const PALE: RGBColor = RGBColor(0xCF, 0xCF, 0xCF);
const COLOURS: [RGBColor; NAMED] = [
	RGBColor(0x0B, 0x6E, 0x4F),
	RGBColor(0xC4, 0x3C, 0x1E),
	RGBColor(0x1F, 0x4E, 0x9E),
	RGBColor(0xB0, 0x7A, 0x00),
	RGBColor(0x7A, 0x2E, 0x8E),
	RGBColor(0x00, 0x83, 0x8F),
	RGBColor(0xD8, 0x1B, 0x60),
	RGBColor(0x5D, 0x40, 0x37),
	RGBColor(0x55, 0x8B, 0x2F),
	RGBColor(0xE6, 0x51, 0x00),
	RGBColor(0x6A, 0x7B, 0xD9),
	RGBColor(0x11, 0x11, 0x11),
];

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Lines {
	/// The line above the picture.
	pub title: String,
	/// Cycle and iteration of each step to the right.
	pub steps: Vec<(u32, u32)>,
	/// The lines; only the first twelve have a colour and a name.
	pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
	/// What it is about.
	pub name: String,
	/// Its height at each step, above 0; none where there is nothing to tell.
	pub ratios: Vec<Option<f64>>,
}

impl Line {
	/// Its unbroken runs: steps, numbered from 1, and heights.
	fn runs(&self) -> Vec<Vec<(f64, f64)>> {
		let points: Vec<_> = self
			.ratios
			.iter()
			.enumerate()
			.map(|(index, ratio)| ratio.map(|ratio| (index as f64 + 1.0, ratio)))
			.collect();
		let runs = points.split(Option::is_none);
		runs.filter(|run| !run.is_empty())
			.map(|run| run.iter().flatten().copied().collect())
			.collect()
	}

	fn end(&self) -> Option<(f64, f64)> {
		self.runs().last()?.last().copied()
	}

	/// The name, cut where it is long, and where the line ends.
	fn label(&self) -> String {
		let name: String = match self.name.chars().count() > LONGEST {
			true => self.name.chars().take(LONGEST - 1).chain(['…']).collect(),
			false => self.name.clone(),
		};
		format!("{name}  {:.2}", self.end().map_or(1.0, |(_, ratio)| ratio))
	}
}

/// Draws `lines` as a PNG into `file`.
///
/// # Errors
/// There is no step, or the file cannot be written.
pub fn draw_lines(lines: &Lines, file: &Path) -> Result<()> {
	if lines.steps.is_empty() || lines.lines.is_empty() {
		return Err(Error::new(
			format!("{} has nothing to show: no iteration has begun", file.display()),
			"wait until prices are announced",
		));
	}
	// A font that is not registered yet or is registered again: both are fine.
	let _ = register_font(FONT, FontStyle::Normal, dejavu::sans::regular());
	let root = BitMapBackend::new(file, SIZE).into_drawing_area();
	paint(lines, &root)
		.and_then(|()| root.present().map_err(words))
		.map_err(|error| unwritable(file, error))
}

type Painted = std::result::Result<(), String>;
type Up = WithKeyPoints<LogCoord<f64>>;
type Chart<'a, 'b> = ChartContext<'a, BitMapBackend<'b>, Cartesian2d<RangedCoordf64, Up>>;

fn paint(it: &Lines, root: &Area) -> Painted {
	root.fill(&WHITE).map_err(words)?;
	let (low, high) = it.heights();
	let across = 0.5..it.steps.len() as f64 + 0.5;
	let up = (low..high).log_scale().with_key_points(ticks(low, high));
	let mut chart = ChartBuilder::on(root)
		.caption(&it.title, (FONT, 22).into_font().color(&INK))
		.margin(18)
		.margin_right(NAMES)
		.x_label_area_size(44)
		.y_label_area_size(74)
		.build_cartesian_2d(across, up)
		.map_err(words)?;
	chart
		.configure_mesh()
		.bold_line_style(GRID)
		.light_line_style(TRANSPARENT)
		.axis_style(INK)
		.label_style((FONT, 15).into_font().color(&INK))
		.axis_desc_style((FONT, 16).into_font().color(&INK))
		.x_labels(it.steps.len().min(16))
		.x_label_formatter(&|x| it.iteration(*x))
		.y_label_formatter(&|y| plain(*y))
		.x_desc("iteration")
		.y_desc("price, relative to the first")
		.draw()
		.map_err(words)?;
	paint_edges(it, &mut chart, (low, high))?;
	paint_lines(it, &mut chart)?;
	paint_names(it, &chart, root)
}

/// The height at which all began, and where cycles begin.
fn paint_edges(it: &Lines, chart: &mut Chart, (low, high): (f64, f64)) -> Painted {
	let last = it.steps.len() as f64;
	let one = [(0.5, 1.0), (last + 0.5, 1.0)];
	chart.draw_series(LineSeries::new(one, INK.stroke_width(1))).map_err(words)?;
	for (x, name) in it.years() {
		let edge = [(x, low), (x, high)];
		chart.draw_series(LineSeries::new(edge, INK.stroke_width(1))).map_err(words)?;
		let style = (FONT, 15).into_font().color(&INK).pos(Pos::new(HPos::Left, VPos::Top));
		let place = (x + last * 0.006, high);
		chart.draw_series([Text::new(name, place, style)]).map_err(words)?;
	}
	Ok(())
}

/// The lines, of which the first lie on top.
fn paint_lines(it: &Lines, chart: &mut Chart) -> Painted {
	for (index, line) in it.lines.iter().enumerate().rev() {
		let colour = COLOURS.get(index).copied();
		let (style, size) = match colour {
			Some(colour) => (colour.stroke_width(2), 3),
			None => (PALE.stroke_width(1), 2),
		};
		for run in line.runs() {
			let dots = run.iter().map(|point| Circle::new(*point, size, style.filled()));
			chart.draw_series(dots).map_err(words)?;
			chart.draw_series(LineSeries::new(run, style)).map_err(words)?;
		}
	}
	Ok(())
}

/// Names beside the ends of the first lines, each with a thin line to its end.
fn paint_names(it: &Lines, chart: &Chart, root: &Area) -> Painted {
	let named = it.lines.iter().zip(COLOURS);
	let mut ends: Vec<_> = named
		.filter_map(|(line, colour)| {
			Some((line.label(), colour, chart.backend_coord(&line.end()?)))
		})
		.collect();
	ends.sort_by_key(|(_, _, (_, y))| *y);
	let heights: Vec<i32> = ends.iter().map(|(_, _, (_, y))| *y).collect();
	let (_, rows) = chart.plotting_area().get_pixel_range();
	let x = (SIZE.0 - NAMES + 14) as i32;
	for ((label, colour, end), y) in ends.into_iter().zip(apart(&heights, APART, rows)) {
		let leader = vec![(end.0 + 5, end.1), (x - 12, y), (x - 4, y)];
		let thin = colour.mix(0.5).stroke_width(1);
		root.draw(&PathElement::new(leader, thin)).map_err(words)?;
		let anchor = Pos::new(HPos::Left, VPos::Center);
		let style = (FONT, 15).into_font().color(&colour).pos(anchor);
		root.draw(&Text::new(label, (x, y), style)).map_err(words)?;
	}
	Ok(())
}

/// Moves ascending places apart, by `gap` where there is room for all within `rows`.
fn apart(places: &[i32], gap: i32, rows: Range<i32>) -> Vec<i32> {
	let mut moved = Vec::with_capacity(places.len());
	let mut least = rows.start;
	for place in places {
		let place = (*place).max(least);
		moved.push(place);
		least = place + gap;
	}
	let mut most = rows.end;
	for place in moved.iter_mut().rev() {
		*place = (*place).min(most);
		most = *place - gap;
	}
	moved
}

impl Lines {
	/// The lowest and the highest that is shown.
	fn heights(&self) -> (f64, f64) {
		let all = self.lines.iter().flat_map(|line| line.ratios.iter().flatten().copied());
		let (low, high) = all.fold((1.0f64, 1.0f64), |(low, high), it| (low.min(it), high.max(it)));
		let room = (high / low).powf(0.06).max(1.02);
		(low / room, high * room)
	}

	/// The number of the iteration at a step; nothing is written between steps.
	fn iteration(&self, x: f64) -> String {
		if (x - x.round()).abs() > 1e-9 {
			return String::new();
		}
		let index = x.round() as usize;
		let step = index.checked_sub(1).and_then(|index| self.steps.get(index));
		step.map_or_else(String::new, |(_, iteration)| iteration.to_string())
	}

	/// Where cycles begin, if there are several.
	fn years(&self) -> Vec<(f64, String)> {
		let begins = |index: usize, cycle: u32| {
			let before = index.checked_sub(1).and_then(|before| self.steps.get(before));
			before.is_none_or(|before| before.0 != cycle)
		};
		let steps = self.steps.iter().enumerate();
		let years: Vec<_> = steps
			.filter(|(index, (cycle, _))| begins(*index, *cycle))
			.map(|(index, (cycle, _))| (index as f64 + 0.5, format!("cycle {cycle}")))
			.collect();
		if years.len() < 2 {
			return Vec::new();
		}
		years
	}
}

/// Round numbers between two, four to ten of them as a rule.
fn ticks(low: f64, high: f64) -> Vec<f64> {
	let span = high / low;
	if span <= 6.0 {
		let rough = (high - low) / 6.0;
		let power = 10f64.powf(rough.log10().floor());
		let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
		let step = steps.into_iter().find(|step| *step >= rough).unwrap_or(10.0 * power);
		let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
		return (first..=last).map(|index| index as f64 * step).collect();
	}
	let series: &[f64] = match span {
		span if span <= 1e3 => &[1.0, 2.0, 5.0],
		_ => &[1.0],
	};
	let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
	let all = (first..=last).flat_map(|power| series.iter().map(move |it| it * 10f64.powi(power)));
	all.filter(|it| *it >= low && *it <= high).collect()
}

/// A number without needless digits.
fn plain(number: f64) -> String {
	let text = format!("{number:.6}");
	text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Two cycles of 17 goods, the later ones calmer.
	fn lines() -> Lines {
		let ratio = |good: usize, step: usize| {
			let size = 1.2 / (good as f64 + 1.0) * if good.is_multiple_of(2) { 1.0 } else { -1.0 };
			Some((size * (1.0 - 0.7f64.powi(step as i32))).exp())
		};
		let line = |good: usize| Line {
			name: format!("seed 3 intermediate good number {good}"),
			ratios: (0..20)
				.map(|step| ratio(good, step).filter(|_| good != 2 || step > 13))
				.collect(),
		};
		let steps = (1..=14).map(|it| (0, it)).chain((1..=6).map(|it| (1, it)));
		Lines {
			title: "prices: cycle 0, 14 iterations; cycle 1, 6 iterations".into(),
			steps: steps.collect(),
			lines: (0..17).map(line).collect(),
		}
	}

	#[test]
	fn prices_are_drawn_as_a_png_of_their_size() {
		let file = std::env::temp_dir().join(format!("parecon-lines-{}.png", std::process::id()));
		draw_lines(&lines(), &file).unwrap();
		let bytes = std::fs::read(&file).unwrap();
		if std::env::var_os("PARECON_KEEP_PICTURE").is_none() {
			std::fs::remove_file(&file).unwrap();
		}
		assert_eq!(&bytes[1..4], b"PNG");
		assert_eq!(bytes[16..24], [SIZE.0.to_be_bytes(), SIZE.1.to_be_bytes()].concat());
	}

	#[test]
	fn one_step_can_be_drawn_and_none_cannot() {
		let file = std::env::temp_dir().join(format!("parecon-step-{}.png", std::process::id()));
		let mut one = lines();
		one.steps.truncate(1);
		one.lines.iter_mut().for_each(|line| line.ratios.truncate(1));
		draw_lines(&one, &file).unwrap();
		std::fs::remove_file(&file).unwrap();
		one.steps.clear();
		let error = draw_lines(&one, &file).unwrap_err();
		assert!(error.what().contains("nothing to show"), "{error}");
		let error = draw_lines(&lines(), Path::new("/nowhere/at/all.png")).unwrap_err();
		assert!(error.what().contains("/nowhere/at/all.png"), "{error}");
	}

	#[test]
	fn names_stand_apart_within_the_picture() {
		assert_eq!(apart(&[5, 6, 90], 10, 0..100), [5, 15, 90]);
		assert_eq!(apart(&[95, 96, 99], 10, 0..100), [80, 90, 100]);
		assert!(apart(&[], 10, 0..100).is_empty());
		for line in &lines().lines {
			assert!(line.label().chars().count() <= LONGEST + 6, "{}", line.label());
		}
	}

	#[test]
	fn ticks_are_round_and_enough() {
		let shown = |low, high| ticks(low, high).into_iter().map(plain).collect::<Vec<_>>();
		assert_eq!(shown(0.93, 1.12), ["0.95", "1", "1.05", "1.1"]);
		assert_eq!(shown(0.3, 4.0), ["0.5", "1", "2"]);
		assert_eq!(shown(0.5, 2.2), ["0.5", "1", "1.5", "2"]);
		assert_eq!(shown(0.0002, 15.0), ["0.001", "0.01", "0.1", "1", "10"]);
		for power in 1..60 {
			let high = 1.07f64.powi(power);
			let count = ticks(0.97, high).len();
			assert!((2..=14).contains(&count), "{count} up to {high}");
		}
	}

	#[test]
	fn a_line_is_broken_where_there_is_nothing_to_tell() {
		let line = Line { name: "x".into(), ratios: vec![Some(1.0), None, Some(2.0), Some(3.0)] };
		assert_eq!(line.runs(), [vec![(1.0, 1.0)], vec![(3.0, 2.0), (4.0, 3.0)]]);
		assert_eq!(line.label(), "x  3.00");
	}

	#[test]
	fn cycles_are_marked_where_there_are_several() {
		let mut lines = lines();
		assert_eq!(lines.years(), [(0.5, "cycle 0".into()), (14.5, "cycle 1".into())]);
		assert_eq!((lines.iteration(14.0), lines.iteration(15.0)), ("14".into(), "1".into()));
		assert_eq!((lines.iteration(0.0), lines.iteration(14.5)), (String::new(), String::new()));
		lines.steps.truncate(14);
		assert!(lines.years().is_empty());
	}
}
