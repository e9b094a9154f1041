//! `sleep`, `sleep until` and `pause`.

use crate::hir::{Expr, Ty, Value};
use crate::syntax::ast;

use super::clauses::STEP_CLAUSES;
use super::errors;
use super::state::RunbookCheck;
use super::statement::{Into, Site};
use super::words::action_of;

impl RunbookCheck<'_> {
    pub(super) fn sleep(&mut self, site: &Site<'_>, time: &ast::Expr, into: Into<'_>) {
        let at = self.cx.at(time.span);
        let spec = action_of("sleep");
        let mut draft = self.draft(spec, ("sleep", at), "sleep".into());
        match self.cx.build_value(time, &Ty::Duration, "`sleep`") {
            Some((Value::Duration(seconds), at)) => {
                let limit = spec.rules.max_delay_seconds.unwrap_or(u32::MAX);
                if !(0..=i64::from(limit)).contains(&seconds) {
                    self.cx.report(errors::sleep_too_long(at, seconds, limit));
                }
                let value = Expr::constant(Value::Duration(seconds), Ty::Duration, at);
                self.give(&mut draft, "Duration", value);
            }
            _ => self.give(&mut draft, "Duration", Expr::error(at)),
        }
        self.finish_bound(site, draft, STEP_CLAUSES, into);
    }

    pub(super) fn sleep_until(&mut self, site: &Site<'_>, time: &ast::Expr, into: Into<'_>) {
        let at = self.cx.at(time.span);
        let mut draft = self.draft(action_of("sleep"), ("sleep until", at), "sleep".into());
        let value = self.cx.expression_of(time, &Ty::string(), "`sleep until`");
        if let Some(Value::String(text)) = value.as_const()
            && text.parse::<jiff::Timestamp>().is_err()
        {
            let problem = format!("cannot be \"{text}\"");
            let rule = (
                "it takes a point in time with its zone",
                Some("write it as \"2026-01-01T00:00:00Z\"".to_owned()),
            );
            self.cx.report(errors::bad_value(at, ("`sleep until`", &problem), rule));
        }
        self.give(&mut draft, "Timestamp", value);
        self.finish_bound(site, draft, STEP_CLAUSES, into);
    }

    pub(super) fn pause(&mut self, site: &Site<'_>, into: Into<'_>) {
        let at = self.cx.at(site.written.span);
        let draft = self.draft(action_of("pause"), ("pause", at), "pause".into());
        self.finish_bound(site, draft, STEP_CLAUSES, into);
    }
}
