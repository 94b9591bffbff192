//! The plan in one hash: a mountain range over the councils' portions, in ascending order of ids.
//!
//! Leaves are pushed one by one. Whenever two mountains are of the same height they become one, so a
//! range of n leaves has one peak for each bit that is set in n: at most 32 hashes are kept, whatever
//! the number of councils. The root takes in how many leaves there are, the prices and the parameters
//! of the cycle. Anyone who has all leaves can prove to anyone who has the root that one of them is
//! in it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::{CouncilId, Credits, Quantity};
use primitive_types::H256;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{BlakeTwo256, ConstU32, Hash},
	BoundedVec,
};

use crate::good::{Line, Overflow};

const LEAF: &[u8] = b"parecon/planning/leaf";
const NODE: &[u8] = b"parecon/planning/node";
const PEAKS: &[u8] = b"parecon/planning/peaks";
const ROOT: &[u8] = b"parecon/planning/root";
const PARAMS: &[u8] = b"parecon/planning/params";

/// The most peaks that a range can have: one for each bit of its number of leaves.
pub const MAX_PEAKS: u32 = 32;

/// The leaf of a council: what it stated, what it is granted line by line, what it is charged, and
/// what it is credited for the pollutants that it permits.
pub fn plan_leaf(
	council: CouncilId,
	lines: &[Line],
	granted: &[Quantity],
	charge: Credits,
	credit: Credits,
) -> H256 {
	BlakeTwo256::hash_of(&(LEAF, council, lines, granted, charge, credit))
}

/// The hash of a cycle's parameters, for [`plan_root`].
pub fn params_hash(params: &impl Encode) -> H256 {
	BlakeTwo256::hash_of(&(PARAMS, params))
}

/// The root of a plan: its range, the hash chain over the pages of its prices (as in the record of
/// its iteration, which binds chain and cycle), and the [`params_hash`] of its cycle.
pub fn plan_root(range: &Range, prices: H256, params: H256) -> H256 {
	root_of(range.count, bag(&range.peaks), prices, params)
}

fn root_of(count: u32, bagged: H256, prices: H256, params: H256) -> H256 {
	BlakeTwo256::hash_of(&(ROOT, count, bagged, prices, params))
}

fn node(left: H256, right: H256) -> H256 {
	BlakeTwo256::hash_of(&(NODE, left, right))
}

/// One hash of all peaks, from the smallest mountain to the largest; zero where there are none.
fn bag(peaks: &[H256]) -> H256 {
	let bagged = peaks
		.iter()
		.rev()
		.copied()
		.reduce(|bagged, peak| BlakeTwo256::hash_of(&(PEAKS, peak, bagged)));
	bagged.unwrap_or_default()
}

/// A mountain range: its number of leaves, and the peaks from the largest mountain to the smallest.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Range {
	count: u32,
	peaks: BoundedVec<H256, ConstU32<MAX_PEAKS>>,
}

impl Range {
	/// How many leaves it has.
	pub const fn count(&self) -> u32 {
		self.count
	}

	/// Adds a leaf to the right.
	///
	/// # Errors
	/// [`Overflow`] where the numbers are used up; the range is then unchanged.
	pub fn push(&mut self, leaf: H256) -> Result<(), Overflow> {
		let count = self.count.checked_add(1).ok_or(Overflow)?;
		let mut peak = leaf;
		// Mountains of heights 0, 1, 2... stand at the right, one for each trailing bit.
		for _ in 0..self.count.trailing_ones() {
			peak = node(self.peaks.pop().unwrap_or_default(), peak);
		}
		self.peaks.try_push(peak).map_err(|_| Overflow)?;
		self.count = count;
		Ok(())
	}
}

/// That one leaf is in a range.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Proof {
	/// The leaf's place among all, from 0.
	pub index: u32,
	/// How many leaves there are.
	pub count: u32,
	/// What stands beside the leaf and each node above it, up to the peak of its mountain.
	pub path: Vec<H256>,
	/// The other peaks, from the largest mountain to the smallest.
	pub peaks: Vec<H256>,
}

/// Where a leaf stands: which mountain from the left, its height, and the leaf's place in it.
struct Place {
	mountain: usize,
	height: u32,
	within: u32,
}

impl Place {
	fn of(index: u32, count: u32) -> Option<Self> {
		let mut within = index;
		let mut mountain = 0usize;
		for height in (0..u32::BITS).rev() {
			let size = 1u32.wrapping_shl(height);
			if count & size == 0 {
				continue;
			}
			if within < size {
				return Some(Self { mountain, height, within });
			}
			within = within.saturating_sub(size);
			mountain = mountain.saturating_add(1);
		}
		None
	}
}

impl Proof {
	/// Proves the leaf at `index` of a range of `leaves`; `None` where there is no such leaf.
	pub fn of(leaves: &[H256], index: u32) -> Option<Self> {
		let count = u32::try_from(leaves.len()).ok()?;
		let place = Place::of(index, count)?;
		let mut range = Range::default();
		for leaf in leaves {
			range.push(*leaf).ok()?;
		}
		let mut peaks = range.peaks.into_inner();
		peaks.remove(place.mountain);
		let first = index.checked_sub(place.within)? as usize;
		let after = first.checked_add(1usize.checked_shl(place.height)?)?;
		let mut level = leaves.get(first..after)?.to_vec();
		let mut path = Vec::new();
		let mut at = place.within as usize;
		while level.len() > 1 {
			path.push(*level.get(at ^ 1)?);
			level =
				level.as_chunks::<2>().0.iter().map(|[left, right]| node(*left, *right)).collect();
			at >>= 1;
		}
		Some(Self { index, count, path, peaks })
	}

	/// Whether `leaf` is in the range of the plan with this `root`; `prices` and `params` as in
	/// [`plan_root`].
	pub fn verify(&self, leaf: H256, prices: H256, params: H256, root: H256) -> bool {
		let Some(place) = Place::of(self.index, self.count) else { return false };
		let whole = self.path.len() == place.height as usize
			&& self.peaks.len().saturating_add(1) == self.count.count_ones() as usize;
		if !whole {
			return false;
		}
		let mut at = place.within;
		let mut peak = leaf;
		for beside in &self.path {
			peak = if at & 1 == 0 { node(peak, *beside) } else { node(*beside, peak) };
			at >>= 1;
		}
		let mut peaks = self.peaks.clone();
		peaks.insert(place.mountain, peak);
		root_of(self.count, bag(&peaks), prices, params) == root
	}
}
