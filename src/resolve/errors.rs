//! What can be wrong with names and with `use`.

use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::text::{FileSpan, nearest};

/// A name is declared twice.
pub(super) fn declared_twice(at: FileSpan, name: &str, first: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(201), at, format!("`{name}` is declared twice"))
        .label("declared again")
        .related(first, "first declared here")
        .note("a project is one namespace: its files share their names")
        .help("rename one of the two")
}

/// A `use` names an unknown project.
pub(super) fn unknown_package<'a>(
    at: FileSpan,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let near = nearest(name, known).map(|near| format!("write `{near}`"));
    Diagnostic::error(Code(203), at, format!("the project depends on no `{name}`"))
        .label("not a dependency")
        .note("`use` brings names of the projects under `[dependencies]` in `ordain.toml`")
        .help(near.unwrap_or_else(|| format!("add `{name} = {{ path = \"../{name}\" }}` there")))
}

/// A `use` names an unknown project.
pub(super) fn predeclared(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(203), at, format!("`{name}` is not a project"))
        .label("known everywhere")
        .help(format!("remove the `use` and write the whole path, `{name}.…`, where it is used"))
}

/// A project does not declare what a `use` names.
pub(super) fn unknown_in_package<'a>(
    at: FileSpan,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let near = nearest(name, known);
    let found = Diagnostic::error(Code(204), at, format!("that project declares no `{name}`"))
        .label("not declared there")
        .help_if(near.map(|near| format!("write `{near}`")));
    match near {
        Some(near) => found.fix(Trust::Unsafe, format!("write `{near}`"), at, near),
        None => found,
    }
}

/// A `use` is not used.
pub(super) fn unused_use(
    at: FileSpan,
    name: &str,
    removal: Option<(FileSpan, String)>,
) -> Diagnostic {
    let found = Diagnostic::warning(Code(205), at, format!("`{name}` is brought in and not used"))
        .label("not used in this file")
        .help("remove it");
    match removal {
        Some((place, text)) => found.fix(Trust::Safe, "remove it", place, text),
        None => found,
    }
}

/// Projects depend on each other in a circle.
pub(super) fn cyclic(at: FileSpan, way: &[&str]) -> Diagnostic {
    let way: Vec<String> = way.iter().map(|name| format!("`{name}`")).collect();
    Diagnostic::error(Code(206), at, "projects depend on each other in a circle")
        .label("leads back")
        .note(format!("the circle is {}", way.join(" → ")))
        .help("move what both need to a third project")
}

/// A `use` does not name a project and a name of it.
pub(super) fn bad_use_path(at: FileSpan, is_short: bool) -> Diagnostic {
    let label = if is_short { "names no project" } else { "more than a project and a name" };
    Diagnostic::error(Code(209), at, "`use` wants a project and a name of it")
        .label(label)
        .note("a project is one namespace, and its own names need no `use`")
        .help("write `use PROJECT.NAME` or `use PROJECT.{A, B}`")
}
