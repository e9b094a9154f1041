//! Roles and handlers.

use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::{error, listed, warning};
use crate::diagnostic::Code;

/// a handler that nothing notifies
pub(in crate::check::command) fn handler_without_notify(at: FileSpan, name: &str) -> Diagnostic {
    warning(592, at, format!("nothing notifies the handler `{name}`"))
        .label("never runs")
        .note("a handler runs where a task that changed something notifies it")
        .help(format!("write `notify {name}` behind a task, or remove the handler"))
}

/// a handler that does not exist
pub(in crate::check::command) fn unknown_handler(
    at: FileSpan,
    name: &str,
    known: &[&str],
    near: Option<&str>,
) -> Diagnostic {
    let there = if known.is_empty() {
        "no handler is declared here".to_owned()
    } else {
        format!("declared are {}", listed(known))
    };
    error(593, at, format!("there is no handler `{name}`"))
        .label("not declared")
        .note(format!("{there}; a role sees its own handlers, those of who calls it, and those of the project's top level"))
        .help(match near {
            Some(near) => format!("write `{near}`"),
            None => format!("declare it: `handler {name} {{ … }}`"),
        })
}

/// a handler that notifies itself or one before it
pub(in crate::check::command) fn notifies_backwards(
    at: FileSpan,
    name: &str,
    handler: FileSpan,
) -> Diagnostic {
    error(593, at, format!("the handler `{name}` does not stand behind this one"))
        .label("has run already")
        .related(handler, "declared here")
        .note("handlers run in the order of their declarations, each once")
        .help("declare it behind this one, or put its tasks here")
}

/// a handler called like a task
pub(in crate::check::command) fn handler_called(at: FileSpan, name: &str) -> Diagnostic {
    error(593, at, format!("the handler `{name}` cannot be called"))
        .label("a handler")
        .note("handlers run at the end, and only where a task that changed something notifies them")
        .help(format!("write `notify {name}` behind a task"))
}

/// a parameter or handler inside a handler
pub(in crate::check::command) fn not_in_handlers(at: FileSpan) -> Diagnostic {
    error(593, at, "a handler holds tasks only")
        .label("not a task")
        .note("a handler that stands by itself is the same for all that notify it")
        .help("move it into a `role`")
}

/// a role that calls itself
pub(in crate::check::command) fn role_in_itself(
    at: FileSpan,
    name: &str,
    role: FileSpan,
) -> Diagnostic {
    error(594, at, format!("the call of `{name}` leads back to this role"))
        .label("never ends")
        .related(role, "the role")
        .note("a call of a role stands for all of the role's tasks")
        .help("remove one of the calls, or move what both need to a third role")
}

/// the result of a role
pub(in crate::check::command) fn role_result(at: FileSpan, name: &str) -> Diagnostic {
    error(594, at, format!("the role `{name}` has no result"))
        .label("cannot be named")
        .note("each of its tasks has a result of its own")
        .help("notify a handler inside the role, or call the module here")
}

/// an attribute in a role
pub(in crate::check::command) fn attribute_of_role(at: FileSpan, name: &str) -> Diagnostic {
    error(585, at, format!("a role has no attribute `{name}`"))
        .label("roles have no attributes")
        .note("attributes belong to the document: to the play or command that calls the role")
        .help("write it there")
}

/// a role that is called twice with the same arguments
pub(in crate::check::command) fn role_twice(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    Diagnostic::info(Code(597), at, format!("`{name}` runs once: this call is the same"))
        .label("left out")
        .related(first, "runs here")
        .note("equal calls of a role are one")
        .help("remove one of them, or give them different arguments")
}

/// nodes in the header of a module or role
pub(in crate::check::command) fn task_with_targets(at: FileSpan, word: &str) -> Diagnostic {
    error(588, at, format!("a {word} has no nodes of its own"))
        .label("names nodes")
        .note("it runs where the play or command that calls it runs")
        .help("remove it, and name the nodes in a `play`")
}
