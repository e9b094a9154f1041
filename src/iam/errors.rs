//! What cannot be known of a runbook's needs, said at its place: one function a code.

use crate::aws::permission::Action;
use crate::aws::{Operation, Service};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::text::FileSpan;

/// an operation whose IAM action is not known
pub(super) fn unknown_action(
    at: FileSpan,
    service: &Service,
    operation: Operation<'_>,
) -> Diagnostic {
    let name = operation.name();
    Diagnostic::warning(
        Code(480),
        at,
        format!("it is not known which IAM action `{name}` of `{}` needs", service.name()),
    )
    .label("called here")
    .note("the policy allows nothing for this call: AWS's reference has no action of its name")
    .help("look the action up in AWS's service authorization reference, and add it to the policy")
}

/// a call that is known only to the run
pub(super) fn computed_call(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(481), at, "which operation this step calls is known only to the run")
        .label("filled in at run time")
        .note("the policy allows nothing for this step")
        .help("name the service and the operation, in a step for each of those that may be called")
}

/// a call that is known only to the run
pub(super) fn no_such_call(at: FileSpan, service: &str, api: &str) -> Diagnostic {
    Diagnostic::warning(Code(481), at, format!("AWS's models have no `{api}` of `{service}`"))
        .label("called here")
        .note("the policy allows nothing for this step")
        .help("name a service and an operation as AWS's models do")
}

/// a call that is known only to the run
pub(super) fn unknown_step(at: FileSpan, action: &str) -> Diagnostic {
    Diagnostic::warning(Code(481), at, format!("what `{action}` calls is not known"))
        .label("this step")
        .note("the policy allows nothing for this step")
        .help("use an action that Automation documents")
}

/// a call in Python that cannot be followed
pub(super) fn unknown_python(at: FileSpan, what: &str) -> Diagnostic {
    Diagnostic::warning(Code(482), at, what.to_owned())
        .label("in this script")
        .note("the policy allows what can be followed from `boto3.client(\"…\")` to a method, no more")
        .help("write service and method as they are, or add the actions to the policy by hand")
}

/// calls with other credentials
pub(super) fn other_credentials(at: FileSpan) -> Diagnostic {
    let found =
        Diagnostic::warning(Code(499), at, "what this calls is not counted for the runbook's role")
            .label("has credentials of its own")
            .note("what another role or user is allowed is in a policy of its own")
            .help("see that those credentials are allowed what the script calls with them");
    Diagnostic { severity: Severity::Info, ..found }
}

/// a Python script that does not parse
pub(super) fn unreadable_python(at: FileSpan, why: &str) -> Diagnostic {
    let why = why.trim_end_matches('.');
    Diagnostic::warning(Code(483), at, "this script is no Python that can be read")
        .label("reading ends here")
        .note(format!("the policy allows nothing for this script; the parser says: {why}"))
        .help("mend the script")
}

/// a runbook that is not in the project
pub(super) fn foreign_child(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::warning(Code(484), at, format!("what the runbook \"{name}\" needs is not known"))
        .label("not a step that runs a runbook of this project")
        .note("without a role of its own a child runs with the rights of its parent")
        .help("give the child a role of its own, or add to the policy what its page lists")
}

/// a runbook that is not in the project
pub(super) fn computed_child(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(484), at, "which runbook this step runs is known only to the run")
        .label("filled in at run time")
        .note("without a role of its own a child runs with the rights of its parent")
        .help("name the runbook, or limit the parameter to the names that it may have")
}

/// code that is not looked into
pub(super) fn powershell(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(485), at, "what this PowerShell script calls is not known")
        .label("only Python is read")
        .note("the policy allows nothing for this script")
        .help("call AWS in steps of their own, or add the actions to the policy by hand")
}

/// code that is not looked into
pub(super) fn attachment(at: FileSpan, file: &str) -> Diagnostic {
    Diagnostic::warning(Code(485), at, format!("what the attached \"{file}\" calls is not known"))
        .label("attached files are not read")
        .note("the policy allows nothing for what is in it")
        .help("write the script in the runbook, or add the actions to the policy by hand")
}

/// an action that may need others
pub(super) fn ungranted(at: FileSpan, action: Action, others: &[Action]) -> Diagnostic {
    let found = dependent_actions(at, action, others);
    let message = format!("which action this call needs is not known: perhaps `{action}`");
    let note = "the policy allows nothing for this call";
    Diagnostic { severity: Severity::Warning, message, ..found }.note(note)
}

/// an action that may need others
pub(super) fn tagging_elsewhere(at: FileSpan) -> Diagnostic {
    let message = "what is tagged here is not known, nor which action of its service tags it";
    Diagnostic::warning(Code(486), at, message)
        .label("called here")
        .note("beside `tag:TagResources` the action of the service that has the resource is needed")
        .help("name the ARNs as they are, or add those actions to the policy")
}

/// an action that may need others
pub(super) fn dependent_actions(at: FileSpan, action: Action, others: &[Action]) -> Diagnostic {
    let list: Vec<String> = others.iter().map(|it| format!("`{it}`")).collect();
    let list = list.join(", ");
    let found =
        Diagnostic::warning(Code(486), at, format!("`{action}` may need more than itself here"))
            .label("called here")
            .note(format!(
                "AWS lists beside it, for some calls: {list}; the policy leaves them out"
            ))
            .help("add those that this call needs to the policy");
    Diagnostic { severity: Severity::Info, ..found }
}

/// the role of an instance profile
pub(super) fn role_of_a_profile(at: FileSpan, member: &str) -> Diagnostic {
    Diagnostic::warning(Code(487), at, format!("which role is behind `{member}` is not known"))
        .label("an instance profile")
        .note("the role in an instance profile is handed over, and its ARN does not tell which")
        .help("put the ARN of that role in the place of `role/*` in the policy")
}

/// the service that a role is handed to
pub(super) fn unknown_principal(at: FileSpan, member: &str, prefix: &str) -> Diagnostic {
    Diagnostic::warning(
        Code(488),
        at,
        format!("it is not known to which service `{prefix}` hands the role in `{member}`"),
    )
    .label("a role is handed over here")
    .note("the policy allows `iam:PassRole` without `iam:PassedToService`")
    .help("add the condition with the principal that the role's trust policy names")
}

/// what a stack creates
pub(super) fn stack(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(489), at, "what the template of this stack creates is not looked at")
        .label("a stack without a role of its own")
        .note(
            "without `RoleARN` CloudFormation creates, changes and deletes resources with the \
             rights of this runbook",
        )
        .help("give the stack a role with `RoleARN`")
}

/// The code of [`open_resource`].
pub(super) const OPEN_RESOURCE: Code = Code(495);

/// a resource that only the run knows
pub(super) fn open_resource(at: FileSpan, open: &str, actions: &[&str]) -> Diagnostic {
    let list: Vec<String> = actions.iter().map(|it| format!("`{it}`")).collect();
    let message = format!("which resource this is depends on {open}, which only the run knows");
    let help = match open.strip_prefix("parameter ") {
        Some(rest) if rest.ends_with("within its pattern") => {
            "limit the parameter with a list of values, or accept it"
        }
        Some(_) => "limit the parameter with a list of values or an anchored pattern, or accept it",
        None => "put the ARNs that the run may need in its place in the policy, or accept it",
    };
    let found = Diagnostic::warning(OPEN_RESOURCE, at, message)
        .label("needed here")
        .note(format!("the policy has a `*` in its place for {}", list.join(", ")))
        .help(help);
    Diagnostic { severity: Severity::Info, ..found }
}

/// a role that IAM does not take
pub(super) fn no_such_role(at: FileSpan, name: &str, problem: &str) -> Diagnostic {
    Diagnostic::error(Code(703), at, format!("IAM takes no role `{name}`: {problem}"))
        .label("assumed here")
        .help("name a role that there may be, or build without `--roles`")
}

/// a role that IAM does not take
pub(crate) fn large_role(
    at: FileSpan,
    name: &str,
    (what, characters): (&str, usize),
    most: usize,
) -> Diagnostic {
    let message =
        format!("the {what} of role `{name}` has {characters} characters, IAM accepts {most}");
    Diagnostic::error(Code(703), at, message)
        .label("assumed here")
        .note("white space does not count")
        .help("give some of those who assume it a role of their own")
}

/// a role that is not made
fn not_made(at: FileSpan, why: impl Into<String>) -> Diagnostic {
    Diagnostic::info(Code(704), at, why)
        .label("no role is made for it")
        .note("`--roles` makes roles whose ARNs and needs the build knows")
}

/// a role that is not made
pub(super) fn open_role(at: FileSpan, name: &str) -> Diagnostic {
    not_made(at, format!("which role `{name}` assumes is known only to the run")).help(
        "write `\"arn:aws:iam::${global.ACCOUNT_ID}:role/NAME\"`, or make the role by other means",
    )
}

/// a role that is not made
pub(super) fn open_passed(at: FileSpan, name: &str) -> Diagnostic {
    not_made(at, format!("which role `{name}` hands over is known only to the run"))
        .help("hand over a role with a constant ARN, or make the role by other means")
}

/// a role that is not made
pub(super) fn linked_role(at: FileSpan) -> Diagnostic {
    not_made(at, "this role is one that a service of AWS makes for itself")
        .help("nothing is to be done: the service makes it")
}

/// a role that is not made
pub(super) fn foreign_role(at: FileSpan, name: &str) -> Diagnostic {
    not_made(at, format!("what the runbook \"{name}\" needs of its role is not known"))
        .help("make the role by other means, with what the runbook's page lists")
}

/// a role that is not made
pub(super) fn dispatch_role(at: FileSpan) -> Diagnostic {
    not_made(at, "what State Manager needs of this role is not documented")
        .help("make the role by other means")
}

/// one name of two roles
pub(super) fn two_roles(at: FileSpan, name: &str, first: FileSpan) -> Diagnostic {
    let message = format!("role `{name}` stands here with another account or path");
    Diagnostic::error(Code(705), at, message)
        .label("another role of this name")
        .related(first, "the first one")
        .note("a name is that of one role of an account, whatever its path and its capital letters")
        .help("write the ARN as it stands at the first place, or give one of the two another name")
}
