//! Names that mean nothing, or not what their place needs.

use crate::diagnostic::Diagnostic;
use crate::hir::Ty;
use crate::text::{FileSpan, Name};

use super::{error, listed, write_name};

/// Names of other tools, and what to write here.
const HABITS: &[(&str, &str)] = &[
    ("ansible_facts", "write `facts.os_family`, `facts.distribution`, … in a command"),
    ("count", "repeat with `for x in range(0, n) { … }`"),
    ("data", "call the operation and name its result: `let x = aws.ec2.DescribeImages(…)`"),
    ("env", "declare `input name: String` and give it with `--input` or in `[env.NAME]`"),
    ("hostvars", "values of other nodes are not known; pass a parameter"),
    ("item", "name the loop's item: `for x in xs { … }`"),
    ("local", "write the name of the `const` alone"),
    ("module", "write the name of the result alone"),
    ("pseudo", "write `global.REGION`, `global.ACCOUNT_ID`, …"),
    ("self", "write the name of the step's result"),
    ("undefined", "write `null`"),
    ("var", "write the name of the parameter or `input` alone"),
    ("vars", "write the name of the parameter or `const` alone"),
];

/// a name that nothing declares
pub(crate) fn unknown_name(at: FileSpan, name: &str, near: Option<&str>) -> Diagnostic {
    let habit = HABITS.iter().find(|(word, _)| *word == name).map(|(_, help)| (*help).to_owned());
    error(210, at, format!("`{name}` is not declared"))
        .label("unknown name")
        .help_if(habit.or(write_name(near)))
}

/// a name that is no value
pub(crate) fn not_a_value(at: FileSpan, name: &str, what: &str, help: Option<&str>) -> Diagnostic {
    error(211, at, format!("`{name}` is {what}, not a value")).label("no value").help_if(help)
}

/// Functions of other tools, sorted, and what to write here.
const FUNCTION_HABITS: &[(&str, &str)] = &[
    ("b64encode", "write `base64(text)`"),
    ("base64encode", "write `base64(text)`"),
    ("coalesce", "write `a ?? b`"),
    ("concat", "write `a + b`"),
    ("contains", "write `xs contains x`"),
    ("default", "write `x ?? default`"),
    ("element", "write `xs[0]`"),
    ("endswith", "write `text ends_with end`"),
    ("file", "write `read(\"path\")`"),
    ("filter", "write `[for x in xs if test => x]`"),
    ("jsonencode", "write `json(value)`"),
    ("len", "write `length(xs)`"),
    ("map", "write `[for x in xs => value]`"),
    ("size", "write `length(xs)`"),
    ("startswith", "write `text starts_with start`"),
    ("templatefile", "write `template(\"path\", name: value)`"),
    ("to_json", "write `json(value)`"),
    ("to_yaml", "write `yaml(value)`"),
    ("tolist", "leave it out: lists are lists"),
    ("tolower", "write `lower(text)`"),
    ("toset", "write `distinct(xs)`"),
    ("tostring", "write `\"${value}\"`"),
    ("toupper", "write `upper(text)`"),
    ("trimspace", "write `trim(text)`"),
    ("try", "write `x ?? default`"),
    ("unique", "write `distinct(xs)`"),
    ("yamlencode", "write `yaml(value)`"),
];

/// a function that nothing declares
pub(crate) fn unknown_function(at: FileSpan, name: &str, near: Option<&str>) -> Diagnostic {
    let habit = FUNCTION_HABITS.iter().find(|(word, _)| *word == name);
    let habit = habit.map(|(_, help)| (*help).to_owned());
    error(212, at, format!("no function `{name}` is declared"))
        .label("unknown function")
        .help_if(habit.or(write_name(near)))
}

/// a call of what is no function
pub(crate) fn not_a_function(at: FileSpan, name: &str, what: &str) -> Diagnostic {
    error(213, at, format!("`{name}` is {what}, it cannot be called in an expression"))
        .label("not a function")
}

/// a predeclared name in a place where it means nothing
pub(crate) fn means_nothing_here(at: FileSpan, name: &str, where_it_does: &str) -> Diagnostic {
    error(214, at, format!("`{name}` means nothing here"))
        .label("unknown at this place")
        .note(format!("`{name}` is known only {where_it_does}"))
}

/// a member that a predeclared name does not have
pub(crate) fn unknown_system_value(
    at: FileSpan,
    space: &str,
    member: &str,
    known: &[&str],
) -> Diagnostic {
    let near = crate::text::nearest(member, known.iter().copied());
    error(215, at, format!("`{space}` has no `{member}`"))
        .label("unknown")
        .note(format!("`{space}` has {}", listed(known.iter().copied())))
        .help_if(write_name(near))
}

/// a type that nothing declares
pub(crate) fn unknown_type(at: FileSpan, name: &str, near: Option<&str>) -> Diagnostic {
    error(216, at, format!("no type `{name}` is declared"))
        .label("unknown type")
        .help_if(write_name(near))
}

/// definitions that need each other
pub(crate) fn circle(circle: &[(Name, FileSpan)]) -> Option<Diagnostic> {
    let (name, at) = circle.first()?;
    let path: Vec<String> =
        circle.iter().chain(circle.first()).map(|(name, _)| format!("`{name}`")).collect();
    let mut found = error(221, *at, format!("`{name}` needs itself"))
        .label("declared here")
        .note(format!("the circle is {}", path.join(" → ")))
        .help("break the circle: one of them must not use the next");
    for (name, at) in circle.iter().skip(1) {
        found = found.related(*at, format!("`{name}` is part of the circle"));
    }
    Some(found)
}

/// an API call inside an expression
pub(crate) fn call_in_expression(at: FileSpan, path: &str) -> Diagnostic {
    error(222, at, format!("`{path}` is a step, not part of an expression"))
        .label("a step runs here")
        .note("a step stands as a statement, after `let`, in `wait until` or in `assert`")
        .help(format!("name its result first: `let x = {path}(…)`"))
}

/// a member that a value does not have
pub(crate) fn unknown_member(
    at: FileSpan,
    member: &str,
    known: &[&str],
    near: Option<&str>,
) -> Diagnostic {
    error(310, at, format!("there is no member `{member}`"))
        .label("unknown member")
        .note(match known {
            [] => "this value has no members".to_owned(),
            known => format!("the members are {}", listed(known.iter().copied())),
        })
        .help_if(write_name(near))
}

/// a member of a value that has none
pub(crate) fn no_members(at: FileSpan, member: &str, ty: &Ty, help: Option<&str>) -> Diagnostic {
    error(310, at, format!("`{ty}` has no member `{member}`"))
        .label(format!("a member of `{ty}`"))
        .help_if(help)
}

/// a block whose result is asked for
pub(crate) fn block_result(at: FileSpan, name: &str) -> Diagnostic {
    error(599, at, format!("a block has no result that `{name}` could name"))
        .label("names nothing")
        .note("each statement inside has a result of its own")
        .help("remove it, and write `let` inside the block")
}

#[cfg(test)]
mod tests {
    use super::{FUNCTION_HABITS, HABITS};

    #[test]
    fn the_tables_of_habits_are_sorted() {
        assert!(HABITS.is_sorted_by_key(|row| row.0));
        assert!(FUNCTION_HABITS.is_sorted_by_key(|row| row.0));
    }
}
