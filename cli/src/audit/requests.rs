//! What members ask of their councils, from event to event.

use super::{
	calls::Calls,
	year::{Audit, Next, Seen},
	Block, History, Kind, Outcome, Said, What,
};
use crate::{bundle::blake2_256, errors::Result};
use codec::Encode;
use parecon_engine::{Kind as Good, Worth};
use parecon_primitives::{CouncilId, Credits, Flow, GoodId, MemberId, Quantity};
use primitive_types::H256;
use std::collections::BTreeMap;

/// Goods with amounts, ascending.
pub(super) type Goods = Vec<(GoodId, Quantity)>;

/// What a member asks of a council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
	/// The council.
	pub council: CouncilId,
	/// Private goods, ascending, with amounts.
	pub goods: Vec<(GoodId, Quantity)>,
}

/// All that is known of requests.
#[derive(Clone, Debug, Default)]
pub(super) struct Requests {
	/// What the members of each enrolled council ask for together.
	sums: BTreeMap<CouncilId, Goods>,
	/// What each member asks for that was heard of.
	members: BTreeMap<MemberId, Option<Request>>,
	/// Changes since what counts was last found anew.
	pub changed: u32,
}

impl Requests {
	/// What the members of a council ask for together.
	pub fn of(&self, council: CouncilId) -> &[(GoodId, Quantity)] {
		self.sums.get(&council).map(Vec::as_slice).unwrap_or_default()
	}

	/// Members of a council ask for something else; false where the sum does not hold what they asked for.
	/// Only changes of councils that take part let what counts be found anew.
	fn changes(&mut self, council: CouncilId, old: &Goods, new: &Goods, enrolled: bool) -> bool {
		let Some(sum) = self.sums.get_mut(&council) else { return true };
		let holds = replace(sum, old, new);
		self.changed = self.changed.saturating_add(enrolled.into());
		holds
	}

	/// A member asks for something else; false where the sum did not hold what was asked before.
	fn set(
		&mut self,
		member: MemberId,
		new: Option<Request>,
		enrolled: impl Fn(CouncilId) -> bool,
	) -> bool {
		let old = self.members.insert(member, new.clone()).flatten();
		let nothing = Goods::new();
		let mut holds = true;
		match (&old, &new) {
			(Some(old), Some(new)) if old.council == new.council => {
				holds = self.changes(new.council, &old.goods, &new.goods, enrolled(new.council));
			},
			_ => {
				if let Some(Request { council, goods }) = &old {
					holds &= self.changes(*council, goods, &nothing, enrolled(*council));
				}
				if let Some(Request { council, goods }) = &new {
					holds &= self.changes(*council, &nothing, goods, enrolled(*council));
				}
			},
		}
		holds
	}
}

/// Puts `new` in the place of `old` in a sum; false where that does not hold it.
fn replace(sum: &mut Goods, old: &Goods, new: &Goods) -> bool {
	let mut sums: BTreeMap<GoodId, u128> =
		sum.iter().map(|(good, amount)| (*good, amount.0)).collect();
	let mut holds = true;
	for (good, amount) in old {
		let total = sums.entry(*good).or_default();
		holds &= *total >= amount.0;
		*total = total.saturating_sub(amount.0);
	}
	for (good, amount) in new {
		let total = sums.entry(*good).or_default();
		*total = total.saturating_add(amount.0);
	}
	let left = sums.into_iter().filter(|(_, total)| *total > 0);
	*sum = left.map(|(good, total)| (good, Quantity(total))).collect();
	holds
}

impl<H: History> Audit<'_, H> {
	/// Reads what stood as a block began of those members and councils that it hears of for the first
	/// time.
	pub(super) async fn know_requests(&mut self, block: &Block) -> Result<()> {
		let before = block.number.saturating_sub(1);
		let mut councils = Vec::new();
		for happened in &block.events {
			match happened.what {
				What::Enrolled { council, .. } => councils.push(council),
				What::Requested { member, .. }
				| What::TakenBack { member, .. }
				| What::Cleared { member, .. }
					if !self.requests.members.contains_key(&member) =>
				{
					let request = self.history.request(before, member).await?;
					self.requests.members.insert(member, request);
				},
				_ => {},
			}
		}
		councils.retain(|council| !self.requests.sums.contains_key(council));
		if !councils.is_empty() {
			let sums = self.history.requested(before, &councils).await?;
			self.requests.sums.extend(councils.into_iter().zip(sums));
		}
		Ok(())
	}

	/// A member's request, or that there is none any more.
	pub(super) async fn requested(
		&mut self,
		seen: Seen,
		what: &What,
		calls: &mut Calls<'_>,
	) -> Result<()> {
		let (member, council, new) = match *what {
			What::Requested { member, council, goods, note } => {
				let Some(goods) = calls.request(seen, council, goods, note) else {
					let detail =
						format!("member {member} asks for what its extrinsic does not say");
					self.of_council(Kind::Request, seen, council, detail);
					self.requests.members.remove(&member);
					return Ok(());
				};
				self.test_request(seen, council, member, goods).await?;
				(member, council, Some(Request { council, goods: goods.clone() }))
			},
			What::TakenBack { member, council } => {
				let said = calls.takes_back(seen);
				self.unasked(seen, council, member, said);
				(member, council, None)
			},
			What::Cleared { member, council } => {
				let said = calls.says(seen, None, &Said::Clear { member });
				self.unasked(seen, council, member, said);
				(member, council, None)
			},
			_ => return Ok(()),
		};
		self.replace_request(seen, council, member, new);
		Ok(())
	}

	fn unasked(&mut self, seen: Seen, council: CouncilId, member: MemberId, said: bool) {
		if !said {
			let detail =
				format!("the request of member {member} is gone, its extrinsic does not ask so");
			self.of_council(Kind::Request, seen, council, detail);
		}
	}

	fn replace_request(
		&mut self,
		seen: Seen,
		council: CouncilId,
		member: MemberId,
		new: Option<Request>,
	) {
		let known = self.requests.members.get(&member).cloned().flatten();
		if new.is_none() && known.is_none_or(|known| known.council != council) {
			let detail = format!("a request of member {member} is gone that there was not");
			self.of_council(Kind::Request, seen, council, detail);
		}
		// Before the cycle and after it requests change as they like.
		let counting = seen.block > self.opening.block
			&& self.findings.outcome == Outcome::Running
			&& !self.is_asking();
		if counting {
			let detail = format!("the request of member {member} changes while requests count");
			self.of_council(Kind::Request, seen, council, detail);
		}
		let parts = &self.parts;
		if !self.requests.set(member, new, |council| parts.contains_key(&council)) {
			let detail = format!("member {member} had asked for more than all members together");
			self.of_council(Kind::Request, seen, council, detail);
		}
	}

	/// Whether requests are taken now.
	pub(super) fn is_asking(&self) -> bool {
		let swing = &self.opening.params.swing;
		match self.next {
			Next::Enrolment => true,
			Next::Proposals => self.clearing.is_none() && swing.most(self.iteration).is_none(),
			_ => false,
		}
	}

	/// What the members' incomes come to in a household, as it is at the end of a block.
	async fn means(&mut self, block: u32, member: MemberId) -> Result<Credits> {
		let heads = self.history.household(block, member).await?;
		Ok(Credits(self.opening.params.income_per_head.0.saturating_mul(heads.into())))
	}

	/// Every test that the request had to pass, but for the room that the member has.
	///
	/// A household can change in the block of the request, before it or after: the larger one of those
	/// that the block began and ended with counts, since no state tells how it was in between.
	async fn test_request(
		&mut self,
		seen: Seen,
		council: CouncilId,
		member: MemberId,
		goods: &Goods,
	) -> Result<()> {
		let mut cost = Worth::default();
		let mut last = None;
		for (good, amount) in goods {
			let quote = self.market.quote(*good).ok().filter(|quote| quote.kind == Good::Private);
			let Some(quote) =
				quote.filter(|_| Some(*good) > last && Flow::usage(*amount).is_some())
			else {
				let detail = format!("member {member} asks for {} of a good in vain", amount.0);
				self.of_council(Kind::Request, seen, council, detail);
				return Ok(());
			};
			cost = cost.saturating_add(Worth::of(quote.price, amount.0));
			last = Some(*good);
		}
		let cost = cost.ceil(1);
		let mut means = self.means(seen.block, member).await?;
		if cost > means {
			means = means.max(self.means(seen.block.saturating_sub(1), member).await?);
		}
		if cost > means {
			let detail = format!(
				"member {member} asks for {} micro-credits' worth, the household has {}",
				cost.0, means.0
			);
			self.of_council(Kind::Request, seen, council, detail);
		}
		Ok(())
	}
}

/// Hash of what a member asks for, as the event has it.
pub(super) fn goods_hash(goods: &Goods) -> H256 {
	goods.using_encoded(blake2_256)
}
