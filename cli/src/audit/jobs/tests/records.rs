//! What the pallet keeps is read field by field.

use super::*;
use crate::audit::jobs::{
	events::{what, What, Within},
	records::{self as ours, Ledger, Line},
};
use codec::{Decode, Encode};
use pallet_jobs as pallet;
use parecon_jobs_engine::{Quality, Raw, Sums};
use primitive_types::H256;

/// What a record of the pallet is for us; nothing of it is left over.
fn read<T: Decode>(record: impl Encode) -> T {
	let bytes = record.encode();
	let bytes = &mut &bytes[..];
	let read = T::decode(bytes).unwrap();
	assert!(bytes.is_empty(), "{} bytes are left", bytes.len());
	read
}

fn their_terms() -> pallet::Terms {
	let Terms { number, epoch, mean, tasks, workers, .. } = terms();
	let rules = pallet::JobRules { precedence: 9, ..Default::default() };
	let (tasks, workers) = (tasks.try_into().unwrap(), workers.try_into().unwrap());
	pallet::Terms { number, epoch, rules, mean, tasks, workers }
}

fn their_division() -> pallet::Division {
	let complex = |complex: Complex| pallet::Complex {
		fits: complex.fits,
		portions: complex.portions.try_into().unwrap(),
	};
	division().into_iter().map(complex).collect::<Vec<_>>().try_into().unwrap()
}

#[test]
fn divisions_and_windows_are_read() {
	let Adopted { indices, quality, .. } = adopted();
	let theirs = pallet::Adopted {
		period: Period(4),
		terms: their_terms(),
		complexes: their_division(),
		indices: indices.clone().try_into().unwrap(),
		quality,
		lots: Some(vec![1, 0].try_into().unwrap()),
		round: 7,
		allotted: Some(Period(6)),
	};
	let terms = Terms { rules: Rules { precedence: 9, ..rules() }, ..terms() };
	let (round, allotted) = (7, Some(Period(6)));
	let ours = Adopted { terms: terms.clone(), round, allotted, ..adopted() };
	assert_eq!(read::<Adopted>(theirs), ours);
	let window = pallet::Window { closes: 5u32, expires: 9, terms: their_terms() };
	assert_eq!(read::<ours::Window>(window), ours::Window { closes: 5, expires: 9, terms });
	assert_eq!(their_division().encode(), division().encode());
	let claim = pallet::Claim { quality, hash: [4; 32].into(), by: MemberId(3) };
	let hash = H256::repeat_byte(4);
	assert_eq!(read::<ours::Claim>(claim), ours::Claim { quality, hash, by: MemberId(3) });
}

#[test]
fn tasks_and_workplaces_are_read() {
	let ours = task(true, vec![part(120, &[(2, 6)], &[1, 5])]);
	let Part { minutes, inside, outside, lineage } = ours.parts[0].clone();
	let parts =
		vec![pallet::Part { minutes, inside, outside, lineage: lineage.try_into().unwrap() }];
	let spec = pallet::TaskSpec {
		name: b"work".to_vec().try_into().unwrap(),
		text: Default::default(),
		class: 0,
		block: 30,
		directs: true,
		requires: None,
	};
	let parts = parts.try_into().unwrap();
	let theirs = pallet::Task { council: PLANT, spec, practised: false, parts };
	assert_eq!(read::<Task>(theirs), ours);

	let sums = Sums { minutes: 1, empowerment: 2, desirability: 3 };
	let (population, inside, outside) = (6, Some(both(1, 2)), None);
	let theirs = pallet::Workplace {
		tasks: vec![CLEANING].try_into().unwrap(),
		minutes: 240,
		inside: sums,
		contributed: pallet::Contribution { population, inside, outside },
		next: 3,
		reported: Some(Period(4)),
		..Default::default()
	};
	let read: ours::Workplace = read(theirs);
	assert_eq!((read.tasks, read.minutes, read.inside), (vec![CLEANING], 240, sums));
	assert_eq!((read.outside, read.rules, read.next), (Sums::default(), rules(), 3));
	assert_eq!(read.contributed, ours::Contribution { population, inside, outside });
	assert_eq!((read.reported, read.jury), (Some(Period(4)), None));
}

#[test]
fn jobs_weights_ledgers_and_ratings_are_read() {
	let substitute = Some((MemberId(2), Period(5)));
	let holder = Some(MemberId(1));
	let theirs = pallet::Job { holder, since: Period(4), substitute, asked: 3 };
	let ours = ours::Job { holder, since: Period(4), substitute, asked: 3 };
	assert_eq!(read::<ours::Job>(theirs), ours);
	let theirs = pallet::TaskWeight { task: CLEANING, minutes: 1, raw: Raw(2), weighted: 3 };
	let ours = ours::TaskWeight { task: CLEANING, minutes: 1, raw: Raw(2), weighted: 3 };
	assert_eq!(read::<ours::TaskWeight>(theirs), ours);
	let theirs = pallet::Pool { minutes: 1, raw: 2, weighed: Period(3), dirty: true };
	let ours = ours::Pool { minutes: 1, raw: 2, weighed: Period(3), dirty: true };
	assert_eq!(read::<ours::Pool>(theirs), ours);
	let theirs = pallet::Ledger {
		period: Period(1),
		scale: pallet::Scale::Desirability,
		own: Points(2),
		owed: 3,
		offered: 4,
		done: 5,
	};
	let scale = ours::Scale::Desirability;
	let (period, own) = (Period(1), Points(2));
	let ours = Ledger { period, scale, own, owed: 3, offered: 4, done: 5 };
	assert_eq!(read::<Ledger>(theirs), ours);
	let lines = [line(CLEANING, 2, 6)];
	let row = |line: &Line| pallet::Line { task: line.task, rating: line.rating };
	let rows: Vec<pallet::Line> = lines.iter().map(row).collect();
	let theirs = pallet::Rated { voice: pallet::Voice::Outside, lines: rows.try_into().unwrap() };
	let ours = ours::Rated { voice: Voice::Outside, lines: lines.to_vec() };
	assert_eq!(read::<ours::Rated>(theirs), ours);
	let theirs = pallet::Commitment { period: Period(1), hash: [2; 32].into() };
	let ours = ours::Commitment { period: Period(1), hash: H256::repeat_byte(2) };
	assert_eq!(read::<ours::Commitment>(theirs), ours);
	let complexes = vec![4u8, 2];
	let theirs = pallet::Wishes { number: 2, complexes: complexes.clone().try_into().unwrap() };
	assert_eq!(read::<ours::Wishes>(theirs), ours::Wishes { number: 2, complexes });
}

#[test]
fn events_of_the_pallet_are_read() {
	type Event = pallet::Event<parecon_runtime::Runtime>;
	// The first byte is the number of the event.
	let told = |name: &str, event: Event| what(name, &event.encode()[1..]).unwrap().unwrap();
	let said = |within| What::In(PLANT, within);
	let (council, member, quality) = (PLANT, MemberId(1), Quality { worst: Points(1), squares: 2 });
	let adopted = Event::DivisionAdopted { council, number: 2, quality, balanced: 3, complexes: 4 };
	let ours = super::super::events::Told { number: 2, quality, balanced: 3, complexes: 4 };
	assert_eq!(told("DivisionAdopted", adopted), said(Within::Adopted(ours)));
	let holders = vec![Some(member), None];
	let (period, round) = (Period(5), 6);
	let bounded = holders.clone().try_into().unwrap();
	let allotted = Event::Allotted { council, period, round, holders: bounded };
	assert_eq!(told("Allotted", allotted), said(Within::Allotted { period, round, holders }));
	let (with, exchange) = (MemberId(2), pallet::Exchange::Substitution);
	let exchanged = Event::Exchanged { council, member, with, exchange };
	let exchange = ours::Exchange::Substitution;
	assert_eq!(told("Exchanged", exchanged), said(Within::Exchanged { member, with, exchange }));
	let taken = Event::JobTaken { council, complex: 7, member };
	assert_eq!(told("JobTaken", taken), said(Within::Taken { complex: 7, member }));
	let weighed = Event::Weighed { period, minutes: 8 };
	assert_eq!(told("Weighed", weighed), What::Weighed { period, minutes: 8 });
	let offered = Event::HoursOffered { council, member, minutes: [1, 2, 3, 4] };
	let minutes = Some([1, 2, 3, 4]);
	assert_eq!(told("HoursOffered", offered), said(Within::Hours { member, minutes }));
}
