//! Checking, building and reporting any text as the one source of a project.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ordain_fuzz::check_and_build(bytes));
