//! Lines as long, and over as many pages, as benchmarks need them.

use super::*;

/// `count` lines `stride` goods apart; the first supplies as much as the others use.
pub(super) fn lines<T: Config>(count: u32, stride: u32, scale: i128) -> LinesOf<T> {
	let lines: Vec<_> = (0..count)
		.map(|index| Line {
			good: GoodId(index * stride),
			flow: Flow(if index == 0 { i128::from(count) * scale } else { -scale }),
		})
		.collect();
	lines.try_into().expect("at most MaxLines")
}

/// `count` lines in one page: each good is supplied and, by half of it, used.
pub(super) fn lines_of_one_page<T: Config>(count: u32, scale: i128) -> LinesOf<T> {
	let lines: Vec<_> = (0..count)
		.map(|index| Line {
			good: GoodId(index / 2),
			flow: Flow(if index % 2 == 0 { 2 * scale } else { -scale }),
		})
		.collect();
	lines.try_into().expect("at most MaxLines")
}

/// `count` lines spread over `pages` pages, in turn supplied and, by half as much, used. In one page
/// there are fewer goods than lines: each stands there twice.
pub(super) fn lines_over_pages<T: Config>(count: u32, pages: u32, scale: i128) -> LinesOf<T> {
	let mut places = vec![0u32; pages as usize];
	let lines: Vec<_> = (0..count)
		.map(|index| {
			let page = index * pages / count;
			let place = if pages == 1 { index / 2 } else { places[page as usize] };
			places[page as usize] += 1;
			Line {
				good: GoodId(page * PAGE + place),
				flow: Flow(if index % 2 == 0 { 2 * scale } else { -scale }),
			}
		})
		.collect();
	lines.try_into().expect("at most MaxLines")
}

/// As many lines as a neighbourhood can have in `pages` pages, of every other good from `first` on.
pub(super) fn uses_over_pages<T: Config>(pages: u32, first: u32, amount: i128) -> LinesOf<T> {
	let count = T::MaxLines::get().min(pages * PAGE / 2);
	let mut places = vec![0u32; pages as usize];
	let lines: Vec<_> = (0..count)
		.map(|index| {
			let page = index * pages / count;
			let place = first + 2 * places[page as usize];
			places[page as usize] += 1;
			Line { good: GoodId(page * PAGE + place), flow: Flow(-amount) }
		})
		.collect();
	lines.try_into().expect("at most MaxLines")
}
