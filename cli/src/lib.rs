//! What `parecon` is made of: economies and their councils' answers, the planning iterations off
//! chain, and a client of the chain that drives, audits and shows a planning year, and through which
//! people become members, take seats, choose speakers, and divide their work into job complexes.
#![warn(missing_docs)]

pub mod answer;
pub mod audit;
pub mod bundle;
pub mod chain;
pub mod commands;
pub mod cycle;
pub mod drive;
pub mod economy;
pub mod encode;
pub mod errors;
pub mod hex;
pub mod jobs;
pub mod market;
pub mod output;
pub mod people;
pub mod picture;
pub mod plan_acts;
pub mod progress;
pub mod steady;
pub mod town;
