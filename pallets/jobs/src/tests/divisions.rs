//! A plant whose labour can be divided: scenes for the tests of windows, jobs and reports.
//!
//! Two tasks of 120 minutes by day: cleaning scores 2 points of empowerment and 6 of desirability,
//! planning 8 and 4, so that the mean is 5 on both scales.

use super::*;
use crate::{Adopted, Complex, Division, JobsOf, Terms, WindowOf};
use frame_support::{assert_ok, dispatch::DispatchResult};
use parecon_jobs_engine::{Points, Portion, Quality};

/// Every complex has half of each task, and deviates by nothing.
pub const FAIR: Quality = Quality { worst: Points(0), squares: 0 };

/// Two complexes of one whole task deviate by 3 points and 1 point each.
pub const WHOLE: Quality = Quality { worst: Points(3_000_000), squares: 20_000_000_000_000 };

/// Two complexes with a third of one task and two thirds of the other have the indices (4, 16/3)
/// and (6, 14/3): they deviate by a point, and by a third rounded down and up.
pub const UNEVEN: Quality = Quality {
	worst: Points(1_000_000),
	squares: 2 * 1_000_000_000_000 + 333_333 * 333_333 + 333_334 * 333_334,
};

/// The block in which the window of [`open`] closes.
pub const CLOSES: u64 = 11;

/// The block in which it expires.
pub const EXPIRES: u64 = 31;

/// The two tasks, rated, and who offers 120 minutes by day. It is period 2 then.
pub fn plant(workers: &[u32]) -> (TaskId, TaskId) {
	let cleaning = task(PLANT, "cleaning", 120);
	let planning = task(PLANT, "planning", 120);
	offer(PLANT, workers, 120);
	rate(PLANT, &[0, 1, 2], &[(cleaning, 2, 6), (planning, 8, 4)]);
	events();
	(cleaning, planning)
}

/// Opens a window for ten blocks. The scenes start in block 1.
pub fn open() {
	assert_ok!(Labour::open_window(by(0), PLANT, 10));
}

/// The plant of 0, 1 and 2 with an open window.
pub fn opened() {
	plant(&[0, 1, 2]);
	open();
	events();
}

pub fn complex(fits: u8, portions: &[(u8, u16)]) -> Complex {
	let portion = |&(task, minutes): &(u8, u16)| Portion { task, minutes };
	let portions: Vec<Portion> = portions.iter().map(portion).collect();
	Complex { fits, portions: portions.try_into().unwrap() }
}

pub fn division(complexes: &[Complex]) -> Division {
	complexes.to_vec().try_into().unwrap()
}

/// The division of quality [`FAIR`].
pub fn fair() -> Division {
	division(&[complex(0, &[(0, 60), (1, 60)]), complex(1, &[(0, 60), (1, 60)])])
}

/// The division of quality [`WHOLE`].
pub fn whole() -> Division {
	division(&[complex(0, &[(0, 120)]), complex(1, &[(1, 120)])])
}

/// The division of quality [`UNEVEN`].
pub fn uneven() -> Division {
	division(&[complex(0, &[(0, 80), (1, 40)]), complex(1, &[(0, 40), (1, 80)])])
}

/// Submits a division.
pub fn submit(member: u32, quality: Quality, division: Division) -> DispatchResult {
	Labour::submit(by(member), PLANT, quality, division).map(|_| ()).map_err(|why| why.error)
}

/// Lets the plant adopt a division whose window opens now.
pub fn adopt(quality: Quality, division: Division) {
	open();
	assert_ok!(submit(1, quality, division));
	go_to(System::block_number() + 10);
	assert_ok!(Labour::adopt(by(0), PLANT));
	events();
}

/// The plant of 0, 1 and 2 with the division of whole tasks, adopted in period 2.
pub fn adopted() {
	plant(&[0, 1, 2]);
	adopt(WHOLE, whole());
}

/// The same with these lots: who drew the first, the second, the third.
pub fn drawn(lots: [u8; 3]) {
	adopted();
	two_epochs_later(7);
	assert_ok!(Labour::draw_lots(by(9), PLANT));
	put_lots(&lots);
	events();
}

pub fn put_lots(lots: &[u8]) {
	let lots = lots.to_vec().try_into().unwrap();
	change_division(|adopted| adopted.lots = Some(lots));
}

/// Lets `member` rank complexes.
pub fn rank(member: u32, complexes: &[u8]) -> DispatchResult {
	Labour::rank(by(member), PLANT, complexes.to_vec().try_into().unwrap())
}

/// A new period begins, the plant reports, and its complexes are allotted.
pub fn next_round() {
	pass(1);
	assert_ok!(Labour::report(by(9), PLANT));
	assert_ok!(Labour::allot(by(9), PLANT));
}

pub fn take(member: u32, complex: u8) -> DispatchResult {
	Labour::take(by(member), PLANT, complex)
}

pub fn give_up(member: u32) -> DispatchResult {
	Labour::give_up(by(member), PLANT)
}

pub fn window() -> WindowOf<Test> {
	crate::Windows::<Test>::get(PLANT).unwrap()
}

pub fn the_division() -> Adopted {
	crate::Divisions::<Test>::get(PLANT).unwrap()
}

pub fn terms() -> Terms {
	the_division().terms
}

pub fn change_division(change: impl FnOnce(&mut Adopted)) {
	crate::Divisions::<Test>::mutate(PLANT, |adopted| change(adopted.as_mut().unwrap()));
}

pub fn jobs() -> JobsOf {
	crate::Jobs::<Test>::get(PLANT)
}

/// Who has each complex.
pub fn holders() -> Vec<Option<u32>> {
	jobs().into_iter().map(|job| job.holder.map(|holder| holder.0)).collect()
}

/// The stints of `member`: complex, first and last period.
pub fn stints(member: u32) -> Vec<(u8, u32, u32)> {
	crate::History::<Test>::get(PLANT, id(member))
		.into_iter()
		.map(|stint| (stint.complex, stint.from.0, stint.to.0))
		.collect()
}
