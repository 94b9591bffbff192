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
		/// The account is a member's already.
		AlreadyMember,
		/// The signer is the candidate.
		SelfSponsored,
		/// The signer's word for this candidate, or for this account of a recovery, is given already.
		AlreadySponsored,
		/// The signer has given as many words for open candidacies as a member may.
		QuotaUsedUp,
		/// The candidate has as many sponsors as the record can hold.
		SponsorsFull,
		/// There is no candidacy of this account.
		NoCandidacy,
		/// The signer has given no word for this candidate, or did not sponsor this member.
		NotSponsor,
		/// The candidacy is dead; it can be discarded and opened anew.
		CandidacyExpired,
		/// The candidacy is not dead yet.
		CandidacyOpen,
		/// Not enough members have given a word that counts.
		NotEnoughSponsors,
		/// Something on the chain depends on the account (a hold, session keys): it has to be
		/// released first.
		AccountInUse,
		/// The number of sponsors needed is zero or above `MaxSponsors`.
		SponsorsNeededOutOfBounds,
		/// The number of open sponsorships is zero or above `MaxOpenSponsorships`.
		OpenSponsorshipsOutOfBounds,
		/// A candidacy has to live for longer than the waiting.
		LifetimeTooShort,
		/// All identifiers have been given.
		IdsExhausted,
		/// The member may not act for now.
		Suspended,
		/// The signer gave a word for a proved duplicate and may not sponsor for now.
		Barred,
		/// The signer has not been a member for long enough to sponsor.
		NoStanding,
		/// The signer has given as many words in this period as a member may.
		PeriodQuotaUsedUp,
		/// The signer has no seat in a base council.
		NotSeated,
		/// The first word has to come from a member with a seat in a consumers' base council, which
		/// becomes the candidate's home council.
		NoHome,
		/// A membership is offered to the account.
		AccountOffered,
		/// The account is reserved for a member whose recovery is due.
		AccountInRecovery,
		/// The account is a candidate's.
		IsCandidate,
		/// The account is a dependent's.
		IsDependent,
		/// The words that count come from too few different councils.
		TooFewCouncils,
		/// The time for objections is not over.
		WaitingPeriod,
		/// The home council has not decided the case yet.
		InObjection,
		/// As many as the rules allow have become members in this period.
		GrowthExhausted,
		/// The signer objects already.
		AlreadyObjected,
		/// The case was sent to the home council already.
		CaseSent,
		/// The objections are too few for a case.
		NoCase,
		/// The signer does not speak for the candidate's home council.
		NotSpeaker,
		/// The home council has decided the case already.
		AlreadySettled,
		/// The signer is a party to the case: who has given a word for the candidate or objects does
		/// not decide it, and who has decided it gives no word. Another speaker of the council can.
		PartyToCase,
		/// The signer has offered the membership to an account already.
		OfferOpen,
		/// No membership is offered: none to the account, or none by the signer.
		NoOffer,
		/// There is no such member.
		NoSuchMember,
		/// The member has no sponsors: it takes the governed origin.
		NoSponsors,
		/// The recovery has a majority for one account: no more words are taken.
		AlreadyDue,
		/// There is no recovery of this member.
		NoRecovery,
		/// The recovery has no majority, or its delay is not over.
		NotDue,
		/// The recovery is not dead.
		RecoveryOpen,
		/// The recovery is dead; it can be discarded and opened anew.
		RecoveryExpired,
		/// The membership was renewed in this period.
		AlreadyRenewed,
		/// The membership was renewed within its term.
		NotLapsed,
		/// The member is suspended already.
		AlreadySuspended,
		/// The member is not suspended.
		NotSuspended,
		/// The member is not barred from sponsoring.
		NotBarred,
		/// A member is not a duplicate of itself.
		SameMember,
		/// The account does not linger.
		NotLingering,
		/// The signer's own account cannot be the signer's dependent.
		SelfDependent,
		/// The guardian has as many dependents as a member can have.
		DependentsFull,
		/// The account is not a dependent's.
		NotDependent,
		/// The dependent is confirmed already.
		AlreadyConfirmed,
		/// A guardian cannot confirm the dependent.
		SelfConfirmed,
		/// The signer has no seat in the consumers' base council of the guardian.
		NotNeighbour,
		/// The signer is not the guardian.
		NotGuardian,
		/// The member is the guardian already.
		OwnDependent,
		/// Guardianship is not offered to the signer.
		NotOffered,
		/// The number of councils needed is zero or above the number of sponsors needed.
		CouncilsNeededOutOfBounds,
		/// A member has to have one word in a period at least.
		SponsorshipsPerPeriodZero,
		/// Neither a rate of growth nor a least number: nobody could be admitted.
		GrowthZero,
		/// The number of objections needed is zero or above `MaxObjectors`.
		ObjectorsNeededOutOfBounds,
		/// A recovery has to leave the member a block at least to cancel it.
		RecoveryDelayZero,
		/// A recovery has to live for at least one block.
		RecoveryLifetimeZero,
		/// A term has to last for at least one period.
		TermZero,
		/// A bar has to last for at least one period.
		BarZero,
	}
}
