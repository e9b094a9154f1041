//! The canonical layout of sources.

mod comments;
mod constructs;
mod properties;
mod sources;
mod values;

use ordain::format::format;
use ordain::syntax::{Parse, parse, same};
use ordain::text::FileId;

fn parsed(text: &str) -> Parse {
    parse(text, FileId::default())
}

#[track_caller]
fn laid_out(text: &str) -> String {
    match format(text, FileId::default()) {
        Ok(laid_out) => laid_out,
        Err(found) => panic!("{text}\n{found:#?}"),
    }
}

/// Lays a text out, and the layout again.
#[track_caller]
fn check_layout(text: &str, expected: &str) {
    assert_eq!(laid_out(text), expected);
    assert_eq!(laid_out(expected), expected, "the layout of a layout");
}

/// Lays a member of a command out.
#[track_caller]
fn check_member(text: &str, expected: &str) {
    check_layout(&format!("command c {{{text}\n}}"), &format!("command c {{\n{expected}\n}}\n"));
}

/// Looks at what holds for every layout.
fn check_always(text: &str) -> Result<(), String> {
    let before = parsed(text);
    if before.diagnostics.iter().any(ordain::diagnostic::Diagnostic::is_error) {
        return match format(text, FileId::default()) {
            Ok(laid_out) => Err(format!("a wrong text has a layout:\n{laid_out}")),
            Err(_) => Ok(()),
        };
    }
    let first = format(text, FileId::default()).map_err(|found| format!("{found:#?}\n{text}"))?;
    let after = parsed(&first);
    if !same(&before.ast, &after.ast) {
        return Err(format!("another tree:\n{text}\n{first}"));
    }
    let words = |text: &str, parse: &Parse| -> Vec<String> {
        let comments = parse.trivia.comments.iter();
        comments.map(|it| it.span.of(text).split_whitespace().collect()).collect()
    };
    if words(text, &before) != words(&first, &after) {
        return Err(format!("other comments:\n{text}\n{first}"));
    }
    let second = format(&first, FileId::default()).map_err(|found| format!("{found:#?}"))?;
    if first != second {
        return Err(format!("not settled, of\n{text}\nfirst\n{first}\nsecond\n{second}"));
    }
    Ok(())
}
