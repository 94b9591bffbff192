//! Whose hours the complexes shall fit.

use super::{
	obstacles::{too_few_hours, too_many_portions, Obstacle},
	Problem,
};

/// The workers who get a complex each, ascending: `asked` of them or, where nothing is asked, all who
/// can do a block of some task, as far as there are blocks enough.
///
/// # Errors
/// There cannot be so many, or the work was not found to be done by so few.
pub fn workers(problem: &Problem, asked: Option<usize>) -> Result<Vec<usize>, Obstacle> {
	let able = |worker: &usize| (0..problem.tasks.len()).any(|it| problem.can_take(*worker, it));
	let mut chosen: Vec<usize> = (0..problem.workers.len()).filter(able).collect();
	let blocks = problem.tasks.iter().map(|terms| terms.minutes / u32::from(terms.block.max(1)));
	let most = chosen.len().min(blocks.sum::<u32>() as usize);
	if let Some(asked) = asked.filter(|asked| *asked > most) {
		return Err(Obstacle::TooMany { asked, most });
	}
	let wanted = asked.unwrap_or(most);
	let mut by_hours = chosen.clone();
	by_hours.sort_by_key(|worker| {
		let offered = problem.workers[*worker].offered;
		offered.iter().map(|minutes| u32::from(*minutes)).sum::<u32>()
	});
	// Who offers least is left out first, as long as the others can do the work.
	for worker in by_hours {
		if chosen.len() <= wanted {
			break;
		}
		let others: Vec<usize> = chosen.iter().copied().filter(|it| *it != worker).collect();
		if suffice(problem, &others) {
			chosen = others;
		}
	}
	match asked {
		Some(asked) if chosen.len() > asked => {
			Err(Obstacle::TooFew { asked, enough: chosen.len() })
		},
		_ => Ok(chosen),
	}
}

fn suffice(problem: &Problem, workers: &[usize]) -> bool {
	let able = |task: usize| workers.iter().any(|worker| problem.can_take(*worker, task));
	(0..problem.tasks.len()).all(able)
		&& (0..4).all(|class| too_few_hours(problem, workers, class).is_none())
		&& too_many_portions(problem, workers).is_none()
}
