//! Reading any text as the `ordain.toml` of a project.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ordain_fuzz::read_manifest(bytes));
