//! The events of a year, field by field under the names of the metadata: those that only an audit reads.

// What the derived code imports under the name of another crate counts as unused.
#![allow(unused_imports)]

use crate::audit::Exception;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, MemberId};
use primitive_types::H256;
use subxt::{ext::scale_decode::DecodeAsType, utils::Static};

macro_rules! events {
	($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)* })*) => {
		$(
			$(#[$doc])*
			#[derive(Clone, Debug, DecodeAsType)]
			#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
			pub struct $name { $(pub(super) $field: $type,)* }
		)*
	};
}

events! {
	/// A proposal was accepted.
	Proposed {
		cycle: Static<CycleId>,
		iteration: Static<Iteration>,
		council: Static<CouncilId>,
		lines: H256,
		benefit: Static<Credits>,
		cost: Static<Credits>,
		note: Option<H256>,
	}
	/// Other lines count for a council: `Recalled`, `Repeated`.
	Counted {
		cycle: Static<CycleId>,
		iteration: Static<Iteration>,
		council: Static<CouncilId>,
		lines: H256,
	}
	/// A federation says something of a child.
	Commented {
		cycle: Static<CycleId>,
		federation: Static<CouncilId>,
		council: Static<CouncilId>,
		note: H256,
	}
	/// A federation may propose for a council.
	Entrusted {
		cycle: Static<CycleId>,
		council: Static<CouncilId>,
		federation: Option<Static<CouncilId>>,
	}
	/// A part of a budget went to a federation.
	Endowed {
		cycle: Static<CycleId>,
		council: Static<CouncilId>,
		federation: Static<CouncilId>,
		amount: Static<Credits>,
	}
	/// A federation is asked for an exception.
	ExceptionAsked {
		cycle: Static<CycleId>,
		council: Static<CouncilId>,
		federation: Static<CouncilId>,
		amount: Static<Credits>,
		note: H256,
	}
	/// A federation made an exception.
	ExceptionGranted {
		cycle: Static<CycleId>,
		federation: Static<CouncilId>,
		council: Static<CouncilId>,
		exception: Static<Exception>,
	}
	/// A federation made none.
	ExceptionRefused {
		cycle: Static<CycleId>,
		federation: Static<CouncilId>,
		council: Static<CouncilId>,
	}
	/// A council left a plan.
	Withdrawn {
		cycle: Static<CycleId>,
		council: Static<CouncilId>,
		goods: Static<Vec<GoodId>>,
	}
	/// The plan is settled once more.
	PlanReopened {
		cycle: Static<CycleId>,
		withdrawn: u32,
	}
	/// A member asks a council for something else.
	Requested {
		member: Static<MemberId>,
		council: Static<CouncilId>,
		goods: H256,
		note: Option<H256>,
	}
	/// A request is gone: `Withdrawn`, `Cleared`.
	Gone {
		member: Static<MemberId>,
		council: Static<CouncilId>,
	}
}
