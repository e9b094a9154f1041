//! `approve(by: […], min: 2, notify: topic, message: "…")`.

use crate::hir::{Expr, ExprKind, ListPart, Value};
use crate::syntax::ast::Argument;

use super::clauses::STEP_CLAUSES;
use super::errors;
use super::state::RunbookCheck;
use super::statement::{Into, Site};
use super::step::Draft;
use super::value_type::wanted_type;
use super::words::action_of;

/// The arguments with the input that each stands for, sorted.
const ARGUMENTS: [(&str, &str); 4] = [
    ("by", "Approvers"),
    ("message", "Message"),
    ("min", "MinRequiredApprovals"),
    ("notify", "NotificationArn"),
];

impl RunbookCheck<'_> {
    pub(super) fn approve(&mut self, site: &Site<'_>, arguments: &[Argument], into: Into<'_>) {
        let at = self.cx.at(site.written.span);
        let mut draft = self.draft(action_of("approve"), ("approve", at), "approve".into());
        for argument in arguments {
            self.approve_argument(&mut draft, argument);
        }
        self.check_approvers(&draft);
        self.check_topic(&draft);
        self.finish_bound(site, draft, STEP_CLAUSES, into);
    }

    fn approve_argument(&mut self, draft: &mut Draft, argument: &Argument) {
        let Some(name) = argument.name.as_ref().filter(|_| !argument.spread) else {
            let at = self.cx.at(argument.span);
            return self.cx.report(errors::positional_input(at, "`approve`"));
        };
        let at = self.cx.at(name.span);
        let input = ARGUMENTS.iter().find(|(word, _)| *word == name.text).map(|(_, input)| *input);
        let Some(spec) = input.and_then(|input| draft.spec.input(input)) else {
            let known = ARGUMENTS.map(|(word, _)| word);
            self.cx.report(errors::unknown_input(at, (&name.text, "approve"), &known));
            draft.has_unknown = true;
            self.cx.expression(&argument.value);
            return;
        };
        let place = format!("`{}` of `approve`", name.text);
        let value = self.cx.expression_of(&argument.value, &wanted_type(spec.types), &place);
        self.give_at(draft, (spec.name.into(), at), value);
    }

    /// The service publishes to topics only whose names start with `Automation`.
    fn check_topic(&mut self, draft: &Draft) {
        let Some(topic) = draft.inputs.value("NotificationArn") else { return };
        let known = topic.as_const().and_then(Value::as_str).and_then(|arn| arn.rsplit(':').next());
        if let Some(name) = known
            && !name.starts_with("Automation")
        {
            let problem = format!("cannot be the topic \"{name}\"");
            let rule = "the name of the topic starts with \"Automation\"";
            let place = ("`notify` of `approve`", problem.as_str());
            self.cx.report(errors::bad_value(topic.at, place, (rule, None)));
        }
    }

    /// More approvals than approvers can never come.
    fn check_approvers(&mut self, draft: &Draft) {
        let approvers = draft.inputs.value("Approvers").and_then(known_count);
        let minimum = draft.inputs.value("MinRequiredApprovals");
        if let (Some(count), Some(minimum)) = (approvers, minimum)
            && let Some(Value::Int(needed)) = minimum.as_const()
            && usize::try_from(*needed).is_ok_and(|needed| needed > count)
        {
            let problem = format!("cannot be {needed}");
            let rule = format!("`by` has {count} approvers");
            let place = ("`min` of `approve`", problem.as_str());
            self.cx.report(errors::bad_value(minimum.at, place, (&rule, None)));
        }
    }
}

/// How many items a list has, where each of them is one: a reference may stand for several.
fn known_count(list: &Expr) -> Option<usize> {
    match &list.kind {
        ExprKind::Const(Value::List(items)) => Some(items.len()),
        ExprKind::List(parts) => {
            let is_one = |part: &ListPart| match part {
                ListPart::Item(item) => !matches!(item.ty, crate::hir::Ty::List { .. }),
                ListPart::Spread(_) => false,
            };
            parts.iter().all(is_one).then_some(parts.len())
        }
        _ => None,
    }
}
