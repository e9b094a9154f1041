//! Lists whose items stand there once.

use crate::check::Checker;
use crate::hir::Value;
use crate::syntax::ast::Expr;

use super::{errors, spot};

/// Reports each text that a list has again; `what` is what the texts name.
pub(super) fn each_once(cx: &mut Checker<'_>, items: &[Value], written: &Expr, what: &str) {
    for (position, item) in items.iter().enumerate() {
        if items.iter().take(position).any(|known| known == item) {
            let name = item.as_str().unwrap_or_default();
            let at = cx.at(spot::item(written, position).span);
            let message = format!("the {what} \"{name}\" is named twice");
            cx.report(errors::refused_value(at, message, "named again").help("remove one of them"));
        }
    }
}
