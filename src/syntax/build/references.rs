//! `{{ … }}` in texts and scripts: Systems Manager would put a value in its place.

use std::collections::HashSet;

use super::Builder;
use crate::syntax::ast::{Fence, ScriptLanguage, StringPart};
use crate::syntax::errors::{self, Reference};
use crate::text::Span;

impl Builder<'_> {
    /// Reports each reference in a string, and each hole whose value would be the name of one.
    pub(super) fn check_parts(&mut self, parts: &[StringPart], fence: Fence) {
        for (number, part) in parts.iter().enumerate() {
            match part {
                StringPart::Text { text, span } => self.check_text(text, *span, fence),
                StringPart::Hole { span, .. } if self.raw == 0 && is_name(parts, number) => {
                    let hole = self.source(*span);
                    self.diagnostics.push(errors::hole_in_reference(self.at(*span), hole));
                }
                StringPart::Hole { .. } => {}
            }
        }
    }

    /// Reports each reference in a piece of a string; `span` is its source.
    pub(super) fn check_text(&mut self, text: &str, span: Span, fence: Fence) {
        if self.raw > 0 || !text.contains("{{") {
            return;
        }
        let mut left = span;
        for found in references(text) {
            let place = self.place_of(found.text, span, &mut left);
            let reference = Reference { means: meaning(found.name), typed: typed(found.name) };
            // What is written with escapes has no place of its own that could be replaced.
            let is_replaceable =
                self.source(place) == found.text && matches!(fence, Fence::Plain | Fence::Lines);
            let finding = errors::reference_in_text(self.at(place), &reference, found.text);
            self.diagnostics.push(match (&reference.typed, is_replaceable) {
                (Some(typed), true) => errors::with_typed_reference(finding, self.at(place), typed),
                _ => finding,
            });
        }
    }

    /// Reports each reference in a script; `span` is its source.
    pub(super) fn check_script(&mut self, text: &str, span: Span, language: ScriptLanguage) {
        if !text.contains("{{") {
            return;
        }
        let mut left = span;
        for found in references(text) {
            let at = self.at(self.place_of(found.text, span, &mut left));
            let reference = Reference { means: meaning(found.name), typed: typed(found.name) };
            let passed = passed(found.name, language);
            self.diagnostics.push(errors::reference_in_script(at, &reference, found.text, &passed));
        }
    }

    /// Where `found` is written in the source at `left`, of which the rest is left for the next;
    /// the `whole` where it is written otherwise.
    fn place_of(&self, found: &str, whole: Span, left: &mut Span) -> Span {
        let Some(at) = self.source(*left).find(found) else { return whole };
        let start = left.start + super::offset(at);
        left.start = start + 1;
        Span::new(start, start + super::offset(found.len()))
    }
}

struct Found<'t> {
    /// With its braces.
    text: &'t str,
    name: &'t str,
}

/// What Systems Manager reads as a reference: two braces, blanks, letters, digits and `_.:/-`,
/// blanks, two braces. In the order of places, each text once.
fn references(text: &str) -> Vec<Found<'_>> {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut seen = HashSet::new();
    // Not `match_indices`: of three braces the last two may be the ones that open.
    let opens = text.as_bytes().windows(2).enumerate().filter(|(_, pair)| *pair == b"{{");
    for (at, _) in opens {
        let after = text.get(at + 2..).unwrap_or("");
        let inside = after.trim_start();
        let length = inside.find(|c| !is_part(c)).unwrap_or(inside.len());
        let (Some(name), Some(rest)) = (inside.get(..length), inside.get(length..)) else {
            continue;
        };
        let rest = rest.trim_start();
        if name.is_empty() || !rest.starts_with("}}") {
            continue;
        }
        let end = text.len() - rest.len() + 2;
        let whole = text.get(at..end).unwrap_or("");
        if seen.insert(whole) {
            found.push(Found { text: whole, name });
        }
    }
    found
}

/// A character of the name in a reference.
fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_.:/-".contains(c)
}

/// Whether what this hole stands for is the name in a reference, or the start of the name.
fn is_name(parts: &[StringPart], hole: usize) -> bool {
    let (before, rest) = parts.split_at(hole);
    let Some(StringPart::Text { text, .. }) = before.last() else { return false };
    if !text.trim_end_matches(is_part).trim_end().ends_with("{{") {
        return false;
    }
    let mut after = rest.iter().filter_map(|part| match part {
        StringPart::Text { text, .. } => Some(text.trim_start_matches(is_part)),
        StringPart::Hole { .. } => None,
    });
    after.find(|text| !text.is_empty()).is_some_and(|text| text.trim_start().starts_with("}}"))
}

/// What Systems Manager would put in the place of a reference.
fn meaning(name: &str) -> String {
    match name.split_once(':') {
        Some(("ssm", path)) => format!("the value of the parameter `{path}` of Parameter Store"),
        Some(("ssm-secure", path)) => format!("the secret `{path}` of Parameter Store"),
        Some(("global", rest)) => format!("the global variable `{rest}`"),
        Some(("automation", rest)) => format!("the automation variable `{rest}`"),
        Some(("variable", rest)) => format!("the value of the variable `{rest}`"),
        Some(_) => "a value of its own".to_owned(),
        None => match name.split_once('.') {
            Some((step, output)) => format!("the output `{output}` of the step `{step}`"),
            None => format!("the value of the parameter `{name}`"),
        },
    }
}

/// The expression that means the same, where there is one.
fn typed(name: &str) -> Option<String> {
    match name.split_once(':') {
        Some(("ssm", path)) => Some(format!("ssm(\"{path}\")")),
        Some(("ssm-secure", path)) => Some(format!("secret(\"{path}\")")),
        Some((root @ ("global" | "automation"), rest)) => Some(format!("{root}.{}", path(rest)?)),
        Some(("variable", rest)) => path(rest),
        Some(_) => None,
        None => path(name),
    }
}

/// A dotted path, with backquotes around what is not a word.
fn path(text: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in text.split('.') {
        if part.is_empty() || part.contains(['/', ':']) {
            return None;
        }
        let is_word = !part.contains('-') && !part.starts_with(|c: char| c.is_ascii_digit());
        parts.push(if is_word { part.to_owned() } else { format!("`{part}`") });
    }
    Some(parts.join("."))
}

/// How a value gets into a script: an argument, and how the script reads it.
fn passed(name: &str, language: ScriptLanguage) -> String {
    let last = name.rsplit([':', '.', '/']).next().unwrap_or(name);
    let argument: String =
        last.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let argument = match argument.chars().next() {
        Some(first) if !first.is_ascii_digit() => argument,
        _ => format!("value_{argument}"),
    };
    let value = typed(name).unwrap_or_else(|| "…".to_owned());
    match language {
        ScriptLanguage::Sh => format!("`sh({argument}: {value})`, and read it as `${argument}`"),
        ScriptLanguage::Bash => {
            format!("`bash({argument}: {value})`, and read it as `${argument}`")
        }
        ScriptLanguage::PowerShell => {
            format!("`powershell({argument}: {value})`, and read it as `${argument}`")
        }
        ScriptLanguage::Python => {
            format!("`python({argument}: {value})`, and read it as `events[\"{argument}\"]`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{references, typed};

    #[test]
    fn only_what_the_service_reads_is_a_reference() {
        let names =
            |text| references(text).iter().map(|found| found.name.to_owned()).collect::<Vec<_>>();
        assert_eq!(names("a {{ B }} c {{d.E}}"), ["B", "d.E"]);
        assert_eq!(names("{{ a b }} {{}} {{ \"x\" }} {{ a"), Vec::<String>::new());
        assert_eq!(names("{{{ a }}}"), ["a"]);
    }

    #[test]
    fn references_have_typed_forms() {
        assert_eq!(typed("InstanceId").as_deref(), Some("InstanceId"));
        assert_eq!(typed("step.Output").as_deref(), Some("step.Output"));
        assert_eq!(typed("ssm:/x/y").as_deref(), Some("ssm(\"/x/y\")"));
        assert_eq!(typed("global:REGION").as_deref(), Some("global.REGION"));
        assert_eq!(typed("my-step.Out").as_deref(), Some("`my-step`.Out"));
        assert_eq!(typed("a/b"), None);
    }
}
