//! Compares the step graphs of two Automation documents: same actions, same edges, whatever the
//! steps are called and in whatever order they stand.

mod compare;
mod graph;

use std::fs;
use std::path::Path;

use serde_json::Value;

use graph::Graph;

/// Compares the documents at `left` and `right` (YAML or JSON) and prints what they share.
pub fn run(left: &Path, right: &Path) -> Result<(), String> {
    let left_graph = Graph::of(&read(left)?)?;
    let right_graph = Graph::of(&read(right)?)?;
    let outcome = compare::compare(&left_graph, &right_graph);
    if outcome.differences.is_empty() {
        println!(
            "same graph: {} steps, {} branches, {} failure and cancel edges",
            outcome.steps,
            left_graph.branches(),
            left_graph.jumps(),
        );
        Ok(())
    } else {
        Err(outcome.differences.join("\n"))
    }
}

fn read(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let json = path.extension().is_some_and(|extension| extension == "json");
    let parsed = if json {
        serde_json::from_str(&text).map_err(|error| error.to_string())
    } else {
        serde_saphyr::from_str(&text).map_err(|error| error.to_string())
    };
    parsed.map_err(|error| format!("{}: {error}", path.display()))
}
