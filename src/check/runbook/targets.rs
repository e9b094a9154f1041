//! `on TARGETS`: which nodes, or which resources, a step reaches.

use crate::hir::{AwsType, Expr, ExprKind, ListPart, TargetSet, TargetTest, Ty, Value};
use crate::syntax::ast;
use crate::text::Name;

use super::api::constant;
use super::errors;
use super::state::RunbookCheck;
use super::step::Draft;

const GROUP_OR_IDS: &str = "a group or a list of instance ids";

impl RunbookCheck<'_> {
    /// Gives a command its nodes: a group, `Targets`, or a list of instance ids.
    pub(super) fn give_nodes(&mut self, draft: &mut Draft, written: &ast::Expr) {
        let targets = self.cx.expression(written);
        match targets.ty.required() {
            Ty::Unknown => {
                let error = Expr::error(targets.at);
                self.give(draft, "InstanceIds", error);
            }
            Ty::Targets => self.give_group(draft, targets),
            Ty::List { .. } | Ty::Json => {
                let targets = self.instance_ids(targets);
                self.give(draft, "InstanceIds", targets);
            }
            Ty::Aws { .. } | Ty::String { .. } => {
                let fix = match &written.kind {
                    ast::ExprKind::Name(name) => Some((format!("[{}]", name.text), targets.at)),
                    _ => None,
                };
                let found = ("one instance", GROUP_OR_IDS);
                self.cx.report(errors::bad_targets(targets.at, found, fix));
                self.give(draft, "InstanceIds", Expr::error(targets.at));
            }
            _ => {
                self.cx.report(errors::bad_targets(targets.at, ("this", GROUP_OR_IDS), None));
                self.give(draft, "InstanceIds", Expr::error(targets.at));
            }
        }
    }

    /// A list of ids. What the build knows of it must be ids; what the run gives may be any text,
    /// such as the output of a command.
    fn instance_ids(&mut self, list: Expr) -> Expr {
        let known = Ty::aws(AwsType::InstanceId);
        match &list.kind {
            ExprKind::Const(_) => self.cx.fit(list, &Ty::list(known), "`on`"),
            ExprKind::List(parts) => {
                for part in parts {
                    if let ListPart::Item(item) = part
                        && item.as_const().is_some()
                    {
                        self.cx.fit(item.clone(), &known, "`on`");
                    }
                }
                self.cx.fit(list, &Ty::list(Ty::string()), "`on`")
            }
            _ => self.cx.fit(list, &Ty::list(Ty::string()), "`on`"),
        }
    }

    fn give_group(&mut self, draft: &mut Draft, targets: Expr) {
        if let Some(set) = set_of(&targets)
            && let Some((_, at)) = &set.parameter
        {
            let found = ("`each … in`", GROUP_OR_IDS);
            self.cx.report(errors::bad_targets(*at, found, None));
        }
        self.give(draft, "Targets", targets);
    }

    /// Gives a call of a runbook its resources, `each PARAMETER in TARGETS`; the parameter.
    pub(super) fn give_resources(
        &mut self,
        draft: &mut Draft,
        written: &ast::Expr,
    ) -> Option<Name> {
        let targets = self.cx.expression(written);
        if targets.is_error() {
            return None;
        }
        let Some((name, at)) = set_of(&targets).and_then(|set| set.parameter.clone()) else {
            let found = ("this", "`each PARAMETER in TARGETS`");
            self.cx.report(errors::bad_targets(targets.at, found, None));
            return None;
        };
        self.check_tag_values(&targets);
        let count = set_of(&targets).map_or(0, |set| set.tests.len());
        if count > 1 {
            self.cx.report(errors::several_targets(targets.at, count));
        }
        self.give(draft, "TargetParameterName", constant(name.as_str(), at));
        self.give(draft, "Targets", targets);
        Some(name)
    }

    /// Runbooks find resources by a tag and its values; only commands take a tag with any value.
    fn check_tag_values(&mut self, targets: &Expr) {
        let tests = set_of(targets).map_or(&[][..], |set| set.tests.as_slice());
        for test in tests {
            if let TargetTest::Tag { key, values, .. } = test
                && values.is_empty()
            {
                self.cx.report(errors::tag_without_values(targets.at, key));
            }
        }
    }

    /// Gives a companion command its one node: an instance id, or a list of one.
    pub(super) fn give_one_node(&mut self, draft: &mut Draft, written: &ast::Expr) {
        let target = self.cx.expression(written);
        let at = target.at;
        let one = "one instance id";
        match target.ty.required() {
            Ty::Unknown => self.give(draft, "InstanceIds", Expr::error(at)),
            Ty::Aws { .. } | Ty::String { .. } => {
                let ty = Ty::list(Ty::string());
                let list = match target.as_const() {
                    Some(known) => Expr::constant(Value::List(vec![known.clone()]), ty, at),
                    None => Expr::run(ExprKind::List(vec![ListPart::Item(target)]), ty, at),
                };
                let list = self.instance_ids(list);
                self.give(draft, "InstanceIds", list);
            }
            Ty::List { .. } if item_count(&target) == Some(1) => {
                let target = self.instance_ids(target);
                self.give(draft, "InstanceIds", target);
            }
            _ => {
                let found = ("this", one);
                self.cx.report(errors::bad_targets(at, found, None));
                self.give(draft, "InstanceIds", Expr::error(at));
            }
        }
    }
}

fn set_of(targets: &Expr) -> Option<&TargetSet> {
    match targets.as_const() {
        Some(Value::Targets(set)) => Some(set),
        _ => None,
    }
}

fn item_count(list: &Expr) -> Option<usize> {
    match &list.kind {
        ExprKind::Const(Value::List(items)) => Some(items.len()),
        ExprKind::List(parts) => {
            let is_item = |part: &ListPart| matches!(part, ListPart::Item(_));
            parts.iter().all(is_item).then_some(parts.len())
        }
        _ => None,
    }
}
