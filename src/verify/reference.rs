//! References in texts, `{{ name }}`: blanks inside the braces mean nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Renames;

/// What a document declares, hence which `{{ … }}` in it are references.
#[derive(Clone, Debug, Default)]
pub(super) struct Names<'d> {
    declared: BTreeSet<&'d str>,
    /// The only values of parameters that have such a list.
    allowed: BTreeMap<&'d str, &'d [Value]>,
    /// Other names for steps.
    renames: Option<&'d Renames>,
}

impl<'d> Names<'d> {
    /// The parameters and steps of a document.
    pub(super) fn of(document: &'d Value) -> Self {
        let mut names = Self::default();
        let parameters = document.get("parameters").and_then(Value::as_object);
        names
            .declared
            .extend(parameters.into_iter().flat_map(|map| map.keys().map(String::as_str)));
        for (name, definition) in parameters.into_iter().flatten() {
            let allowed = definition.get("allowedValues").and_then(Value::as_array);
            names.allowed.extend(allowed.map(|values| (name.as_str(), values.as_slice())));
        }
        names.add_steps(document.get("mainSteps"));
        names
    }

    /// The only values that a variable of a condition can have, where the document says so.
    pub(super) fn allowed(&self, variable: &Value) -> Option<&'d [Value]> {
        let inner = variable.as_str()?.strip_prefix("{{")?.strip_suffix("}}")?;
        self.allowed.get(inner.trim()).copied()
    }

    /// References to steps by the names that they have in the other document.
    pub(super) fn renamed(self, renames: &'d Renames) -> Self {
        Self { renames: Some(renames), ..self }
    }

    fn add_steps(&mut self, steps: Option<&'d Value>) {
        for step in steps.and_then(Value::as_array).into_iter().flatten() {
            self.declared.extend(step.get("name").and_then(Value::as_str));
            self.add_steps(step.pointer("/inputs/Steps"));
        }
    }

    /// The text with every reference as `{{ name }}`.
    pub(super) fn normal(&self, text: &str) -> String {
        let mut normal = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, inside)) = rest.split_once("{{") {
            normal.push_str(before);
            match inside.split_once("}}") {
                Some((inner, after)) if self.is_reference(inner) => {
                    normal.push_str("{{ ");
                    normal.push_str(&self.renamed_reference(inner.trim()));
                    normal.push_str(" }}");
                    rest = after;
                }
                Some(_) | None => {
                    // A brace more may stand before the reference: `{{{ x }}`.
                    normal.push('{');
                    rest = rest.get(before.len() + 1..).unwrap_or("");
                }
            }
        }
        normal.push_str(rest);
        normal
    }

    fn is_reference(&self, inner: &str) -> bool {
        let is_blank = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r');
        let name = inner.trim_matches(is_blank);
        // The agent takes only blanks around a name of Parameter Store.
        if name.starts_with("ssm") && name.contains(':') {
            return inner.trim_matches(' ') == name && !name.contains(is_blank);
        }
        if name.contains(is_blank) {
            return false;
        }
        let of_service = ["variable:", "global:", "automation:", "aws:"];
        let first = name.split('.').next().unwrap_or(name);
        of_service.iter().any(|prefix| name.starts_with(prefix)) || self.declared.contains(first)
    }

    /// A step's output by the step's other name.
    fn renamed_reference(&self, name: &str) -> String {
        self.renamed_output(name).unwrap_or_else(|| name.to_owned())
    }

    fn renamed_output(&self, name: &str) -> Option<String> {
        let (step, output) = name.split_once('.')?;
        let other = self.renames?.get(step)?;
        Some(format!("{other}.{output}"))
    }

    /// `step.Output` of the outputs of a document.
    pub(super) fn output(&self, text: &str) -> String {
        self.renamed_reference(text.trim())
    }
}

/// Whether a value refers to a name anywhere.
pub(super) fn mentions(value: &Value, name: &str) -> bool {
    match value {
        Value::String(text) => text
            .split("{{")
            .skip(1)
            .any(|part| part.split("}}").next().is_some_and(|inner| inner.trim() == name)),
        Value::Array(items) => items.iter().any(|item| mentions(item, name)),
        Value::Object(map) => map.values().any(|item| mentions(item, name)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
