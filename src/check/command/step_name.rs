//! Names that the source gives to steps: unique, and as the agent takes them.

use crate::hir::StepName;
use crate::syntax::ast::Ident;
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::CommandCheck;

/// Characters of a step's name. The agent makes a folder of that name for its output.
pub(super) const NAME_LIMIT: usize = 64;

/// The names given so far, with their places.
#[derive(Clone, Debug, Default)]
pub(super) struct StepNames {
    given: Vec<(Name, FileSpan)>,
}

impl CommandCheck<'_, '_> {
    /// The name of a task: `step NAME:` wins over `let NAME`.
    pub(super) fn step_name(
        &mut self,
        step: Option<&Ident>,
        result: Option<&Ident>,
    ) -> Option<StepName> {
        let ident = step.or(result)?;
        let at = self.cx.at(ident.span);
        let text = self.with_suffixes(&ident.text);
        if !is_step_name(&text) {
            self.cx.report(errors::bad_step_name(at, &text));
            return None;
        }
        if let Some((_, first)) = self.names.given.iter().find(|(known, _)| *known == text) {
            let first = *first;
            // A second `let` of the name is reported where it is bound.
            if step.is_some() {
                self.cx.report(errors::step_name_twice(at, &text, first));
            }
            return None;
        }
        self.names.given.push((text.clone(), at));
        Some(StepName { text, at })
    }

    /// A name inside unrolled loops carries the items at hand.
    pub(super) fn with_suffixes(&self, name: &str) -> Name {
        let mut text = name.to_owned();
        for suffix in &self.suffixes {
            text.push('_');
            text.push_str(suffix);
        }
        Name::new(text)
    }
}

fn is_step_name(text: &str) -> bool {
    let allowed = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    !text.is_empty() && text.len() <= NAME_LIMIT && text.chars().all(allowed)
}
