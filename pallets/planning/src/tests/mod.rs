//! By topic. `next_block` of the mock checks the invariants in every block.

mod attacks;
mod claims;
mod cycle;
mod exits;
mod federations;
mod goods;
mod invariants;
mod newcomers;
mod order;
mod proposals;
mod random;
mod ratification;
mod recall;
mod requests;
mod settling;
mod shared;
mod trust;
