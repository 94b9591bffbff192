mod course;
mod genesis;
mod invariants;
mod setting;

use crate::{mock::*, Change, Course, Error, Event, Page, Periods};
use frame_support::{assert_noop, assert_ok};
use parecon_primitives::{Calendar as _, Period};

type Origin = RuntimeOrigin;
