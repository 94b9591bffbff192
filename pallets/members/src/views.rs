//! What the views answer. They write nothing.

use crate::{
	councils_among, count_of, lapses_at, majority_of, AdmitAnswer, AdmitAnswerOf, Candidacy,
	CandidacyOf, CandidacyState, CandidateOf, Candidates, Config, DependentInfo, DependentInfoOf,
	Dependents, GrowthInfo, MemberInfo, MemberInfoOf, Members, Pallet, RecoverAnswer,
	RecoverAnswerOf, Recoveries, RecoveryInfo, RecoveryInfoOf, Rules, SponsorAnswer,
	SponsorAnswerOf, Sponsoring, Wards,
};
use alloc::vec::Vec;
use parecon_primitives::MemberId;

impl<T: Config> Pallet<T> {
	pub(crate) fn view_who_am_i(account: T::AccountId) -> Option<MemberInfoOf<T>> {
		let (member, record) = Self::ensure_member_of(&account).ok()?;
		let rules = Rules::<T>::get();
		Some(MemberInfo {
			member,
			since: record.since,
			suspended: record.suspended,
			barred_until: record.barred_until,
			renewed: record.renewed,
			lapses_at: lapses_at(record.renewed, rules.term),
			seats: Self::seats_of(member),
			sponsoring: Sponsoring::<T>::get(member).into_inner(),
			open_sponsorships: rules.open_sponsorships,
			words_left: Self::words_left(&record, &rules),
			sponsors: record.sponsors.into_inner(),
			offer: record.offer,
			recovery: Self::view_recovery(member),
			dependents: Self::view_dependents_of(member),
			may_leave: frame_system::Pallet::<T>::can_dec_provider(&account),
		})
	}

	pub(crate) fn view_may_sponsor(
		account: T::AccountId,
		candidate: T::AccountId,
	) -> SponsorAnswerOf<T> {
		let rules = Rules::<T>::get();
		let known = Self::ensure_member_of(&account).ok();
		let member = known.as_ref().map(|(member, _)| *member);
		let record = known.as_ref().map(|(_, record)| record);
		SponsorAnswer {
			verdict: Self::check_sponsor(&account, &candidate).map(|_| ()).map_err(Into::into),
			standing_from: record.map(|record| record.standing_from(rules.standing)),
			barred_until: record.and_then(|record| record.barred_until),
			sponsoring: member.map_or(0, Self::view_open_sponsorships),
			open_sponsorships: rules.open_sponsorships,
			words_left: record.map_or(0, |record| Self::words_left(record, &rules)),
			seats: member.map(Self::seats_of).unwrap_or_default(),
			candidacy: Self::view_candidacy(candidate),
		}
	}

	pub(crate) fn view_may_admit(candidate: T::AccountId) -> AdmitAnswerOf<T> {
		let record = Candidates::<T>::get(&candidate);
		let valid_words = record.as_ref().map(Self::valid_words).unwrap_or_default();
		AdmitAnswer {
			verdict: Self::check_admit(&candidate).map(|_| ()).map_err(Into::into),
			valid_councils: councils_among(&valid_words),
			valid_words,
			growth: Self::view_growth(),
			guardian: Dependents::<T>::get(&candidate).map(|dependent| dependent.guardian),
			candidacy: record.map(Self::shown),
		}
	}

	pub(crate) fn view_may_recover(
		account: T::AccountId,
		member: MemberId,
		new: T::AccountId,
	) -> RecoverAnswerOf<T> {
		let verdict = Self::check_recover(&account, member, &new);
		let sponsors = Self::view_sponsors(member);
		RecoverAnswer {
			verdict: verdict.map(|_| ()).map_err(Into::into),
			needed: majority_of(count_of(&sponsors)),
			sponsors,
			recovery: Self::view_recovery(member),
		}
	}

	/// On whose word `member` was admitted.
	fn view_sponsors(member: MemberId) -> Vec<MemberId> {
		Members::<T>::get(member).map(|record| record.sponsors.into_inner()).unwrap_or_default()
	}

	pub(crate) fn view_open_sponsorships(member: MemberId) -> u32 {
		let given = Sponsoring::<T>::decode_len(member).unwrap_or_default();
		u32::try_from(given).unwrap_or(u32::MAX)
	}

	pub(crate) fn view_growth() -> GrowthInfo {
		let intake = Self::intake();
		let allowed = Self::allowed_in(&intake);
		let left = allowed.saturating_sub(intake.admitted);
		GrowthInfo { members: intake.members, allowed, admitted: intake.admitted, left }
	}

	pub(crate) fn view_recovery(member: MemberId) -> Option<RecoveryInfoOf<T>> {
		let recovery = Recoveries::<T>::get(member)?;
		Some(RecoveryInfo {
			words: recovery.words.into_inner(),
			needed: majority_of(count_of(&Self::view_sponsors(member))),
			expires: recovery.expires,
			due: recovery.due,
		})
	}

	pub(crate) fn view_dependents_of(member: MemberId) -> Vec<DependentInfoOf<T>> {
		let info = |account: T::AccountId| {
			let dependent = Dependents::<T>::get(&account)?;
			Some(DependentInfo { account, dependent })
		};
		Wards::<T>::get(member).accounts.into_iter().filter_map(info).collect()
	}

	pub(crate) fn view_candidacy(account: T::AccountId) -> Option<CandidacyOf<T>> {
		Candidates::<T>::get(account).map(Self::shown)
	}

	/// A candidacy as it is shown.
	fn shown(record: CandidateOf<T>) -> CandidacyOf<T> {
		Candidacy {
			state: Self::state_of(&record),
			needed: record.needed,
			councils: councils_among(&record.words),
			councils_needed: record.councils,
			home: record.home,
			admissible_from: Self::admissible_from(&record),
			objectors_needed: record.objectors_needed,
			approved: record.approved_by.is_some(),
			expires: record.expires,
			words: record.words.into_inner(),
			objectors: record.objectors.into_inner(),
		}
	}

	/// Where a candidacy stands in this block.
	fn state_of(record: &CandidateOf<T>) -> CandidacyState {
		if Self::is_expired(record) {
			return CandidacyState::Expired;
		}
		if Self::waits_for_home(record) {
			return CandidacyState::InObjection;
		}
		match Self::admissible_from(record) {
			None => CandidacyState::Collecting,
			Some(from) if Self::now() < from => CandidacyState::Waiting,
			Some(_) => CandidacyState::Ready,
		}
	}
}
