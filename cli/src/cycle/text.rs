//! A status as a person reads it on a terminal.

use super::{
	councils::{Council, Holder, Holders, Tally},
	goods::Row,
	status::{counted, lasting, Status, Worst},
};
use crate::{
	output::{Align, Table},
	people::tree::side_name,
};
use parecon_engine::Imbalance;

/// How many missing councils are named.
const COUNCILS: usize = 12;

/// The status as text of lines that are at most `width` characters wide.
pub fn text(status: &Status, width: usize) -> String {
	let mut parts = vec![head(status, width)];
	if let Some(tally) = &status.tally {
		parts.push(tallies(tally).fitted(width));
	}
	if !status.missing.is_empty() {
		parts.push(missing(status, width));
	}
	if let Some(worst) = &status.closed {
		let title = format!("furthest from balance when iteration {} closed:\n", worst.iteration);
		parts.push(title + &goods(worst).fitted(width));
	}
	if let Some(worst) = &status.now {
		let title = match status.tally {
			Some(_) => "furthest from balance in the plan:\n".to_owned(),
			None => format!("furthest from balance so far in iteration {}:\n", worst.iteration),
		};
		parts.push(title + &goods(worst).fitted(width));
	}
	if let Some(worst) = status.now.as_ref().or(status.closed.as_ref()) {
		parts.push(holders(worst, &status.holders, width));
	}
	for note in &status.notes {
		parts.push(wrapped(&format!("note: {note}"), "  ", width));
	}
	parts.push(wrapped(&format!("next: {}", status.next), "  ", width));
	parts.retain(|part| !part.is_empty());
	parts.join("\n")
}

/// Which cycle, how long its phase lasts, and who takes part: a line each.
fn head(status: &Status, width: usize) -> String {
	let Status { cycle, phase, iteration, until, block, .. } = status;
	let mut what = match iteration.0 {
		0 => format!("cycle {cycle}, {phase}"),
		_ => format!("cycle {cycle}, {phase}, iteration {iteration} of at most {until}"),
	};
	if status.retried {
		what += ", after a plan that was not approved";
	}
	if let Some(reason) = status.reason {
		what += &format!(": {reason}");
	}
	let mut when = format!("block {block}");
	if let (Some(blocks), Some(seconds)) = (status.blocks_left, status.seconds_left) {
		let pace = status.seconds_per_block;
		let left = lasting(seconds as f64);
		when += &format!("; {} left, {left} at {pace:.1} s each", counted(blocks, "block"));
	}
	let (councils, people) = (status.councils, status.population);
	let who = format!(
		"{} of workers for {}, {} of consumers for {}",
		counted(councils.workers, "council"),
		persons(people.workers),
		counted(councils.consumers, "council"),
		persons(people.consumers),
	);
	[what, when, who].map(|line| wrapped(&line, "  ", width)).concat()
}

fn persons(count: u32) -> String {
	match count {
		1 => "1 person".into(),
		_ => format!("{count} people"),
	}
}

fn tallies(tallies: &[Tally; 2]) -> Table {
	let right = |name| (name, Align::Right);
	let mut table = Table::new(&[
		("side", Align::Left),
		right("people"),
		right("approving"),
		right("needed"),
		right("rejecting"),
	]);
	for tally in tallies {
		table.row([
			side_name(tally.side).to_owned(),
			tally.population.to_string(),
			tally.approving.to_string(),
			tally.needed.to_string(),
			tally.rejecting.to_string(),
		]);
	}
	table
}

fn missing(status: &Status, width: usize) -> String {
	let mut table = Table::new(&[
		("council", Align::Right),
		("side", Align::Left),
		("population", Align::Right),
	]);
	for Council { council, side, population } in status.missing.iter().take(COUNCILS) {
		table.row([council.to_string(), side_name(*side).into(), population.to_string()]);
	}
	let what = if status.tally.is_some() { "judged the plan" } else { "proposed" };
	let mut text = format!("have not {what}:\n{}", table.fitted(width));
	if status.missing.len() > COUNCILS {
		text += &format!("and {} more: --json names all\n", status.missing.len() - COUNCILS);
	}
	text
}

fn goods(worst: &Worst) -> Table {
	let right = |name| (name, Align::Right);
	let mut table = Table::new(&[
		("good", Align::Left),
		("unit", Align::Left),
		right("supply"),
		right("demand"),
		right("imbalance"),
		right("price"),
		right("change"),
		("open", Align::Left),
	]);
	for row in &worst.goods {
		let Row { name, unit, supply, demand, imbalance, price, change, open, .. } = row;
		table.row([
			name.clone(),
			unit.clone(),
			short(supply.0),
			short(demand.0),
			percent(*imbalance),
			short(price.0),
			change.map_or_else(String::new, signed),
			if *open { "open" } else { "" }.to_owned(),
		]);
	}
	table
}

fn holders(worst: &Worst, holders: &[Holders], width: usize) -> String {
	let mut text = "who offers and who wants most of them:\n".to_owned();
	for row in &worst.goods {
		let Some(found) = holders.iter().find(|holders| holders.good == row.good) else { continue };
		text += &wrapped(&found.name, "", width);
		for (what, holders) in [("offered by", &found.offers), ("wanted by", &found.wants)] {
			let listed: Vec<String> = holders.iter().map(holder).collect();
			let listed = if listed.is_empty() { "nobody".into() } else { listed.join(", ") };
			text += &wrapped(&format!("  {what} {listed}"), "    ", width);
		}
	}
	text
}

fn holder(holder: &Holder) -> String {
	format!("council {} ({})", holder.council, short(holder.amount.0))
}

/// Lines of at most `width` characters, broken between words; all but the first begin with `indent`.
pub fn wrapped(text: &str, indent: &str, width: usize) -> String {
	let mut lines = Vec::new();
	let lead: String = text.chars().take_while(|char| *char == ' ').collect();
	let (mut line, mut empty) = (lead, true);
	for word in text.split_whitespace() {
		if !empty && line.chars().count() + 1 + word.chars().count() > width {
			lines.push(std::mem::replace(&mut line, indent.to_owned()));
			empty = true;
		}
		if !empty {
			line.push(' ');
		}
		line += word;
		empty = false;
	}
	lines.push(line);
	lines.join("\n") + "\n"
}

/// Millionths as a number of about four digits: exact figures are in the JSON.
pub fn short(micro: u128) -> String {
	let number = micro as f64 / 1e6;
	match number {
		number if number >= 1_000.0 => format!("{number:.0}"),
		number if number >= 10.0 => format!("{number:.2}"),
		number if number >= 0.01 || micro == 0 => format!("{number:.4}"),
		number => format!("{number:.6}"),
	}
}

fn percent(imbalance: Imbalance) -> String {
	format!("{:.2} %", imbalance.0 as f64 / 1e7)
}

/// A change in per cent, with its sign.
pub fn signed(change: f64) -> String {
	format!("{:+.2} %", change * 100.0)
}

#[cfg(test)]
mod tests {
	use super::{super::tests::*, *};
	use crate::chain::stored::Phase;

	#[test]
	fn a_status_fits_the_terminal_and_tells_everything() {
		let status = Status::of(snapshot());
		for width in [80, 100, 120] {
			let text = text(&status, width);
			assert!(text.lines().all(|line| line.chars().count() <= width), "{text}");
			for what in [
				"cycle 2, collecting, iteration 3 of at most 12",
				"40 blocks left, about 4 minutes",
				"have not proposed:\n",
				"      4  consumers",
				"when iteration 2 closed",
				"so far in iteration 3",
				"+50.00 %",
				"  offered by council 1 (9.0000)\n",
				"  wanted by council 3 (5.0000), council 4 (5.0000), council 2 (1.0000)\n",
				"next: 2 councils have not proposed; the iteration closes in 40 blocks",
			] {
				assert!(text.contains(what), "{what} is not in\n{text}");
			}
		}
	}

	#[test]
	fn a_plan_that_is_judged_has_a_tally() {
		let mut it = snapshot();
		it.cycle.phase = Phase::Ratifying;
		let text = text(&Status::of(it), 100);
		assert!(text.contains("approving") && text.contains("in the plan:"), "{text}");
		assert!(text.contains("have not judged the plan:"), "{text}");
	}

	#[test]
	fn long_texts_are_broken_between_words() {
		assert_eq!(wrapped("  one two three", "    ", 9), "  one two\n    three\n");
		assert_eq!(wrapped("", "  ", 9), "\n");
		assert_eq!(wrapped("unbreakable", "  ", 3), "unbreakable\n");
	}

	#[test]
	fn amounts_are_short() {
		for (micro, text) in [
			(0, "0.0000"),
			(12, "0.000012"),
			(1_500_000, "1.5000"),
			(12_345_678, "12.35"),
			(1_234_567_890, "1235"),
		] {
			assert_eq!(short(micro), text);
		}
		assert_eq!((signed(0.5), signed(-0.031)), ("+50.00 %".into(), "-3.10 %".into()));
	}
}
