//! Reads an economy from a file and refuses what is not one, naming field and line.

use super::{
	place::{path_at, place_of, Path, Place},
	ConsumerCouncil, Economy, Industry, WorkerCouncil,
};
use crate::errors::{Error, Result};
use parecon_primitives::{Flow, MICRO};
use serde::{de::Error as _, Deserialize, Deserializer};
use std::fs;

/// The most goods per category: a million in all.
pub const MAX_GOODS: u32 = 200_000;

const NEXT: &str =
	"correct the file, or write a new one with `parecon economy generate --seed 1 --out FILE`";

/// Reads the economy in `file`.
pub fn read(file: &std::path::Path) -> Result<Economy> {
	let shown = file.display();
	let bytes = fs::read(file).map_err(|error| {
		Error::new(
			format!("{shown} cannot be read: {error}"),
			"check the path, or write an economy with `parecon economy generate --out FILE`",
		)
	})?;
	let text = String::from_utf8(bytes).map_err(|error| {
		let at = error.utf8_error().valid_up_to();
		Error::new(format!("{shown} is not an economy: byte {at} is not UTF-8 text"), NEXT)
	})?;
	parse(&text, &shown.to_string())
}

/// Reads an economy from `text`; errors call it `file`.
pub fn parse(text: &str, file: &str) -> Result<Economy> {
	let raw: RawEconomy = serde_json::from_str(text).map_err(|error| {
		let place = Place { line: error.line(), column: error.column() };
		let field = match path_at(text, place).to_string() {
			path if path.is_empty() => String::new(),
			path => format!(", field {path}"),
		};
		let what = error.to_string();
		let what = what.split(" at line ").next().unwrap_or(&what);
		Error::new(format!("{file} is not an economy: {place}{field}: {what}"), NEXT)
	})?;
	let economy = raw.into_economy();
	check(&economy).map_err(|Wrong { path, what }| {
		let place = place_of(text, &path).map(|place| format!("{place}, ")).unwrap_or_default();
		Error::new(format!("{file} is not an economy: {place}field {path}: {what}"), NEXT)
	})?;
	Ok(economy)
}

#[derive(Deserialize)]
struct RawEconomy {
	name: String,
	goods: u32,
	endowment: Real,
	initial_price: Real,
	consumer_councils: Vec<RawConsumer>,
	worker_councils: Vec<RawWorker>,
}

#[derive(Deserialize)]
struct RawConsumer {
	income: Real,
	private: Vec<Real>,
	public: Vec<Real>,
}

#[derive(Deserialize)]
struct RawWorker {
	industry: RawIndustry,
	product: u32,
	c: Real,
	k: Real,
	s: Real,
	a: Real,
	intermediate: Vec<(u32, Real)>,
	nature: Vec<(u32, Real)>,
	labor: Vec<(u32, Real)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawIndustry {
	Private,
	Intermediate,
	Public,
}

/// A number, rounded correctly: the digits are kept by the parser and read at once, since its own
/// way to a float may miss the nearest one by a unit in the last place.
struct Real(f64);

impl<'de> Deserialize<'de> for Real {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
		let number = serde_json::Number::deserialize(deserializer)?;
		number.to_string().parse().map(Self).map_err(D::Error::custom)
	}
}

fn reals(list: Vec<Real>) -> Vec<f64> {
	list.into_iter().map(|real| real.0).collect()
}

fn inputs(list: Vec<(u32, Real)>) -> Vec<(u32, f64)> {
	list.into_iter().map(|(good, exponent)| (good, exponent.0)).collect()
}

impl RawEconomy {
	fn into_economy(self) -> Economy {
		Economy {
			name: self.name,
			goods: self.goods,
			endowment: self.endowment.0,
			initial_price: self.initial_price.0,
			consumer_councils: self
				.consumer_councils
				.into_iter()
				.map(|raw| ConsumerCouncil {
					income: raw.income.0,
					private: reals(raw.private),
					public: reals(raw.public),
				})
				.collect(),
			worker_councils: self.worker_councils.into_iter().map(RawWorker::council).collect(),
		}
	}
}

impl RawWorker {
	fn council(self) -> WorkerCouncil {
		WorkerCouncil {
			industry: match self.industry {
				RawIndustry::Private => Industry::Private,
				RawIndustry::Intermediate => Industry::Intermediate,
				RawIndustry::Public => Industry::Public,
			},
			product: self.product,
			c: self.c.0,
			k: self.k.0,
			s: self.s.0,
			a: self.a.0,
			intermediate: inputs(self.intermediate),
			nature: inputs(self.nature),
			labor: inputs(self.labor),
		}
	}
}

/// A field that reads well and cannot be.
#[derive(Debug)]
struct Wrong {
	path: Path,
	what: String,
}

type Check = std::result::Result<(), Wrong>;

fn ensure(holds: bool, path: &Path, what: impl FnOnce() -> String) -> Check {
	if holds {
		Ok(())
	} else {
		Err(Wrong { path: path.clone(), what: what() })
	}
}

/// Above this many units or credits a line or price would leave the bounds of the chain.
const MOST: f64 = (Flow::MAX / MICRO) as f64;

fn check(economy: &Economy) -> Check {
	let root = Path::default();
	ensure(!economy.name.trim().is_empty(), &root.key("name"), || "is empty".into())?;
	ensure((1..=MAX_GOODS).contains(&economy.goods), &root.key("goods"), || {
		format!("has to be from 1 to {MAX_GOODS}, found {}", economy.goods)
	})?;
	ensure((0.0..=MOST).contains(&economy.endowment), &root.key("endowment"), || {
		format!("has to be from 0 to {MOST:e} units, found {}", economy.endowment)
	})?;
	ensure((1e-6..=MOST).contains(&economy.initial_price), &root.key("initial_price"), || {
		format!("has to be from 0.000001 to {MOST:e} credits, found {}", economy.initial_price)
	})?;
	let councils = root.key("consumer_councils");
	for (index, council) in economy.consumer_councils.iter().enumerate() {
		check_consumer(economy, council, &councils.index(index))?;
	}
	let councils = root.key("worker_councils");
	for (index, council) in economy.worker_councils.iter().enumerate() {
		check_worker(economy, council, &councils.index(index))?;
	}
	Ok(())
}

fn check_consumer(economy: &Economy, council: &ConsumerCouncil, path: &Path) -> Check {
	ensure((0.0..=MOST).contains(&council.income), &path.key("income"), || {
		format!("has to be from 0 to {MOST:e} credits, found {}", council.income)
	})?;
	let mut sum = 0.0;
	for (name, exponents) in [("private", &council.private), ("public", &council.public)] {
		let path = path.key(name);
		ensure(exponents.len() == economy.goods as usize, &path, || {
			format!("has {} exponents for {} goods", exponents.len(), economy.goods)
		})?;
		for (index, exponent) in exponents.iter().enumerate() {
			ensure((0.0..=MOST).contains(exponent), &path.index(index), || {
				format!("an exponent cannot be negative or infinite, found {exponent}")
			})?;
			sum += exponent;
		}
	}
	ensure(sum > 0.0, path, || "wants nothing: all its exponents are 0".into())
}

fn check_worker(economy: &Economy, council: &WorkerCouncil, path: &Path) -> Check {
	let goods = economy.goods;
	ensure((1..=goods).contains(&council.product), &path.key("product"), || {
		format!("there is no good {} among {goods}", council.product)
	})?;
	for (name, value) in [("c", council.c), ("k", council.k), ("s", council.s), ("a", council.a)] {
		ensure(value > 0.0 && value <= MOST, &path.key(name), || {
			format!("has to be above 0 and finite, found {value}")
		})?;
	}
	let mut sum = 0.0;
	for (name, inputs) in council.inputs() {
		let path = path.key(name);
		for (index, (good, exponent)) in inputs.iter().enumerate() {
			let path = path.index(index);
			ensure((1..=goods).contains(good), &path, || {
				format!("there is no good {good} among {goods}")
			})?;
			ensure(inputs[..index].iter().all(|(other, _)| other != good), &path, || {
				format!("good {good} is named twice")
			})?;
			ensure(*exponent > 0.0 && *exponent <= MOST, &path, || {
				format!("an exponent has to be above 0 and finite, found {exponent}")
			})?;
			sum += exponent;
		}
	}
	ensure(council.c - council.k + council.k * sum < 0.0, path, || {
		format!(
			"has no best plan: c - k + k x (sum of exponents, {sum}) has to be negative, \
			 or ever more input pays"
		)
	})
}
