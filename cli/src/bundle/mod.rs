//! A cycle in one file: everything that an audit needs, and the proofs that it is what the chain has.
//!
//! A bundle holds the headers from genesis on, justifications of the validators that the blocks are
//! final, and for each block that matters its extrinsics and a storage proof of all values that the
//! recomputation reads. [`export`] writes it from an archive node; [`Bundle`] reads it without a
//! network, trusts nothing but the genesis hash that it is given, and serves the audit as a
//! [`Source`](crate::audit::Source). What fails to hold is a [`Fault`].

mod described;
mod export;
mod fault;
mod finality;
mod format;
mod headers;
mod nested;
mod open;
mod recorder;
mod source;
mod state;

pub use export::{export, Exported};
pub use fault::{Fault, FaultKind, Stop};
pub use finality::{Finalised, Finality};
pub use format::{
	About, BlockProof, Record, Records, Tag, Unread, Writer, MAGIC, MAX_RECORD, VERSION,
};
pub use headers::{HeaderChain, Link};
pub use open::{Bundle, Summary};

use primitive_types::H256;
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, Hash},
};

/// A header of the chain.
pub type Header = generic::Header<u32, BlakeTwo256>;

/// The hash by which the chain knows blocks, states, extrinsics and values: BLAKE2b, 256 bits.
pub fn blake2_256(bytes: &[u8]) -> H256 {
	BlakeTwo256::hash(bytes)
}

/// The state key under which the chain keeps its runtime.
const CODE: &[u8] = b":code";

/// No value stands here: the way to it leads through the node of the trie that holds the hash of
/// the runtime, so that a proof of its absence proves the runtime without holding it.
const BESIDE_CODE: &[u8] = b":code\0";
