//! Constants, inputs, functions and parameters.

use crate::diagnostic::{Code, Diagnostic, Severity, Trust};
use crate::hir::Ty;
use crate::text::FileSpan;

use super::error;

/// an input without a value
pub(crate) fn missing_input(at: FileSpan, name: &str, ty: &Ty) -> Diagnostic {
    error(365, at, format!("the input `{name}` has no value"))
        .label(format!("`{ty}` is wanted"))
        .help(format!(
            "give it: `--input {name}=…`, or `inputs = {{ {name} = … }}` in `[env.NAME]`"
        ))
}

/// an input whose value cannot be read
pub(crate) fn bad_input(at: FileSpan, name: &str, text: &str, ty: &Ty) -> Diagnostic {
    let text: String = text.chars().take(60).collect();
    error(366, at, format!("the input `{name}` cannot be \"{text}\""))
        .label(format!("`{ty}` is wanted"))
}

/// a parameter is declared twice
pub(crate) fn duplicate_parameter(at: FileSpan, first: FileSpan, name: &str) -> Diagnostic {
    error(352, at, format!("the parameter `{name}` is declared twice"))
        .label("declared again")
        .related(first, "first declared here")
        .help("remove or rename one of them")
}

/// a function in the form of a method
pub(crate) fn method_call(at: FileSpan, name: &str, base: &str) -> Diagnostic {
    error(213, at, format!("`{name}` is a function, not a member"))
        .label("called as a member")
        .help(format!("write `{name}({base})`"))
}

/// a parameter's name that the service does not take
pub(crate) fn bad_parameter_name(at: FileSpan, name: &str, better: Option<&str>) -> Diagnostic {
    let found = error(350, at, format!("a parameter cannot be called `{name}`"))
        .label("holds other characters than letters and digits")
        .note("Systems Manager takes letters and digits only in the names of parameters")
        .help_if(better.map(|better| format!("write `{better}`")));
    match better {
        Some(better) => found.fix(Trust::Unsafe, format!("rename to `{better}`"), at, better),
        None => found,
    }
}

/// a parameter's name that is too long
pub(crate) fn long_parameter_name(at: FileSpan, length: usize, limit: usize) -> Diagnostic {
    error(351, at, format!("the parameter's name has {length} characters"))
        .label("too long")
        .note(format!("Systems Manager takes names of at most {limit} characters"))
}

/// a type that a parameter of this document cannot have
pub(crate) fn bad_parameter_type(at: FileSpan, ty: &Ty, document: &str, help: &str) -> Diagnostic {
    error(335, at, format!("a parameter of {document} cannot be `{ty}`"))
        .label("not a type of parameters")
        .help(help)
}

/// an optional number or truth value as a parameter
pub(crate) fn optional_parameter(at: FileSpan, ty: &Ty) -> Diagnostic {
    let help = if ty.required().is_bool() {
        "give it a default: `Bool = false`"
    } else {
        "give it a default, or make it text: `String?`"
    };
    error(336, at, format!("a parameter cannot be `{ty}`"))
        .label("has no empty value")
        .note("an absent parameter is the empty text, which is neither a number nor a truth value")
        .help(help)
}

/// a nominal type with a pattern where the parameter is plain text
pub(crate) fn two_patterns(at: FileSpan, ty: &str, document: &str) -> Diagnostic {
    error(335, at, format!("a parameter of {document} cannot hold `{ty}` to a second pattern"))
        .label("two patterns for one text")
        .note("such a parameter is a `String` with one pattern, which would no longer be that of the type")
        .help(format!("write `{ty}` alone, or `String(pattern: …)` with one pattern that says both"))
}

/// a lower bound that an absent value breaks
pub(crate) fn optional_bounds(at: FileSpan, bound: &str, help: &str) -> Diagnostic {
    error(335, at, format!("{bound} of an optional parameter would be lost"))
        .label("may be absent")
        .note("an absent value is empty, so the service must take a value that is shorter")
        .help(help)
}

/// a default that only the run knows
pub(crate) fn bad_default(at: FileSpan, name: &str) -> Diagnostic {
    error(353, at, format!("the default of `{name}` must not use another parameter"))
        .label("known only when the document runs")
        .note("Systems Manager does not resolve a parameter inside of a default")
        .help("write the value where the parameter is used: `Name ?? \"${Other}-x\"`")
}

/// a default that a script would have to compute
pub(crate) fn computed_default(at: FileSpan, name: &str) -> Diagnostic {
    error(353, at, format!("the default of `{name}` cannot be computed when the document runs"))
        .label("needs a script")
        .note("Systems Manager puts `global.*`, `automation.*` and `ssm(\"/path\")` into a default as they are")
        .help("make the parameter optional, and compute the value where it is used: `Name ?? value`")
}

/// a parameter that nothing uses
pub(crate) fn unused_parameter(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::warning(Code(354), at, format!("the parameter `{name}` is never used"))
        .label("never used")
        .help("use it or remove it")
}

/// a document that nothing declares
pub(crate) fn unknown_document(at: FileSpan, name: &str, near: Option<&str>) -> Diagnostic {
    let found = error(217, at, format!("AWS has no document \"{name}\""))
        .label("unknown document")
        .note("known are the documents that AWS owns and this version of Ordain declares");
    match near {
        Some(near) => found.help(format!("write \"{near}\"")).fix(
            Trust::Unsafe,
            format!("replace with \"{near}\""),
            at,
            format!("\"{near}\""),
        ),
        None => found.help(format!("declare it: `extern command name \"{name}\" {{ … }}`")),
    }
}

/// E0217 as a warning: a document of AWS that is not known
///
/// The service reads the name when the step runs, and AWS makes new documents.
pub(crate) fn document_unknown_yet(at: FileSpan, name: &str, near: Option<&str>) -> Diagnostic {
    let mut found = unknown_document(at, name, near);
    found.severity = Severity::Warning;
    found.message = format!("AWS is not known to have a document \"{name}\"");
    match near {
        Some(_) => found,
        None => found.help("look the name up in the list of AWS's documents"),
    }
}

/// a document of another kind than what runs it takes
pub(crate) fn other_kind_of_document(
    at: FileSpan,
    (name, kind): (&str, &str),
    word: &str,
) -> Diagnostic {
    let better = match kind {
        "command" => Some("action.runCommand"),
        "runbook" => Some("action.executeAutomation"),
        _ => None,
    };
    let of_runbooks = word.starts_with("action.");
    error(412, at, format!("`{name}` is a {kind}, which `{word}` cannot run"))
        .label("a document of another kind is wanted here")
        .help(match better.filter(|_| of_runbooks) {
            Some(better) => format!("run it with `{better}`"),
            None => "name a document of the right kind".to_owned(),
        })
}

/// a document of the account that is named by a string
pub(crate) fn document_by_string(at: FileSpan, name: &str, word: &str) -> Diagnostic {
    error(218, at, format!("\"{name}\" is not one of AWS's own documents"))
        .label("only AWS's own are named by a string")
        .help(format!("declare it and use its name: `extern {word} name \"{name}\" {{ … }}`"))
}

/// what is no document stands where one is wanted
pub(crate) fn not_a_document(at: FileSpan, name: &str, what: &str) -> Diagnostic {
    error(219, at, format!("`{name}` is {what}, not a document"))
        .label("a document is wanted here")
        .help("name a command, a runbook or a session")
}

/// an `extern` of what is no document
pub(crate) fn no_extern(at: FileSpan, word: &str) -> Diagnostic {
    error(223, at, format!("a {word} cannot be `extern`"))
        .label("no document")
        .help("write `extern command`, `extern runbook`, `extern session` or `extern document`")
}

/// a member that an `extern` does not take
pub(crate) fn extern_member(at: FileSpan) -> Diagnostic {
    error(224, at, "an `extern` declares parameters and outputs only")
        .label("has no meaning here")
        .note("the document itself lives elsewhere")
        .help("remove it")
}

/// a name that no document can have
pub(crate) fn bad_document_name(at: FileSpan, name: &str) -> Diagnostic {
    error(587, at, format!("no document can be called \"{name}\""))
        .label("not a document's name")
        .note("a name has 3 to 128 letters, digits, `_`, `-` and `.`")
        .help("write a name of that form in quotes behind the declaration's own")
}

/// a name that AWS keeps for itself
pub(crate) fn reserved_document_name(at: FileSpan, name: &str, prefix: &str) -> Diagnostic {
    error(587, at, format!("no document of yours can be called \"{name}\""))
        .label(format!("starts with \"{prefix}\""))
        .note("Systems Manager keeps names that start with aws, amazon or amzn for AWS")
        .help("begin the name with that of your organisation")
}
