//! Findings on a policy that a team has: one function a code.

use crate::aws::permission::Action;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

use super::super::glob::Glob;
use super::super::need::Need;
use super::missing::Why;

/// How many actions a message names.
const NAMED: usize = 8;

/// an action that the policy lacks
pub(super) fn missing(need: &Need) -> Diagnostic {
    let action = need.action();
    Diagnostic::error(Code(490), need.because.at, format!("the policy does not allow `{action}`"))
        .label(because(need))
        .note("the step fails with the role that has this policy alone")
        .help(format!("allow `{action}` in the policy"))
}

/// an action that the policy lacks
pub(super) fn denied(need: &Need, resource: &str) -> Diagnostic {
    let action = need.action();
    let message = match resource {
        "*" => format!("the policy denies `{action}`"),
        _ => format!("the policy denies `{action}` on `{resource}`"),
    };
    Diagnostic::error(Code(490), need.because.at, message)
        .label(because(need))
        .note("what one statement denies no other allows")
        .help(format!("take `{action}`, or the resource, out of the statement that denies"))
}

/// a resource that the policy lacks
pub(super) fn missing_resource(need: &Need, glob: &Glob, resource: &str) -> Diagnostic {
    let action = need.action();
    let message = format!("the policy does not allow `{action}` on `{resource}`");
    let found = if glob.open.is_empty() {
        Diagnostic::error(Code(491), need.because.at, message)
            .note("the policy allows the action on other resources only")
    } else {
        let open: Vec<&str> = glob.open.iter().map(String::as_str).collect();
        Diagnostic::warning(Code(491), need.because.at, message).note(format!(
            "the policy allows it on less; known only to the run is {}",
            open.join(", ")
        ))
    };
    found.label(because(need)).help(format!("allow `{action}` on `{resource}`"))
}

/// an action that nothing needs
pub(super) fn unused(at: FileSpan, action: &str) -> Diagnostic {
    Diagnostic::warning(Code(492), at, format!("nothing in the runbook needs `{action}`"))
        .label("allowed here")
        .note("a policy of least privilege allows what is needed and no more")
        .help("take it out")
}

/// an action that nothing needs
pub(super) fn no_action(at: FileSpan, action: &str) -> Diagnostic {
    let near = Action::nearest(action).map(|near| format!("write `{near}`"));
    Diagnostic::warning(Code(492), at, format!("AWS has no action `{action}`"))
        .label("not in AWS's reference")
        .note("IAM takes unknown names without a word, and allows nothing by them")
        .help(near.unwrap_or_else(|| "take it out".to_owned()))
}

/// a wildcard that allows more than is needed
pub(super) fn wildcard(at: FileSpan, pattern: &str, all: usize, needed: &[&str]) -> Diagnostic {
    let are = if needed.len() == 1 { "is" } else { "are" };
    Diagnostic::warning(
        Code(493),
        at,
        format!("`{pattern}` allows {all} actions, {} {are} needed", needed.len()),
    )
    .label("a wildcard")
    .note("what AWS adds under this pattern is allowed, too")
    .help(format!("write {}", list(needed)))
}

/// a wildcard that allows more than is needed
pub(super) fn all_but(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(493), at, "`NotAction` allows every action that it does not name")
        .label("all but these")
        .note("what AWS adds is allowed, too")
        .help("name the actions that are needed in `Action`")
}

/// a wildcard that allows more than is needed
pub(super) fn any_resource(at: FileSpan, actions: &[&str]) -> Diagnostic {
    Diagnostic::warning(Code(493), at, "this allows more resources than are needed")
        .label("a wildcard")
        .note(format!("{} can be limited to resources", list(actions)))
        .help("write the resources that `ordain iam` writes")
}

/// a file that is no policy
pub(super) fn no_policy(at: FileSpan, why: &str) -> Diagnostic {
    Diagnostic::error(Code(494), at, format!("this is no IAM policy: {why}"))
        .label("here")
        .note("a policy is a JSON object with `Version` and `Statement`")
        .help("give the file that `aws iam get-role-policy` or `ordain iam` writes")
}

/// a denial that may take away what is needed
pub(super) fn may_deny(at: FileSpan, actions: &[&str], why: Why, keys: &[&str]) -> Diagnostic {
    let note = match why {
        Why::SomeResources => {
            "it denies some of the resources that the run may need, not all".to_owned()
        }
        Why::Condition => format!("it denies under a condition on {}", list(keys)),
    };
    Diagnostic::warning(Code(496), at, format!("this statement may deny {}", list(actions)))
        .label("denies a part of what is needed")
        .note(note)
        .help("see that no run of the runbook falls under it")
}

/// a permission under a condition
pub(super) fn may_not_allow(at: FileSpan, actions: &[&str], keys: &[&str]) -> Diagnostic {
    let are = if actions.len() == 1 { "is" } else { "are" };
    let message = format!("{} {are} allowed under a condition only", list(actions));
    Diagnostic::warning(Code(497), at, message)
        .label("the only statement that allows it")
        .note(format!("whether the condition on {} is met, only the run knows", list(keys)))
        .help("see that every run of the runbook meets the condition")
}

/// a policy in the old version of the language
pub(super) fn old_version(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(498), at, "this policy is in the version of 2008")
        .label("the old version")
        .note("in it `${aws:username}` and other variables are plain text")
        .help("write `\"Version\": \"2012-10-17\"`")
}

/// a policy in the old version of the language
pub(super) fn no_version(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(498), at, "this policy has no `Version`, and gets that of 2008")
        .label("no `Version` in it")
        .note("in the old version `${aws:username}` and other variables are plain text")
        .help("write `\"Version\": \"2012-10-17\"`")
}

/// Why an action is needed, for a label.
fn because(need: &Need) -> String {
    format!("step `{}`: {}", need.because.step, need.because.what)
}

fn list(names: &[&str]) -> String {
    let mut shown: Vec<String> = names.iter().take(NAMED).map(|it| format!("`{it}`")).collect();
    if names.len() > NAMED {
        shown.push(format!("{} more", names.len() - NAMED));
    }
    shown.join(", ")
}
