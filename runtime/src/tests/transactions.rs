//! Transactions through the whole pipeline.

use super::*;
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::fungible::{Inspect, Mutate},
};
use pallet_members::Call as MembersCall;
use parecon_primitives::{MemberId, Membership};
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{
	traits::DispatchTransaction,
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
};

fn transfer(to: Sr25519Keyring, value: Balance) -> BalancesCall<Runtime> {
	BalancesCall::transfer_keep_alive { dest: to.to_account_id().into(), value }
}

fn refused(reason: InvalidTransaction) -> ApplyExtrinsicResult {
	Err(TransactionValidityError::Invalid(reason))
}

#[test]
fn a_signed_transfer_passes_the_whole_pipeline() {
	let mut chain = Chain::new("dev");
	chain.succeed(vec![]);
	let before = chain.look(|| {
		(Balances::balance(&Alice.to_account_id()), Balances::balance(&Bob.to_account_id()))
	});
	let issued = chain.look(Balances::total_issuance);
	let transaction = chain.signed(Alice, transfer(Bob, 1_000_000_000_000));
	chain.succeed(vec![transaction]);
	chain.look(|| {
		let fee = issued - Balances::total_issuance();
		assert!(fee > 0, "the fee is burned");
		assert_eq!(
			Balances::balance(&Alice.to_account_id()),
			before.0 - 1_000_000_000_000 - fee,
			"the sender pays it"
		);
		assert_eq!(Balances::balance(&Bob.to_account_id()), before.1 + 1_000_000_000_000);
		assert_eq!(*System::account_nonce(Alice.to_account_id()), 1);
	});
}

#[test]
fn a_transaction_is_not_played_twice() {
	let mut chain = Chain::new("dev");
	let transaction = chain.signed(Alice, transfer(Bob, 1_000_000_000_000));
	chain.succeed(vec![transaction.clone()]);
	assert_eq!(chain.block(vec![transaction]), [refused(InvalidTransaction::Stale)]);
}

/// Failure: a removed account comes back with nonce 0, and its old transactions with it.
#[test]
fn a_reaped_account_cannot_be_replayed() {
	let mut chain = Chain::new("dev");
	chain.look(|| Balances::mint_into(&Two.to_account_id(), constants::token::PARE)).unwrap();
	let all = BalancesCall::transfer_all { dest: Bob.to_account_id().into(), keep_alive: false };
	let first = chain.signed(Two, all);
	chain.succeed(vec![first.clone()]);
	assert!(!chain.look(|| System::account_exists(&Two.to_account_id())));

	let back = chain.signed(Alice, transfer(Two, constants::token::PARE));
	chain.succeed(vec![back]);
	assert_eq!(chain.look(|| *System::account_nonce(Two.to_account_id())), 2);
	assert_eq!(chain.block(vec![first]), [refused(InvalidTransaction::Stale)]);
}

#[test]
fn a_signature_over_another_call_is_refused() {
	let mut chain = Chain::new("dev");
	let signed = chain.signed(Alice, transfer(Bob, 1));
	let (address, signature, extension) = match signed.preamble {
		sp_runtime::generic::Preamble::Signed(address, signature, extension) => {
			(address, signature, extension)
		},
		_ => panic!("the transaction is signed"),
	};
	let other = transfer(Bob, 2).into();
	let forged = UncheckedExtrinsic::new_signed(other, address, signature, extension);
	assert_eq!(chain.block(vec![forged]), [refused(InvalidTransaction::BadProof)]);
}

/// Whether `CheckNonce` alone lets the account of `who` sign.
fn nonce_check(who: Sr25519Keyring) -> Result<(), TransactionValidityError> {
	let call = RuntimeCall::System(SystemCall::remark { remark: vec![] });
	let account = who.to_account_id();
	let nonce = System::account_nonce(&account);
	frame_system::CheckNonce::<Runtime>::from(nonce)
		.validate_only(
			RuntimeOrigin::signed(account),
			&call,
			&call.get_dispatch_info(),
			0,
			TransactionSource::External,
			0,
		)
		.map(|_| ())
}

/// What a member may do without tokens is tested with the other people; here, that `CheckNonce` lets in
/// whom admission has given a reason to exist, and nobody else.
#[test]
fn a_stranger_without_tokens_may_not_sign_and_a_member_may() {
	let mut chain = Chain::new("dev");
	let stranger = chain.look(|| nonce_check(One));
	assert_eq!(stranger, Err(TransactionValidityError::Invalid(InvalidTransaction::Payment)));
	let candidate = One.to_account_id();
	for sponsor in [Alice, Bob] {
		let word = MembersCall::sponsor { candidate: candidate.clone() };
		let word = chain.signed(sponsor, word);
		chain.succeed(vec![word]);
	}
	chain.succeed(vec![]);
	let admission = chain.signed(Charlie, MembersCall::admit { candidate: candidate.clone() });
	chain.succeed(vec![admission]);
	chain.look(|| {
		assert_eq!(Members::member_of(&candidate), Some(MemberId(6)));
		assert_eq!(Balances::balance(&candidate), 0);
		assert_eq!(System::providers(&candidate), 1);
		assert_eq!(nonce_check(One), Ok(()));
	});
	let leave = chain.signed(One, MembersCall::leave {});
	chain.succeed(vec![leave]);
	chain.look(|| {
		assert_eq!(Members::member_of(&candidate), None);
		assert!(!System::account_exists(&candidate));
	});
}

#[test]
fn a_proxy_for_participation_moves_no_tokens() {
	use configs::ProxyType;
	let mut chain = Chain::new("dev");
	let delegate = Bob.to_account_id().into();
	let add =
		pallet_proxy::Call::add_proxy { delegate, proxy_type: ProxyType::Participation, delay: 0 };
	let add = chain.signed(Alice, add);
	chain.succeed(vec![add]);
	let before = chain.look(|| Balances::balance(&Dave.to_account_id()));
	let through = |call: RuntimeCall| pallet_proxy::Call::<Runtime>::proxy {
		real: Alice.to_account_id().into(),
		force_proxy_type: None,
		call: Box::new(call),
	};
	let batched = pallet_utility::Call::batch_all { calls: vec![transfer(Dave, 5).into()] };
	let transactions = vec![
		chain.signed(Bob, through(transfer(Dave, 5).into())),
		chain.look(|| sign(Bob, 1, through(batched.into()).into())),
		chain.look(|| {
			let candidate = One.to_account_id();
			sign(Bob, 2, through(MembersCall::sponsor { candidate }.into()).into())
		}),
		chain.look(|| {
			let new = Two.to_account_id();
			sign(Bob, 3, through(MembersCall::offer_account { new }.into()).into())
		}),
	];
	chain.block(transactions);
	chain.look(|| {
		assert_eq!(Balances::balance(&Dave.to_account_id()), before);
		assert_eq!(Members::open_sponsorships(MemberId(0)), 1);
		assert_eq!(Members::payer_of(&Two.to_account_id()), None, "no membership is given away");
	});
}
