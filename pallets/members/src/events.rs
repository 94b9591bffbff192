//! What the pallet tells: a section of its declarations.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
	/// What has changed.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A first word made an account a candidate.
		CandidacyOpened {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// The council that decides if there are objections.
			home: CouncilId,
			/// How many words it takes, now and for all of this candidacy.
			needed: u32,
			/// From how many councils they have to come.
			councils: u32,
			/// How many blocks pass between the last of these words and admission.
			waiting: BlockNumberFor<T>,
			/// The first block in which the candidacy is dead.
			expires: BlockNumberFor<T>,
		},
		/// A member gave a word for a candidate.
		Sponsored {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// Who gave the word.
			sponsor: MemberId,
		},
		/// A member took a word back.
		WordWithdrawn {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// Whose word no longer counts.
			sponsor: MemberId,
		},
		/// The last word for a candidate was taken back and the candidacy is over.
		CandidacyClosed {
			/// The account that is no candidate any more.
			candidate: T::AccountId,
		},
		/// A dead candidacy was removed.
		CandidacyDiscarded {
			/// The account that is no candidate any more.
			candidate: T::AccountId,
		},
		/// A member objected to a candidate.
		Objected {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// Who objects.
			member: MemberId,
			/// How many object now.
			objections: u32,
		},
		/// The objections are enough: the home council decides.
		CaseSent {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// The council whose speaker settles the case.
			home: CouncilId,
		},
		/// The home council decided for the candidate.
		CandidacyApproved {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// The council that decided.
			home: CouncilId,
		},
		/// The home council decided against the candidate and the candidacy is over.
		CandidacyRejected {
			/// The account that is no candidate any more.
			candidate: T::AccountId,
			/// The council that decided.
			home: CouncilId,
		},
		/// A person became a member.
		Admitted {
			/// The new member.
			member: MemberId,
			/// The account through which the member acts.
			account: T::AccountId,
		},
		/// The new member was a dependent until now.
		CameOfAge {
			/// The new member.
			member: MemberId,
			/// In whose care the member was.
			guardian: MemberId,
		},
		/// A person ceased to be a member.
		MembershipEnded {
			/// Whose membership ended; the identifier is not given again.
			member: MemberId,
			/// The account through which the member acted.
			account: T::AccountId,
			/// How it ended.
			reason: Ending,
		},
		/// A member offered the membership to another account.
		AccountOffered {
			/// The member.
			member: MemberId,
			/// The account that can accept.
			account: T::AccountId,
		},
		/// Such an offer is over, and was not accepted.
		OfferWithdrawn {
			/// The member.
			member: MemberId,
			/// The account that can no longer accept.
			account: T::AccountId,
		},
		/// A member acts through another account.
		AccountChanged {
			/// The member.
			member: MemberId,
			/// The account through which the member no longer acts.
			old: T::AccountId,
			/// The account through which the member acts now.
			new: T::AccountId,
		},
		/// An account keeps our provider reference for now, because something depends on it.
		AccountLingers {
			/// The account that is no member's any more.
			account: T::AccountId,
		},
		/// A lingering account has given our provider reference back.
		AccountReleased {
			/// The account.
			account: T::AccountId,
		},
		/// A member's account is said to be lost.
		RecoveryOpened {
			/// The member.
			member: MemberId,
			/// The first block in which the recovery is dead, if there is no majority by then.
			expires: BlockNumberFor<T>,
		},
		/// One of a member's sponsors gave a word for the recovery. An earlier one of the same sponsor
		/// gives way to it.
		RecoverySponsored {
			/// The member.
			member: MemberId,
			/// Who gave the word.
			sponsor: MemberId,
			/// The account through which the member is to act, by this word.
			account: T::AccountId,
		},
		/// A recovery will be carried out, unless the member cancels it. The account is reserved.
		RecoveryDue {
			/// The member.
			member: MemberId,
			/// The account through which the member is to act.
			account: T::AccountId,
			/// The first block in which anyone can complete it.
			due: BlockNumberFor<T>,
		},
		/// A recovery is over: the member cancelled it, changed the account or is one no more, or
		/// another recovery took its place.
		RecoveryCancelled {
			/// The member.
			member: MemberId,
		},
		/// A dead recovery was removed.
		RecoveryDiscarded {
			/// The member.
			member: MemberId,
		},
		/// A member renewed the membership.
		Renewed {
			/// The member.
			member: MemberId,
			/// The first period in which anyone can end it, if it is not renewed again.
			lapses_at: Period,
		},
		/// A member may not act for now.
		Suspended {
			/// The member.
			member: MemberId,
		},
		/// A suspended member may act again.
		Reinstated {
			/// The member.
			member: MemberId,
		},
		/// A member who gave a word for a proved duplicate may not sponsor for now.
		SponsorBarred {
			/// The member.
			member: MemberId,
			/// The first period in which the member may sponsor again.
			until: Period,
		},
		/// A barred member may sponsor again.
		BarLifted {
			/// The member.
			member: MemberId,
		},
		/// A member has a person in care, who does not count yet.
		DependentAdded {
			/// The dependent.
			account: T::AccountId,
			/// In whose care.
			guardian: MemberId,
		},
		/// A neighbour confirmed a dependent, who counts from now on.
		DependentConfirmed {
			/// The dependent.
			account: T::AccountId,
			/// In whose care.
			guardian: MemberId,
			/// Who confirmed it.
			by: MemberId,
		},
		/// A person is no dependent any more, and no member either.
		DependentRemoved {
			/// Who was the dependent.
			account: T::AccountId,
			/// In whose care.
			guardian: MemberId,
		},
		/// A guardian offered guardianship to another member.
		GuardianshipOffered {
			/// The dependent.
			account: T::AccountId,
			/// In whose care.
			guardian: MemberId,
			/// Who can accept.
			to: MemberId,
		},
		/// A dependent is in the care of another member.
		GuardianChanged {
			/// The dependent.
			account: T::AccountId,
			/// In whose care until now.
			from: MemberId,
			/// In whose care from now on.
			to: MemberId,
			/// Whether the dependent still counts: where the two are no neighbours it takes a new
			/// confirmation.
			confirmed: bool,
		},
		/// The rules were changed. Open candidacies and recoveries keep theirs.
		RulesSet {
			/// The rules now in force.
			rules: AdmissionRulesOf<T>,
		},
	}
}
