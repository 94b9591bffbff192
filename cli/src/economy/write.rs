//! Writes an economy in the layout of the reference procedure, byte for byte.

use super::{ConsumerCouncil, Economy, WorkerCouncil};
use std::io::{self, Write};

/// Writes `economy` as one line of JSON without spaces, floats in their shortest form.
pub fn write(economy: &Economy, out: &mut impl Write) -> io::Result<()> {
	write!(
		out,
		"{{\"name\":{},\"goods\":{},\"endowment\":{},\"initial_price\":{},\"consumer_councils\":[",
		serde_json::Value::from(economy.name.as_str()),
		economy.goods,
		float(economy.endowment),
		whole_or_float(economy.initial_price),
	)?;
	for (index, council) in economy.consumer_councils.iter().enumerate() {
		separate(out, index)?;
		consumer(out, index + 1, council)?;
	}
	out.write_all(b"],\"worker_councils\":[")?;
	for (index, council) in economy.worker_councils.iter().enumerate() {
		separate(out, index)?;
		worker(out, index + 1, council)?;
	}
	out.write_all(b"]}")
}

fn separate(out: &mut impl Write, index: usize) -> io::Result<()> {
	if index > 0 {
		out.write_all(b",")?;
	}
	Ok(())
}

fn consumer(out: &mut impl Write, id: usize, council: &ConsumerCouncil) -> io::Result<()> {
	write!(out, "{{\"id\":{id},\"income\":{}", whole_or_float(council.income))?;
	for (name, exponents) in [("private", &council.private), ("public", &council.public)] {
		write!(out, ",\"{name}\":[")?;
		for (index, exponent) in exponents.iter().enumerate() {
			separate(out, index)?;
			out.write_all(float(*exponent).as_bytes())?;
		}
		out.write_all(b"]")?;
	}
	out.write_all(b"}")
}

fn worker(out: &mut impl Write, id: usize, council: &WorkerCouncil) -> io::Result<()> {
	write!(
		out,
		"{{\"id\":{id},\"industry\":\"{}\",\"product\":{},\"c\":{},\"k\":{},\"s\":{},\"a\":{}",
		council.industry.name(),
		council.product,
		float(council.c),
		float(council.k),
		whole_or_float(council.s),
		float(council.a),
	)?;
	for (name, inputs) in council.inputs() {
		write!(out, ",\"{name}\":[")?;
		for (index, (good, exponent)) in inputs.iter().enumerate() {
			separate(out, index)?;
			write!(out, "[{good},{}]", float(*exponent))?;
		}
		out.write_all(b"]")?;
	}
	out.write_all(b"}")
}

/// A float as Python writes it: the shortest digits that read back as the same number, with an
/// exponent of at least two digits below 1e-4 and from 1e16.
pub(super) fn float(x: f64) -> String {
	let scientific = format!("{x:e}");
	let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
	let Ok(exponent) = exponent.parse::<i32>() else { return scientific };
	if (-4..16).contains(&exponent) {
		// Never an exponent here, and always a point.
		return format!("{x:?}");
	}
	let sign = if exponent < 0 { '-' } else { '+' };
	format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

/// The fields that the reference procedure gives as whole numbers.
fn whole_or_float(x: f64) -> String {
	if x == x.trunc() && x.abs() < 1e15 {
		format!("{x:.0}")
	} else {
		float(x)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn floats_read_like_python_writes_them() {
		for (x, text) in [
			(0.0, "0.0"),
			(24.0, "24.0"),
			(0.1, "0.1"),
			(0.0001, "0.0001"),
			(0.00001, "1e-05"),
			(0.000_012_345, "1.2345e-05"),
			(2.5e-123, "2.5e-123"),
			(1e15, "1000000000000000.0"),
			(1e16, "1e+16"),
			(1.5e300, "1.5e+300"),
			(-0.000_02, "-2e-05"),
			(0.030_000_000_000_000_002, "0.030000000000000002"),
			(333.333_333_333_333_3, "333.3333333333333"),
		] {
			assert_eq!(float(x), text);
		}
		assert_eq!(whole_or_float(5000.0), "5000");
		assert_eq!(whole_or_float(0.5), "0.5");
	}

	#[test]
	fn whole_floats_below_the_exponent_form_keep_their_point() {
		// `{:?}` of Rust switches to an exponent at 1e16 and below 1e-5; Python below 1e-4.
		assert_eq!(float(9_007_199_254_740_992.0), "9007199254740992.0");
		assert_eq!(float(0.000_099), "9.9e-05");
	}
}
