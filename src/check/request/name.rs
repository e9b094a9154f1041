//! The name of an association or a window in the account.

use crate::check::Checker;
use crate::syntax::ast;

use super::errors;

/// Names have 3 to 128 of these. Source: `AssociationName` and the `Name` of a window.
const SHORTEST: usize = 3;
const LONGEST: usize = 128;

/// The name as given by the string of the header, else the declaration's own.
pub(super) fn emitted_name(
    cx: &mut Checker<'_>,
    header: &ast::Header,
    owner: &str,
) -> Option<String> {
    let (name, span) = match &header.emitted_name {
        Some((name, span)) => (name.clone(), *span),
        None => (header.name.text.to_string(), header.name.span),
    };
    if is_name(&name) {
        return Some(name);
    }
    let at = cx.at(span);
    cx.report(errors::bad_name(at, &name, owner));
    None
}

/// Whether associations, windows and their targets can have this name.
pub(super) fn is_name(name: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}
