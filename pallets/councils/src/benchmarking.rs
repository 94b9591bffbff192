//! Benchmarks at the greatest depth: the council of the member stands below federations up to the
//! highest level. No call depends on how many seats, councils or members there are.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::pallet_prelude::Get;
use frame_system::RawOrigin;
use parecon_primitives::{
	CouncilId, CouncilTree, MemberId, Membership, OnMemberChange, Side, StorageQuota,
};
use sp_core::H256;

const SIDE: Side = Side::Consumers;

/// The first of those who sit beside a branch that is measured.
const BESIDE: u32 = 1_000;

/// The first of those who sit beside another such branch.
const BEYOND: u32 = 2_000;

/// The first of a crowd in one council.
const CROWD: u32 = 10_000;

/// The first of those who have given up the seat that another still backs.
const GONE: u32 = 20_000;

/// The first of those who made the offers that are open.
const OFFERING: u32 = 30_000;

fn member<T: Config>(index: u32) -> (T::AccountId, MemberId) {
	let who: T::AccountId = account("member", index, 0);
	let id = T::Membership::ensure_member(&who).unwrap();
	(who, id)
}

/// A base council on `side` of as many as there are `votes`, counted from the member at `from`;
/// each seat backs the one at the index that its entry names. Returns accounts and identifiers.
fn council<T: Config>(
	side: Side,
	from: u32,
	votes: &[Option<usize>],
) -> (CouncilId, Vec<(T::AccountId, MemberId)>) {
	let people: Vec<_> = (0..votes.len() as u32).map(|index| member::<T>(from + index)).collect();
	let id = Pallet::<T>::do_found(people[0].1, side).unwrap();
	for (_, member) in &people[1..] {
		Pallet::<T>::do_join(*member, id).unwrap();
	}
	Pallet::<T>::do_back_member(people[0].1, side, None).unwrap();
	for (voter, vote) in votes.iter().enumerate() {
		if let Some(candidate) = vote {
			let candidate = Some(people[*candidate].1);
			Pallet::<T>::do_back_member(people[voter].1, side, candidate).unwrap();
		}
	}
	(id, people)
}

/// A base council of one.
fn lone<T: Config>(side: Side, index: u32) -> (CouncilId, T::AccountId, MemberId) {
	let (who, member) = member::<T>(index);
	(Pallet::<T>::do_found(member, side).unwrap(), who, member)
}

/// A federation of two councils, the first of which both back.
fn federation<T: Config>(first: CouncilId, second: CouncilId, payer: MemberId) -> CouncilId {
	let next = NextCouncil::<T>::get();
	let by = Pallet::<T>::speaker_of(second).unwrap_or(payer);
	Pallet::<T>::do_offer(by, second, first, Proposal::Found).unwrap();
	Pallet::<T>::do_accept(first, second).unwrap();
	for child in [first, second] {
		let speaker = Some(Sitter::Council(first));
		Pallet::<T>::do_back(next, Sitter::Council(child), speaker).unwrap();
	}
	next
}

/// Federations one above the other, `levels` of them, of `base` and at each level a base council of
/// one, counted from the member at `beside`. Who speaks for `base` speaks for all. The lowest
/// first.
fn tower<T: Config>(base: CouncilId, levels: u8, beside: u32) -> Vec<CouncilId> {
	let side = Pallet::<T>::side_of(base).unwrap();
	let mut top = base;
	(0..levels)
		.map(|level| {
			let (companion, _, payer) = lone::<T>(side, beside + u32::from(level));
			top = federation::<T>(top, companion, payer);
			top
		})
		.collect()
}

/// The highest of as many federations above `base` that it can itself have a seat in another.
fn high<T: Config>(base: CouncilId, beside: u32) -> CouncilId {
	tower::<T>(base, T::MaxLevel::get() - 1, beside).last().copied().unwrap_or(base)
}

/// Leaves each of the federations above `base` one child, which backs one that has left, and each
/// council on the way an open offer: if `base` goes, all go.
fn thin<T: Config>(base: CouncilId, beside: u32) {
	let side = Pallet::<T>::side_of(base).unwrap();
	let above: Vec<_> = Pallet::<T>::ancestors_of(base).collect();
	assert_eq!(above.len(), usize::from(T::MaxLevel::get()));
	let mut child = base;
	for (federation, index) in above.iter().zip(beside..) {
		let (_, companion) = member::<T>(index);
		let gone = Pallet::<T>::seat_of(companion, side).map(Sitter::Council);
		Pallet::<T>::do_back(*federation, Sitter::Council(child), gone).unwrap();
		Pallet::<T>::do_leave(companion, side).unwrap();
		child = *federation;
	}
	for id in core::iter::once(base).chain(above) {
		put_offer::<T>(id, CouncilId(u32::MAX));
	}
}

/// An open offer of a council to another, by a member who neither carries the one nor speaks for it.
fn put_offer<T: Config>(id: CouncilId, to: CouncilId) {
	let (_, by) = member::<T>(OFFERING + id.0);
	T::Quota::hold(by, Pallet::<T>::offer_bytes()).unwrap();
	Offers::<T>::insert(id, Offer { to, what: Proposal::Merge, by });
}

/// Makes the member at `index` back a seat in `id` that has been given up: to find out takes a read.
fn back_in_vain<T: Config>(id: CouncilId, index: u32) {
	let side = Pallet::<T>::side_of(id).unwrap();
	let ((_, voter), (_, gone)) = (member::<T>(index), member::<T>(GONE + index));
	Pallet::<T>::do_join(gone, id).unwrap();
	Pallet::<T>::do_back_member(voter, side, Some(gone)).unwrap();
	Pallet::<T>::do_leave(gone, side).unwrap();
}

/// The place that a member has given up and that is still remembered.
fn remember<T: Config>(member: MemberId) {
	let place = Link { current: None, since: 0u32.into(), previous: Some(CouncilId(0)) };
	BaseSeats::<T>::insert(member, SIDE, place);
}

/// A council of one below thin federations to the highest level. Nobody of them all speaks.
fn branch<T: Config>(side: Side, index: u32, beside: u32) -> (CouncilId, T::AccountId, MemberId) {
	let (base, who, member) = lone::<T>(side, index);
	T::Membership::fill_household(member);
	Pallet::<T>::heads_changed(member, T::Membership::heads_of(member));
	back_in_vain::<T>(base, index);
	tower::<T>(base, T::MaxLevel::get(), beside);
	thin::<T>(base, beside);
	(base, who, member)
}

/// A council below federations to the highest level that admits on as many words as can be, all of
/// which are given for `candidate`. Its speaker has the smallest majority, of an odd number of
/// seats.
fn guild<T: Config>(candidate: MemberId, beside: u32) -> CouncilId {
	let words = T::MaxVouches::get();
	let seats = words as usize | 1;
	let mut votes = alloc::vec![None; seats];
	votes[..seats / 2 + 1].fill(Some(0));
	let (id, people) = council::<T>(SIDE, 100, &votes);
	tower::<T>(id, T::MaxLevel::get(), beside);
	set_admission::<T>(id, words);
	for (_, member) in &people[..words as usize] {
		Pallet::<T>::do_vouch(*member, SIDE, candidate).unwrap();
	}
	assert_eq!(speaker::<T>(id), Some(Sitter::Member(people[0].1)));
	id
}

fn set_admission<T: Config>(id: CouncilId, words: u32) {
	let charter = Charter { text: H256::zero(), admission: Some(words), notice: 0u32.into() };
	Pallet::<T>::do_set_charter(id, charter).unwrap();
}

/// As many words as can be for a candidate, in a council from which all who gave them have left.
/// The one who is still there and the candidate.
fn dead_words<T: Config>() -> (CouncilId, (T::AccountId, MemberId), MemberId) {
	let words = T::MaxVouches::get() as usize;
	let (id, people) = council::<T>(SIDE, 0, &alloc::vec![None; words + 1]);
	let (_, candidate) = member::<T>(BESIDE);
	set_admission::<T>(id, 1);
	for (_, member) in &people[1..] {
		Pallet::<T>::do_vouch(*member, SIDE, candidate).unwrap();
	}
	for (_, member) in &people[1..] {
		Pallet::<T>::do_leave(*member, SIDE).unwrap();
	}
	(id, people[0].clone(), candidate)
}

/// A council of one and the federations above it; who sits in it speaks for all.
fn height<T: Config>() -> (T::AccountId, Vec<CouncilId>) {
	let (base, who, _) = lone::<T>(SIDE, 0);
	(who, tower::<T>(base, T::MaxLevel::get(), BESIDE))
}

/// The highest federation of `height`.
fn top(tower: &[CouncilId]) -> CouncilId {
	*tower.last().unwrap()
}

/// The notice of a council is over now.
fn due<T: Config>(id: CouncilId, into: Option<CouncilId>) {
	let closing = Some(Closing { due: Pallet::<T>::now(), into });
	Councils::<T>::mutate(id, |council| council.as_mut().unwrap().closing = closing);
}

fn speaker<T: Config>(id: CouncilId) -> Option<Sitter> {
	Councils::<T>::get(id).unwrap().speaker
}

fn is_gone<T: Config>(id: CouncilId) -> bool {
	!Councils::<T>::contains_key(id) && !Offers::<T>::contains_key(id)
}

/// Seats of `n` more members in a base council.
fn crowd<T: Config>(id: CouncilId, n: u32) {
	(CROWD..CROWD + n).for_each(|index| sit::<T>(id, index));
}

/// A seat in a base council of the member at `index`.
fn sit<T: Config>(id: CouncilId, index: u32) {
	let (_, member) = member::<T>(index);
	Pallet::<T>::do_join(member, id).unwrap();
}

/// A seat of the member at `index` and of as many dependents as can be.
fn sit_with_household<T: Config>(id: CouncilId, index: u32) {
	T::Membership::fill_household(member::<T>(index).1);
	sit::<T>(id, index);
}

/// A council below federations to the highest level, and who sits in it.
fn depth<T: Config>(index: u32, beside: u32) -> (CouncilId, T::AccountId, MemberId) {
	let (base, who, member) = lone::<T>(SIDE, index);
	tower::<T>(base, T::MaxLevel::get(), beside);
	(base, who, member)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// By who had a seat elsewhere before.
	#[benchmark]
	fn found() {
		let (who, id) = member::<T>(0);
		T::Membership::fill_household(id);
		remember::<T>(id);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), SIDE);

		assert!(Pallet::<T>::seat_of(id, SIDE).is_some());
	}

	/// With all words that can be, and a seat too many for the speaker, of who had one elsewhere
	/// before.
	#[benchmark]
	fn join() {
		let (who, candidate) = member::<T>(0);
		T::Membership::fill_household(candidate);
		remember::<T>(candidate);
		let id = guild::<T>(candidate, BESIDE);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert_eq!(speaker::<T>(id), None);
	}

	/// The last, below federations of one child each.
	#[benchmark]
	fn leave() {
		let (id, who, _) = branch::<T>(SIDE, 0, BESIDE);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), SIDE);

		assert!(is_gone::<T>(id));
	}

	/// One speaker ceases, another begins.
	#[benchmark]
	fn back() {
		let (id, people) = council::<T>(SIDE, 0, &[Some(0), Some(1), Some(0)]);
		assert_eq!(speaker::<T>(id), Some(Sitter::Member(people[0].1)));
		let (who, _) = people[2].clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), SIDE, Some(people[1].1));

		assert_eq!(speaker::<T>(id), Some(Sitter::Member(people[1].1)));
	}

	/// Two of four have become two of three.
	#[benchmark]
	fn settle_speaker() {
		let (id, people) = council::<T>(SIDE, 0, &[Some(1), Some(1), None, None]);
		Pallet::<T>::do_leave(people[3].1, SIDE).unwrap();
		assert_eq!(speaker::<T>(id), None);
		let candidate = Sitter::Member(people[1].1);

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].0.clone()), id, candidate);

		assert_eq!(speaker::<T>(id), Some(candidate));
	}

	/// As `leave` and `join`.
	#[benchmark]
	fn move_to() {
		let (old, who, mover) = branch::<T>(SIDE, 0, BESIDE);
		let id = guild::<T>(mover, BEYOND);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert!(is_gone::<T>(old));
		assert_eq!(Pallet::<T>::seat_of(mover, SIDE), Some(id));
	}

	/// As many words as can be count no more.
	#[benchmark]
	fn vouch() {
		let (id, (who, voucher), candidate) = dead_words::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), SIDE, candidate);

		assert_eq!(Vouches::<T>::get(id, candidate).unwrap().into_inner(), [voucher]);
	}

	#[benchmark]
	fn withdraw_vouch() {
		let (id, (who, voucher), candidate) = dead_words::<T>();
		T::Quota::hold(voucher, Pallet::<T>::vouch_bytes()).unwrap();
		Vouches::<T>::mutate(id, candidate, |words| words.as_mut().unwrap()[0] = voucher);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), SIDE, candidate);

		let left = Vouches::<T>::get(id, candidate).map_or(0, |words| words.len() as u32);
		assert_eq!(left, T::MaxVouches::get() - 1);
	}

	#[benchmark]
	fn discard_vouches() {
		let (id, (who, _), candidate) = dead_words::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, candidate);

		assert!(!Vouches::<T>::contains_key(id, candidate));
	}

	/// To merge with a federation below many.
	#[benchmark]
	fn offer() {
		let (_, tower) = height::<T>();
		let (first, who, payer) = lone::<T>(SIDE, BEYOND);
		let (second, _, _) = lone::<T>(SIDE, BEYOND + 1);
		let id = federation::<T>(first, second, payer);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, tower[0], Proposal::Merge);

		assert!(Offers::<T>::contains_key(id));
	}

	#[benchmark]
	fn withdraw_offer() {
		let (who, tower) = height::<T>();
		let id = top(&tower);
		put_offer::<T>(id, CouncilId(u32::MAX));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert!(!Offers::<T>::contains_key(id));
	}

	/// A federation of the highest level, of two that are as high as can be.
	#[benchmark]
	fn accept_found() {
		let (base, who, _) = lone::<T>(SIDE, 0);
		let (other, _, by) = lone::<T>(SIDE, BEYOND - 1);
		let (id, from) = (high::<T>(base, BESIDE), high::<T>(other, BEYOND));
		Pallet::<T>::do_offer(by, from, id, Proposal::Found).unwrap();

		#[extrinsic_call]
		accept(RawOrigin::Signed(who), id, from);

		let parent = Pallet::<T>::ancestors_of(id).next().unwrap();
		assert_eq!(Councils::<T>::get(parent).unwrap().level, T::MaxLevel::get());
	}

	/// A federation below many, with a seat too many for its speaker. In a higher one each level of
	/// the way down to a speaker is read once more, and each of the way up is not written.
	#[benchmark]
	fn accept_join() {
		let (who, tower) = height::<T>();
		let (silent, _, by) = lone::<T>(SIDE, BEYOND);
		Pallet::<T>::do_offer(by, silent, tower[0], Proposal::Join).unwrap();
		Pallet::<T>::do_accept(tower[0], silent).unwrap();
		let (from, _, by) = lone::<T>(SIDE, BEYOND + 1);
		Pallet::<T>::do_offer(by, from, tower[0], Proposal::Join).unwrap();

		#[extrinsic_call]
		accept(RawOrigin::Signed(who), tower[0], from);

		assert_eq!(Pallet::<T>::ancestors_of(from).next(), Some(tower[0]));
		assert_eq!(speaker::<T>(tower[0]), None);
	}

	/// A federation of the highest level into another.
	#[benchmark]
	fn accept_merge() {
		let (who, tower) = height::<T>();
		let (base, _, by) = depth::<T>(BEYOND - 1, BEYOND);
		let from = Pallet::<T>::ancestors_of(base).last().unwrap();
		Pallet::<T>::do_offer(by, from, top(&tower), Proposal::Merge).unwrap();

		#[extrinsic_call]
		accept(RawOrigin::Signed(who), top(&tower), from);

		assert!(Councils::<T>::get(from).unwrap().closing.is_some());
	}

	/// A third child comes to speak for the highest federation in the place of a second.
	#[benchmark]
	fn back_for() {
		let (base, who, payer) = lone::<T>(SIDE, 0);
		let id = high::<T>(base, BESIDE);
		let (before, _, _) = lone::<T>(SIDE, BEYOND);
		let (after, _, by) = lone::<T>(SIDE, BEYOND + 1);
		let parent = federation::<T>(before, id, payer);
		Pallet::<T>::do_offer(by, after, parent, Proposal::Join).unwrap();
		Pallet::<T>::do_accept(parent, after).unwrap();
		let sitter = Sitter::Council(after);
		Pallet::<T>::do_back(parent, sitter, Some(sitter)).unwrap();
		assert_eq!(speaker::<T>(parent), Some(Sitter::Council(before)));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, Some(after));

		assert_eq!(speaker::<T>(parent), Some(sitter));
	}

	#[benchmark]
	fn secede() {
		let (base, who, _) = lone::<T>(SIDE, 0);
		let tower = tower::<T>(base, T::MaxLevel::get(), BESIDE);
		let id = tower.iter().rev().nth(1).copied().unwrap_or(base);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert!(Councils::<T>::get(id).unwrap().leaving.is_some());
	}

	#[benchmark]
	fn stay() {
		let (base, who, _) = lone::<T>(SIDE, 0);
		let tower = tower::<T>(base, T::MaxLevel::get(), BESIDE);
		let id = tower.iter().rev().nth(1).copied().unwrap_or(base);
		Pallet::<T>::do_secede(id).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert!(Councils::<T>::get(id).unwrap().leaving.is_none());
	}

	/// From federations of one child each.
	#[benchmark]
	fn part() {
		let (id, who, _) = branch::<T>(SIDE, 0, BESIDE);
		let federation = Pallet::<T>::ancestors_of(id).next().unwrap();
		let now = Some(Pallet::<T>::now());
		Councils::<T>::mutate(id, |council| council.as_mut().unwrap().leaving = now);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert!(is_gone::<T>(federation));
	}

	#[benchmark]
	fn dissolve() {
		let (who, tower) = height::<T>();
		let id = top(&tower);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert!(Councils::<T>::get(id).unwrap().closing.is_some());
	}

	#[benchmark]
	fn keep() {
		let (who, tower) = height::<T>();
		let id = top(&tower);
		Pallet::<T>::do_dissolve(id).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert!(Councils::<T>::get(id).unwrap().closing.is_none());
	}

	/// All seats, into a council below many federations, from below others of one child each. Each
	/// backs another that is no more.
	#[benchmark]
	fn wind_up(n: Linear<1, { MAX_WIND_UP }>) {
		let (id, who, _) = branch::<T>(SIDE, 0, BESIDE);
		for index in 1..n {
			sit_with_household::<T>(id, index);
			back_in_vain::<T>(id, index);
		}
		let (into, _, _) = depth::<T>(BEYOND - 1, BEYOND);
		due::<T>(id, Some(into));
		assert_eq!(Councils::<T>::get(id).unwrap().seats, n);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, n);

		assert!(is_gone::<T>(id));
		assert_eq!(Councils::<T>::get(into).unwrap().seats, n + 1);
	}

	/// Half of the seats, from below many federations into a council below others. Each backs another
	/// that stays.
	#[benchmark]
	fn wind_up_some(n: Linear<1, { MAX_WIND_UP }>) {
		let (id, who, _) = depth::<T>(0, BESIDE);
		(1..2 * n).for_each(|index| sit_with_household::<T>(id, index));
		// In the order in which they are wound up.
		let sitters: Vec<_> = Seats::<T>::iter_key_prefix(id).collect();
		let (movers, others) = sitters.split_at(n as usize);
		for (voter, candidate) in movers.iter().zip(others) {
			Pallet::<T>::do_back(id, *voter, Some(*candidate)).unwrap();
		}
		let (into, _, _) = depth::<T>(BEYOND - 1, BEYOND);
		due::<T>(id, Some(into));

		#[extrinsic_call]
		wind_up(RawOrigin::Signed(who), id, n);

		assert!(others.iter().all(|sitter| Seats::<T>::contains_key(id, sitter)));
		assert_eq!(Councils::<T>::get(id).unwrap().seats, n);
		assert_eq!(Councils::<T>::get(into).unwrap().seats, n + 1);
	}

	#[benchmark]
	fn set_charter() {
		let (who, tower) = height::<T>();
		let id = top(&tower);
		let text = H256::repeat_byte(1);
		let charter = Charter { text, admission: None, notice: T::MaxNotice::get() };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, charter);

		assert_eq!(Councils::<T>::get(id).unwrap().charter, charter);
	}

	/// Both councils stand, and another than who made the offer speaks for the one.
	#[benchmark]
	fn discard_offer() {
		let (who, tower) = height::<T>();
		let id = top(&tower);
		let (to, _, _) = lone::<T>(SIDE, BEYOND);
		put_offer::<T>(id, to);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert!(!Offers::<T>::contains_key(id));
	}

	#[benchmark]
	fn tidy() {
		let (who, id) = member::<T>(0);
		remember::<T>(id);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, SIDE);

		assert!(!BaseSeats::<T>::contains_key(id, SIDE));
	}

	/// In the place of another member.
	#[benchmark]
	fn carry() {
		let (who, tower) = height::<T>();
		let id = top(&tower);
		let before = Councils::<T>::get(id).unwrap().carrier;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		let carrier = Councils::<T>::get(id).unwrap().carrier;
		assert_ne!(carrier, before);
		assert_eq!(Pallet::<T>::speaker_of(id), Some(carrier));
	}

	/// As `leave`, on both sides, below federations that others carry on each.
	#[benchmark]
	fn member_left() {
		let (workers, _, id) = branch::<T>(Side::Workers, 0, BESIDE);
		let (consumers, _, _) = branch::<T>(Side::Consumers, 0, BEYOND);

		#[block]
		{
			<Pallet<T> as OnMemberChange<T::AccountId>>::member_left(id);
		}

		assert!(is_gone::<T>(workers) && is_gone::<T>(consumers));
	}

	#[benchmark]
	fn heads_changed() {
		let (base, _, id) = lone::<T>(SIDE, 0);
		let tower = tower::<T>(base, T::MaxLevel::get(), BESIDE);

		#[block]
		{
			<Pallet<T> as OnMemberChange<T::AccountId>>::heads_changed(id, 9);
		}

		let below = u32::from(T::MaxLevel::get());
		assert_eq!(Pallet::<T>::population_of(top(&tower)), 9 + below);
	}

	/// Shows that a crowd makes joining no dearer.
	#[benchmark(extra)]
	fn join_crowded(n: Linear<1, 500>) {
		let (id, _, _) = depth::<T>(0, BESIDE);
		crowd::<T>(id, n);
		let (who, joiner) = member::<T>(1);

		#[extrinsic_call]
		join(RawOrigin::Signed(who), id);

		assert_eq!(Pallet::<T>::seat_of(joiner, SIDE), Some(id));
	}

	/// Shows that a crowd makes a vote no dearer.
	#[benchmark(extra)]
	fn back_crowded(n: Linear<1, 500>) {
		let (id, _, first) = depth::<T>(0, BESIDE);
		crowd::<T>(id, n);
		let (who, _) = member::<T>(CROWD);

		#[extrinsic_call]
		back(RawOrigin::Signed(who), SIDE, Some(first));

		assert_eq!(Seats::<T>::get(id, Sitter::Member(first)).unwrap().backers, 2);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with(0), crate::mock::Test);
}
