//! Random step graphs: whatever leads where, the source says the same.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, proptest};
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

fn shape() -> impl Strategy<Value = Shape> {
    let ways = (0..5_usize, 0..6_usize, 0..9_usize, 0..9_usize);
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

proptest! {
    // The same graphs each time: the fuzz target `import` looks for new ones.
    #![proptest_config(ProptestConfig {
        cases: 256,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_graph_compiles_to_itself(shapes in prop::collection::vec(shape(), 1..9)) {
        let document = document(&shapes);
        let text = document.to_string();
        let source = session::import(&text, "graph.json", Syntax::Json).source;
        let source = source.unwrap_or_default();
        let compiled = session::compiled(&source);
        prop_assert!(compiled.is_some(), "does not compile:\n{text}\n{source}");
        let differences: Vec<String> = compiled
            .iter()
            .flat_map(|compiled| verify::compare(&document, compiled))
            .map(|one| one.to_string())
            .collect();
        prop_assert!(differences.is_empty(), "{differences:?}\n{text}\n{source}");
    }
}
