//! Random step graphs: whatever leads where, the source says the same.

use std::ops::Range;

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert_eq, proptest};
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

use ordain::markup::Syntax;
use ordain::{session, verify};

/// One step: what it does, and how far on its ways lead.
#[derive(Clone, Debug)]
struct Shape {
    branches: bool,
    next: usize,
    other: usize,
    failure: usize,
    cancel: usize,
    is_critical: bool,
}

/// A step of a graph in which many ways lead out of it.
fn shape() -> impl Strategy<Value = Shape> {
    shape_with((0..5, 0..6, 0..9, 0..9))
}

/// A step of a graph in which most ways lead to the next few steps.
fn near_shape() -> impl Strategy<Value = Shape> {
    shape_with((0..4, 0..4, 0..5, 0..5))
}

/// How far on the next step, the other one of a branch, the one behind a failure and the one behind
/// a cancellation are.
type Ways = (Range<usize>, Range<usize>, Range<usize>, Range<usize>);

fn shape_with(ways: Ways) -> impl Strategy<Value = Shape> {
    (any::<bool>(), ways, any::<bool>()).prop_map(|(branches, ways, is_critical)| Shape {
        branches,
        next: ways.0,
        other: ways.1,
        failure: ways.2,
        cancel: ways.3,
        is_critical,
    })
}

/// The document of some steps; every way leads to a later step or to the end.
fn document(shapes: &[Shape]) -> Value {
    let name = |index: usize| format!("step_{index}");
    let target = |from: usize, on: usize| (from + on < shapes.len()).then(|| name(from + on));
    let steps = shapes.iter().enumerate().map(|(index, shape)| {
        let mut step = json!({ "name": name(index) });
        if let (true, Some(to)) = (shape.branches, target(index, shape.other + 1)) {
            let mut inputs = json!({
                "Choices": [{ "NextStep": to, "Variable": "{{ Mode }}", "StringEquals": index.to_string() }],
            });
            if let Some(default) = target(index, shape.next + 1) {
                inputs["Default"] = json!(default);
            }
            step["action"] = json!("aws:branch");
            step["inputs"] = inputs;
        } else {
            step["action"] = json!("aws:deleteImage");
            step["inputs"] = json!({ "ImageId": format!("ami-{index:08}") });
            match target(index, shape.next) {
                Some(next) if shape.next > 1 => step["nextStep"] = json!(next),
                None => step["isEnd"] = json!(true),
                Some(_) => {}
            }
        }
        if let Some(failure) = target(index, shape.failure).filter(|_| shape.failure > 0) {
            step["onFailure"] = json!(format!("step:{failure}"));
            if !shape.is_critical {
                step["isCritical"] = json!(false);
            }
        }
        if let Some(cancel) = target(index, shape.cancel).filter(|_| shape.cancel > 0) {
            step["onCancel"] = json!(format!("step:{cancel}"));
        }
        step
    });
    let steps: Vec<Value> = steps.collect();
    json!({
        "schemaVersion": "0.3",
        "parameters": { "Mode": { "type": "String" } },
        "mainSteps": steps,
    })
}

/// The same graphs each time, but where somebody asks for others by `PROPTEST_CASES` and
/// `PROPTEST_RNG_SEED`.
fn config() -> ProptestConfig {
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return ProptestConfig::default();
    }
    ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() }
}

/// How the document differs that comes out again.
fn differences(shapes: &[Shape]) -> Result<(), String> {
    let document = document(shapes);
    let text = document.to_string();
    let source = session::import(&text, "graph.json", Syntax::Json).source.unwrap_or_default();
    let Some(compiled) = session::compiled(&source) else {
        return Err(format!("does not compile:\n{text}\n{source}"));
    };
    let found = verify::compare(&document, &compiled);
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    if found.is_empty() { Ok(()) } else { Err(format!("{found:?}\n{text}\n{source}")) }
}

/// Steps that go on by themselves, with ways in the order next, failure and cancellation.
fn steps(ways: &[(usize, usize, usize)]) -> Vec<Shape> {
    let shape = |&(next, failure, cancel): &(usize, usize, usize)| Shape {
        branches: false,
        next,
        other: 0,
        failure,
        cancel,
        is_critical: true,
    };
    ways.iter().map(shape).collect()
}

#[test]
fn an_arm_for_cancellations_before_an_exit_needs_no_memory() {
    let mut shapes =
        steps(&[(1, 0, 3), (2, 0, 4), (1, 2, 0), (1, 3, 0), (9, 1, 0), (9, 0, 0), (1, 0, 0)]);
    shapes[0].branches = true;
    assert_eq!(differences(&shapes), Ok(()));
}

#[test]
fn an_arm_whose_ways_all_end_needs_no_memory() {
    let mut shapes = steps(&[(4, 1, 1), (2, 1, 2), (9, 2, 0), (9, 0, 0), (1, 0, 0)]);
    shapes[1] = Shape { branches: true, other: 2, ..shapes[1].clone() };
    assert_eq!(differences(&shapes), Ok(()));
}

#[test]
fn a_step_that_ends_the_execution_stands_in_no_block_with_always() {
    let mut shapes = steps(&[(0, 4, 4), (0, 2, 0), (0, 0, 0), (0, 1, 0), (0, 0, 0)]);
    shapes[1].is_critical = false;
    assert_eq!(differences(&shapes), Ok(()));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_graph_compiles_to_itself(shapes in prop::collection::vec(shape(), 1..9)) {
        prop_assert_eq!(differences(&shapes), Ok(()));
    }

    #[test]
    fn every_graph_of_near_steps_compiles_to_itself(
        shapes in prop::collection::vec(near_shape(), 3..12),
    ) {
        prop_assert_eq!(differences(&shapes), Ok(()));
    }
}
