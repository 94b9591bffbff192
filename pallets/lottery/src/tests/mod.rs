mod invariants;
mod keeping;
mod lots;
mod seeds;

use crate::{mock::*, Seed, Seeds, KEPT};
use sp_core::H256;
