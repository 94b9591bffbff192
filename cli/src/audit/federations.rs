//! What federations do in the procedure: comments, entrusted proposals, exceptions.

use super::{
	basket::Basket,
	calls::Calls,
	year::{Audit, Next, Seen},
	Exception, History, Kind, Part, Plea, Said, What,
};
use crate::errors::Result;
use parecon_engine::exception_room;
use parecon_primitives::{CouncilId, Credits, Side};
use primitive_types::H256;

type Checked<T> = std::result::Result<T, String>;

/// What a federation decides, and of whom.
struct Decided<'e> {
	federation: CouncilId,
	council: CouncilId,
	exception: &'e Exception,
}

impl<H: History> Audit<'_, H> {
	pub(super) async fn of_federations(
		&mut self,
		seen: Seen,
		what: &What,
		calls: &mut Calls<'_>,
	) -> Result<()> {
		match what {
			What::Commented { federation, council, note } => {
				let said = Said::Comment { federation: *federation, note: *note };
				self.asked_for(seen, *council, calls, &said);
				self.of_child(seen, *council, Some(*federation)).await?;
				if !self.is_collecting() {
					let detail = "commented on while no proposals are taken".into();
					self.of_council(Kind::Federation, seen, *council, detail);
				}
			},
			What::Entrusted { council, federation } => {
				let said = Said::Entrust { federation: *federation };
				self.asked_for(seen, *council, calls, &said);
				if federation.is_some() {
					self.of_child(seen, *council, *federation).await?;
				}
				if let Some(part) = self.parts.get_mut(council) {
					part.entrusted = *federation;
				}
			},
			What::Asked { council, federation, amount, note } => {
				let (amount, note) = (*amount, *note);
				self.asks(seen, *council, *federation, (amount, note), calls).await?
			},
			_ => self.of_means(seen, what, calls).await?,
		}
		Ok(())
	}

	/// What is given away, and exceptions that are made or not.
	async fn of_means(&mut self, seen: Seen, what: &What, calls: &mut Calls<'_>) -> Result<()> {
		match what {
			What::Endowed { council, federation, amount } => {
				self.asked_for(seen, *council, calls, &Said::Endow { amount: *amount });
				self.of_child(seen, *council, Some(*federation)).await?;
				let done = self.endowed(*council, *federation, *amount);
				self.unless(seen, *council, done);
			},
			What::Granted { federation, council, exception } => {
				let said = Said::Grant { federation: *federation, exception: exception.clone() };
				self.asked_for(seen, *council, calls, &said);
				let decided = Decided { federation: *federation, council: *council, exception };
				let backed = self.backing(seen, &decided).await?;
				let done = backed.and_then(|backing| self.granted(&decided, backing));
				self.unless(seen, *council, done);
			},
			What::Refused { federation, council } => {
				self.asked_for(seen, *council, calls, &Said::Refuse { federation: *federation });
				let done = self.refuse(*federation, *council);
				self.unless(seen, *council, done);
			},
			_ => {},
		}
		Ok(())
	}

	/// The extrinsic of the event asks for this.
	fn asked_for(&mut self, seen: Seen, council: CouncilId, calls: &mut Calls, said: &Said) {
		if !calls.says(seen, Some(council), said) {
			let detail = format!("{said:?} is told, its extrinsic does not ask for it");
			self.of_council(Kind::Federation, seen, council, detail);
		}
	}

	/// The council was a child of the federation when the cycle opened, and takes part.
	async fn of_child(
		&mut self,
		seen: Seen,
		council: CouncilId,
		federation: Option<CouncilId>,
	) -> Result<()> {
		let parent = self.parent(seen, council).await?;
		if parent != federation || !self.parts.contains_key(&council) {
			let (said, parent) = (federation.map(|it| it.0), parent.map(|it| it.0));
			let detail = format!("federation {said:?} deals with it, its own is {parent:?}");
			self.of_council(Kind::Federation, seen, council, detail);
		}
		Ok(())
	}

	fn unless(&mut self, seen: Seen, council: CouncilId, done: Checked<()>) {
		if let Err(why) = done {
			self.of_council(Kind::Exception, seen, council, why);
		}
	}

	fn is_collecting(&self) -> bool {
		self.next == Next::Proposals && self.clearing.is_none()
	}

	/// A part of the council's budget goes to its federation; what is left has to cover what counts.
	fn endowed(
		&mut self,
		council: CouncilId,
		federation: CouncilId,
		amount: Credits,
	) -> Checked<()> {
		let open = self.next == Next::Enrolment || self.is_collecting();
		let part = self.parts.get_mut(&council).ok_or("it takes no part")?;
		let enough = part.side == Side::Consumers && !amount.is_zero() && amount <= part.budget;
		part.budget = part.budget.saturating_sub(amount);
		let purse = self.purses.entry(federation).or_default();
		purse.endowed = purse.endowed.saturating_add(amount);
		let short = Basket::weigh(&self.market, part, &part.lines)?.shortfall();
		match open && enough && short.is_zero() {
			true => Ok(()),
			false => Err(format!(
				"gives {} micro-credits away, of which {} are missing for what it proposes",
				amount.0, short.0
			)),
		}
	}

	/// The council asks its federation for an exception, or the one above that has not made it.
	async fn asks(
		&mut self,
		seen: Seen,
		council: CouncilId,
		federation: CouncilId,
		(amount, note): (Credits, H256),
		calls: &mut Calls<'_>,
	) -> Result<()> {
		let appeals = calls.says(seen, Some(council), &Said::Appeal);
		if !appeals {
			self.asked_for(seen, council, calls, &Said::Ask { amount, note });
		}
		let (now, collecting) = (self.iteration, self.is_collecting());
		let old = self.parts.get(&council).and_then(|part| part.plea);
		let below = if appeals { old.map(|plea| plea.federation) } else { Some(council) };
		let due = match below {
			Some(below) => self.parent(seen, below).await?,
			None => None,
		};
		let open = match old {
			Some(old) => old.is_declined(now),
			None => !appeals,
		};
		let same = old.is_none_or(|old| (old.amount, old.note) == (amount, note));
		let holds = collecting && open && due == Some(federation) && (same || !appeals);
		let plea = Plea { amount, note, federation, since: now, refused: false };
		let known = self.parts.get_mut(&council).map(|part| part.plea = Some(plea)).is_some();
		if !holds || !known || amount.is_zero() {
			let detail = format!(
				"federation {federation} is asked for {} micro-credits, which does not follow",
				amount.0
			);
			self.of_council(Kind::Exception, seen, council, detail);
		}
		Ok(())
	}

	fn refuse(&mut self, federation: CouncilId, council: CouncilId) -> Checked<()> {
		let collecting = self.is_collecting();
		let part = self.parts.get_mut(&council).ok_or("it takes no part")?;
		let plea = part.plea.as_mut().ok_or("refused what it has not asked for")?;
		let asked = collecting && plea.federation == federation && !plea.refused;
		plea.refused = true;
		match asked {
			true => Ok(()),
			false => Err(format!("federation {federation} refuses what it was not asked for")),
		}
	}

	/// The social benefits that back an exception, added up; nothing where none has to.
	async fn backing(&mut self, seen: Seen, decided: &Decided<'_>) -> Result<Checked<Credits>> {
		let Exception::Relief { backers, .. } = decided.exception else {
			return Ok(Ok(Credits::ZERO));
		};
		if !backers.is_sorted_by(|one, next| one < next) {
			return Ok(Err("backed by councils that do not ascend".into()));
		}
		let mut sum = Credits::ZERO;
		for backer in backers {
			let parent = self.parent(seen, *backer).await?;
			let below = self.above(seen, parent).await?.contains(&decided.federation);
			match self.parts.get(backer) {
				Some(part) if below && part.side == Side::Workers => {
					sum = sum.saturating_add(part.benefit)
				},
				_ => {
					let federation = decided.federation;
					return Ok(Err(format!("backed by {backer}, which is not below {federation}")));
				},
			}
		}
		Ok(Ok(sum))
	}

	/// A federation makes an exception within its bound.
	fn granted(&mut self, decided: &Decided, backing: Credits) -> Checked<()> {
		let Decided { federation, council, exception } = *decided;
		let collecting = self.is_collecting();
		let part = self.parts.get_mut(&council).ok_or("it takes no part")?;
		let plea = part.plea.take();
		let asked = plea.is_some_and(|plea| plea.federation == federation && !plea.refused);
		let bound = self.opening.params.exceptions;
		let purse = self.purses.entry(federation).or_default();
		let (room, side, amount) = match exception {
			Exception::Loan(amount) => {
				let own = part.income.saturating_sub(part.repays);
				let room = exception_room(bound, own, part.loan);
				part.loan = part.loan.saturating_add(*amount);
				part.budget = part.budget.saturating_add(*amount);
				(room, Side::Consumers, *amount)
			},
			Exception::Gift(amount) => {
				let room = purse.endowed.saturating_sub(purse.spent);
				purse.spent = purse.spent.saturating_add(*amount);
				part.budget = part.budget.saturating_add(*amount);
				(room, Side::Consumers, *amount)
			},
			Exception::Relief { amount, .. } => {
				let room = exception_room(bound, backing, purse.relief);
				purse.relief = purse.relief.saturating_add(*amount);
				part.relief = part.relief.saturating_add(*amount);
				(room, Side::Workers, *amount)
			},
		};
		let asked = asked && plea.is_some_and(|plea| amount <= plea.amount);
		beyond(collecting && asked && part.side == side && !amount.is_zero(), amount, room, part)
	}
}

fn beyond(asked: bool, amount: Credits, room: Credits, part: &Part) -> Checked<()> {
	match (asked, amount <= room) {
		(true, true) => Ok(()),
		(false, _) => Err(format!(
			"an exception of {} micro-credits is made that the council of {} people has not asked for",
			amount.0, part.population
		)),
		_ => Err(format!(
			"an exception of {} micro-credits is made, the bound leaves {}",
			amount.0, room.0
		)),
	}
}
