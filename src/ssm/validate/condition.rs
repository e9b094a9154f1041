//! The conditions of `aws:branch` and `aws:loop`.

use serde_json::Value;

use super::findings::Findings;
use super::steps::Step;
use crate::ssm::JsonMap;
use crate::ssm::errors;
use crate::ssm::tables::{OPERATORS, operator};
use crate::ssm::wording::kind_of;
use crate::text::nearest;

const FORMS: &str = "a condition is a `Variable` with one comparison, or `And`, `Or` or `Not`";

/// How deep conditions are read. The service is known to take two levels.
const DEPTH: usize = 16;

/// Checks the choices of a branch, or the condition of a loop.
pub(super) fn check(findings: &mut Findings<'_>, step: &Step<'_>) {
    match step.action {
        "aws:branch" => {
            let choices = step.input("Choices").and_then(Value::as_array);
            for (number, choice) in choices.into_iter().flatten().enumerate() {
                check_choice(findings, choice, &step.at(&format!("inputs/Choices/{number}")));
            }
        }
        "aws:loop" => {
            if let Some(condition) = step.input("LoopCondition") {
                check_condition(findings, condition, &step.at("inputs/LoopCondition"), 0);
            }
        }
        _ => {}
    }
}

fn check_choice(findings: &mut Findings<'_>, choice: &Value, pointer: &str) {
    if choice.get("NextStep").is_none() {
        let spot = findings.spot(pointer);
        findings.report(errors::missing_member(&spot, "NextStep"));
    }
    check_condition(findings, choice, pointer, 0);
}

fn check_condition(findings: &mut Findings<'_>, condition: &Value, pointer: &str, depth: usize) {
    let Some(members) = condition.as_object() else {
        let spot = findings.spot(pointer);
        let problem = format!("is {}", kind_of(condition));
        findings.report(errors::bad_condition(&spot, &problem, FORMS));
        return;
    };
    let parts: Vec<(&String, &Value)> =
        members.iter().filter(|(name, _)| *name != "NextStep").collect();
    match parts.as_slice() {
        [(name, value)] if ["And", "Or"].contains(&name.as_str()) => {
            check_list(findings, value, &format!("{pointer}/{name}"), depth);
        }
        [(name, value)] if *name == "Not" && depth < DEPTH => {
            check_condition(findings, value, &format!("{pointer}/Not"), depth + 1);
        }
        _ => check_comparison(findings, members, pointer),
    }
}

/// The operands of `And` and `Or`.
fn check_list(findings: &mut Findings<'_>, value: &Value, pointer: &str, depth: usize) {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    if items.len() < 2 {
        let spot = findings.spot(pointer);
        let problem = match value {
            Value::Array(items) => format!("has {} conditions", items.len()),
            other => format!("is {}", kind_of(other)),
        };
        let rule = "`And` and `Or` take a list of at least two conditions";
        findings.report(errors::bad_condition(&spot, &problem, rule));
    }
    if depth < DEPTH {
        for (number, item) in items.iter().enumerate() {
            check_condition(findings, item, &format!("{pointer}/{number}"), depth + 1);
        }
    }
}

fn check_comparison(findings: &mut Findings<'_>, members: &JsonMap, pointer: &str) {
    let others: Vec<(&String, &Value)> = members
        .iter()
        .filter(|(name, _)| !["NextStep", "Variable"].contains(&name.as_str()))
        .collect();
    let ([(name, operand)], Some(variable)) = (others.as_slice(), members.get("Variable")) else {
        let spot = findings.spot(pointer);
        let problem = match members.get("Variable") {
            None => "has no `Variable`".to_owned(),
            Some(_) => format!("has {} comparisons", others.len()),
        };
        findings.report(errors::bad_condition(&spot, &problem, FORMS));
        return;
    };
    if !variable.is_string() {
        let spot = findings.spot(&format!("{pointer}/Variable"));
        let problem = format!("is {}", kind_of(variable));
        findings.report(errors::bad_condition(&spot, &problem, "a `Variable` is one reference"));
    }
    let at = || findings.spot(&format!("{pointer}/{name}"));
    let Some(known) = operator(name) else {
        let near = nearest(name, OPERATORS.iter().map(|operator| operator.name));
        let rule = match near {
            Some(near) => format!("the nearest comparison is `{near}`"),
            None => FORMS.to_owned(),
        };
        let at = at();
        findings.report(errors::bad_condition(&at, "is no comparison", &rule));
        return;
    };
    let is_reference = operand.as_str().is_some_and(|text| text.contains("{{"));
    if !is_reference && !known.operand.accepts(operand) {
        let problem = format!("is {}", kind_of(operand));
        let rule = format!("`{name}` compares with a literal of type {}", known.operand);
        let at = at();
        findings.report(errors::bad_condition(&at, &problem, &rule));
    }
}
