//! What the views answer. They write nothing.

use crate::{
	Candidacy, CandidacyOf, CandidacyState, Candidate, CandidateOf, Candidates, Config, MemberInfo,
	MemberInfoOf, MemberOf, Members, Pallet, Rules, SponsorAnswer, SponsorAnswerOf, Sponsoring,
};
use parecon_primitives::MemberId;

impl<T: Config> Pallet<T> {
	pub(crate) fn view_who_am_i(account: T::AccountId) -> Option<MemberInfoOf<T>> {
		let member = MemberOf::<T>::get(&account)?;
		let record = Members::<T>::get(member)?;
		Some(MemberInfo {
			member,
			since: record.since,
			sponsors: record.sponsors.into_inner(),
			sponsoring: Sponsoring::<T>::get(member).into_inner(),
			open_sponsorships: Rules::<T>::get().open_sponsorships,
			may_leave: frame_system::Pallet::<T>::can_dec_provider(&account),
		})
	}

	pub(crate) fn view_may_sponsor(
		account: T::AccountId,
		candidate: T::AccountId,
	) -> SponsorAnswerOf<T> {
		let member = MemberOf::<T>::get(&account);
		SponsorAnswer {
			verdict: Self::check_sponsor(&account, &candidate).map(|_| ()).map_err(Into::into),
			sponsoring: member.map_or(0, Self::view_open_sponsorships),
			open_sponsorships: Rules::<T>::get().open_sponsorships,
			candidacy: Self::view_candidacy(candidate),
		}
	}

	pub(crate) fn view_open_sponsorships(member: MemberId) -> u32 {
		let given = Sponsoring::<T>::decode_len(member).unwrap_or_default();
		u32::try_from(given).unwrap_or(u32::MAX)
	}

	pub(crate) fn view_candidacy(account: T::AccountId) -> Option<CandidacyOf<T>> {
		let record = Candidates::<T>::get(account)?;
		let state = Self::state_of(&record);
		let Candidate { sponsors, needed, expires } = record;
		Some(Candidacy { state, sponsors: sponsors.into_inner(), needed, expires })
	}

	/// Where a candidacy stands in this block.
	fn state_of(record: &CandidateOf<T>) -> CandidacyState {
		let words = u32::try_from(record.sponsors.len()).unwrap_or(u32::MAX);
		if Self::is_expired(record) {
			CandidacyState::Expired
		} else if words >= record.needed {
			CandidacyState::Ready
		} else {
			CandidacyState::Collecting
		}
	}
}
