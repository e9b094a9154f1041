//! Properties that are one attribute each, by a table.

use jiff::Timestamp;

use crate::markup::{Node, NodeKind};
use crate::syntax::ast::{Expr, Member};

use super::Template;
use super::expression::{duration, flag, literal, number, share, string, tags, text, unknown};
use super::resource::Resource;
use super::unknown::has_unknown;
use crate::import::make;

/// A property and the attribute that says the same in a source.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) property: &'static str,
    pub(super) word: &'static str,
    pub(super) form: Form,
}

/// How the value of a property becomes that of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Texts,
    Number,
    Flag,
    Share,
    Seconds,
    Hours,
    Days,
    Tags,
    /// A time with its offset; another form of time is not looked at.
    Instant,
    /// `$LATEST`, `$DEFAULT` or a number.
    Version,
    /// Code of its own makes the attribute; the row is for messages.
    Own,
}

impl Form {
    fn value(self, node: &Node) -> Option<Expr> {
        Some(match self {
            Form::Text => text(node),
            Form::Texts => match &node.kind {
                NodeKind::List(items) => make::list(items.iter().map(text), node.span),
                _ => literal(node),
            },
            Form::Number => number(node),
            Form::Flag => flag(node),
            Form::Share => share(node),
            Form::Seconds => duration(node, 1),
            Form::Hours => duration(node, 3_600),
            Form::Days => duration(node, 86_400),
            Form::Tags => tags(node),
            Form::Instant => instant(node),
            Form::Version => version(node),
            Form::Own => return None,
        })
    }
}

fn instant(node: &Node) -> Expr {
    match node.as_str().and_then(|text| text.parse::<Timestamp>().ok()) {
        Some(_) => text(node),
        None => unknown(node.span),
    }
}

fn version(node: &Node) -> Expr {
    match node.as_str() {
        Some("$LATEST") => string("latest", node.span),
        Some("$DEFAULT") => string("default", node.span),
        _ => text(node),
    }
}

/// The attributes of the members of a map, whose functions are unknown values already.
pub(super) fn part_members(map: &Node, rows: &'static [Row]) -> Vec<Member> {
    let given = rows.iter().filter_map(|row| Some((row, map.entry(row.property)?)));
    given
        .filter_map(|(row, entry)| {
            let value = row.form.value(&entry.value)?;
            Some(make::attribute(row.word, entry.key_span, value))
        })
        .collect()
}

/// The attributes of the properties that a resource has.
pub(super) fn members(
    template: &mut Template,
    resource: &Resource<'_>,
    rows: &'static [Row],
) -> Vec<Member> {
    let mut members = Vec::new();
    template.wording.add(resource.span, rows);
    for row in rows.iter().filter(|row| row.form != Form::Own) {
        let Some(node) = resource.known(template, row.property) else { continue };
        let key_span = resource.property(row.property).map_or(node.span, |entry| entry.key_span);
        if has_unknown(&node) && matches!(row.form, Form::Share) {
            // What a rule misses may be there.
            template.unknowns.open(resource.id_span);
        }
        let value = row.form.value(&node);
        members.extend(value.map(|value| make::attribute(row.word, key_span, value)));
    }
    members
}
