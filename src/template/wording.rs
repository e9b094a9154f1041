//! What checks of a source say in the words of the template: `concurrency` is `MaxConcurrency` there.

use crate::diagnostic::Diagnostic;
use crate::text::Span;

use super::property::Row;

/// Which words stand for which properties, by resource.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    resources: Vec<(Span, &'static [Row])>,
    is_terraform: bool,
}

/// What findings on templates say, and what Terraform has for it.
const OF_TERRAFORM: [(&str, &str); 3] = [
    ("`DocumentFormat: YAML`", "`document_format = \"YAML\"`"),
    ("`DocumentFormat`", "`document_format`"),
    ("`TaskType: ", "`task_type = "),
];

impl Wording {
    pub(super) fn add(&mut self, resource: Span, rows: &'static [Row]) {
        self.resources.push((resource, rows));
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
            replace(found, &from, &to);
        }
        for (from, to) in OF_TERRAFORM.iter().filter(|_| self.is_terraform) {
            replace(found, from, to);
        }
        if found.help.as_deref().is_some_and(|help| help.contains("on TARGETS")) {
            found.help = Some(format!("add `{}`", self.name("Targets")));
        }
        // What is written in the language cannot be written in a template.
        if found.help.as_deref().is_some_and(|help| help.contains("(\"")) {
            found.help = None;
        }
    }

    /// What the template calls a property: Terraform writes `max_errors`.
    fn name(&self, property: &str) -> String {
        if !self.is_terraform {
            return property.to_owned();
        }
        let mut name = String::with_capacity(property.len() + 4);
        for letter in property.chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}

/// Replaces a text wherever a finding has it.
fn replace(found: &mut Diagnostic, from: &str, to: &str) {
    let texts = [Some(&mut found.message), found.note.as_mut(), found.help.as_mut()];
    let labels = found.related.iter_mut().map(|label| &mut label.text);
    let labels = labels.chain(std::iter::once(&mut found.primary.text));
    for text in texts.into_iter().flatten().chain(labels) {
        if text.contains(from) {
            *text = text.replace(from, to);
        }
    }
}
