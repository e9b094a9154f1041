//! What a call in a script is given, as far as it is written there.

use ruff_python_ast::{Expr, ExprCall};

use super::super::arguments::Arguments;
use super::DEEPEST;
use super::values::Values;
use super::walk::Walker;

/// The arguments of a call with what lies in them: keywords, and those in order by their names.
pub(super) fn arguments(walker: &Walker<'_>, call: &ExprCall, positions: &[&str]) -> Arguments {
    let mut arguments = Arguments::default();
    for (name, value) in positions.iter().zip(&call.arguments.args) {
        if value.is_starred_expr() {
            arguments.has_more = true;
            break;
        }
        add(walker, &mut arguments, (*name).to_owned(), value);
    }
    for keyword in &call.arguments.keywords {
        match &keyword.arg {
            Some(name) => add(walker, &mut arguments, name.as_str().to_owned(), &keyword.value),
            None => arguments.has_more = true,
        }
    }
    arguments
}

/// What lies in a map that is written there; nothing of it is seen elsewhere.
pub(super) fn members(walker: &Walker<'_>, map: &Expr) -> Arguments {
    let mut arguments = Arguments::default();
    let Expr::Dict(map) = map else { return Arguments::unseen() };
    for item in &map.items {
        let key = item.key.as_ref().map(|key| walker.values(key));
        for name in key.as_ref().and_then(Values::texts).unwrap_or_default() {
            add(walker, &mut arguments, name.to_owned(), &item.value);
        }
    }
    arguments
}

fn add(walker: &Walker<'_>, arguments: &mut Arguments, path: String, value: &Expr) {
    if !holds_maps(value) {
        arguments.add(path, walker.values(value).globs());
        return;
    }
    arguments.add(path.clone(), Vec::new());
    if path.matches('.').count() < DEEPEST {
        add_below(walker, arguments, &path, value);
    }
}

/// The maps in a list, or a map itself.
fn add_below(walker: &Walker<'_>, arguments: &mut Arguments, path: &str, value: &Expr) {
    let maps: Vec<&Expr> = match value {
        Expr::List(list) => list.elts.iter().collect(),
        value => vec![value],
    };
    for map in maps.into_iter().filter_map(Expr::as_dict_expr) {
        for item in &map.items {
            // Another map is put in: `{**more}`.
            let Some(key) = &item.key else {
                arguments.has_more = true;
                continue;
            };
            let key = walker.values(key);
            // A key that only the run knows is written as in a document.
            for name in key.texts().unwrap_or_else(|| vec!["{{ computed }}"]) {
                add(walker, arguments, format!("{path}.{name}"), &item.value);
            }
        }
    }
}

/// Whether a list or a map has maps in it, or is one.
fn holds_maps(value: &Expr) -> bool {
    match value {
        Expr::Dict(_) => true,
        Expr::List(list) => list.elts.iter().any(Expr::is_dict_expr),
        _ => false,
    }
}
