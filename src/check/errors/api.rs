//! Messages about calls of AWS's APIs: services, operations, members, selectors.

use crate::aws::{Operation, PathError, PathProblem, PathSyntaxError, Segment};
use crate::check::api::Form;
use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::hir::{Ty, Value};
use crate::text::{FileSpan, nearest};

use super::{error, listed};

/// Up to so many names are listed even where one of them is near.
const FEW: usize = 20;

/// So many services are told that have an operation; where more have it, none is.
pub(crate) const TOLD_SERVICES: usize = 3;

/// A service that AWS does not have.
pub(crate) fn unknown_service(
    at: FileSpan,
    (name, form): (&str, Form),
    near: &[String],
) -> Diagnostic {
    let rule = match form {
        Form::Path => "services are named as boto3 names their clients, with `_` for `-`",
        Form::Text => "services are named as boto3 names their clients",
    };
    let found = error(470, at, format!("there is no service `{name}`"))
        .label("not a service of AWS")
        .note(rule);
    match near {
        [] => found,
        [only] => replaced(found, at, only),
        several => {
            found.help(format!("write one of {}", listed(several.iter().map(String::as_str))))
        }
    }
}

/// A service's name with a `-`, which is written `_`. `path` is what to write.
pub(crate) fn dashed_service(at: FileSpan, name: &str, path: &str) -> Diagnostic {
    error(470, at, format!("`{name}` is written with `_` for `-`"))
        .label("read as a subtraction")
        .note("names hold no `-`; the document gets the service's own name")
        .help(format!("write `{path}`"))
        .fix(Trust::Safe, format!("write `{path}`"), at, path)
}

/// An operation that the service does not have: the one most like it, and the services that have
/// one of this name.
pub(crate) fn unknown_operation(
    at: FileSpan,
    ((service, name), form): ((&str, &str), Form),
    (near, elsewhere): (Option<&str>, &[&str]),
) -> Diagnostic {
    let found = error(471, at, format!("`{service}` has no operation `{name}`"))
        .label("not an operation of this service");
    let is_told = (1..=TOLD_SERVICES).contains(&elsewhere.len());
    let found = match elsewhere {
        [] => found,
        services if is_told => {
            found.note(format!("it is an operation of {}", listed(services.iter().copied())))
        }
        _ => found.note("many other services have an operation of this name"),
    };
    match near {
        Some(near) => replaced(found, at, &form.of(near)),
        None if is_told => {
            let forms: Vec<String> =
                elsewhere.iter().map(|service| call_of(form, service, name)).collect();
            found.help(format!("write {}", forms.join(" or ")))
        }
        None => found,
    }
}

/// How a source calls an operation.
fn call_of(form: Form, service: &str, name: &str) -> String {
    let service = form.of_service(service);
    match form {
        Form::Path => format!("`aws.{service}.{name}`"),
        Form::Text => format!("`Service: {service}`"),
    }
}

/// A name in another spelling than the model's, and the model's as the source would write it.
pub(crate) fn other_spelling(at: FileSpan, written: &str, name: &str) -> Diagnostic {
    let plain = name.trim_matches('"');
    Diagnostic::info(Code(472), at, format!("AWS writes `{written}` as `{plain}`"))
        .label("taken, in another spelling")
        .help(format!("write `{name}`"))
        .fix(Trust::Safe, format!("write `{name}`"), at, name)
}

/// With the order to write something else, and its fix.
fn replaced(found: Diagnostic, at: FileSpan, name: &str) -> Diagnostic {
    let found = found.help(format!("write `{name}`"));
    found.fix(Trust::Unsafe, format!("replace with `{name}`"), at, name)
}

/// A member that a request does not take.
pub(crate) fn unknown_request_member(
    at: FileSpan,
    (name, api): (&str, &str),
    (known, near): (&[&str], Option<&str>),
) -> Diagnostic {
    let near = near.or_else(|| nearest(name, known.iter().copied()));
    let found = error(402, at, format!("`{api}` has no input `{name}`"))
        .label("not an input of this operation");
    let found = match known {
        [] => found.note("the operation takes no inputs"),
        known if known.len() <= FEW || near.is_none() => {
            found.note(format!("the inputs are {}", listed(known.iter().copied())))
        }
        _ => found,
    };
    match near {
        Some(near) => found.help(format!("write `{near}`")).fix(
            Trust::Unsafe,
            format!("rename to `{near}`"),
            at,
            near,
        ),
        None => found,
    }
}

/// An operation whose result is a stream.
pub(crate) fn streaming_call(at: FileSpan, operation: &str) -> Diagnostic {
    error(473, at, format!("`{operation}` gives a stream, which no step can take"))
        .label("not supported by Systems Manager")
        .note(
            "the user guide says it of `aws:executeAwsApi`: streaming operations are not supported",
        )
        .help("call it with boto3 in a `python` step; a Lambda function is called with `invoke`")
}

/// All pages of an operation that has none.
pub(crate) fn no_pages(at: FileSpan, api: &str) -> Diagnostic {
    error(474, at, format!("`{api}` does not give its results in pages"))
        .label("no pages")
        .note("`all pages` asks for page after page, with the paginator that boto3 has")
        .help("remove `all pages`")
}

/// A selector that is not of the form of one.
pub(crate) fn unreadable_selector(
    at: FileSpan,
    text: &str,
    problem: &PathSyntaxError,
) -> Diagnostic {
    let before = text.get(..problem.at).unwrap_or(text);
    error(475, at, format!("the selector `{text}` cannot be read"))
        .label(format!("expected {} behind `{before}`", problem.expected))
        .note("a selector is a path such as `$.Reservations[0].Instances[0].InstanceId`")
}

/// an output of a type that its value never has
pub(crate) fn never_of_type(at: FileSpan, (selector, kind): (&str, &str), ty: &Ty) -> Diagnostic {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let found = error(479, at, format!("`{selector}` is {article} {kind}, which is never `{ty}`"))
        .label(format!("not a type of {article} {kind}"))
        .note("Automation makes other values of texts, and texts and lists of numbers and flags");
    match kind {
        "boolean" => found.help("take it as it is, or as a text"),
        _ => found,
    }
}

/// A selector of something that the response cannot have.
pub(crate) fn wrong_selector(
    at: FileSpan,
    (operation, text): (Operation<'_>, &str),
    (path, problem): (&[Segment<'_>], &PathError<'_>),
) -> Diagnostic {
    let name = operation.name();
    let what = path.get(problem.segment).map_or_else(String::new, segment_text);
    let on = problem.on.map_or("", |shape| shape.kind_name());
    let (label, help) = match &problem.problem {
        PathProblem::NoOutput => (format!("`{name}` gives nothing back"), None),
        PathProblem::NoMember { nearest } | PathProblem::NoneBelow { nearest } => {
            (format!("there is no `{what}`"), nearest.map(|near| format!("write `{near}`")))
        }
        PathProblem::NeedsElement => (
            format!("`{what}` of a list"),
            Some(format!("choose an item before it: `[0].{what}` or `[*].{what}`")),
        ),
        PathProblem::NothingInside => (format!("`{what}` of a {on}, which has no parts"), None),
        PathProblem::NotAList | PathProblem::Several { .. } => {
            (format!("`{what}` of a {on}, which is no list"), None)
        }
    };
    let known = problem.known();
    let found = error(476, at, format!("`{name}` never gives what `{text}` selects"))
        .label(label)
        .help_if(help);
    if known.is_empty() {
        found
    } else {
        found.note(format!("there are {}", listed(known.iter().copied())))
    }
}

fn segment_text(segment: &Segment<'_>) -> String {
    match segment {
        Segment::Member(name) => name.to_string(),
        Segment::Below(name) => format!("..{name}"),
        Segment::Index(index) => format!("[{index}]"),
        Segment::Every => "[*]".to_owned(),
        Segment::Some => "[?(…)]".to_owned(),
    }
}

/// A selector of what is no single value.
pub(crate) fn many_values(at: FileSpan, text: &str, what: &str) -> Diagnostic {
    error(476, at, format!("`{text}` selects no single value"))
        .label(format!("this is {what}"))
        .note("the step compares one value with the desired ones")
        .help("select a text, a number or a truth value in it")
}

/// No value at all to wait for.
pub(crate) fn nothing_desired(at: FileSpan) -> Diagnostic {
    error(478, at, "the property is never one of no values")
        .label("an empty list")
        .help("give a value that the property may have")
}

/// A selector whose values have no type that is known.
pub(crate) fn untyped_selector(at: FileSpan, text: &str, why: &str) -> Diagnostic {
    Diagnostic::warning(Code(477), at, format!("what `{text}` selects cannot be checked"))
        .label(why.to_owned())
        .help("name the members on the way, where they are known")
}

/// A value that the property never has.
pub(crate) fn never_desired(at: FileSpan, text: &str, ty: &Ty) -> Diagnostic {
    let near = match ty {
        Ty::Enum(allowed) => nearest(text, allowed.iter().filter_map(Value::as_str)),
        _ => None,
    };
    error(478, at, format!("the property is never \"{text}\""))
        .label(format!("the property is `{ty}`"))
        .help_if(near.map(|near| format!("write \"{near}\"")))
}
