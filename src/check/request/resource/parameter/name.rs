//! Names of parameters.

use crate::check::Checker;
use crate::check::request::errors;
use crate::ssm::limits::{STORED_LEVELS, STORED_NAME};
use crate::text::FileSpan;

/// The shortest ARN before the name of a parameter: no Region has a shorter name. A plan knows the
/// whole.
const SHORTEST_ARN: &str = "arn:aws:ssm:us-east-1:111122223333:parameter";

/// Reports a name that Parameter Store does not take.
pub(super) fn check_name(cx: &mut Checker<'_>, name: &str, at: FileSpan) {
    if let Some(rule) = broken_rule(name) {
        cx.report(errors::bad_parameter_name(at, name, rule));
    }
}

/// Source: `Name` of "PutParameter", API reference of Systems Manager.
fn broken_rule(name: &str) -> Option<&'static str> {
    let first = name.trim_start_matches('/').to_ascii_lowercase();
    let is_taken =
        |letter: char| letter.is_ascii_alphanumeric() || ['_', '.', '-', '/'].contains(&letter);
    if name.is_empty() || !name.chars().all(is_taken) {
        Some("a name has letters, digits, `_`, `.`, `-`, and `/` between its levels")
    } else if first.starts_with("aws") || first.starts_with("ssm") {
        Some("names that begin with `aws` or `ssm`, in whatever case, are those of AWS")
    } else if name.starts_with("/ordain/") {
        Some("names below `/ordain/` are those of Ordain, which keeps its lock there")
    } else if name.contains('/') && !name.starts_with('/') {
        Some("a name with levels begins with `/`")
    } else if name.contains("//") || name.ends_with('/') {
        Some("no level of a name is empty")
    } else if name.matches('/').count() as u64 > STORED_LEVELS.most {
        Some("a name has at most 15 levels")
    } else if (SHORTEST_ARN.len() + name.len()) as u64 > STORED_NAME.most {
        Some("a name has at most 1011 characters, what an ARN puts before it included")
    } else {
        None
    }
}
