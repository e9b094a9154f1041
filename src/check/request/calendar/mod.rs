//! `calendar`: when changes are allowed, written out as events or taken from a file of iCalendar.
//!
//! Source: "AWS Systems Manager Change Calendar", user guide of Systems Manager.

mod events;

use std::sync::Arc;

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Artifact, RawDocument, RequestField, Ty, Value};
use crate::ssm::calendar::{Calendar, STATES, completed, faults, state, text};
use crate::syntax::ast::Attribute;
use crate::text::FileSpan;

use super::attribute::{AttributeSpec, Attributes, only_attributes};
use super::errors;
use super::header::{document_header, is_header_attribute};
use super::shape::Shape;

const OWNER: &str = "a calendar";

/// Sorted by word.
const ATTRIBUTES: &[AttributeSpec] = &[
    AttributeSpec { word: "content", member: "", shape: Shape::Own },
    AttributeSpec { word: "events", member: "", shape: Shape::Own },
    AttributeSpec { word: "state", member: "", shape: Shape::Choice(&STATES) },
];

/// How large a document is at most.
const BYTES: usize = 65_536;

/// Checks a `calendar`.
pub(crate) fn check_calendar(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Build);
    let document = checked_calendar(&mut cx, declared);
    let artifact = document.map(|document| Artifact::Document(Box::new(document)));
    (artifact.into_iter().collect(), cx.diagnostics)
}

fn checked_calendar(cx: &mut Checker<'_>, declared: Declared<'_>) -> Option<RawDocument> {
    let given = only_attributes(cx, OWNER, &declared.declaration.members);
    let (of_header, own): (Vec<_>, Vec<_>) =
        given.into_iter().partition(|it| is_header_attribute(&it.key.text));
    let header = document_header(cx, declared, OWNER, &of_header);
    let attributes = Attributes::collect(cx, OWNER, ATTRIBUTES, own.into_iter());
    let default = attributes.field(cx, "state");
    let (content, content_at) = match (attributes.get("content"), attributes.get("events")) {
        (Some(content), Some(events)) => {
            let (content, events) = (cx.at(content.key.span), cx.at(events.key.span));
            cx.report(errors::excluded(events, ("events", "content"), content));
            return None;
        }
        (Some(content), None) => of_file(cx, content, default.as_ref())?,
        (None, events) => {
            let Some(default) = &default else {
                if attributes.get("state").is_none() {
                    let example = "state: \"DEFAULT_OPEN\"";
                    cx.report(errors::missing_attribute(header.at, OWNER, "state", example));
                }
                return None;
            };
            let calendar = Calendar {
                name: &header.emitted_name,
                state: default.value.as_str()?,
                description: header.description.as_deref(),
                events: events.map(|it| events::events(cx, &it.value)).unwrap_or_default(),
            };
            let at = events.map_or(default.at, |events| cx.at(events.value.span));
            (Arc::from(text(&calendar)), at)
        }
    };
    if content.len() > BYTES {
        let message = format!("this calendar has {} bytes", content.len());
        let rule = "a document of Systems Manager has at most 65 536 bytes";
        cx.report(errors::bad_calendar(content_at, message, rule));
    }
    let document_type = "ChangeCalendar".to_owned();
    Some(RawDocument { header, document_type, format: "TEXT", content, content_at })
}

/// The text of `content`, with the state that it lacks.
fn of_file(
    cx: &mut Checker<'_>,
    content: &Attribute,
    default: Option<&RequestField>,
) -> Option<(Arc<str>, FileSpan)> {
    let read = cx.build_value(&content.value, &Ty::string(), "`content` of a calendar")?;
    let (Value::String(given) | Value::Raw(given), at) = read else { return None };
    let found = faults(&given);
    for fault in &found {
        let message = format!("line {} of the calendar: {}", fault.line, fault.message);
        cx.report(errors::bad_calendar(at, message, fault.rule));
    }
    if !found.is_empty() {
        return None;
    }
    let wanted = default.and_then(|field| field.value.as_str());
    match (state(&given), wanted) {
        (None, None) => {
            let example = "state: \"DEFAULT_OPEN\"";
            let found = errors::missing_attribute(at, OWNER, "state", example);
            cx.report(found.note("the file has no line `X-CALENDAR-TYPE`"));
            None
        }
        (None, Some(wanted)) => {
            let text = completed(&given, Some(wanted));
            if !faults(&text).is_empty() || state(&text).is_none_or(|it| it.word != wanted) {
                let message = "the state cannot be put into this calendar";
                let found = errors::bad_calendar(at, message, "it stands behind the first line");
                cx.report(found.help("write the line `X-CALENDAR-TYPE` into the file"));
                return None;
            }
            Some((Arc::from(text), at))
        }
        (Some(known), Some(wanted)) if known.word.trim() != wanted => {
            let at = default.map_or(at, |field| field.at);
            let message = format!("line {} of the calendar says `{}`", known.line, known.word);
            let found = errors::bad_calendar(at, message, "a calendar has one state");
            cx.report(found.help("remove `state`, or the line"));
            None
        }
        (Some(_), _) => Some((Arc::from(completed(&given, None)), at)),
    }
}

#[cfg(test)]
mod tests {
    use super::ATTRIBUTES;

    #[test]
    fn the_table_is_sorted() {
        assert!(ATTRIBUTES.is_sorted_by_key(|spec| spec.word));
    }
}
