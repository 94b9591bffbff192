//! Who governs, and that nobody else does.

use super::*;
use frame_support::{traits::GetCallMetadata, BoundedVec};
use pallet_planning::Call as PlanningCall;
use parecon_primitives::{Price, Quantity};
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{traits::Hash as _, DispatchError, DispatchResult};

type Motions = pallet_collective::Call<Runtime, configs::FoundersInstance>;
type MotionEvent = pallet_collective::Event<Runtime, configs::FoundersInstance>;

fn labour() -> RuntimeCall {
	PlanningCall::register_good {
		name: BoundedVec::truncate_from(b"carpentry".to_vec()),
		unit: BoundedVec::truncate_from(b"hour".to_vec()),
		kind: parecon_engine::Kind::Labour,
		initial_price: Price(1_000_000),
		supply: Quantity(5_000_000),
	}
	.into()
}

/// Lets the first `ayes` founders carry `call` by `threshold`; what its dispatch said, if it came to it.
pub(super) fn motion(
	chain: &mut Chain,
	call: RuntimeCall,
	ayes: usize,
	threshold: u32,
) -> Option<DispatchResult> {
	let hash = <Runtime as frame_system::Config>::Hashing::hash_of(&call);
	let bound = call.encoded_size() as u32;
	let proposal =
		Motions::propose { threshold, proposal: Box::new(call.clone()), length_bound: bound };
	let proposal = chain.signed(Alice, proposal);
	chain.succeed(vec![proposal]);
	if threshold > 1 {
		let index = chain.look(|| {
			pallet_collective::ProposalCount::<Runtime, configs::FoundersInstance>::get() - 1
		});
		let vote = |approve| Motions::vote { proposal: hash, index, approve };
		for (position, founder) in [Alice, Bob, Charlie].into_iter().enumerate() {
			let vote = chain.signed(founder, vote(position < ayes));
			chain.succeed(vec![vote]);
		}
		let close = Motions::close {
			proposal_hash: hash,
			index,
			proposal_weight_bound: configs::MAXIMUM_BLOCK_WEIGHT / 4,
			length_bound: bound,
		};
		let close = chain.signed(Dave, close);
		chain.block(vec![close]);
	}
	chain.look(|| {
		System::events().into_iter().rev().find_map(|record| match record.event {
			RuntimeEvent::Founders(MotionEvent::Executed { result, .. }) => Some(result),
			_ => None,
		})
	})
}

fn goods(chain: &mut Chain) -> u32 {
	chain.look(pallet_planning::Count::<Runtime>::get)
}

#[test]
fn two_founders_of_three_carry_a_governed_call() {
	let mut chain = Chain::new("dev");
	assert_eq!(motion(&mut chain, labour(), 2, 2), Some(Ok(())));
	assert_eq!(goods(&mut chain), 1);
}

#[test]
fn one_founder_carries_nothing() {
	let mut chain = Chain::new("dev");
	assert_eq!(motion(&mut chain, labour(), 1, 2), None);
	// A threshold of one dispatches at once, with an origin that is one third of the circle.
	assert_eq!(motion(&mut chain, labour(), 1, 1), Some(Err(DispatchError::BadOrigin)));
	assert_eq!(goods(&mut chain), 0);
}

#[test]
fn who_is_no_founder_governs_nothing() {
	let mut chain = Chain::new("dev");
	let direct = chain.signed(Dave, labour());
	assert_eq!(chain.block(vec![direct]), [Ok(Err(DispatchError::BadOrigin))]);
	let proposal =
		Motions::propose { threshold: 2, proposal: Box::new(labour()), length_bound: 100 };
	let proposal = chain.signed(Dave, proposal);
	assert!(matches!(chain.block(vec![proposal])[..], [Ok(Err(DispatchError::Module(_)))]));
	assert_eq!(goods(&mut chain), 0);
}

/// Failure: a key that can do everything.
#[test]
fn no_pallet_and_no_call_is_a_superusers() {
	for module in RuntimeCall::get_module_names() {
		assert!(!module.to_lowercase().contains("sudo"), "{module}");
		for call in RuntimeCall::get_call_names(module) {
			assert!(!call.to_lowercase().contains("sudo"), "{module}.{call}");
		}
	}
}

/// Failure: the founding circle as a superuser. Whatever it decides is dispatched as the circle, also
/// through the schedule.
#[test]
fn founders_cannot_act_as_root() {
	let mut chain = Chain::new("dev");
	let seize: RuntimeCall =
		SystemCall::set_storage { items: vec![(b"seized".to_vec(), b"yes".to_vec())] }.into();
	let as_root = pallet_utility::Call::dispatch_as {
		as_origin: Box::new(frame_system::RawOrigin::Root.into()),
		call: Box::new(seize.clone()),
	};
	let bad = Some(Err(DispatchError::BadOrigin));
	assert_eq!(motion(&mut chain, seize.clone(), 3, 3), bad);
	assert_eq!(motion(&mut chain, as_root.into(), 3, 3), bad);

	let when = chain.look(System::block_number) + 10;
	let schedule = pallet_scheduler::Call::schedule {
		when,
		maybe_periodic: None,
		priority: 0,
		call: Box::new(seize),
	};
	assert_eq!(motion(&mut chain, schedule.into(), 3, 3), Some(Ok(())));
	while chain.look(System::block_number) < when {
		chain.succeed(vec![]);
	}
	let dispatched = chain.look(|| {
		System::events().into_iter().find_map(|record| match record.event {
			RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched { result, .. }) => {
				Some(result)
			},
			_ => None,
		})
	});
	assert_eq!(dispatched, Some(Err(DispatchError::BadOrigin)));
	assert_eq!(chain.look(|| sp_io::storage::get(b"seized")), None);
}

#[test]
fn only_founders_can_schedule() {
	let mut chain = Chain::new("dev");
	let schedule = pallet_scheduler::Call::schedule {
		when: 50,
		maybe_periodic: None,
		priority: 0,
		call: Box::new(labour()),
	};
	let schedule = chain.signed(Alice, schedule);
	assert_eq!(chain.block(vec![schedule]), [Ok(Err(DispatchError::BadOrigin))]);
}
