//! A council's work: what its members rate and divide among themselves, and how balanced that is.
//!
//! Files that people write and read:
//!
//! - tasks as CSV: [`specs`];
//! - ratings as CSV, and the private file between committing and revealing them: [`ratings`];
//! - terms of a window as JSON, to be divided without a node: [`terms`];
//! - a division as JSON: [`division`].

pub mod answers;
pub mod division;
pub mod files;
pub mod picture;
pub mod ratings;
pub mod reports;
pub mod solver;
pub mod specs;
pub mod terms;
pub mod told;
pub mod units;
pub mod workplace;
