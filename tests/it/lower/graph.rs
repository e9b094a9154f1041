//! What holds for every document: the rules of the step graph, references that resolve, scripts
//! that compile.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

/// Every step, those of loops behind the loop.
pub(super) fn all_steps(document: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    collect(&document["mainSteps"], &mut found);
    found
}

fn collect<'d>(steps: &'d Json, found: &mut Vec<&'d Json>) {
    for step in steps.as_array().into_iter().flatten() {
        found.push(step);
        collect(&step["inputs"]["Steps"], found);
    }
}

/// One line a step: where it goes.
pub(crate) fn flow(document: &Json) -> String {
    let mut lines = Vec::new();
    flow_of(&document["mainSteps"], "", &mut lines);
    lines.join("\n")
}

fn flow_of(steps: &Json, indent: &str, lines: &mut Vec<String>) {
    for step in steps.as_array().into_iter().flatten() {
        let mut line = format!("{indent}{}", name(step));
        for choice in step["inputs"]["Choices"].as_array().into_iter().flatten() {
            line += &format!(" ?{}", choice["NextStep"].as_str().expect("a name"));
        }
        if let Some(default) = step["inputs"]["Default"].as_str() {
            line += &format!(" :{default}");
        }
        if let Some(next) = step["nextStep"].as_str() {
            line += &format!(" -> {next}");
        }
        if step["isEnd"] == true {
            line += " end";
        }
        if let Some(target) = step["onFailure"].as_str() {
            line += &format!(" !{}", target.trim_start_matches("step:"));
        }
        match step["isCritical"].as_bool() {
            Some(false) => line += " noncritical",
            Some(true) => line += " critical",
            None => {}
        }
        if let Some(target) = step["onCancel"].as_str() {
            line += &format!(" x{}", target.trim_start_matches("step:"));
        }
        lines.push(line);
        flow_of(&step["inputs"]["Steps"], &format!("{indent}  "), lines);
    }
}

fn name(step: &Json) -> &str {
    step["name"].as_str().expect("a name")
}

/// Holds a document against the rules that no generated document may break.
pub(crate) fn check_document(document: &Json) {
    let steps = all_steps(document);
    assert!(!steps.is_empty(), "no steps");
    let names: BTreeSet<&str> = steps.iter().map(|step| name(step)).collect();
    assert_eq!(names.len(), steps.len(), "a name twice in {}", flow(document));
    for step in &steps {
        check_step(step, &names, document);
    }
    check_references(document, &steps);
    check_acyclic(document);
    check_scripts(&steps);
}

fn check_step(step: &Json, names: &BTreeSet<&str>, document: &Json) {
    let name = name(step);
    assert!((3..=128).contains(&name.len()), "{name}");
    assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}");
    let is_end = step["isEnd"] == true;
    assert!(!(is_end && step["nextStep"].is_string()), "{name} ends and goes on");
    let jumps = step["onFailure"].as_str().is_some_and(|it| it.starts_with("step:"));
    assert!(!(is_end && jumps), "{name} ends and jumps on failure");
    if step["action"] == "aws:branch" {
        assert!(step["inputs"]["Default"].is_string(), "{name} has no default");
        assert!(!step["nextStep"].is_string() && !is_end, "{name} is a branch that goes on");
        for choice in step["inputs"]["Choices"].as_array().expect("choices") {
            check_condition(choice, 0);
        }
    }
    if step["action"] == "aws:loop" {
        assert!(!step["inputs"]["Steps"].as_array().expect("steps").is_empty(), "{name} is empty");
        assert!(step.get("onCancel").is_none(), "{name} takes no onCancel");
    }
    for target in targets(step) {
        assert!(names.contains(target.as_str()), "{name} jumps to {target:?}: {}", flow(document));
    }
}

/// `And` and `Or` have two parts at least and hold comparisons, `Not` holds one.
fn check_condition(condition: &Json, depth: usize) {
    let object = condition.as_object().expect("a condition");
    for (key, value) in object {
        match key.as_str() {
            "And" | "Or" => {
                let parts = value.as_array().expect("a list");
                assert!(parts.len() >= 2 && depth == 0, "{condition}");
                parts.iter().for_each(|part| check_condition(part, depth + 1));
            }
            "Not" => {
                assert!(value["Variable"].is_string(), "{condition}");
            }
            _ => {}
        }
    }
}

fn targets(step: &Json) -> Vec<String> {
    let mut targets = Vec::new();
    targets.extend(step["nextStep"].as_str().map(str::to_owned));
    for key in ["onFailure", "onCancel"] {
        let jump = step[key].as_str().and_then(|it| it.strip_prefix("step:"));
        targets.extend(jump.map(str::to_owned));
    }
    targets.extend(step["inputs"]["Default"].as_str().map(str::to_owned));
    for choice in step["inputs"]["Choices"].as_array().into_iter().flatten() {
        targets.extend(choice["NextStep"].as_str().map(str::to_owned));
    }
    targets
}

/// Every reference names a parameter, a variable, or an output that its step has.
fn check_references(document: &Json, steps: &[&Json]) {
    let reference = regex::Regex::new(r"\{\{\s*([^}]*?)\s*\}\}").expect("a pattern");
    let mut known: BTreeSet<String> = BTreeSet::new();
    let keys = |json: &Json| -> Vec<String> {
        json.as_object().into_iter().flat_map(|object| object.keys().cloned()).collect()
    };
    known.extend(keys(&document["parameters"]));
    known.extend(keys(&document["variables"]).into_iter().map(|name| format!("variable:{name}")));
    for step in steps {
        let spec = ordain::ssm::tables::action(step["action"].as_str().expect("an action"));
        let implicit = spec.expect("a known action").outputs.iter().map(|output| output.name);
        known.extend(implicit.map(|output| format!("{}.{output}", name(step))));
        let mut own = BTreeSet::new();
        for output in step["outputs"].as_array().into_iter().flatten() {
            let output = output["Name"].as_str().expect("a name");
            assert!(own.insert(output), "{}.{output} twice", name(step));
            known.insert(format!("{}.{output}", name(step)));
        }
    }
    for step in steps {
        let mut inputs = step["inputs"].clone();
        if let Some(object) = inputs.as_object_mut() {
            object.remove("Steps");
            object.remove("Script");
        }
        for found in reference.captures_iter(&inputs.to_string()) {
            let found = &found[1];
            let is_system = found.starts_with("global:") || found.starts_with("automation:");
            assert!(is_system || known.contains(found), "{} reads {found}", name(step));
        }
    }
    for output in document["outputs"].as_array().into_iter().flatten() {
        assert!(known.contains(output.as_str().expect("text")), "the document gives {output}");
    }
}

fn check_acyclic(document: &Json) {
    let mut edges: BTreeMap<String, Vec<String>> = BTreeMap::new();
    collect_edges(&document["mainSteps"], &mut edges);
    let mut left: BTreeSet<&str> = edges.keys().map(String::as_str).collect();
    loop {
        let open = |name: &&str| {
            edges.get(*name).is_some_and(|to| to.iter().any(|to| left.contains(to.as_str())))
        };
        let done: Vec<&str> = left.iter().copied().filter(|name| !open(name)).collect();
        if done.is_empty() {
            break;
        }
        done.iter().for_each(|name| {
            left.remove(name);
        });
    }
    assert!(left.is_empty(), "a circle of {left:?} in\n{}", flow(document));
}

fn collect_edges(steps: &Json, edges: &mut BTreeMap<String, Vec<String>>) {
    let steps: Vec<&Json> = steps.as_array().into_iter().flatten().collect();
    for (index, step) in steps.iter().enumerate() {
        let mut to = targets(step);
        let stays = step["isEnd"] == true || step["nextStep"].is_string();
        if !stays && step["action"] != "aws:branch" {
            to.extend(steps.get(index + 1).map(|next| name(next).to_owned()));
        }
        edges.insert(name(step).to_owned(), to);
        collect_edges(&step["inputs"]["Steps"], edges);
    }
}

/// Generated Python compiles, where there is a Python to ask.
fn check_scripts(steps: &[&Json]) {
    for step in steps {
        let runs_python =
            step["inputs"]["Runtime"].as_str().is_some_and(|it| it.starts_with("python"));
        let Some(script) = step["inputs"]["Script"].as_str().filter(|_| runs_python) else {
            continue;
        };
        let program = "import sys, ast; ast.parse(sys.stdin.read())";
        let child = Command::new("python3")
            .args(["-c", program])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else { return };
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(script.as_bytes()).expect("written");
        drop(input);
        let output = child.wait_with_output().expect("an end");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}:\n{script}\n{errors}", name(step));
    }
}
