//! Messages about targets.

use crate::check::request::target::TargetApi;
use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::{error, warning};

/// more tests, values or ids than one request takes
pub(in crate::check::request) fn too_many_targets(
    at: FileSpan,
    api: TargetApi,
    (found, limit): (usize, usize),
) -> Diagnostic {
    let who = api.words();
    let help = match api {
        TargetApi::EventRule => "give the nodes one tag, and write that alone",
        TargetApi::Association
        | TargetApi::RunbookAssociation
        | TargetApi::Window
        | TargetApi::Automation
        | TargetApi::Command => "put the nodes into a resource group: `resource_group(\"name\")`",
    };
    error(613, at, format!("{found} tests of targets are too many"))
        .label("too many")
        .note(format!("{who} takes at most {limit}"))
        .help(help)
}

/// more values than one test takes
pub(in crate::check::request) fn too_many_values(
    at: FileSpan,
    what: &str,
    (found, limit): (usize, usize),
) -> Diagnostic {
    error(613, at, format!("{found} {what} are too many"))
        .label("too many")
        .note(format!("one test of targets takes at most {limit}"))
        .help("choose the nodes by a tag: `tag(\"Role\", \"web\")`")
}

/// `all` where the interface does not take it
pub(in crate::check::request) fn all_not_taken(at: FileSpan, who: &str) -> Diagnostic {
    error(614, at, format!("{who} does not take `all`"))
        .label("names no nodes")
        .help("choose the nodes by a tag: `tag(\"Role\", \"web\")`")
}

/// a tag that no resource can have
pub(in crate::check::request) fn bad_target_tag(at: FileSpan, key: &str) -> Diagnostic {
    error(614, at, format!("no resource can have the tag \"{key}\" so"))
        .label("not a tag")
        .note("keys have 1 to 128 characters; keys and values hold letters, digits, spaces and `_ . : / = + - @`")
}

/// two tests of the same
pub(in crate::check::request) fn tested_twice(
    at: FileSpan,
    first: FileSpan,
    message: String,
) -> Diagnostic {
    error(614, at, message)
        .label("second test")
        .related(first, "first test")
        .note("a node must meet all tests, and one of the values of each")
        .help("write one test with all values: `tag(\"Role\", \"web\", \"db\")`")
}

/// a tag without a value where one is needed
pub(in crate::check::request) fn tag_without_value(
    at: FileSpan,
    key: &str,
    who: &str,
) -> Diagnostic {
    error(614, at, format!("{who} takes a tag only with its values"))
        .label("no value")
        .help(format!("write the values: `tag(\"{key}\", \"value\")`"))
}

/// what is no id of an instance
pub(in crate::check::request) fn bad_instance_id(at: FileSpan, id: &str) -> Diagnostic {
    error(614, at, format!("\"{id}\" is no instance id"))
        .label("not an instance id")
        .note("an instance id is `i-` and 8 or 17 letters or digits, or `mi-` and 17")
}

/// values of a parameter where there is none
pub(in crate::check::request) fn parameter_values_not_taken(at: FileSpan, who: &str) -> Diagnostic {
    error(614, at, format!("{who} does not take the values of a parameter"))
        .label("only for runbooks with `each`")
}

/// `each P in` where no parameter is fed
pub(in crate::check::request) fn no_target_parameter(
    at: FileSpan,
    name: &str,
    api: TargetApi,
) -> Diagnostic {
    let found = error(614, at, format!("nothing feeds `{name}` here")).label("`each` of what");
    match api {
        TargetApi::Window => {
            found.help(format!("write the targets alone, and pass `{name}: target.id` in the call"))
        }
        TargetApi::Association
        | TargetApi::RunbookAssociation
        | TargetApi::Automation
        | TargetApi::Command
        | TargetApi::EventRule => {
            found.note("`each` gives the targets of a runbook").help("write the targets alone")
        }
    }
}

/// every node of the account, with nothing that holds a mistake back
pub(in crate::check::request) fn all_at_once(at: FileSpan) -> Diagnostic {
    warning(615, at, "this runs on every node of the account, with nothing to hold it back")
        .label("all nodes, those of tomorrow too")
        .note("without limits Systems Manager goes on after failures, on many nodes at a time")
        .help("add `concurrency: 10%` and `max_errors: 5%`")
}
