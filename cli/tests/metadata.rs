//! The committed metadata is that of the runtime, and our calls and types are those that it
//! describes.
//!
//! After a change of the runtime: `PARECON_WRITE_METADATA=1 cargo test -p parecon-cli --test metadata`
//! writes it anew.

use codec::Decode;
use parecon_cli::chain::{
	calls::{self, Proposal, Sitter},
	plan_calls, METADATA, PALLETS,
};
use parecon_engine::{Counting, Kind, LevelRule, Line, Rule, Swing};
use parecon_primitives::{
	CouncilId, Credits, Flow, GoodId, Iteration, MemberId, Price, Quantity, Side,
};
use parecon_runtime::Runtime;
use primitive_types::H256;
use sp_arithmetic::Perbill;
use subxt::{
	client::OfflineClientAtBlock, config::substrate::SpecVersionForRange, utils::AccountId32,
	Metadata, OfflineClient, SubstrateConfig,
};

/// View functions came with this version.
const VERSION: u32 = 16;

/// The runtime's metadata as it is before the first block.
fn current() -> Vec<u8> {
	let metadata = sp_io::TestExternalities::default()
		.execute_with(|| Runtime::metadata_at_version(VERSION))
		.unwrap();
	metadata.to_vec()
}

#[test]
fn the_committed_metadata_is_current() {
	let current = current();
	if std::env::var_os("PARECON_WRITE_METADATA").is_some() {
		let file = concat!(env!("CARGO_MANIFEST_DIR"), "/artifacts/metadata.scale");
		std::fs::write(file, &current).unwrap();
		return;
	}
	assert!(
		current == METADATA,
		"the runtime has changed: run PARECON_WRITE_METADATA=1 cargo test -p parecon-cli --test metadata"
	);
}

fn committed() -> Metadata {
	Metadata::decode(&mut &METADATA[..]).unwrap()
}

#[test]
fn all_our_pallets_are_in_it() {
	let metadata = committed();
	for pallet in PALLETS {
		assert!(metadata.pallet_by_name(pallet).is_some(), "{pallet}");
	}
}

fn offline() -> OfflineClientAtBlock<SubstrateConfig> {
	let versions =
		SpecVersionForRange { block_range: 0..u64::MAX, spec_version: 1, transaction_version: 1 };
	let config = SubstrateConfig::builder()
		.set_genesis_hash(H256::zero())
		.set_metadata_for_spec_versions([(1, committed().arc())])
		.set_spec_version_for_block_ranges([versions])
		.build();
	OfflineClient::new_with_config(config).at_block(1u64).unwrap()
}

/// Encodes a call as we do, decodes it by the metadata, and encodes it again by the metadata.
fn agrees(call: &calls::Call) -> Vec<u8> {
	let offline = offline();
	let bytes = offline.tx().call_data(call).unwrap();
	let decoded = offline.tx().from_call_data_bytes(&bytes);
	let decoded = decoded.unwrap_or_else(|error| panic!("{call:?}: {error}"));
	assert_eq!(offline.tx().call_data(&decoded).unwrap(), bytes, "{call:?}");
	bytes
}

#[test]
fn every_call_is_as_the_metadata_describes_it() {
	let account = AccountId32::from([7; 32]);
	let lines = [
		Line { good: GoodId(3), flow: Flow(5) },
		Line { good: GoodId(3), flow: Flow(-5) },
		Line { good: GoodId(300), flow: Flow(-(1 << 80)) },
	];
	let params = calls::Params {
		rule: Rule::Accelerated,
		threshold: Perbill::from_percent(5),
		enrolment: 3,
		window: 20,
		ratification: 30,
		max_iterations: 100,
		income_per_head: Credits(5_000_000_000),
		counting: Counting::Excess,
		swing: Swing::default(),
		retries: 4,
		levels: LevelRule::Median,
		exceptions: Perbill::from_percent(10),
	};
	let propose = agrees(&plan_calls::propose(
		CouncilId(70_000),
		Iteration(2),
		&lines,
		Some(H256::repeat_byte(8)),
	));
	let inner = || calls::Inner(propose.clone());
	let hash = H256::repeat_byte(9);
	for call in [
		calls::transfer(account, 1 << 70),
		calls::batch_all(vec![inner(), inner()]),
		calls::force_batch(vec![inner()]),
		calls::motion(2, inner(), propose.len() as u32),
		calls::approve(hash, 70),
		calls::close(hash, 70, (1 << 40, 1 << 20), 100),
		calls::sponsor(account),
		calls::admit(account),
		calls::found(Side::Consumers),
		calls::register_good("a 1", "unit", Kind::Labour, Price(1), Quantity(1 << 90)),
		calls::set_supply(GoodId(7), Quantity(0)),
		calls::share_good(GoodId(7), Quantity(300_000), &[CouncilId(3), CouncilId(70_000)]),
		calls::open_cycle(params),
		calls::enrol(CouncilId(1)),
		calls::ratify(CouncilId(1), false),
		calls::drop_silent(CouncilId(70_000)),
	] {
		agrees(&call);
	}
}

#[test]
fn every_call_of_a_person_is_as_the_metadata_describes_it() {
	let account = AccountId32::from([7; 32]);
	let (member, side) = (MemberId(70_000), Side::Consumers);
	for call in [
		calls::withdraw(account),
		calls::leave_membership(),
		calls::discard(account),
		calls::object(account),
		calls::settle_case(account, true),
		calls::offer_account(account),
		calls::withdraw_account_offer(),
		calls::accept_account(),
		calls::recover(member, account),
		calls::cancel_recovery(),
		calls::complete_recovery(member),
		calls::discard_recovery(member),
		calls::renew(),
		calls::add_dependent(account),
		calls::confirm_dependent(account),
		calls::remove_dependent(account),
		calls::hand_over(account, member),
		calls::accept_guardianship(account),
		calls::leave(side),
		calls::back(side, Some(member)),
		calls::back(side, None),
		calls::vouch(side, member),
		calls::withdraw_vouch(side, member),
	] {
		agrees(&call);
	}
}

#[test]
fn every_call_of_a_council_is_as_the_metadata_describes_it() {
	let (council, other) = (CouncilId(70_000), CouncilId(3));
	let member = Sitter::Member(MemberId(5));
	let charter =
		|admission| calls::Charter { text: H256::repeat_byte(9), admission, notice: 70_000 };
	for call in [
		calls::join(council),
		calls::move_to(council),
		calls::back_for(council, Some(other)),
		calls::back_for(council, None),
		calls::settle_speaker(council, member),
		calls::settle_speaker(council, Sitter::Council(other)),
		calls::offer(council, other, Proposal::Found),
		calls::offer(council, other, Proposal::Join),
		calls::offer(council, other, Proposal::Merge),
		calls::withdraw_offer(council),
		calls::accept(council, other),
		calls::secede(council),
		calls::stay(council),
		calls::part(council),
		calls::dissolve(council),
		calls::keep(council),
		calls::wind_up(council, 64),
		calls::carry(council),
		calls::set_charter(council, charter(None)),
		calls::set_charter(council, charter(Some(3))),
	] {
		agrees(&call);
	}
}

#[test]
fn choices_are_what_the_metadata_says_they_are() {
	let said = |call: &calls::Call| {
		let decoded = offline().tx().from_call_data_bytes(&agrees(call)).unwrap();
		decoded.call_data().to_string()
	};
	let (council, other) = (CouncilId(1), CouncilId(2));
	for (proposal, name) in
		[(Proposal::Found, "Found"), (Proposal::Join, "Join"), (Proposal::Merge, "Merge")]
	{
		let text = said(&calls::offer(council, other, proposal));
		assert!(text.contains(name), "{text}");
	}
	let text = said(&calls::settle_speaker(council, Sitter::Council(other)));
	assert!(text.contains("Council"), "{text}");
}

#[test]
fn parameters_are_what_the_metadata_says_they_are() {
	let params = calls::Params {
		rule: Rule::Levelling,
		threshold: Perbill::from_parts(11),
		enrolment: 12,
		window: 13,
		ratification: 14,
		max_iterations: 15,
		income_per_head: Credits(16),
		counting: Counting::Excess,
		swing: Swing { from: 17, bound: Perbill::from_parts(19), least: Perbill::from_parts(18) },
		retries: 20,
		levels: LevelRule::Mean,
		exceptions: Perbill::from_parts(21),
	};
	let bytes = agrees(&calls::open_cycle(params));
	let decoded = offline().tx().from_call_data_bytes(&bytes).unwrap();
	let text = decoded.call_data().to_string();
	let stated = [
		"Levelling",
		"enrolment: 12",
		"window: 13",
		"ratification: 14",
		"max_iterations: 15",
		"Excess",
		"from: 17",
		"retries: 20",
		"Mean",
	];
	for stated in stated {
		assert!(text.contains(stated), "{stated}: {text}");
	}
}

#[test]
fn lines_are_what_the_metadata_says_they_are() {
	let lines = [Line { good: GoodId(3), flow: Flow(-5) }];
	let bytes = agrees(&plan_calls::propose(CouncilId(1), Iteration(2), &lines, None));
	let decoded = offline().tx().from_call_data_bytes(&bytes).unwrap();
	let text = decoded.call_data().to_string();
	assert!(text.contains("good: 3") && text.contains("-5"), "{text}");
}
