//! Signs and sends, with nonces counted here: a key may send many transactions into one block.

use super::{At, Chain, PareconConfig};
use crate::errors::{Error, Result};
use futures::{stream, StreamExt, TryStreamExt};
use primitive_types::H256;
use std::collections::{BTreeMap, HashMap};
use subxt::{
	config::DefaultExtrinsicParamsBuilder, rpcs, transactions::Payload, utils::AccountId32,
};
use subxt_signer::sr25519::Keypair;

/// How many requests are under way at once.
const AT_ONCE: usize = 32;

/// A key and how it is called in messages.
#[derive(Clone)]
pub struct Signer {
	/// The name, as `//Alice`.
	pub name: String,
	/// The key.
	pub pair: Keypair,
}

impl Signer {
	/// The account of the key.
	pub fn account(&self) -> AccountId32 {
		self.pair.public_key().to_account_id()
	}
}

/// A signed transaction and what it is for.
struct Signed {
	what: String,
	bytes: Vec<u8>,
}

/// Transactions that are signed and not sent yet, and the nonce that each key uses next.
#[derive(Default)]
pub struct Outbox {
	nonces: BTreeMap<AccountId32, u64>,
	signed: Vec<Signed>,
	sent: u32,
}

impl Outbox {
	/// Transactions sent so far.
	pub fn sent(&self) -> u32 {
		self.sent
	}

	/// Asks the chain for the next nonces of `signers` that are not known yet.
	pub async fn learn_nonces(&mut self, chain: &Chain, signers: &[&Signer]) -> Result<()> {
		let unknown: Vec<AccountId32> = signers
			.iter()
			.map(|signer| signer.account())
			.filter(|account| !self.nonces.contains_key(account))
			.collect();
		let nonces: Vec<(AccountId32, u64)> = stream::iter(unknown)
			.map(|account| async move {
				let nonce = chain.rpc.system_account_next_index(&account).await;
				nonce.map(|nonce| (account, nonce)).map_err(|error| chain.broken(error))
			})
			.buffer_unordered(AT_ONCE)
			.try_collect()
			.await?;
		self.nonces.extend(nonces);
		Ok(())
	}

	/// Signs `call` with the key's next nonce. `what` names it in messages, as "propose of workers'
	/// council 3 (//parecon/seed1/workers/3)".
	pub fn sign(
		&mut self,
		at: &At,
		signer: &Signer,
		what: impl Into<String>,
		call: &impl Payload,
	) -> Result<()> {
		self.sign_with_tip(at, signer, what, call, 0)
	}

	/// As [`Outbox::sign`], with a tip in the smallest unit of the token. Whoever tips pays, members
	/// too.
	pub fn sign_with_tip(
		&mut self,
		at: &At,
		signer: &Signer,
		what: impl Into<String>,
		call: &impl Payload,
		tip: u128,
	) -> Result<()> {
		let what = what.into();
		let nonce = self.nonces.get_mut(&signer.account()).ok_or_else(|| {
			Error::new(format!("{what}: the nonce of {} is not known", signer.name), BUG)
		})?;
		// A mortal one would name the best block, which the pool may not have taken in yet. Nonces begin
		// at the number of a block here, so an immortal one cannot be sent again to a new account.
		let params = DefaultExtrinsicParamsBuilder::<PareconConfig>::new()
			.nonce(*nonce)
			.tip(tip)
			.immortal()
			.build();
		let signed = at
			.transactions()
			.create_signable_offline(call, params)
			.and_then(|mut signable| signable.sign(&signer.pair))
			.map_err(|error| Error::new(format!("{what} cannot be encoded: {error}"), BUG))?;
		*nonce += 1;
		self.signed.push(Signed { what, bytes: signed.into_encoded() });
		Ok(())
	}

	/// Sends what is signed. Returns the hash of each transaction with what it is for.
	pub async fn send(&mut self, chain: &Chain) -> Result<HashMap<H256, String>> {
		let signed = std::mem::take(&mut self.signed);
		self.sent = self.sent.saturating_add(signed.len() as u32);
		// In order: the pool drops nothing that way, and a key's transactions arrive by their nonces.
		stream::iter(signed)
			.map(|Signed { what, bytes }| async move {
				match chain.rpc.author_submit_extrinsic(&bytes).await {
					Ok(hash) => Ok((hash, what)),
					Err(error) => Err(refused(chain, &what, error)),
				}
			})
			.buffered(AT_ONCE)
			.try_collect()
			.await
	}
}

impl Outbox {
	/// Sends what is signed, whatever the node refuses: the hash of each transaction that it took, or
	/// why it took it not, in the order of signing.
	pub async fn send_each(&mut self, chain: &Chain) -> Vec<Result<H256>> {
		let signed = std::mem::take(&mut self.signed);
		stream::iter(signed)
			.map(|Signed { what, bytes }| async move {
				let sent = chain.rpc.author_submit_extrinsic(&bytes).await;
				sent.map_err(|error| refused(chain, &what, error))
			})
			.buffered(AT_ONCE)
			.collect()
			.await
	}

	/// Forgets the nonces of `signer`, so that they are asked for again: one that the node refused
	/// leaves a gap.
	pub fn forget(&mut self, signer: &Signer) {
		self.nonces.remove(&signer.account());
	}
}

pub(super) const BUG: &str =
	"this is a mistake in parecon: report it with the command that led here";

/// The pool did not take a transaction.
fn refused(chain: &Chain, what: &str, error: rpcs::Error) -> Error {
	match error {
		rpcs::Error::User(user) => {
			let why =
				user.data.map_or(user.message, |data| data.get().trim_matches('"').to_owned());
			Error::new(
				format!("{what}: the node refuses the transaction: {why}"),
				"see that the key is a member's or has tokens for fees, that its quota is not used up \
				 (`parecon member show`), and that no other program sends with it; then run the \
				 command again",
			)
		},
		other => chain.broken(other),
	}
}
