//! Parsing, showing and printing any text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ordain_fuzz::parse_and_print(bytes));
