//! Our calls of a planning year are those of the runtime, and what its views answer is read.

use codec::{Decode, Encode};
use pallet_planning as planning;
use pallet_requests as requests;
use parecon_cli::{
	chain::{
		calls::{self, Call},
		plan_calls::{self as ours, Exception},
		views::shown,
	},
	plan_acts::answers::{
		read, Check, Claim, FederationTotals, Level, Part, Plea, Purse, Request, Shared,
	},
};
use parecon_engine::Line;
use parecon_primitives::{
	CouncilId, Credits, CycleId, Flow, GoodId, Iteration, MemberId, Quantity,
};
use parecon_runtime::{Runtime, RuntimeCall};
use primitive_types::H256;
use subxt::{
	client::OfflineClientAtBlock, config::substrate::SpecVersionForRange, Metadata, OfflineClient,
	SubstrateConfig,
};

const COUNCIL: CouncilId = CouncilId(70_000);
const OTHER: CouncilId = CouncilId(3);
const GOOD: GoodId = GoodId(300);

fn metadata() -> Metadata {
	let opaque = sp_io::TestExternalities::default()
		.execute_with(|| Runtime::metadata_at_version(16))
		.unwrap();
	Metadata::decode(&mut &opaque[..]).unwrap()
}

fn offline() -> OfflineClientAtBlock<SubstrateConfig> {
	let versions =
		SpecVersionForRange { block_range: 0..u64::MAX, spec_version: 1, transaction_version: 1 };
	let config = SubstrateConfig::builder()
		.set_genesis_hash(H256::zero())
		.set_metadata_for_spec_versions([(1, metadata().arc())])
		.set_spec_version_for_block_ranges([versions])
		.build();
	OfflineClient::new_with_config(config).at_block(1u64).unwrap()
}

fn hash() -> H256 {
	H256::repeat_byte(9)
}

fn lines() -> Vec<Line> {
	vec![Line { good: GOOD, flow: Flow(1 << 80) }, Line { good: GOOD, flow: Flow(-5) }]
}

fn of_planning() -> Vec<Call> {
	let amount = Credits(1 << 90);
	let relief = Exception::Relief { amount, backers: vec![OTHER, COUNCIL] };
	let batch = [(OTHER, lines(), None), (COUNCIL, Vec::new(), Some(hash()))];
	vec![
		calls::enrol(COUNCIL),
		calls::ratify(COUNCIL, true),
		calls::drop_silent(COUNCIL),
		ours::propose(COUNCIL, Iteration(3), &lines(), Some(hash())),
		ours::recall(COUNCIL),
		ours::share_good(GOOD, Quantity(1), &[OTHER, COUNCIL]),
		ours::claim(GOOD, COUNCIL),
		ours::oppose_claim(GOOD, OTHER, COUNCIL),
		ours::settle_claim(GOOD, OTHER),
		ours::comment(OTHER, COUNCIL, hash()),
		ours::entrust(COUNCIL, Some(OTHER)),
		ours::propose_many(OTHER, Iteration(3), &batch),
		ours::endow(COUNCIL, amount),
		ours::ask_exception(COUNCIL, amount, hash()),
		ours::appeal(COUNCIL),
		ours::grant_exception(OTHER, COUNCIL, relief),
		ours::refuse_exception(OTHER, COUNCIL),
		ours::withdraw_from(CycleId(7), COUNCIL),
		ours::confirm(COUNCIL),
	]
}

fn of_requests() -> Vec<Call> {
	vec![
		ours::request(COUNCIL, &[(GoodId(3), Quantity(1)), (GOOD, Quantity(1 << 80))], None),
		ours::withdraw_request(),
		ours::clear_request(MemberId(5)),
	]
}

fn agrees(call: &Call) -> RuntimeCall {
	let bytes = offline().tx().call_data(call).unwrap();
	let decoded = offline().tx().from_call_data_bytes(&bytes);
	let decoded = decoded.unwrap_or_else(|error| panic!("{call:?}: {error}"));
	assert_eq!(offline().tx().call_data(&decoded).unwrap(), bytes, "{call:?}");
	RuntimeCall::decode(&mut &bytes[..]).unwrap()
}

#[test]
fn every_call_of_a_year_is_as_the_runtime_describes_it() {
	for call in of_planning().iter().chain(&of_requests()) {
		agrees(call);
	}
}

#[test]
fn everything_but_what_is_governed_can_be_done() {
	const ELSEWHERE: [&str; 7] = [
		"register_good",
		"set_supply",
		"open_cycle",
		"set_block_share",
		"prune",
		"decide_claim",
		"set_claim_window",
	];
	let metadata = metadata();
	let known = |pallet| metadata.pallet_by_name(pallet).unwrap().call_variants().unwrap().to_vec();
	let elsewhere = known("Planning").iter().filter(|it| ELSEWHERE.contains(&&it.name[..])).count();
	assert_eq!(elsewhere, ELSEWHERE.len());
	assert_eq!(of_planning().len(), known("Planning").len() - elsewhere);
	assert_eq!(of_requests().len(), known("Requests").len());
}

#[test]
fn exceptions_are_what_the_runtime_takes_them_for() {
	let amount = Credits(5);
	for (exception, theirs) in [
		(Exception::Loan(amount), planning::Exception::Loan(amount)),
		(Exception::Gift(amount), planning::Exception::Gift(amount)),
	] {
		assert_eq!(exception.amount(), amount);
		let call = agrees(&ours::grant_exception(OTHER, COUNCIL, exception));
		let expected = planning::Call::grant_exception {
			federation: OTHER,
			council: COUNCIL,
			exception: theirs,
		};
		assert_eq!(call, RuntimeCall::Planning(expected));
	}
}

/// The answer of a view as the client shows it.
fn answered(pallet: &str, view: &str, answer: impl Encode) -> serde_json::Value {
	let metadata = metadata();
	let view = metadata.pallet_by_name(pallet).unwrap().view_function_by_name(view).unwrap();
	let bytes = answer.encode();
	let rest = &mut &bytes[..];
	let shown = shown(rest, view.output_ty(), &metadata).unwrap();
	assert!(rest.is_empty());
	shown
}

#[test]
fn what_is_weighed_and_shared_is_read() {
	let check = planning::Check {
		passes: false,
		benefit: Credits(1),
		cost: Credits(u128::MAX),
		budget: Credits(3),
		dues: Credits(4),
		credits: Credits(5),
		shortfall: Credits(6),
	};
	let answer = answered("Planning", "check", Ok::<_, sp_runtime::DispatchError>(check));
	let check: Check = read(answer["answer"].clone(), "").unwrap();
	assert_eq!(
		(check.cost, check.shortfall, check.passes),
		(Credits(u128::MAX), Credits(6), false)
	);

	let scope = vec![OTHER, COUNCIL].try_into().unwrap();
	let shared = planning::Shared { step: Quantity(1 << 80), scope };
	let level = planning::Level { level: Quantity(7), ..Default::default() };
	let answer = answered("Planning", "shared", Some((shared, level)));
	let (shared, level): (Shared, Level) = read(answer, "").unwrap();
	assert_eq!((shared.step, shared.scope), (Quantity(1 << 80), vec![OTHER, COUNCIL]));
	assert_eq!(level.level, Quantity(7));

	let claim = planning::Claim { council: OTHER, since: 40u32, opposed: true };
	let claims: Vec<Claim> = read(answered("Planning", "claims", vec![claim]), "").unwrap();
	assert_eq!(claims, [Claim { council: OTHER, since: 40, opposed: true }]);
}

#[test]
fn what_federations_see_is_read() {
	let plea = planning::Plea {
		amount: Credits(9),
		note: hash(),
		federation: OTHER,
		since: Iteration(3),
		refused: false,
	};
	let answer = answered("Planning", "pleas", vec![(COUNCIL, plea)]);
	let pleas: Vec<(CouncilId, Plea)> = read(answer, "").unwrap();
	assert_eq!((pleas[0].0, pleas[0].1.amount), (COUNCIL, Credits(9)));
	assert_eq!(pleas[0].1.note, format!("0x{}", "09".repeat(32)));

	let purse = planning::Purse { endowed: Credits(5), spent: Credits(3), relief: Credits(1) };
	let purse: Purse = read(answered("Planning", "purse", purse), "").unwrap();
	assert_eq!((purse.endowed, purse.spent, purse.relief), (Credits(5), Credits(3), Credits(1)));

	let totals = planning::FederationTotals {
		population: planning::Sides { workers: 3, consumers: 4 },
		goods: vec![(GOOD, u128::MAX, 0)],
		..Default::default()
	};
	let answer = answered("Planning", "federation_totals", Some(totals));
	let totals: FederationTotals = read(answer, "").unwrap();
	assert_eq!((totals.population.consumers, &totals.goods[..]), (4, &[(GOOD, u128::MAX, 0)][..]));
}

#[test]
fn what_members_ask_for_is_read() {
	let request = requests::RequestOf::<Runtime> {
		council: COUNCIL,
		cycle: CycleId(2),
		goods: vec![(GOOD, Quantity(1 << 80))].try_into().unwrap(),
		note: Some(hash()),
	};
	let request: Request = read(answered("Requests", "request_of", Some(request)), "").unwrap();
	assert_eq!((request.council, request.cycle), (COUNCIL, CycleId(2)));
	assert_eq!(request.goods, [(GOOD, Quantity(1 << 80))]);
	let part = requests::Part { good: GOOD, requested: Quantity(6), granted: Quantity(4) };
	let parts: Option<Vec<Part>> =
		read(answered("Requests", "my_portion", Some(vec![part])), "").unwrap();
	let part = Part { good: GOOD, requested: Quantity(6), granted: Quantity(4) };
	assert_eq!(parts, Some(vec![part]));
	let none = answered("Requests", "my_portion", None::<Vec<requests::Part>>);
	assert_eq!(read::<Option<Vec<Part>>>(none, "").unwrap(), None);
}
