//! Messages about names of steps and variables.

use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::text::{FileSpan, nearest};

/// A name that no step can have.
pub(in crate::check::runbook) fn bad_step_name(
    at: FileSpan,
    name: &str,
    problem: &str,
) -> Diagnostic {
    Diagnostic::error(Code(520), at, format!("a step cannot be called `{name}`"))
        .label(problem.to_owned())
        .note("the name of a step has 3 to 128 letters, digits and `_`")
        .help("choose another name")
}

/// A name that another step has.
pub(in crate::check::runbook) fn taken_step_name(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(521), at, format!("two steps are called `{name}`"))
        .label("the second one")
        .related(first, "the first one")
        .note("the name of a step is its own in the whole runbook, bodies of loops included")
        .help("choose another name")
}

/// An output of the document under the name of another one.
pub(in crate::check::runbook) fn output_twice(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(530), at, format!("two outputs are called `{name}`"))
        .label("the second one")
        .related(first, "the first one")
        .note("who calls the runbook reads its outputs by their names alone")
        .help("give one of them another name: `output NAME = …`")
}

/// A second output of one name in one step.
pub(in crate::check::runbook) fn output_of_step_twice(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(530), at, format!("two outputs of this step are called `{name}`"))
        .label("the second one")
        .related(first, "the first one")
        .help("choose another name")
}

/// A named output of something that is no step.
pub(in crate::check::runbook) fn output_of_no_step(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(547), at, format!("`{name}` is not the result of a step"))
        .label("has no outputs that could be named")
        .help("name the step that gives the value with `let`, and its output behind it")
}

/// A named output of a step whose action takes none.
pub(in crate::check::runbook) fn action_without_outputs(
    at: FileSpan,
    name: &str,
    action: &str,
) -> Diagnostic {
    Diagnostic::error(Code(547), at, format!("`{name}` cannot have outputs of its own"))
        .label(format!("runs `{action}`, which takes none"))
        .help("read what the action gives by itself, and remove this")
}

/// A named output with a value from elsewhere.
pub(in crate::check::runbook) fn not_of_the_step(at: FileSpan, step: &str) -> Diagnostic {
    Diagnostic::error(Code(548), at, format!("an output of `{step}` is a part of its result"))
        .label(format!("not a path through what `{step}` gives"))
        .note("an output is a selector: it chooses from the result, and computes nothing")
        .help(format!("write `{step}.Member`, or `{step}.select(\"$.Member\")`"))
}

/// A result of a runbook whose outputs cannot be told apart.
pub(in crate::check::runbook) fn outputs_alike(
    at: FileSpan,
    document: &str,
    name: &str,
) -> Diagnostic {
    Diagnostic::error(Code(530), at, format!("two outputs of `{document}` are called `{name}`"))
        .label("gives a result that cannot be read by name")
        .note("an output without a name is called after the last member of its path")
        .help(format!("name them in `{document}`: `output NAME = …`"))
}

/// A name that already means something else.
pub(in crate::check::runbook) fn taken_name(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(522), at, format!("`{name}` is declared twice"))
        .label("declared again")
        .related(first, "declared here first")
        .help("choose another name")
}

/// A name that no variable can have.
pub(in crate::check::runbook) fn bad_variable_name(
    at: FileSpan,
    name: &str,
    fixed: &str,
) -> Diagnostic {
    let found = Diagnostic::error(Code(523), at, format!("a variable cannot be called `{name}`"))
        .label("not only letters and digits")
        .note("the name of a variable has letters and digits only");
    match fixed.is_empty() {
        true => found.help("choose another name"),
        false => found.help(format!("write `{fixed}`")).fix(
            Trust::Unsafe,
            format!("rename it to `{fixed}`"),
            at,
            fixed,
        ),
    }
}

/// A type that no variable can have.
pub(in crate::check::runbook) fn bad_variable_type(at: FileSpan, ty: &str) -> Diagnostic {
    Diagnostic::error(Code(524), at, format!("a variable cannot be of type `{ty}`"))
        .label("not a type of variables")
        .note(
            "variables are `String`, `Int`, `Bool`, `List<String>`, `Map<…>` or `List<Map>`; SSM \
             has no variables of its own resource types",
        )
        .help("write one of these types")
}

/// A name of an output with more letters than the service takes.
pub(in crate::check::runbook) fn long_output_name(
    at: FileSpan,
    name: &str,
    (found, most): (usize, usize),
) -> Diagnostic {
    Diagnostic::error(Code(527), at, format!("the output `{name}` has too long a name"))
        .label(format!("{found} letters"))
        .note(format!("the service takes names of outputs of at most {most} letters"))
        .help("write a shorter name")
}

/// A variable without a first value.
pub(in crate::check::runbook) fn variable_without_value(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(525), at, format!("the variable `{name}` has no first value"))
        .label("neither a value nor a type")
        .help(format!("write `var {name} = …`, or `var {name}: T`"))
}

/// An assignment to what is no variable.
pub(in crate::check::runbook) fn not_a_variable(
    at: FileSpan,
    name: &str,
    (declared, known): (Option<FileSpan>, &[&str]),
) -> Diagnostic {
    let near = nearest(name, known.iter().copied());
    let help = match near {
        Some(near) => format!("write `{near}`"),
        None => format!("declare it with `var {name} = …`"),
    };
    let found = Diagnostic::error(Code(526), at, format!("`{name}` is not a variable"))
        .label("cannot be assigned")
        .help(help);
    match declared {
        Some(declared) => found.related(declared, "declared here"),
        None => found,
    }
}

/// A name of an output that the action of its step keeps for itself.
pub(in crate::check::runbook) fn kept_output_name(
    at: FileSpan,
    name: &str,
    action: &str,
) -> Diagnostic {
    let message = format!("no output of this step can be called `{name}`");
    Diagnostic::error(Code(660), at, message)
        .label(format!("`{action}` keeps this name for itself"))
        .note("whoever reads the output by its name would not find it")
        .help("give the output another name")
}
