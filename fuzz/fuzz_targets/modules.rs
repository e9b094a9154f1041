//! Checking, building and reporting programs of modules and roles that are made from the bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ordain_fuzz::check_modules(bytes));
