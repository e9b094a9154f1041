//! What is found in templates themselves, one function for each code.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileSpan, nearest};

use super::table::Table;

/// E0670: a resource has an unknown property
pub(super) fn unknown_property(at: FileSpan, name: &str, table: &Table) -> Diagnostic {
    let owner = table.name;
    let near = nearest(name, table.properties.iter().copied());
    Diagnostic::error(Code(670), at, format!("`{owner}` has no property `{name}`"))
        .label("not a property")
        .note("the deployment refuses a resource with a property that it does not know")
        .help_if(near.map(|near| format!("write `{near}`")))
}

/// E0671: a resource lacks a property
pub(super) fn missing_property(at: FileSpan, name: &str, table: &Table) -> Diagnostic {
    let owner = table.name;
    Diagnostic::error(Code(671), at, format!("`{owner}` lacks the property `{name}`"))
        .label("the property is missing here")
        .note("the deployment refuses a resource without it")
        .help(format!("add `{name}`"))
}

/// E0672: the text of a document is in another format than its resource says
pub(super) fn other_format(at: FileSpan, format: Option<FileSpan>) -> Diagnostic {
    let found = Diagnostic::error(Code(672), at, "the text of this document is not JSON")
        .label("YAML")
        .note("without `DocumentFormat` the text of a document is read as JSON")
        .help("write `DocumentFormat: YAML`, or the document as a map and not as a text");
    match format {
        Some(format) => found.related(format, "the format is said here"),
        None => found,
    }
}

/// E0673: a document is of another type than its resource says
pub(super) fn other_type(
    (at, written): (FileSpan, &str),
    (version_at, version): (FileSpan, &str),
    fitting: &str,
) -> Diagnostic {
    let message = format!("a document of schema {version} is not of the type \"{written}\"");
    Diagnostic::error(Code(673), at, message)
        .label(format!("the content is of the type \"{fitting}\""))
        .related(version_at, "the schema of the content")
        .note("each type of document has its own schema versions")
        .help(format!("write `{fitting}`"))
}

/// E0674: a task runs a document of another kind than its type says
pub(super) fn other_task(
    at: FileSpan,
    task_type: &str,
    (wanted, found): (&str, &str),
) -> Diagnostic {
    let message = format!("a task of the type `{task_type}` runs a {wanted}, not a {found}");
    let fitting = if found == "runbook" { "AUTOMATION" } else { "RUN_COMMAND" };
    Diagnostic::error(Code(674), at, message)
        .label(format!("a {found}"))
        .note("the type of a task says what its document is")
        .help(format!("write `TaskType: {fitting}`, or name a {wanted}"))
}

/// E0676: a task of a window is of no type that there is
pub(super) fn unknown_task_type(at: FileSpan, written: &str, meant: Option<&str>) -> Diagnostic {
    Diagnostic::error(Code(676), at, format!("there is no task of the type \"{written}\""))
        .label("not a type of tasks")
        .note("the types are \"AUTOMATION\", \"LAMBDA\", \"RUN_COMMAND\" and \"STEP_FUNCTIONS\"")
        .help_if(meant.map(|meant| format!("write `{meant}`")))
}

/// E0675: a file of Terraform cannot be read
pub(super) fn not_hcl(at: FileSpan, why: &str) -> Diagnostic {
    Diagnostic::error(Code(675), at, "this is not the language of Terraform")
        .label("here the reader stops")
        .note(why)
}
