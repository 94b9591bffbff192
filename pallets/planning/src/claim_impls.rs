//! Who is harmed by a pollutant: claims, and what opposes them.

use crate::{shared_impls::MAX_DEPTH, *};
use frame_support::{ensure, pallet_prelude::*};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::Kind;
use parecon_primitives::{CouncilId, CouncilTree, CouncilTreeAt, GoodId, Side};
use sp_runtime::traits::Saturating;

/// The longest time in which a claim can be opposed: a year of blocks of six seconds.
pub(crate) const MAX_CLAIM_WINDOW: u32 = 5_256_000;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::claim`].
	pub(crate) fn do_claim(who: &T::AccountId, good: GoodId, council: CouncilId) -> DispatchResult {
		let kind = Goods::<T>::get(good).ok_or(Error::<T>::UnknownGood)?.kind;
		ensure!(kind == Kind::Pollutant, Error::<T>::NotShared);
		let shared = Sharing::<T>::get(good).ok_or(Error::<T>::StepMissing)?;
		let side = T::Councils::side_of(council).ok_or(Error::<T>::UnknownCouncil)?;
		ensure!(side == Side::Consumers, Error::<T>::WrongSide);
		Self::ensure_speaker(who, council)?;
		let mut claims = Claims::<T>::get(good);
		let claimed = claims.iter().any(|claim| claim.council == council);
		let belongs = Self::belongs(council, &shared.scope);
		ensure!(!claimed && !belongs, Error::<T>::AlreadyClaimed);
		let since = frame_system::Pallet::<T>::block_number();
		let claim = Claim { council, since, opposed: false };
		claims.try_push(claim).map_err(|_| Error::<T>::TooManyClaims)?;

		Claims::<T>::insert(good, claims);
		Self::deposit_event(Event::Claimed { good, council });
		Ok(())
	}

	/// See [`Pallet::oppose_claim`].
	pub(crate) fn do_oppose_claim(
		who: &T::AccountId,
		good: GoodId,
		claimant: CouncilId,
		council: CouncilId,
	) -> DispatchResult {
		Self::ensure_speaker(who, council)?;
		let mut claims = Claims::<T>::get(good);
		let claim = claims.iter_mut().find(|claim| claim.council == claimant);
		claim.ok_or(Error::<T>::NoClaim)?.opposed = true;
		let shared = Sharing::<T>::get(good).ok_or(Error::<T>::NoClaim)?;
		ensure!(Self::belongs(council, &shared.scope), Error::<T>::NotConcerned);

		Claims::<T>::insert(good, claims);
		Self::deposit_event(Event::ClaimOpposed { good, council: claimant, by: council });
		Ok(())
	}

	/// See [`Pallet::settle_claim`].
	pub(crate) fn do_settle_claim(good: GoodId, claimant: CouncilId) -> DispatchResult {
		Self::ensure_between_cycles()?;
		let claim = Self::claim_of(good, claimant)?;
		let exists = T::Councils::side_of(claimant) == Some(Side::Consumers);
		if exists {
			ensure!(!claim.opposed, Error::<T>::ClaimOpposed);
			let end = claim.since.saturating_add(ClaimWindow::<T>::get().into());
			ensure!(frame_system::Pallet::<T>::block_number() >= end, Error::<T>::ClaimOpen);
		}
		Self::end_claim(good, claimant, exists)
	}

	/// See [`Pallet::decide_claim`].
	pub(crate) fn do_decide_claim(
		good: GoodId,
		claimant: CouncilId,
		admit: bool,
	) -> DispatchResult {
		Self::ensure_between_cycles()?;
		Self::claim_of(good, claimant)?;
		Self::end_claim(good, claimant, admit)
	}

	/// See [`Pallet::set_claim_window`].
	pub(crate) fn do_set_claim_window(blocks: u32) -> DispatchResult {
		ensure!((1..=MAX_CLAIM_WINDOW).contains(&blocks), Error::<T>::InvalidParams);
		ClaimWindow::<T>::put(blocks);
		Self::deposit_event(Event::ClaimWindowSet { blocks });
		Ok(())
	}

	fn claim_of(good: GoodId, claimant: CouncilId) -> Result<ClaimOf<T>, Error<T>> {
		let claims = Claims::<T>::get(good);
		let claim = claims.iter().find(|claim| claim.council == claimant);
		claim.copied().ok_or(Error::NoClaim)
	}

	/// Takes the claim away, and the claimant into the community if it is admitted.
	fn end_claim(good: GoodId, council: CouncilId, admitted: bool) -> DispatchResult {
		if admitted {
			let mut shared = Sharing::<T>::get(good).ok_or(Error::<T>::NoClaim)?;
			// A council that was dissolved since is nobody's, and keeps nobody out.
			shared.scope.retain(|named| T::Councils::side_of(*named).is_some());
			if let Err(place) = shared.scope.binary_search(&council) {
				let inserted = shared.scope.try_insert(place, council);
				inserted.map_err(|_| Error::<T>::InvalidScope)?;
			}
			Self::rescope(good, Kind::Pollutant, shared)?;
		}
		Self::keep_claims(good, |claim| claim.council != council);
		Self::deposit_event(Event::ClaimSettled { good, council, admitted });
		Ok(())
	}

	/// Keeps those claims to a good that are not decided.
	pub(crate) fn keep_claims(good: GoodId, open: impl Fn(&ClaimOf<T>) -> bool) {
		let mut claims = Claims::<T>::get(good);
		let before = claims.len();
		claims.retain(open);
		match claims.len() {
			0 if before > 0 => Claims::<T>::remove(good),
			length if length < before => Claims::<T>::insert(good, claims),
			_ => {},
		}
	}

	/// What weighs `call` in a council below no federation weighs below as many as there can be.
	pub(crate) fn walk_weight(call: Weight) -> Weight {
		call.saturating_add(T::DbWeight::get().reads(u64::from(MAX_DEPTH).saturating_add(1)))
	}

	/// Whether a scope names the council, or a federation above it.
	fn belongs(council: CouncilId, scope: &Scope) -> bool {
		let now: BlockNumberFor<T> = frame_system::Pallet::<T>::block_number();
		let mut at = Some(council);
		for _ in 0..=MAX_DEPTH {
			let Some(named) = at else { return false };
			if scope.contains(&named) {
				return true;
			}
			at = T::Councils::parent_at(named, now);
		}
		false
	}
}
