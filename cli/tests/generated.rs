//! The generator against files that the reference procedure wrote.

use parecon_cli::economy::{generate, parse, write, Size};
use sha2::{Digest, Sha256};

fn written(seed: u64, workers: u32, consumers: u32, goods: u32) -> Vec<u8> {
	let mut bytes = Vec::new();
	write(&generate(seed, Size { workers, consumers, goods }), &mut bytes).unwrap();
	bytes
}

#[test]
fn a_small_file_is_the_reference_byte_for_byte() {
	let reference = include_str!("data/economy-11-2-2-3.json");
	assert_eq!(String::from_utf8(written(11, 2, 2, 3)).unwrap(), reference);
}

#[test]
fn larger_files_have_the_hash_of_the_reference() {
	let mut lines = 0;
	for line in include_str!("data/generated.csv").lines().skip(1) {
		let fields: Vec<&str> = line.split(',').collect();
		let number = |index: usize| fields[index].parse::<u32>().unwrap();
		let bytes = written(fields[0].parse().unwrap(), number(1), number(2), number(3));
		assert_eq!(bytes.len() as u32, number(4), "{line}");
		let hash: String =
			Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
		assert_eq!(hash, fields[5], "{line}");
		lines += 1;
	}
	assert_eq!(lines, 9);
}

#[test]
fn what_is_written_reads_back_bit_for_bit() {
	for (seed, goods) in [(1, 10), (2, 5), (9, 3000), (4, 1)] {
		let economy = generate(seed, Size { workers: 7, consumers: 3, goods });
		let mut bytes = Vec::new();
		write(&economy, &mut bytes).unwrap();
		let text = String::from_utf8(bytes).unwrap();
		assert_eq!(parse(&text, "economy.json").unwrap(), economy);
	}
}
