//! By topic. Each test ends with a check of the invariants and of the members' purses.

mod calls;
mod fold;
mod invariants;
mod planned;
mod portions;
