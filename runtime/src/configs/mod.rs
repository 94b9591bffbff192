//! The wiring, one file per body.

mod consensus;
mod councils;
mod founders;
mod members;
mod money;
mod planning;
mod quota;
mod system;
mod utility;

pub use consensus::{EpochDuration, BABE_GENESIS_EPOCH_CONFIG};
pub use founders::{AbsentIsNo, FoundersInstance, GovernOrigin};
pub use members::Months;
pub use system::{RuntimeBlockWeights, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO};
pub use utility::ProxyType;
