//! What the pallet tells: a section of its declarations.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
	/// What has changed.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A council has a task from now on.
		TaskRegistered {
			/// The council.
			council: CouncilId,
			/// The task.
			task: TaskId,
			/// Minutes a period.
			minutes: u32,
		},
		/// A task was described anew.
		TaskRevised {
			/// The task.
			task: TaskId,
			/// Minutes a period.
			minutes: u32,
		},
		/// A task was split. Its ratings live on in the children.
		TaskSplit {
			/// The task that is gone.
			task: TaskId,
			/// The tasks in its place.
			children: BoundedVec<TaskId, MaxChildren>,
		},
		/// Tasks were merged. Their ratings live on in the new one.
		TasksMerged {
			/// The tasks that are gone.
			tasks: BoundedVec<TaskId, MaxParts>,
			/// The task in their place.
			into: TaskId,
		},
		/// A task was retired, with its ratings.
		TaskRetired {
			/// The task.
			task: TaskId,
		},
		/// What a dissolved council had here was removed.
		WorkplaceClosed {
			/// The council.
			council: CouncilId,
		},
		/// A member has committed to ratings.
		RatingsCommitted {
			/// The council whose tasks are rated.
			council: CouncilId,
			/// The member.
			member: MemberId,
			/// The period, after which they can be revealed.
			period: Period,
		},
		/// A member has rated tasks.
		Rated {
			/// The council.
			council: CouncilId,
			/// The member.
			member: MemberId,
			/// As whom.
			voice: Voice,
			/// The ratings.
			lines: BoundedVec<Line, MaxReveal>,
		},
		/// What was dead of a member in a council was removed.
		Tidied {
			/// The council.
			council: CouncilId,
			/// The member.
			member: MemberId,
			/// How many records.
			removed: u32,
		},
		/// A member offers hours.
		HoursOffered {
			/// The council.
			council: CouncilId,
			/// The member.
			member: MemberId,
			/// Minutes by hour class.
			minutes: [u16; 4],
		},
		/// A member offers no hours any more.
		HoursWithdrawn {
			/// The council.
			council: CouncilId,
			/// The member.
			member: MemberId,
		},
		/// A qualification was granted or withdrawn.
		Qualified {
			/// The council.
			council: CouncilId,
			/// The member.
			member: MemberId,
			/// The qualification.
			qualification: u8,
			/// Whether the member has it now.
			granted: bool,
		},
		/// The council's rules were set.
		RulesSet {
			/// The council.
			council: CouncilId,
			/// The rules.
			rules: JobRules,
		},
		/// Divisions can be submitted. Ratings, tasks and roster are frozen for them.
		WindowOpened {
			/// The council.
			council: CouncilId,
			/// The window's number.
			number: u32,
			/// The first block in which it is closed.
			closes: BlockNumberFor<T>,
			/// The mean that divisions are measured by.
			mean: Both<Points>,
		},
		/// A division better than all before was submitted.
		Submitted {
			/// The council.
			council: CouncilId,
			/// The window's number.
			number: u32,
			/// Who submitted it.
			by: MemberId,
			/// Its quality.
			quality: Quality,
			/// Its hash.
			hash: H256,
		},
		/// The window was removed without a new division.
		WindowDropped {
			/// The council.
			council: CouncilId,
			/// The window's number.
			number: u32,
		},
		/// The council has adopted a division.
		DivisionAdopted {
			/// The council.
			council: CouncilId,
			/// The window's number.
			number: u32,
			/// Its quality.
			quality: Quality,
			/// How many of its complexes are balanced.
			balanced: u32,
			/// How many it has.
			complexes: u32,
		},
		/// The order in which the council's workers choose was drawn.
		LotsDrawn {
			/// The council.
			council: CouncilId,
			/// The window's number.
			number: u32,
			/// The lot.
			seed: H256,
		},
		/// The roster of a division, or the pool of a jury, was frozen anew, since its lot is not
		/// kept any more.
		LotsPostponed {
			/// The council.
			council: CouncilId,
			/// The epoch in which it is frozen now.
			epoch: u64,
		},
		/// A member has ranked complexes.
		Ranked {
			/// The council.
			council: CouncilId,
			/// The member.
			member: MemberId,
			/// Best first.
			complexes: BoundedVec<u8, MaxWorkers>,
		},
		/// The complexes were allotted by the members' wishes and places.
		Allotted {
			/// The council.
			council: CouncilId,
			/// The period.
			period: Period,
			/// The round.
			round: u32,
			/// By complex.
			holders: BoundedVec<Option<MemberId>, MaxWorkers>,
		},
		/// A member has taken up a complex that was free.
		JobTaken {
			/// The council.
			council: CouncilId,
			/// The complex.
			complex: u8,
			/// The member.
			member: MemberId,
		},
		/// A member has left a complex.
		JobLeft {
			/// The council.
			council: CouncilId,
			/// The complex.
			complex: u8,
			/// The member.
			member: MemberId,
		},
		/// A member proposes an exchange.
		ExchangeProposed {
			/// The council.
			council: CouncilId,
			/// Who proposes.
			member: MemberId,
			/// To whom.
			with: MemberId,
			/// What.
			exchange: Exchange,
		},
		/// An exchange was agreed to.
		Exchanged {
			/// The council.
			council: CouncilId,
			/// Who proposed.
			member: MemberId,
			/// Who agreed.
			with: MemberId,
			/// What.
			exchange: Exchange,
		},
		/// Outsiders are to be drawn to rate the council's tasks.
		JuryCalled {
			/// The council.
			council: CouncilId,
			/// The epoch in which the pool was frozen.
			epoch: u64,
			/// The pool: members with identifiers below this one.
			pool: u32,
		},
		/// The jury was drawn. Without members it is dissolved: nobody could be found.
		JurySeated {
			/// The council.
			council: CouncilId,
			/// The lot.
			seed: H256,
			/// Its members.
			members: BoundedVec<MemberId, MaxJury>,
		},
		/// A council offers minutes of a task to outsiders.
		OutsideOpened {
			/// The task.
			task: TaskId,
			/// Minutes.
			minutes: u32,
		},
		/// An outsider has taken on some.
		ShiftTaken {
			/// The task.
			task: TaskId,
			/// The member.
			member: MemberId,
			/// The council for which it counts.
			home: CouncilId,
			/// Minutes.
			minutes: u32,
		},
		/// It was done.
		ShiftDone {
			/// The task.
			task: TaskId,
			/// The member.
			member: MemberId,
			/// The council for which it counts.
			home: CouncilId,
			/// Minutes as they count there.
			counted: u32,
		},
		/// It was not done.
		ShiftDropped {
			/// The task.
			task: TaskId,
			/// The member.
			member: MemberId,
		},
		/// A council has reported how far its labour is balanced.
		Reported {
			/// The council.
			council: CouncilId,
			/// What it reports.
			report: Report,
			/// Its balancing minutes.
			ledger: Ledger,
		},
		/// The weighted minutes of all tasks were worked out.
		Weighed {
			/// The period.
			period: Period,
			/// Their sum.
			minutes: u64,
		},
		/// A state was met that the pallet's invariants exclude.
		Unexpected(Surprise),
	}

	/// States that the invariants exclude.
	#[derive(
		Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo,
	)]
	pub enum Surprise {
		/// A histogram lacks a rating that was counted.
		RatingMissing,
		/// A sum lacks what was added to it.
		SumTooSmall,
		/// A task of a council's list does not exist.
		TaskMissing,
		/// An order names a worker whom the roster does not have.
		WorkerMissing,
	}
}
