//! The chain of headers, from genesis on.

use super::{blake2_256, Fault, FaultKind, Header};
use codec::{Decode, DecodeAll};
use primitive_types::H256;
use sp_runtime::DigestItem;

/// Who finds out in which slot a block was made.
const BABE: [u8; 4] = *b"BABE";

/// A header that follows from all before it.
#[derive(Clone, Debug)]
pub struct Link {
	/// Its hash.
	pub hash: H256,
	/// What it says.
	pub header: Header,
}

/// Follows headers: each names the one before as its parent, has the next number and a later slot.
pub struct HeaderChain {
	last: H256,
	next: u32,
	slot: Option<u64>,
}

impl HeaderChain {
	/// The chain that begins in the block with hash `genesis`.
	pub fn new(genesis: H256) -> Self {
		Self { last: genesis, next: 0, slot: None }
	}

	/// The number of the next block.
	pub fn next_number(&self) -> u32 {
		self.next
	}

	/// The next header, from its bytes.
	///
	/// # Errors
	/// It is not the one that has to follow.
	pub fn follow(&mut self, bytes: &[u8]) -> Result<Link, Fault> {
		let number = self.next;
		let hash = blake2_256(bytes);
		let wrong = |kind, detail: String| Fault::of(kind, number, detail);
		if number == 0 && hash != self.last {
			let detail = format!("its first header has hash {hash:?}, genesis is {:?}", self.last);
			return Err(Fault::new(FaultKind::OtherChain, detail));
		}
		let header = Header::decode_all(&mut &bytes[..])
			.map_err(|error| wrong(FaultKind::Header, format!("cannot be decoded: {error}")))?;
		if number > 0 && header.parent_hash != self.last {
			let (theirs, ours) = (header.parent_hash, self.last);
			let detail = format!("names parent {theirs:?}, the header before has hash {ours:?}");
			return Err(wrong(FaultKind::Header, detail));
		}
		if header.number != number {
			return Err(wrong(FaultKind::Header, format!("is of block {}", header.number)));
		}
		if number > 0 {
			self.slot = Some(self.later(number, &header)?);
		}
		self.last = hash;
		self.next = number.saturating_add(1);
		Ok(Link { hash, header })
	}

	/// The slot of a header, which is later than that of its parent.
	fn later(&self, number: u32, header: &Header) -> Result<u64, Fault> {
		let slot = header.digest.logs.iter().find_map(slot);
		let slot =
			slot.ok_or_else(|| Fault::of(FaultKind::Slot, number, "names no BABE slot".to_owned()));
		match (slot?, self.slot) {
			(slot, Some(before)) if slot <= before => {
				let detail = format!("slot {slot} follows after slot {before}");
				Err(Fault::of(FaultKind::Slot, number, detail))
			},
			(slot, _) => Ok(slot),
		}
	}
}

/// The slot that a digest item names: each kind of BABE's claims begins with the kind, the place of
/// the author and the slot.
fn slot(item: &DigestItem) -> Option<u64> {
	match item {
		DigestItem::PreRuntime(BABE, bytes) => {
			<(u8, u32, u64)>::decode(&mut &bytes[..]).ok().map(|(_, _, slot)| slot)
		},
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use sp_runtime::{generic::Digest, traits::Header as _};

	/// The digest of a header of a slot.
	fn in_slot(slot: u64) -> Vec<DigestItem> {
		vec![DigestItem::PreRuntime(BABE, (3u8, 0u32, slot, [7u8; 96]).encode())]
	}

	/// Genesis and three blocks, in slots that leave some out.
	fn headers() -> Vec<Header> {
		let mut headers: Vec<Header> = Vec::new();
		for (number, slot) in [0, 100, 101, 105].into_iter().enumerate() {
			let logs = if number == 0 { Vec::new() } else { in_slot(slot) };
			let parent = headers.last().map(|header| header.hash()).unwrap_or_default();
			let root = H256::repeat_byte(number as u8);
			headers.push(Header::new(number as u32, root, root, parent, Digest { logs }));
		}
		headers
	}

	fn follow(headers: &[Header]) -> Result<(), Fault> {
		let mut chain = HeaderChain::new(self::headers()[0].hash());
		for (number, header) in headers.iter().enumerate() {
			assert_eq!(chain.next_number(), number as u32);
			assert_eq!(chain.follow(&header.encode())?.hash, header.hash());
		}
		Ok(())
	}

	/// What is wrong where one header is another one, and those after it follow from it or not.
	fn altered(at: usize, alter: impl Fn(&mut Header), relinked: bool) -> Fault {
		let mut headers = headers();
		alter(&mut headers[at]);
		for after in at + 1..headers.len() {
			if relinked {
				headers[after].parent_hash = headers[after - 1].hash();
			}
		}
		follow(&headers).unwrap_err()
	}

	#[test]
	fn a_chain_is_followed() {
		assert_eq!(follow(&headers()), Ok(()));
	}

	#[test]
	fn another_genesis_is_another_chain() {
		let fault = altered(0, |header| header.state_root = H256::repeat_byte(9), true);
		assert_eq!((fault.kind, fault.block), (FaultKind::OtherChain, None));
	}

	#[test]
	fn every_byte_of_a_header_is_in_its_hash() {
		let good: Vec<Vec<u8>> = headers().iter().map(Encode::encode).collect();
		for at in 0..good.len() - 1 {
			for byte in 0..good[at].len() {
				let mut bytes = good.clone();
				bytes[at][byte] ^= 1;
				let mut chain = HeaderChain::new(headers()[0].hash());
				let fault = bytes.iter().find_map(|bytes| chain.follow(bytes).err()).unwrap();
				let kinds = [FaultKind::OtherChain, FaultKind::Header, FaultKind::Slot];
				assert!(kinds.contains(&fault.kind), "{fault}");
			}
		}
	}

	#[test]
	fn a_header_follows_its_parent() {
		let fault = altered(1, |header| header.state_root = H256::repeat_byte(9), false);
		assert_eq!((fault.kind, fault.block), (FaultKind::Header, Some(2)));
		assert!(fault.detail.contains("names parent"), "{fault}");
		let fault = altered(2, |header| header.number = 9, true);
		assert_eq!((fault.kind, fault.block), (FaultKind::Header, Some(2)));
		assert!(fault.detail.contains("is of block 9"), "{fault}");
		let mut swapped = headers();
		swapped.swap(1, 2);
		assert_eq!(follow(&swapped).unwrap_err().kind, FaultKind::Header);
	}

	#[test]
	fn slots_are_later_and_later() {
		let slots = |slot| altered(2, |header| header.digest.logs = in_slot(slot), true);
		assert_eq!(slots(100).to_string(), "slot of block 2: slot 100 follows after slot 100");
		assert_eq!(slots(200).to_string(), "slot of block 3: slot 105 follows after slot 200");
		let none = altered(1, |header| header.digest.logs.clear(), true);
		assert_eq!(none.to_string(), "slot of block 1: names no BABE slot");
	}
}
