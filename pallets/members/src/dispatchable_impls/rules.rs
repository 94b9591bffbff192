//! The rules and their bounds.

use crate::{AdmissionRulesOf, Config, Error, Event, Pallet, Rules};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	sp_runtime::traits::Zero,
};

impl<T: Config> Pallet<T> {
	/// Whether `rules` lie within the bounds.
	pub(crate) fn ensure_rules(rules: &AdmissionRulesOf<T>) -> Result<(), Error<T>> {
		let within = |count: u32, most: u32| count > 0 && count <= most;
		ensure!(
			within(rules.sponsors_needed, T::MaxSponsors::get()),
			Error::<T>::SponsorsNeededOutOfBounds
		);
		ensure!(
			within(rules.councils_needed, rules.sponsors_needed),
			Error::<T>::CouncilsNeededOutOfBounds
		);
		ensure!(
			within(rules.open_sponsorships, T::MaxOpenSponsorships::get()),
			Error::<T>::OpenSponsorshipsOutOfBounds
		);
		ensure!(rules.sponsorships_per_period > 0, Error::<T>::SponsorshipsPerPeriodZero);
		ensure!(rules.candidacy_lifetime > rules.waiting, Error::<T>::LifetimeTooShort);
		ensure!(!rules.growth.is_zero() || rules.growth_least > 0, Error::<T>::GrowthZero);
		ensure!(
			within(rules.objectors_needed, T::MaxObjectors::get()),
			Error::<T>::ObjectorsNeededOutOfBounds
		);
		ensure!(!rules.recovery_delay.is_zero(), Error::<T>::RecoveryDelayZero);
		ensure!(!rules.recovery_lifetime.is_zero(), Error::<T>::RecoveryLifetimeZero);
		ensure!(rules.term > 0, Error::<T>::TermZero);
		ensure!(rules.bar > 0, Error::<T>::BarZero);
		Ok(())
	}

	pub(crate) fn do_set_rules(rules: AdmissionRulesOf<T>) -> DispatchResult {
		Self::ensure_rules(&rules)?;

		Rules::<T>::put(&rules);
		Self::deposit_event(Event::RulesSet { rules });
		Ok(())
	}
}
