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

mod clearing;
mod exceptions;
mod fixed;
mod good;
mod imbalance;
mod levels;
mod linear;
mod proposal;
mod range;
mod record;
mod restate;
mod rules;
mod settling;
mod swing;
mod tables;
mod worth;

pub use clearing::{Counting, Measure, Outcome, Step, INSIGNIFICANT};
pub use exceptions::{exception_room, owed, repayment};
pub use good::{
	Balance, Contribution, Heads, Kind, Line, Overflow, Quote, Totals, MAX_PRICE, MAX_TOTAL,
	MIN_PRICE, PAGE,
};
pub use imbalance::{below, Fraction, Imbalance};
pub use levels::{
	due, level_cost, level_of, part_in_turn, sold, step_of, LevelRule, Statements, STEPS,
};
pub use proposal::{check_order, contribution, line_worth, Assessment, Assessor, LineError};
pub use range::{params_hash, plan_leaf, plan_root, Proof, Range, MAX_PEAKS};
pub use record::{
	accumulate, lines_hash, origin, page_hash_chain, prices_start, totals_start, Record,
};
pub use restate::{merged, restate, unscaled, Wish};
pub use rules::{
	Accelerated, Begun, Column, Decision, Gram, Levelled, Levelling, Levels, PageMemory, Pequod,
	PriceRule, Proportional, Rule, RuleMemory,
};
pub use settling::{
	apportion, inputs, public_charge, public_level, ration_page, scaled, Input, Ration, Round,
	Scale, Upstream, MAX_ROUNDS, PATIENCE,
};
pub use swing::{swing_within, Stated, Swing};
pub use worth::Worth;
