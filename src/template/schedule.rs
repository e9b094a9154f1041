//! Schedules: `cron(…)`, `rate(…)` and `at(…)` in a text.

use serde_json::json;

use crate::import::make;
use crate::markup::Node;
use crate::ssm::schedule::{Schedule, parse};
use crate::ssm::{Kind, Origins, validate};
use crate::syntax::ast::{Expr, ExprKind};
use crate::text::FileId;

use super::Template;
use super::expression::{call, literal, string_part, unknown};
use super::form::without_made_up;
use super::unknown::has_unknown;

/// Whose schedule it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Association,
    Window,
}

/// The schedule of a text, with its time zone. One that the service does not take is reported.
pub(super) fn schedule(
    template: &mut Template,
    owner: Owner,
    (node, zone): (&Node, Option<&Node>),
    file: FileId,
) -> Expr {
    let Some(scalar) = node.as_scalar().filter(|_| !has_unknown(node)) else {
        return unknown(node.span);
    };
    let at = node.span.in_file(file);
    let found = match owner {
        Owner::Association => {
            let request = json!({ "Name": "Document", "ScheduleExpression": *scalar.text });
            let origins = Origins::from_iter([("/ScheduleExpression".to_owned(), at)]);
            validate(Kind::CreateAssociation, &request, &origins, at)
        }
        Owner::Window => {
            let window = json!({
                "Name": "Window", "Schedule": *scalar.text, "Duration": 2, "Cutoff": 1,
                "AllowUnassociatedTargets": false,
            });
            let request = json!({ "window": window, "targets": [], "tasks": [] });
            let origins = Origins::from_iter([("/window/Schedule".to_owned(), at)]);
            validate(Kind::MaintenanceWindow, &request, &origins, at)
        }
    };
    let is_wrong = !found.is_empty();
    template.diagnostics.extend(found.into_iter().map(without_made_up));
    let Some((_, inner)) = scalar.text.split_once('(').filter(|_| !is_wrong) else {
        return unknown(node.span);
    };
    let from = scalar.text.len() - inner.len();
    let inner = inner.trim_end().trim_end_matches(')');
    let text = string_part(inner, scalar.place(from..from + inner.len()));
    let mut arguments = vec![make::positional(text)];
    if let Some(zone) = zone {
        arguments.push(make::argument("timezone", zone.span, literal(zone)));
    }
    match parse(&scalar.text) {
        Ok(Schedule::Cron(_)) => make::call(make::name("cron", node.span), arguments, node.span),
        Ok(Schedule::At(_)) => make::call(make::name("at", node.span), arguments, node.span),
        Ok(Schedule::Rate(rate)) => {
            let every = make::expr(ExprKind::Duration(rate.seconds()), node.span);
            call("rate", [every], node.span)
        }
        Err(_) => unknown(node.span),
    }
}
