//! The step graph of one document: a node for each step, an edge for each way out of it.

use std::collections::BTreeMap;

use serde_json::Value;

/// Where an edge leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    Step(String),
    /// The automation, or the round of the loop, ends.
    End,
    /// A failure ends the automation.
    Abort,
    /// A failure goes on as success does.
    Continue,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub name: String,
    pub action: String,
    /// What the step is about, beside its action: the API or document that it calls.
    pub subject: String,
    /// Whether a failure makes the whole run fail.
    pub critical: bool,
    /// Edges by label, sorted: `next`, `failure`, `cancel`, `choice N: …`, `default`, `body`.
    pub edges: BTreeMap<String, Goal>,
}

#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub nodes: BTreeMap<String, Node>,
    pub start: String,
}

impl Graph {
    /// Reads the graph of a document.
    pub fn of(document: &Value) -> Result<Graph, String> {
        let steps = document["mainSteps"].as_array().ok_or("there are no mainSteps")?;
        let mut outputs = selectors(steps);
        for (name, parameter) in document["parameters"].as_object().into_iter().flatten() {
            outputs.insert(name.clone(), format!("<parameter {}>", text(&parameter["type"])));
        }
        let mut graph = Graph { start: name_of(steps.first()), ..Graph::default() };
        graph.add(steps, &outputs);
        Ok(graph)
    }

    pub fn branches(&self) -> usize {
        self.nodes.values().filter(|node| node.action == "aws:branch").count()
    }

    /// How many steps jump elsewhere on failure or cancel.
    pub fn jumps(&self) -> usize {
        let jumps = |node: &Node| {
            ["failure", "cancel"]
                .iter()
                .filter(|label| matches!(node.edges.get(**label), Some(Goal::Step(_))))
                .count()
        };
        self.nodes.values().map(jumps).sum()
    }

    /// Where a goal leads when steps that only mark an end count as that end.
    pub fn settle(&self, goal: &Goal) -> Goal {
        match goal {
            Goal::Step(name) if self.nodes.get(name).is_some_and(is_landing) => Goal::End,
            other => other.clone(),
        }
    }

    fn add(&mut self, steps: &[Value], outputs: &BTreeMap<String, String>) {
        for (index, step) in steps.iter().enumerate() {
            let following = steps.get(index + 1).map(|next| Goal::Step(name_of(Some(next))));
            let node = node_of(step, following.unwrap_or(Goal::End), outputs);
            self.nodes.insert(node.name.clone(), node);
            if let Some(body) = step["inputs"]["Steps"].as_array() {
                self.add(body, outputs);
            }
        }
    }
}

/// A one-second sleep that leads nowhere.
fn is_landing(node: &Node) -> bool {
    node.action == "aws:sleep" && node.subject == "PT1S" && node.edges["next"] == Goal::End
}

fn node_of(step: &Value, following: Goal, outputs: &BTreeMap<String, String>) -> Node {
    let action = text(&step["action"]);
    let mut edges = BTreeMap::new();
    let next = if is_true(&step["isEnd"]) {
        Goal::End
    } else {
        step["nextStep"].as_str().map_or(following, |name| Goal::Step(name.to_owned()))
    };
    if action == "aws:branch" {
        add_choices(&step["inputs"], next, outputs, &mut edges);
    } else {
        edges.insert("next".to_owned(), next);
    }
    let failure = text(&step["onFailure"]);
    edges.insert("failure".to_owned(), failure_goal(&failure));
    if let Some(name) = step["onCancel"].as_str().and_then(|cancel| cancel.strip_prefix("step:")) {
        edges.insert("cancel".to_owned(), Goal::Step(name.to_owned()));
    }
    if let Some(body) = step["inputs"]["Steps"].as_array() {
        edges.insert("body".to_owned(), Goal::Step(name_of(body.first())));
    }
    let default = failure != "Continue";
    Node {
        name: name_of(Some(step)),
        subject: subject_of(&step["inputs"]),
        critical: if step["isCritical"].is_null() { default } else { is_true(&step["isCritical"]) },
        action,
        edges,
    }
}

fn failure_goal(failure: &str) -> Goal {
    match failure {
        "Continue" => Goal::Continue,
        other => {
            other.strip_prefix("step:").map_or(Goal::Abort, |name| Goal::Step(name.to_owned()))
        }
    }
}

fn add_choices(
    inputs: &Value,
    fallback: Goal,
    outputs: &BTreeMap<String, String>,
    edges: &mut BTreeMap<String, Goal>,
) {
    for (index, choice) in inputs["Choices"].as_array().into_iter().flatten().enumerate() {
        let mut condition = choice.clone();
        if let Some(map) = condition.as_object_mut() {
            map.remove("NextStep");
        }
        let label = format!("choice {index}: {}", canonical(&condition, outputs));
        edges.insert(label, Goal::Step(text(&choice["NextStep"])));
    }
    let default = inputs["Default"].as_str().map(|name| Goal::Step(name.to_owned()));
    edges.insert("default".to_owned(), default.unwrap_or(fallback));
}

/// A condition with its members sorted and its references named by what they select.
fn canonical(condition: &Value, outputs: &BTreeMap<String, String>) -> String {
    match condition {
        Value::Object(map) => {
            let sorted: BTreeMap<&String, String> =
                map.iter().map(|(key, value)| (key, canonical(value, outputs))).collect();
            let parts: Vec<String> =
                sorted.iter().map(|(key, value)| format!("{key}={value}")).collect();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(items) => {
            let mut parts: Vec<String> =
                items.iter().map(|item| canonical(item, outputs)).collect();
            parts.sort();
            format!("[{}]", parts.join(","))
        }
        Value::String(text) => reference(text, outputs),
        other => other.to_string(),
    }
}

fn reference(text: &str, outputs: &BTreeMap<String, String>) -> String {
    let inner = text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).map(str::trim);
    match inner {
        Some(name) => outputs.get(name).cloned().unwrap_or_else(|| implicit(name, outputs)),
        None => format!("{text:?}"),
    }
}

/// A reference to what an action gives without being asked, or to none of the document's own.
fn implicit(name: &str, outputs: &BTreeMap<String, String>) -> String {
    match name.split_once('.').map(|(step, output)| (outputs.get(step), output)) {
        Some((Some(action), output)) => format!("{action}.{output}"),
        _ => format!("<{name}>"),
    }
}

/// Steps to their actions and `step.Output` to `action selector`, so that names do not matter.
fn selectors(steps: &[Value]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for step in steps {
        let name = name_of(Some(step));
        found.insert(name.clone(), format!("<{}>", text(&step["action"])));
        for output in step["outputs"].as_array().into_iter().flatten() {
            let what = format!("<{} {}>", text(&step["action"]), text(&output["Selector"]));
            found.insert(format!("{name}.{}", text(&output["Name"])), what);
        }
        if let Some(body) = step["inputs"]["Steps"].as_array() {
            found.extend(selectors(body));
        }
    }
    found
}

fn subject_of(inputs: &Value) -> String {
    let members = ["Service", "Api", "DocumentName", "Duration", "Name", "DesiredState"];
    let parts: Vec<String> =
        members.iter().filter_map(|member| inputs[member].as_str()).map(without_names).collect();
    parts.join(" ")
}

/// A text whose references name nothing: two documents call their steps differently.
fn without_names(text: &str) -> String {
    let mut parts = text.split("{{");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once("}}").map_or(part, |(_, rest)| rest);
        plain.push_str("{{}}");
        plain.push_str(rest);
    }
    plain
}

fn name_of(step: Option<&Value>) -> String {
    step.map(|step| text(&step["name"])).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn is_true(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_str() == Some("true"))
}
