//! The calls of AWS APIs in Automation documents.

use ordain::ssm::reference::reference_texts;
use serde_json::{Map, Value};

/// The actions that call an API.
const ACTIONS: &[&str] =
    &["aws:assertAwsResourceProperty", "aws:executeAwsApi", "aws:waitForAwsResourceProperty"];

/// One step that calls an API.
pub(super) struct Call<'d> {
    pub(super) step: &'d str,
    pub(super) action: &'d str,
    /// As the document writes it.
    pub(super) service: &'d str,
    pub(super) operation: &'d str,
    /// All inputs of the step, in the document's order.
    pub(super) inputs: &'d Map<String, Value>,
    pub(super) outputs: Vec<Output<'d>>,
}

/// A declared output.
pub(super) struct Output<'d> {
    pub(super) name: &'d str,
    pub(super) selector: &'d str,
    pub(super) declared: &'d str,
}

/// All steps of a document, those inside loops too.
pub(super) fn steps(document: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut open: Vec<&Value> = list(document.get("mainSteps")).collect();
    open.reverse();
    while let Some(step) = open.pop() {
        let Some(step) = step.as_object() else { continue };
        found.push(step);
        let inner: Vec<&Value> = list(step.get("inputs").and_then(|it| it.get("Steps"))).collect();
        open.extend(inner.into_iter().rev());
    }
    found
}

/// The calls of a document; how many more there are of which the service or the operation is known
/// to the execution only.
pub(super) fn calls(document: &Value) -> (Vec<Call<'_>>, usize) {
    let mut found = Vec::new();
    let mut unknown = 0;
    for step in steps(document) {
        let action = text(step.get("action"));
        if !ACTIONS.contains(&action) {
            continue;
        }
        match call(step, action) {
            Some(call) => found.push(call),
            None => unknown += 1,
        }
    }
    (found, unknown)
}

fn call<'d>(step: &'d Map<String, Value>, action: &'d str) -> Option<Call<'d>> {
    let inputs = step.get("inputs")?.as_object()?;
    let known = |name: &str| {
        let value = text(inputs.get(name));
        (!value.is_empty() && reference_texts(value).next().is_none()).then_some(value)
    };
    Some(Call {
        step: text(step.get("name")),
        action,
        service: known("Service")?,
        operation: known("Api")?,
        inputs,
        outputs: list(step.get("outputs")).filter_map(output).collect(),
    })
}

fn output(output: &Value) -> Option<Output<'_>> {
    Some(Output {
        name: text(output.get("Name")),
        selector: output.get("Selector")?.as_str()?,
        declared: output.get("Type").and_then(Value::as_str).unwrap_or("String"),
    })
}

pub(super) fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

pub(super) fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}
