//! The audit against a history that is sound, and against the same history altered in one place.

mod ledger;

use ledger::{course, params, year, Course, Ledger, CYCLE};
use parecon_cli::{
	audit::{
		audit, Block, Ending, Findings, Happened, Kind, Lapse, Mismatch, Outcome, Part, Reason,
		Said, Sent, What,
	},
	chain::calls::Params,
};
use parecon_engine::{lines_hash, origin, Counting, Kind as Good, Line, Record, Rule, Swing};
use parecon_primitives::{
	CouncilId, Credits, CycleId, Flow, GoodId, Iteration, MemberId, Quantity, Side,
};
use primitive_types::H256;
use sp_arithmetic::Perbill;

fn audited(mut ledger: Ledger) -> Findings {
	futures::executor::block_on(audit(&mut ledger, CYCLE, |_, _| ())).unwrap()
}

/// The position in the ledger of the block with the proposals of `iteration`.
fn collecting(ledger: &Ledger, iteration: u32) -> usize {
	let is_it = |sent: &Sent| matches!(&sent.what, Said::Proposal { iteration: at, .. } if at.0 == iteration);
	ledger.blocks.iter().position(|block| block.sent.iter().any(is_it)).unwrap()
}

fn lines_of(sent: &mut Sent) -> &mut Vec<Line> {
	match &mut sent.what {
		Said::Proposal { lines, .. } => lines,
		other => panic!("{other:?}"),
	}
}

fn only(findings: &Findings, kind: Kind) -> &Mismatch {
	let of_kind: Vec<_> = findings.mismatches.iter().filter(|found| found.kind == kind).collect();
	assert_eq!(of_kind.len(), 1, "{:?}", findings.mismatches);
	of_kind[0]
}

#[test]
fn a_sound_history_has_no_mismatch() {
	for rule in Rule::ALL {
		let ledger = year(rule, 100);
		let councils = ledger.councils.len() as u32;
		let findings = audited(ledger);
		assert_eq!(findings.mismatches, [], "{rule:?}");
		assert_eq!(findings.outcome, Outcome::Ratified, "{rule:?}");
		assert!(findings.iterations > 2);
		assert_eq!(findings.proposals, findings.iterations * councils);
	}
}

#[test]
fn a_cycle_of_which_the_best_iteration_stands_is_sound_as_well() {
	for (rule, counting) in
		[(Rule::Pequod, Counting::Published), (Rule::Proportional, Counting::Excess)]
	{
		let findings = audited(course(Params { counting, ..params(rule, 3) }, Course::default()));
		assert_eq!((findings.mismatches, findings.outcome), (vec![], Outcome::Ratified));
		assert_eq!((findings.iterations, findings.plans), (3, 1));
	}
}

#[test]
fn a_cycle_whose_plan_was_rejected_is_sound_as_well() {
	let params = Params { retries: 2, ..params(Rule::Accelerated, 4) };
	let findings = audited(course(params, Course { reject: 1, ..Default::default() }));
	assert_eq!((findings.mismatches, findings.outcome), (vec![], Outcome::Ratified));
	assert_eq!((findings.iterations, findings.plans), (6, 2));
	let findings = audited(course(params, Course { reject: 2, ..Default::default() }));
	assert_eq!((findings.mismatches, findings.outcome), (vec![], Outcome::Lapsed));
}

#[test]
fn a_cycle_with_silent_workplaces_is_sound_as_well() {
	let silent =
		|dropped| course(params(Rule::Pequod, 6), Course { silent: 2, dropped, reject: 0 });
	let removed = silent(0);
	let told = |what: &What| matches!(what, What::Removed { reason: Reason::Silent, .. });
	let events = removed.blocks.iter().flat_map(|block| &block.events);
	assert_eq!(events.filter(|event| told(&event.what)).count(), 2);
	assert_eq!(audited(removed).mismatches, []);
	let dropped = audited(silent(4));
	assert_eq!((dropped.mismatches, dropped.outcome), (vec![], Outcome::Ratified));
}

#[test]
fn a_cycle_that_lapsed_or_still_runs_is_sound_as_well() {
	let lapsed = course(params(Rule::Pequod, 3), Course { reject: 1, ..Default::default() });
	let lapsed = audited(lapsed);
	assert_eq!((lapsed.mismatches, lapsed.outcome), (vec![], Outcome::Lapsed));
	let mut running = year(Rule::Accelerated, 100);
	running.blocks.truncate(8);
	let running = audited(running);
	assert_eq!((running.mismatches, running.outcome), (vec![], Outcome::Running));
}

#[test]
fn a_flipped_proposal_is_named_with_iteration_council_and_extrinsic() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = collecting(&ledger, 4);
	let block = &mut ledger.blocks[position];
	let number = block.number;
	let sent = &mut block.sent[17];
	assert_eq!(sent.council, Some(CouncilId(17)));
	let line = &mut lines_of(sent)[0];
	let good = line.good.0;
	line.flow = Flow(line.flow.0 ^ 1);
	let findings = audited(ledger);
	let found = only(&findings, Kind::Proposal);
	assert_eq!(
		(found.iteration, found.council, found.block, found.extrinsic),
		(4, Some(17), number, Some(18))
	);
	// What follows from it is the total of that good in that iteration, and nothing later.
	let total = only(&findings, Kind::Totals);
	assert_eq!((total.iteration, total.good), (4, Some(good)));
	assert_eq!(findings.mismatches.len(), 2, "{:?}", findings.mismatches);
}

#[test]
fn a_proposal_that_vanished_or_was_not_counted_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = collecting(&ledger, 2);
	ledger.blocks[position].sent.remove(3);
	let findings = audited(ledger);
	let found = only(&findings, Kind::Missing);
	assert_eq!((found.iteration, found.council, found.extrinsic), (2, Some(3), Some(4)));

	let mut ledger = year(Rule::Accelerated, 100);
	ledger.blocks[position].events.remove(3);
	let findings = audited(ledger);
	let found = only(&findings, Kind::Uncounted);
	assert_eq!((found.iteration, found.council, found.extrinsic), (2, Some(3), Some(4)));
	assert!(findings.mismatches.iter().any(|found| found.detail.contains("field proposals")));
	assert!(findings.mismatches.iter().any(|found| found.detail.contains("field count")));
}

#[test]
fn a_changed_price_or_total_names_its_good() {
	let mut ledger = year(Rule::Proportional, 100);
	let announced: Vec<u32> = ledger.quotes.keys().copied().collect();
	ledger.quotes.get_mut(&announced[3]).unwrap()[66].price.0 += 1;
	let findings = audited(ledger);
	let found = &findings.mismatches[0];
	assert_eq!((found.kind, found.iteration, found.good), (Kind::Price, 3, Some(66)));

	let mut ledger = year(Rule::Proportional, 100);
	let closing: Vec<u32> = ledger.totals.keys().copied().collect();
	ledger.totals.get_mut(&closing[2]).unwrap()[5].supply += 1;
	let findings = audited(ledger);
	let found = &findings.mismatches[0];
	assert_eq!((found.kind, found.iteration, found.good), (Kind::Totals, 2, Some(5)));
}

#[test]
fn a_changed_record_names_its_field() {
	for (change, field) in [
		(Box::new(|record: &mut Record| record.count += 1) as Box<dyn Fn(&mut Record)>, "count"),
		(Box::new(|record| record.proposals = H256::zero()), "proposals"),
		(Box::new(|record| record.prices = H256::zero()), "prices"),
		(Box::new(|record| record.worst.0 += 1), "worst"),
		(Box::new(|record| record.parent = H256::zero()), "parent"),
	] {
		let mut ledger = year(Rule::Pequod, 5);
		change(ledger.records.get_mut(&Iteration(2)).unwrap());
		let findings = audited(ledger);
		let found = &findings.mismatches[0];
		assert_eq!((found.kind, found.iteration), (Kind::Record, 2), "{found:?}");
		assert!(found.detail.starts_with(&format!("field {field} ")), "{found:?}");
	}
}

#[test]
fn an_accepted_proposal_that_fails_its_test_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = collecting(&ledger, 1);
	let block = &mut ledger.blocks[position];
	let sent = &mut block.sent[0];
	assert_eq!(ledger.councils[&sent.council.unwrap()].side, Side::Workers);
	let lines = lines_of(sent);
	lines.retain(|line| !line.flow.is_supply());
	let hash = lines_hash(lines);
	match &mut block.events[0].what {
		What::Proposed { lines, .. } => *lines = hash,
		other => panic!("{other:?}"),
	}
	let findings = audited(ledger);
	let found = only(&findings, Kind::Test);
	assert_eq!((found.iteration, found.council, found.extrinsic), (1, Some(0), Some(1)));
	assert_eq!(only(&findings, Kind::Value).council, Some(0));
}

#[test]
fn a_ratification_without_a_majority_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = ledger.blocks.len() - 2;
	// All verdicts of the consumers' councils are turned.
	let councils = ledger.councils.clone();
	let block = &mut ledger.blocks[position];
	for happened in &mut block.events {
		if let What::Judged { council, approve } = &mut happened.what {
			*approve = councils[council].side == Side::Workers;
		}
	}
	let findings = audited(ledger);
	let verdicts = findings.mismatches.iter().filter(|found| found.kind == Kind::Verdict).count();
	assert_eq!(verdicts, 9);
	assert!(only(&findings, Kind::Ending).detail.contains("more than half"));
}

#[test]
fn a_plan_that_does_not_follow_names_its_council() {
	let sound = course(params(Rule::Pequod, 3), Course::default());
	let households = sound.councils.iter().filter(|(_, it)| it.side == Side::Consumers);
	let household = *households.map(|(council, _)| council).next().unwrap();
	let worker = CouncilId(2);
	assert_ne!(sound.kept[&worker].scale, Default::default(), "something is short in this year");
	for (change, council, words) in [
		(
			Box::new(|kept: &mut Part| kept.lines.truncate(kept.lines.len() - 1))
				as Box<dyn Fn(&mut Part)>,
			worker,
			"lines",
		),
		(Box::new(|kept| kept.scale = Default::default()), worker, "scaled"),
		(Box::new(|kept| kept.granted[1].0 += 1), household, "granted another amount of good"),
		(Box::new(|kept| kept.charge.0 += 1), household, "charged"),
	] {
		let mut ledger = sound.clone();
		change(ledger.kept.get_mut(&council).unwrap());
		let findings = audited(ledger);
		let found = only(&findings, Kind::Plan);
		assert_eq!(found.council, Some(council.0), "{words}");
		assert!(found.detail.contains(words), "{found:?}");
		assert_eq!(findings.mismatches.len(), 1);
	}
}

/// The first event of a ledger that is chosen.
fn event(ledger: &mut Ledger, chosen: impl Fn(&What) -> bool) -> &mut What {
	let events = ledger.blocks.iter_mut().flat_map(|block| &mut block.events);
	events.map(|event| &mut event.what).find(|what| chosen(what)).unwrap()
}

#[test]
fn a_root_or_a_charge_that_does_not_follow_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	match event(&mut ledger, |what| matches!(what, What::Settled { .. })) {
		What::Settled { plan, rounds } => {
			plan.charged.0 += 1;
			*rounds += 1;
		},
		other => panic!("{other:?}"),
	}
	let findings = audited(ledger);
	assert!(only(&findings, Kind::Plan).detail.contains("recomputed is"));
	assert!(only(&findings, Kind::Settling).detail.contains("rounds of scaling"));
	assert_eq!(findings.mismatches.len(), 2);
	for change in
		[(|ending: &mut Ending| ending.root = H256::zero()) as fn(&mut Ending), |ending| {
			ending.charged.0 += 1
		}] {
		let mut ledger = year(Rule::Accelerated, 100);
		change(ledger.ending.as_mut().unwrap());
		let findings = audited(ledger);
		assert!(only(&findings, Kind::Ending).detail.contains("ends with plan"));
	}
}

#[test]
fn a_plan_of_another_iteration_is_named() {
	let mut ledger = course(params(Rule::Pequod, 3), Course::default());
	match event(&mut ledger, |what| matches!(what, What::Settling { .. })) {
		What::Settling { iteration, .. } => iteration.0 -= 1,
		other => panic!("{other:?}"),
	}
	assert!(only(&audited(ledger), Kind::Settling).detail.contains("is said to stand"));
	// Prices and totals of the plan are those of that iteration too.
	let mut ledger = course(params(Rule::Pequod, 3), Course::default());
	let settled = *ledger.quotes.keys().last().unwrap();
	ledger.quotes.get_mut(&settled).unwrap()[9].price.0 += 1;
	ledger.totals.get_mut(&settled).unwrap()[8].demand += 1;
	let findings = audited(ledger);
	assert_eq!(only(&findings, Kind::Price).good, Some(9));
	assert_eq!(only(&findings, Kind::Totals).good, Some(8));
}

#[test]
fn a_removal_that_does_not_follow_or_is_not_said_is_named() {
	let silent = || course(params(Rule::Pequod, 6), Course { silent: 2, ..Default::default() });
	let mut ledger = silent();
	match event(&mut ledger, |what| matches!(what, What::Removed { .. })) {
		What::Removed { reason, .. } => *reason = Reason::BelowPar,
		other => panic!("{other:?}"),
	}
	let findings = audited(ledger);
	let found: Vec<_> = findings.mismatches.iter().map(|it| (it.kind, it.council)).collect();
	assert_eq!(found, [(Kind::Removal, Some(0)); 2], "said wrongly, and not said rightly");
}

#[test]
fn a_drop_without_cause_or_call_is_named() {
	let dropped =
		|at| course(params(Rule::Pequod, 6), Course { silent: 1, dropped: at, reject: 0 });
	// Iterations 2 and 3 were not silent yet when 3 collects.
	let findings = audited(dropped(3));
	let found = only(&findings, Kind::Drop);
	assert_eq!((found.iteration, found.council, found.extrinsic), (3, Some(0), Some(100)));
	let mut ledger = dropped(4);
	for block in &mut ledger.blocks {
		block.sent.retain(|sent| sent.what != Said::Drop);
	}
	assert!(only(&audited(ledger), Kind::Drop).detail.contains("does not ask for it"));
}

#[test]
fn a_proposal_that_swings_too_far_is_named() {
	let one = Perbill::from_percent(1);
	let swing = Swing { from: 3, bound: one, least: one };
	let ledger = course(Params { swing, ..params(Rule::Proportional, 3) }, Course::default());
	let findings = audited(ledger);
	assert!(!findings.mismatches.is_empty());
	assert!(findings.mismatches.iter().all(|it| (it.kind, it.iteration) == (Kind::Swing, 3)));
	// Who begins while changes are bounded comes too late.
	let swing = Swing { from: 1, ..swing };
	let ledger = course(Params { swing, ..params(Rule::Proportional, 1) }, Course::default());
	let councils = ledger.councils.len();
	let findings = audited(ledger);
	assert_eq!(findings.mismatches.len(), councils);
	assert!(findings.mismatches.iter().all(|it| (it.kind, it.iteration) == (Kind::Swing, 1)));
}

#[test]
fn a_plan_that_goes_back_without_cause_is_named() {
	let params = Params { retries: 2, ..params(Rule::Accelerated, 4) };
	let mut ledger = course(params, Course { reject: 1, ..Default::default() });
	// Half of each side had rejected it, which is not more than half.
	let verdict = |what: &What| matches!(what, What::Judged { approve: false, .. });
	for block in &mut ledger.blocks {
		let pairs = block.events.iter_mut().zip(&mut block.sent);
		for (turned, (event, sent)) in pairs.enumerate() {
			if verdict(&event.what) && turned.is_multiple_of(2) {
				let council = sent.council.unwrap();
				event.what = What::Judged { council, approve: true };
				sent.what = Said::Verdict { approve: true };
			}
		}
	}
	let findings = audited(ledger);
	assert!(only(&findings, Kind::Settling).detail.contains("which does not follow"));
}

#[test]
fn an_iteration_that_is_closed_early_is_named() {
	let mut ledger = year(Rule::Accelerated, 2);
	let position = collecting(&ledger, 2);
	ledger.blocks[position].events.pop();
	let findings = audited(ledger);
	let early = findings.mismatches.iter().find(|it| it.detail.starts_with("closed when"));
	assert_eq!(early.map(|it| (it.kind, it.iteration)), Some((Kind::Event, 2)));
}

#[test]
fn a_wrong_budget_or_population_is_named() {
	let mut ledger = year(Rule::Accelerated, 2);
	ledger.councils.get_mut(&CouncilId(44)).unwrap().population = 2;
	let findings = audited(ledger);
	assert_eq!(only(&findings, Kind::Enrolment).council, Some(44));
}

#[test]
fn a_phase_out_of_order_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let settling = |what: &What| matches!(what, What::Settling { .. });
	let position = ledger
		.blocks
		.iter()
		.position(|block| block.events.iter().any(|event| settling(&event.what)))
		.unwrap();
	let last = ledger.records.len() as u32;
	// The year goes on although it has converged.
	let events = &mut ledger.blocks[position].events;
	let event = events.iter_mut().find(|event| settling(&event.what)).unwrap();
	event.what = What::Announced { iteration: Iteration(last + 1) };
	let findings = audited(ledger);
	let found = &findings.mismatches[0];
	assert_eq!((found.kind, found.iteration), (Kind::Event, last));
	assert!(found.detail.contains("Settling"), "{found:?}");
}

/// How often something is named in these words; nothing else is.
fn times(findings: &Findings, kind: Kind, words: &str) -> usize {
	let is_it = |it: &&Mismatch| it.kind == kind && it.detail.contains(words);
	let found = findings.mismatches.iter().filter(is_it).count();
	assert_eq!(found, findings.mismatches.len(), "{:?}", findings.mismatches);
	found
}

#[test]
fn a_verdict_that_was_not_counted_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = ledger.blocks.len() - 2;
	ledger.blocks[position].events.remove(5);
	ledger.kept.get_mut(&CouncilId(5)).unwrap().verdict = None;
	let findings = audited(ledger);
	let found = only(&findings, Kind::Uncounted);
	assert_eq!((found.council, found.extrinsic), (Some(5), Some(6)));
	assert_eq!(findings.mismatches.len(), 1, "{:?}", findings.mismatches);
}

#[test]
fn what_comes_after_its_window_is_named() {
	let plain = params(Rule::Accelerated, 100);
	let of = |params: Params| {
		let ledger = course(params, Course::default());
		(ledger.councils.len(), audited(ledger))
	};
	// The block in which enrolment opens is the first after a window of no blocks.
	let (councils, late) = of(Params { enrolment: 0, ..plain });
	assert_eq!(times(&late, Kind::Event, "accepted though the window ended"), councils);
	// Councils propose and judge in the block after the one that announces.
	let (_, late) = of(Params { window: 1, ..plain });
	let proposals = late.proposals as usize;
	assert!(proposals > 0);
	assert_eq!(times(&late, Kind::Event, "accepted though the window ended"), proposals);
	let (councils, late) = of(Params { ratification: 1, ..plain });
	assert_eq!(times(&late, Kind::Event, "accepted though the window ended"), councils);
	assert!(of(Params { ratification: 2, window: 2, ..plain }).1.mismatches.is_empty());
}

#[test]
fn what_comes_after_all_was_said_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let plans = ledger.kept[&CouncilId(0)].verdict;
	assert!(plans.is_some_and(|(_, approve)| approve));
	let (council, approve) = (CouncilId(0), true);
	let end = ledger.blocks.last_mut().unwrap();
	let what = What::Judged { council, approve };
	end.events.push(Happened { extrinsic: Some(1), what });
	let said = Said::Verdict { approve };
	end.sent.push(Sent { extrinsic: 1, alone: true, council: Some(council), what: said });
	let findings = audited(ledger);
	assert_eq!(times(&findings, Kind::Event, "all had said what ends the phase"), 1);
}

#[test]
fn an_enrolment_that_is_not_opened_or_ends_early_is_named() {
	let early = Params { enrolment: 2, ..params(Rule::Accelerated, 100) };
	let findings = audited(course(early, Course::default()));
	assert_eq!(times(&findings, Kind::Event, "announced before block 13"), 1);
	let mut ledger = year(Rule::Accelerated, 100);
	for block in &mut ledger.blocks {
		block.events.retain(|event| event.what != What::Enrolling);
	}
	let findings = audited(ledger);
	assert!(findings.mismatches[0].detail.contains("outside of enrolment"));
}

/// A year in which workplaces alone enrol, for three blocks, and that lapses in a block.
fn one_sided(lapsed: u32, in_force: Option<CycleId>) -> Findings {
	let enrolment = 3;
	let mut ledger =
		course(Params { enrolment, ..params(Rule::Accelerated, 2) }, Course::default());
	ledger.opening.in_force = Some(CycleId(1));
	ledger.blocks.truncate(2);
	let workers = |council: &CouncilId| ledger.councils[council].side == Side::Workers;
	ledger.blocks[1].events.retain(|event| match &event.what {
		What::Enrolled { council, .. } => workers(council),
		_ => true,
	});
	let kept = ledger.councils.keys().filter(|council| workers(council));
	ledger.kept = kept.map(|id| (*id, Part::new(Side::Workers, 1, Credits(0)))).collect();
	for number in ledger.opening.block + 2..=lapsed {
		ledger.blocks.push(Block { number, ..Default::default() });
	}
	let what = What::Lapsed(Lapse::OneSided);
	ledger.blocks.last_mut().unwrap().events.push(Happened { extrinsic: None, what });
	ledger.ending = Some(Ending {
		iterations: Iteration(0),
		chain: origin(ledger.opening.genesis, CYCLE),
		root: H256::zero(),
		charged: Credits(0),
		credited: Credits(0),
		emitted: Credits(0),
		in_force,
	});
	audited(ledger)
}

#[test]
fn a_side_that_is_missing_before_enrolment_ends_lets_nothing_lapse() {
	assert_eq!(one_sided(14, Some(CycleId(1))).mismatches, []);
	// Whatever else a block is full of, the phase can be left later.
	assert_eq!(one_sided(17, Some(CycleId(1))).mismatches, []);
	assert_eq!(times(&one_sided(13, Some(CycleId(1))), Kind::Ending, "lapsed as OneSided"), 1);
}

#[test]
fn a_plan_that_is_not_the_one_in_force_is_named() {
	for wrong in [None, Some(CycleId(1))] {
		let mut ledger = year(Rule::Accelerated, 100);
		ledger.ending.as_mut().unwrap().in_force = wrong;
		let findings = audited(ledger);
		assert_eq!(times(&findings, Kind::Ending, "due is the plan of cycle 3"), 1);
	}
	for wrong in [None, Some(CYCLE)] {
		assert_eq!(times(&one_sided(14, wrong), Kind::Ending, "due is the plan of cycle 1"), 1);
	}
}

#[test]
fn a_request_is_within_the_means_of_the_household_before_or_after() {
	let mut ledger = year(Rule::Accelerated, 2);
	let private = ledger.opening.quotes.iter().position(|quote| quote.kind == Good::Private);
	// Ten units at 700 credits each; a head has 5,000.
	let goods = vec![(GoodId(private.unwrap() as u32), Quantity(10_000_000))];
	let (council, extrinsic) = (CouncilId(999), 200);
	let hash = parecon_cli::bundle::blake2_256(&codec::Encode::encode(&goods));
	let (member, note) = (MemberId(7), None);
	let block = &mut ledger.blocks[1];
	let number = block.number;
	let what = What::Requested { member, council, goods: hash, note };
	block.events.push(Happened { extrinsic: Some(extrinsic), what });
	let what = Said::Request { goods, note };
	block.sent.push(Sent { extrinsic, alone: true, council: Some(council), what });
	let with = |before: u32, after: u32| {
		let mut ledger = ledger.clone();
		ledger.households = [(number - 1, before), (number, after)].into();
		audited(ledger)
	};
	for (before, after) in [(1, 2), (2, 1), (2, 2)] {
		assert_eq!(with(before, after).mismatches, [], "{before} and {after} people");
	}
	assert_eq!(times(&with(1, 1), Kind::Request, "the household has 5000000000"), 1);
}
