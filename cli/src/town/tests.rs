//! The town of `examples/town`, and towns with one thing wrong in them.

use super::*;
use crate::market::Settings;
use parecon_engine::{check_order, Assessor, Counting, Heads, Line, Rule, Worth, STEPS};
use parecon_primitives::{Credits, MICRO};
use proptest::prelude::*;
use sp_arithmetic::Perbill;
use std::{
	fs,
	path::PathBuf,
	sync::atomic::{AtomicU32, Ordering},
};

fn directory() -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/town")
}

fn town() -> Town {
	Town::read(&directory()).unwrap()
}

fn good(town: &Town, name: &str) -> usize {
	town.goods().iter().position(|good| good.name == name).unwrap()
}

fn council(town: &Town, name: &str) -> Council {
	town.councils().into_iter().find(|council| town.name_of(*council) == name).unwrap()
}

fn amount(lines: &[Line], good: usize) -> u128 {
	lines.iter().find(|line| line.good.0 as usize == good).map_or(0, |line| line.flow.amount().0)
}

fn settings() -> Settings {
	Settings {
		rule: Rule::Accelerated,
		until: Perbill::from_percent(5),
		counting: Counting::Excess,
		max_iterations: 40,
	}
}

#[test]
fn the_example_is_a_town_of_2400() {
	let town = town();
	assert_eq!((town.name(), town.people()), ("town", 2_400));
	assert_eq!((town.workplaces.len(), town.neighbourhoods.len()), (25, 12));
	assert_eq!(town.goods().len(), 43);
	let of = |kind| town.goods().iter().filter(|good| good.kind == kind).count();
	assert_eq!(Kind::ALL.map(of), [19, 4, 11, 4, 3, 2]);
	let bread = &town.goods()[good(&town, "bread")];
	assert_eq!((bread.unit.as_str(), bread.price), ("loaf", Price(4_300_000)));
	let parks = &town.goods()[good(&town, "parks")];
	assert_eq!((parks.step, parks.scope), (Quantity(300_000), Some(Scope::Town)));
	let hours = &town.goods()[good(&town, "skilled trades")];
	assert_eq!(hours.supply, Quantity(261_000 * MICRO));
	// Everything that is wanted or used is made or given.
	let made = |good| town.workplaces.iter().any(|it| it.outputs.iter().any(|it| it.good == good));
	for (index, good) in town.goods().iter().enumerate() {
		assert_eq!(made(index), good.kind.is_produced(), "{}", good.name);
	}
}

#[test]
fn councils_stand_in_two_trees() {
	let town = town();
	let places = town.places();
	assert_eq!(places.len(), 25 + 12 + 4 + 2 + 1);
	let name = |place: usize| places[place].name.as_str();
	let parent = |child: &str| {
		let child = places.iter().find(|place| place.name == child).unwrap();
		child.parent.map(name)
	};
	assert_eq!(parent("Mill"), Some("food"));
	assert_eq!(parent("Harbour"), Some("Riverside"));
	assert_eq!(parent("Riverside"), Some("town"));
	assert_eq!((parent("food"), parent("town")), (None, None));
	for (index, place) in places.iter().enumerate() {
		assert!(place
			.parent
			.is_none_or(|parent| parent > index && places[parent].side == place.side));
		assert_eq!(place.base.map(|base| town.name_of(base)), (index < 37).then_some(name(index)));
	}
	let whose = |of: &str| match town.community(good(&town, of)) {
		Some(Community::Federation(place)) => name(place).to_owned(),
		Some(Community::Affected(members)) => {
			members.iter().map(|member| town.name_of(*member)).collect::<Vec<_>>().join(", ")
		},
		None => String::new(),
	};
	assert_eq!(whose("parks"), "town");
	assert_eq!(whose("street lighting"), "Riverside");
	assert_eq!(whose("effluent"), "Mill Lane, Harbour, Tannery Yard, Bridge End, Water Meadows");
	assert_eq!(whose("bread"), "");
	assert_eq!(town.members(good(&town, "district nursing")).len(), 6);
}

#[test]
fn both_years_converge() {
	for counted in [Counted::Heads(1), Counted::Heads(3), Counted::People] {
		let town = town().counted(counted);
		let first = play(&town, 1, Announced::first(&town), &settings());
		let worst = |played: &Played| {
			let iterations = played.year.iterations.iter();
			iterations.map(|it| it.worst.0 / 1_000_000).collect::<Vec<_>>()
		};
		assert!(first.year.converged, "{:?}", worst(&first));
		assert!(first.year.iterations.len() <= 12, "{:?}", worst(&first));
		let second = play(&town, 2, first.next.clone(), &settings());
		assert!(second.year.converged, "{:?}", worst(&second));
		assert!((2..=4).contains(&second.year.iterations.len()), "{:?}", worst(&second));
		// The change of the second year is felt: power is cheaper than bread by more than before.
		let (bread, power) = (good(&town, "bread"), good(&town, "works power"));
		let ratio = |it: &Played| it.year.prices[bread].0 * 1_000 / it.year.prices[power].0;
		assert!(ratio(&second) > ratio(&first));
	}
}

/// Figures of a program in floats, written independently of this one.
#[test]
fn the_first_year_is_that_of_the_prototype() {
	let town = town();
	let first = play(&town, 1, Announced::first(&town), &settings());
	let worst: Vec<u64> = first.year.iterations.iter().map(|it| it.worst.0 / 1_000_000).collect();
	assert_eq!(worst, [1_115, 477, 255, 137, 78, 55, 35, 22]);
	let near = |found: u128, expected: f64| {
		let found = found as f64 / 1e6;
		assert!((found / expected - 1.0).abs() < 1e-3, "{found} {expected}");
	};
	for (name, price, supply, demand) in [
		("bread", 4.751, 161_498.6, 162_097.2),
		("parks", 15_496.732, 23.8, 23.7),
		("smoke", 12.194, 4_180.0, 4_154.0),
		("farmland", 298.041, 200.0, 201.9),
	] {
		let index = good(&town, name);
		near(first.year.prices[index].0, price);
		near(first.totals[index].demand, demand);
		if name != "parks" {
			near(first.totals[index].supply, supply);
		}
	}
}

/// The table of the README: amounts and prices of both years, as many digits as it shows.
#[test]
fn the_readme_shows_the_two_years() {
	let town = town();
	let first = play(&town, 1, Announced::first(&town), &settings());
	let second = play(&town, 2, first.next.clone(), &settings());
	assert_eq!((first.year.iterations.len(), second.year.iterations.len()), (8, 4));
	let calm = |played: &Played| played.year.iterations.iter().position(|it| it.open == 0);
	assert_eq!((calm(&first), calm(&second)), (Some(6), Some(2)));
	let text = fs::read_to_string(directory().join("README.md")).unwrap();
	let table = text.lines().skip_while(|line| !line.starts_with("| | unit |")).skip(2);
	let rows: Vec<&str> = table.take_while(|line| line.starts_with('|')).collect();
	assert_eq!(rows.len(), 10);
	for row in rows {
		let cells: Vec<String> = row.split('|').map(|it| it.trim().replace(',', "")).collect();
		let index = good(&town, &cells[1]);
		assert_eq!(cells[2], town.goods()[index].unit);
		for (played, amount, price) in
			[(&first, &cells[3], &cells[4]), (&second, &cells[5], &cells[6])]
		{
			let shown = |found: u128, as_in: &str| {
				let digits = as_in.split_once('.').map_or(0, |(_, digits)| digits.len());
				format!("{:.digits$}", found as f64 / 1e6)
			};
			let totals = played.totals[index];
			assert_eq!(*amount, shown(totals.supply.min(totals.demand), amount), "{row}");
			assert_eq!(*price, shown(played.year.prices[index].0, price), "{row}");
		}
	}
}

#[test]
fn the_second_year_changes_what_its_file_says() {
	let town = town();
	let (first, second) = (town.year(1), town.year(2));
	let announced = Announced::first(&town);
	let both = |who: &str, what: &str| {
		let (council, good) = (council(&town, who), good(&town, what));
		let of = |year: &Answers| amount(&year.lines(council, &announced), good) as f64;
		of(&second) / of(&first)
	};
	// 6 % more of everything that is made: X grows by the power of 1 / (1 - b), as b = 0.66.
	let expected = 1.06f64.powf(1.0 / (1.0 - 0.66));
	assert!((both("Wind Farm", "works power") / expected - 1.0).abs() < 1e-9);
	assert!(both("Terraces", "schooling") > 1.01);
	assert!(both("Terraces", "cheese") < 0.99);
	assert_eq!(both("Mill", "flour"), 1.0);
}

#[test]
fn a_workplace_answers_relative_prices_and_gains_most() {
	let town = town();
	let year = town.year(1);
	let announced = Announced::first(&town);
	let mut doubled = announced.clone();
	doubled.prices.iter_mut().for_each(|price| price.0 *= 2);
	let bakery = council(&town, "Hill Bakery");
	let lines = year.lines(bakery, &announced);
	for (line, other) in lines.iter().zip(year.lines(bakery, &doubled)) {
		let (a, b) = (line.flow.amount().0 as f64, other.flow.amount().0 as f64);
		assert!(line.good == other.good && (a / b - 1.0).abs() < 1e-9);
	}
	let gain = |lines: &[Line], announced: &Announced| -> f64 {
		let value = |line: &Line| {
			announced.prices[line.good.0 as usize].0 as f64 * line.flow.0 as f64 / 1e12
		};
		lines.iter().map(value).sum()
	};
	// What it would choose at other prices gains less at these.
	for other in 0..town.goods().len() {
		for factor in [50, 90, 99, 101, 110, 200] {
			let mut moved = announced.clone();
			moved.prices[other].0 = moved.prices[other].0 * factor / 100;
			let chosen = gain(&year.lines(bakery, &moved), &announced);
			assert!(chosen <= gain(&lines, &announced) + 1e-3);
		}
	}
	// The price of smoke is felt by who makes it, and by those whom it harms.
	let smoke = good(&town, "smoke");
	let mut dear = announced.clone();
	dear.prices[smoke].0 *= 2;
	let of = |who: &str, at: &Announced| amount(&year.lines(council(&town, who), at), smoke);
	assert!(of("Hill Bakery", &dear) < of("Hill Bakery", &announced) * 3 / 4);
	assert!(of("Harbour", &dear) > of("Harbour", &announced));
	dear.prices[smoke] = Price(4_000_000);
	assert_eq!(of("Harbour", &dear), 0);
	assert!(of("Railway Cottages", &dear) > 0);
}

#[test]
fn a_workplace_of_fixed_or_equal_proportions_answers_too() {
	let mut town = town();
	let announced = Announced::first(&town);
	let mut dear = announced.clone();
	dear.prices[good(&town, "flour")].0 *= 3;
	let bakery = council(&town, "Hill Bakery");
	let (flour, hours) = (good(&town, "flour"), good(&town, "manual work"));
	// Substitution 0: the recipe; 1: the same part of its cost for each input.
	for (substitution, recipe) in [(0.0, true), (1.0, false), (1.0 + 1e-12, false)] {
		town.workplaces[bakery.index].substitution = substitution;
		let lines = town.year(1).lines(bakery, &dear);
		let ratio = amount(&lines, flour) as f64 / amount(&lines, hours) as f64;
		let expected = 47_000.0 / 5_200.0 / if recipe { 1.0 } else { 3.0 };
		assert!((ratio / expected - 1.0).abs() < 1e-6, "{substitution} {ratio}");
	}
}

#[test]
fn heads_are_neighbourhoods_or_people() {
	let town = town();
	let income = |counted| town.clone().counted(counted).year(1).income_per_head();
	assert_eq!(income(Counted::People), Credits(8_200 * MICRO));
	assert_eq!(income(Counted::Heads(1)), Credits(8_200 * 200 * MICRO));
	// A third of 200 people, cut to micro-credits.
	assert_eq!(income(Counted::Heads(3)), Credits(8_200 * 200 * MICRO / 3));
	let people = town.clone().counted(Counted::People).year(1);
	let announced = Announced::first(&town);
	let terraces = council(&town, "Terraces");
	assert_eq!(people.budget(terraces, &announced), Credits(8_200 * 290 * MICRO));
	// A pollutant's payments go to those whom it harms, by head: 6 of them here.
	let mut paid = announced.clone();
	paid.credits[good(&town, "smoke")] = Credits(66);
	let year = town.year(1);
	let more = |who| {
		let council = council(&town, who);
		year.budget(council, &paid).0 - year.budget(council, &announced).0
	};
	assert_eq!((more("Terraces"), more("Chapel Hill")), (11, 0));
	assert_eq!(year.budget(council(&town, "Mill"), &paid), Credits::ZERO);
}

#[test]
fn more_heads_want_the_same_together() {
	let town = town();
	let announced = Announced::first(&town);
	let (one, three) = (town.year(1), town.clone().counted(Counted::Heads(3)).year(1));
	for council in town.councils() {
		for (a, b) in one.lines(council, &announced).iter().zip(three.lines(council, &announced)) {
			let (a, b) = (a.flow.0 as f64, b.flow.0 as f64);
			assert!((a / b - 1.0).abs() < 1e-6, "{a} {b}");
		}
	}
}

#[test]
fn who_is_lent_something_spends_it() {
	let town = town();
	let announced = Announced::first(&town);
	let mut year = town.year(1);
	let (harbour, vineyard) = (council(&town, "Harbour"), council(&town, "Vineyard"));
	let bread = good(&town, "bread");
	let before = amount(&year.lines(harbour, &announced), bread);
	let income = year.budget(harbour, &announced);
	assert_eq!(year.means(harbour, &announced), income);
	assert_eq!(year.means(council(&town, "Mill"), &announced), Credits::ZERO);
	year.set_budget(harbour.index, Credits(income.0 + 50_000 * MICRO));
	assert_eq!(year.budget(harbour, &announced), Credits(income.0 + 50_000 * MICRO));
	assert!(amount(&year.lines(harbour, &announced), bread) > before);
	assert_eq!(year.budget(vineyard, &announced), income);
	assert_passes(&year, harbour, &announced);
	// What is paid for a pollutant comes on top of it.
	let mut paid = announced.clone();
	paid.credits[good(&town, "smoke")] = Credits(66);
	assert_eq!(year.means(harbour, &paid), Credits(income.0 + 50_000 * MICRO + 11));
}

/// What the chain would say to a proposal: lines in order, of kinds that the side deals with, benefit
/// at least cost, or cost and dues within the budget; levels in whole steps.
fn assert_passes(year: &Answers, council: Council, announced: &Announced) {
	let town = year.town();
	let lines = year.lines(council, announced);
	assert_eq!(check_order(&lines), Ok(()));
	let heads = Heads { own: 1, all: 1 };
	let mut assessor = Assessor::new(council.side, heads);
	for line in &lines {
		let good = line.good.0 as usize;
		let Good { kind, step, .. } = town.goods()[good];
		if council.side == Side::Consumers && kind.is_shared() {
			let steps = line.flow.amount().0 / step.0;
			assert_eq!(line.flow.amount().0 % step.0, 0);
			assert!((1..=u128::from(STEPS)).contains(&steps));
			assert_eq!(line.flow.is_supply(), kind == Kind::Pollutant);
			assert!(town.is_member(council.index, good));
			continue;
		}
		assessor.line(kind, announced.prices[good], line.flow).unwrap();
	}
	let dues = (0..town.goods().len()).filter(|good| {
		town.goods()[*good].kind == Kind::Public && town.is_member(council.index, *good)
	});
	let dues = dues.map(|good| {
		let members = town.members(good);
		let all: u32 = members.iter().map(|it| town.heads(it.index)).sum();
		let own = town.heads(council.index);
		let cost = Worth::of(announced.prices[good], announced.levels[good].0);
		cost.saturating_mul(own).ceil(all).0
	});
	let left = year.budget(council, announced).0.saturating_sub(dues.sum());
	let assessment = assessor.finish();
	assert!(assessment.passes(Credits(left)), "{}: {assessment:?}", town.name_of(council));
}

#[test]
fn a_neighbourhood_spends_what_it_has() {
	let town = town().counted(Counted::People);
	let played = play(&town, 1, Announced::first(&town), &settings());
	let mut announced = played.next;
	assert!(announced.levels.iter().all(|level| level.is_zero()));
	announced.credits[good(&town, "smoke")] = Credits(50_000 * MICRO + 7);
	for (index, good) in town.goods().iter().enumerate() {
		if good.kind == Kind::Public {
			announced.levels[index] = Quantity(played.totals[index].demand);
		}
	}
	let year = town.year(1);
	for council in town.councils().into_iter().filter(|it| it.side == Side::Consumers) {
		assert_passes(&year, council, &announced);
		let lines = year.lines(council, &announced);
		let spent = lines.iter().fold(0.0, |sum, line| {
			let good = line.good.0 as usize;
			let price = announced.prices[good].0 as f64 / 1e6;
			let amount = line.flow.amount().0 as f64 / 1e6;
			match town.goods()[good].kind {
				Kind::Private => sum + price * amount,
				_ => sum,
			}
		});
		let public = (0..town.goods().len()).filter(|good| {
			town.goods()[*good].kind == Kind::Public && town.is_member(council.index, *good)
		});
		let dues = public.fold(0.0, |sum, good| {
			let people: u32 = town.members(good).iter().map(|it| town.heads(it.index)).sum();
			let part = f64::from(town.heads(council.index)) / f64::from(people);
			let price = announced.prices[good].0 as f64 / 1e6;
			sum + part * price * announced.levels[good].0 as f64 / 1e6
		});
		let budget = year.budget(council, &announced).0 as f64 / 1e6;
		assert!((0.0..0.1).contains(&(budget - dues - spent)), "{budget} {dues} {spent}");
		assert!(dues > 0.05 * budget);
	}
}

#[test]
fn where_there_is_no_level_yet_the_own_one_is_set_aside() {
	let town = town();
	let year = town.year(1);
	let none = Announced::first(&town);
	let harbour = council(&town, "Harbour");
	let lines = year.lines(harbour, &none);
	// With its own levels announced it has as much for everything else.
	let mut own = none.clone();
	for (index, good) in town.goods().iter().enumerate() {
		if good.kind == Kind::Public {
			own.levels[index] = Quantity(amount(&lines, index));
		}
	}
	assert_eq!(year.lines(harbour, &own), lines);
	// With less of one there is more for bread.
	let parks = good(&town, "parks");
	own.levels[parks].0 /= 2;
	let bread = good(&town, "bread");
	assert!(amount(&year.lines(harbour, &own), bread) > amount(&lines, bread));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever is announced, no proposal is refused: prices from a micro-credit to 2^90.
	#[test]
	fn every_proposal_passes(
		bits in prop::collection::vec((0u32..=90, any::<u64>()), 43),
		levels in prop::collection::vec(0u128..(1 << 60), 43),
		credits in prop::collection::vec(0u128..(1 << 60), 43),
		people in any::<bool>(),
		near in any::<bool>(),
	) {
		let town = town().counted(if people { Counted::People } else { Counted::Heads(3) });
		let mut announced = Announced::first(&town);
		for (index, (bits, fraction)) in bits.into_iter().enumerate() {
			let price = &mut announced.prices[index].0;
			*price = match near {
				// Within a factor of sixteen of the files' prices.
				true => (*price * u128::from(fraction % 4_096 + 256) / 1_024).max(1),
				false => ((1u128 << bits) | (u128::from(fraction) & ((1u128 << bits) - 1))).min(1 << 90),
			};
			if town.goods()[index].kind.is_shared() {
				announced.levels[index] = Quantity(levels[index] % (town.goods()[index].step.0 * 128));
				announced.credits[index] = Credits(credits[index] % (1 << 40));
			}
		}
		let year = town.year(2);
		for council in town.councils() {
			// Dues beyond the budget leave nothing that could pass.
			if council.side == Side::Consumers && !near {
				check_order(&year.lines(council, &announced)).unwrap();
				continue;
			}
			assert_passes(&year, council, &announced);
		}
	}
}

/// The example in a directory of its own, with `old` in `file` replaced by `new`.
struct Copy(PathBuf);

impl Copy {
	fn with(file: &str, old: &str, new: &str) -> Self {
		static COPIES: AtomicU32 = AtomicU32::new(0);
		let number = COPIES.fetch_add(1, Ordering::Relaxed);
		let name = format!("parecon-town-{}-{number}", std::process::id());
		let copy = Self(std::env::temp_dir().join(name));
		fs::create_dir_all(&copy.0).unwrap();
		for entry in fs::read_dir(directory()).unwrap() {
			let entry = entry.unwrap();
			fs::copy(entry.path(), copy.0.join(entry.file_name())).unwrap();
		}
		let text = fs::read_to_string(copy.0.join(file)).unwrap();
		assert!(text.contains(old), "{old} is not in {file}");
		fs::write(copy.0.join(file), text.replacen(old, new, 1)).unwrap();
		copy
	}

	fn error(&self) -> String {
		let error = Town::read(&self.0).unwrap_err();
		assert!(!error.next().is_empty());
		error.what().replace(&format!("{}/", self.0.display()), "")
	}
}

impl Drop for Copy {
	fn drop(&mut self) {
		let _ = fs::remove_dir_all(&self.0);
	}
}

#[test]
fn what_is_wrong_is_named_by_file_line_and_column() {
	for (file, old, new, what) in [
		("town.csv", "income_per_person", "income", "town.csv, line 3, what: \"income\" is no setting"),
		("town.csv", "name,town\n", "", "town.csv: there is no line for name"),
		("town.csv", "name,town", "name,my town", "town.csv, line 2, value: \"my town\" has more"),
		("neighbourhoods.csv", "Upper Town", "Vineyard", "neighbourhoods.csv, line 5, name: \"Vineyard\" stands there twice"),
		("neighbourhoods.csv", "Hill,210", "town,210", "neighbourhoods.csv, line 2, quarter: \"town\" stands for all"),
		("neighbourhoods.csv", "210", "0", "neighbourhoods.csv, line 2, people: \"0\" is not a whole number of 1"),
		("neighbourhoods.csv", "Chapel Hill", "all", "neighbourhoods.csv, line 2, name: \"all\" stands for every"),
		("goods.csv", "4.3", "4,3", "goods.csv: line 2 has 8 cells for 7 columns"),
		("goods.csv", "4.3", "", "goods.csv, line 2, initial_price: \"\" is not a number of 0.000001 or more"),
		("goods.csv", "bread,loaf,private", "bread,loaf,food", "goods.csv, line 2, kind: \"food\" is no kind"),
		("goods.csv", "bread,loaf,private,4.3,", "bread,loaf,private,4.3,5", "goods.csv, line 2, supply: only nature or labour has one"),
		("goods.csv", "0.3,town", ",town", "goods.csv, line 21, step: \"\" is not a number of"),
		("goods.csv", "0.3,town", "0.3,Old Town", "goods.csv, line 21, scope: \"Old Town\" is neither town nor a quarter: Hill, Riverside"),
		("goods.csv", "bread,loaf,private,4.3,,,", "bread,loaf,private,4.3,,,town", "goods.csv, line 2, scope: only a public good has one"),
		("workplaces.csv", "Mill,food", "Harbour,food", "workplaces.csv, line 4, name: \"Harbour\" stands there twice"),
		("workplaces.csv", "0.72", "1", "workplaces.csv, line 2, returns: \"1\" is not a number of 0.05 to 0.95"),
		("technologies.csv", "Mill,flour", "Mills,flour", "technologies.csv, line 20, workplace: there is no \"Mills\" in workplaces.csv"),
		("technologies.csv", "Hill Bakery,flour", "Hill Bakery,flower", "technologies.csv, line 3, good: there is no \"flower\" in goods.csv"),
		("technologies.csv", "bread,out", "bread,in", "technologies.csv, line 2, direction: bread is not a good that workplaces use"),
		("technologies.csv", "flour,in", "flour,used", "technologies.csv, line 3, direction: \"used\" is neither out nor in"),
		("technologies.csv", "Hill Bakery,works water", "Hill Bakery,flour", "technologies.csv, line 5, good: flour stands there twice"),
		("technologies.csv", "Mill,flour,out,88500\n", "", "technologies.csv: Mill makes nothing"),
		("tastes.csv", "all,bread", "all,flour", "tastes.csv, line 2, good: flour is not a good that people use"),
		("tastes.csv", "all,milk", "all,bread", "tastes.csv, line 3, good: bread stands there twice"),
		("tastes.csv", "Mill Lane,bread", "Mill Bank,bread", "tastes.csv, line 41, neighbourhood: there is no \"Mill Bank\""),
		("tastes.csv", "all,parks,", "all,parks,2", "tastes.csv, line 21, least: a public good has none"),
		("tastes.csv", "Harbour,street lighting", "Terraces,street lighting", "tastes.csv, line 47, good: street lighting is of another quarter"),
		("pollution.csv", "Harbour,smoke", "Harbour,bread", "pollution.csv, line 4, pollutant: bread is none"),
		("pollution.csv", "Harbour,smoke", "Terraces,smoke", "pollution.csv, line 4, pollutant: smoke stands there twice"),
		("changes.csv", "2,Wind Farm", "1,Wind Farm", "changes.csv, line 2, year: \"1\" is not a whole number of 2"),
		("changes.csv", "Wind Farm,household power", "Wind Farm,bread", "changes.csv, line 2, good: Wind Farm does not deal with bread"),
		("changes.csv", "Terraces,schooling", "Terrace,schooling", "changes.csv, line 11, council: \"Terrace\" is neither a workplace"),
	] {
		let error = Copy::with(file, old, new).error();
		assert!(error.starts_with(what), "{error:?} for {what:?}");
	}
}

#[test]
fn missing_tables_and_nobody_harmed_are_told() {
	let copy = Copy::with("goods.csv", "smoke,kg", "smoke,kg");
	fs::remove_file(copy.0.join("tastes.csv")).unwrap();
	assert!(copy.error().starts_with("tastes.csv cannot be read"));
	let copy = Copy::with("goods.csv", "smoke,kg", "smoke,kg");
	let text = fs::read_to_string(copy.0.join("pollution.csv")).unwrap();
	let kept: Vec<&str> = text.lines().filter(|line| !line.contains("smoke")).collect();
	fs::write(copy.0.join("pollution.csv"), kept.join("\n")).unwrap();
	assert_eq!(copy.error(), "pollution.csv: smoke harms nobody");
}

#[test]
fn all_neighbourhoods_can_be_harmed_by_one_line() {
	let copy = Copy::with("pollution.csv", "Terraces,smoke,7700", "all,smoke,7700");
	let town = Town::read(&copy.0).unwrap();
	let smoke = good(&town, "smoke");
	assert_eq!(town.members(smoke).len(), 12);
	let most = |name| {
		let index = council(&town, name).index;
		let permits = &town.neighbourhoods[index].permits;
		permits.iter().find(|permit| permit.good == smoke).unwrap().most
	};
	assert_eq!((most("Vineyard"), most("Mill Lane")), (7_700.0, 7_300.0));
}
