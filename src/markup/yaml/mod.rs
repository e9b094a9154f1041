//! Reads YAML: the events of granit-parser become a tree.

mod anchor;
mod build;
mod frame;
mod problem;
mod resolve;
mod scalar;

use std::borrow::Cow;

use granit_parser::{Event, Parser, Tag, options};

use crate::text::{FileId, Span};

use super::tree::Comment;
use super::{Document, MAX_DEPTH, errors, span};

use build::Builder;
use frame::{Map, NodePlace, Parts};

pub(super) use resolve::is_plain_text;

/// Reads the first document of a stream.
pub(super) fn read(text: &str, file: FileId) -> Document {
    // With blanks in their places the rest can be read, and every place stays.
    let is_clean = !text.bytes().any(is_control);
    let blank =
        |letter: char| if u8::try_from(letter).is_ok_and(is_control) { ' ' } else { letter };
    let cleaned = if is_clean { String::new() } else { text.chars().map(blank).collect() };
    let readable = if is_clean { text } else { &cleaned };
    let mut builder = Builder::new(readable, file);
    report_characters(text, &mut builder);
    let options = options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        // Comments are bounded by the text.
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut parser = Parser::new_from_str_with_options(readable, options);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, at)) => {
                let tag_span = at.tag_span().and_then(|tag| tag.byte_range());
                let place = to_span(&at);
                if take(&mut builder, event, place, tag_span.map(|it| span(it.start, it.end)))
                    == Next::Stop
                {
                    break;
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                builder.report(problem::finding(&error, readable, at, file));
                break;
            }
        }
    }
    builder.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Stop,
}

fn to_span(at: &granit_parser::Span) -> Span {
    at.byte_range().map_or(Span::default(), |range| span(range.start, range.end))
}

fn take(builder: &mut Builder<'_>, event: Event<'_>, at: Span, tag_span: Option<Span>) -> Next {
    let is_written = !at.is_empty() || !matches!(event, Event::Scalar(..));
    if builder.is_second_document() && is_value(&event) && is_written {
        return builder.second_document(at);
    }
    let place = |anchor, tag: Option<Cow<'_, Tag>>| NodePlace {
        at,
        anchor,
        tag: frame::tag(tag.as_deref(), tag_span),
    };
    match event {
        Event::Comment(text, _) => builder.comment(&text, at),
        // An empty one behind the first document is nothing.
        Event::Scalar(..) if builder.is_second_document() => {}
        Event::Scalar(text, style, anchor, tag) => {
            builder.scalar(&text, style, place(anchor, tag));
        }
        Event::SequenceStart(style, anchor, tag) => {
            builder.open(Parts::List(Vec::new()), style, place(anchor, tag));
        }
        Event::MappingStart(style, anchor, tag) => {
            builder.open(Parts::Map(Map::default()), style, place(anchor, tag));
        }
        Event::SequenceEnd | Event::MappingEnd => builder.close(at),
        Event::Alias(id) => builder.alias(id, at),
        Event::UnresolvedAlias(name) => builder.unknown_alias(&name, at),
        Event::Anchor(..) => builder.anchor(at),
        Event::DocumentStart(..) => builder.start_document(at),
        Event::DocumentEnd => builder.end_document(),
        // Among them events that a later parser may have, and that no document of today needs.
        _ => {}
    }
    Next::Go
}

/// Whether a value starts with an event.
fn is_value(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Scalar(..)
            | Event::SequenceStart(..)
            | Event::MappingStart(..)
            | Event::Alias(_)
            | Event::UnresolvedAlias(_)
    )
}

/// Whether a byte may not stand in YAML at all.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 127)
}

/// Tells each control character. The parser takes a NUL for the end and refuses the others.
fn report_characters(text: &str, builder: &mut Builder<'_>) {
    if text.starts_with('\u{feff}') {
        builder.report(errors::byte_order_mark(span(0, 3).in_file(builder.file)));
    }
    let help = "remove it, or write it as an escape in double quotes";
    for (place, byte) in text.bytes().enumerate().filter(|(_, byte)| is_control(*byte)) {
        let at = span(place, place + 1).in_file(builder.file);
        builder.report(errors::control_character(char::from(byte), help, at));
    }
}

/// Whether nothing but blanks stands before a place on its line.
fn starts_line(text: &str, at: u32) -> bool {
    let before = text.get(..at as usize).unwrap_or("").trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}'])
}

/// A comment as the tree has it.
fn to_comment(source: &str, text: &str, at: Span) -> Comment {
    Comment { text: text.to_owned(), span: at, own_line: starts_line(source, at.start) }
}
