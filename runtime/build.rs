//! Builds the wasm runtime with the hash of its metadata inside.

/// The token's symbol and decimals are part of the metadata hash, which offline wallets check: they
/// belong to the runtime and have to be the same as in `src/constants.rs`.
#[cfg(feature = "std")]
fn main() {
	substrate_wasm_builder::WasmBuilder::init_with_defaults()
		.enable_metadata_hash("PARE", 12)
		.build();
}

/// The wasm runtime itself is compiled without `std` and builds nothing further.
#[cfg(not(feature = "std"))]
fn main() {}
