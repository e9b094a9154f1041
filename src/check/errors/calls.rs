//! Calls: arguments, built-in functions, files.

use crate::check::Body;
use crate::diagnostic::{Diagnostic, Trust};
use crate::hir::Ty;
use crate::text::FileSpan;

use super::{error, listed, write_name};

/// an argument is missing
pub(crate) fn missing_arguments(at: FileSpan, callee: &str, missing: &[&str]) -> Diagnostic {
    let names = listed(missing.iter().copied());
    let (verb, noun) = if missing.len() == 1 { ("is", "it") } else { ("are", "them") };
    error(340, at, format!("{callee} needs {names}"))
        .label(format!("{names} {verb} not given"))
        .help(format!(
            "give {noun}: `{}`",
            missing.iter().map(|name| format!("{name}: …")).collect::<Vec<_>>().join(", ")
        ))
}

/// an argument that the callee does not take
pub(crate) fn unknown_argument(
    at: FileSpan,
    name: &str,
    callee: &str,
    known: &[&str],
    near: Option<&str>,
) -> Diagnostic {
    let found = error(341, at, format!("{callee} has no parameter `{name}`"))
        .label("unknown parameter")
        .note(match known {
            [] => format!("{callee} takes no arguments"),
            known => format!("{callee} takes {}", listed(known.iter().copied())),
        })
        .help_if(write_name(near));
    match near {
        Some(near) => found.fix(Trust::Unsafe, format!("rename to `{near}`"), at, near),
        None => found,
    }
}

/// an argument is given twice
pub(crate) fn duplicate_argument(at: FileSpan, name: &str) -> Diagnostic {
    error(342, at, format!("`{name}` is given twice")).label("given again").help("remove one")
}

/// an argument without its name
pub(crate) fn positional_argument(at: FileSpan, callee: &str, first: Option<&str>) -> Diagnostic {
    error(343, at, format!("arguments of {callee} need their names"))
        .label("which parameter is this for")
        .help(format!("write `{}: value`", first.unwrap_or("name")))
}

/// more arguments than parameters
pub(crate) fn too_many_arguments(at: FileSpan, callee: &str, most: usize) -> Diagnostic {
    let noun = if most == 1 { "argument" } else { "arguments" };
    error(343, at, format!("{callee} takes {most} {noun}")).label("one too many")
}

/// a map of arguments where none can stand
pub(crate) fn no_spread(at: FileSpan, callee: &str) -> Diagnostic {
    error(344, at, format!("{callee} takes no map of arguments"))
        .label("spread here")
        .help("write the arguments one by one")
}

/// an argument of a type that a function does not take
pub(crate) fn wrong_argument(at: FileSpan, place: &str, found: &Ty, wanted: &str) -> Diagnostic {
    error(301, at, format!("{place} takes {wanted}, not `{found}`"))
        .label(format!("this is `{found}`"))
}

/// a function that cannot compute its arguments
pub(crate) fn failed_call(at: FileSpan, name: &str, problem: &str) -> Diagnostic {
    error(361, at, format!("`{name}` cannot be computed: {problem}")).label("fails here")
}

/// a test of targets that no node meets
pub(crate) fn no_nodes(at: FileSpan, name: &str) -> Diagnostic {
    error(614, at, format!("this `{name}(…)` names no nodes"))
        .label("nothing is named")
        .help("name at least one value")
}

/// a name that Parameter Store cannot have
pub(crate) fn bad_stored_name(at: FileSpan, function: &str, name: &str) -> Diagnostic {
    error(373, at, format!("`{function}` cannot name the stored parameter \"{name}\""))
        .label("not the name of a stored parameter")
        .note("a name has letters, digits and `_ . - /`, and may end in `:` and a version")
        .help("write it as Parameter Store shows it, as in \"/team/level\" or \"/team/level:3\"")
}

/// a schedule of a wrong shape
pub(crate) fn bad_schedule(at: FileSpan, problem: &str, help: &str) -> Diagnostic {
    error(362, at, problem).label("not a schedule").help(help)
}

/// a file that does not exist
pub(crate) fn file_missing(at: FileSpan, path: &str) -> Diagnostic {
    error(360, at, format!("there is no file \"{path}\""))
        .label("not found")
        .note("paths start at the folder of the file that names them")
}

/// a file outside of the project
pub(crate) fn file_outside(at: FileSpan, path: &str) -> Diagnostic {
    error(360, at, format!("\"{path}\" lies outside of the project"))
        .label("leaves the project")
        .note("a build reads only files below the project's folder")
        .help("copy the file into the project")
}

/// a file that cannot be read
pub(crate) fn file_unreadable(at: FileSpan, path: &str, reason: &str) -> Diagnostic {
    error(360, at, format!("\"{path}\" cannot be read: {reason}")).label("not readable")
}

/// a file that is no text
pub(crate) fn file_not_text(at: FileSpan, path: &str) -> Diagnostic {
    error(360, at, format!("\"{path}\" is not UTF-8 text"))
        .label("not text")
        .help("store it as UTF-8, or send it as `attachment(…)`")
}

/// a template that cannot be read
pub(crate) fn bad_template(at: FileSpan, path: &str, problem: &str) -> Diagnostic {
    error(363, at, format!("the template \"{path}\" is broken: {problem}"))
        .label("this template")
        .help("write `$${` for the characters `${`")
}

/// a hole of a template that no argument fills
pub(crate) fn template_hole(
    at: FileSpan,
    path: &str,
    name: &str,
    near: Option<&str>,
) -> Diagnostic {
    let help = match near {
        Some(near) => format!("write `${{{near}}}` in the template"),
        None => format!("give it: `template(\"{path}\", {name}: …)`"),
    };
    error(363, at, format!("no argument fills `${{{name}}}` of \"{path}\""))
        .label("this template")
        .note("a template's holes are filled by name; `$${` stands for the characters `${`")
        .help(help)
}

/// an expression in a hole of a template that cannot be evaluated
pub(crate) fn in_template_hole(
    at: FileSpan,
    path: &str,
    written: &str,
    found: Diagnostic,
) -> Diagnostic {
    let message = format!("`${{{written}}}` of \"{path}\": {}", found.message);
    let note = found.note.unwrap_or_else(|| "`$${` stands for the characters `${`".to_owned());
    let finding = Diagnostic { severity: found.severity, ..error(363, at, message) };
    let label = if found.primary.text.is_empty() { "this template" } else { &found.primary.text };
    let finding = finding.label(label).note(note);
    match found.help {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// an argument that a template does not use
pub(crate) fn unused_template_argument(at: FileSpan, name: &str, path: &str) -> Diagnostic {
    error(363, at, format!("\"{path}\" has no `${{{name}}}`")).label("fills no hole")
}

/// `ssm()` outside of a parameter's default
pub(crate) fn ssm_outside_default(at: FileSpan, name: &str, body: Body) -> Diagnostic {
    let help = match body {
        Body::Command | Body::Session => {
            format!("make it a parameter: `param Value: String = ssm(\"{name}\")`")
        }
        Body::Runbook | Body::ParameterDefault => {
            format!("read it in a step: `let x = aws.ssm.GetParameter(Name: \"{name}\")`")
        }
        Body::Build | Body::WindowTask | Body::EventRule | Body::Remediation => format!(
            "in an argument of a document write `raw(\"{{{{ssm:{name}}}}}\")`: the agent reads it there"
        ),
    };
    error(371, at, "`ssm` stands only in the default of a parameter")
        .label("means nothing here")
        .note("Systems Manager resolves `{{ssm:…}}` when it takes the parameters")
        .help(help)
}

/// `secret()` outside of a command
pub(crate) fn secret_outside_command(at: FileSpan) -> Diagnostic {
    error(372, at, "`secret` is read on a node, in the tasks of a command")
        .label("means nothing here")
        .help(
            "pass it to a script of a command, `sh(key: secret(…))`; in a runbook read it in a step: \
             `aws.ssm.GetParameter(Name: …, WithDecryption: true)`",
        )
}

/// a script with arguments where a value is wanted
pub(crate) fn script_with_arguments(at: FileSpan, body: Body) -> Diagnostic {
    let help = if body == Body::Session {
        "write the reference into the text, `raw sh\"… {{ NAME }} …\"`: a session has no other way"
    } else {
        "remove it, or let the script stand as a task of its own"
    };
    error(370, at, "a script that is a value takes no arguments and gives no result")
        .label("belongs to a task")
        .help(help)
}

/// a script whose text is no text
pub(crate) fn not_a_script(at: FileSpan, ty: &Ty) -> Diagnostic {
    error(370, at, format!("a script is text, not `{ty}`"))
        .label(format!("this is `{ty}`"))
        .help("write `sh read(\"file.sh\")`")
}
