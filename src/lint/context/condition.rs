//! Conditions of a document as they are written: of branches and of loops.

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::lint::rule::LintRule;
use crate::markup::Node;

use super::document::{DocumentView, Mender, Schema};

/// A condition, or a part of one.
pub(in crate::lint) struct WrittenCondition<'a> {
    /// A JSON pointer.
    pub(in crate::lint) pointer: String,
    pub(in crate::lint) node: &'a Node,
}

/// Every condition of a runbook, each before its parts.
///
/// Source: `Choices` of "aws:branch" and `LoopCondition` of "aws:loop", user guide of Systems
/// Manager.
pub(in crate::lint) fn conditions<'a>(written: &DocumentView<'a>) -> Vec<WrittenCondition<'a>> {
    let mut found = Vec::new();
    if written.schema != Schema::Runbook {
        return found;
    }
    for step in written.steps() {
        let Some(inputs) = step.node.get("inputs") else { continue };
        let choices = inputs.get("Choices").map_or(&[][..], Node::items);
        for (number, choice) in choices.iter().enumerate() {
            collect(choice, step.at(&format!("inputs/Choices/{number}")), &mut found);
        }
        if let Some(condition) = inputs.get("LoopCondition") {
            collect(condition, step.at("inputs/LoopCondition"), &mut found);
        }
    }
    found
}

fn collect<'a>(node: &'a Node, pointer: String, found: &mut Vec<WrittenCondition<'a>>) {
    let below = |path: String| format!("{pointer}/{path}");
    let mut parts = Vec::new();
    for group in ["And", "Or"] {
        let items = node.get(group).map_or(&[][..], Node::items);
        parts.extend(
            items.iter().enumerate().map(|(number, it)| (it, below(format!("{group}/{number}")))),
        );
    }
    parts.extend(node.get("Not").map(|it| (it, below("Not".to_owned()))));
    found.push(WrittenCondition { pointer, node });
    for (part, pointer) in parts {
        collect(part, pointer, found);
    }
}

impl WrittenCondition<'_> {
    /// The condition with others in the place of `Not`, `And` or `Or`; where it leads stays.
    fn with(&self, others: Map<String, Value>) -> Value {
        let mut members = match self.node.to_json() {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        members.retain(|name, _| name == NEXT);
        members.extend(others);
        Value::Object(members)
    }

    /// A finding of `rule` at the `Not` of the condition, with a fix that puts other members in its
    /// place; `shown` says which.
    pub(in crate::lint) fn without_not(
        &self,
        rule: &LintRule,
        (written, mender): (&DocumentView<'_>, &mut Mender<'_>),
        (others, shown): (Map<String, Value>, &str),
    ) -> Diagnostic {
        let at = self.node.entry("Not").map_or(self.node.span, |entry| entry.key_span);
        let finding = rule.finding(written.at(at), format!("`{shown}` says the same"));
        let fix = mender.set(&self.pointer, &self.with(others), shown);
        Diagnostic { fix, ..finding.help(format!("write `{shown}`")) }
    }

    /// What is written under a key, where nothing but the way stands beside it.
    pub(in crate::lint) fn only(&self, key: &str) -> Option<&Node> {
        let mut others = self.node.entries().iter().filter(|entry| entry.key.text != NEXT);
        let entry = others.next().filter(|_| others.next().is_none())?;
        (entry.key.text == key).then_some(&entry.value)
    }
}

/// Where a choice leads.
const NEXT: &str = "NextStep";
