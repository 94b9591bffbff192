//! What to do about a refusal of the planning year.

/// What to do next, by the pallet's name of the error: as `Planning.OverBudget`.
pub fn next(error: &str) -> Option<&'static str> {
	let (pallet, name) = error.split_once('.')?;
	match pallet {
		"Planning" => planning(name),
		"Requests" => requests(name),
		_ => None,
	}
}

fn planning(name: &str) -> Option<&'static str> {
	proposing(name).or_else(|| between_councils(name)).or_else(|| claiming(name))
}

fn proposing(name: &str) -> Option<&'static str> {
	Some(match name {
		"NoCycle" | "NotEnrolling" | "NotCollecting" | "NotRatifying" | "CycleRunning" => {
			"see where the year stands: `parecon cycle status`"
		},
		"WrongIteration" => "leave --iteration out, or give the one that `parecon cycle status` names",
		"NotMember" => "sign with a member's key: `parecon member show --key FILE` says whose it is",
		"NotSpeaker" => "see who speaks for it and back another: `parecon council speaker COUNCIL`",
		"NotSeatedAtOpening" => {
			"back one who had a seat when the cycle opened: `parecon council speaker COUNCIL --back WHO`"
		},
		"UnknownCouncil" | "Federation" | "NoPopulation" => {
			"give the number of a base council with people in it: `parecon council tree`"
		},
		"NotEnrolled" => "councils enrol while the cycle does: `parecon cycle status` names the phase",
		"UnknownGood" | "WrongSign" | "NotConcerned" | "NoPermits" => {
			"see which lines are at fault and what goods are: `parecon cycle check`, `parecon good list`"
		},
		"BelowPar" => {
			"supply more or use less at these prices, or ask the federation for an exception: \
			 `parecon cycle ask`"
		},
		"OverBudget" => {
			"use less at these prices, or ask the federation for an exception: `parecon cycle ask`"
		},
		"SwingTooLarge" => "stay nearer to what the council stated before: `parecon cycle check` says by how much",
		"TooManyLines" => "leave out or put together what matters least",
		"InvalidQuantity" => "give an amount above nothing",
		"NothingToRecall" => "what was said in an earlier iteration is replaced by a new proposal: `parecon cycle propose`",
		"NotSilent" => "a workplace can be dropped when it was silent twice running: `parecon cycle status`",
		"NotInPlan" => "see the council's part: `parecon plan portion`",
		"NothingToConfirm" => "a plan is confirmed after a later cycle has lapsed: `parecon cycle status`",
		"AlreadyEnrolled" | "AlreadyConfirmed" | "AlreadyClaimed" => "nothing is left to do",
		"NotAscending" => "name each good once in each direction",
		_ => return None,
	})
}

fn between_councils(name: &str) -> Option<&'static str> {
	Some(match name {
		"NotItsChild" => "give the federation that was right above the council when the cycle opened: `parecon council tree`",
		"NotEntrusted" => "its speaker entrusts it first: `parecon cycle entrust`",
		"NoFederation" => "there is nobody further up to ask: let councils agree among themselves",
		"NotAsked" => "see what is asked for: `parecon cycle pleas`",
		"AlreadyAsked" => "wait for the answer; after a whole iteration without one ask or appeal",
		"NotRefused" => "wait until it is refused or a whole iteration has passed",
		"BeyondBound" => "make it smaller: `parecon cycle pleas` names what is asked for and what is left",
		"NotEnough" => "give less: what stands of a council's proposal has to be covered",
		"WrongSide" => "loans and gifts are for consumers' councils, relief is for workers' councils",
		_ => return None,
	})
}

fn claiming(name: &str) -> Option<&'static str> {
	Some(match name {
		"NotShared" => "give the name of a pollutant: `parecon good list` shows the kinds",
		"StepMissing" => "the governed origin gives it a step first: its call `share_good`",
		"TooManyClaims" => "wait until claims are settled: `parecon good claims`",
		"NoClaim" => "see which claims there are: `parecon good claims`",
		"ClaimOpen" => "wait until the block that `parecon good claims` names",
		"ClaimOpposed" => "the governed origin decides it: its call `decide_claim`",
		"InvalidScope" | "TooManyShares" => "let the council's federation claim for all below it",
		_ => return None,
	})
}

fn requests(name: &str) -> Option<&'static str> {
	Some(match name {
		"NotMember" => {
			"sign with a member's key: `parecon member show --key FILE` says whose it is"
		},
		"NotSeated" => "give the consumers' council in which you live: `parecon member show`",
		"NotSeatedAtOpening" => {
			"ask in the next cycle: who came after the opening counts from then on"
		},
		"NotAsking" => {
			"requests are taken while a cycle enrols, and collects without bounds on changes: \
			 `parecon cycle status`"
		},
		"NotPrivate" => {
			"the speaker states public goods and permits: `parecon good list` shows the kinds"
		},
		"InvalidQuantity" => "give amounts above nothing",
		"BeyondMeans" => "ask for less: what it costs is shown beside the means",
		"TooManyGoods" => "leave out what others in the council do not ask for either",
		"NoRequest" => "state one: `parecon request state`",
		"StillSeated" => "only the member withdraws it, as long as it costs at most twice the household's means: `parecon request withdraw`",
		"NotAscending" => "name each good once",
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::METADATA;
	use codec::Decode;
	use subxt::Metadata;

	/// Errors that none of our commands meets: of governed calls, and of states that cannot be.
	const OTHERS: [&str; 12] = [
		"InvalidName",
		"GoodExists",
		"TooManyGoods",
		"InvalidPrice",
		"NoYearlySupply",
		"NoGoods",
		"InvalidParams",
		"Overflow",
		"InvalidShare",
		"CycleNotOver",
		"PlanInForce",
		"NothingToPrune",
	];

	#[test]
	fn every_refusal_says_what_to_do() {
		let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
		for pallet in ["Planning", "Requests"] {
			let known = metadata.pallet_by_name(pallet).unwrap();
			for error in known.error_variants().unwrap() {
				let name = format!("{pallet}.{}", error.name);
				let silent = OTHERS.contains(&error.name.as_str());
				assert!(next(&name).is_some() || silent, "{name}");
			}
		}
	}

	#[test]
	fn other_pallets_speak_for_themselves() {
		assert_eq!(
			(next("Members.NotMember"), next("BadOrigin"), next("Planning.X")),
			(None, None, None)
		);
	}
}
