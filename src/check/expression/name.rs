//! What a name in an expression means: a local, a declaration, something predeclared.

use crate::hir::{
    Expr, ExprKind, FACTS, FactSpec, FailureField, Field, RecordType, Stage, SystemValue,
    TargetField, TargetSet, TargetTest, Ty, Value, WindowField,
};
use crate::syntax::ast;
use crate::text::{FileSpan, Name, nearest};

use super::super::{Body, Checker, builtin, errors};
use super::constant;

/// Names that are there without being declared, sorted, and what they are.
pub(in crate::check) const PREDECLARED: [(&str, &str); 12] = [
    ("action", "the namespace of Automation actions"),
    ("automation", "the namespace of Automation's system variables"),
    ("aws", "the namespace of API calls and types"),
    ("event", "the event of an event rule"),
    ("facts", "the namespace of facts about the node"),
    ("failure", "what went wrong in a block"),
    ("global", "the namespace of system variables"),
    ("plugin", "the namespace of Command plugins"),
    ("resource", "the resource at hand of a remediation"),
    ("std", "the standard library"),
    ("target", "the resource at hand of a window's task"),
    ("window", "the maintenance window at hand"),
];

const FAILURES: [(&str, FailureField); 2] =
    [("message", FailureField::Message), ("step", FailureField::Step)];

const TARGETS: [(&str, TargetField); 3] =
    [("arn", TargetField::Arn), ("id", TargetField::Id), ("type", TargetField::Type)];

const WINDOWS: [(&str, WindowField); 6] = [
    ("execution_id", WindowField::ExecutionId),
    ("id", WindowField::Id),
    ("invocation_id", WindowField::InvocationId),
    ("target_id", WindowField::TargetId),
    ("task_execution_id", WindowField::TaskExecutionId),
    ("task_id", WindowField::TaskId),
];

impl Checker<'_> {
    pub(super) fn name(&mut self, ident: &ast::Ident) -> Expr {
        let at = self.at(ident.span);
        let name = ident.text.as_str();
        if let Some(local) = self.local(name, at) {
            return local;
        }
        if let Some(declared) = self.declared(&ident.text, at) {
            return self.copied(declared, at);
        }
        if name == "all" {
            let tests = vec![TargetTest::All { at }];
            let targets = TargetSet { tests, parameter: None, at };
            return constant(Value::Targets(Box::new(targets)), at);
        }
        if name == "event" && self.body == Body::EventRule {
            return Expr::run(ExprKind::Event(Vec::new()), event_type(), at);
        }
        if let Some((_, what)) = PREDECLARED.iter().find(|(known, _)| *known == name) {
            let found = errors::not_a_value(at, name, what, None);
            return self.refuse(found, at);
        }
        if builtin::find(name).is_some() {
            let help = format!("call it: `{name}(…)`");
            let found = errors::not_a_value(at, name, "a function", Some(&help));
            return self.refuse(found, at);
        }
        if self.context.index.was_reported(self.file, name) {
            return Expr::error(at);
        }
        let near = self.near_name(name);
        let found = errors::unknown_name(at, name, near.as_deref());
        self.refuse(found, at)
    }

    fn local(&mut self, name: &str, at: FileSpan) -> Option<Expr> {
        let binding = self.scopes.find(name)?;
        binding.used = true;
        let expr = Expr { at, ..binding.expr.clone() };
        Some(self.copied(expr, at))
    }

    /// Counts what copying a value costs, and refuses one that is too large to walk.
    fn copied(&mut self, expr: Expr, at: FileSpan) -> Expr {
        let (size, depth) = measure(&expr);
        self.spend(size);
        if depth > MOST_DEPTH {
            let found = errors::nested_too_deep(at, MOST_DEPTH);
            return self.refuse(found, at);
        }
        if size > MOST_PARTS {
            let found = errors::too_large(at, MOST_PARTS);
            return self.refuse(found, at);
        }
        expr
    }

    fn near_name(&self, name: &str) -> Option<Name> {
        let locals = self.scopes.names();
        let declared = self.context.index.names(self.file);
        let predeclared = PREDECLARED.iter().map(|(name, _)| *name);
        nearest(name, locals.chain(declared).chain(predeclared)).map(Name::new)
    }

    /// Whether a name stands for the predeclared namespace and not for something declared.
    pub(in super::super) fn is_predeclared(&mut self, name: &str) -> bool {
        PREDECLARED.iter().any(|(known, _)| *known == name)
            && self.scopes.find(name).is_none()
            && self.context.index.lookup(self.file, name).is_none()
    }

    /// `global.REGION`, `facts.arch`, …: a member of a predeclared namespace; nothing where the
    /// base is none.
    pub(super) fn system_member(
        &mut self,
        base: &ast::Expr,
        member: &ast::Ident,
        at: FileSpan,
    ) -> Option<Expr> {
        let ast::ExprKind::Name(space) = &base.kind else { return None };
        if !self.is_predeclared(&space.text) {
            return None;
        }
        let name = member.text.as_str();
        Some(match space.text.as_str() {
            "global" | "automation" => self.system_value(&space.text, member, at),
            "facts" => self.fact(member, at),
            "failure" => {
                let field = FAILURES.iter().find(|(known, _)| *known == name);
                let kind = field.map(|(_, field)| ExprKind::Failure(*field));
                let is_known = self.body == Body::Runbook && self.in_rescue;
                let known = FAILURES.map(|(name, _)| name);
                self.pseudo("failure", member, (kind, &known), is_known.then_some(Stage::Run))
            }
            "target" => {
                let field = TARGETS.iter().find(|(known, _)| *known == name);
                let kind = field.map(|(_, field)| ExprKind::Target(*field));
                let known = TARGETS.map(|(name, _)| name);
                let stage = (self.body == Body::WindowTask).then_some(Stage::Run);
                let mut found = self.pseudo("target", member, (kind, &known), stage);
                // The id of an instance, a bucket or whatever the targets are: fits each of them.
                if matches!(found.kind, ExprKind::Target(TargetField::Id)) {
                    found.ty = Ty::Unknown;
                }
                found
            }
            "window" => {
                let field = WINDOWS.iter().find(|(known, _)| *known == name);
                let kind = field.map(|(_, field)| ExprKind::Window(*field));
                let known = WINDOWS.map(|(name, _)| name);
                let stage = (self.body == Body::WindowTask).then_some(Stage::Run);
                self.pseudo("window", member, (kind, &known), stage)
            }
            // Its members are read like those of any record.
            "event" if self.body == Body::EventRule => return None,
            "event" | "resource" => self.of_rule(&space.text, member, at),
            "aws" | "action" | "plugin" | "std" => {
                let path = format!("{}.{}", space.text, member.text);
                let found = errors::not_a_value(
                    at,
                    &path,
                    "part of a name",
                    Some("call it in a statement and name its result: `let x = …`"),
                );
                self.refuse(found, at)
            }
            _ => return None,
        })
    }

    /// `resource.id` in a remediation; nothing has a meaning elsewhere.
    fn of_rule(&mut self, space: &str, member: &ast::Ident, at: FileSpan) -> Expr {
        if space == "event" {
            let path = format!("event.{}", member.text);
            let place = "in the arguments of what an event rule runs";
            return self.refuse(errors::means_nothing_here(at, &path, place), at);
        }
        let kind = (member.text == "id").then_some(ExprKind::Target(TargetField::Id));
        let stage = (self.body == Body::Remediation).then_some(Stage::Run);
        let found = self.pseudo("resource", member, (kind, &["id"]), stage);
        Expr { ty: Ty::Unknown, ..found }
    }

    fn system_value(&mut self, space: &str, member: &ast::Ident, at: FileSpan) -> Expr {
        let path = format!("{space}.{}", member.text);
        let found = SystemValue::ALL.iter().find(|(_, written, _)| *written == path);
        let Some((value, ..)) = found else {
            let prefix = format!("{space}.");
            let known: Vec<&str> = SystemValue::ALL
                .iter()
                .filter_map(|(_, written, _)| written.strip_prefix(prefix.as_str()))
                .collect();
            let at = self.at(member.span);
            let found = errors::unknown_system_value(at, space, &member.text, &known);
            return self.refuse(found, at);
        };
        // Source: "Automation system variables", user guide: runbooks only.
        let is_known = matches!(self.body, Body::Runbook | Body::ParameterDefault);
        if !is_known && !self.is_abstract {
            let found = errors::means_nothing_here(at, &path, "in a runbook");
            return self.refuse(found, at);
        }
        Expr::run(ExprKind::System(*value), Ty::string(), at)
    }

    fn fact(&mut self, member: &ast::Ident, at: FileSpan) -> Expr {
        let is_known = self.body == Body::Command || self.in_tasks || self.is_abstract;
        let spec = FactSpec::named(&member.text);
        let kind = spec.map(|_| ExprKind::Fact(member.text.clone()));
        let stage = is_known.then_some(Stage::Node);
        let fact = self.pseudo("facts", member, (kind, &FACTS.map(|fact| fact.name)), stage);
        let values = spec.map_or(&[][..], |spec| spec.values);
        let ty = if values.is_empty() || fact.is_error() {
            fact.ty.clone()
        } else {
            Ty::Enum(values.iter().map(|value| Value::string(*value)).collect())
        };
        Expr { at, ty, ..fact }
    }

    /// A member of a namespace that is there in one kind of place only; `stage` is absent
    /// everywhere else.
    fn pseudo(
        &mut self,
        space: &str,
        member: &ast::Ident,
        (kind, known): (Option<ExprKind>, &[&str]),
        stage: Option<Stage>,
    ) -> Expr {
        let at = self.at(member.span);
        let Some(kind) = kind else {
            let found = errors::unknown_system_value(at, space, &member.text, known);
            return self.refuse(found, at);
        };
        let Some(stage) = stage else {
            let place = match space {
                "failure" => "in the `rescue` of a block, in a runbook",
                "facts" => "on the node: in the tasks of a command, role or play",
                "resource" => "in the arguments of what a remediation runs",
                _ => "in the arguments of a window's task",
            };
            let path = format!("{space}.{}", member.text);
            let found = errors::means_nothing_here(at, &path, place);
            return self.refuse(found, at);
        };
        Expr { kind, ty: Ty::string(), stage, at }
    }
}

/// Members of every event, and what EventBridge says of the rule. What is inside of `detail` each
/// source of events decides.
///
/// Source: "AWS service event metadata" and "Predefined variables", user guide of EventBridge.
fn event_type() -> Ty {
    const TEXTS: [&str; 10] = [
        "account",
        "detail-type",
        "id",
        "ingestion_time",
        "region",
        "rule_arn",
        "rule_name",
        "source",
        "time",
        "version",
    ];
    let field = |name: &str, ty: Ty| Field { name: name.into(), ty, optional: false };
    let texts = TEXTS.into_iter().map(|name| field(name, Ty::Unknown));
    let others = [field("detail", Ty::Unknown), field("resources", Ty::list(Ty::Unknown))];
    Ty::Record(RecordType::new(texts.chain(others).collect()).into())
}

/// How many parts a value may have that is used by its name.
const MOST_PARTS: usize = 100_000;

/// How deep a value may be nested.
const MOST_DEPTH: u32 = 100;

/// How many parts an expression has (64 bytes of text count as one) and how deep it is nested.
/// Stops where it is too deep.
fn measure(expr: &Expr) -> (usize, u32) {
    enum Part<'e> {
        Expr(&'e Expr),
        Value(&'e Value),
    }
    let (mut size, mut deepest) = (0, 0);
    let mut rest = vec![(Part::Expr(expr), 0)];
    while let Some((part, depth)) = rest.pop() {
        size += 1;
        deepest = deepest.max(depth);
        if depth > MOST_DEPTH {
            break;
        }
        let below = depth + 1;
        match part {
            Part::Value(Value::List(items)) => {
                rest.extend(items.iter().map(|item| (Part::Value(item), below)));
            }
            Part::Value(Value::Record(fields)) => {
                rest.extend(fields.values().map(|item| (Part::Value(item), below)));
            }
            Part::Value(value) => size += value.as_str().map_or(0, str::len) / 64,
            Part::Expr(expr) => match &expr.kind {
                ExprKind::Const(value) => rest.push((Part::Value(value), depth)),
                _ => rest.extend(expr.parts().into_iter().map(|part| (Part::Expr(part), below))),
            },
        }
    }
    (size, deepest)
}

#[cfg(test)]
mod tests {
    use super::{FAILURES, PREDECLARED, TARGETS, WINDOWS};

    #[test]
    fn the_tables_of_names_are_sorted() {
        assert!(PREDECLARED.is_sorted_by_key(|row| row.0));
        assert!(FAILURES.is_sorted_by_key(|row| row.0));
        assert!(TARGETS.is_sorted_by_key(|row| row.0));
        assert!(WINDOWS.is_sorted_by_key(|row| row.0));
    }
}
