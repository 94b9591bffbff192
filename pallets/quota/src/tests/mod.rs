mod charging;
mod genesis;
mod invariants;
mod owners;
mod purse;
mod random;
mod reserved;
mod rules;
mod storage;
mod sweeping;
mod views;
mod wallets;

use crate::{mock::*, Error, Event, Kind, PaidLoad, PurseId, Purses, WhyPaid};
use frame_support::{assert_noop, assert_ok};
use parecon_primitives::{CouncilId, MemberId};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

type Origin = RuntimeOrigin;

/// A member without a token.
const ANA: u64 = 3;

const ANAS: PurseId = PurseId::Member(MemberId(3));

const VOICE: PurseId = PurseId::Voice(MemberId(3));

fn invalid(why: InvalidTransaction) -> TransactionValidityError {
	TransactionValidityError::Invalid(why)
}

/// Kept out for the moment.
fn exhausts() -> TransactionValidityError {
	invalid(InvalidTransaction::ExhaustsResources)
}

/// Cannot pay.
fn payment() -> TransactionValidityError {
	invalid(InvalidTransaction::Payment)
}
