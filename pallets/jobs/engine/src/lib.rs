#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]
#![cfg_attr(
	not(test),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::panic,
		clippy::unreachable,
		clippy::todo,
		clippy::float_arithmetic
	)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

mod allotment;
mod balance;
mod division;
mod histogram;
mod index;
mod lots;
mod progress;
mod scale;
mod weight;

pub use allotment::allot;
pub use balance::{counts, owed};
pub use division::{able, mean_of, verify, Fault, Portion, Quality, TaskTerms, Verified, Worker};
pub use histogram::{Histogram, Sheet};
pub use index::{bundle, Community, Sums};
pub use lots::{drawn, lots, place};
pub use progress::{root, spread, Spread};
pub use scale::{is_balanced, is_rating, Both, Points, Rating, TOP};
pub use weight::{Apportion, Raw};
