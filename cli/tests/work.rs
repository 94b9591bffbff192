//! Our calls about tasks and jobs are those of the runtime, what its views answer is read, and what
//! we commit to is what it checks.

use codec::{Decode, Encode};
use pallet_jobs as pallet;
use parecon_cli::{
	chain::{
		calls::Call,
		job_calls::{self as calls, Child, Complex, Exchange, Line, Mode, Rules, Spec},
		shape::{Shape, Type},
		views::shown,
	},
	jobs::{
		answers::{Task, Workplace},
		ratings::{hash_text, Rated, Secret},
		workplace::terms,
	},
};
use parecon_jobs_engine::{Both, Points, Portion, Quality, Spread, TaskTerms, Worker};
use parecon_primitives::{CouncilId, MemberId, Period, TaskId};
use parecon_runtime::{Jobs, Runtime};
use primitive_types::H256;
use subxt::{
	client::OfflineClientAtBlock, config::substrate::SpecVersionForRange, Metadata, OfflineClient,
	SubstrateConfig,
};

const COUNCIL: CouncilId = CouncilId(70_000);

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

fn spec() -> Spec {
	Spec {
		name: "baking".into(),
		text: H256::repeat_byte(7),
		class: 2,
		block: 120,
		directs: true,
		requires: Some(3),
	}
}

fn ours() -> Vec<Call> {
	let (task, member) = (TaskId(3), MemberId(5));
	let child = |minutes| Child { spec: spec(), minutes: vec![minutes, 1] };
	let rules = Rules { mode: Mode::Binding, tolerance: Points::ONE, most_tasks: 6, precedence: 3 };
	let line = Line { task, rating: Both::new(7, 2) };
	let portions = vec![Portion { task: 1, minutes: 600 }];
	let quality = Quality { worst: Points(9), squares: 1 << 40 };
	vec![
		calls::register_task(COUNCIL, &spec(), 600),
		calls::revise_task(task, &Spec { requires: None, ..spec() }, &[600, 20]),
		calls::split_task(task, &[child(1), child(2)]),
		calls::merge_tasks(&[task, TaskId(9)], &spec()),
		calls::retire_task(task),
		calls::close_workplace(COUNCIL),
		calls::commit_ratings(COUNCIL, H256::repeat_byte(1)),
		calls::reveal_ratings(COUNCIL, &[line], H256::repeat_byte(2)),
		calls::tidy(COUNCIL, member),
		calls::offer_hours(COUNCIL, [2_400, 0, 60, 480]),
		calls::withdraw_hours(COUNCIL),
		calls::qualify(COUNCIL, member, 31, true),
		calls::set_rules(COUNCIL, rules),
		calls::open_window(COUNCIL, 300),
		calls::submit(COUNCIL, quality, &[Complex { fits: 2, portions }]),
		calls::adopt(COUNCIL),
		calls::drop_window(COUNCIL),
		calls::draw_lots(COUNCIL),
		calls::rank(COUNCIL, &[2, 0, 1]),
		calls::allot(COUNCIL),
		calls::take(COUNCIL, 4),
		calls::give_up(COUNCIL),
		calls::propose_exchange(COUNCIL, member, Exchange::Swap),
		calls::propose_exchange(COUNCIL, member, Exchange::Substitution),
		calls::agree(COUNCIL, member, Exchange::Substitution),
		calls::call_jury(COUNCIL),
		calls::seat_jury(COUNCIL),
		calls::open_outside(task, 600),
		calls::take_outside(task, 60),
		calls::confirm_outside(task, member),
		calls::drop_outside(task, member),
		calls::report(COUNCIL),
	]
}

#[test]
fn every_call_about_work_is_as_the_runtime_describes_it() {
	let offline = offline();
	for call in ours() {
		let bytes = offline.tx().call_data(&call).unwrap();
		let decoded = offline.tx().from_call_data_bytes(&bytes);
		let decoded = decoded.unwrap_or_else(|error| panic!("{call:?}: {error}"));
		assert_eq!(offline.tx().call_data(&decoded).unwrap(), bytes, "{call:?}");
		parecon_runtime::RuntimeCall::decode(&mut &bytes[..]).unwrap();
	}
}

#[test]
fn every_call_of_the_pallet_can_be_made() {
	let metadata = metadata();
	let known = metadata.pallet_by_name("Jobs").unwrap().call_variants().unwrap().len();
	// Two of ours are the same call with another exchange.
	assert_eq!(ours().len() - 1, known);
}

/// The answer of a view as the client shows it.
fn answered(view: &str, answer: impl Encode) -> serde_json::Value {
	let metadata = metadata();
	let view = metadata.pallet_by_name("Jobs").unwrap().view_function_by_name(view).unwrap();
	shown(&mut &answer.encode()[..], view.output_ty(), &metadata).unwrap()
}

fn five() -> Both<Points> {
	Both::new(Points::of(5), Points(4_500_000))
}

fn frozen() -> pallet::Terms {
	let task = TaskTerms {
		task: TaskId(3),
		minutes: 600,
		block: 60,
		class: 2,
		directs: true,
		requires: Some(1),
		score: five(),
	};
	let worker =
		Worker { member: MemberId(4), offered: [0, 0, 600, 0], qualifications: 1 << 31 | 0b10 };
	pallet::Terms {
		number: 1,
		epoch: 7,
		rules: Default::default(),
		mean: five(),
		tasks: vec![task].try_into().unwrap(),
		workers: vec![worker].try_into().unwrap(),
	}
}

fn quality() -> Quality {
	Quality { worst: Points(9), squares: u64::MAX }
}

fn report() -> pallet::Report {
	pallet::Report {
		period: Period(3),
		number: Some(1),
		inside: Some(five()),
		community: None,
		complexes: 1,
		held: 1,
		balanced: 1,
		changed: 0,
		spread: Some(Spread { mean: five(), deviation: Default::default() }),
		directive: 600,
		most_directive: 600,
	}
}

fn division() -> pallet::Adopted {
	let complex = pallet::Complex {
		fits: 0,
		portions: vec![Portion { task: 0, minutes: 600 }].try_into().unwrap(),
	};
	pallet::Adopted {
		period: Period(2),
		terms: frozen(),
		complexes: vec![complex].try_into().unwrap(),
		indices: vec![five()].try_into().unwrap(),
		quality: quality(),
		lots: Some(vec![0].try_into().unwrap()),
		round: 1,
		allotted: Some(Period(3)),
	}
}

fn job() -> pallet::Job {
	pallet::Job {
		holder: Some(MemberId(4)),
		since: Period(3),
		substitute: Some((MemberId(5), Period(3))),
		asked: 2,
	}
}

#[test]
fn a_workplace_is_read() {
	let info = pallet::WorkplaceInfo::<u32> {
		workplace: pallet::Workplace {
			tasks: vec![TaskId(3)].try_into().unwrap(),
			minutes: 600,
			..Default::default()
		},
		inside: Some(five()),
		outside: None,
		community: Some(five()),
		community_outside: None,
		window: Some(pallet::Window { closes: 40, expires: 90, terms: frozen() }),
		best: Some(pallet::Claim { quality: quality(), hash: [0; 32].into(), by: MemberId(4) }),
		division: Some(division()),
		jobs: vec![job()].try_into().unwrap(),
		ledger: Default::default(),
		reports: vec![report()].try_into().unwrap(),
	};
	let read: Workplace = serde_json::from_value(answered("workplace", Some(info))).unwrap();
	assert_eq!(read.best.unwrap().quality, quality());
	assert_eq!(read.jobs[0].substitute, Some((MemberId(5), Period(3))));
	assert_eq!(read.reports[0].spread.unwrap().mean, five());
	assert_eq!(read.division.unwrap().complexes[0].portions[0].minutes, 600);
	let window = read.window.unwrap();
	assert_eq!((window.closes, &window.terms.rules.mode[..]), (40, "Advisory"));
	let problem = terms(COUNCIL, vec!["baking".into()], &window.terms).problem;
	assert_eq!(problem.tasks[..], frozen().tasks[..]);
	assert_eq!(problem.workers[..], frozen().workers[..]);
	assert_eq!((problem.mean, problem.most_tasks, problem.tolerance), (five(), 6, Points::ONE));
	assert!(answered("workplace", None::<pallet::WorkplaceInfo<u32>>).is_null());
}

#[test]
fn a_task_is_read() {
	let spec = pallet::TaskSpec {
		name: b"baking".to_vec().try_into().unwrap(),
		text: [7; 32].into(),
		class: 2,
		block: 60,
		directs: true,
		requires: Some(3),
	};
	let part = pallet::Part {
		minutes: 600,
		inside: Default::default(),
		outside: Default::default(),
		lineage: Default::default(),
	};
	let info = pallet::TaskInfo {
		task: pallet::Task {
			council: COUNCIL,
			spec,
			practised: true,
			parts: vec![part.clone(), part].try_into().unwrap(),
		},
		score: Some(five()),
		outside: None,
		weight: None,
	};
	let read: Task = serde_json::from_value(answered("task", Some(info))).unwrap();
	assert_eq!((&read.task.spec.name()[..], read.task.minutes()), ("baking", 1_200));
	assert_eq!(read.task.spec.text, hash_text(H256::repeat_byte(7)));
	assert_eq!(read.score, Some(five()));
}

#[test]
fn what_may_be_rated_is_read() {
	let ratable = answered("ratable", Some((pallet::Voice::Outside, vec![TaskId(3)])));
	assert_eq!(ratable, serde_json::json!(["Outside", [3]]));
}

#[test]
fn the_calendar_names_its_period() {
	let metadata = metadata();
	let view = metadata.pallet_by_name("Calendar").unwrap().view_function_by_name("calendar");
	let Shape::Record(fields) = Type::of(&metadata, view.unwrap().output_ty()).shape else {
		panic!("no record");
	};
	assert!(fields.iter().any(|field| field.name.as_deref() == Some("period")));
}

#[test]
fn what_is_committed_is_what_the_chain_checks() {
	let secret = Secret {
		genesis: hash_text(H256::zero()),
		council: COUNCIL.0,
		member: 3,
		period: 4,
		salt: hash_text(H256::repeat_byte(5)),
		ratings: vec![
			Rated { task: 6, empowerment: 7, desirability: 8 },
			Rated { task: 9, empowerment: 0, desirability: 10 },
		],
	};
	let lines: Vec<pallet::Line> = secret
		.lines()
		.iter()
		.map(|line| pallet::Line { task: line.task, rating: line.rating })
		.collect();
	let theirs = sp_io::TestExternalities::default().execute_with(|| {
		let ratings = lines.try_into().unwrap();
		Jobs::ratings_hash(COUNCIL, MemberId(3), Period(4), ratings, [5; 32].into())
	});
	assert_eq!(sp_io::hashing::blake2_256(&secret.preimage()), theirs.0);
}
