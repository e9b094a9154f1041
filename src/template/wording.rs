//! What checks of a source say in the words of the template: `concurrency` is `MaxConcurrency` there.

use crate::diagnostic::Diagnostic;
use crate::text::Span;

use super::property::Row;

/// Which words stand for which properties, by resource.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    resources: Vec<(Span, &'static [Row])>,
}

impl Wording {
    pub(super) fn add(&mut self, resource: Span, rows: &'static [Row]) {
        self.resources.push((resource, rows));
    }

    /// Puts the names of properties in the place of words of the language.
    pub(super) fn fit(&self, found: &mut Diagnostic) {
        let at = found.primary.at.span;
        let holds = |span: &Span| span.start <= at.start && at.end <= span.end;
        let rows = self.resources.iter().filter(|(span, _)| holds(span));
        for row in rows.flat_map(|(_, rows)| *rows) {
            let texts = [Some(&mut found.message), found.note.as_mut(), found.help.as_mut()];
            let labels = found.related.iter_mut().map(|label| &mut label.text);
            let labels = labels.chain(std::iter::once(&mut found.primary.text));
            for text in texts.into_iter().flatten().chain(labels) {
                for end in ["`", ":"] {
                    let word = format!("`{}{end}", row.word);
                    if text.contains(&word) {
                        *text = text.replace(&word, &format!("`{}{end}", row.property));
                    }
                }
            }
        }
        if found.help.as_deref().is_some_and(|help| help.contains("on TARGETS")) {
            found.help = Some("add `Targets`".to_owned());
        }
        // What is written in the language cannot be written in a template.
        if found.help.as_deref().is_some_and(|help| help.contains("(\"")) {
            found.help = None;
        }
    }
}
