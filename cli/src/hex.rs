//! Bytes as text: 0x and two digits for each.

/// `bytes` as 0x and hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
	let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
	format!("0x{digits}")
}

/// The bytes that `text` stands for: 0x and an even number of hexadecimal digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
	let digits = text.strip_prefix("0x")?;
	if digits.len() % 2 != 0 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
		return None;
	}
	let pairs = (0..digits.len()).step_by(2);
	pairs.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn bytes_come_back() {
		let bytes: Vec<u8> = (0..=255).collect();
		assert_eq!(unhex(&hex(&bytes)), Some(bytes));
		assert_eq!(hex(&[]), "0x");
		assert_eq!(unhex("0x"), Some(vec![]));
		assert_eq!(unhex("0xAb"), Some(vec![0xab]));
	}

	#[test]
	fn what_is_no_hex_is_refused() {
		for text in ["", "ab", "0xa", "0xzz", "0x+1", "0xé"] {
			assert_eq!(unhex(text), None, "{text}");
		}
	}
}
