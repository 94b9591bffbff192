//! Sessions, and reports of those who cheat.

use super::*;
use crate::constants::time::EPOCH_DURATION_IN_SLOTS;
use codec::Decode;
use frame_support::traits::KeyOwnerProofSystem;
use sp_consensus_babe::digests::CompatibleDigestItem;
use sp_core::{crypto::Pair, sr25519};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring::*};
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};

fn alice_babe() -> sp_consensus_babe::AuthorityId {
	Alice.public().into()
}

#[test]
fn the_validators_of_genesis_stay_and_grandpas_set_with_them() {
	let mut chain = Chain::new("local");
	let validators = chain.look(Session::validators);
	for _ in 0..EPOCH_DURATION_IN_SLOTS * 3 + 1 {
		chain.succeed(vec![]);
	}
	chain.look(|| {
		assert_eq!(Session::current_index(), 3);
		assert_eq!(Session::validators(), validators);
		// Nothing changed, so no light client has to follow a change.
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), 0);
		let proof = Historical::prove((sp_consensus_babe::KEY_TYPE, alice_babe()))
			.expect("the keys of the current session can be proved");
		assert_eq!(proof.session, 3);
		let owner = Historical::check_proof((sp_consensus_babe::KEY_TYPE, alice_babe()), proof);
		assert_eq!(owner, Some((AliceStash.to_account_id(), ())));
	});
}

/// Failure: keys change, the session's root does not, and nobody can prove an equivocation.
#[test]
fn changed_session_keys_are_proved_in_the_session_that_uses_them() {
	let mut chain = Chain::new("local");
	chain.succeed(vec![]);
	let new = SessionKeys {
		babe: Ferdie.public().into(),
		grandpa: Ed25519Keyring::Ferdie.public().into(),
	};
	let owner = AliceStash.to_account_id().encode();
	let statement = [b"POP_".as_slice(), &owner].concat();
	let proof = (Ferdie.sign(&statement), Ed25519Keyring::Ferdie.sign(&statement)).encode();
	let change = pallet_session::Call::set_keys { keys: new, proof };
	let change = chain.signed(AliceStash, change);
	chain.succeed(vec![change]);
	for _ in 0..EPOCH_DURATION_IN_SLOTS * 2 {
		chain.succeed(vec![]);
	}
	chain.look(|| {
		assert_eq!(Session::current_index(), 2);
		let key =
			(sp_consensus_babe::KEY_TYPE, sp_consensus_babe::AuthorityId::from(Ferdie.public()));
		let proof = Historical::prove(key.clone()).expect("the new keys can be proved");
		assert_eq!(Historical::check_proof(key, proof), Some((AliceStash.to_account_id(), ())));
		let old = (sp_consensus_babe::KEY_TYPE, alice_babe());
		let proof = Historical::prove(old.clone()).expect("absence can be proved");
		assert_eq!(Historical::check_proof(old, proof), None);
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), 1);
	});
}

/// Two headers of one slot, both sealed by Alice.
fn babe_equivocation(chain: &mut Chain) -> sp_consensus_babe::EquivocationProof<Header> {
	let slot = sp_consensus_babe::Slot::from(chain.slot);
	let pair = sr25519::Pair::from_string("//Alice", None).expect("a well-known key");
	let index = chain.look(|| {
		Babe::authorities().iter().position(|(id, _)| *id == alice_babe()).expect("a validator")
	});
	let header = |root: u8| {
		let pre = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			slot,
			authority_index: index as u32,
		});
		let logs = vec![DigestItem::PreRuntime(BABE_ENGINE_ID, pre.encode())];
		let mut header =
			Header::new(1, Hash::repeat_byte(root), Hash::zero(), Hash::zero(), Digest { logs });
		let seal = pair.sign(header.hash().as_ref());
		header.digest_mut().push(<DigestItem as CompatibleDigestItem>::babe_seal(seal.into()));
		header
	};
	sp_consensus_babe::EquivocationProof {
		offender: alice_babe(),
		slot,
		first_header: header(1),
		second_header: header(2),
	}
}

/// Two prevotes of one round, both by Alice. The proof's fields are private: it is read from bytes.
fn grandpa_equivocation() -> sp_consensus_grandpa::EquivocationProof<Hash, BlockNumber> {
	let (round, set) = (1u64, 0u64);
	let vote = |target: u8| {
		let prevote = (Hash::repeat_byte(target), 5u32);
		let payload = (0u8, prevote, round, set).encode();
		(prevote, Ed25519Keyring::Alice.sign(&payload))
	};
	let alice = Ed25519Keyring::Alice.public();
	let bytes = (set, 0u8, round, alice, vote(1), vote(2)).encode();
	Decode::decode(&mut &bytes[..]).expect("these are the fields of a proof")
}

fn offences() -> Vec<[u8; 16]> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Offences(pallet_offences::Event::Offence { kind, .. }) => Some(kind),
			_ => None,
		})
		.collect()
}

#[test]
fn babe_equivocations_are_reported_with_a_proof_of_who_owns_the_key() {
	let mut chain = Chain::new("local");
	chain.succeed(vec![]);
	let proof = babe_equivocation(&mut chain);
	let owner = chain
		.look(|| Historical::prove((sp_consensus_babe::KEY_TYPE, alice_babe())))
		.expect("Alice validates");
	let report = pallet_babe::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(proof),
		key_owner_proof: owner,
	};
	let report = UncheckedExtrinsic::new_bare(report.into());
	chain.succeed(vec![report.clone()]);
	assert_eq!(chain.look(offences), [*b"babe:equivocatio"]);
	// Once is enough.
	let stale = Err(TransactionValidityError::Invalid(InvalidTransaction::Stale));
	assert_eq!(chain.block(vec![report]), [stale]);
}

#[test]
fn grandpa_equivocations_are_reported_with_a_proof_of_who_owns_the_key() {
	let mut chain = Chain::new("local");
	chain.succeed(vec![]);
	let key: sp_consensus_grandpa::AuthorityId = Ed25519Keyring::Alice.public().into();
	let owner = chain
		.look(|| Historical::prove((sp_consensus_grandpa::KEY_TYPE, key)))
		.expect("Alice validates");
	let report = pallet_grandpa::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(grandpa_equivocation()),
		key_owner_proof: owner,
	};
	chain.succeed(vec![UncheckedExtrinsic::new_bare(report.into())]);
	assert_eq!(chain.look(offences), [*b"grandpa:equivoca"]);
}

#[test]
fn a_forged_equivocation_is_refused() {
	let mut chain = Chain::new("local");
	chain.succeed(vec![]);
	let mut proof = babe_equivocation(&mut chain);
	proof.second_header.state_root = BlakeTwo256::hash(b"something else");
	let owner = chain
		.look(|| Historical::prove((sp_consensus_babe::KEY_TYPE, alice_babe())))
		.expect("Alice validates");
	let report = pallet_babe::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(proof),
		key_owner_proof: owner,
	};
	let results = chain.block(vec![UncheckedExtrinsic::new_bare(report.into())]);
	assert!(matches!(results[..], [Ok(Err(_)) | Err(_)]), "{results:?}");
	assert_eq!(chain.look(offences), Vec::<[u8; 16]>::new());
}
