//! Tests by topic.

mod balance_invariants;
mod calls;
mod divisions;
mod exchanges;
mod invariants;
mod jobs;
mod jobs_invariants;
mod juries;
mod outside;
mod properties;
mod random;
mod ratings;
mod report;
mod submitting;
mod tasks;
mod tidy;
mod weights;
mod windows;
mod workers;

use crate::{mock::*, Error, Event};
use parecon_primitives::{CouncilId, MemberId, Period, TaskId};

fn id(member: u32) -> MemberId {
	MemberId(member)
}

/// The record of a task.
fn record(task: TaskId) -> crate::Task {
	crate::Tasks::<Test>::get(task).unwrap()
}

/// The record of a council's work.
fn workplace(council: CouncilId) -> crate::Workplace {
	crate::Workplaces::<Test>::get(council).unwrap()
}

/// The room that a record of this kind takes.
fn room<R: codec::MaxEncodedLen>() -> u32 {
	crate::room::<R>()
}

/// This period.
fn now() -> Period {
	Period(Now::get())
}

/// The last event of the pallet.
fn last_event() -> Event<Test> {
	events().pop().unwrap()
}
