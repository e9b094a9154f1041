//! Messages about runbooks as a whole, and about the documents and nodes that they call.

use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::text::{FileSpan, nearest};

use super::super::list_of;

/// An attribute that runbooks do not have.
pub(in crate::check::runbook) fn unknown_attribute(
    at: FileSpan,
    name: &str,
    known: &[&str],
) -> Diagnostic {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("write `{near}`"),
        None => format!("write one of {}", list_of(known)),
    };
    Diagnostic::error(Code(428), at, format!("runbooks have no attribute `{name}`"))
        .label("not an attribute of runbooks")
        .help(help)
}

/// A runbook without a step.
pub(in crate::check::runbook) fn empty_runbook(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(517), at, format!("the runbook `{name}` has no steps"))
        .label("nothing here runs anything")
        .note("the service refuses a runbook without steps")
        .help("add a statement that runs an action, such as `sleep 1s`")
}

/// A statement that belongs into another kind of declaration.
pub(in crate::check::runbook) fn not_in_runbooks(
    at: FileSpan,
    word: &str,
    (place, help): (&str, &str),
) -> Diagnostic {
    Diagnostic::error(Code(516), at, format!("`{word}` does not stand in a runbook"))
        .label("has no meaning here")
        .note(format!("`{word}` stands in {place}"))
        .help(help)
}

/// `run` of a runbook, `call` of a command.
pub(in crate::check::runbook) fn wrong_kind_of_document(
    at: FileSpan,
    (name, kind): (&str, &str),
    word: Option<&str>,
) -> Diagnostic {
    Diagnostic::error(Code(412), at, format!("`{name}` is a {kind}"))
        .label("a document of another kind is wanted here")
        .note("`run` runs commands on nodes, `call` runs runbooks")
        .help(match word {
            Some(word) => format!("write `{word}`"),
            None => "name a document of the right kind".to_owned(),
        })
}

/// A command without nodes.
pub(in crate::check::runbook) fn missing_targets(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(413), at, "a command needs nodes to run on")
        .label("`on` is missing")
        .help("add `on` with a group or a list of instance ids")
}

/// Something after `on` that names no nodes.
pub(in crate::check::runbook) fn bad_targets(
    at: FileSpan,
    (found, wanted): (&str, &str),
    is_one_id: Option<(String, FileSpan)>,
) -> Diagnostic {
    let found = Diagnostic::error(Code(414), at, format!("{found} does not say where to run"))
        .label(format!("not {wanted}"))
        .help(format!("write {wanted}"));
    match is_one_id {
        Some((text, at)) => found.fix(Trust::Safe, "make it a list", at, text),
        None => found,
    }
}

/// `each … in` a tag of which only the key is said.
pub(in crate::check::runbook) fn tag_without_values(at: FileSpan, key: &str) -> Diagnostic {
    Diagnostic::error(Code(414), at, format!("the values of the tag \"{key}\" are missing"))
        .label("asks for any value")
        .note("a runbook is started for resources with a tag and its values")
        .help(format!("write `tag(\"{key}\", \"VALUE\")`"))
}

/// Targets of a runbook that need more than one test.
pub(in crate::check::runbook) fn several_targets(at: FileSpan, count: usize) -> Diagnostic {
    Diagnostic::error(Code(430), at, format!("a runbook cannot run on {count} tests at a time"))
        .label("narrows a group by another test")
        .note("the service takes one tag or resource group for the targets of a runbook")
        .help(
            "put the resources into a resource group: `each PARAMETER in resource_group(\"NAME\")`",
        )
}

/// Two attached files of one name.
pub(in crate::check::runbook) fn attachment_twice(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(431), at, format!("two attached files are called `{name}`"))
        .label("has another content")
        .related(first, "attached here first")
        .note("a document knows its files by their names, without folders")
        .help("rename one of the files")
}

/// A script for nodes without a node.
pub(in crate::check::runbook) fn companion_without_target(
    at: FileSpan,
    language: &str,
) -> Diagnostic {
    Diagnostic::error(Code(413), at, format!("`{language}` runs on a node, and none is named"))
        .label("`on` is missing")
        .note("Automation itself runs `python` and `powershell`")
        .help("add `on [INSTANCE_ID]`, or write the script as `python`")
}

/// A sleep that is longer than the service allows.
pub(in crate::check::runbook) fn sleep_too_long(
    at: FileSpan,
    seconds: i64,
    limit: u32,
) -> Diagnostic {
    Diagnostic::error(Code(427), at, format!("a sleep of {seconds} seconds is not possible"))
        .label(format!("not between 0 and {limit} seconds"))
        .note(format!("the service sleeps for at most {limit} seconds"))
        .help("write a shorter time, or `sleep until` a point in time")
}

/// A build-stage loop with too many turns.
pub(in crate::check::runbook) fn too_many_turns(at: FileSpan, limit: u32) -> Diagnostic {
    Diagnostic::error(Code(518), at, "the build would repeat this body too often")
        .label(format!("more than {limit} turns in this runbook"))
        .note("each turn becomes steps of its own, and a document holds 65536 bytes")
        .help("loop over a list that only the run knows, or shorten the list")
}
