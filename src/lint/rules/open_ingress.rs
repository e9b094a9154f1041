//! `open-ingress`: a port that is open to the world.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, Value};
use crate::lint::api::operation;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "open-ingress",
    title: "a port that is open to the world",
    group: Group::Security,
    page: page!("open-ingress"),
    look: Some(look),
    ..BASE
};

/// Ports that are made for everybody.
const PUBLIC_PORTS: [i64; 2] = [80, 443];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    let opening = steps.filter(|(step, _)| {
        operation(step).is_some_and(|it| it.1 == "AuthorizeSecurityGroupIngress")
    });
    opening
        .filter_map(|(step, _)| {
            let mut found = Finding::default();
            step.inputs.iter().for_each(|(name, value)| found.expression(name, value));
            let is_public = found.ports.iter().all(|it| PUBLIC_PORTS.contains(it)) && !found.ports.is_empty();
            found.at.filter(|_| !is_public)
        })
        .map(|at| {
            RULE.finding(at, "this opens a port to every address of the internet")
                .label("everybody")
                .note("what listens there is tried within minutes")
                .help("name the addresses that need it; for a shell, take a session instead of a port")
        })
        .collect()
}

/// What the inputs of a call say.
#[derive(Default)]
struct Finding {
    at: Option<FileSpan>,
    ports: Vec<i64>,
}

impl Finding {
    fn expression(&mut self, name: &str, expr: &Expr) {
        match &expr.kind {
            ExprKind::Const(value) => self.value(name, value, expr.at),
            ExprKind::Record(members) => {
                members.iter().for_each(|(name, value)| self.expression(name, value));
            }
            _ => expr.parts().into_iter().for_each(|it| self.expression(name, it)),
        }
    }

    fn value(&mut self, name: &str, value: &Value, at: FileSpan) {
        match value {
            Value::Int(port) if ["FromPort", "ToPort"].contains(&name) => self.ports.push(*port),
            Value::List(items) => items.iter().for_each(|item| self.value(name, item, at)),
            Value::Record(members) => {
                members.iter().for_each(|(name, item)| self.value(name, item, at));
            }
            other if matches!(other.as_str(), Some("0.0.0.0/0" | "::/0")) => {
                self.at = self.at.or(Some(at));
            }
            _ => {}
        }
    }
}
