//! `sourceInfo` of `plugin.downloadContent`: its members depend on `sourceType`.

use crate::check::constraint::problem_of;
use crate::hir::{Expr, ExprKind, Ty, Value};
use crate::ssm::tables::{InputSpec, PluginSpec, VariantSpec};
use crate::text::Name;

use super::errors;
use super::plugin::{Given, find, wanted_type};
use super::state::CommandCheck;

impl CommandCheck<'_, '_> {
    /// Checks the members of an object whose shape another input selects.
    pub(super) fn check_source_info(&mut self, spec: &PluginSpec, given: &[Given]) {
        let Some(input) = spec.inputs.iter().find(|input| !input.variants.is_empty()) else {
            return;
        };
        let (Some(info), Some(source)) = (find(given, input.name), find(given, "sourceType"))
        else {
            return;
        };
        // Of a source that only the run knows, the members are not known either.
        let Some(name) = source.value.as_const().and_then(Value::as_str) else { return };
        let Some(variant) = input.variants.iter().find(|variant| variant.name == name) else {
            return;
        };
        if let Some(members) = members_of(&info.value) {
            self.check_members(variant, &members, info);
        }
    }

    fn check_members(&mut self, variant: &VariantSpec, members: &[(Name, Expr)], info: &Given) {
        let known: Vec<&str> = variant.members.iter().map(|member| member.name).collect();
        let word = format!("sourceInfo of {}", variant.name);
        for (name, value) in members {
            let Some(member) = variant.members.iter().find(|member| member.name == *name) else {
                let written = info.members.iter().find(|(known, _)| known == name);
                let at = written.map_or(value.at, |(_, at)| *at);
                self.cx.report(errors::unknown_input(at, (name, &word), &known));
                continue;
            };
            let place = format!("`{name}` of `{word}`");
            let fitted = self.cx.fit(value.clone(), &wanted_type(member), &place);
            if let Some((at, problem)) = problem_of(member, &fitted) {
                self.cx.report(errors::bad_input(at, &place, problem));
            }
            self.check_member_value(member, value, &place);
        }
        let is_missing = |member: &&InputSpec| {
            member.required && !members.iter().any(|(name, _)| name == member.name)
        };
        let missing: Vec<&str> =
            variant.members.iter().filter(is_missing).map(|member| member.name).collect();
        if !missing.is_empty() {
            self.cx.report(errors::missing_members(info.at, &word, &missing));
        }
    }

    fn check_member_value(&mut self, member: &InputSpec, value: &Expr, place: &str) {
        let text = value.as_const().and_then(Value::as_str);
        if member.name == "getOptions"
            && text
                .is_some_and(|text| !text.starts_with("branch:") && !text.starts_with("commitID:"))
        {
            self.cx.report(errors::bad_get_options(value.at, place));
        }
        if matches!(value.kind, ExprKind::Secret(_)) && !member.secure {
            self.cx.report(errors::secret_out_of_place(value.at, place));
        }
    }
}

/// The members of a record, constant or not.
fn members_of(info: &Expr) -> Option<Vec<(Name, Expr)>> {
    match &info.kind {
        ExprKind::Record(members) => Some(members.clone()),
        ExprKind::Const(Value::Record(members)) => {
            let constant =
                |value: &Value| Expr::constant(value.clone(), type_of_constant(value), info.at);
            Some(members.iter().map(|(name, value)| (name.clone(), constant(value))).collect())
        }
        _ => None,
    }
}

fn type_of_constant(value: &Value) -> Ty {
    match value {
        Value::String(_) | Value::Raw(_) => Ty::string(),
        Value::Bool(_) => Ty::Bool,
        Value::Int(_) => Ty::int(),
        _ => Ty::Unknown,
    }
}
