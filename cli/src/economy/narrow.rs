//! Tastes of fewer goods: on a chain a proposal has a bounded number of lines.

use super::Economy;

/// Leaves every consumers' council `wants` private and as many public goods, those of a window that
/// moves on by `wants` from council to council, so that every good is wanted by as many councils, give
/// or take one. Its exponents keep their sum, so that it spends on them what it spent on all.
pub fn narrow(economy: &mut Economy, wants: u32) {
	let goods = economy.goods as usize;
	let wants = (wants as usize).clamp(1, goods);
	for (index, council) in economy.consumer_councils.iter_mut().enumerate() {
		let first = index.wrapping_mul(wants) % goods;
		for exponents in [&mut council.private, &mut council.public] {
			let whole: f64 = exponents.iter().sum();
			for (good, exponent) in exponents.iter_mut().enumerate() {
				if (good + goods - first) % goods >= wants {
					*exponent = 0.0;
				}
			}
			let left: f64 = exponents.iter().sum();
			exponents.iter_mut().for_each(|exponent| *exponent *= whole / left);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{generate, Size},
		narrow,
	};

	#[test]
	fn every_council_wants_as_many_goods_and_spends_as_much() {
		let mut economy = generate(1, Size { workers: 10, consumers: 30, goods: 10 });
		let whole = economy.clone();
		narrow(&mut economy, 3);
		let mut wanted = [0; 10];
		for (council, before) in economy.consumer_councils.iter().zip(&whole.consumer_councils) {
			let kept = council.private.iter().filter(|exponent| **exponent > 0.0).count();
			assert_eq!(kept, 3);
			let sum = |exponents: &[f64]| exponents.iter().sum::<f64>();
			assert!((sum(&council.private) - sum(&before.private)).abs() < 1e-12);
			assert!((sum(&council.public) - sum(&before.public)).abs() < 1e-12);
			for (good, exponent) in council.private.iter().enumerate() {
				wanted[good] += u32::from(*exponent > 0.0);
			}
		}
		assert_eq!(wanted, [9; 10]);
	}

	#[test]
	fn who_wants_all_goods_is_left_alone() {
		let mut economy = generate(1, Size { workers: 2, consumers: 3, goods: 4 });
		let whole = economy.clone();
		narrow(&mut economy, 4);
		for (council, before) in economy.consumer_councils.iter().zip(&whole.consumer_councils) {
			for (exponent, was) in council.private.iter().zip(&before.private) {
				assert!((exponent - was).abs() < 1e-12);
			}
		}
	}
}
