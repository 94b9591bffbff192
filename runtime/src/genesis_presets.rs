//! Ready-made beginnings: `dev` for one node, `local` for a network on one machine.
//!
//! Both are for development: the keys in them are known to everybody. A community starts from a file
//! of its own.

use crate::{
	configs::BABE_GENESIS_EPOCH_CONFIG,
	constants::{time::BLOCKS_PER_PERIOD, token::PARE},
	AccountId, BabeConfig, Balance, BalancesConfig, CalendarConfig, CouncilsConfig, FoundersConfig,
	MembersConfig, Runtime, RuntimeGenesisConfig, SessionConfig, SessionKeys,
};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_members::{AdmissionRules, AdmissionRulesOf};
use parecon_primitives::Side;
use serde_json::Value;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// The preset of one node with one validator, Alice.
pub const DEV: &str = "dev";

/// The preset of a network on one machine, with the validators Alice and Bob.
pub const LOCAL: &str = "local";

/// Blocks in a period of the preset [`DEV`]: half an hour of blocks of six seconds, a minute or so of
/// sealed ones.
const DEV_PERIOD: u32 = 300;

/// Blocks for which a membership holds before it has to be renewed, however long a period is: two
/// years.
const TERM: u32 = 24 * BLOCKS_PER_PERIOD;

/// What each of the well-known accounts has at genesis: a million tokens.
const ENDOWMENT: Balance = 1_000_000 * PARE;

/// The people of both presets, in the order in which they are members.
const PEOPLE: [Sr25519Keyring; 6] = [
	Sr25519Keyring::Alice,
	Sr25519Keyring::Bob,
	Sr25519Keyring::Charlie,
	Sr25519Keyring::Dave,
	Sr25519Keyring::Eve,
	Sr25519Keyring::Ferdie,
];

/// The first councils of both presets: three neighbourhoods of two people and two workplaces of three.
/// Any two people live or work apart, so that their words are the words of two councils.
const COUNCILS: [(Side, &[usize]); 5] = [
	(Side::Consumers, &[0, 1]),
	(Side::Consumers, &[2, 3]),
	(Side::Consumers, &[4, 5]),
	(Side::Workers, &[0, 2, 4]),
	(Side::Workers, &[1, 3, 5]),
];

/// The founding circle of both presets: two of the three govern.
const FOUNDERS: [Sr25519Keyring; 3] =
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie];

/// A validator of a preset: the account that answers for it is the stash, so that the person and the
/// machine are different accounts.
struct Validator {
	account: Sr25519Keyring,
	babe: Sr25519Keyring,
	grandpa: Ed25519Keyring,
}

const ALICE: Validator = Validator {
	account: Sr25519Keyring::AliceStash,
	babe: Sr25519Keyring::Alice,
	grandpa: Ed25519Keyring::Alice,
};

const BOB: Validator = Validator {
	account: Sr25519Keyring::BobStash,
	babe: Sr25519Keyring::Bob,
	grandpa: Ed25519Keyring::Bob,
};

impl Validator {
	fn keys(&self) -> (AccountId, AccountId, SessionKeys) {
		let account = self.account.to_account_id();
		let keys =
			SessionKeys { babe: self.babe.public().into(), grandpa: self.grandpa.public().into() };
		(account.clone(), account, keys)
	}
}

/// Rules of admission under which a year can be tried out in minutes: anyone on the word of two who
/// live or work apart, two blocks later, and as many as come.
fn rules(blocks_per_period: u32) -> AdmissionRulesOf<Runtime> {
	AdmissionRules {
		standing: 0,
		open_sponsorships: 64,
		sponsorships_per_period: 1_000_000,
		growth_least: 1_000_000,
		waiting: 2,
		recovery_delay: 4,
		term: TERM / blocks_per_period,
		..Default::default()
	}
}

fn councils() -> Vec<(Side, Vec<AccountId>)> {
	let account = |person: &usize| PEOPLE.get(*person).map(|person| person.to_account_id());
	COUNCILS
		.iter()
		.map(|(side, people)| (*side, people.iter().filter_map(account).collect()))
		.collect()
}

fn genesis(validators: &[Validator], blocks_per_period: u32) -> Value {
	let endowed = PEOPLE
		.iter()
		.chain(validators.iter().map(|validator| &validator.account))
		.map(|person| (person.to_account_id(), ENDOWMENT))
		.collect::<Vec<_>>();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: endowed },
		babe: BabeConfig { epoch_config: BABE_GENESIS_EPOCH_CONFIG },
		session: SessionConfig { keys: validators.iter().map(Validator::keys).collect::<Vec<_>>() },
		founders: FoundersConfig {
			members: FOUNDERS.iter().map(|person| person.to_account_id()).collect::<Vec<_>>(),
		},
		members: MembersConfig {
			members: PEOPLE.iter().map(|person| person.to_account_id()).collect::<Vec<_>>(),
			rules: rules(blocks_per_period),
		},
		councils: CouncilsConfig { councils: councils() },
		calendar: CalendarConfig { blocks_per_period },
	})
}

/// The preset called `id`, as a patch of the default genesis.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_str() {
		DEV => genesis(&[ALICE], DEV_PERIOD),
		LOCAL => genesis(&[ALICE, BOB], BLOCKS_PER_PERIOD),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// The names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![DEV.to_string(), LOCAL.to_string()]
}
