//! What the extrinsics of a block ask, and which of it an event answers.

use super::{year::Seen, Block, Said, Sent};
use parecon_engine::{lines_hash, Line};
use parecon_primitives::{CouncilId, Iteration};
use primitive_types::H256;

/// The calls of a block. Each is found once.
pub(super) struct Calls<'b> {
	sent: &'b [Sent],
	used: Vec<bool>,
}

impl<'b> Calls<'b> {
	pub(super) fn of(block: &'b Block) -> Self {
		Self { sent: &block.sent, used: vec![false; block.sent.len()] }
	}

	/// What an event accepted among what its extrinsic sent: the same lines if there are any, else
	/// the next proposal of the council.
	pub(super) fn lines(
		&mut self,
		seen: Seen,
		council: CouncilId,
		at: Iteration,
		hash: H256,
	) -> Option<&'b [Line]> {
		let sent = self.sent;
		let used = &self.used;
		let mut candidates = sent.iter().enumerate().filter_map(|(index, sent)| match &sent.what {
			Said::Proposal { iteration, lines }
				if Some(sent.extrinsic) == seen.extrinsic
					&& sent.council == council
					&& *iteration == at
					&& !used[index] =>
			{
				Some((index, lines))
			},
			_ => None,
		});
		let first = candidates.next()?;
		let same = |(_, lines): &(usize, &Vec<Line>)| lines_hash(lines) == hash;
		let (index, lines) =
			if same(&first) { first } else { candidates.find(same).unwrap_or(first) };
		self.used[index] = true;
		Some(lines)
	}

	/// Whether the extrinsic says this of the council.
	pub(super) fn says(&mut self, seen: Seen, council: CouncilId, said: &Said) -> bool {
		let index = (0..self.sent.len()).find(|index| {
			let sent = &self.sent[*index];
			!self.used[*index]
				&& Some(sent.extrinsic) == seen.extrinsic
				&& sent.council == council
				&& sent.what == *said
		});
		if let Some(index) = index {
			self.used[index] = true;
		}
		index.is_some()
	}

	/// What no event answers.
	pub(super) fn unanswered(&self) -> impl Iterator<Item = &'b Sent> + '_ {
		let answered = self.used.iter().copied();
		self.sent.iter().zip(answered).filter(|(_, answered)| !answered).map(|(sent, _)| sent)
	}
}
