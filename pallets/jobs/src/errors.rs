//! What the pallet refuses with: a section of its declarations.

use frame_support::pallet_macros::pallet_section;

/// The errors.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is not a member.
		NotMember,
		/// There is no such council.
		UnknownCouncil,
		/// The council is a federation: work is divided in base councils.
		Federation,
		/// The signer does not speak for the council.
		NotSpeaker,
		/// The signer has no seat in the council.
		NotSeated,
		/// The council still exists.
		CouncilExists,
		/// The council has no tasks, and nothing else here.
		NoWorkplace,
		/// A name is empty or not UTF-8.
		InvalidName,
		/// An hour class is above 3, or a qualification above 31.
		InvalidClass,
		/// Minutes, or the smallest useful block, are zero or too many.
		InvalidMinutes,
		/// There is no such task.
		UnknownTask,
		/// The council has as many tasks as it can have.
		TooManyTasks,
		/// The minutes are not one figure for each part of the task.
		WrongParts,
		/// The children's minutes of a part do not add up to the part's.
		MinutesLost,
		/// A split needs at least two children, a merge at least two tasks.
		TooFew,
		/// The tasks are not in ascending order, or one is named twice.
		NotAscending,
		/// The tasks are not all of one council.
		OtherCouncil,
		/// The merged task would have too many parts.
		TooManyParts,
		/// A part has been split and merged too often to remember where it came from: register the
		/// work as a new task.
		TooManyGenerations,
		/// All identifiers have been given.
		IdsExhausted,
		/// A window is open: tasks, hours, qualifications and rules are frozen until it is over.
		WindowOpen,
		/// The signer's earlier ratings of this council can still be revealed: reveal them first.
		RevealFirst,
		/// There is no commitment of the signer, or it was made in this period, or too long ago.
		NothingToReveal,
		/// The ratings and the salt are not what was committed to.
		WrongReveal,
		/// A rating is outside 0 to 10.
		InvalidRating,
		/// There is no rating in it.
		NoRatings,
		/// The signer may not rate the task: others have done it, or the signer is an outsider who
		/// has neither done it nor been drawn into a jury.
		NotEntitled,
		/// The signer's ratings in this council were given as an insider and now come from outside,
		/// or the other way round: the old ones have to be removed first.
		VoiceChanged,
		/// The signer has rated as many tasks of this council as can be kept.
		RatingsFull,
		/// A task has as many ratings as can be counted.
		TooManyRatings,
		/// There is nothing dead of this member in this council.
		NothingToTidy,
		/// The council has as many workers as it can have.
		TooManyWorkers,
		/// The member offers no hours in this council.
		NotOffered,
		/// No hours are offered.
		NoHours,
		/// The rules are out of bounds.
		InvalidRules,
		/// A window is open for 1 to `MaxWindow` blocks.
		InvalidWindow,
		/// A task has no rating yet: there is no way to tell how empowering it is.
		Unrated,
		/// Nobody offers hours.
		NoWorkers,
		/// There is no open window.
		NoWindow,
		/// The time for submissions is over.
		WindowClosed,
		/// Submissions are still accepted.
		WindowNotClosed,
		/// The claim is not better than the best division: nothing else was looked at.
		NotBetter,
		/// The division's quality is not the one that is claimed.
		FalseClaim,
		/// The division has no complexes.
		NoComplexes,
		/// A complex names a task twice, or none, or a place where there is no task.
		InvalidComplex,
		/// A complex has more tasks than the rules allow.
		ComplexTooLarge,
		/// A portion is smaller than the task's smallest useful block.
		BelowBlock,
		/// A complex names a worker whom the roster does not have, or one who was named before.
		InvalidWorker,
		/// A complex takes more minutes of an hour class than the worker has offered.
		HoursExceeded,
		/// A task takes a qualification that the worker does not have.
		NotQualified,
		/// Minutes of a task are in no complex.
		MinutesMissing,
		/// Minutes of a task are in two complexes.
		MinutesTwice,
		/// There is no division to adopt.
		NothingSubmitted,
		/// The council's balance is binding, and the division is not within the tolerance.
		BeyondTolerance,
		/// The council has adopted no division.
		NoDivision,
		/// The lots are drawn already.
		LotsDrawn,
		/// The lots cannot be drawn yet: two epochs have to pass.
		LotsNotKnown,
		/// The lots have to be drawn first.
		LotsNotDrawn,
		/// A wish names a complex that there is not, or one twice.
		InvalidWish,
		/// The division was adopted, or allotted, in this period: the next one comes with the next
		/// period.
		TooEarly,
		/// The period's report has to be made first.
		ReportFirst,
		/// There is no such complex.
		UnknownComplex,
		/// Somebody has the complex.
		Taken,
		/// The member has a complex in this council already.
		HasJob,
		/// The member has no complex in this council.
		NoJob,
		/// Nothing of that kind was proposed by this member in this period.
		NoOffer,
		/// Nobody can exchange with themselves.
		SameMember,
		/// A jury was called for this council lately.
		JuryLately,
		/// There is no jury, or it is drawn already, or its time is over.
		NoJury,
		/// The task takes a qualification, which outsiders cannot have.
		NeedsQualification,
		/// The council owes balancing minutes itself, and has not done all of them.
		OwesItself,
		/// There are not so many minutes of this task to take on.
		TooManyMinutes,
		/// The signer works in the council whose task it is, or in none.
		NotOutsider,
		/// The signer has taken on balancing work of this task already.
		ShiftRunning,
		/// There is no balancing work of this member at this task.
		NoShift,
		/// It is not dead yet.
		ShiftOpen,
		/// The council has reported in this period.
		Reported,
		/// Weights are being worked out: try again in the next block.
		Weighing,
		/// A sum does not fit its type.
		Overflow,
	}
}
