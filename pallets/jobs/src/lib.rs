#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects
	)
)]
#![warn(missing_docs)]
#![doc = include_str!("../README.md")]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
#[allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects
)]
mod benchmarking;
mod dispatchable_impls;
mod errors;
mod events;
#[cfg(test)]
mod mock;
mod parts;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;
mod views;
pub mod weights;

pub use pallet::*;
pub use parts::MAX_MINUTES;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// Declarations of the pallet: configuration, storage, calls and views; events and errors stand in
/// files of their own.
// The macro itself expands to `expect` where the runtime is put together wrongly.
#[allow(clippy::expect_used)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		Adopted, Child, Claim, Commitment, Division, Exchange, JobInfo, JobRules, JobsOf, Jury,
		Ledger, Line, MaxChildren, MaxJury, MaxParts, MaxReveal, MaxWorkers, Offer, PartMinutes,
		Pool, Rated, Report, Reports, Roster, Shift, Stints, Task, TaskInfo, TaskSpec, Voice,
		WeightInfo, Weights, WindowOf, Wishes, Workplace, WorkplaceInfoOf,
	};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use parecon_jobs_engine::{Apportion, Both, Community, Points, Quality};
	use parecon_primitives::{
		Calendar, CouncilId, CouncilTree, Lottery, MemberId, Membership, Period, StorageQuota,
		TaskId,
	};
	use sp_core::H256;

	/// The version of the storage layout in this code.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Tasks, job complexes and jobs.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who is a member.
		type Membership: Membership<Self::AccountId>;

		/// Which councils there are, who sits in them and who speaks for them.
		type Councils: CouncilTree;

		/// The periods in which ratings are given, jobs allotted and reports made.
		type Calendar: Calendar;

		/// Lots that nobody can foresee or steer.
		type Lottery: Lottery;

		/// Whose purse has room for what is put into the state: the council's for its tasks, a
		/// member's for ratings, hours, wishes and submissions.
		type Quota: StorageQuota;

		/// The most blocks for which a window is open.
		#[pallet::constant]
		type MaxWindow: Get<u32>;

		/// For how many blocks after its close a window can be adopted before anyone can remove it.
		#[pallet::constant]
		type AdoptionTime: Get<u32>;

		/// Weights of the calls and of the staged work.
		type WeightInfo: WeightInfo;
	}

	/// The identifier that the next task gets. Identifiers are never given twice.
	#[pallet::storage]
	pub type NextTask<T> = StorageValue<_, TaskId, ValueQuery>;

	/// The tasks of all councils. A task that is split, merged or retired is gone.
	#[pallet::storage]
	pub type Tasks<T> = StorageMap<_, Twox64Concat, TaskId, Task, OptionQuery>;

	/// What each council's tasks add up to.
	#[pallet::storage]
	pub type Workplaces<T> = StorageMap<_, Twox64Concat, CouncilId, Workplace, OptionQuery>;

	/// Who offers hours in a council.
	#[pallet::storage]
	pub type Rosters<T> = StorageMap<_, Twox64Concat, CouncilId, Roster, ValueQuery>;

	/// Ratings that were committed to and not revealed yet.
	#[pallet::storage]
	pub type Commitments<T> = StorageDoubleMap<
		_,
		Twox64Concat,
		CouncilId,
		Twox64Concat,
		MemberId,
		Commitment,
		OptionQuery,
	>;

	/// The latest ratings of each member in a council.
	#[pallet::storage]
	pub type Ratings<T> =
		StorageDoubleMap<_, Twox64Concat, CouncilId, Twox64Concat, MemberId, Rated, OptionQuery>;

	/// The open windows.
	#[pallet::storage]
	pub type Windows<T: Config> = StorageMap<_, Twox64Concat, CouncilId, WindowOf<T>, OptionQuery>;

	/// The best claim in each open window.
	#[pallet::storage]
	pub type Best<T> = StorageMap<_, Twox64Concat, CouncilId, Claim, OptionQuery>;

	/// The division of that claim.
	#[pallet::storage]
	pub type Candidates<T> = StorageMap<_, Twox64Concat, CouncilId, Division, OptionQuery>;

	/// The division that each council has adopted.
	#[pallet::storage]
	pub type Divisions<T> = StorageMap<_, Twox64Concat, CouncilId, Adopted, OptionQuery>;

	/// Its jobs: as many as it has complexes.
	#[pallet::storage]
	pub type Jobs<T> = StorageMap<_, Twox64Concat, CouncilId, JobsOf, ValueQuery>;

	/// What members would like. They stand until they are replaced, or the division is.
	#[pallet::storage]
	pub type Wants<T> =
		StorageDoubleMap<_, Twox64Concat, CouncilId, Twox64Concat, MemberId, Wishes, OptionQuery>;

	/// Exchanges that members propose, by who proposes.
	#[pallet::storage]
	pub type Offers<T> =
		StorageDoubleMap<_, Twox64Concat, CouncilId, Twox64Concat, MemberId, Offer, OptionQuery>;

	/// What members have done in a council.
	#[pallet::storage]
	pub type History<T> =
		StorageDoubleMap<_, Twox64Concat, CouncilId, Twox64Concat, MemberId, Stints, ValueQuery>;

	/// The juries.
	#[pallet::storage]
	pub type Juries<T> = StorageMap<_, Twox64Concat, CouncilId, Jury, OptionQuery>;

	/// Minutes of tasks that outsiders can take on.
	#[pallet::storage]
	pub type Outside<T> = StorageMap<_, Twox64Concat, TaskId, u32, ValueQuery>;

	/// Balancing work that was taken on and not confirmed yet.
	#[pallet::storage]
	pub type Shifts<T> =
		StorageDoubleMap<_, Twox64Concat, TaskId, Twox64Concat, MemberId, Shift, OptionQuery>;

	/// Balancing minutes of each council.
	#[pallet::storage]
	pub type Ledgers<T> = StorageMap<_, Twox64Concat, CouncilId, Ledger, ValueQuery>;

	/// The councils' indices by their own ratings, weighted by population.
	#[pallet::storage]
	pub type Inside<T> = StorageValue<_, Community, ValueQuery>;

	/// The councils' indices by outsiders' ratings, weighted by population.
	#[pallet::storage]
	pub type Compared<T> = StorageValue<_, Community, ValueQuery>;

	/// The weights of the tasks of each council that has a division not in binding balance.
	#[pallet::storage]
	pub type Weighted<T> = StorageMap<_, Twox64Concat, CouncilId, Weights, ValueQuery>;

	/// What is weighed together.
	#[pallet::storage]
	pub type Pooled<T> = StorageValue<_, Pool, ValueQuery>;

	/// The weighing under way: the last council dealt with, and what was given out.
	#[pallet::storage]
	pub type Weighing<T> = StorageValue<_, (Option<CouncilId>, Apportion), OptionQuery>;

	/// The latest reports of each council.
	#[pallet::storage]
	pub type Progress<T> = StorageMap<_, Twox64Concat, CouncilId, Reports, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_poll(_: BlockNumberFor<T>, meter: &mut frame_support::weights::WeightMeter) {
			Self::tick(meter);
		}

		fn integrity_test() {
			Self::check_integrity();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Registers a task of `minutes` a period.
		///
		/// Signed by who speaks for the council. The council's purse holds room for it.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::UnknownCouncil`], [`Error::Federation`],
		/// [`Error::NotSpeaker`], [`Error::WindowOpen`], [`Error::InvalidName`],
		/// [`Error::InvalidClass`], [`Error::InvalidMinutes`], [`Error::TooManyTasks`],
		/// [`Error::IdsExhausted`].
		#[pallet::call_index(0)]
		pub fn register_task(
			origin: OriginFor<T>,
			council: CouncilId,
			spec: TaskSpec,
			minutes: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register_task(who, council, spec, minutes)
		}

		/// Describes a task anew, with the minutes of each of its parts. Ratings stay. What is offered
		/// of it to outsiders is not any more where it takes a qualification now, or has fewer minutes
		/// than are offered.
		///
		/// Signed by who speaks for its council.
		///
		/// # Errors
		/// [`Error::UnknownTask`], those of [`Pallet::register_task`], [`Error::WrongParts`].
		#[pallet::call_index(1)]
		pub fn revise_task(
			origin: OriginFor<T>,
			task: TaskId,
			spec: TaskSpec,
			minutes: PartMinutes,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revise_task(who, task, spec, minutes)
		}

		/// Splits a task into two to four, which inherit its ratings. The children's minutes of each
		/// part add up to the part's, so that no index changes.
		/// A child that gets no minutes of a part does not have that part.
		///
		/// Signed by who speaks for its council.
		///
		/// # Errors
		/// [`Error::UnknownTask`], those of [`Pallet::register_task`], [`Error::TooFew`],
		/// [`Error::WrongParts`], [`Error::MinutesLost`], [`Error::TooManyGenerations`].
		#[pallet::call_index(2)]
		pub fn split_task(
			origin: OriginFor<T>,
			task: TaskId,
			children: BoundedVec<Child, MaxChildren>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_split_task(who, task, children)
		}

		/// Merges two to four tasks of one council into one, which keeps their ratings apart by its
		/// parts, so that the council's index does not change.
		///
		/// Signed by who speaks for the council.
		///
		/// # Errors
		/// [`Error::TooFew`], [`Error::NotAscending`], [`Error::UnknownTask`],
		/// [`Error::OtherCouncil`], those of [`Pallet::register_task`],
		/// [`Error::TooManyGenerations`], [`Error::TooManyParts`].
		#[pallet::call_index(3)]
		pub fn merge_tasks(
			origin: OriginFor<T>,
			tasks: BoundedVec<TaskId, MaxParts>,
			spec: TaskSpec,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_merge_tasks(who, tasks, spec)
		}

		/// Removes a task with its ratings. A division that is adopted keeps it until the next one.
		///
		/// Signed by who speaks for its council.
		///
		/// # Errors
		/// [`Error::UnknownTask`], [`Error::NotMember`], [`Error::NotSpeaker`],
		/// [`Error::WindowOpen`].
		#[pallet::call_index(4)]
		pub fn retire_task(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retire_task(who, task)
		}

		/// Removes everything that a dissolved council had here, save what its members have put
		/// down for themselves (ratings, wishes, exchanges, histories), which [`Pallet::tidy`]
		/// removes. A council that exists keeps its record even without a task.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::CouncilExists`], [`Error::NoWorkplace`], [`Error::Weighing`].
		#[pallet::call_index(5)]
		pub fn close_workplace(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_close_workplace(council)
		}

		/// Commits to ratings of a council's tasks, to be revealed in the next period. It replaces
		/// what was committed to in this period.
		///
		/// - `hash`: as [`Pallet::ratings_hash`] makes it.
		///
		/// Signed by a member, whose purse holds room for it.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NoWorkplace`], [`Error::RevealFirst`].
		#[pallet::call_index(6)]
		pub fn commit_ratings(
			origin: OriginFor<T>,
			council: CouncilId,
			hash: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_commit_ratings(who, council, hash)
		}

		/// Reveals what the signer committed to in the last period. Each rating takes the place of
		/// the signer's earlier one of that task, or of the one it was split or merged from. A task
		/// that was split or merged since the commitment is rated in what it has become; one that was
		/// retired is passed over.
		///
		/// Signed by a member: one with a seat in the council for tasks that the member has done, or
		/// that nobody has; others as a juror, or for what they have done here as balancing work.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NothingToReveal`], [`Error::WrongReveal`],
		/// [`Error::NoRatings`], [`Error::NotAscending`], [`Error::InvalidRating`],
		/// [`Error::VoiceChanged`], [`Error::UnknownTask`], [`Error::OtherCouncil`],
		/// [`Error::NotEntitled`], [`Error::RatingsFull`], [`Error::TooManyRatings`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::reveal_ratings(ratings.len() as u32))]
		pub fn reveal_ratings(
			origin: OriginFor<T>,
			council: CouncilId,
			ratings: BoundedVec<Line, MaxReveal>,
			salt: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal_ratings(who, council, ratings, salt)
		}

		/// Removes what is dead of a member in a council, and gives the room back: a commitment
		/// that was not revealed in time; wishes and exchanges of an earlier division or period; of
		/// who has no seat there any more these, hours and job; ratings that were given with
		/// another voice than the member has now; a jury that the member has called and that is
		/// over; a history of who is no member any more.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NothingToTidy`], [`Error::WindowOpen`].
		#[pallet::call_index(8)]
		pub fn tidy(origin: OriginFor<T>, council: CouncilId, member: MemberId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_tidy(council, member)
		}

		/// Offers hours: minutes a period by day, in the evening, at night, at weekends. It replaces
		/// what was offered before.
		///
		/// Signed by a member with a seat in the council, whose purse holds room for it.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSeated`], [`Error::WindowOpen`], [`Error::NoHours`],
		/// [`Error::TooManyWorkers`].
		#[pallet::call_index(9)]
		pub fn offer_hours(
			origin: OriginFor<T>,
			council: CouncilId,
			minutes: [u16; 4],
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_hours(who, council, minutes)
		}

		/// Takes the offer back, with the qualifications that go with it.
		///
		/// Signed by the member.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::WindowOpen`], [`Error::NotOffered`].
		#[pallet::call_index(10)]
		pub fn withdraw_hours(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_hours(who, council)
		}

		/// Grants a qualification to a member who offers hours, or withdraws it.
		///
		/// Signed by who speaks for the council.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSpeaker`], [`Error::WindowOpen`],
		/// [`Error::InvalidClass`], [`Error::NotOffered`].
		#[pallet::call_index(11)]
		pub fn qualify(
			origin: OriginFor<T>,
			council: CouncilId,
			member: MemberId,
			qualification: u8,
			granted: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_qualify(who, council, member, qualification, granted)
		}

		/// Sets how the council divides its labour, from the next window on.
		///
		/// Signed by who speaks for the council.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSpeaker`], [`Error::NoWorkplace`],
		/// [`Error::WindowOpen`], [`Error::InvalidRules`].
		#[pallet::call_index(12)]
		pub fn set_rules(
			origin: OriginFor<T>,
			council: CouncilId,
			rules: JobRules,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_rules(who, council, rules)
		}

		/// Opens a window of `blocks` for divisions. Ratings, tasks and roster are frozen for it.
		///
		/// Signed by who speaks for the council, whose purse holds room for it.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSpeaker`], [`Error::NoWorkplace`],
		/// [`Error::WindowOpen`], [`Error::InvalidWindow`], [`Error::NoWorkers`],
		/// [`Error::Unrated`].
		#[pallet::call_index(13)]
		pub fn open_window(
			origin: OriginFor<T>,
			council: CouncilId,
			blocks: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_window(who, council, blocks)
		}

		/// Submits a division that claims to be better than the best so far. A claim that is not is
		/// refused before anything else is read; of equal claims the one with the lower hash is
		/// better.
		///
		/// Signed by a member with a seat in the council, whose purse holds room for it until a
		/// better one comes or the window is over.
		///
		/// # Errors
		/// [`Error::NotBetter`], [`Error::NotMember`], [`Error::NotSeated`], [`Error::NoWindow`],
		/// [`Error::WindowClosed`], [`Error::NoComplexes`], [`Error::InvalidComplex`],
		/// [`Error::ComplexTooLarge`], [`Error::BelowBlock`], [`Error::InvalidWorker`],
		/// [`Error::HoursExceeded`], [`Error::NotQualified`], [`Error::MinutesMissing`],
		/// [`Error::MinutesTwice`], [`Error::FalseClaim`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::submit(division.len() as u32))]
		pub fn submit(
			origin: OriginFor<T>,
			council: CouncilId,
			claim: Quality,
			division: Division,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_submit(who, council, claim, division)
		}

		/// Adopts the best division of a window that has closed: it takes the place of the one before,
		/// whose jobs end.
		///
		/// Signed by who speaks for the council. In a council whose balance is binding the division
		/// must lie within the tolerance.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSpeaker`], [`Error::NoWindow`],
		/// [`Error::WindowNotClosed`], [`Error::NothingSubmitted`], [`Error::BeyondTolerance`],
		/// [`Error::Weighing`].
		#[pallet::call_index(15)]
		pub fn adopt(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_adopt(who, council)
		}

		/// Removes a window that has expired without being adopted, or, at the word of who speaks
		/// for the council, one that has closed.
		///
		/// # Errors
		/// [`Error::NoWindow`], [`Error::WindowNotClosed`]; before it has expired also
		/// [`Error::NotMember`], [`Error::NotSpeaker`].
		#[pallet::call_index(16)]
		pub fn drop_window(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_drop_window(who, council)
		}

		/// Draws the order in which the workers of the adopted division choose. Where the lot is
		/// not kept any more, the roster is frozen anew.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoDivision`], [`Error::LotsDrawn`], [`Error::LotsNotKnown`].
		#[pallet::call_index(17)]
		pub fn draw_lots(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_draw_lots(council)
		}

		/// Ranks complexes of the adopted division, best first; an empty list takes the wishes
		/// back. Who has a complex and ranks nothing wishes to keep it.
		///
		/// Signed by a member who offers hours in the council, and whose purse holds room for it.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NoDivision`], [`Error::NotOffered`],
		/// [`Error::InvalidWish`].
		#[pallet::call_index(18)]
		pub fn rank(
			origin: OriginFor<T>,
			council: CouncilId,
			complexes: BoundedVec<u8, MaxWorkers>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rank(who, council, complexes)
		}

		/// Allots the complexes for this period by the wishes: who has held a complex for as many
		/// periods as the rules say comes after the others who want it; otherwise places decide,
		/// which rotate.
		///
		/// Signed by anyone, once a period.
		///
		/// # Errors
		/// [`Error::NoDivision`], [`Error::LotsNotDrawn`], [`Error::TooEarly`],
		/// [`Error::ReportFirst`].
		#[pallet::call_index(19)]
		pub fn allot(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_allot(council)
		}

		/// Takes up a complex that is free.
		///
		/// Signed by a member who offers the hours and has the qualifications.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSeated`], [`Error::NoDivision`],
		/// [`Error::UnknownComplex`], [`Error::Taken`], [`Error::HasJob`], [`Error::NotOffered`],
		/// [`Error::HoursExceeded`], [`Error::NotQualified`].
		#[pallet::call_index(20)]
		pub fn take(origin: OriginFor<T>, council: CouncilId, complex: u8) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take(who, council, complex)
		}

		/// Leaves the signer's complex.
		///
		/// Signed by the member who has it.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NoJob`].
		#[pallet::call_index(21)]
		pub fn give_up(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_give_up(who, council)
		}

		/// Proposes to `with` to swap complexes, or to stand in for the signer for the rest of the
		/// period. It replaces what the signer proposed before.
		///
		/// Signed by a member who has a complex in the council, and whose purse holds room for it.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::SameMember`], [`Error::NoDivision`], [`Error::NoJob`]: the
		/// signer has no complex, or it is to be swapped for that of who has none.
		#[pallet::call_index(22)]
		pub fn propose_exchange(
			origin: OriginFor<T>,
			council: CouncilId,
			with: MemberId,
			exchange: Exchange,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_propose_exchange(who, council, with, exchange)
		}

		/// Agrees to what `member` has proposed to the signer in this period. After a swap both
		/// count as new in their complexes. Who stands in may have a complex of their own.
		///
		/// Signed by the member to whom it was proposed: one who offers the hours and has the
		/// qualifications.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSeated`], [`Error::NoDivision`], [`Error::NoOffer`],
		/// [`Error::NoJob`], [`Error::NotOffered`], [`Error::HoursExceeded`],
		/// [`Error::NotQualified`].
		#[pallet::call_index(23)]
		pub fn agree(
			origin: OriginFor<T>,
			council: CouncilId,
			member: MemberId,
			exchange: Exchange,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_agree(who, council, member, exchange)
		}

		/// Calls a jury of outsiders to rate the council's tasks: the members of today are the
		/// pool.
		///
		/// Signed by any member, whose purse holds room for it; once in six periods for each
		/// council.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NoWorkplace`], [`Error::JuryLately`].
		#[pallet::call_index(24)]
		pub fn call_jury(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_call_jury(who, council)
		}

		/// Draws the members of the jury: none of them sits in the council. Where the lot is not
		/// kept any more, the pool is frozen anew. Where nobody is found, the jury is dissolved.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoJury`], [`Error::LotsNotKnown`].
		#[pallet::call_index(25)]
		pub fn seat_jury(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_seat_jury(council)
		}

		/// Offers `minutes` of a task to outsiders in place of what was offered before; 0 ends the
		/// offer, even where the council owes minutes itself.
		///
		/// Signed by who speaks for the council.
		///
		/// # Errors
		/// [`Error::UnknownTask`], [`Error::NotMember`], [`Error::UnknownCouncil`],
		/// [`Error::Federation`], [`Error::NotSpeaker`],
		/// [`Error::NeedsQualification`], [`Error::TooManyMinutes`], [`Error::OwesItself`].
		#[pallet::call_index(26)]
		pub fn open_outside(origin: OriginFor<T>, task: TaskId, minutes: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_outside(who, task, minutes)
		}

		/// Takes on `minutes` of a task as balancing work for the signer's own workers' council.
		///
		/// Signed by a member with a seat in another workers' council, whose purse holds room for
		/// it.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::UnknownTask`], [`Error::NotOutsider`],
		/// [`Error::ShiftRunning`], [`Error::NeedsQualification`], [`Error::BelowBlock`],
		/// [`Error::TooManyMinutes`].
		#[pallet::call_index(27)]
		pub fn take_outside(origin: OriginFor<T>, task: TaskId, minutes: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take_outside(who, task, minutes)
		}

		/// Confirms that the balancing work was done: it counts for the member's council, and the
		/// member may rate the task as an outsider.
		///
		/// Signed by who speaks for the council whose task it is.
		///
		/// # Errors
		/// [`Error::UnknownTask`], [`Error::NotMember`], [`Error::UnknownCouncil`],
		/// [`Error::Federation`], [`Error::NotSpeaker`], [`Error::NoShift`].
		#[pallet::call_index(28)]
		pub fn confirm_outside(
			origin: OriginFor<T>,
			task: TaskId,
			member: MemberId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm_outside(who, task, member)
		}

		/// Removes balancing work that was not done; its minutes can be taken on again.
		///
		/// Signed by the member, or by anyone where the task is gone or nobody has confirmed it for
		/// two periods.
		///
		/// # Errors
		/// [`Error::NoShift`], [`Error::ShiftOpen`].
		#[pallet::call_index(29)]
		pub fn drop_outside(
			origin: OriginFor<T>,
			task: TaskId,
			member: MemberId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_drop_outside(who, task, member)
		}

		/// Publishes how far the council's labour is balanced, moves the weights of its tasks, works
		/// out what it owes, and renews its part in the community's means.
		///
		/// Signed by anyone, once a period.
		///
		/// # Errors
		/// [`Error::NoWorkplace`], [`Error::UnknownCouncil`], [`Error::Reported`],
		/// [`Error::Weighing`], [`Error::Overflow`].
		#[pallet::call_index(30)]
		pub fn report(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_report(council)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A task, how it is rated, and its weight.
		pub fn task(task: TaskId) -> Option<TaskInfo> {
			Self::task_info(task)
		}

		/// A council's work: sums, means, window, division, jobs, ledger and reports.
		pub fn workplace(council: CouncilId) -> Option<WorkplaceInfoOf<T>> {
			Self::workplace_info(council)
		}

		/// The complex that a member has in a council, and how it compares with the mean.
		pub fn job(council: CouncilId, member: MemberId) -> Option<JobInfo> {
			Self::job_info(council, member)
		}

		/// What a commitment to these ratings is: Blake2-256 over the genesis hash, this pallet and
		/// purpose, council, member, period, ratings and salt.
		pub fn ratings_hash(
			council: CouncilId,
			member: MemberId,
			period: Period,
			ratings: BoundedVec<Line, MaxReveal>,
			salt: H256,
		) -> H256 {
			Self::hash_of_ratings(council, member, period, &ratings, salt)
		}

		/// Which tasks of a council a member may rate now, and as whom; none where the member has
		/// no voice there.
		pub fn ratable(
			council: CouncilId,
			member: MemberId,
		) -> Option<(Voice, alloc::vec::Vec<TaskId>)> {
			Self::ratable_tasks(council, member)
		}
	}
}
