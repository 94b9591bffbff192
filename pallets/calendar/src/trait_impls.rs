//! What other pallets may ask of this one.

use crate::{Config, Pallet};
use parecon_primitives::{Calendar, Period};

impl<T: Config> Calendar for Pallet<T> {
	fn period() -> Period {
		Self::calendar().period
	}

	fn blocks_per_period() -> u32 {
		Self::calendar().length
	}
}
