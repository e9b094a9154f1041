//! Documentation of a declaration as the description in its request.

use crate::check::Checker;
use crate::syntax::ast;

use super::errors;

/// Documentation on one line; too long a one is reported.
pub(super) fn docs_text(
    cx: &mut Checker<'_>,
    docs: Option<&ast::Docs>,
    owner: &str,
    longest: usize,
) -> Option<String> {
    let docs = docs?;
    let text = docs.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = text.chars().count();
    if found > longest {
        let at = cx.at(docs.span);
        cx.report(errors::long_description(at, owner, (found, longest)));
    }
    Some(text).filter(|text| !text.is_empty())
}
