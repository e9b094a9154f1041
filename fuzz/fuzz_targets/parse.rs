//! Whatever the text, parsing, showing and printing it end without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ordain::syntax::{dump, parse, print};
use ordain::text::FileId;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let parsed = parse(&text, FileId::default());
    dump(&parsed.ast);
    print(&parsed.ast);
});
