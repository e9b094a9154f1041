//! `open-ingress`: a port that is open to the world.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, ListPart, Step, Value};
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

/// Protocols without ports, by name and number. Sorted.
const WITHOUT_PORTS: [&str; 4] = ["1", "58", "icmp", "icmpv6"];

/// Ports of shells, desktops and databases. A call that changes rules does not say whether they are
/// for what comes in; to these nobody opens what goes out. Sorted.
const ADMIN_PORTS: [i64; 12] =
    [22, 23, 1433, 1521, 2375, 3306, 3389, 5432, 5985, 6379, 9200, 27017];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    steps
        .filter_map(|(step, _)| {
            let (list, is_open): (_, fn(&Permission) -> bool) = match operation(step)?.1 {
                "AuthorizeSecurityGroupIngress" => ("IpPermissions", Permission::is_open),
                "ModifySecurityGroupRules" => ("SecurityGroupRules", Permission::is_for_admins),
                _ => return None,
            };
            permissions(step, list).into_iter().filter(is_open).find_map(|one| one.at)
        })
        .map(|at| {
            RULE.finding(at, "this opens a port to every address of the internet")
                .label("everybody")
                .note("what listens there is tried within minutes")
                .help("name the addresses that need it; for a shell, take a session instead of a port")
        })
        .collect()
}

/// The permissions that a call gives: each of its list, and the one that its own inputs make.
fn permissions(step: &Step, list: &str) -> Vec<Permission> {
    let mut found = vec![Permission::default()];
    for (name, value) in &step.inputs {
        match &value.kind {
            ExprKind::List(parts) if name == list => {
                for ListPart::Item(part) | ListPart::Spread(part) in parts {
                    let mut one = Permission::default();
                    one.expression(name, part);
                    found.push(one);
                }
            }
            ExprKind::Const(Value::List(items)) if name == list => {
                for item in &**items {
                    let mut one = Permission::default();
                    one.value(name, item, value.at);
                    found.push(one);
                }
            }
            _ => found.iter_mut().take(1).for_each(|own| own.expression(name, value)),
        }
    }
    found
}

/// What one permission says.
#[derive(Default)]
struct Permission {
    /// Where it names everybody.
    at: Option<FileSpan>,
    from: Option<i64>,
    to: Option<i64>,
    is_without_ports: bool,
}

impl Permission {
    /// Whether it opens what should not be.
    fn is_open(&self) -> bool {
        let is_public =
            self.from == self.to && self.from.is_some_and(|port| PUBLIC_PORTS.contains(&port));
        !is_public && !self.is_without_ports
    }

    /// Whether it opens a port of which everybody knows what listens there, and not all ports.
    fn is_for_admins(&self) -> bool {
        let (Some(from), Some(to)) = (self.from, self.to) else { return false };
        (from, to) != (0, 65_535) && ADMIN_PORTS.iter().any(|port| (from..=to).contains(port))
    }

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
        match (name, value) {
            ("FromPort", Value::Int(port)) => self.from = Some(*port),
            ("ToPort", Value::Int(port)) => self.to = Some(*port),
            ("IpProtocol", protocol) => {
                self.is_without_ports =
                    protocol.as_str().is_some_and(|it| WITHOUT_PORTS.contains(&it));
            }
            (_, Value::List(items)) => items.iter().for_each(|item| self.value(name, item, at)),
            (_, Value::Record(members)) => {
                members.iter().for_each(|(name, item)| self.value(name, item, at));
            }
            (_, other) if matches!(other.as_str(), Some("0.0.0.0/0" | "::/0")) => {
                self.at = self.at.or(Some(at));
            }
            _ => {}
        }
    }
}
