//! What the views answer. They write nothing.

use crate::{
	is_majority, majority_of, BaseSeats, Config, CouncilInfo, CouncilInfoOf, Councils, JoinAnswer,
	Offer, OfferInfo, Offers, Pallet, PlaceInfo, SeatInfo, Seats, Sitter, SpeakerAnswer, Standing,
	StandingSeats, StandingSeatsOf, TreeNode, MAX_NODES,
};
use alloc::{collections::vec_deque::VecDeque, vec::Vec};
use frame_support::pallet_prelude::DispatchResult;
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{
	CouncilId, CouncilTree, FreezePopulation, MemberId, Membership, OpenCounts, Side,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn view_council(council: CouncilId) -> Option<CouncilInfoOf<T>> {
		let record = Councils::<T>::get(council)?;
		Some(CouncilInfo {
			side: record.side,
			level: record.level,
			founded: record.founded,
			carrier: record.carrier,
			seats: record.seats,
			population: record.population.now,
			frozen_population: Self::frozen_population(council),
			speaker: record.speaker,
			delegate: Self::speaker_of(council),
			majority: majority_of(record.seats),
			parent: record.parent.current,
			must_wait: !record.parent.may_set(T::Open::oldest()),
			leaving: record.leaving,
			closing: record.closing,
			charter: record.charter,
		})
	}

	pub(crate) fn view_seats(council: CouncilId) -> Vec<SeatInfo> {
		let mut seats: Vec<SeatInfo> = Seats::<T>::iter_prefix(council)
			.map(|(sitter, seat)| {
				let backing = Self::live_vote(council, &seat).map(|vote| vote.candidate);
				let people = Self::people_behind(sitter, &seat);
				SeatInfo { sitter, backing, backers: seat.backers, people }
			})
			.collect();
		seats.sort_by_key(|seat| seat.sitter);
		seats
	}

	pub(crate) fn view_seats_of(account: T::AccountId) -> StandingSeatsOf<T> {
		let member = T::Membership::member_of(&account);
		let place = |side| member.and_then(|member| Self::view_place(member, side));
		StandingSeats { member, workers: place(Side::Workers), consumers: place(Side::Consumers) }
	}

	fn view_place(member: MemberId, side: Side) -> Option<PlaceInfo<BlockNumberFor<T>>> {
		let place = BaseSeats::<T>::get(member, side)?;
		Some(PlaceInfo {
			council: place.current,
			since: place.since,
			previous: place.previous,
			must_wait: !place.may_set(T::Open::oldest()),
		})
	}

	pub(crate) fn view_why_speaker(council: CouncilId, candidate: Sitter) -> SpeakerAnswer {
		let Some(record) = Councils::<T>::get(council) else {
			let standing = Standing::NoSuchCouncil;
			return SpeakerAnswer { standing, backers: 0, seats: 0, majority: 0 };
		};
		let seat = Seats::<T>::get(council, candidate);
		let backers = seat.as_ref().map_or(0, |seat| seat.backers);
		let standing = match seat {
			None => Standing::NotSeated,
			Some(_) if record.speaker == Some(candidate) => Standing::Speaker,
			Some(_) if is_majority(backers, record.seats) => Standing::ToBeSettled,
			Some(_) => Standing::NoMajority,
		};
		let majority = majority_of(record.seats);
		SpeakerAnswer { standing, backers, seats: record.seats, majority }
	}

	pub(crate) fn view_may_join(account: T::AccountId, council: CouncilId) -> JoinAnswer {
		let record = Councils::<T>::get(council);
		let side = record.as_ref().map(|record| record.side);
		let needed = record.and_then(|record| record.charter.admission).unwrap_or(0);
		let member = Self::ensure_member(frame_system::RawOrigin::Signed(account).into());
		let (mut moves, mut given) = (false, 0);
		if let Ok(member) = member {
			moves = side.is_some_and(|side| Self::seat_of(member, side).is_some());
			given = Self::words_given(council, member);
		}
		let verdict = member.and_then(|member| Self::check_entry(member, council, moves));
		JoinAnswer { verdict, moves, needed, given }
	}

	/// What `join` or, for who moves, `move_to` would return.
	fn check_entry(member: MemberId, id: CouncilId, moves: bool) -> DispatchResult {
		let council = Self::admitting(id)?;
		if moves {
			let (from, place) = Self::taken_place(member, council.side)?;
			Self::ensure_movable(from, &place, id)?;
		} else {
			Self::free_place(member, council.side)?;
		}
		Self::ensure_words(id, &council, member)
	}

	/// The children of each council follow those of the one before, so that what is left out of a
	/// great tree is what lies deepest.
	pub(crate) fn view_tree(council: CouncilId, depth: u8) -> Vec<TreeNode> {
		let mut nodes = Vec::new();
		let mut queue = VecDeque::from([(council, depth)]);
		while let Some((id, depth)) = queue.pop_front() {
			if nodes.len() >= MAX_NODES {
				break;
			}
			let Some(record) = Councils::<T>::get(id) else { continue };
			nodes.push(TreeNode {
				council: id,
				parent: record.parent.current,
				level: record.level,
				population: record.population.now,
				speaker: Self::speaker_of(id),
			});
			if let (Some(depth), true) = (depth.checked_sub(1), record.level > 0) {
				queue.extend(Self::children_of(id).into_iter().map(|child| (child, depth)));
			}
		}
		nodes
	}

	/// The child councils of a federation, in order: no more than a tree shows.
	fn children_of(federation: CouncilId) -> Vec<CouncilId> {
		let mut children: Vec<CouncilId> = Seats::<T>::iter_key_prefix(federation)
			.filter_map(|sitter| match sitter {
				Sitter::Council(child) => Some(child),
				Sitter::Member(_) => None,
			})
			.take(MAX_NODES)
			.collect();
		children.sort();
		children
	}

	pub(crate) fn view_roots(side: Side) -> Vec<CouncilId> {
		let mut roots: Vec<CouncilId> = Councils::<T>::iter()
			.filter(|(_, council)| council.side == side && council.parent.current.is_none())
			.map(|(id, _)| id)
			.collect();
		roots.sort();
		roots
	}

	pub(crate) fn view_offers_to(council: CouncilId) -> Vec<OfferInfo> {
		let mut offers: Vec<OfferInfo> = Offers::<T>::iter()
			.filter(|(_, offer)| offer.to == council)
			.map(|(from, offer)| Self::offer_info(from, offer))
			.collect();
		offers.sort_by_key(|offer| offer.council);
		offers
	}

	pub(crate) fn offer_info(council: CouncilId, offer: Offer) -> OfferInfo {
		OfferInfo { council, to: offer.to, what: offer.what, by: offer.by }
	}
}
