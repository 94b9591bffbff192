//! The trees of councils.

use crate::{
	chain::{At, Chain},
	errors::{Error, Result},
	output::{Align, Table},
};
use parecon_primitives::{CouncilId, Side};
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// A council in its tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
	/// Which council.
	pub council: u32,
	/// The federation in which it has a seat.
	pub parent: Option<u32>,
	/// The tree in which it stands.
	pub side: Side,
	/// 0 for a base council.
	pub level: u32,
	/// Members and dependents in its subtree.
	pub population: u32,
	/// The member who speaks for it.
	pub speaker: Option<u32>,
}

/// As many as the view shows of one tree.
const MOST: usize = 1_000;

/// The councils from `root` down, or all of both sides, as far as `depth` levels.
pub async fn read(chain: &Chain, at: &At, root: Option<u32>, depth: u8) -> Result<Vec<Node>> {
	let mut roots = Vec::new();
	match root {
		Some(root) => roots.push((side_of(chain, at, root).await?, root)),
		None => {
			for side in [Side::Workers, Side::Consumers] {
				let found = chain.ask(at, "Councils", "roots", side).await?;
				let found = found.as_array().into_iter().flatten();
				roots.extend(found.filter_map(Json::as_u64).map(|root| (side, root as u32)));
			}
		},
	}
	let mut nodes = Vec::new();
	for (side, root) in roots {
		let tree = chain.ask(at, "Councils", "tree", (CouncilId(root), depth)).await?;
		if tree.as_array().is_some_and(|nodes| nodes.len() >= MOST) {
			eprintln!(
				"warning: only the first {MOST} councils from council {root} down are shown; \
				 next: `parecon council tree NUMBER` for one further down"
			);
		}
		nodes.extend(tree.as_array().into_iter().flatten().map(|node| told(node, side)));
	}
	Ok(nodes)
}

async fn side_of(chain: &Chain, at: &At, council: u32) -> Result<Side> {
	let record = chain.council(at, CouncilId(council)).await?;
	record.map(|record| record.side.0).ok_or_else(|| {
		Error::new(
			format!("there is no council {council} on the chain of {}", chain.url()),
			"`parecon council tree` shows which there are",
		)
	})
}

fn told(node: &Json, side: Side) -> Node {
	let number = |name: &str| node[name].as_u64().map(|number| number as u32);
	let always = |name: &str| number(name).unwrap_or_default();
	Node {
		council: always("council"),
		parent: number("parent"),
		side,
		level: always("level"),
		population: always("population"),
		speaker: number("speaker"),
	}
}

/// The councils in the order in which a tree is drawn, each with its depth: a council, then what lies
/// below it. Who has no parent among them is a root.
pub fn drawn(nodes: &[Node]) -> Vec<(usize, &Node)> {
	let known: BTreeSet<u32> = nodes.iter().map(|node| node.council).collect();
	let mut children: BTreeMap<Option<u32>, Vec<&Node>> = BTreeMap::new();
	for node in nodes {
		let parent = node.parent.filter(|parent| known.contains(parent));
		children.entry(parent).or_default().push(node);
	}
	let mut drawn = Vec::new();
	let mut open: Vec<(usize, &Node)> = below(&mut children, None, 0);
	while let Some((depth, node)) = open.pop() {
		drawn.push((depth, node));
		open.extend(below(&mut children, Some(node.council), depth + 1));
	}
	drawn
}

/// The councils right below one, the last first.
fn below<'n>(
	children: &mut BTreeMap<Option<u32>, Vec<&'n Node>>,
	parent: Option<u32>,
	depth: usize,
) -> Vec<(usize, &'n Node)> {
	let found = children.remove(&parent).unwrap_or_default();
	found.into_iter().rev().map(|node| (depth, node)).collect()
}

/// The tree as a table.
pub fn table(nodes: &[Node]) -> Table {
	let mut table = Table::new(&[
		("council", Align::Left),
		("side", Align::Left),
		("level", Align::Right),
		("population", Align::Right),
		("speaker", Align::Left),
	]);
	for (depth, node) in drawn(nodes) {
		table.row([
			format!("{}{}", "  ".repeat(depth), node.council),
			side_name(node.side).to_owned(),
			node.level.to_string(),
			node.population.to_string(),
			node.speaker.map_or_else(|| "none".into(), |speaker| format!("member {speaker}")),
		]);
	}
	table
}

/// How a side is called.
pub fn side_name(side: Side) -> &'static str {
	match side {
		Side::Workers => "workers",
		Side::Consumers => "consumers",
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn node(council: u32, parent: Option<u32>, level: u32) -> Node {
		let speaker = (council != 4).then_some(council + 10);
		Node { council, parent, side: Side::Workers, level, population: 100 * council, speaker }
	}

	/// Levels as the chain answers: a council, its children, their children.
	fn nodes() -> Vec<Node> {
		vec![
			node(9, None, 2),
			node(5, Some(9), 1),
			node(4, Some(9), 0),
			node(1, Some(5), 0),
			node(2, Some(5), 0),
			node(3, None, 0),
		]
	}

	#[test]
	fn what_lies_below_a_council_follows_it() {
		let nodes = nodes();
		let drawn: Vec<_> = drawn(&nodes).iter().map(|(depth, it)| (*depth, it.council)).collect();
		assert_eq!(drawn, [(0, 9), (1, 5), (2, 1), (2, 2), (1, 4), (0, 3)]);
	}

	#[test]
	fn a_part_of_a_tree_has_a_root_with_a_parent() {
		let nodes = [node(5, Some(9), 1), node(1, Some(5), 0)];
		let drawn: Vec<_> = drawn(&nodes).iter().map(|(depth, it)| (*depth, it.council)).collect();
		assert_eq!(drawn, [(0, 5), (1, 1)]);
	}

	#[test]
	fn the_table_is_indented_and_fits() {
		let text = table(&nodes()).fitted(60);
		assert!(text.contains("\n  5  ") && text.contains("\n    1  "), "{text}");
		assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
		assert!(text.contains("member 19") && text.contains("none"), "{text}");
	}
}
