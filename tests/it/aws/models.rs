//! The models that are built in are whole, and the tolerant names are unambiguous.

use std::collections::BTreeMap;
use std::path::Path;

use ordain::aws::{MODELS_VERSION, Model, Service};

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Names without case and joints, with the names that have become each.
fn folded<'n>(names: impl Iterator<Item = &'n str>) -> BTreeMap<String, Vec<&'n str>> {
    let mut folded: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names {
        let key = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        folded.entry(key.to_ascii_lowercase()).or_default().push(name);
    }
    folded
}

#[track_caller]
fn check_unambiguous<'n>(place: &str, names: impl Iterator<Item = &'n str>) {
    for names in folded(names).values() {
        assert_eq!(names.len(), 1, "{place}: {names:?}");
    }
}

#[test]
fn every_model_that_is_built_in_is_read() {
    assert!(Service::all().len() > 400);
    for service in Service::all() {
        let model = service.model();
        assert_eq!(model.name(), service.name());
        assert_eq!(model.service_id(), service.service_id());
        assert_eq!(model.endpoint_prefix(), service.endpoint_prefix());
        assert_eq!(model.check_documentation(), Ok(()), "{}", service.name());
        assert!(model.operations().len() > 0, "{}", service.name());
        for operation in model.operations() {
            assert_eq!(model.operation(operation.name()), Some(operation));
        }
    }
}

#[test]
fn the_table_of_services_is_sorted() {
    assert!(Service::all().is_sorted_by(|left, right| left.name() < right.name()));
}

#[test]
fn no_two_names_differ_in_case_and_joints_only() {
    check_unambiguous("services", Service::all().iter().map(Service::name));
    for service in Service::all() {
        let model: &Model = service.model();
        check_unambiguous(service.name(), model.operations().map(|it| it.name()));
        for shape in model.shapes() {
            check_unambiguous(shape.name(), shape.members().names());
        }
    }
}

#[test]
fn the_judge_of_requests_is_of_the_same_release() {
    let requirements = read("tests/judges/requirements.txt");
    let line = format!("botocore=={MODELS_VERSION}");
    assert!(requirements.lines().any(|it| it == line), "{line} is not required");
}

#[test]
fn licence_and_notice_are_beside_the_models() {
    assert!(read("models/LICENSE.txt").contains("Apache License"));
    assert!(read("models/NOTICE.txt").contains("Amazon"));
    assert!(read("models/README.md").contains(&format!("botocore {MODELS_VERSION}")));
}

#[test]
fn the_models_take_less_than_six_megabytes() {
    let bytes: usize = Service::all().iter().map(|service| service.packed().len()).sum();
    assert!(bytes < 6_000_000, "{bytes} bytes, 6000000 at most");
}
