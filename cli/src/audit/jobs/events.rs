//! What the chain says has happened.

use super::records::{Exchange, Ledger, Line, Rules, Voice};
use crate::jobs::answers::Report;
use codec::{Decode, Error};
use parecon_jobs_engine::Quality;
use parecon_primitives::{CouncilId, MemberId, Period};
use primitive_types::H256;

/// An event, and where it happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
	/// Position of the extrinsic; none where the block itself did it.
	pub extrinsic: Option<u32>,
	/// What happened.
	pub what: What,
}

/// The council that something happened in, and what it was.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
	/// Something in a council.
	In(CouncilId, Within),
	/// Something of a task, whose council is not said: its minutes or parts, or what is offered of it.
	Tasks,
	/// The weighted minutes were worked out.
	Weighed {
		/// The period.
		period: Period,
		/// Their sum.
		minutes: u64,
	},
	/// A state was met that the rules exclude.
	Unexpected(u8),
	/// Something in another pallet that can change who sits where, or populations.
	Seats,
	/// An epoch has begun.
	Epoch,
}

/// What happens in a council.
#[derive(Clone, Debug, PartialEq)]
pub enum Within {
	/// A task was registered.
	Registered,
	/// A member has committed to ratings.
	Committed { member: MemberId, period: Period },
	/// A member has rated.
	Rated { member: MemberId, voice: Voice, lines: Vec<Line> },
	/// What was dead of a member was removed.
	Tidied { member: MemberId },
	/// The workplace was removed.
	Closed,
	/// A member offers hours, or none any more.
	Hours { member: MemberId, minutes: Option<[u16; 4]> },
	/// A qualification was granted or withdrawn.
	Qualified { member: MemberId, qualification: u8, granted: bool },
	/// The rules were set.
	Ruled(Rules),
	/// A window was opened.
	Opened,
	/// A division was submitted.
	Submitted { number: u32, quality: Quality, hash: H256 },
	/// A division was adopted.
	Adopted(Told),
	/// The lots were drawn.
	Drawn { number: u32, seed: H256 },
	/// A member has ranked complexes.
	Ranked { member: MemberId, complexes: Vec<u8> },
	/// The complexes were allotted.
	Allotted { period: Period, round: u32, holders: Vec<Option<MemberId>> },
	/// A member has taken a complex up.
	Taken { complex: u8, member: MemberId },
	/// A complex was left.
	Left { complex: u8 },
	/// Two members have agreed on an exchange.
	Exchanged { member: MemberId, with: MemberId, exchange: Exchange },
	/// The council has reported.
	Reported { report: Box<Report>, ledger: Ledger },
}

/// What is told of a division that is adopted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
	/// The number of its window.
	pub number: u32,
	/// Its quality.
	pub quality: Quality,
	/// How many complexes are balanced.
	pub balanced: u32,
	/// How many there are.
	pub complexes: u32,
}

/// What an event of the jobs pallet says; none where nothing that is recomputed depends on it. A
/// report is read elsewhere.
///
/// # Errors
/// Its fields are others.
pub fn what(name: &str, mut fields: &[u8]) -> Result<Option<What>, Error> {
	let bytes = &mut fields;
	let tasks =
		["TaskRevised", "TaskSplit", "TasksMerged", "TaskRetired", "OutsideOpened", "ShiftTaken"];
	Ok(match name {
		name if tasks.contains(&name) || name == "ShiftDropped" => Some(What::Tasks),
		"Weighed" => {
			let (period, minutes) = Decode::decode(bytes)?;
			Some(What::Weighed { period, minutes })
		},
		"Unexpected" => Some(What::Unexpected(Decode::decode(bytes)?)),
		_ => {
			// Events that are of no council are not among those that are read further.
			let council = CouncilId::decode(bytes)?;
			within(name, bytes)?.map(|within| What::In(council, within))
		},
	})
}

fn within(name: &str, bytes: &mut &[u8]) -> Result<Option<Within>, Error> {
	Ok(Some(match name {
		"TaskRegistered" => Within::Registered,
		"RatingsCommitted" => {
			let (member, period) = Decode::decode(bytes)?;
			Within::Committed { member, period }
		},
		"Rated" => {
			let (member, voice, lines) = Decode::decode(bytes)?;
			Within::Rated { member, voice, lines }
		},
		"Tidied" => Within::Tidied { member: Decode::decode(bytes)? },
		"WorkplaceClosed" => Within::Closed,
		"HoursOffered" => {
			let (member, minutes) = Decode::decode(bytes)?;
			Within::Hours { member, minutes: Some(minutes) }
		},
		"HoursWithdrawn" => Within::Hours { member: Decode::decode(bytes)?, minutes: None },
		"Qualified" => {
			let (member, qualification, granted) = Decode::decode(bytes)?;
			Within::Qualified { member, qualification, granted }
		},
		"RulesSet" => Within::Ruled(Decode::decode(bytes)?),
		"WindowOpened" => Within::Opened,
		_ => return of_divisions(name, bytes),
	}))
}

fn of_divisions(name: &str, bytes: &mut &[u8]) -> Result<Option<Within>, Error> {
	Ok(Some(match name {
		"Submitted" => {
			let (number, _by, quality, hash): (_, MemberId, _, _) = Decode::decode(bytes)?;
			Within::Submitted { number, quality, hash }
		},
		"DivisionAdopted" => {
			let (number, quality, balanced, complexes) = Decode::decode(bytes)?;
			Within::Adopted(Told { number, quality, balanced, complexes })
		},
		"LotsDrawn" => {
			let (number, seed) = Decode::decode(bytes)?;
			Within::Drawn { number, seed }
		},
		"Ranked" => {
			let (member, complexes) = Decode::decode(bytes)?;
			Within::Ranked { member, complexes }
		},
		"Allotted" => {
			let (period, round, holders) = Decode::decode(bytes)?;
			Within::Allotted { period, round, holders }
		},
		"JobTaken" => {
			let (complex, member) = Decode::decode(bytes)?;
			Within::Taken { complex, member }
		},
		"JobLeft" => Within::Left { complex: Decode::decode(bytes)? },
		"Exchanged" => {
			let (member, with, exchange) = Decode::decode(bytes)?;
			Within::Exchanged { member, with, exchange }
		},
		_ => return Ok(None),
	}))
}
