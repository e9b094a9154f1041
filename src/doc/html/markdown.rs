//! Markdown of documentation as HTML: no markup of its own, no pictures, links to the web only.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};

use super::escape::is_hidden;
use super::links::Links;

/// Blocks: paragraphs, lists, code and the like.
/// What `code` names and has a page of its own is a link.
pub(super) fn blocks(markdown: &str, names: &Links<'_>) -> String {
    let markdown = clean(markdown);
    let mut links = Vec::new();
    let events = Parser::new(&markdown).filter_map(|event| {
        if let Event::Code(text) = &event
            && links.is_empty()
        {
            return Some(Event::Html(CowStr::from(names.code(text))));
        }
        block(event, &mut links)
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// What is left within a line.
pub(super) fn inline(markdown: &str) -> String {
    let markdown = clean(markdown);
    let events = Parser::new(&markdown).filter_map(|event| match event {
        Event::Start(Tag::Emphasis | Tag::Strong)
        | Event::End(TagEnd::Emphasis | TagEnd::Strong)
        | Event::Text(_)
        | Event::Code(_) => Some(event),
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::SoftBreak | Event::HardBreak => Some(Event::Text(CowStr::Borrowed(" "))),
        _ => None,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

fn clean(markdown: &str) -> String {
    let is_harmful = |it: char| !matches!(it, '\n' | '\t') && is_hidden(it);
    markdown.chars().map(|it| if is_harmful(it) { '\u{fffd}' } else { it }).collect()
}

/// The event as the site shows it. `links` tells of each open link whether it is one.
fn block<'e>(event: Event<'e>, links: &mut Vec<bool>) -> Option<Event<'e>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let is_web = leads_to_the_web(dest_url);
            links.push(is_web);
            return is_web.then_some(event);
        }
        Event::End(TagEnd::Link) => return links.pop()?.then_some(event),
        // A long line is scrolled by keys, too.
        Event::Start(Tag::CodeBlock(_)) => {
            Event::Html(CowStr::Borrowed("<pre tabindex=\"0\"><code>"))
        }
        Event::End(TagEnd::CodeBlock) => Event::Html(CowStr::Borrowed("</code></pre>\n")),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: below(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        other => other,
    })
}

/// The page has the first two levels.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

fn leads_to_the_web(url: &str) -> bool {
    let starts = |scheme: &str| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    ["https://", "http://", "mailto:"].into_iter().any(starts)
}
