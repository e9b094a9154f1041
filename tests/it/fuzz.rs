//! What the fuzz targets do, done with their seeds: each finding of the fuzzer is one of them.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "a library of its own in `fuzz/`")]
mod targets;

/// The seeds below `fuzz/seeds/NAME`, of which there are at least so many.
#[track_caller]
fn seeds(name: &str, at_least: usize) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let entries = fs::read_dir(folder).expect("the folder of seeds");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() >= at_least, "{} seeds of `{name}`", paths.len());
    let read = |path: PathBuf| fs::read(&path).map(|seed| (path, seed)).expect("a seed");
    paths.into_iter().map(read).collect()
}

/// Runs a target on every seed.
#[track_caller]
fn replay(name: &str, target: fn(&[u8]), at_least: usize) {
    for (path, seed) in seeds(name, at_least) {
        println!("{}", path.display());
        target(&seed);
    }
}

/// Runs a target on every start of one seed with every end of another, cut at so many places.
#[track_caller]
fn join(name: &str, target: fn(&[u8]), cuts: usize) {
    let seeds = seeds(name, 3);
    for (first, before) in &seeds {
        for (second, after) in &seeds {
            for cut in 0..cuts {
                println!("{} {} {cut}", first.display(), second.display());
                let (start, _) = before.split_at(before.len() * (cut + 1) / (cuts + 1));
                let (_, end) = after.split_at(after.len() * (cuts - cut) / (cuts + 1));
                target(&[start, end].concat());
            }
        }
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

#[test]
fn the_seeds_of_documents_are_read_and_changed() {
    replay("markup", targets::read_document, 5);
}

#[test]
fn the_seeds_of_imports_compile_again_and_run_alike() {
    replay("import", targets::import_and_compile, 9);
}

#[test]
fn halves_of_imports_compile_again_and_run_alike() {
    join("import", targets::import_and_compile, 6);
}

#[test]
fn halves_of_documents_are_read_and_changed() {
    join("markup", targets::read_document, 8);
}

#[test]
fn the_seeds_of_templates_are_checked() {
    replay("template", targets::check_template, 5);
}

#[test]
fn halves_of_templates_are_checked() {
    join("template", targets::check_template, 4);
}

#[test]
fn the_seeds_of_the_formatter_are_laid_out() {
    replay("format", targets::format_twice, 3);
    replay("parse", targets::format_twice, 7);
    replay("project", targets::format_twice, 4);
}

#[test]
fn halves_of_sources_are_laid_out() {
    join("format", targets::format_twice, 16);
    join("parse", targets::format_twice, 2);
}

#[test]
fn the_seeds_of_modules_are_checked_and_built() {
    replay("modules", targets::check_modules, 6);
}

#[test]
fn halves_of_modules_are_checked_and_built() {
    join("modules", targets::check_modules, 6);
}

#[test]
fn halves_of_seeds_are_read_and_printed() {
    join("parse", targets::parse_and_print, 4);
}

#[test]
fn halves_of_projects_are_checked_and_built() {
    join("project", targets::check_and_build, 4);
}

#[test]
fn halves_of_manifests_are_read() {
    join("manifest", targets::read_manifest, 16);
}
