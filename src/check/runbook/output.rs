//! `output`: what the document reports.

use crate::hir::{DocumentOutput, Expr, Value};
use crate::ssm::limits::OUTPUT_NAME;
use crate::syntax::ast::{self, Ident};
use crate::text::{FileSpan, Name};

use super::callee::last_member;
use super::clauses::NO_CLAUSES;
use super::errors;
use super::state::RunbookCheck;
use super::statement::Site;

const LONGEST_NAME: usize = OUTPUT_NAME.most as usize;

impl RunbookCheck<'_> {
    pub(super) fn output(&mut self, site: &Site<'_>, name: Option<&Ident>, value: &ast::Expr) {
        self.clauses(site, NO_CLAUSES);
        let written = last_member(value);
        let called = name.map(|name| name.text.clone()).or_else(|| written.clone());
        let called = called.map(|name| self.with_suffix(&name));
        let name_at = name.map(|name| self.cx.at(name.span));
        let value = self.cx.expression(value);
        let called = called.filter(|_| listed_as_it_is(name, &value).is_none());
        let at = self.cx.at(site.written.span);
        if !self.inlined.is_empty() {
            let called = name.map(|name| name.text.clone()).or(written);
            self.module_output(called, &value, name_at.unwrap_or(at));
            return;
        }
        let name = name.map(|name| self.output_name(name));
        if let Some(called) = &called {
            self.check_output_name(called, (name_at, at));
        }
        self.gathered.outputs.push(DocumentOutput { name, called, value, at });
    }

    /// A caller reads an output by its name alone. Paths without names may end alike: only who
    /// reads them must know.
    fn check_output_name(&mut self, called: &Name, (name_at, at): (Option<FileSpan>, FileSpan)) {
        let Some(first) =
            self.gathered.outputs.iter().find(|other| other.called.as_ref() == Some(called))
        else {
            return;
        };
        if let (None, None) = (name_at, &first.name) {
            return;
        }
        let first_at = first.at;
        self.cx.report(errors::output_twice(name_at.unwrap_or(at), called, first_at));
    }

    /// What is called like another output has no name that a caller could read.
    pub(super) fn separate_outputs(&mut self) {
        let names: Vec<Name> =
            self.gathered.outputs.iter().filter_map(|output| output.called.clone()).collect();
        for output in &mut self.gathered.outputs {
            let count = names.iter().filter(|name| output.called.as_ref() == Some(*name)).count();
            if count > 1 {
                output.called = None;
            }
        }
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

/// `output raw("STEP.NAME")`: the line of the document as it stands.
fn listed_as_it_is<'v>(name: Option<&Ident>, value: &'v Expr) -> Option<&'v str> {
    match value.as_const() {
        Some(Value::Raw(text)) if name.is_none() => Some(text),
        _ => None,
    }
}
