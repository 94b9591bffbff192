//! Finality on a chain in miniature whose validators change once, signed with real keys.

use super::*;
use codec::Encode;
use finality_grandpa::{Precommit, SignedPrecommit};
use sp_consensus_grandpa::{localized_payload, Commit, ScheduledChange};
use sp_keyring::Ed25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie, One};
use sp_runtime::{
	generic::Digest,
	traits::{BlakeTwo256, Hash, Header as _},
};

/// Who finalises before the change, and who after it.
const BEFORE: [Ed25519Keyring; 4] = [Alice, Bob, Charlie, Dave];
const AFTER: [Ed25519Keyring; 3] = [Eve, Ferdie, One];

/// The change is announced in block 5 and takes two more blocks.
const ANNOUNCED: u32 = 5;
const CHANGED: u32 = 7;
const LAST: u32 = 12;

const ROUND: u64 = 9;

fn authorities(keys: &[Ed25519Keyring]) -> AuthorityList {
	keys.iter().map(|key| (key.public().into(), 1)).collect()
}

fn log(log: ConsensusLog<u32>) -> DigestItem {
	DigestItem::Consensus(GRANDPA_ENGINE_ID, log.encode())
}

fn change(keys: &[Ed25519Keyring], delay: u32) -> ConsensusLog<u32> {
	ConsensusLog::ScheduledChange(ScheduledChange { next_authorities: authorities(keys), delay })
}

/// Headers from genesis to the last block; `logs` are the digest of one of them.
fn headers(at: u32, logs: Vec<DigestItem>) -> Vec<Header> {
	let mut headers: Vec<Header> = Vec::new();
	for number in 0..=LAST {
		let parent_hash = headers.last().map(|header| header.hash()).unwrap_or_default();
		let logs = if number == at { logs.clone() } else { Vec::new() };
		let root = H256::zero();
		headers.push(Header::new(number, root, root, parent_hash, Digest { logs }));
	}
	headers
}

fn chain() -> Vec<Header> {
	headers(ANNOUNCED, vec![log(change(&AFTER, CHANGED - ANNOUNCED))])
}

/// A vote for a header, signed for a set.
fn vote(
	key: Ed25519Keyring,
	header: &Header,
	set: SetId,
) -> SignedPrecommit<H256, u32, sp_consensus_grandpa::AuthoritySignature, AuthorityId> {
	let precommit = Precommit { target_hash: header.hash(), target_number: header.number };
	let message = Message::Precommit(precommit.clone());
	let signature = key.sign(&localized_payload(ROUND, set, &message)).into();
	SignedPrecommit { precommit, signature, id: key.public().into() }
}

/// A justification of a header by votes of a set, for it and for the headers that are its own.
fn justification(
	header: &Header,
	set: SetId,
	votes: &[(Ed25519Keyring, &Header)],
	votes_ancestries: Vec<Header>,
) -> GrandpaJustification<Header> {
	let precommits = votes.iter().map(|(key, target)| vote(*key, target, set)).collect();
	let (target_hash, target_number) = (header.hash(), header.number);
	let commit = Commit::<Header> { target_hash, target_number, precommits };
	GrandpaJustification { round: ROUND, commit, votes_ancestries }
}

fn by(keys: &[Ed25519Keyring], header: &Header, set: SetId) -> Vec<u8> {
	let votes: Vec<_> = keys.iter().map(|key| (*key, header)).collect();
	justification(header, set, &votes, Vec::new()).encode()
}

/// Follows headers, with the justifications that are given for some.
fn follow(headers: &[Header], given: &[(u32, Vec<u8>)]) -> Result<Finality, Fault> {
	let mut finality = Finality::new(headers[0].hash(), authorities(&BEFORE))?;
	for header in &headers[1..] {
		finality.header(header.hash(), header)?;
		for (_, bytes) in given.iter().filter(|(number, _)| *number == header.number) {
			finality.justification(bytes)?;
		}
	}
	Ok(finality)
}

/// What is wrong with a justification of the block of the change.
fn refused(bytes: Vec<u8>) -> String {
	let fault = follow(&chain(), &[(CHANGED, bytes)]).err().unwrap();
	assert_eq!((fault.kind, fault.block), (FaultKind::Justification, Some(CHANGED)));
	fault.detail
}

#[test]
fn finality_goes_on_through_a_change() {
	let chain = chain();
	let changed = (CHANGED, by(&BEFORE[..3], &chain[7], 0));
	let last = (LAST, by(&AFTER, &chain[12], 1));
	let finality = follow(&chain, &[changed.clone(), last]).unwrap();
	let expected = Finalised { block: LAST, set: 1, validators: 3 };
	assert_eq!(finality.finish(10), Ok(expected.clone()));
	// Another justification in between does no harm.
	let between = (3, by(&BEFORE, &chain[3], 0));
	let late = (9, by(&AFTER, &chain[9], 1));
	let finality = follow(&chain, &[between, changed, late]).unwrap();
	assert_eq!(finality.finish(9), Ok(Finalised { block: 9, ..expected }));
}

#[test]
fn a_change_needs_a_justification() {
	let chain = chain();
	let fault = follow(&chain, &[(LAST, by(&AFTER, &chain[12], 1))]).err().unwrap();
	assert_eq!((fault.kind, fault.block), (FaultKind::SetChange, Some(CHANGED)));
	assert!(fault.detail.contains("no justification by set 0"), "{fault}");
	// So it does where the chain ends there.
	let fault = follow(&chain[..8], &[]).unwrap().finish(7).unwrap_err();
	assert_eq!((fault.kind, fault.block), (FaultKind::SetChange, Some(CHANGED)));
	// One of the block that announces it is not one of the block in which they take over.
	let announced = (ANNOUNCED, by(&BEFORE, &chain[5], 0));
	assert_eq!(follow(&chain, &[announced]).err().unwrap().kind, FaultKind::SetChange);
}

#[test]
fn votes_of_another_set_do_not_count() {
	let chain = chain();
	let signed_for_next = refused(by(&BEFORE, &chain[7], 1));
	assert!(signed_for_next.contains("is not of round 9, set 0"), "{signed_for_next}");
	let too_early = refused(by(&AFTER, &chain[7], 0));
	assert!(too_early.contains("voted, and is not in set 0"), "{too_early}");
	let changed = (CHANGED, by(&BEFORE, &chain[7], 0));
	for (bytes, what) in [
		(by(&BEFORE, &chain[12], 0), "voted, and is not in set 1"),
		(by(&AFTER, &chain[12], 0), "signed for the set before set 1"),
	] {
		let fault = follow(&chain, &[changed.clone(), (LAST, bytes)]).err().unwrap();
		assert_eq!((fault.kind, fault.block), (FaultKind::Justification, Some(LAST)));
		assert!(fault.detail.contains(what), "{fault}");
	}
}

#[test]
fn two_thirds_are_too_little() {
	let chain = chain();
	let header = &chain[7];
	let two = refused(by(&BEFORE[..2], header, 0));
	assert_eq!(two, "weight 2 of 4 voted in set 0, 3 is needed");
	let (next, votes) = (&chain[8], [(Alice, header), (Alice, &chain[8])]);
	let one_twice = refused(justification(header, 0, &votes, vec![next.clone()]).encode());
	assert_eq!(one_twice, "weight 1 of 4 voted in set 0, 3 is needed");
	let nobody = refused(by(&[], header, 0));
	assert_eq!(nobody, "weight 0 of 4 voted in set 0, 3 is needed");
}

#[test]
fn votes_are_counted_before_they_are_verified() {
	let chain = chain();
	let header = &chain[7];
	let mut many = justification(header, 0, &[(Alice, header); 9], Vec::new());
	for (signed, other) in many.commit.precommits.iter_mut().zip(&chain) {
		signed.signature = vote(Eve, other, 0).signature;
	}
	assert_eq!(refused(many.encode()), "9 votes of 4 voters: each has two at most");
	many.commit.precommits.pop();
	let detail = refused(many.encode());
	assert!(detail.starts_with("the signature of "), "{detail}");
	let repeated = [Alice, Bob, Charlie, Alice];
	let detail = refused(by(&repeated, header, 0));
	assert!(detail.starts_with("a vote of ") && detail.ends_with("is repeated"), "{detail}");
	// The exporter leaves the vote out that a node has twice.
	let once = by(&repeated[..3], header, 0);
	assert_eq!(without_repeats(&by(&repeated, header, 0)), Ok(once.clone()));
	assert_eq!(without_repeats(&once), Ok(once.clone()));
	assert!(follow(&chain, &[(CHANGED, once)]).is_ok());
	assert!(without_repeats(&[1]).is_err());
}

#[test]
fn who_contradicts_himself_counts_once() {
	let chain = chain();
	let (header, next) = (&chain[7], &chain[8]);
	let votes = [(Alice, header), (Alice, next), (Bob, next), (Charlie, next)];
	let good = justification(header, 0, &votes[..2], vec![next.clone()]).encode();
	assert!(refused(good).starts_with("weight 1 of 4"));
	let votes = [(Alice, header), (Alice, next), (Bob, header), (Charlie, next)];
	let good = justification(header, 0, &votes, vec![next.clone()]).encode();
	assert!(follow(&chain, &[(CHANGED, good)]).is_ok());
}

#[test]
fn a_block_has_one_justification() {
	let chain = chain();
	for number in [3, CHANGED] {
		let given = |keys: &[_]| (number, by(keys, &chain[number as usize], 0));
		let twice = [given(&BEFORE), given(&BEFORE[..3])];
		let fault = follow(&chain[..=number as usize], &twice).err().unwrap();
		assert_eq!((fault.kind, fault.block), (FaultKind::Justification, Some(number)));
		assert_eq!(fault.detail, "there was one already");
	}
}

#[test]
fn a_forged_signature_is_named() {
	let header = &chain()[7];
	let mut forged = justification(header, 0, &BEFORE.map(|key| (key, header)), Vec::new());
	forged.commit.precommits[2].signature = vote(Eve, header, 0).signature;
	let detail = refused(forged.encode());
	assert!(detail.starts_with("the signature of "), "{detail}");
	// Another round than the one that was signed.
	let mut other = justification(header, 0, &BEFORE.map(|key| (key, header)), Vec::new());
	other.round += 1;
	let detail = refused(other.encode());
	assert!(detail.contains("is not of round 10, set 0"), "{detail}");
}

#[test]
fn a_justification_of_another_block_is_named() {
	let chain = chain();
	let other = refused(by(&BEFORE, &chain[6], 0));
	assert!(other.starts_with("finalises block 6"), "{other}");
	let fork = headers(3, vec![DigestItem::Other(vec![1])]);
	let other = refused(by(&BEFORE, &fork[7], 0));
	assert!(other.starts_with("finalises block 7"), "{other}");
}

#[test]
fn votes_for_descendants_count_with_the_headers_that_lead_to_them() {
	let chain = chain();
	let (header, next) = (&chain[7], &chain[8]);
	let votes = [(Alice, header), (Bob, next), (Charlie, next)];
	let good = justification(header, 0, &votes, vec![next.clone()]);
	assert!(follow(&chain, &[(CHANGED, good.encode())]).is_ok());
	let cut = refused(justification(header, 0, &votes, Vec::new()).encode());
	assert_eq!(cut, "the votes of set 0 do not meet in this block");
	let more = vec![next.clone(), chain[9].clone()];
	let more = refused(justification(header, 0, &votes, more).encode());
	assert_eq!(more, "brings headers that lead nowhere");
}

#[test]
fn any_other_byte_is_refused() {
	let chain = chain();
	let votes = [(Alice, &chain[7]), (Bob, &chain[8]), (Charlie, &chain[8])];
	let good = justification(&chain[7], 0, &votes, vec![chain[8].clone()]).encode();
	for at in 0..good.len() {
		let mut bytes = good.clone();
		bytes[at] ^= 1;
		refused(bytes);
	}
	assert!(refused(good[..good.len() - 1].to_vec()).starts_with("cannot be decoded"));
}

#[test]
fn changes_that_cannot_be_followed_are_named() {
	let forced = match change(&AFTER, 0) {
		ConsensusLog::ScheduledChange(change) => ConsensusLog::ForcedChange(3, change),
		other => other,
	};
	for (logs, what) in [
		(vec![log(forced)], "it is forced"),
		(vec![log(change(&AFTER, 3)), log(change(&BEFORE, 3))], "while another one waits"),
		(vec![log(change(&[], 3))], "a set of validators that is empty"),
		(vec![DigestItem::Consensus(GRANDPA_ENGINE_ID, vec![77])], "cannot be decoded"),
	] {
		let fault = follow(&headers(4, logs), &[]).err().unwrap();
		assert_eq!((fault.kind, fault.block), (FaultKind::SetChange, Some(4)));
		assert!(fault.detail.contains(what), "{fault}");
	}
	let none = Finality::new(H256::zero(), Vec::new()).err().unwrap();
	assert!(none.detail.contains("is empty"), "{none}");
}

#[test]
fn what_comes_after_the_last_justification_is_not_final() {
	let chain = headers(0, Vec::new());
	let fault = follow(&chain, &[]).unwrap().finish(10).unwrap_err();
	assert_eq!((fault.kind, fault.block), (FaultKind::NotFinal, Some(10)));
	assert!(fault.detail.ends_with("none is"), "{fault}");
	let fault = follow(&chain, &[(9, by(&BEFORE, &chain[9], 0))]).unwrap().finish(10).unwrap_err();
	assert!(fault.detail.ends_with("9 is the last"), "{fault}");
}

#[test]
fn the_exporter_sees_the_same_changes() {
	let chain = chain();
	let changes: Vec<_> = chain.iter().filter_map(change_after).collect();
	assert_eq!(changes, [CHANGED]);
	assert_eq!(BlakeTwo256::hash_of(&chain[5]), chain[5].hash());
}
