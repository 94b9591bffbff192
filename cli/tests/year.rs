//! Whole years on the real runtime, in memory: the audit finds nothing in what the chain did.

mod stage;

use pallet_planning::{Lapse, Phase};
use parecon_cli::{
	audit::{Findings, Outcome},
	chain::calls,
};
use parecon_engine::{Kind, LevelRule};
use parecon_primitives::{CouncilId, CouncilTree, Price, Quantity, Side};
use parecon_runtime::Councils;
use stage::{
	town::{params, Town, UNIT},
	Stage,
};

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

/// One person takes part for a council of one and gives the seat up in the same block: at the end of it
/// there is no such council any more.
#[test]
fn a_council_that_is_gone_when_its_block_ends_takes_part() {
	let (workers, consumers) = (Side::Workers, Side::Consumers);
	let councils: [(Side, &[u8]); 4] =
		[(workers, &[0]), (workers, &[1]), (consumers, &[2]), (consumers, &[3])];
	let mut stage = Stage::new(4, &councils, &[]);
	let price = Price(2 * UNIT);
	stage.govern(&calls::register_good("bread", "unit", Kind::Private, price, Quantity(0)));
	stage.open(0, params(LevelRule::Mean, 1));
	for council in 0..4 {
		stage.act(council as u8, &calls::enrol(CouncilId(council)));
	}
	stage.act(3, &calls::leave(consumers));
	stage.block();
	assert_eq!(stage.look(|| Councils::side_of(CouncilId(3))), None);
	stage.run_to(Phase::Lapsed(Lapse::NotConverged));
	let findings = stage.blocks().audited(0);
	assert_eq!((findings.mismatches, findings.outcome), (vec![], Outcome::Lapsed));
}
