#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]
#![doc = include_str!("../README.md")]

extern crate alloc;

mod ids;
mod quantities;
mod traits;

pub use ids::*;
pub use quantities::*;
pub use traits::*;
