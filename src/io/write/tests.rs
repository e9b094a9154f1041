//! A build that ends anywhere leaves old or new files, and the next build knows them as its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};

use super::commit::Commit;
use super::compare::Comparison;
use super::{Conflicts, OutTarget, Scope, differences, make_folder, work, write};
use crate::io::project_files::DiskFiles;
use crate::lower::LoweredKind;
use crate::session::{BuiltArtifact, PackageInput, ProjectInput, Session};
use crate::text::{FileId, FileSpan, Span};

/// Texts by their paths.
type Files = BTreeMap<String, String>;

/// Where a build is killed: in which phase, and which steps of it were done.
type Moment = (usize, u64);

fn files() -> impl Strategy<Value = Files> {
    let path = prop::sample::select(vec!["a/1", "a/2", "a/3", "b/1", "c/1"]);
    let text = prop::sample::select(vec!["", "one", "two", "longer"]);
    let pairs = prop::collection::vec((path, text), 0..6);
    pairs.prop_map(|pairs| pairs.into_iter().map(|(a, b)| (a.into(), b.into())).collect())
}

fn moments() -> impl Strategy<Value = Vec<(Files, Moment)>> {
    prop::collection::vec((files(), (0_usize..=4, proptest::num::u64::ANY)), 0..3)
}

fn artifacts(files: &Files) -> Vec<BuiltArtifact> {
    let artifact = |(path, text): (&String, &String)| BuiltArtifact {
        kind: LoweredKind::Request,
        name: path.clone(),
        declaration: "x".into(),
        path: path.clone(),
        text: text.clone(),
        source: FileSpan { file: FileId::default(), span: Span::new(0, 0) },
        depends_on: Vec::new(),
        parts: Vec::new(),
    };
    files.iter().map(artifact).collect()
}

fn target(folder: &Path) -> OutTarget<'_> {
    OutTarget { folder, shown: "out", scope: &Scope::Whole, lone_file: None, tool: None }
}

fn session() -> Session {
    Session::new(ProjectInput {
        project: PackageInput::default(),
        dependencies: Vec::new(),
        inputs: Vec::new(),
        environment: None,
        selected: BTreeSet::new(),
        tags: crate::check::TagChoice::default(),
        project_files: Arc::new(DiskFiles { places: Vec::new() }),
    })
}

fn build(folder: &Path, files: &Files) {
    let changes = write(&target(folder), &session(), &artifacts(files), Conflicts::Refuse)
        .expect("nothing is in the way");
    assert!(changes.kept.is_empty(), "{changes:?}");
    let left = differences(&target(folder), &session(), &artifacts(files)).expect("a folder");
    assert!(left.is_empty(), "{left:?}");
}

/// As `write`, until the moment.
fn killed_build(folder: &Path, files: &Files, (phase, done): Moment) {
    make_folder(folder).expect("a folder");
    let artifacts = artifacts(files);
    let found = Comparison::new(&target(folder), &session(), &artifacts, Conflicts::Refuse)
        .expect("a folder that can be read");
    assert!(found.foreign.is_empty() && found.kept.is_empty());
    let commit = Commit::prepare(&work(folder, &found)).expect("a folder with rights");
    for (number, steps) in commit.phases.iter().enumerate().take(phase + 1) {
        for (position, step) in steps.iter().enumerate() {
            if number < phase || done >> (position % 64) & 1 == 1 {
                step.run().expect("a step that can be done");
            }
        }
    }
    // Nobody removes the staging folder of a program that was killed.
    std::mem::forget(commit);
}

/// All files but those of a staging folder.
fn standing(folder: &Path) -> Files {
    let mut found = Files::new();
    for inner in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = inner.file_name().into_string().expect("UTF-8");
        if name.starts_with(".ordain-") {
            continue;
        }
        for entry in fs::read_dir(inner.path()).into_iter().flatten().flatten() {
            let path = format!("{name}/{}", entry.file_name().to_string_lossy());
            found.insert(path, fs::read_to_string(entry.path()).expect("text"));
        }
    }
    found
}

/// What lies in a folder; of its folders only the files, since an empty one is in nobody's way.
fn everything(folder: &Path) -> Files {
    let mut all = standing(folder);
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().into_string().expect("UTF-8");
        if entry.path().is_file() || name.starts_with(".ordain-") {
            all.insert(name, fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_killed_build_leaves_old_or_new_files_that_the_next_build_knows(
        first in files(), killed in moments(), last in files(),
    ) {
        let (used, fresh) = (tempfile::tempdir()?, tempfile::tempdir()?);
        build(used.path(), &first);
        for (files, moment) in &killed {
            let before = standing(used.path());
            killed_build(used.path(), files, *moment);
            let after = standing(used.path());
            for path in before.keys().chain(files.keys()).chain(after.keys()) {
                let is = after.get(path);
                assert!(is == before.get(path) || is == files.get(path), "{path}: {is:?}");
            }
        }
        build(used.path(), &last);
        build(fresh.path(), &last);
        assert_eq!(everything(used.path()), everything(fresh.path()));
    }
}
