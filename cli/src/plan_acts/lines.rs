//! Lines of a proposal or a request, as people keep them: tables of goods and amounts.
//!
//! `+` is supplied and `-` is used. A workplace that leaves the sign out supplies; consumers who leave it
//! out use a good, want a level of a public good, or permit a pollutant.

use super::{
	amounts::{signed, Sign},
	catalogue::{kind_name, Catalogue},
};
use crate::{
	errors::{Error, Result},
	jobs::files::{Line as Row, Sheet},
};
use parecon_engine::{Kind, Line};
use parecon_primitives::{CouncilId, Flow, GoodId, Quantity, Side};
use std::{collections::BTreeMap, path::Path};

/// The columns of a table of lines.
const COLUMNS: [&str; 2] = ["good", "amount"];

/// The columns of a table of several councils' lines.
const MANY: [&str; 3] = ["council", "good", "amount"];

/// Who states lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
	/// A council of a side.
	Council(Side),
	/// A member, who asks the council for private goods.
	Member,
}

/// A line and where it stands in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
	/// The line of the file, from 1.
	pub place: usize,
	/// What it states.
	pub line: Line,
}

/// The lines of a table, in the order in which the chain takes them. A table without rows states
/// nothing.
///
/// # Errors
/// It cannot be read, or a line does not fit: file, line and column are named.
pub fn read(file: &Path, goods: &Catalogue, whose: Whose) -> Result<Vec<Stated>> {
	of_sheet(&Sheet::read(file, &COLUMNS, &[])?, goods, whose)
}

/// The lines of several councils, by council.
///
/// # Errors
/// As [`read`].
pub fn read_many(
	file: &Path,
	goods: &Catalogue,
	side: Side,
) -> Result<BTreeMap<CouncilId, Vec<Stated>>> {
	of_many(&Sheet::read(file, &MANY, &[])?, goods, side)
}

/// Lines alone, as the chain takes them.
pub fn bare(stated: &[Stated]) -> Vec<Line> {
	stated.iter().map(|it| it.line).collect()
}

/// Lines as goods and amounts.
pub fn amounts(stated: &[Stated]) -> Vec<(GoodId, Quantity)> {
	stated.iter().map(|it| (it.line.good, it.line.flow.amount())).collect()
}

/// There are no more lines than the chain takes.
///
/// # Errors
/// There are.
pub fn ensure_most(file: &Path, what: &str, count: usize, most: usize) -> Result<()> {
	match count <= most {
		true => Ok(()),
		false => Err(Error::new(
			format!("{}: {what} has {count} lines, and {most} are taken at most", file.display()),
			"leave out or put together what matters least",
		)),
	}
}

fn of_sheet(sheet: &Sheet, goods: &Catalogue, whose: Whose) -> Result<Vec<Stated>> {
	let mut found = BTreeMap::new();
	for row in sheet.lines() {
		add(&mut found, &row, goods, whose)?;
	}
	Ok(found.into_values().collect())
}

fn of_many(
	sheet: &Sheet,
	goods: &Catalogue,
	side: Side,
) -> Result<BTreeMap<CouncilId, Vec<Stated>>> {
	let mut councils: BTreeMap<CouncilId, Lines> = BTreeMap::new();
	for row in sheet.lines() {
		let council = CouncilId(row.number("council", 0, u32::MAX.into())?);
		add(councils.entry(council).or_default(), &row, goods, Whose::Council(side))?;
	}
	sheet.ensure_rows()?;
	Ok(councils.into_iter().map(|(id, lines)| (id, lines.into_values().collect())).collect())
}

/// Lines by good and direction, as they ascend.
type Lines = BTreeMap<(GoodId, bool), Stated>;

fn add(lines: &mut Lines, row: &Row, goods: &Catalogue, whose: Whose) -> Result<()> {
	let good = row.value("good", |name| goods.find(name))?;
	let kind = goods.good(good).map_or(Kind::Private, |good| good.kind);
	let flow = row.value("amount", |text| flow(text, row.cell("good"), kind, whose))?;
	let stated = Stated { place: row.place(), line: Line { good, flow } };
	match lines.insert((good, !flow.is_supply()), stated) {
		None => Ok(()),
		Some(first) => {
			let what = format!("{} stands in line {} already", row.cell("good"), first.place);
			Err(row.wrong("good", what))
		},
	}
}

/// What an amount says of a good.
fn flow(text: &str, name: &str, kind: Kind, whose: Whose) -> std::result::Result<Flow, String> {
	let amount = signed(text)?;
	if amount.micro == 0 {
		return Err("nothing is no amount: leave the line out".to_owned());
	}
	let supplies = supplies(amount.sign, name, kind, whose)?;
	let quantity = Quantity(amount.micro);
	let flow = if supplies { Flow::supply(quantity) } else { Flow::usage(quantity) };
	flow.ok_or_else(|| format!("{text} is more than a line can state"))
}

/// Whether an amount with this sign is supplied; else it is used.
fn supplies(
	sign: Option<Sign>,
	name: &str,
	kind: Kind,
	whose: Whose,
) -> std::result::Result<bool, String> {
	let called = format!("{name} is {}", described(kind));
	match (whose, sign) {
		(Whose::Council(Side::Workers), Some(Sign::Minus)) if kind.is_input() => Ok(false),
		(Whose::Council(Side::Workers), Some(Sign::Minus)) => {
			Err(format!("{called}: workers' councils supply it and do not use it"))
		},
		(Whose::Council(Side::Workers), _) if kind.is_produced() => Ok(true),
		(Whose::Council(Side::Workers), _) => {
			Err(format!("{called}: workers' councils use it; write - before the amount"))
		},
		(Whose::Council(Side::Consumers), _) if kind == Kind::Pollutant => match sign {
			Some(Sign::Minus) => {
				Err(format!("{called}: consumers' councils permit it; write + or no sign"))
			},
			_ => Ok(true),
		},
		(Whose::Council(Side::Consumers), _) if !kind.is_consumed() => {
			Err(format!("{called}: consumers' councils do not deal with it"))
		},
		(Whose::Council(Side::Consumers), Some(Sign::Plus)) => {
			Err(format!("{called}: consumers' councils use it; write - or no sign"))
		},
		(Whose::Member, Some(Sign::Plus)) => {
			Err("a request asks for goods: leave the + out".to_owned())
		},
		(Whose::Member, _) if kind != Kind::Private => Err(format!(
			"{called}: members ask for private goods alone, and the speaker states others"
		)),
		_ => Ok(false),
	}
}

fn described(kind: Kind) -> String {
	match kind {
		Kind::Nature | Kind::Labour => kind_name(kind).to_owned(),
		Kind::Intermediate => "an intermediate good".to_owned(),
		Kind::Pollutant => "a pollutant".to_owned(),
		_ => format!("a {} good", kind_name(kind)),
	}
}

#[cfg(test)]
mod tests {
	use super::{super::catalogue::tests::catalogue, *};

	const WORKERS: Whose = Whose::Council(Side::Workers);
	const CONSUMERS: Whose = Whose::Council(Side::Consumers);
	const UNIT: i128 = 1_000_000;

	fn parsed(text: &str, whose: Whose) -> Result<Vec<(u32, i128, usize)>> {
		let sheet = Sheet::parse(text, Path::new("l.csv"), &COLUMNS, &[])?;
		let stated = of_sheet(&sheet, &catalogue(), whose)?;
		Ok(stated.iter().map(|it| (it.line.good.0, it.line.flow.0, it.place)).collect())
	}

	fn refused(text: &str, whose: Whose) -> String {
		parsed(text, whose).unwrap_err().what().to_owned()
	}

	#[test]
	fn workplaces_supply_and_use() {
		let text = "good,amount\nbaking,-12.5\nbread,40\nflour,-30\nflour,+2\n";
		let lines = [(0, 40 * UNIT, 3), (2, 2 * UNIT, 5), (2, -30 * UNIT, 4), (4, -12_500_000, 2)];
		assert_eq!(parsed(text, WORKERS).unwrap(), lines);
		assert_eq!(
			refused("good,amount\nland,3\n", WORKERS),
			"l.csv, line 2, amount: land is nature: workers' councils use it; write - before the amount"
		);
		assert!(refused("good,amount\nbread,-3\n", WORKERS).contains("supply it and do not use it"));
	}

	#[test]
	fn consumers_may_leave_signs_out() {
		let text = "good,amount\nsmoke,5\n\"bread, rye\",3\nparks,1\nbread,-2\n";
		let lines = [(0, -2 * UNIT, 5), (1, -UNIT, 4), (5, 5 * UNIT, 2), (6, -3 * UNIT, 3)];
		assert_eq!(parsed(text, CONSUMERS).unwrap(), lines);
		assert_eq!(parsed("good,amount\nsmoke,+5", CONSUMERS).unwrap(), [(5, 5 * UNIT, 2)]);
		assert!(
			refused("good,amount\nsmoke,-5", CONSUMERS).contains("consumers' councils permit it")
		);
		assert!(refused("good,amount\nbread,+5", CONSUMERS).contains("write - or no sign"));
		assert!(refused("good,amount\nflour,5", CONSUMERS).contains("do not deal with it"));
	}

	#[test]
	fn members_ask_for_private_goods() {
		assert_eq!(parsed("amount,good\n2,bread\n", Whose::Member).unwrap(), [(0, -2 * UNIT, 2)]);
		assert!(refused("good,amount\nparks,1\n", Whose::Member).contains("private goods alone"));
		assert!(refused("good,amount\nbread,+1\n", Whose::Member).contains("leave the + out"));
	}

	#[test]
	fn what_is_wrong_is_named_by_file_line_and_column() {
		for (text, what) in [
			("good,amount\nbread,1\nbred,2\n", "l.csv, line 3, good: there is no good \"bred\""),
			("good,amount\nbread,many\n", "l.csv, line 2, amount: \"many\" is not an amount"),
			("good,amount\nbread,0\n", "l.csv, line 2, amount: nothing is no amount"),
			("good,amount\nbread,1\nbread,2\n", "line 3, good: bread stands in line 2 already"),
			("good\nbread\n", "l.csv: the column amount is missing"),
			("good,amount\nbread,9999999999999999999999999\n", "is more than a line can state"),
		] {
			assert!(refused(text, CONSUMERS).contains(what), "{}", refused(text, CONSUMERS));
		}
		assert_eq!(parsed("good,amount\n", CONSUMERS).unwrap(), []);
	}

	#[test]
	fn lines_of_several_councils_are_kept_apart() {
		let text = "council,good,amount\n7,bread,1\n3,bread,2\n7,parks,1\n";
		let sheet = Sheet::parse(text, Path::new("m.csv"), &MANY, &[]).unwrap();
		let many = of_many(&sheet, &catalogue(), Side::Consumers).unwrap();
		let counts: Vec<_> = many.iter().map(|(id, lines)| (id.0, lines.len())).collect();
		assert_eq!(counts, [(3, 1), (7, 2)]);
		assert_eq!(amounts(&many[&CouncilId(3)]), [(GoodId(0), Quantity(2_000_000))]);
		let sheet = Sheet::parse("council,good,amount\n", Path::new("m.csv"), &MANY, &[]).unwrap();
		assert!(of_many(&sheet, &catalogue(), Side::Consumers).is_err());
		assert!(ensure_most(Path::new("m.csv"), "council 7", 101, 100).is_err());
	}
}
