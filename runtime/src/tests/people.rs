//! People without tokens, and strangers with many.

use super::*;
use frame_support::traits::fungible::{Inspect, Mutate};
use pallet_councils::Call as CouncilsCall;
use pallet_members::Call as MembersCall;
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Membership, Side};
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

const OUT_OF_ROOM: ApplyExtrinsicResult =
	Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources));

fn act(chain: &mut Chain, who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	let signed = chain.signed(who, call);
	chain.succeed(vec![signed]);
}

fn tokens(chain: &mut Chain, who: Sr25519Keyring) -> Balance {
	chain.look(|| Balances::balance(&who.to_account_id()))
}

/// `who` becomes a member on the word of Alice and Dave, who live and work apart.
fn admit(chain: &mut Chain, who: Sr25519Keyring) -> MemberId {
	let candidate = who.to_account_id();
	for sponsor in [Alice, Dave] {
		act(chain, sponsor, MembersCall::sponsor { candidate: candidate.clone() });
	}
	chain.succeed(vec![]);
	chain.succeed(vec![]);
	act(chain, Bob, MembersCall::admit { candidate: candidate.clone() });
	chain.look(|| Members::member_of(&candidate)).expect("the candidate was admitted")
}

fn remark(bytes: usize) -> SystemCall<Runtime> {
	SystemCall::remark { remark: vec![7; bytes] }
}

/// Failure: who owns no token cannot take part.
#[test]
fn a_person_takes_part_without_ever_owning_a_token() {
	let mut chain = Chain::new("dev");
	let issued = chain.look(Balances::total_issuance);
	let one = admit(&mut chain, One);
	act(&mut chain, One, CouncilsCall::join { council: CouncilId(0) });
	act(&mut chain, One, CouncilsCall::join { council: CouncilId(3) });
	act(&mut chain, One, CouncilsCall::back { side: Side::Consumers, candidate: Some(one) });
	act(&mut chain, One, CouncilsCall::move_to { council: CouncilId(1) });
	chain.look(|| {
		assert_eq!(Councils::seat_of(one, Side::Consumers), Some(CouncilId(1)));
		assert_eq!(Councils::population_of(CouncilId(1)), 3);
	});

	act(&mut chain, One, MembersCall::offer_account { new: Two.to_account_id() });
	act(&mut chain, Two, MembersCall::accept_account {});
	chain.look(|| assert_eq!(Members::member_of(&Two.to_account_id()), Some(one)));

	for sponsor in [Alice, Dave] {
		let account = AccountId::new([9; 32]);
		act(&mut chain, sponsor, MembersCall::recover { member: one, account });
	}
	for _ in 0..4 {
		chain.succeed(vec![]);
	}
	act(&mut chain, Eve, MembersCall::complete_recovery { member: one });
	chain.look(|| {
		assert_eq!(Members::account_of(one), Some(AccountId::new([9; 32])));
		assert_eq!(Councils::seat_of(one, Side::Workers), Some(CouncilId(3)));
		assert_eq!(Balances::total_issuance(), issued, "nobody has paid a fee");
	});
	for who in [One, Two] {
		assert_eq!(tokens(&mut chain, who), 0);
	}
}

/// Failure: a wallet shows a fee that a member without tokens cannot pay, and refuses to sign.
#[test]
fn a_wallet_reads_that_it_costs_nothing() {
	use pallet_transaction_payment_rpc_runtime_api::runtime_decl_for_transaction_payment_api::TransactionPaymentApiV4 as _;
	let mut chain = Chain::new("dev");
	let fee = |chain: &mut Chain, who, call: RuntimeCall| {
		let signed = chain.signed(who, call);
		let length = signed.encoded_size() as u32;
		chain.look(|| Runtime::query_info(signed, length).partial_fee)
	};
	assert_eq!(fee(&mut chain, Alice, MembersCall::renew {}.into()), 0);
	assert!(fee(&mut chain, One, MembersCall::renew {}.into()) > 0, "a stranger");
	assert_eq!(fee(&mut chain, Alice, remark(7).into()), 0);
	let dest = Bob.to_account_id().into();
	let transfer = BalancesCall::transfer_keep_alive { dest, value: 1 };
	assert!(fee(&mut chain, Alice, transfer.into()) > 0, "what moves tokens");
}

/// Spends what the purse of `who` has left, in remarks; the answer to the one that did not fit.
fn use_up(chain: &mut Chain, who: Sr25519Keyring) -> ApplyExtrinsicResult {
	for _ in 0..1_000 {
		let signed = chain.signed(who, remark(20_000));
		let result = chain.block(vec![signed]).remove(0);
		if result != Ok(Ok(())) {
			return result;
		}
	}
	panic!("the quota has no end");
}

#[test]
fn who_has_used_up_the_quota_waits_or_pays() {
	let mut chain = Chain::new("dev");
	let one = admit(&mut chain, One);
	act(&mut chain, One, CouncilsCall::join { council: CouncilId(0) });
	assert_eq!(use_up(&mut chain, One), OUT_OF_ROOM, "kept out for the moment, not banned");
	// Votes come from a purse of their own.
	act(&mut chain, One, CouncilsCall::back { side: Side::Consumers, candidate: Some(one) });

	chain.look(|| Balances::mint_into(&One.to_account_id(), constants::token::PARE)).unwrap();
	let before = tokens(&mut chain, One);
	act(&mut chain, One, remark(20_000));
	assert!(tokens(&mut chain, One) < before, "above the quota, the ordinary fee");
}

/// Failure: nobody can buy the last hour of a vote.
#[test]
fn half_of_a_block_stays_free_of_strangers() {
	let mut chain = Chain::new("dev");
	chain
		.look(|| Balances::mint_into(&Two.to_account_id(), 1_000 * constants::token::PARE))
		.unwrap();
	let big = |nonce| remark(400_000 + nonce as usize);
	let mut flood: Vec<_> =
		(0..9).map(|nonce| chain.look(|| sign(Two, nonce, big(nonce).into()))).collect();
	flood.push(chain.signed(Alice, CouncilsCall::back { side: Side::Workers, candidate: None }));
	let results = chain.block(flood);
	let paid = results.iter().filter(|result| **result == Ok(Ok(()))).count();
	assert_eq!(results[4], OUT_OF_ROOM, "half of the block's bytes: {results:?}");
	assert_eq!(results.last(), Some(&Ok(Ok(()))), "the vote lands");
	assert!(paid >= 4);
}

/// Failure: anybody can sign a founders' motion, which is operational, and declare how heavy it is.
#[test]
fn operational_transactions_of_strangers_take_no_more_than_others() {
	let mut chain = Chain::new("dev");
	chain.look(|| Balances::mint_into(&Two.to_account_id(), 9 * constants::token::PARE)).unwrap();
	let close = |nonce| {
		let close = pallet_collective::Call::<Runtime, configs::FoundersInstance>::close {
			proposal_hash: Default::default(),
			index: 0,
			proposal_weight_bound: configs::MAXIMUM_BLOCK_WEIGHT / 3,
			length_bound: 0,
		};
		sign(Two, nonce, close.into())
	};
	let first = chain.look(|| *System::account_nonce(Two.to_account_id()));
	let vote = chain.signed(Alice, CouncilsCall::back { side: Side::Workers, candidate: None });
	let flood = chain.look(|| vec![close(first), close(first + 1), vote]);
	let results = chain.block(flood);
	assert!(matches!(results[0], Ok(Err(_))), "there is no such motion: {results:?}");
	assert_eq!(results[1], OUT_OF_ROOM);
	assert_eq!(results[2], Ok(Ok(())), "the vote lands");
}

#[test]
fn a_suspended_member_without_tokens_can_still_renew() {
	let mut chain = Chain::new("dev");
	let one = admit(&mut chain, One);
	let suspend = MembersCall::suspend { member: one };
	assert_eq!(super::governance::motion(&mut chain, suspend.into(), 2, 2), Some(Ok(())));
	// Refused by the rules, not for want of tokens: the membership is of this period.
	let renewal = chain.signed(One, MembersCall::renew {});
	assert!(matches!(chain.block(vec![renewal])[..], [Ok(Err(_))]));
	let joining = chain.signed(One, CouncilsCall::join { council: CouncilId(0) });
	assert!(matches!(chain.block(vec![joining])[..], [Ok(Err(_))]));
}
