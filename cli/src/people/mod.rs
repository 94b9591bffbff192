//! What people do on the chain one by one: become members, take seats, choose speakers, federate
//! councils, divide work.
//!
//! The chain decides everything. Before something is sent, the view is asked that says whether it may
//! be done, and what it says against it is printed with the numbers on which that rests.

pub mod act;
pub mod council;
pub mod keys;
pub mod person;
pub mod several;
pub mod text;
pub mod tree;
