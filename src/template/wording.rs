//! What checks of a source say in the words of the template: `concurrency` is `MaxConcurrency` there.

use crate::diagnostic::Diagnostic;
use crate::text::Span;

use super::property::Row;
use super::terraform::attribute_path;

/// Which words stand for which properties, by resource.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    resources: Vec<(Span, &'static [Row])>,
    /// Resources whose findings name properties already.
    of_properties: Vec<Span>,
    is_terraform: bool,
}

/// What findings on templates say, and what Terraform has for it.
const OF_TERRAFORM: [(&str, &str); 4] = [
    ("`DocumentFormat: YAML`", "`document_format = \"YAML\"`"),
    ("`DocumentFormat`", "`document_format`"),
    ("`TaskType: ", "`task_type = "),
    ("`TaskType`", "`task_type`"),
];

/// Helps of sources that begin so, and those of templates; `{Name}` is a property. Sorted.
const HELPS: [(&str, &str); 12] = [
    ("add `on TARGETS`", "add `{Targets}`"),
    ("add `on: ", "add `{Targets}`"),
    ("choose the nodes by a tag:", "choose the nodes by their tag: a `{Key}` of \"tag:Role\""),
    ("name at least one value", "name at least one of `{Values}`"),
    (
        "put the nodes into a resource group:",
        "put the nodes into a resource group, and name that: a `{Key}` of \"resource-groups:Name\"",
    ),
    ("remove it, or add `on TARGETS`", "remove it, or add `{Targets}`"),
    ("write `each ", "name the parameter that they feed: `{AutomationTargetParameterName}`"),
    ("write `s3(", "name the bucket"),
    ("write a name of that form", "write a name of that form"),
    ("write one test with all values", "write one target with all `{Values}`"),
    ("write the targets alone", "remove it"),
    ("write the values:", "write the values"),
];

/// Words of sources and what templates say, in any text; `{Name}` is a property. Sorted.
const WORDS: [(&str, &str); 13] = [
    ("`bucket` of `s3`", "the name of the bucket"),
    ("`each` gives the targets of a runbook", "only the targets of a runbook feed a parameter"),
    ("`each` of what", "of what"),
    ("`instances(…)`", "target"),
    ("`parameter_values(…)`", "target"),
    ("`prefix` of `s3`", "the prefix of the bucket's keys"),
    ("`region` of `s3`", "the region of the bucket"),
    ("`resource_group(…)`", "target"),
    ("`tag(…)`", "target"),
    ("does not take `all`", "does not take every node"),
    ("leave `timezone` out and write", "write"),
    ("runbooks with `each`", "runbooks with `{AutomationTargetParameterName}`"),
    ("to the arguments", "to `{Parameters}`"),
];

/// Functions of sources with which a message begins, and what they take. Sorted.
const FUNCTIONS: [(&str, &str); 4] = [
    ("instances", "the id of a node"),
    ("parameter_values", "the value of a target"),
    ("resource_group", "the name of a resource group"),
    ("tag", "a tag"),
];

impl Wording {
    pub(super) fn add(&mut self, resource: Span, rows: &'static [Row]) {
        self.resources.push((resource, rows));
    }

    /// Findings in `resource` name properties of CloudFormation, as they are.
    pub(super) fn add_properties(&mut self, resource: Span) {
        self.of_properties.push(resource);
    }

    pub(super) fn speak_terraform(&mut self) {
        self.is_terraform = true;
    }

    pub(super) fn is_terraform(&self) -> bool {
        self.is_terraform
    }

    /// Puts the names of properties in the place of words of the language.
    pub(super) fn fit(&self, found: &mut Diagnostic) {
        let at = found.primary.at.span;
        let holds = |span: &Span| span.start <= at.start && at.end <= span.end;
        let is_request = self.resources.iter().any(|(span, _)| holds(span));
        if is_request {
            self.fit_help(found);
            fit_function(found);
            each_text(found, |text| {
                WORDS.iter().fold(text, |text, (from, to)| text.replace(from, &self.named(to)))
            });
        }
        let rows = self.resources.iter().filter(|(span, _)| holds(span));
        let mut words: Vec<(String, String)> = Vec::new();
        for row in rows.flat_map(|(_, rows)| *rows) {
            let own = self.name(row.property);
            words.push((row.word.to_owned(), own.clone()));
            if self.is_terraform {
                words.push((row.property.to_owned(), own));
            }
        }
        let pairs = words.iter().flat_map(|(word, own)| {
            let set = if self.is_terraform { " =" } else { ":" };
            [("`", "`"), (":", set)]
                .map(|(from, to)| (format!("`{word}{from}"), format!("`{own}{to}")))
        });
        for (from, to) in pairs {
            each_text(found, |text| text.replace(&from, &to));
        }
        for (from, to) in OF_TERRAFORM.iter().filter(|_| self.is_terraform) {
            each_text(found, |text| text.replace(from, to));
        }
        if self.is_terraform && self.of_properties.iter().any(holds) {
            each_text(found, |text| with_attributes(&text));
        }
    }

    fn fit_help(&self, found: &mut Diagnostic) {
        let Some(help) = &mut found.help else { return };
        if let Some((_, of_template)) = HELPS.iter().find(|(start, _)| help.starts_with(start)) {
            *help = self.named(of_template);
        }
    }

    /// A text with the names that the template has for `{Name}`.
    fn named(&self, text: &str) -> String {
        let parts = text.split(['{', '}']).enumerate();
        parts.map(|(at, it)| if at % 2 == 1 { self.name(it) } else { it.to_owned() }).collect()
    }

    /// What the template calls a property: Terraform writes `max_errors`.
    fn name(&self, property: &str) -> String {
        if self.is_terraform { attribute_path(property) } else { property.to_owned() }
    }
}

fn fit_function(found: &mut Diagnostic) {
    for (word, what) in FUNCTIONS {
        let rest = found.message.strip_prefix(&format!("`{word}`"));
        // An argument may have the same name.
        if let Some(rest) = rest.filter(|rest| !rest.starts_with(" of ")) {
            found.message = format!("{what}{rest}");
        }
    }
}

/// What messages name beside properties. Sorted.
const TYPES: [&str; 6] = ["Boolean", "Integer", "MapList", "String", "StringList", "StringMap"];

/// The text with paths of properties between backticks as those of Terraform.
fn with_attributes(text: &str) -> String {
    let is_path = |part: &str| {
        let is_name = |name: &str| {
            let name = name.split_once('[').map_or(name, |(name, _)| name);
            name.starts_with(|it: char| it.is_ascii_uppercase())
                && name.chars().all(|it| it.is_ascii_alphanumeric())
        };
        TYPES.binary_search(&part).is_err() && part.split('.').all(is_name)
    };
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(place, part)| match place % 2 == 1 && is_path(part) {
        true => attribute_path(part),
        false => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// Changes every text of a finding.
fn each_text(found: &mut Diagnostic, change: impl Fn(String) -> String) {
    let texts = [Some(&mut found.message), found.note.as_mut(), found.help.as_mut()];
    let labels = found.related.iter_mut().map(|label| &mut label.text);
    let labels = labels.chain(std::iter::once(&mut found.primary.text));
    for text in texts.into_iter().flatten().chain(labels) {
        *text = change(std::mem::take(text));
    }
}

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, HELPS, TYPES, WORDS, with_attributes};

    #[test]
    fn the_tables_are_sorted() {
        assert!(HELPS.is_sorted_by(|left, right| left.0 < right.0));
        assert!(WORDS.is_sorted_by(|left, right| left.0 < right.0) && TYPES.is_sorted());
        assert!(FUNCTIONS.is_sorted());
    }

    #[test]
    fn paths_are_those_of_terraform() {
        let text = "`ApprovalRules.PatchRules[0].ApproveAfterDays` takes `Integer`, not \"A\"";
        let expected = "`approval_rule[0].approve_after_days` takes `Integer`, not \"A\"";
        assert_eq!(with_attributes(text), expected);
        assert_eq!(with_attributes(expected), expected);
    }
}
