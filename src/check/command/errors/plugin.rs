//! Plugins and their inputs.

use crate::check::constraint::Problem;
use crate::diagnostic::Diagnostic;
use crate::ssm::tables;
use crate::text::FileSpan;

use super::{error, listed, warning, write_nearest};

/// a plugin that the agent does not have
pub(in crate::check::command) fn unknown_plugin(at: FileSpan, name: &str) -> Diagnostic {
    let known: Vec<&str> =
        tables::all_plugins().iter().map(tables::PluginSpec::short_name).collect();
    error(450, at, format!("there is no plugin `{name}`"))
        .label("unknown plugin")
        .note(format!("the agent has {}", listed(&known)))
        .help_if(write_nearest(name, &known))
}

/// an input that the plugin does not take
pub(in crate::check::command) fn unknown_input(
    at: FileSpan,
    (name, word): (&str, &str),
    known: &[&str],
) -> Diagnostic {
    let note = match known {
        [] => format!("`{word}` takes no inputs"),
        _ => format!("`{word}` takes {}", listed(known)),
    };
    error(451, at, format!("`{word}` has no input `{name}`"))
        .label("unknown input")
        .note(note)
        .help_if(write_nearest(name, known))
}

/// an input that the plugin needs
pub(in crate::check::command) fn missing_inputs(
    at: FileSpan,
    plugin: &str,
    missing: &[&str],
) -> Diagnostic {
    let names = listed(missing);
    error(452, at, format!("`plugin.{plugin}` lacks {names}"))
        .label(format!("needs {names}"))
        .help(format!("add {names}"))
}

/// a member that an input needs
pub(in crate::check::command) fn missing_members(
    at: FileSpan,
    word: &str,
    missing: &[&str],
) -> Diagnostic {
    let names = listed(missing);
    error(452, at, format!("`{word}` lacks {names}"))
        .label(format!("needs {names}"))
        .help(format!("add {names}"))
}

/// an input that is given twice
pub(in crate::check::command) fn input_twice(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    error(453, at, format!("`{name}` is given twice"))
        .label("second")
        .related(first, "first")
        .help("remove one of them")
}

/// an input without a name
pub(in crate::check::command) fn unnamed_input(at: FileSpan, word: &str) -> Diagnostic {
    error(453, at, format!("an input of `{word}` has no name"))
        .label("which input is this?")
        .note("inputs of plugins are given by name only")
        .help("write `NAME: value`")
}

/// a value that the input does not take
pub(in crate::check::command) fn bad_input(
    at: FileSpan,
    place: &str,
    problem: Problem,
) -> Diagnostic {
    match problem {
        Problem::Withdrawn(text) => {
            error(454, at, format!("{place} can no longer be \"{text}\"")).label("withdrawn")
        }
        Problem::Refused { what, rule, help } => {
            let finding = error(454, at, format!("{place} {what}"));
            finding.label("not allowed").note(rule).help_if(help)
        }
    }
}

/// a timeout that the agent replaces by its default
pub(in crate::check::command) fn unread_timeout(
    at: FileSpan,
    place: &str,
    problem: Problem,
) -> Diagnostic {
    let Problem::Refused { what, rule, .. } = problem else {
        return bad_input(at, place, problem);
    };
    error(460, at, format!("{place} {what}"))
        .label("not read")
        .note(format!("{rule}; for anything else the agent takes 3,600 seconds, and says nothing"))
}

/// options that the agent cannot read
pub(in crate::check::command) fn bad_get_options(at: FileSpan, place: &str) -> Diagnostic {
    error(454, at, format!("{place} names neither a branch nor a commit"))
        .label("not understood by the agent")
        .note("it takes `branch:NAME` or `commitID:SHA`")
        .help("write \"branch:main\", or the commit, which no one can move")
}

/// a key with the wrong start
pub(in crate::check::command) fn bad_key(
    at: FileSpan,
    (key, place): (&str, &str),
    prefix: &str,
) -> Diagnostic {
    error(454, at, format!("{place} cannot have the key `{key}`"))
        .label(format!("does not start with `{prefix}`"))
        .note(format!(
            "every key starts with `{prefix}`: it becomes a variable of the package's scripts"
        ))
        .help(format!("write `{prefix}{key}`"))
}

/// a secret where the agent does not read one
pub(in crate::check::command) fn secret_out_of_place(at: FileSpan, place: &str) -> Diagnostic {
    error(455, at, format!("{place} cannot be a secret"))
        .label("not read by the agent")
        .note("the agent reads `{{ssm-secure:…}}` in tokens, keys, users and passwords of downloads only")
        .help("give the value itself, or read the secret inside a script")
}

/// a plugin that is gone
pub(in crate::check::command) fn withdrawn_plugin(at: FileSpan, name: &str) -> Diagnostic {
    error(456, at, format!("`plugin.{name}` cannot stand in a document of schema 2.2"))
        .label("withdrawn")
        .note("AWS has replaced it by the CloudWatch agent")
        .help("install the agent with `plugin.configurePackage(action: \"Install\", name: \"AmazonCloudWatchAgent\")`")
}

/// a plugin for what is no longer there
pub(in crate::check::command) fn outdated_plugin(at: FileSpan, name: &str) -> Diagnostic {
    warning(
        457,
        at,
        format!(
            "`plugin.{name}` updates EC2Config, which Windows Server 2016 and later do not have"
        ),
    )
    .label("outdated")
    .note("EC2Config has been replaced by EC2Launch")
    .help("write `plugin.updateSsmAgent(…)` for the agent of Systems Manager")
}

/// a plugin that only associations may run
pub(in crate::check::command) fn association_only(at: FileSpan, name: &str) -> Diagnostic {
    let message = format!("`plugin.{name}` runs from an association only");
    warning(458, at, message)
        .label("refused when the command is sent")
        .note("the agent answers that the plugin can only be invoked via ssm-associate")
        .help(
            "put it into a `play`, or add `document_type: \"Policy\"` and run the document by an \
             `association`",
        )
}

/// a run-stage value inside code
pub(in crate::check::command) fn value_as_code(at: FileSpan, place: &str) -> Diagnostic {
    error(459, at, format!("{place} would run this value as code"))
        .label("known only when the command runs")
        .note("SSM puts values into the text of a script as they are, without quoting")
        .help("write `sh(value: …) \"\"\"…\"\"\"` and use `\"$value\"`, or `raw(\"…\")` where code is meant")
}

/// control of the document as an input
pub(in crate::check::command) fn control_input(at: FileSpan, name: &str) -> Diagnostic {
    let help = match name {
        "finallyStep" => "write `finally` behind the task",
        "onSuccess" => "write `on success exit` behind the task",
        _ => "write `on failure continue` or `on failure succeed` behind the task",
    };
    error(451, at, format!("`{name}` is not given as an input"))
        .label("a clause of the task")
        .note("what happens after a task is the same for all plugins")
        .help(help)
}

/// a plugin that no platform of the command has
pub(in crate::check::command) fn plugin_never_runs(
    at: FileSpan,
    (name, known): (&str, &[&str]),
    declared: FileSpan,
) -> Diagnostic {
    error(579, at, format!("`plugin.{name}` never runs in this command"))
        .label(format!("for {} only", known.join(" and ")))
        .related(declared, "the command's platforms")
        .help("remove the task, or add its platform")
}

/// a document that the agent does not run inside another
pub(in crate::check::command) fn update_inside_document(at: FileSpan) -> Diagnostic {
    error(454, at, "\"AWS-UpdateSSMAgent\" cannot run inside another document")
        .label("refused by the agent")
        .note("the update restarts the agent that waits for it")
        .help("run \"AWS-UpdateSSMAgent\" by itself")
}
