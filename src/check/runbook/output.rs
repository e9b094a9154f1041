//! `output`: what the document reports.

use crate::hir::DocumentOutput;
use crate::syntax::ast::{self, Ident};

use super::clauses::NO_CLAUSES;
use super::state::RunbookCheck;
use super::statement::Site;

impl RunbookCheck<'_> {
    pub(super) fn output(&mut self, site: &Site<'_>, name: Option<&Ident>, value: &ast::Expr) {
        self.clauses(site, NO_CLAUSES);
        let value = self.cx.expression(value);
        let at = self.cx.at(site.written.span);
        let name = name.map(|name| self.with_suffix(&name.text));
        self.gathered.outputs.push(DocumentOutput { name, value, at });
    }
}
