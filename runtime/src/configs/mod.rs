//! The wiring, one file per body.

mod calendar;
mod consensus;
mod councils;
mod founders;
mod jobs;
mod lottery;
mod members;
mod money;
mod planning;
mod quota;
mod requests;
mod system;
mod utility;

pub use consensus::{EpochDuration, BABE_GENESIS_EPOCH_CONFIG};
pub use founders::{AbsentIsNo, FoundersInstance, GovernOrigin};
pub use system::{RuntimeBlockWeights, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO};
pub use utility::ProxyType;
