//! What the fuzz targets do, done with their seeds: each finding of the fuzzer is one of them.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "a library of its own in `fuzz/`")]
mod targets;

/// Runs a target on every seed below `fuzz/seeds/NAME`, of which there are at least so many.
#[track_caller]
fn replay(name: &str, target: fn(&[u8]), at_least: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let entries = fs::read_dir(folder).expect("the folder of seeds");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() >= at_least, "{} seeds of `{name}`", paths.len());
    for path in paths {
        println!("{}", path.display());
        target(&fs::read(&path).expect("a seed"));
    }
}

#[test]
fn the_seeds_of_the_parser_are_read_and_printed() {
    replay("parse", targets::parse_and_print, 7);
}

#[test]
fn the_seeds_of_projects_are_checked_and_built() {
    replay("project", targets::check_and_build, 4);
    replay("parse", targets::check_and_build, 7);
}

#[test]
fn the_seeds_of_manifests_are_read() {
    replay("manifest", targets::read_manifest, 3);
}
