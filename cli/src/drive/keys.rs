//! The keys of a drive: development keys, one for each council.

use crate::{
	chain::Signer,
	economy::Economy,
	errors::{Error, Result},
};
use parecon_primitives::{CouncilId, Side};
use std::str::FromStr;
use subxt_signer::{sr25519::Keypair, SecretUri};

/// A council of the economy and the key that speaks for it.
pub struct Driven {
	/// Its side.
	pub side: Side,
	/// Its position in the economy's list of that side, from 0.
	pub index: usize,
	/// The key of its only member.
	pub signer: Signer,
	/// The council on the chain; set once it is founded.
	pub id: CouncilId,
}

impl Driven {
	/// How it is called in messages: "workers' council 3 (//parecon/seed1/workers/3)".
	pub fn called(&self) -> String {
		let side = match self.side {
			Side::Workers => "workers'",
			Side::Consumers => "consumers'",
		};
		format!("{side} council {} ({})", self.index + 1, self.signer.name)
	}
}

/// The secret URI of the key of a council, numbered from 1 within its side.
pub fn council_uri(economy: &str, side: Side, number: usize) -> String {
	let side = match side {
		Side::Workers => "workers",
		Side::Consumers => "consumers",
	};
	format!("//parecon/{economy}/{side}/{number}")
}

/// The key of a secret URI of the development phrase.
pub fn key(uri: String) -> Result<Signer> {
	let pair = SecretUri::from_str(&uri)
		.map_err(|error| error.to_string())
		.and_then(|parsed| Keypair::from_uri(&parsed).map_err(|error| error.to_string()));
	match pair {
		Ok(pair) => Ok(Signer { name: uri, pair }),
		Err(error) => Err(Error::new(
			format!("the key {uri} cannot be derived: {error}"),
			"use only letters, digits, '-' and '_' in the economy's field name",
		)),
	}
}

/// One of the well-known development accounts.
pub(super) fn person(name: &str) -> Result<Signer> {
	key(format!("//{name}"))
}

/// The councils of `economy` with their keys, workers' first.
pub(super) fn councils(economy: &Economy) -> Result<Vec<Driven>> {
	let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
	if !economy.name.chars().all(plain) {
		return Err(Error::new(
			format!("the name {:?} of the economy cannot be part of a key", economy.name),
			"use only letters, digits, '-' and '_' in the economy's field name",
		));
	}
	let sizes = [
		(Side::Workers, economy.worker_councils.len(), "worker_councils"),
		(Side::Consumers, economy.consumer_councils.len(), "consumer_councils"),
	];
	let mut councils = Vec::new();
	for (side, count, field) in sizes {
		if count == 0 {
			return Err(Error::new(
				format!("{} has no {field}, and a plan takes both sides", economy.name),
				"drive an economy with councils on both sides",
			));
		}
		for index in 0..count {
			let signer = key(council_uri(&economy.name, side, index + 1))?;
			councils.push(Driven { side, index, signer, id: CouncilId(0) });
		}
	}
	Ok(councils)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::economy::{generate, Size};

	#[test]
	fn each_council_has_a_key_of_its_own() {
		let economy = generate(1, Size { workers: 2, consumers: 3, goods: 2 });
		let councils = councils(&economy).unwrap();
		assert_eq!(councils.len(), 9);
		assert_eq!(councils[2].called(), "workers' council 3 (//parecon/seed1/workers/3)");
		assert_eq!(councils[8].called(), "consumers' council 3 (//parecon/seed1/consumers/3)");
		let accounts: std::collections::BTreeSet<_> =
			councils.iter().map(|council| council.signer.account()).collect();
		assert_eq!(accounts.len(), 9);
	}

	#[test]
	fn people_are_the_development_accounts() {
		assert_eq!(
			person("Alice").unwrap().account().to_string(),
			"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
		);
	}

	#[test]
	fn economies_that_cannot_be_driven_say_why() {
		let mut economy = generate(1, Size { workers: 1, consumers: 1, goods: 1 });
		economy.name = "a/b".into();
		assert!(councils(&economy).err().unwrap().what().contains("\"a/b\""));
		economy.name = "ab".into();
		economy.consumer_councils.clear();
		assert!(councils(&economy).err().unwrap().what().contains("no consumer_councils"));
	}
}
