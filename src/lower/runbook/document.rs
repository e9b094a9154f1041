//! The Automation document with the source of each part.

use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::ssm::{
    AutomationDocument, AutomationStep, FileChecksums, JsonMap, OnCancel, OnFailure, Origins,
    pointer_segment,
};
use crate::text::FileSpan;

use super::errors;
use super::flow::{AfterCancel, AfterFailure, FlatStep, Outputs, Target};
use super::input::{Naming, Reference, render};
use super::layout::{Layout, ListId, Placed, Succession};
use super::lowering::Lowering;
use super::outputs::{NamedOutputs, OutputUse};

/// A document's output before its step's output has its name.
pub(super) struct NamedOutput {
    pub(super) reference: Reference,
    pub(super) at: FileSpan,
}

/// What the parts of the document are made from.
pub(super) struct Parts<'p> {
    pub(super) layout: &'p Layout,
    pub(super) outputs: &'p NamedOutputs,
    pub(super) names: &'p std::collections::BTreeMap<crate::hir::StepId, String>,
    pub(super) listed: &'p [NamedOutput],
}

impl Lowering<'_> {
    /// Everything but the steps and outputs.
    pub(super) fn head(&mut self, origins: &mut Origins) -> AutomationDocument {
        let runbook = self.runbook;
        let mut document = AutomationDocument {
            description: runbook.header.description.clone(),
            ..AutomationDocument::default()
        };
        origins.insert("", runbook.header.at);
        if let Some(role) = &runbook.assume_role {
            document.assume_role = match self.default(role) {
                Some(Json::String(text)) => Some(text),
                _ => {
                    self.report(errors::computed_role(role.at));
                    None
                }
            };
            origins.insert("/assumeRole", role.at);
        }
        for parameter in &runbook.parameters {
            let pointer = format!("/parameters/{}", pointer_segment(&parameter.name));
            if let Some(default) = &parameter.default {
                origins.insert(format!("{pointer}/default"), default.at);
            }
            origins.insert(pointer, parameter.at);
            let definition = self.parameter(parameter);
            document.parameters.insert(parameter.name.to_string(), definition);
        }
        for variable in &runbook.variables {
            let pointer = format!("/variables/{}", pointer_segment(&variable.name));
            origins.insert(pointer, variable.at);
            let definition = self.variable(variable);
            document.variables.insert(variable.name.to_string(), definition);
        }
        document.variables.extend(std::mem::take(&mut self.variables));
        for file in &runbook.attachments {
            origins.insert(format!("/files/{}", pointer_segment(&file.name)), file.at);
            let checksums = IndexMap::from([("sha256".to_owned(), file.sha256.to_string())]);
            document.files.insert(file.name.to_string(), FileChecksums { checksums, size: None });
        }
        for (name, value) in &runbook.files {
            let known = serde_json::from_value(crate::lower::create_document::plain_json(value));
            document.files.extend(known.ok().map(|checksums| (name.to_string(), checksums)));
        }
        document
    }
}

impl Parts<'_> {
    /// The document's outputs, `Step.Output` each.
    pub(super) fn document_outputs(&self, origins: &mut Origins) -> Vec<String> {
        let mut outputs: Vec<String> = Vec::new();
        for output in self.listed {
            let text = match &output.reference {
                Reference::Fixed(name) => name.clone(),
                Reference::Output(used) => self.output(*used),
            };
            if !outputs.contains(&text) {
                origins.insert(format!("/outputs/{}", outputs.len()), output.at);
                outputs.push(text);
            }
        }
        outputs
    }

    /// The steps of a list, at a JSON pointer.
    pub(super) fn steps(
        &self,
        list: ListId,
        pointer: &str,
        origins: &mut Origins,
    ) -> Vec<AutomationStep> {
        let Some(steps) = self.layout.lists.get(list) else { return Vec::new() };
        let mut result = Vec::new();
        let mut last = None;
        for (position, item) in steps.items.iter().enumerate() {
            let Placed::Step(step, body) = item else { continue };
            let pointer = format!("{pointer}/{}", result.len());
            let mut made = self.step(list, step, &pointer, origins);
            match self.layout.succession(list, position, step) {
                Succession::Falls => {}
                Succession::Ends => made.is_end = Some(true),
                Succession::Goes(name) => made.next_step = Some(name),
            }
            if let Some(body) = body {
                let inner = self.steps(*body, &format!("{pointer}/inputs/Steps"), origins);
                let inner = inner.iter().filter_map(|step| serde_json::to_value(step).ok());
                made.inputs.insert("Steps".to_owned(), inner.collect());
            }
            last = Some(step.at);
            result.push(made);
        }
        if let Some(landing) = &steps.landing {
            if let Some(at) = last {
                origins.insert(format!("{pointer}/{}", result.len()), at);
            }
            result.push(landing_step(landing));
        }
        result
    }

    fn step(
        &self,
        list: ListId,
        step: &FlatStep,
        pointer: &str,
        origins: &mut Origins,
    ) -> AutomationStep {
        origins.insert(pointer, step.at);
        let names = InList { parts: self, list };
        let mut made = AutomationStep::new(&step.name, step.action);
        made.description.clone_from(&step.description);
        made.max_attempts = step.attempts;
        made.timeout_seconds = step.timeout_seconds;
        made.on_failure = step.on_failure.map(|after| match after {
            AfterFailure::Abort => OnFailure::Abort,
            AfterFailure::Continue => OnFailure::Continue,
            AfterFailure::Jump(label) => OnFailure::Step(names.step(Target::Label(label))),
        });
        made.on_cancel = step.on_cancel.map(|after| match after {
            AfterCancel::Abort => OnCancel::Abort,
            AfterCancel::Jump(label) => OnCancel::Step(names.step(Target::Label(label))),
        });
        made.is_critical = step.critical;
        let mut inputs = JsonMap::new();
        for (name, value) in &step.inputs {
            let pointer = format!("{pointer}/inputs/{}", pointer_segment(name));
            let mut insert = |pointer, at| origins.insert(pointer, at);
            inputs.insert(name.clone(), render(value, &pointer, &names, &mut insert));
        }
        made.inputs = inputs;
        made.outputs = match &step.outputs {
            Outputs::Used(id) => self.outputs.of(*id),
            Outputs::Fixed(outputs) => outputs.clone(),
        };
        made
    }

    fn output(&self, used: OutputUse) -> String {
        let found = self.outputs.get(used);
        let named =
            found.and_then(|(step, output)| Some(format!("{}.{output}", self.names.get(&step)?)));
        named.unwrap_or_default()
    }
}

/// Names as a step of one list sees them.
struct InList<'p> {
    parts: &'p Parts<'p>,
    list: ListId,
}

impl Naming for InList<'_> {
    fn output(&self, used: OutputUse) -> String {
        self.parts.output(used)
    }

    fn step(&self, target: Target) -> String {
        let arrival = self.parts.layout.arrival(self.list, target);
        self.parts.layout.name(&arrival).unwrap_or_default()
    }
}

/// A step that does nothing, where a jump must land on a step.
fn landing_step(name: &str) -> AutomationStep {
    let mut step = AutomationStep::new(name, "aws:sleep");
    step.inputs.insert("Duration".to_owned(), Json::from("PT1S"));
    step.is_end = Some(true);
    step
}

/// The document as JSON, members in order.
pub(super) fn to_json(document: &AutomationDocument) -> Json {
    serde_json::to_value(document)
        .unwrap_or_else(|error| unreachable!("documents have text keys only: {error}"))
}
