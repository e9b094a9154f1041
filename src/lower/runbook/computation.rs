//! The script that stands before a step and computes what SSM cannot.

use std::collections::BTreeSet;

use crate::ssm::{DataType, StepOutput};
use crate::text::FileSpan;

use super::flow::{FlatStep, Outputs};
use super::input::{Input, Reference};
use super::python::{self, Code, Helper};

/// All that must be computed before one step.
#[derive(Clone, Debug)]
pub(super) struct Computation {
    /// The name of the script's step.
    step: String,
    /// The first line of the script.
    comment: String,
    arguments: Vec<(String, Input)>,
    results: Vec<ComputedResult>,
    imports: BTreeSet<&'static str>,
    helpers: BTreeSet<Helper>,
}

#[derive(Clone, Debug)]
struct ComputedResult {
    name: String,
    code: String,
    data_type: DataType,
}

impl Computation {
    /// A script with nothing to compute. `comment` is its first line: what it computes.
    pub(super) fn new(step: String, comment: String) -> Self {
        Self {
            step,
            comment,
            arguments: Vec::new(),
            results: Vec::new(),
            imports: BTreeSet::new(),
            helpers: BTreeSet::new(),
        }
    }

    pub(super) fn step(&self) -> &str {
        &self.step
    }

    pub(super) fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// Hands a value to the script, under `key` or one like it.
    pub(super) fn argument(&mut self, key: &str, value: Input) -> Code {
        let known = self.arguments.iter().find(|(_, other)| other.kind == value.kind);
        if let Some((key, _)) = known {
            return Code::argument(key);
        }
        let key = self.free(key, |computation, key| {
            computation.arguments.iter().any(|(other, _)| other == key)
        });
        self.arguments.push((key.clone(), value));
        Code::argument(&key)
    }

    /// Computes an expression, under `name` or one like it.
    pub(super) fn result(&mut self, name: &str, code: &Code, data_type: DataType) -> Reference {
        let code = code.text().to_owned();
        let known =
            self.results.iter().find(|other| other.code == code && other.data_type == data_type);
        if let Some(known) = known {
            return Reference::Fixed(format!("{}.{}", self.step, known.name));
        }
        let name = self.free(name, |computation, name| {
            // The action's own outputs.
            matches!(name, "Payload" | "OutputPayload")
                || computation.results.iter().any(|other| other.name == name)
        });
        let reference = Reference::Fixed(format!("{}.{name}", self.step));
        self.results.push(ComputedResult { name, code, data_type });
        reference
    }

    pub(super) fn import(&mut self, module: &'static str) {
        self.imports.insert(module);
    }

    pub(super) fn helper(&mut self, helper: Helper) {
        self.helpers.insert(helper);
    }

    /// The script as a step.
    pub(super) fn into_step(self, at: FileSpan) -> FlatStep {
        let members: Vec<(String, String)> =
            self.results.iter().map(|result| (result.name.clone(), result.code.clone())).collect();
        let imports: Vec<&str> = self.imports.into_iter().collect();
        let helpers: Vec<Helper> = self.helpers.into_iter().collect();
        let script = python::return_script(&self.comment, &imports, &helpers, &members);
        let outputs = self
            .results
            .into_iter()
            .map(|result| StepOutput {
                selector: format!("$.Payload.{}", result.name),
                name: result.name,
                data_type: Some(result.data_type),
            })
            .collect();
        script_step(self.step, &script, self.arguments, at).with_outputs(outputs)
    }

    fn free(&self, base: &str, is_taken: fn(&Self, &str) -> bool) -> String {
        let letters: String = base
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .take(46)
            .collect();
        (1_u32..)
            .map(|number| match number {
                1 => letters.clone(),
                _ => format!("{letters}_{number}"),
            })
            .find(|name| !is_taken(self, name))
            .unwrap_or(letters.clone())
    }
}

/// A step that runs a generated script.
pub(super) fn script_step(
    name: String,
    script: &str,
    arguments: Vec<(String, Input)>,
    at: FileSpan,
) -> FlatStep {
    let mut step = FlatStep::new(name, "aws:executeScript", at)
        .with_input("Runtime", Input::json(python::RUNTIME, at))
        .with_input("Handler", Input::json("main", at));
    if !arguments.is_empty() {
        step = step.with_input("InputPayload", Input::map(arguments, at));
    }
    step.with_input("Script", Input::json(script, at))
}

impl FlatStep {
    pub(super) fn with_outputs(mut self, outputs: Vec<StepOutput>) -> Self {
        self.outputs = Outputs::Fixed(outputs);
        self
    }
}
