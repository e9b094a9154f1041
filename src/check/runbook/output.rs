//! `output`: what the document reports.

use crate::hir::DocumentOutput;
use crate::syntax::ast::{self, Ident};
use crate::text::Name;

use super::clauses::NO_CLAUSES;
use super::errors;
use super::state::RunbookCheck;
use super::statement::Site;

/// The most letters that the name of an output has.
const LONGEST_NAME: usize = 50;

impl RunbookCheck<'_> {
    pub(super) fn output(&mut self, site: &Site<'_>, name: Option<&Ident>, value: &ast::Expr) {
        self.clauses(site, NO_CLAUSES);
        let value = self.cx.expression(value);
        let at = self.cx.at(site.written.span);
        let name = name.map(|name| self.output_name(name));
        self.gathered.outputs.push(DocumentOutput { name, value, at });
    }

    fn output_name(&mut self, name: &Ident) -> Name {
        let text = self.with_suffix(&name.text);
        let letters = text.chars().count();
        if letters > LONGEST_NAME {
            let at = self.cx.at(name.span);
            self.cx.report(errors::long_output_name(at, &text, (letters, LONGEST_NAME)));
        }
        text
    }
}
