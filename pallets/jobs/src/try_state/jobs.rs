//! Windows, divisions, jobs, wishes, exchanges and histories.

use crate::{
	dispatchable_impls::verified, Adopted, Best, Candidates, Claim, Config, Divisions, Exchange,
	History, Jobs, JobsOf, Mode, Offers, Pallet, Stint, Terms, Wants, Windows, Wishes, Workplaces,
};
use alloc::{collections::btree_set::BTreeSet, vec::Vec};
use frame_support::{
	ensure,
	sp_runtime::{
		traits::{BlakeTwo256, Hash},
		TryRuntimeError,
	},
};
use parecon_jobs_engine as engine;
use parecon_primitives::{CouncilId, MemberId};

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. Only a council with a workplace has a window or a division. Their numbers were given; their
	///    tasks, and workers, are ascending; their mean is that of the tasks.
	/// 2. A window closes before it expires.
	/// 3. There is a best claim exactly where there is a candidate, and only in a window.
	/// 4. The best claim is true: it is the candidate's hash, and the quality that the engine finds.
	/// 5. An adopted division has no fault by its own terms; quality and indices are what the engine
	///    finds; where balance is binding it lies within the tolerance.
	/// 6. Lots are a permutation of the workers.
	/// 7. A division was adopted in a period that has begun, and allotted, if it was, in a later one
	///    and by lots; it has a round behind it exactly if it was.
	/// 8. There are jobs exactly where there is a division: one for each complex.
	/// 9. Nobody has two complexes of a council. They are held since a period from that of the
	///    adoption on that has begun. Nobody stands in for nobody, or for themselves.
	/// 10. Wishes are of divisions that were adopted; those for the present one name its complexes,
	///     at least one, each once.
	/// 11. Exchanges are proposed to others, for a period that has begun; a swap, and nothing else,
	///     names the other's complex.
	/// 12. A history is not empty, and a stint in it ends after its begin and not after this period,
	///     one of a job before.
	pub(crate) fn check_jobs() -> Result<(), TryRuntimeError> {
		for (council, window) in Windows::<T>::iter() {
			Self::check_terms(council, &window.terms)?;
			ensure!(window.closes < window.expires, "window that does not close");
		}
		for (council, claim) in Best::<T>::iter() {
			Self::check_best(council, &claim)?;
		}
		for council in Candidates::<T>::iter_keys() {
			ensure!(Best::<T>::contains_key(council), "candidate without a claim");
		}
		for (council, adopted) in Divisions::<T>::iter() {
			Self::check_terms(council, &adopted.terms)?;
			Self::check_adopted(&adopted)?;
			Self::check_rounds(&adopted)?;
			Self::check_holders(&adopted, &Jobs::<T>::get(council))?;
		}
		for council in Jobs::<T>::iter_keys() {
			ensure!(Divisions::<T>::contains_key(council), "jobs without a division");
		}
		for (council, _, wishes) in Wants::<T>::iter() {
			Self::check_wishes(council, &wishes)?;
		}
		Self::check_offers()?;
		History::<T>::iter_values().try_for_each(|stints| Self::check_history(&stints))
	}

	/// Invariant 1.
	fn check_terms(council: CouncilId, terms: &Terms) -> Result<(), TryRuntimeError> {
		let next = Workplaces::<T>::get(council).map(|workplace| workplace.next);
		ensure!(next.is_some(), "window or division without a workplace");
		ensure!(Some(terms.number) < next, "window with a number not given yet");
		ensure!(terms.tasks.is_sorted_by(|a, b| a.task < b.task), "terms: tasks not ascending");
		ensure!(
			terms.workers.is_sorted_by(|a, b| a.member < b.member),
			"terms: workers not ascending"
		);
		ensure!(engine::mean_of(&terms.tasks) == Some(terms.mean), "terms: another mean");
		Ok(())
	}

	/// Invariants 3 and 4.
	fn check_best(council: CouncilId, claim: &Claim) -> Result<(), TryRuntimeError> {
		let window = Windows::<T>::get(council).ok_or("claim without a window")?;
		let candidate = Candidates::<T>::get(council).ok_or("claim without a candidate")?;
		ensure!(claim.hash == BlakeTwo256::hash_of(&candidate), "claim with another hash");
		let found = verified::<T>(&window.terms, &candidate).map(|verified| verified.quality);
		ensure!(found.is_ok_and(|found| found == claim.quality), "claim that is not true");
		Ok(())
	}

	/// Invariants 5 and 6.
	fn check_adopted(adopted: &Adopted) -> Result<(), TryRuntimeError> {
		let Adopted { terms, complexes, indices, quality, .. } = adopted;
		let found = verified::<T>(terms, complexes).map_err(|_| "division with a fault")?;
		ensure!(found.quality == *quality, "division of another quality");
		ensure!(found.indices == indices.as_slice(), "division with other indices");
		ensure!(
			terms.rules.mode == Mode::Advisory || quality.worst <= terms.rules.tolerance,
			"division beyond a binding tolerance"
		);
		if let Some(lots) = &adopted.lots {
			let mut sorted: Vec<u8> = lots.to_vec();
			sorted.sort_unstable();
			let workers = (0u8..).zip(&terms.workers).map(|(worker, _)| worker);
			ensure!(sorted.into_iter().eq(workers), "lots that are no permutation");
		}
		Ok(())
	}

	/// Invariant 7.
	fn check_rounds(adopted: &Adopted) -> Result<(), TryRuntimeError> {
		ensure!(adopted.period <= Self::period(), "division of a period to come");
		ensure!(adopted.allotted.is_some() == (adopted.round > 0), "rounds without an allotment");
		let Some(allotted) = adopted.allotted else { return Ok(()) };
		ensure!(adopted.lots.is_some(), "allotment without lots");
		ensure!(adopted.period < allotted && allotted <= Self::period(), "allotment out of time");
		Ok(())
	}

	/// Invariants 8 and 9.
	fn check_holders(adopted: &Adopted, jobs: &JobsOf) -> Result<(), TryRuntimeError> {
		ensure!(jobs.len() == adopted.complexes.len(), "not one job for each complex");
		let mut holders: BTreeSet<MemberId> = BTreeSet::new();
		for job in jobs {
			let Some(holder) = job.holder else {
				ensure!(job.substitute.is_none(), "substitute for nobody");
				continue;
			};
			ensure!(holders.insert(holder), "member with two complexes");
			ensure!(
				adopted.period <= job.since && job.since <= Self::period(),
				"job held since an impossible period"
			);
			if let Some((substitute, period)) = job.substitute {
				ensure!(substitute != holder, "substitute for themselves");
				ensure!(period <= Self::period(), "substitute in a period to come");
			}
		}
		Ok(())
	}

	/// Invariant 10.
	fn check_wishes(council: CouncilId, wishes: &Wishes) -> Result<(), TryRuntimeError> {
		let Some(adopted) = Divisions::<T>::get(council) else { return Ok(()) };
		ensure!(wishes.number <= adopted.terms.number, "wishes for a division to come");
		if wishes.number == adopted.terms.number {
			let named: BTreeSet<u8> = wishes.complexes.iter().copied().collect();
			ensure!(!named.is_empty(), "wishes that name nothing");
			ensure!(named.len() == wishes.complexes.len(), "complex wished for twice");
			let count = adopted.complexes.len();
			ensure!(named.iter().all(|wish| usize::from(*wish) < count), "unknown complex wished");
		}
		Ok(())
	}

	/// Invariant 11.
	fn check_offers() -> Result<(), TryRuntimeError> {
		for (council, member, offer) in Offers::<T>::iter() {
			ensure!(offer.with != member, "exchange with oneself");
			ensure!(offer.period <= Self::period(), "exchange in a period to come");
			let is_swap = offer.exchange == Exchange::Swap;
			ensure!(offer.swapped_for.is_some() == is_swap, "swap for nothing");
			if let Some(adopted) = Divisions::<T>::get(council) {
				ensure!(offer.number <= adopted.terms.number, "exchange in a division to come");
			}
		}
		Ok(())
	}

	/// Invariant 12.
	fn check_history(stints: &[Stint]) -> Result<(), TryRuntimeError> {
		ensure!(!stints.is_empty(), "history of nothing");
		for stint in stints {
			ensure!(stint.from <= stint.to, "stint that ends before its begin");
			ensure!(stint.to <= Self::period(), "stint in a period to come");
			let is_job = stint.number.is_some();
			ensure!(!is_job || stint.to < Self::period(), "job that has not ended");
		}
		Ok(())
	}
}
