//! `parecon drive` of a town: what it prints, draws and writes.

use super::drive::Drive;
use crate::{
	drive::{drive_town, Named, Outcome, Played, Row, Terms, Years},
	errors::{Error, Result, Verdict},
	hex::hex,
	market::{Closed, Settings},
	output::{self, decimal, readable, Align, Table},
	picture::{self, Fall},
	town::Town,
};
use parecon_engine::Kind;
use parecon_primitives::{CycleId, MICRO};
use serde::Serialize;
use std::{fs, path::Path};

/// Blocks after which an iteration closes, unless something else is asked for: several acts follow on
/// each other in some iterations.
const WINDOW: u32 = 60;

/// Further iterations where a plan is rejected, unless something else is asked for.
const RETRIES: u32 = 3;

/// Which council has which name, and on which chain.
#[derive(Serialize)]
struct Names<'a> {
	/// Hash of the chain's first block.
	genesis: String,
	councils: &'a [Named],
}

#[derive(Serialize)]
struct Report<'a> {
	town: &'a str,
	years: Vec<YearReport<'a>>,
	councils: &'a [Named],
	/// Blocks from the first that was waited for to the end of the last year.
	blocks: u32,
	/// Transactions sent.
	extrinsics: u32,
	/// Seconds that all of it took.
	wall_s: f64,
}

#[derive(Serialize)]
struct YearReport<'a> {
	year: u32,
	cycle: CycleId,
	ratified: bool,
	converged: bool,
	iterations: usize,
	/// The largest imbalance of each iteration.
	worst_imbalance: Vec<f64>,
	/// The good that had it.
	worst_good: Vec<&'a str>,
	/// The announced prices of each iteration, in micro-credits.
	#[serde(skip_serializing_if = "Option::is_none")]
	price_history: Option<Vec<Vec<String>>>,
	goods: Vec<GoodReport<'a>>,
	charged: String,
	credited: String,
	/// The root of the plan; zero where there is none.
	root: String,
	blocks: u32,
	extrinsics: u32,
	wall_s: f64,
}

#[derive(Serialize)]
struct GoodReport<'a> {
	name: &'a str,
	unit: &'a str,
	kind: Kind,
	supplied: String,
	granted: String,
	price: String,
}

/// Runs `parecon drive` of a directory. A year that lapses is a failed check.
pub(super) fn run(args: &Drive) -> Result<Verdict> {
	let town = Town::read(&args.file)?;
	let Drive { rule, until, counting, max_iterations, reject, .. } = *args;
	let years = Years {
		first: args.year.unwrap_or(1),
		count: args.years.unwrap_or(1),
		settings: Settings { rule, until, counting, max_iterations },
		terms: Terms {
			window: args.window.unwrap_or(WINDOW),
			swing: args.swing.0,
			retries: args.retries.unwrap_or(RETRIES),
			reject,
		},
		leaving: args.leave.as_deref(),
	};
	let tell = |block: u32, what: &str| {
		let line = format!("block {block:>5}  {what}");
		match args.json {
			true => eprintln!("{line}"),
			// Who stops reading the story does not stop the year.
			false => drop(output::print(&format!("{line}\n"))),
		}
	};
	let played = super::runtime()?.block_on(drive_town(&town, &args.url, years, &tell))?;
	if let Some(file) = &args.out {
		write_names(&played, file)?;
	}
	if let Some(file) = &args.picture {
		draw(&town, &years.settings, &played, file)?;
	}
	match args.json {
		true => output::print_json(&Report::new(&town, &played, args.history))?,
		false => output::print(&text(&played))?,
	}
	let ratified = played.years.iter().all(|year| year.ratified);
	Ok(if ratified { Verdict::Done } else { Verdict::Failed })
}

/// Writes which council has which name.
fn write_names(played: &Played, file: &Path) -> Result<()> {
	let names = Names { genesis: hex(played.genesis.as_bytes()), councils: &played.councils };
	let text = serde_json::to_string_pretty(&names).map_err(|error| error.to_string());
	let written = text
		.and_then(|text| fs::write(file, format!("{text}\n")).map_err(|error| error.to_string()));
	written.map_err(|error| {
		Error::new(
			format!("{} cannot be written: {error}", file.display()),
			"check that its directory exists and can be written to",
		)
	})
}

/// Draws how the imbalances of all years fell.
fn draw(town: &Town, settings: &Settings, played: &Played, file: &Path) -> Result<()> {
	let years: Vec<(String, Vec<f64>)> = played
		.years
		.iter()
		.map(|year| (format!("year {}", year.year), year.iterations.iter().map(worst).collect()))
		.collect();
	let series: Vec<picture::Series> =
		years.iter().map(|(name, worst)| picture::Series { name, worst }).collect();
	let title = format!(
		"{}: {} councils, {} goods, rule {}",
		town.name(),
		town.councils().len(),
		town.goods().len(),
		settings.rule.name()
	);
	let threshold = f64::from(settings.until.deconstruct()) / 1e9;
	picture::draw(&Fall { title: &title, series: &series, threshold }, file)
}

fn worst(closed: &Closed) -> f64 {
	closed.worst.0 as f64 / 1e9
}

impl<'a> Report<'a> {
	fn new(town: &'a Town, played: &'a Played, history: bool) -> Self {
		Self {
			town: town.name(),
			years: played.years.iter().map(|year| YearReport::new(year, history)).collect(),
			councils: &played.councils,
			blocks: played.blocks,
			extrinsics: played.extrinsics,
			wall_s: played.took.as_secs_f64(),
		}
	}
}

impl<'a> YearReport<'a> {
	fn new(year: &'a Outcome, history: bool) -> Self {
		let micro =
			|closed: &Closed| closed.prices.iter().map(|price| price.0.to_string()).collect();
		Self {
			year: year.year,
			cycle: year.cycle,
			ratified: year.ratified,
			converged: year.converged,
			iterations: year.iterations.len(),
			worst_imbalance: year.iterations.iter().map(worst).collect(),
			worst_good: year.iterations.iter().map(|closed| worst_good(year, closed)).collect(),
			price_history: history.then(|| year.iterations.iter().map(micro).collect()),
			goods: year.rows.iter().map(GoodReport::new).collect(),
			charged: decimal(year.charged.0),
			credited: decimal(year.credited.0),
			root: hex(year.root.as_bytes()),
			blocks: year.blocks,
			extrinsics: year.extrinsics,
			wall_s: year.took.as_secs_f64(),
		}
	}
}

impl<'a> GoodReport<'a> {
	fn new(row: &'a Row) -> Self {
		Self {
			name: &row.name,
			unit: &row.unit,
			kind: row.kind,
			supplied: decimal(row.supplied.0),
			granted: decimal(row.granted.0),
			price: decimal(row.price.0),
		}
	}
}

fn worst_good<'a>(year: &'a Outcome, closed: &Closed) -> &'a str {
	year.rows.get(closed.worst_good.0 as usize).map_or("", |row| &row.name)
}

/// For each year its iterations and its plan, and what all of it took.
fn text(played: &Played) -> String {
	let mut text = String::new();
	for year in &played.years {
		text += &format!("\nyear {}, cycle {}\n\n", year.year, year.cycle);
		text += &iterations(year);
		text += "\n";
		text += &plan(year);
		text += &format!("\n{}\n", sentence(year));
	}
	let counts: Vec<String> =
		played.years.iter().map(|year| year.iterations.len().to_string()).collect();
	text + &format!(
		"\niterations of each year: {}; {} blocks, {} transactions, {:.1} s\n",
		counts.join(", "),
		played.blocks,
		played.extrinsics,
		played.took.as_secs_f64()
	)
}

fn iterations(year: &Outcome) -> String {
	let mut table = Table::new(&[
		("iteration", Align::Right),
		("worst imbalance", Align::Right),
		("of", Align::Left),
		("goods still open", Align::Right),
	]);
	for (index, closed) in year.iterations.iter().enumerate() {
		table.row([
			(index + 1).to_string(),
			format!("{:.2} %", worst(closed) * 100.0),
			worst_good(year, closed).to_owned(),
			closed.open.to_string(),
		]);
	}
	table.fitted(output::width())
}

fn plan(year: &Outcome) -> String {
	let mut table = Table::new(&[
		("good", Align::Left),
		("unit", Align::Left),
		("supplied", Align::Right),
		("granted", Align::Right),
		("price", Align::Right),
	]);
	for row in &year.rows {
		let amounts = [row.supplied.0, row.granted.0, row.price.0].map(readable);
		table.row([row.name.clone(), row.unit.clone()].into_iter().chain(amounts));
	}
	table.fitted(output::width())
}

/// How a year ended.
fn sentence(year: &Outcome) -> String {
	let end = match (year.ratified, year.converged) {
		(true, true) => "converged and ratified",
		(true, false) => "ratified, made of the best iteration",
		(false, _) => "lapsed",
	};
	format!(
		"{end} after {} iterations: neighbourhoods pay {} credits and are credited {} for pollution; \
		 {} blocks, {} transactions, {:.1} s\nroot of the plan: {}",
		year.iterations.len(),
		output::thousands(year.charged.0 / MICRO),
		output::thousands(year.credited.0 / MICRO),
		year.blocks,
		year.extrinsics,
		year.took.as_secs_f64(),
		hex(year.root.as_bytes())
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_engine::Imbalance;
	use parecon_primitives::{CouncilId, Credits, GoodId, Price, Quantity, Side};
	use primitive_types::H256;
	use std::time::Duration;

	fn played() -> Played {
		let row = |name: &str, units: u128, price| Row {
			name: name.into(),
			unit: "loaf".into(),
			kind: Kind::Private,
			supplied: Quantity(units * MICRO),
			granted: Quantity(units * MICRO - 1),
			price: Price(price),
		};
		let closed = |worst, open| Closed {
			prices: vec![Price(4_750_000), Price(1)],
			worst: Imbalance(worst),
			worst_good: GoodId(1),
			open,
		};
		let year = Outcome {
			year: 1,
			cycle: CycleId(0),
			ratified: true,
			converged: true,
			iterations: vec![closed(123_400_000, 7), closed(20_000_000, 0)],
			rows: vec![row("bread", 161_499, 4_750_000), row("rolls", 12, 148_000)],
			charged: Credits(19_000_000 * MICRO),
			credited: Credits(MICRO),
			root: H256::repeat_byte(7),
			blocks: 40,
			extrinsics: 300,
			took: Duration::from_secs(2),
		};
		let councils = vec![Named {
			name: "Mill Lane".into(),
			council: CouncilId(9),
			side: Side::Consumers,
			level: 0,
			parent: Some(CouncilId(44)),
			keys: vec!["//parecon/town/person/19".into()],
		}];
		Played {
			years: vec![year],
			genesis: H256::repeat_byte(1),
			councils,
			blocks: 70,
			extrinsics: 500,
			took: Duration::from_secs(3),
		}
	}

	#[test]
	fn years_are_told_as_tables_and_a_sentence() {
		let text = text(&played());
		for part in [
			"year 1, cycle 0\n",
			"1          12.34 %  rolls",
			"bread  loaf   161,499  161,499   4.75\n",
			"rolls  loaf     12.00    12.00  0.148\n",
			"converged and ratified after 2 iterations: neighbourhoods pay 19,000,000 credits",
			"iterations of each year: 2; 70 blocks, 500 transactions, 3.0 s\n",
		] {
			assert!(text.contains(part), "{part:?} is not in\n{text}");
		}
	}

	#[test]
	fn the_report_is_exact() {
		let town = Town::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/town"));
		let (town, played) = (town.unwrap(), played());
		let report = serde_json::to_value(Report::new(&town, &played, true)).unwrap();
		let year = &report["years"][0];
		assert_eq!(report["town"], "town");
		assert_eq!(year["goods"][0]["granted"], "161498.999999");
		assert_eq!(year["worst_good"], serde_json::json!(["rolls", "rolls"]));
		assert_eq!(year["price_history"][1][0], "4750000");
		assert_eq!(year["worst_imbalance"][0], 0.1234);
		assert_eq!(report["councils"][0]["council"], 9);
		let short = serde_json::to_value(Report::new(&town, &played, false)).unwrap();
		assert!(short["years"][0].get("price_history").is_none());
	}

	#[test]
	fn names_are_written_with_their_councils() {
		let file = std::env::temp_dir().join(format!("parecon-names-{}", std::process::id()));
		write_names(&played(), &file).unwrap();
		let text = fs::read_to_string(&file).unwrap();
		fs::remove_file(&file).unwrap();
		let names: serde_json::Value = serde_json::from_str(&text).unwrap();
		let first = &names["councils"][0];
		assert_eq!((&first["name"], &first["council"]), (&"Mill Lane".into(), &9.into()));
		assert_eq!(names["genesis"], format!("0x{}", "01".repeat(32)));
		let error = write_names(&played(), Path::new("/nowhere/at/all")).unwrap_err();
		assert!(error.what().starts_with("/nowhere/at/all cannot be written"), "{error}");
	}
}
