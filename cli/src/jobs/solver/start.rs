//! The division that the search begins with: from each worker's fair share of each class of hours.

use super::{state::State, Problem};

/// Shares the tasks out, those that fewest can do and that come in the largest blocks first. Each
/// portion goes to the complex with most of its fair share left, and is as large as it has to be for
/// that share to be used up by the places left. Then repairs what is left over.
pub fn start(problem: &Problem, workers: &[usize]) -> State {
	let mut state = State::new(problem, workers);
	let pool = state.pool();
	let mut left = state.shares.clone();
	let mut order: Vec<usize> = (0..state.tasks.len()).collect();
	order.sort_by_key(|task| {
		let able = (0..pool).filter(|complex| state.able(*complex, *task)).count();
		(able, u32::MAX - state.tasks[*task].block, *task)
	});
	for task in order {
		while state.minutes(pool, task) > 0 && give(&mut state, &mut left, task) {}
	}
	state.repair();
	state
}

/// Gives a portion of a task to the complex with most of its share `left` among those with free hours
/// and places. Whether there was one.
fn give(state: &mut State, left: &mut [[f64; 4]], task: usize) -> bool {
	let pool = state.pool();
	let (class, block) = (state.tasks[task].class, state.tasks[task].block);
	let waiting = state.minutes(pool, task);
	let able = (0..pool).filter(|complex| {
		state.able(*complex, task)
			&& state.minutes(*complex, task) == 0
			&& state.room(*complex) > 0
			&& state.space(*complex, task) >= i64::from(block)
	});
	let best = able.max_by(|one, other| {
		left[*one][class].total_cmp(&left[*other][class]).then(other.cmp(one))
	});
	let Some(complex) = best else { return false };
	let most = state.space(complex, task).min(waiting.into()) as u32;
	// A place fewer than there are, so that one is left for repairs.
	let places = state.room(complex).saturating_sub(1).max(1);
	let shares: f64 = left[complex].iter().map(|share| share.max(0.0)).sum();
	let share = left[complex][class].max(0.0);
	let portion = (shares / places as f64).max(block.into()).min(share);
	let portion = if share - portion < f64::from(block) { share } else { portion };
	let mut minutes = (portion.round() as u32).clamp(block, most);
	// What waits still has to be a block as well.
	let rest = waiting - minutes;
	if rest > 0 && rest < block {
		minutes = if most == waiting { waiting } else { waiting.saturating_sub(block).min(most) };
	}
	if minutes < block {
		return false;
	}
	left[complex][class] -= f64::from(minutes);
	state.shift(task, pool, complex, minutes);
	true
}
