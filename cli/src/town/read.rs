//! Reads the tables of a town and checks that they fit each other.

use super::{
	Amount, Change, Council, Counted, Good, Neighbourhood, Permit, Scope, Taste, Town, Workplace,
};
use crate::{
	errors::{Error, Result},
	jobs::files::{Line, Sheet},
};
use parecon_engine::Kind;
use parecon_primitives::{Flow, Price, Quantity, Side, MICRO};
use std::path::{Path, PathBuf};

/// Above this many units or credits a line or price would leave the bounds of the chain.
const MOST: f64 = (Flow::MAX / MICRO) as f64;

/// The word for every neighbourhood at once.
const ALL: &str = "all";

/// The word for the federation of all neighbourhoods.
const TOWN: &str = "town";

/// What a cell can hold, or what is wrong with it.
type Cell<T> = std::result::Result<T, String>;

/// Where the tables lie.
struct Tables<'a>(&'a Path);

impl Tables<'_> {
	fn file(&self, name: &str) -> PathBuf {
		self.0.join(name)
	}

	fn sheet(&self, name: &str, columns: &[&str]) -> Result<Sheet> {
		let sheet = Sheet::read(&self.file(name), columns, &[])?;
		sheet.ensure_rows()?;
		Ok(sheet)
	}

	fn wrong(&self, name: &str, what: impl std::fmt::Display, next: &str) -> Error {
		Error::new(format!("{}: {what}", self.file(name).display()), next)
	}
}

/// The town whose tables lie in `directory`.
pub(super) fn town(directory: &Path) -> Result<Town> {
	let tables = Tables(directory);
	let (name, income) = settings(&tables)?;
	let (quarters, mut neighbourhoods) = neighbourhoods(&tables)?;
	let goods = goods(&tables, &quarters)?;
	let (industries, mut workplaces) = workplaces(&tables, &neighbourhoods)?;
	technologies(&tables, &goods, &mut workplaces)?;
	tastes(&tables, &goods, &mut neighbourhoods)?;
	pollution(&tables, &goods, &mut neighbourhoods)?;
	let mut town = Town {
		name,
		income,
		counted: Counted::default(),
		goods,
		industries,
		quarters,
		workplaces,
		neighbourhoods,
		changes: Vec::new(),
	};
	town.changes = changes(&tables, &town)?;
	Ok(town)
}

fn settings(tables: &Tables) -> Result<(String, f64)> {
	const FILE: &str = "town.csv";
	let (mut name, mut income) = (None, None);
	for line in tables.sheet(FILE, &["what", "value"])?.lines() {
		match line.cell("what") {
			"name" => name = Some(line.value("value", plain_name)?),
			"income_per_person" => {
				income = Some(line.value("value", |text| number(text, 1e-6, MOST))?);
			},
			other => {
				return Err(line.wrong(
					"what",
					format!("{other:?} is no setting: there are name and income_per_person"),
				))
			},
		}
	}
	let missing = |what| tables.wrong(FILE, format!("there is no line for {what}"), "add it");
	Ok((name.ok_or_else(|| missing("name"))?, income.ok_or_else(|| missing("income_per_person"))?))
}

fn neighbourhoods(tables: &Tables) -> Result<(Vec<String>, Vec<Neighbourhood>)> {
	let (mut quarters, mut neighbourhoods) = (Vec::new(), Vec::<Neighbourhood>::new());
	let sheet = tables.sheet("neighbourhoods.csv", &["name", "quarter", "people"])?;
	for line in sheet.lines() {
		let name = line
			.value("name", |text| fresh(text, neighbourhoods.iter().map(|it| it.name.as_str())))?;
		let quarter = line.value("quarter", |text| match filled(text)? {
			TOWN => Err(format!("{TOWN:?} stands for all quarters; call this one otherwise")),
			text => Ok(text.to_owned()),
		})?;
		neighbourhoods.push(Neighbourhood {
			name,
			quarter: place_or_add(&mut quarters, quarter),
			people: line.number("people", 1, 1_000_000)?,
			tastes: Vec::new(),
			permits: Vec::new(),
		});
	}
	Ok((quarters, neighbourhoods))
}

fn goods(tables: &Tables, quarters: &[String]) -> Result<Vec<Good>> {
	const COLUMNS: [&str; 7] = ["name", "unit", "kind", "initial_price", "supply", "step", "scope"];
	let mut goods: Vec<Good> = Vec::new();
	for line in tables.sheet("goods.csv", &COLUMNS)?.lines() {
		let name =
			line.value("name", |text| fresh(text, goods.iter().map(|it| it.name.as_str())))?;
		let kind = line.value("kind", kind)?;
		let only = |column, applies: bool, who: &'static str| {
			line.value(column, |text| match (applies, text) {
				(true, _) => number(text, 1e-6, MOST).map(micro),
				(false, "") => Ok(0),
				(false, _) => Err(format!("only {who} has one")),
			})
		};
		goods.push(Good {
			unit: line.value("unit", |text| filled(text).map(str::to_owned))?,
			price: Price(line.value("initial_price", |text| number(text, 1e-6, MOST).map(micro))?),
			supply: Quantity(only("supply", kind.has_yearly_supply(), "nature or labour")?),
			step: Quantity(only("step", kind.is_shared(), "a public good or a pollutant")?),
			scope: line.value("scope", |text| scope(text, kind, quarters))?,
			name,
			kind,
		});
	}
	Ok(goods)
}

fn scope(text: &str, kind: Kind, quarters: &[String]) -> Cell<Option<Scope>> {
	match (kind, text) {
		(Kind::Public, TOWN) => Ok(Some(Scope::Town)),
		(Kind::Public, _) => match quarters.iter().position(|quarter| quarter == text) {
			Some(quarter) => Ok(Some(Scope::Quarter(quarter))),
			None => {
				Err(format!("{text:?} is neither {TOWN} nor a quarter: {}", quarters.join(", ")))
			},
		},
		(_, "") => Ok(None),
		(Kind::Pollutant, _) => Err("whom a pollutant harms stands in pollution.csv".to_owned()),
		_ => Err("only a public good has one".to_owned()),
	}
}

fn kind(text: &str) -> Cell<Kind> {
	match text {
		"private" => Ok(Kind::Private),
		"public" => Ok(Kind::Public),
		"intermediate" => Ok(Kind::Intermediate),
		"nature" => Ok(Kind::Nature),
		"labour" => Ok(Kind::Labour),
		"pollutant" => Ok(Kind::Pollutant),
		_ => Err(format!(
			"{text:?} is no kind: private, public, intermediate, nature, labour, pollutant"
		)),
	}
}

fn workplaces(
	tables: &Tables,
	neighbourhoods: &[Neighbourhood],
) -> Result<(Vec<String>, Vec<Workplace>)> {
	const COLUMNS: [&str; 5] = ["name", "industry", "returns", "substitution", "transformation"];
	let (mut industries, mut workplaces) = (Vec::new(), Vec::<Workplace>::new());
	for line in tables.sheet("workplaces.csv", &COLUMNS)?.lines() {
		let name = line.value("name", |text| {
			let others = neighbourhoods.iter().map(|it| it.name.as_str());
			fresh(text, others.chain(workplaces.iter().map(|it| it.name.as_str())))
		})?;
		let industry = line.value("industry", |text| filled(text).map(str::to_owned))?;
		workplaces.push(Workplace {
			name,
			industry: place_or_add(&mut industries, industry),
			// Near 1 it would grow without bounds at the slightest gain.
			returns: line.value("returns", |text| number(text, 0.05, 0.95))?,
			substitution: line.value("substitution", |text| number(text, 0.0, 10.0))?,
			transformation: line.value("transformation", |text| match text {
				"" => Ok(0.0),
				text => number(text, 0.0, 10.0),
			})?,
			outputs: Vec::new(),
			inputs: Vec::new(),
		});
	}
	Ok((industries, workplaces))
}

fn technologies(tables: &Tables, goods: &[Good], workplaces: &mut [Workplace]) -> Result<()> {
	const FILE: &str = "technologies.csv";
	for line in tables.sheet(FILE, &["workplace", "good", "direction", "amount"])?.lines() {
		let place = line.value("workplace", |text| {
			let place = workplaces.iter().position(|workplace| workplace.name == text);
			place.ok_or_else(|| format!("there is no {text:?} in workplaces.csv"))
		})?;
		let good = good(&line, "good", goods)?;
		let makes = line.value("direction", |text| match text {
			"out" if goods[good].kind.is_produced() => Ok(true),
			"in" if goods[good].kind.is_input() => Ok(false),
			"out" => Err(format!("{} is not a good that workplaces make", goods[good].name)),
			"in" => Err(format!("{} is not a good that workplaces use", goods[good].name)),
			_ => Err(format!("{text:?} is neither out nor in")),
		})?;
		let units = line.value("amount", |text| number(text, 1e-6, MOST))?;
		let workplace = &mut workplaces[place];
		let amounts = if makes { &mut workplace.outputs } else { &mut workplace.inputs };
		if amounts.iter().any(|amount| amount.good == good) {
			return Err(line.wrong("good", format!("{} stands there twice", goods[good].name)));
		}
		amounts.push(Amount { good, units });
	}
	match workplaces.iter().find(|it| it.outputs.is_empty() || it.inputs.is_empty()) {
		None => Ok(()),
		Some(idle) => {
			let what = if idle.outputs.is_empty() { "makes" } else { "uses" };
			let what = format!("{} {what} nothing", idle.name);
			Err(tables.wrong(FILE, what, "give it a line with out and a line with in"))
		},
	}
}

fn tastes(tables: &Tables, goods: &[Good], neighbourhoods: &mut [Neighbourhood]) -> Result<()> {
	const FILE: &str = "tastes.csv";
	let mut own = vec![Vec::<usize>::new(); neighbourhoods.len()];
	let sheet = tables.sheet(FILE, &["neighbourhood", "good", "least", "share"])?;
	for line in sheet.lines() {
		let whose = who(&line, "neighbourhood", neighbourhoods)?;
		let taste = taste(&line, goods)?;
		let (good, scope) = (taste.good, goods[taste.good].scope);
		for (index, neighbourhood) in neighbourhoods.iter_mut().enumerate() {
			let concerned =
				!matches!(scope, Some(Scope::Quarter(it)) if it != neighbourhood.quarter);
			match whose {
				Some(only) if only != index => continue,
				Some(_) if !concerned => {
					let what = format!("{} is of another quarter", goods[good].name);
					return Err(line.wrong("good", what));
				},
				_ if !concerned => continue,
				_ => {},
			}
			let replaced = neighbourhood.tastes.iter().position(|it| it.good == good);
			if !may_replace(whose, replaced, &mut own[index], good) {
				return Err(line.wrong("good", format!("{} stands there twice", goods[good].name)));
			}
			put(&mut neighbourhood.tastes, replaced, taste);
		}
	}
	for neighbourhood in neighbourhoods.iter_mut() {
		neighbourhood.tastes.sort_by_key(|taste| taste.good);
		let private = neighbourhood.tastes.iter().filter(|it| goods[it.good].kind == Kind::Private);
		if private.map(|taste| taste.share).sum::<f64>() <= 0.0 {
			let what = format!("{} wants no private good", neighbourhood.name);
			return Err(tables.wrong(FILE, what, "give one of its goods a share above 0"));
		}
	}
	Ok(())
}

fn taste(line: &Line, goods: &[Good]) -> Result<Taste> {
	let good = good(line, "good", goods)?;
	let Good { kind, name, .. } = &goods[good];
	if !kind.is_consumed() {
		return Err(line.wrong("good", format!("{name} is not a good that people use")));
	}
	let least = line.value("least", |text| match (kind, text) {
		(_, "") => Ok(0.0),
		(Kind::Private, text) => number(text, 0.0, MOST),
		_ => Err("a public good has none: its level is stated as a share".to_owned()),
	})?;
	let share = line.value("share", |text| number(text, 0.0, MOST))?;
	Ok(Taste { good, least, share })
}

fn pollution(tables: &Tables, goods: &[Good], neighbourhoods: &mut [Neighbourhood]) -> Result<()> {
	const FILE: &str = "pollution.csv";
	let pollutants = || (0..goods.len()).filter(|good| goods[*good].kind == Kind::Pollutant);
	if pollutants().next().is_none() {
		return Ok(());
	}
	let mut own = vec![Vec::<usize>::new(); neighbourhoods.len()];
	let sheet = tables.sheet(FILE, &["neighbourhood", "pollutant", "most", "threshold"])?;
	for line in sheet.lines() {
		let whose = who(&line, "neighbourhood", neighbourhoods)?;
		let good = good(&line, "pollutant", goods)?;
		if goods[good].kind != Kind::Pollutant {
			return Err(line.wrong("pollutant", format!("{} is none", goods[good].name)));
		}
		let most = line.value("most", |text| number(text, 0.0, MOST))?;
		let threshold = line.value("threshold", |text| number(text, 0.0, MOST))?;
		for (index, neighbourhood) in neighbourhoods.iter_mut().enumerate() {
			if whose.is_some_and(|only| only != index) {
				continue;
			}
			let replaced = neighbourhood.permits.iter().position(|it| it.good == good);
			if !may_replace(whose, replaced, &mut own[index], good) {
				let what = format!("{} stands there twice", goods[good].name);
				return Err(line.wrong("pollutant", what));
			}
			put(&mut neighbourhood.permits, replaced, Permit { good, most, threshold });
		}
	}
	for neighbourhood in neighbourhoods.iter_mut() {
		neighbourhood.permits.sort_by_key(|permit| permit.good);
	}
	let harms = |good| neighbourhoods.iter().any(|it| it.permits.iter().any(|it| it.good == good));
	match pollutants().find(|good| !harms(*good)) {
		None => Ok(()),
		Some(good) => {
			let what = format!("{} harms nobody", goods[good].name);
			Err(tables.wrong(FILE, what, "add a line for each neighbourhood that it harms"))
		},
	}
}

/// Whether a line may state what it does: one for `all` comes before those of single neighbourhoods,
/// which replace it once each. `own` are the goods that the neighbourhood has lines of its own for.
fn may_replace(
	whose: Option<usize>,
	replaced: Option<usize>,
	own: &mut Vec<usize>,
	good: usize,
) -> bool {
	match whose {
		None => replaced.is_none(),
		Some(_) if own.contains(&good) => false,
		Some(_) => {
			own.push(good);
			true
		},
	}
}

fn put<T>(list: &mut Vec<T>, replaced: Option<usize>, item: T) {
	match replaced {
		Some(place) => list[place] = item,
		None => list.push(item),
	}
}

fn changes(tables: &Tables, town: &Town) -> Result<Vec<Change>> {
	const COLUMNS: [&str; 5] = ["year", "council", "good", "factor", "why"];
	let sheet = Sheet::read(&tables.file("changes.csv"), &COLUMNS, &[])?;
	let change = |line: Line| {
		let who = line.value("council", |text| council(text, town))?;
		let good = good(&line, "good", &town.goods)?;
		if !concerns(town, who, good) {
			let what = format!("{} does not deal with {}", line.cell("council"), line.cell("good"));
			return Err(line.wrong("good", what));
		}
		let year = line.number("year", 2, 1_000)?;
		let factor = line.value("factor", |text| number(text, 0.01, 100.0))?;
		Ok(Change { year, who, good, factor })
	};
	sheet.lines().map(change).collect()
}

fn council(text: &str, town: &Town) -> Cell<Option<Council>> {
	if text == ALL {
		return Ok(None);
	}
	let found = town.councils().into_iter().find(|council| town.name_of(*council) == text);
	found.map(Some).ok_or_else(|| {
		format!("{text:?} is neither a workplace nor a neighbourhood, nor {ALL} for all of these")
	})
}

/// Whether a council (or any neighbourhood) makes, uses or wants a good.
fn concerns(town: &Town, who: Option<Council>, good: usize) -> bool {
	let wants = |it: &Neighbourhood| it.tastes.iter().any(|taste| taste.good == good);
	match who {
		None => town.neighbourhoods.iter().any(wants),
		Some(Council { side: Side::Consumers, index }) => wants(&town.neighbourhoods[index]),
		Some(Council { side: Side::Workers, index }) => {
			let Workplace { outputs, inputs, .. } = &town.workplaces[index];
			outputs.iter().chain(inputs).any(|amount| amount.good == good)
		},
	}
}

fn who(line: &Line, column: &str, neighbourhoods: &[Neighbourhood]) -> Result<Option<usize>> {
	line.value(column, |text| {
		if text == ALL {
			return Ok(None);
		}
		let place = neighbourhoods.iter().position(|it| it.name == text);
		let missing = || format!("there is no {text:?} in neighbourhoods.csv, nor is it {ALL}");
		place.map(Some).ok_or_else(missing)
	})
}

fn good(line: &Line, column: &str, goods: &[Good]) -> Result<usize> {
	line.value(column, |text| {
		let place = goods.iter().position(|good| good.name == text);
		place.ok_or_else(|| format!("there is no {text:?} in goods.csv"))
	})
}

/// The place of a name in a list that it is added to where it is not there.
fn place_or_add(names: &mut Vec<String>, name: String) -> usize {
	names.iter().position(|it| *it == name).unwrap_or_else(|| {
		names.push(name);
		names.len() - 1
	})
}

/// Whole micro-units or micro-credits, to the nearest.
fn micro(units: f64) -> u128 {
	(units * MICRO as f64).round() as u128
}

fn number(text: &str, least: f64, most: f64) -> Cell<f64> {
	let number = text.parse().ok().filter(|it| (least..=most).contains(it));
	number.ok_or_else(|| {
		let most = if most < MOST { format!(" to {most}") } else { " or more".to_owned() };
		format!("{text:?} is not a number of {least}{most}")
	})
}

fn filled(text: &str) -> Cell<&str> {
	match text {
		"" => Err("it is empty".to_owned()),
		text => Ok(text),
	}
}

/// A name that nothing has had so far.
fn fresh<'a>(text: &str, mut taken: impl Iterator<Item = &'a str>) -> Cell<String> {
	match filled(text)? {
		ALL => Err(format!("{ALL:?} stands for every neighbourhood; choose another name")),
		text if taken.any(|it| it == text) => Err(format!("{text:?} stands there twice")),
		text => Ok(text.to_owned()),
	}
}

fn plain_name(text: &str) -> Cell<String> {
	let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
	match filled(text)?.chars().all(plain) {
		true => Ok(text.to_owned()),
		false => Err(format!("{text:?} has more in it than letters, digits, '-' and '_'")),
	}
}
