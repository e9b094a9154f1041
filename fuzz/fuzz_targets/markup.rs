//! Reading any text as a document in YAML and in JSON, and changing parts of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ordain_fuzz::read_document(bytes));
