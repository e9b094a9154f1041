//! Importing any text, compiling its source again, and running both documents side by side.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ordain_fuzz::import_and_compile(bytes));
