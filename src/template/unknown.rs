//! What a template leaves to its deployment, and which findings it may make untrue.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::markup::{Node, NodeKind, Scalar};
use crate::ssm::reference::{Reference, references};
use crate::text::Span;

/// What stands in a text for a part that is not known. No document has this word.
pub(super) const HOLE: &str = "template_unknown";

/// What stands for a whole value that is not known: of any type, known to the run alone.
const VALUE: &str = "{{ssm:template_unknown}}";

/// The places that a template leaves to its deployment.
#[derive(Clone, Debug, Default)]
pub(super) struct Unknowns {
    places: Vec<Unknown>,
    /// Names that unknown values may refer to.
    mentioned: HashSet<String>,
    /// What is not known as a whole: parts of it may be anything.
    open: Vec<Span>,
    /// Scripts and other texts of several lines with unknown parts.
    texts: Vec<Span>,
}

/// One value or a part of a text.
#[derive(Clone, Copy, Debug)]
struct Unknown {
    at: Span,
    /// The whole text that it is a part of; else the same.
    around: Span,
}

impl Unknowns {
    /// The value that stands for `node`.
    pub(super) fn value(&mut self, node: &Node, span: Span) -> Node {
        self.places.push(Unknown { at: span, around: span });
        self.mention(node);
        Node::of(NodeKind::String(Scalar::in_place_of(span, VALUE)), span)
    }

    /// A part of a text is not known.
    pub(super) fn part(&mut self, at: Span, (around, text): (Span, &Scalar)) {
        self.places.push(Unknown { at, around });
        if text.text.contains('\n') {
            self.texts.push(around);
        }
    }

    /// What a document has in `span` is not all known: names may be declared that nobody sees.
    pub(super) fn open(&mut self, span: Span) {
        self.open.push(span);
    }

    /// How many parts may hold what nobody sees.
    pub(super) fn open_count(&self) -> usize {
        self.open.len()
    }

    /// An unknown value may hold the texts that are written in it.
    fn mention(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::String(scalar) => {
                for reference in references(&scalar.text) {
                    let name = match reference {
                        Reference::StepOutput { step, output } => {
                            self.mentioned.insert(step.to_owned());
                            output
                        }
                        Reference::Parameter(name) | Reference::Variable(name) => name,
                        _ => continue,
                    };
                    self.mentioned.insert(name.to_owned());
                }
            }
            NodeKind::List(items) => items.iter().for_each(|item| self.mention(item)),
            NodeKind::Map(entries) => entries.iter().for_each(|one| self.mention(&one.value)),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Float(_) => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.places.is_empty() && self.open.is_empty()
    }

    /// Whether a finding may be untrue, since it is about what is not known.
    pub(super) fn hides(&self, found: &Diagnostic) -> bool {
        if self.is_empty() {
            return false;
        }
        speaks_of_it(found)
            || self.touches(found.primary.at.span)
            || found.related.iter().any(|label| self.touches(label.at.span))
            || self.is_absence(found)
    }

    /// Whether a place is one that is not known, or a text around one whose unknown part it holds.
    fn touches(&self, at: Span) -> bool {
        self.places.iter().any(|unknown| {
            let is_inside = unknown.around.start <= at.start && at.end <= unknown.around.end;
            is_inside && at.start <= unknown.at.end && unknown.at.start <= at.end
        })
    }

    /// Whether something is said to be missing or unused that an unknown part may have or use.
    fn is_absence(&self, found: &Diagnostic) -> bool {
        let at = found.primary.at.span;
        let is_in = |span: &Span| span.start <= at.start && at.end <= span.end;
        let (codes, rules) = (&ABSENT, &ABSENT_RULES);
        let is_absence = is_one_of(found.code, codes, rules);
        let named = || words_in_ticks(&found.message).any(|word| self.mentioned.contains(word));
        is_absence && (self.open.iter().any(is_in) || named())
            || is_one_of(found.code, &OF_TEXTS, &RULES_OF_TEXTS) && !self.texts.is_empty()
    }
}

/// Whether a value is not known.
pub(super) fn is_unknown(node: &Node) -> bool {
    node.as_str() == Some(VALUE)
}

/// Whether a value or a part of its text is not known.
pub(super) fn has_unknown(node: &Node) -> bool {
    node.as_str().is_some_and(|text| text.contains(HOLE))
}

/// Codes that say that something is not there, or leads nowhere. Sorted.
const ABSENT: [u16; 30] = [
    210, 310, 340, 341, 354, 403, 406, 452, 503, 504, 505, 512, 513, 517, 525, 526, 548, 582, 592,
    593, 609, 627, 642, 650, 654, 655, 656, 658, 665, 666,
];

/// Rules that say it. Sorted.
const ABSENT_RULES: [&str; 12] = [
    "missing-concurrency",
    "missing-max-errors",
    "mutation-before-approval",
    "session-no-logging",
    "unknown-script-reference",
    "unreachable-step",
    "unused-argument",
    "unused-output",
    "unused-param",
    "unused-result",
    "unused-variable",
    "useless-max-errors",
];

/// Codes that look at the whole of a script. Sorted.
const OF_TEXTS: [u16; 3] = [417, 418, 483];

/// Rules that look at the whole of a script. Sorted.
const RULES_OF_TEXTS: [&str; 6] = [
    "python-syntax",
    "python-unread-key",
    "python-unreturned-output",
    "shell-without-set-e",
    "unused-argument",
    "unused-param",
];

fn is_one_of(code: Code, numbers: &[u16], rules: &[&str]) -> bool {
    match code {
        Code::Rule(name) => rules.binary_search(&name).is_ok(),
        _ => code.number().is_some_and(|number| numbers.binary_search(&number).is_ok()),
    }
}

/// Whether a message names the word that stands for what is not known.
fn speaks_of_it(found: &Diagnostic) -> bool {
    let texts = [Some(&found.message), found.note.as_ref(), found.help.as_ref()];
    texts.into_iter().flatten().any(|text| text.contains(HOLE))
        || found.primary.text.contains(HOLE)
        || found.related.iter().any(|label| label.text.contains(HOLE))
}

fn words_in_ticks(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::{ABSENT, ABSENT_RULES, OF_TEXTS, RULES_OF_TEXTS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(ABSENT.is_sorted());
        assert!(OF_TEXTS.is_sorted());
        assert!(ABSENT_RULES.is_sorted());
        assert!(RULES_OF_TEXTS.is_sorted());
    }
}
