//! What each stage costs: one typical runbook, and a hundred of them in one project; and what the
//! models of AWS's services cost.

mod documents;
mod generator;

use ordain::aws::permission::{ActionTable, OperationTable, PACKED, actions_for};
use ordain::aws::{Model, Service, parse_path};
use ordain::markup::{Syntax, read};
use ordain::session::{BuildOptions, PackageInput, ProjectInput, Session, SourceText};
use ordain::text::FileId;

fn main() {
    divan::main();
}

fn project(runbooks: usize) -> ProjectInput {
    let sources = (0..runbooks)
        .map(|number| SourceText::new(format!("fleet_{number:05}.ord"), generator::runbook(number)))
        .collect();
    ProjectInput::in_memory(PackageInput { sources, ..PackageInput::default() })
}

#[divan::bench(args = [1, 100])]
fn parse(bencher: divan::Bencher<'_, '_>, runbooks: usize) {
    let texts: Vec<String> = (0..runbooks).map(generator::runbook).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench(|| {
        texts
            .iter()
            .map(|text| ordain::syntax::parse(text, FileId(0)).ast.items.len())
            .sum::<usize>()
    });
}

/// Of texts that are not laid out: what is written is read again.
#[divan::bench(args = [1, 100])]
fn format(bencher: divan::Bencher<'_, '_>, runbooks: usize) {
    let texts: Vec<String> =
        (0..runbooks).map(|it| generator::runbook(it).replace("  ", " ")).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench(|| {
        let laid_out = texts.iter().map(|text| ordain::format::format(text, FileId(0)));
        laid_out.filter_map(Result::ok).map(|text| text.len()).sum::<usize>()
    });
}

/// Of texts that are laid out.
#[divan::bench(args = [1, 100])]
fn format_check(bencher: divan::Bencher<'_, '_>, runbooks: usize) {
    let texts: Vec<String> = (0..runbooks)
        .filter_map(|it| ordain::format::format(&generator::runbook(it), FileId(0)).ok())
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench(|| {
        let laid_out = texts.iter().map(|text| ordain::format::format(text, FileId(0)));
        laid_out.filter_map(Result::ok).map(|text| text.len()).sum::<usize>()
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

/// A document of so many steps: the tree with its places.
#[divan::bench(args = [12, 1_200])]
fn read_yaml(bencher: divan::Bencher<'_, '_>, steps: usize) {
    let text = documents::runbook_yaml(steps);
    let bytes = divan::counter::BytesCount::of_str(&text);
    bencher.counter(bytes).bench(|| {
        let document = read(divan::black_box(&text), FileId(0), Syntax::Yaml);
        document.root.map_or(0, |root| root.entries().len())
    });
}

/// The same text as events only: what `read_yaml` cannot be below.
#[divan::bench(args = [12, 1_200])]
fn events_of_yaml(bencher: divan::Bencher<'_, '_>, steps: usize) {
    let text = documents::runbook_yaml(steps);
    let bytes = divan::counter::BytesCount::of_str(&text);
    bencher.counter(bytes).bench(|| {
        granit_parser::Parser::new_from_str(divan::black_box(&text)).filter(Result::is_ok).count()
    });
}

/// The same as JSON.
#[divan::bench(args = [12, 1_200])]
fn read_json(bencher: divan::Bencher<'_, '_>, steps: usize) {
    let text = documents::runbook_yaml(steps);
    let root = read(&text, FileId(0), Syntax::Yaml).root;
    let text = root.map(|root| format!("{:#}", root.to_json())).unwrap_or_default();
    let bytes = divan::counter::BytesCount::of_str(&text);
    bencher.counter(bytes).bench(|| {
        let document = read(divan::black_box(&text), FileId(0), Syntax::Json);
        document.root.map_or(0, |root| root.entries().len())
    });
}

/// A document compared with itself.
#[divan::bench(args = [12, 120])]
fn verify(bencher: divan::Bencher<'_, '_>, steps: usize) {
    let root = read(&documents::runbook_yaml(steps), FileId(0), Syntax::Yaml).root;
    let json = root.map(|root| root.to_json()).unwrap_or_default();
    bencher.bench(|| ordain::verify::compare(divan::black_box(&json), &json).len());
}

/// The first use of a service: all that happens once, without its documentation.
#[divan::bench(args = ["ec2", "sagemaker", "ssm", "sqs"])]
fn first_use_of_a_service(bencher: divan::Bencher<'_, '_>, name: &str) {
    let packed = Service::named(name).map(Service::packed).unwrap_or_default();
    bencher.bench(|| Model::read(packed).map(|model| model.shape_count()));
}

#[divan::bench(args = ["ec2", "sqs"])]
fn first_use_of_documentation(bencher: divan::Bencher<'_, '_>, name: &str) {
    let packed = Service::named(name).map(Service::packed).unwrap_or_default();
    bencher.with_inputs(|| Model::read(packed)).bench_refs(|model| {
        let model = model.as_ref().ok()?;
        model.operations().next()?.documentation().map(str::len)
    });
}

#[divan::bench]
fn find_a_service_by_another_spelling() -> bool {
    Service::find(divan::black_box("WorkSpaces_Web")).is_some()
}

#[divan::bench]
fn type_of_a_path() -> Option<usize> {
    let model = Service::named("ec2")?.model();
    let operation = model.operation(divan::black_box("DescribeInstances"))?;
    let path = parse_path("Reservations[0].Instances[*].NetworkInterfaces[0].Status").ok()?;
    operation.result(&path).ok().map(|landing| landing.depth)
}

/// What the first question about IAM costs: all actions, and the rows of all operations.
#[divan::bench]
fn permissions_first_use() -> usize {
    let Ok(actions) = ActionTable::read(divan::black_box(PACKED)) else { return 0 };
    let rows = OperationTable::read(divan::black_box(PACKED), actions.len());
    rows.map_or(0, |rows| rows.services().len())
}

#[divan::bench]
fn permissions_of_a_call() -> bool {
    actions_for(divan::black_box("ec2"), "RunInstances") == actions_for("ec2", "StopInstances")
}
