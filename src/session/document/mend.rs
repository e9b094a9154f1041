//! Safe fixes of what is wrong with the form of a document.

use crate::diagnostic::{Diagnostic, Fix, Trust};
use crate::markup::edit::Editor;
use crate::markup::{Document, Entry, Node, Syntax};
use crate::ssm::pointer_segment;
use crate::text::{FileId, Span};

use super::number;

/// A default does not fit the type of its parameter.
const WRONG_DEFAULT: u16 = 661;

/// A value is none of those that the service accepts.
const WRONG_VALUE: u16 = 643;

/// Members without effect that nothing could be meant by, each with the number of its finding: they
/// belong to runbooks, or to editors. One that the agent reads at another place was meant.
const IDLE: [(u16, &str); 3] = [(641, "$schema"), (666, "isEnd"), (666, "maxAttempts")];

/// Each fix is proved by reading the document again.
const MOST_MENDED: usize = 20;

/// Puts quotes around defaults that fit only as texts, since nobody could have made the document with
/// `yes` as the default of a text, and takes out what nothing reads.
pub(super) fn mend(
    text: &str,
    (file, syntax): (FileId, Syntax),
    markup: &Document,
    found: &mut [Diagnostic],
) {
    let Some(root) = &markup.root else { return };
    let wanted = |one: &&mut Diagnostic| {
        let number = number(one);
        [WRONG_DEFAULT, WRONG_VALUE].contains(&number)
            || (!one.is_error() && IDLE.iter().any(|(idle, _)| *idle == number))
    };
    for one in found.iter_mut().filter(wanted).take(MOST_MENDED) {
        let editor = || Editor::new(text, file, markup, syntax);
        let (title, edit) = match number(one) {
            WRONG_DEFAULT => {
                let pointer = default_at(root, one.primary.at.span);
                let edit = pointer.and_then(|pointer| editor()?.quote(&pointer));
                ("put quotes around it", edit)
            }
            WRONG_VALUE => {
                let flag = flag_at(root, one.primary.at.span);
                let edit = flag.and_then(|(pointer, flag)| editor()?.set(&pointer, &flag.into()));
                ("write it in small letters", edit)
            }
            number => {
                let pointer = idle_at(root, number, one.primary.at.span);
                ("remove it", pointer.and_then(|pointer| editor()?.remove(&pointer)))
            }
        };
        if let Some(edit) = edit {
            one.help = Some(title.to_owned());
            one.fix = Some(Fix { title: title.to_owned(), trust: Trust::Safe, edits: vec![edit] });
        }
    }
}

/// The pointer of the default of a text that stands at a place.
fn default_at(root: &Node, at: Span) -> Option<String> {
    let is_it = |entry: &&Entry| {
        let is_text = entry.value.get("type").and_then(Node::as_str) == Some("String");
        is_text && entry.value.get("default").is_some_and(|default| default.span == at)
    };
    let entry = root.get("parameters")?.entries().iter().find(is_it)?;
    Some(format!("/parameters/{}/default", pointer_segment(&entry.key.text)))
}

/// The pointer of a flag in letters of its own, such as `isEnd: "True"`, that stands at a place, and
/// what it means.
fn flag_at(root: &Node, at: Span) -> Option<(String, bool)> {
    let pointer = pointer_of(root, at)?;
    let text = root.find(&pointer)?.node.as_str()?;
    let flag = text.to_ascii_lowercase().parse().ok()?;
    Some((pointer, flag))
}

/// The pointer of a member without effect that stands at a place.
fn idle_at(root: &Node, number: u16, at: Span) -> Option<String> {
    let pointer = pointer_of(root, at)?;
    let (_, key) = pointer.rsplit_once('/')?;
    IDLE.contains(&(number, key)).then_some(pointer)
}

/// The JSON pointer of the part at a place.
pub(super) fn pointer_of(root: &Node, span: Span) -> Option<String> {
    let mut pointer = String::new();
    let mut node = root;
    while node.span != span {
        let is_around = |part: &Node| {
            part.alias.is_none() && part.span.start <= span.start && span.end <= part.span.end
        };
        let entry = node.entries().iter().find(|entry| is_around(&entry.value));
        let item = node.items().iter().enumerate().find(|(_, item)| is_around(item));
        let segment = match (entry, item) {
            (Some(entry), _) => {
                node = &entry.value;
                pointer_segment(&entry.key.text).to_string()
            }
            (None, Some((number, item))) => {
                node = item;
                number.to_string()
            }
            (None, None) => return None,
        };
        pointer = format!("{pointer}/{segment}");
    }
    Some(pointer)
}
