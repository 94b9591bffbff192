//! Whose key signs, and how people name accounts and members.

use crate::{
	chain::{At, Chain, Signer},
	errors::{Error, Result},
	hex::unhex,
};
use parecon_primitives::MemberId;
use std::{fs, path::Path, str::FromStr};
use subxt::utils::AccountId32;
use subxt_signer::{sr25519::Keypair, SecretUri};

/// A person, by the number of the membership or by an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
	/// A member.
	Member(MemberId),
	/// Who acts through an account.
	Account(AccountId32),
}

fn pair(uri: &str) -> std::result::Result<Keypair, String> {
	let uri = SecretUri::from_str(uri).map_err(|error| error.to_string())?;
	Keypair::from_uri(&uri).map_err(|error| error.to_string())
}

/// The key of a development URI such as `//Alice`.
///
/// # Errors
/// It is none. A phrase is refused: everyone on the machine sees what programs are started with.
pub fn from_uri(uri: &str) -> Result<Signer> {
	if !uri.starts_with('/') {
		return Err(Error::new(
			"--suri takes development keys such as //Alice, and this is another secret",
			"put the secret into a file that only you can read, and give --key FILE: everyone on this \
			 machine sees what programs are started with",
		));
	}
	let pair = pair(uri).map_err(|error| {
		Error::new(
			format!("the key {uri} cannot be derived: {error}"),
			"give a name such as //Alice",
		)
	})?;
	Ok(Signer { name: uri.to_owned(), pair })
}

/// The key whose secret URI or mnemonic phrase is in a file. A file that others can read is warned
/// of.
///
/// # Errors
/// It cannot be read, or holds no key. What it holds is in no message.
pub fn from_file(file: &Path) -> Result<Signer> {
	let shown = file.display();
	let text = fs::read_to_string(file).map_err(|error| {
		Error::new(
			format!("the key {shown} cannot be read: {error}"),
			"give a file that holds a key",
		)
	})?;
	if others_can_read(file) {
		eprintln!("warning: others can read the key {shown}; next: chmod 600 {shown}");
	}
	let no_key = || {
		Error::new(
			format!("{shown} holds no key"),
			"it takes one line: a phrase of 12 or 24 words, or a secret URI",
		)
	};
	// An empty one would be read as the development phrase, which everybody knows.
	if text.trim().is_empty() {
		return Err(no_key());
	}
	let pair = pair(text.trim()).map_err(|_| no_key())?;
	Ok(Signer { name: format!("{shown}"), pair })
}

#[cfg(unix)]
fn others_can_read(file: &Path) -> bool {
	use std::os::unix::fs::PermissionsExt;
	fs::metadata(file).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_: &Path) -> bool {
	false
}

/// Parses an account: SS58, 0x and 64 hexadecimal digits, or the name of a development key.
///
/// # Errors
/// It is none of them.
pub fn account(text: &str) -> std::result::Result<AccountId32, String> {
	let no = "no account: give SS58, 0x and 64 hexadecimal digits, or //Name";
	if text.starts_with('/') {
		return pair(text).map(|pair| pair.public_key().to_account_id()).map_err(|_| no.to_owned());
	}
	if text.starts_with("0x") {
		let bytes = unhex(text).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
		return bytes.map(AccountId32).ok_or_else(|| no.to_owned());
	}
	text.parse().map_err(|_| no.to_owned())
}

/// Parses a person: the number of a member, or an account.
///
/// # Errors
/// It is neither.
pub fn who(text: &str) -> std::result::Result<Who, String> {
	match text.parse() {
		Ok(number) => Ok(Who::Member(MemberId(number))),
		Err(_) => account(text)
			.map(Who::Account)
			.map_err(|error| format!("{error}, or a member's number")),
	}
}

impl Who {
	/// The account through which the person acts.
	///
	/// # Errors
	/// There is no member with that number.
	pub async fn account(self, chain: &Chain, at: &At) -> Result<AccountId32> {
		let member = match self {
			Self::Account(account) => return Ok(account),
			Self::Member(member) => member,
		};
		let found = chain.ask(at, "Members", "account_of_member", member).await?;
		let found = found.as_str().and_then(|account| account.parse().ok());
		found.ok_or_else(|| {
			Error::new(
				format!("there is no member {member} on the chain of {}", chain.url()),
				"give the number of a member, or an account",
			)
		})
	}

	/// The member that is meant.
	///
	/// # Errors
	/// Nobody acts through the account.
	pub async fn member(self, chain: &Chain, at: &At) -> Result<MemberId> {
		let account = match self {
			Self::Member(member) => return Ok(member),
			Self::Account(account) => account,
		};
		chain.member_of(at, account).await?.ok_or_else(|| {
			Error::new(
				format!("no member acts through {account}"),
				"give the account or the number of a member: `parecon member show` names both",
			)
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	#[test]
	fn accounts_are_named_in_three_ways() {
		let alice = account(ALICE).unwrap();
		assert_eq!(alice.to_string(), ALICE);
		assert_eq!(account("//Alice"), Ok(alice));
		assert_eq!(account(&crate::hex::hex(&alice.0)), Ok(alice));
		// A letter that is wrong is found by the checksum.
		for text in ["", "Alice", "//", "0x12", "0xzz", &ALICE.replace('G', "H"), &ALICE[1..]] {
			assert!(account(text).is_err(), "{text}");
		}
	}

	#[test]
	fn people_are_members_or_accounts() {
		assert_eq!(who("7"), Ok(Who::Member(MemberId(7))));
		assert_eq!(who("//Alice"), Ok(Who::Account(account(ALICE).unwrap())));
		assert!(who("-1").unwrap_err().ends_with("a member's number"));
		assert!(who("4294967296").is_err());
	}

	#[test]
	fn phrases_do_not_belong_on_the_command_line() {
		assert_eq!(from_uri("//Alice").unwrap().account().to_string(), ALICE);
		let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
		let error = from_uri(phrase).err().unwrap().to_string();
		assert!(error.contains("--key FILE") && !error.contains("bottom"), "{error}");
	}

	#[test]
	fn keys_are_read_from_files_and_never_shown() {
		let file = std::env::temp_dir().join(format!("parecon-key-{}", std::process::id()));
		let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
		fs::write(&file, format!("{phrase}//Alice\n")).unwrap();
		assert_eq!(from_file(&file).unwrap().account().to_string(), ALICE);
		fs::write(&file, "bottom drive obey").unwrap();
		let error = from_file(&file).err().unwrap().to_string();
		assert!(error.contains("holds no key") && !error.contains("bottom"), "{error}");
		fs::remove_file(&file).unwrap();
		assert!(from_file(&file).err().unwrap().what().contains("cannot be read"));
	}
}
