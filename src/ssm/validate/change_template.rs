//! What a change template of Change Manager has beyond other documents of schema 0.3: levels of
//! approvals, and the runbooks that a request may ask for.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/change-templates-custom-editor.html>
//! and <https://docs.aws.amazon.com/systems-manager/latest/userguide/cm-approvals-templates.html>

use serde_json::Value;

use super::findings::Findings;
use super::steps::{Step, Steps};
use crate::ssm::{errors, pointer_segment};
use crate::stdlib;
use crate::text::nearest;

/// Members that only change templates have.
const MEMBERS: [&str; 4] =
    ["autoApprovable", "emergencyChange", "executableRunBooks", "templateInformation"];

/// "You can specify up to five levels of approvals."
const MOST_LEVELS: usize = 5;

/// "For each of those levels, you can designate up to five potential approvers."
const MOST_APPROVERS: usize = 5;

/// Members of the input `EnhancedApprovals`.
const APPROVALS: [&str; 2] = ["Approvers", "NotificationArn"];

/// Members of an approver.
const APPROVER: [&str; 3] = ["approver", "minRequiredApprovals", "type"];

/// What an approver can be.
const APPROVER_TYPES: [&str; 5] = ["IamGroup", "IamRole", "IamUser", "SSOGroup", "SSOUser"];

/// Whether a document of schema 0.3 is a change template.
pub(crate) fn is_change_template(document: &Value) -> bool {
    MEMBERS.iter().any(|member| document.get(member).is_some())
}

pub(super) fn check(findings: &mut Findings<'_>, steps: &Steps<'_>) {
    check_runbooks(findings);
    let is_approval = |step: &&Step<'_>| step.action == "aws:approve";
    for step in &steps.all {
        let takes = step.spec().is_none_or(|spec| spec.rules.allowed_in_change_template);
        if !takes {
            let spot = findings.spot(&step.at("action"));
            let rule = "the steps of a change template are its approvals: the runbooks that a \
                        request may ask for stand in `executableRunBooks`";
            findings.report(errors::misplaced_step(&spot, "is in a change template", rule));
        }
    }
    let levels = steps.all.iter().filter(is_approval).count();
    if levels > MOST_LEVELS {
        let bound = most(MOST_LEVELS, levels);
        let spot = findings.spot("/mainSteps");
        findings.report(errors::out_of_range(&spot, &bound, "levels of approvals"));
    }
    for step in steps.all.iter().filter(is_approval) {
        check_approval(findings, step);
    }
}

fn most(limit: usize, found: usize) -> errors::Bound {
    errors::Bound {
        low: None,
        high: i64::try_from(limit).ok(),
        found: i64::try_from(found).unwrap_or(i64::MAX),
    }
}

/// The names of AWS's own runbooks are known, as far as the library declares them.
fn check_runbooks(findings: &mut Findings<'_>) {
    let runbooks = findings.root.get("executableRunBooks").and_then(Value::as_array);
    for (number, runbook) in runbooks.into_iter().flatten().enumerate() {
        let Some(name) = runbook.get("name").and_then(Value::as_str) else { continue };
        let spot = findings.spot(&format!("/executableRunBooks/{number}/name"));
        match stdlib::aws_document(name) {
            Some(source) if !source.contains("extern runbook ") => {
                findings.report(errors::no_runbook(&spot, name));
            }
            Some(_) => {}
            None => {
                let names = stdlib::aws_document_names().iter().copied();
                if let Some(near) = nearest(name, names).filter(|_| name.starts_with("AWS")) {
                    findings.report(errors::unknown_runbook(&spot, name, near));
                }
            }
        }
    }
}

fn check_approval(findings: &mut Findings<'_>, step: &Step<'_>) {
    let Some(inputs) = step.inputs() else { return };
    let pointer = step.at("inputs");
    let Some(approvals) = inputs.get("EnhancedApprovals") else {
        findings.report(errors::missing_member(&findings.spot(&pointer), "EnhancedApprovals"));
        return;
    };
    let pointer = format!("{pointer}/EnhancedApprovals");
    // A reference is known when somebody asks for a change.
    if !approvals.is_object() {
        return;
    }
    check_members(findings, &pointer, approvals, &APPROVALS);
    let approvers = approvals.get("Approvers");
    let pointer_of_list = format!("{pointer}/Approvers");
    let Some(list) = approvers.and_then(Value::as_array) else {
        // A member of another name may be it, and was reported.
        let is_known = |(name, _): (&String, &Value)| APPROVALS.contains(&name.as_str());
        let is_misspelt = approvals.as_object().is_some_and(|map| !map.iter().all(is_known));
        if approvers.is_none() && !is_misspelt {
            findings.report(errors::missing_member(&findings.spot(&pointer), "Approvers"));
        }
        return;
    };
    if list.len() > MOST_APPROVERS {
        let bound = most(MOST_APPROVERS, list.len());
        let spot = findings.spot(&pointer_of_list);
        findings.report(errors::out_of_range(&spot, &bound, "approvers"));
    }
    for (number, approver) in list.iter().enumerate() {
        check_approver(findings, &format!("{pointer_of_list}/{number}"), approver);
    }
}

fn check_approver(findings: &mut Findings<'_>, pointer: &str, approver: &Value) {
    if !approver.is_object() {
        return;
    }
    check_members(findings, pointer, approver, &APPROVER);
    for member in ["approver", "type"].into_iter().filter(|it| approver.get(it).is_none()) {
        findings.report(errors::missing_member(&findings.spot(pointer), member));
    }
    if let Some(given) = approver.get("type").filter(|it| !is_known_type(it)) {
        let allowed: Vec<Value> = APPROVER_TYPES.into_iter().map(Value::from).collect();
        let spot = findings.spot(&format!("{pointer}/type"));
        findings.report(errors::value_not_allowed(&spot, given, &allowed));
    }
    let count = approver.get("minRequiredApprovals");
    if let Some(found) = count.and_then(Value::as_i64).filter(|count| *count < 0) {
        let bound = errors::Bound { low: Some(0), high: None, found };
        let spot = findings.spot(&format!("{pointer}/minRequiredApprovals"));
        findings.report(errors::out_of_range(&spot, &bound, "approvals"));
    }
}

/// A type that is known, or a reference to one.
fn is_known_type(given: &Value) -> bool {
    given.as_str().is_some_and(|text| APPROVER_TYPES.contains(&text) || text.contains("{{"))
}

fn check_members(findings: &mut Findings<'_>, pointer: &str, map: &Value, known: &[&str]) {
    let owner = findings.spot(pointer);
    let names: Vec<String> =
        map.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
        let spot = findings.spot_of_name(&format!("{pointer}/{}", pointer_segment(name)));
        let near = nearest(name, known.iter().copied());
        findings.report(errors::unknown_member(&spot, &owner, name, near));
    }
}

#[cfg(test)]
mod tests {
    use super::{APPROVALS, APPROVER, APPROVER_TYPES, MEMBERS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(MEMBERS.is_sorted() && APPROVALS.is_sorted());
        assert!(APPROVER.is_sorted() && APPROVER_TYPES.is_sorted());
    }
}
