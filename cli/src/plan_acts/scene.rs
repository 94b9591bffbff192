//! What a command about a planning year looks at first, as it stands on the chain.

use super::{
	answers::{read, side, Check, Cycle, Enrolment},
	catalogue::Catalogue,
	lines::{bare, Stated},
	may::{against, Deed},
	next::next,
	told::Told,
	weigh::{counted_json, swing_fault, Counted, Fault, Scales},
};
use crate::{
	chain::{At, Chain},
	errors::{Error, Result},
	people::{
		act::Act,
		council::{info, is_federation},
	},
};
use codec::Decode;
use parecon_engine::{Heads, Line, Quote};
use parecon_primitives::{CouncilId, GoodId, Quantity, Side};
use serde_json::{json, Value as Json};

/// The running cycle or the latest, and a council's part in it.
#[derive(Clone, Debug)]
pub struct Scene {
	/// The council.
	pub council: CouncilId,
	/// The running cycle, or the latest.
	pub cycle: Option<Cycle>,
	/// The council's part in it.
	pub part: Option<Enrolment>,
}

impl Scene {
	/// The scene of `council`.
	///
	/// # Errors
	/// The node does not answer as it should.
	pub async fn read(chain: &Chain, at: &At, council: CouncilId) -> Result<Self> {
		let cycle = cycle(chain, at).await?;
		let part = match &cycle {
			None => None,
			Some(cycle) => {
				let answer = chain.ask(at, "Planning", "enrolment", (cycle.id, council)).await?;
				read(answer, "a council's part in the cycle")?
			},
		};
		Ok(Self { council, cycle, part })
	}

	/// `act`, refused at once where the views speak against it.
	pub fn allowing(&self, at: &At, deed: Deed, act: Act) -> Act {
		match against(deed, self.cycle.as_ref(), self.part.as_ref()) {
			None => act,
			Some(error) => act.refused(refusal(at, "Planning", error), self.told()),
		}
	}

	/// What a refusal rests on.
	fn told(&self) -> Json {
		let cycle = self.cycle.as_ref();
		json!({
			"cycle": cycle.map(|cycle| cycle.id),
			"phase": cycle.map(Cycle::phase),
			"iteration": cycle.map(|cycle| cycle.iteration),
			"council": self.council,
			"enrolled": self.part.is_some(),
		})
	}
}

/// The running cycle, or the latest; none where there has been none.
pub async fn cycle(chain: &Chain, at: &At) -> Result<Option<Cycle>> {
	read(chain.ask(at, "Planning", "cycle", ()).await?, "the cycle")
}

/// All goods by their names.
pub async fn catalogue(chain: &Chain, at: &At) -> Result<Catalogue> {
	Ok(Catalogue::new(chain.goods(at).await?))
}

/// The side of a council.
///
/// # Errors
/// There is no such council.
pub async fn side_of(chain: &Chain, at: &At, council: CouncilId) -> Result<Side> {
	let info = info(chain, at, council).await?;
	Ok(side(info["side"].as_str().unwrap_or_default()))
}

/// A council is a federation.
///
/// # Errors
/// There is no such council, or it is a base council.
pub async fn ensure_federation(chain: &Chain, at: &At, council: CouncilId) -> Result<()> {
	match is_federation(&info(chain, at, council).await?) {
		true => Ok(()),
		false => Err(Error::new(
			format!("council {council} is a base council: no others stand below it"),
			"give the number of a federation: `parecon council tree` shows which there are",
		)),
	}
}

/// An error of a pallet as the chain would say it: `error`, `why`, and what to do `next`.
pub fn refusal(at: &At, pallet: &str, error: &str) -> Json {
	let metadata = at.metadata_ref();
	let known = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.error_variants());
	let known = known.and_then(|errors| errors.iter().find(|known| known.name == error));
	let why = known.map(|known| known.docs.join(" ").trim().to_owned()).unwrap_or_default();
	let error = format!("{pallet}.{error}");
	let next = next(&error);
	json!({ "error": error, "why": why, "next": next })
}

/// A constant of a pallet: a number.
pub fn constant(at: &At, pallet: &str, name: &str) -> Option<usize> {
	let metadata = at.metadata_ref();
	let constant = metadata.pallet_by_name(pallet)?.constant_by_name(name)?;
	u32::decode(&mut constant.value()).ok().map(|number| number as usize)
}

/// The most lines of a proposal.
pub fn most_lines(at: &At) -> usize {
	constant(at, "Planning", "MaxLines").unwrap_or(usize::MAX)
}

/// What a council's lines come to at the announced prices, and what the chain would say of them.
///
/// # Errors
/// The node does not answer as it should.
pub async fn weighed(
	chain: &Chain,
	at: &At,
	scene: &Scene,
	side: Side,
	goods: &Catalogue,
	stated: &[Stated],
) -> Result<Told> {
	let quotes = chain.quotes(at).await?;
	let (cycle, part) = (scene.cycle.as_ref(), scene.part.as_ref());
	let own = part.map_or(0, |part| part.population);
	let all = cycle.map_or(0, |cycle| cycle.population.consumers);
	let shares = part.map_or(&[][..], |part| &part.shares[..]);
	let scales = Scales { side, heads: Heads { own, all }, shares, quotes: &quotes, goods };
	let mut told = Told {
		council: scene.council,
		cycle: cycle.map(|cycle| cycle.id),
		iteration: cycle.map(|cycle| cycle.iteration).filter(|it| it.0 > 0),
		passes: false,
		refused: None,
		fault: None,
		side,
		sums: None,
		counted: None,
		lines: scales.rows(stated),
	};
	let answer = check(chain, at, scene.council, &bare(stated)).await?;
	if answer["allowed"] == json!(false) {
		told.fault = fault(chain, at, scene.council, goods, stated, &answer).await?;
		told.refused = Some(with_next(&answer));
		return Ok(told);
	}
	let check: Check = read(answer["answer"].clone(), "a proposal")?;
	told.sums = Some((&check).into());
	told.passes = check.passes;
	if !check.passes {
		let error = if side == Side::Workers { "BelowPar" } else { "OverBudget" };
		told.refused = Some(refusal(at, "Planning", error));
		return Ok(told);
	}
	let counted = counted(chain, at, scene.council, &scales, stated, &check).await?;
	told.count(at, scene, &scales, stated, &counted);
	Ok(told)
}

async fn counted(
	chain: &Chain,
	at: &At,
	council: CouncilId,
	scales: &Scales<'_>,
	stated: &[Stated],
	check: &Check,
) -> Result<Counted> {
	let lines = bare(stated);
	if scales.side == Side::Workers {
		return Ok(Counted { lines, part: parecon_engine::Scale::WHOLE, left_out: 0 });
	}
	let answer = chain.ask(at, "Requests", "requested", council).await?;
	let requested: Vec<(GoodId, Quantity)> = read(answer, "what members ask for")?;
	Ok(scales.counted(&lines, &requested, most_lines(at), check))
}

impl Told {
	/// Tells what counts, and whether that is near enough to what stood.
	fn count(
		&mut self,
		at: &At,
		scene: &Scene,
		scales: &Scales,
		stated: &[Stated],
		counted: &Counted,
	) {
		if self.side == Side::Consumers {
			self.counted = Some(counted_json(counted, scales.goods));
		}
		let against = match (&scene.cycle, &scene.part) {
			_ if counted.left_out > 0 => Some(("TooManyLines", None)),
			(Some(cycle), Some(part)) if cycle.phase() == "Collecting" => {
				let fault = swing_fault(scales, cycle, part, &counted.lines, stated);
				fault.map(|fault| ("SwingTooLarge", Some(fault)))
			},
			_ => None,
		};
		if let Some((error, fault)) = against {
			self.passes = false;
			self.fault = fault;
			self.refused = Some(refusal(at, "Planning", error));
		}
	}
}

async fn check(chain: &Chain, at: &At, council: CouncilId, lines: &[Line]) -> Result<Json> {
	chain.ask(at, "Planning", "check", (council, lines)).await
}

/// The first line that the chain refuses by itself for the same reason as all of them together.
async fn fault(
	chain: &Chain,
	at: &At,
	council: CouncilId,
	goods: &Catalogue,
	stated: &[Stated],
	answer: &Json,
) -> Result<Option<Fault>> {
	// What is refused without any line is not about one.
	if check(chain, at, council, &[]).await?["allowed"] == json!(false) {
		return Ok(None);
	}
	for Stated { place, line } in stated {
		let alone = check(chain, at, council, &[*line]).await?;
		if alone["error"] == answer["error"] {
			let what = alone["why"].as_str().unwrap_or_default().to_owned();
			let good = Some(goods.name(line.good));
			return Ok(Some(Fault { line: Some(*place), good, what }));
		}
	}
	Ok(None)
}

/// What a view says against something, with what to do about it.
fn with_next(answer: &Json) -> Json {
	let part = |name: &str| answer[name].as_str().unwrap_or_default();
	json!({ "error": part("error"), "why": part("why"), "next": next(part("error")) })
}

/// The quotes of all goods with their names.
///
/// # Errors
/// The node does not answer as it should.
pub async fn priced(chain: &Chain, at: &At) -> Result<(Catalogue, Vec<Quote>)> {
	Ok((catalogue(chain, at).await?, chain.quotes(at).await?))
}
