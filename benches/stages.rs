//! What each stage costs: one typical runbook, and a hundred of them in one project.

mod generator;

use std::collections::BTreeSet;
use std::sync::Arc;

use ordain::check::{ProjectFiles, ReadProblem};
use ordain::session::{BuildOptions, PackageInput, ProjectInput, Session, SourceText};
use ordain::text::FileId;

fn main() {
    divan::main();
}

struct NoFiles;

impl ProjectFiles for NoFiles {
    fn read(&self, _asked_by: FileId, _path: &str) -> Result<Vec<u8>, ReadProblem> {
        Err(ReadProblem::Missing)
    }
}

fn project(runbooks: usize) -> ProjectInput {
    let sources = (0..runbooks)
        .map(|number| SourceText::new(format!("fleet_{number:05}.ord"), generator::runbook(number)))
        .collect();
    ProjectInput {
        project: PackageInput { sources, ..PackageInput::default() },
        dependencies: Vec::new(),
        inputs: Vec::new(),
        environment: None,
        selected: BTreeSet::new(),
        project_files: Arc::new(NoFiles),
    }
}

#[divan::bench(args = [1, 100])]
fn parse(bencher: divan::Bencher<'_, '_>, runbooks: usize) {
    let texts: Vec<String> = (0..runbooks).map(generator::runbook).collect();
    bencher.bench(|| {
        texts
            .iter()
            .map(|text| ordain::syntax::parse(text, FileId(0)).ast.items.len())
            .sum::<usize>()
    });
}

#[divan::bench(args = [1, 100])]
fn check(bencher: divan::Bencher<'_, '_>, runbooks: usize) {
    bencher
        .with_inputs(|| project(runbooks))
        .bench_values(|input| Session::new(input).check().diagnostics.len());
}

#[divan::bench(args = [1, 100])]
fn build(bencher: divan::Bencher<'_, '_>, runbooks: usize) {
    bencher
        .with_inputs(|| project(runbooks))
        .bench_values(|input| Session::new(input).build(BuildOptions::default()).artifacts.len());
}
