//! What people do in a planning year: lines in tables, what speaks against a deed before it is sent,
//! what a proposal comes to line by line, and what to do about a refusal.

pub mod amounts;
pub mod answers;
pub mod catalogue;
pub mod lines;
pub mod may;
pub mod next;
pub mod requests;
pub mod scene;
pub mod told;
pub mod weigh;
