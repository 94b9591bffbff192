//! Whole years on the real runtime, in memory: the audit finds nothing in what the chain did.

mod stage;

use parecon_cli::audit::{Findings, Outcome};
use parecon_engine::LevelRule;
use stage::town::Town;

fn sound(findings: Findings, plans: u32) {
	assert_eq!(findings.mismatches, []);
	assert_eq!((findings.outcome, findings.plans), (Outcome::Ratified, plans));
}

#[test]
fn years_with_everything_in_them_are_sound() {
	for levels in [LevelRule::Median, LevelRule::Mean] {
		let mut town = Town::new();
		town.first_year(levels);
		town.second_year(levels);
		town.second_year(levels);
		let blocks = town.blocks();
		sound(blocks.audited(0), 2);
		sound(blocks.audited(1), 2);
		sound(blocks.audited(2), 2);
	}
}
