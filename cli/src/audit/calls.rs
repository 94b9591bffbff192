//! What the extrinsics of a block ask, and which of it an event answers.

use super::{requests::goods_hash, year::Seen, Block, Said, Sent};
use parecon_engine::Line;
use parecon_primitives::{CouncilId, GoodId, Iteration, Quantity};
use primitive_types::H256;

/// The calls of a block. Each is found once.
pub(super) struct Calls<'b> {
	sent: &'b [Sent],
	used: Vec<bool>,
}

/// A proposal in an extrinsic.
#[derive(Clone, Copy)]
pub(super) struct Proposed<'b> {
	/// The lines of the council.
	pub lines: &'b [Line],
	/// Hash of what is said in words.
	pub note: Option<H256>,
	/// The federation that proposes for it, where it does.
	pub federation: Option<CouncilId>,
}

impl<'b> Calls<'b> {
	pub(super) fn of(block: &'b Block) -> Self {
		Self { sent: &block.sent, used: vec![false; block.sent.len()] }
	}

	/// What an extrinsic sent that no event has answered yet, and is chosen.
	fn open<Found>(
		&self,
		seen: Seen,
		chosen: impl Fn(&'b Sent) -> Option<Found>,
	) -> Vec<(usize, Found)> {
		let sent: &'b [Sent] = self.sent;
		let open = sent
			.iter()
			.enumerate()
			.filter(|(index, sent)| !self.used[*index] && Some(sent.extrinsic) == seen.extrinsic);
		open.filter_map(|(index, sent)| Some((index, chosen(sent)?))).collect()
	}

	/// What an event accepted among what its extrinsic sent: of several proposals of the council the one
	/// that `counts` chooses if there is one, else the next.
	pub(super) fn proposal(
		&mut self,
		seen: Seen,
		council: CouncilId,
		at: Iteration,
		counts: impl Fn(&Proposed<'b>) -> bool,
	) -> Option<Proposed<'b>> {
		let candidates = self.open(seen, |sent| match &sent.what {
			Said::Proposal { iteration, lines, note, federation }
				if sent.council == Some(council) && *iteration == at =>
			{
				Some(Proposed { lines, note: *note, federation: *federation })
			},
			_ => None,
		});
		let chosen = match candidates.len() {
			0 | 1 => None,
			_ => candidates.iter().find(|(_, proposed)| counts(proposed)),
		};
		let (index, proposed) = *chosen.or(candidates.first())?;
		self.used[index] = true;
		Some(proposed)
	}

	/// The goods with this hash that an extrinsic asks the council for.
	pub(super) fn request(
		&mut self,
		seen: Seen,
		council: CouncilId,
		hash: H256,
		said: Option<H256>,
	) -> Option<&'b Vec<(GoodId, Quantity)>> {
		let candidates = self.open(seen, |sent| match &sent.what {
			Said::Request { goods, note }
				if sent.council == Some(council) && *note == said && goods_hash(goods) == hash =>
			{
				Some(goods)
			},
			_ => None,
		});
		let (index, goods) = *candidates.first()?;
		self.used[index] = true;
		Some(goods)
	}

	/// Whether an extrinsic asks for nothing any more: by its own call, or by asking for no goods.
	pub(super) fn takes_back(&mut self, seen: Seen) -> bool {
		self.find(seen, |sent| match &sent.what {
			Said::TakeBack => true,
			Said::Request { goods, .. } => goods.is_empty(),
			_ => false,
		})
	}

	/// Whether the extrinsic says this of the council, or of none.
	pub(super) fn says(&mut self, seen: Seen, council: Option<CouncilId>, said: &Said) -> bool {
		self.find(seen, |sent| sent.council == council && sent.what == *said)
	}

	fn find(&mut self, seen: Seen, chosen: impl Fn(&Sent) -> bool) -> bool {
		let found = self.open(seen, |sent| chosen(sent).then_some(()));
		if let Some((index, ())) = found.first() {
			self.used[*index] = true;
		}
		!found.is_empty()
	}

	/// What no event answers.
	pub(super) fn unanswered(&self) -> impl Iterator<Item = &'b Sent> + '_ {
		let answered = self.used.iter().copied();
		self.sent.iter().zip(answered).filter(|(_, answered)| !answered).map(|(sent, _)| sent)
	}
}
