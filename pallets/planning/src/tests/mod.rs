//! By topic. `next_block` of the mock checks the invariants in every block.

mod cycle;
mod goods;
mod invariants;
mod newcomers;
mod order;
mod proposals;
mod random;
mod ratification;
mod settling;
