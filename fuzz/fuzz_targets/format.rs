//! Laying any text out, and its layout again.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ordain_fuzz::format_twice(bytes));
