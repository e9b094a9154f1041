//! What parameters, variables and steps of a document are called in the source.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::markup::{Entry, Node};
use crate::ssm::Kind;
use crate::ssm::reference::Reference;
use crate::ssm::tables::{self, ValueType};
use crate::syntax::ast::Expr;
use crate::text::Span;

use super::{Company, Form, make};

/// The names of one document. In a document parameters, variables and steps have names apart from
/// each other; in the source they share one scope, so what comes later gives way.
#[derive(Debug, Default)]
pub(super) struct Names {
    parameters: HashSet<String>,
    /// Parameters and variables that hold lists.
    lists: HashSet<String>,
    variables: HashMap<String, String>,
    steps: HashMap<String, Step>,
    taken: HashSet<String>,
    pub(super) form: Form,
    /// The documents that are imported together.
    pub(super) company: Arc<Company>,
    /// Of a command, not of a runbook.
    pub(super) is_command: bool,
}

/// Namespaces whose values are read by name.
const NAMESPACES: [&str; 2] = ["automation", "global"];

#[derive(Debug)]
struct Step {
    action: String,
    /// The outputs that the step declares, and those of them that are lists.
    outputs: HashSet<String>,
    lists: HashSet<String>,
    numbers: HashSet<String>,
    /// What the source calls its result.
    result: String,
    /// Whether its outputs are read anywhere.
    is_read: bool,
}

impl Names {
    pub(super) fn add_parameter(&mut self, entry: &Entry) {
        let name = entry.key.text.as_str();
        self.taken.insert(name.to_owned());
        self.parameters.insert(name.to_owned());
        self.add_list(entry);
    }

    pub(super) fn add_variable(&mut self, entry: &Entry) {
        let name = entry.key.text.as_str();
        let own = self.free(name);
        self.variables.insert(name.to_owned(), own);
        self.add_list(entry);
    }

    fn add_list(&mut self, entry: &Entry) {
        if entry.value.get("type").is_some_and(is_list) {
            self.lists.insert(entry.key.text.to_string());
        }
    }

    pub(super) fn add_step(&mut self, name: &str, step: &Node) {
        // A result of that name would hide the namespace.
        self.taken.extend(NAMESPACES.map(str::to_owned));
        let result = self.free(name);
        let action = step.get("action").and_then(Node::as_str).unwrap_or_default().to_owned();
        let declared = || step.get("outputs").map_or(&[][..], Node::items).iter();
        let outputs = declared().filter_map(|one| Some(one.get("Name")?.as_str()?.to_owned()));
        let outputs = outputs.collect();
        let lists = declared().filter(|output| output.get("Type").is_some_and(is_list));
        let lists = lists.filter_map(|output| Some(output.get("Name")?.as_str()?.to_owned()));
        let is_number = |ty: &Node| ty.as_str() == Some("Integer");
        let numbers = declared().filter(|output| output.get("Type").is_some_and(is_number));
        let numbers = numbers.filter_map(|output| Some(output.get("Name")?.as_str()?.to_owned()));
        let (lists, numbers) = (lists.collect(), numbers.collect());
        let step = Step { result, is_read: false, action, outputs, lists, numbers };
        self.steps.insert(name.to_owned(), step);
    }

    /// Whether a reference means a list.
    pub(super) fn is_list(&self, reference: Reference<'_>) -> bool {
        match reference {
            Reference::Parameter(name) | Reference::Variable(name) => self.lists.contains(name),
            Reference::StepOutput { step, output } => self.steps.get(step).is_some_and(|step| {
                let own = tables::action(&step.action).and_then(|spec| spec.output(output));
                step.lists.contains(output)
                    || own.is_some_and(|own| own.value_type == ValueType::StringList)
            }),
            Reference::Global(_)
            | Reference::Automation(_)
            | Reference::ParameterStore(_)
            | Reference::Secret(_)
            | Reference::Other(_) => false,
        }
    }

    /// Whether a reference means a number that a step gives.
    pub(super) fn is_number(&self, reference: Reference<'_>) -> bool {
        let Reference::StepOutput { step, output } = reference else { return false };
        self.steps.get(step).is_some_and(|step| {
            let own = tables::action(&step.action).and_then(|spec| spec.output(output));
            step.numbers.contains(output)
                || own.is_some_and(|own| own.value_type == ValueType::Integer)
        })
    }

    pub(super) fn mark_read(&mut self, step: &str) {
        if let Some(step) = self.steps.get_mut(step) {
            step.is_read = true;
        }
    }

    /// What the result of a step is called, where somebody reads it.
    pub(super) fn result(&self, step: &str) -> Option<&str> {
        self.steps.get(step).filter(|step| step.is_read).map(|step| step.result.as_str())
    }

    /// What a document that is imported with this one is called in the source, if nothing here is.
    pub(super) fn fellow(&self, document: &str, kind: Kind) -> Option<&str> {
        self.company.declared(document, kind).filter(|declared| !self.taken.contains(*declared))
    }

    /// Whether a parameter or a variable is called so.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.parameters.contains(name) || self.variables.contains_key(name)
    }

    pub(super) fn has_parameter(&self, name: &str) -> bool {
        self.parameters.contains(name)
    }

    pub(super) fn parameter(&self, name: &str, span: Span) -> Expr {
        make::name(name, span)
    }

    pub(super) fn variable(&self, name: &str, span: Span) -> Expr {
        make::name(self.variables.get(name).map_or(name, String::as_str), span)
    }

    /// Whether the source can read an output as a member of the step's result: it is declared, or
    /// the action gives it. A script's own are under other names.
    pub(super) fn has_output(&self, step: &str, output: &str) -> bool {
        let Some(step) = self.steps.get(step) else { return true };
        let own = tables::action(&step.action).and_then(|spec| spec.output(output));
        step.outputs.contains(output) || own.is_some() && step.action != "aws:executeScript"
    }

    pub(super) fn output(&self, step: &str, output: &str, span: Span) -> Expr {
        let result = self.steps.get(step).map_or(step, |step| step.result.as_str());
        make::member(make::name(result, span), output, span)
    }

    /// `name`, or with a suffix where it is taken.
    fn free(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut count = 1;
        while !self.taken.insert(free.clone()) {
            count += 1;
            free = format!("{name}_{count}");
        }
        free
    }
}

/// Whether a type is one of lists.
fn is_list(ty: &Node) -> bool {
    ty.as_str().is_some_and(|ty| ty == "StringList" || ty.starts_with("List<"))
}
