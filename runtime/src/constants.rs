//! Figures that hold for every community that runs this runtime.

/// The chain's native balance.
pub mod token {
	use crate::Balance;

	/// What a wallet writes behind an amount.
	pub const SYMBOL: &str = "PARE";

	/// Decimals of one token.
	pub const DECIMALS: u8 = 12;

	/// SS58 prefix of addresses: the general one of Substrate.
	pub const SS58_PREFIX: u16 = 42;

	/// One token, in the smallest unit.
	pub const PARE: Balance = 1_000_000_000_000;

	/// A thousandth of a token.
	pub const MILLI: Balance = PARE / 1_000;

	/// A millionth of a token.
	pub const MICRO: Balance = PARE / 1_000_000;

	/// An account with less than this and no other reason to exist is removed.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

	/// What is held for state that an account creates: 0.1 token per entry and 0.001 per byte.
	pub const fn deposit(entries: u32, bytes: u32) -> Balance {
		(entries as Balance)
			.saturating_mul(100 * MILLI)
			.saturating_add((bytes as Balance).saturating_mul(MILLI))
	}
}

/// Time, counted in blocks.
pub mod time {
	use crate::BlockNumber;

	/// Length of a BABE slot, and so the target time of a block, in milliseconds.
	pub const MILLISECS_PER_BLOCK: u64 = 6_000;

	/// Blocks in a minute.
	pub const MINUTES: BlockNumber = 10;

	/// Blocks in an hour.
	pub const HOURS: BlockNumber = 60 * MINUTES;

	/// Blocks in a day.
	pub const DAYS: BlockNumber = 24 * HOURS;

	/// Blocks in a period, in which work is settled and membership is counted, where a community has
	/// not decided otherwise: thirty days.
	pub const BLOCKS_PER_PERIOD: BlockNumber = 30 * DAYS;

	/// Slots in a BABE epoch, which is a session too: 20 minutes. Randomness that a draw may use is
	/// two epochs old, so a shorter epoch brings a draw sooner, and a change of session keys; a
	/// longer one makes the randomness harder to sway by withholding blocks. A validator set of
	/// neighbours rather than of strangers leans to the first.
	pub const EPOCH_DURATION_IN_SLOTS: u64 = 200;

	/// Sessions of which the keys stay provable, so that an equivocation can still be reported: one
	/// day. Older session roots are dropped.
	pub const PROVABLE_SESSIONS: u32 = 72;
}
