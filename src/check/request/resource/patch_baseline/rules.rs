//! Approval rules: which patches are approved, and when.

use crate::check::Checker;
use crate::check::request::model::Model;
use crate::check::request::shape::record;
use crate::check::request::{errors, spot};
use crate::hir::{Field, RecordType, RequestField, Ty, Value};
use crate::syntax::ast::Expr;

use super::super::Given;
use super::systems::{Dates, Family, System};
use super::{filters, place};

const COMPLIANCE: Model = place("ApprovalRules.PatchRules[0].ComplianceLevel");
const DAYS: Model = place("ApprovalRules.PatchRules[0].ApproveAfterDays");

/// How many rules a baseline has.
const RULES: usize = 10;

fn ty() -> Ty {
    let field = |name: &str, ty: Ty, optional| Field { name: name.into(), ty, optional };
    let rule = RecordType::new(vec![
        field("filters", filters::ty(), false),
        field("approve_after_days", DAYS.ty(), true),
        field("approve_until_date", Ty::string(), true),
        field("compliance", COMPLIANCE.ty(), true),
        field("enable_non_security", Ty::Bool, true),
    ]);
    Ty::list(Ty::Record(rule.into()))
}

/// `ApprovalRules`, if there are any.
pub(super) fn rules(
    cx: &mut Checker<'_>,
    given: &Given<'_, '_>,
    system: Option<&System>,
) -> Option<RequestField> {
    let attribute = given.attributes.get("rules")?;
    let place = given.attributes.place("rules");
    let (Value::List(given), at) = cx.build_value(&attribute.value, &ty(), &place)? else {
        return None;
    };
    if given.len() > RULES {
        cx.report(errors::too_many(at, "approval rules", (given.len(), RULES)));
    }
    let mut rules = Vec::new();
    for (position, given) in given.iter().enumerate() {
        let written = spot::item(&attribute.value, position);
        rules.push(rule(cx, given, written, system));
    }
    let value = record([("PatchRules", Value::List(rules))]);
    Some(RequestField { name: "ApprovalRules", value, at })
}

/// One rule as the API takes it.
fn rule(cx: &mut Checker<'_>, given: &Value, written: &Expr, system: Option<&System>) -> Value {
    let Value::Record(given) = given else { return Value::Null };
    let group = given.get("filters").map_or(Value::Null, |filters| {
        filters::group(cx, filters, spot::member(written, "filters"), system)
    });
    let mut rule = vec![("PatchFilterGroup", group)];
    let take = |name: &str| given.get(name).filter(|value| **value != Value::Null).cloned();
    rule.extend(take("compliance").map(|level| ("ComplianceLevel", level)));
    let days = take("approve_after_days");
    let date = take("approve_until_date");
    check_date(cx, date.as_ref(), written);
    rule.extend(approval(cx, (days, date), written, system));
    if let Some(flag) = take("enable_non_security") {
        if let Some(system) = system.filter(|system| system.family != Family::Linux) {
            let at = cx.at(spot::member(written, "enable_non_security").span);
            let word = "enable_non_security";
            cx.report(errors::not_of_system(at, word, system.name, Family::Linux.words()));
        }
        rule.push(("EnableNonSecurity", flag));
    }
    Value::Record(rule.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// When patches are approved: exactly one of the two, and none where releases have no date.
fn approval(
    cx: &mut Checker<'_>,
    (days, date): (Option<Value>, Option<Value>),
    written: &Expr,
    system: Option<&System>,
) -> Option<(&'static str, Value)> {
    let at = cx.at(written.span);
    let days_at = cx.at(spot::member(written, "approve_after_days").span);
    let date_at = cx.at(spot::member(written, "approve_until_date").span);
    let undated = system.filter(|system| system.dates == Dates::Unknown);
    match (days, date) {
        (Some(_), Some(_)) => {
            let pair = ("approve_until_date", "approve_after_days");
            cx.report(errors::excluded(date_at, pair, days_at));
            None
        }
        (None, Some(date)) => {
            if let Some(system) = undated {
                cx.report(errors::undated_patches(date_at, "approve_until_date", system.name));
            }
            Some(("ApproveUntilDate", date))
        }
        (Some(days), None) => {
            if let Some(system) = undated.filter(|_| days != Value::Int(0)) {
                cx.report(errors::undated_patches(days_at, "approve_after_days", system.name));
            }
            Some(("ApproveAfterDays", days))
        }
        // The request must hold one of the two, and patches without a date are approved at once.
        (None, None) if undated.is_some() => Some(("ApproveAfterDays", Value::Int(0))),
        (None, None) => {
            let example = "approve_after_days: 7";
            cx.report(errors::missing_attribute(at, "a rule", "approve_after_days", example));
            None
        }
    }
}

/// `YYYY-MM-DD`.
fn check_date(cx: &mut Checker<'_>, date: Option<&Value>, written: &Expr) {
    let Some(text) = date.and_then(Value::as_str) else { return };
    let is_date = text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    if !is_date {
        let at = cx.at(spot::member(written, "approve_until_date").span);
        let message = format!("\"{text}\" is no day");
        let found = errors::refused_value(at, message, "not a day of the calendar");
        cx.report(found.help("write it as in \"2027-01-31\""));
    }
}
