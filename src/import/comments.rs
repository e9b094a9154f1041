//! Comments of a document: each goes with the statement or member around it or behind it.

use crate::syntax::Remarks;
use crate::syntax::ast::{Block, File, Item, ItemKind, Member, MemberKind, Statement};
use crate::text::Span;

use super::Margin;
use super::structure::inner_blocks;

/// The comments by the parts of the tree that they are about.
pub(super) fn remarks(file: &File, margin: Margin<'_>) -> Remarks {
    let mut parts = Vec::new();
    file.items.iter().for_each(|item| item_parts(item, &mut parts));
    // Of two with one start the wider one is first.
    parts.sort_by_key(|part| (part.start, std::cmp::Reverse(part.end)));
    parts.dedup();
    let mut remarks = Remarks::default();
    for comment in margin.comments {
        let start = comment.span.start;
        let behind = parts.partition_point(|part| part.start <= start);
        let mut around = parts.get(..behind).unwrap_or_default().iter().rev().take(NEAR);
        // What stands on the line of a comment is what it is about.
        let is_beside =
            |part: &Span| !comment.own_line && is_one_line(margin.text, part.end, start);
        let inner = around.find(|part| start < part.end || is_beside(part));
        // The whole declaration is around everything.
        let inner = inner.filter(|part| parts.first() != Some(part));
        let about = inner.or_else(|| parts.get(behind)).or_else(|| parts.last());
        remarks.add(about.copied().unwrap_or_default(), in_source(&comment.text));
    }
    remarks
}

/// Whether no line ends between two places.
fn is_one_line(text: &str, start: u32, end: u32) -> bool {
    let between = text.get(start as usize..end as usize);
    between.is_some_and(|between| !between.contains(['\n', '\r']))
}

/// A comment as a source has it: what allows a finding is written without its prefix there.
fn in_source(comment: &str) -> String {
    match comment.trim_start().strip_prefix("ordain:").map(str::trim_start) {
        Some(order) if order.starts_with("allow(") => format!(" {order}"),
        _ => comment.to_owned(),
    }
}

/// How many parts before a comment may be the one around it: parts lie a few levels deep, and
/// there are few in each other.
const NEAR: usize = 1_000;

fn item_parts(item: &Item, parts: &mut Vec<Span>) {
    parts.push(item.span);
    if let ItemKind::Declaration(declaration) = &item.kind {
        declaration.members.iter().for_each(|member| member_parts(member, parts));
    }
}

fn member_parts(member: &Member, parts: &mut Vec<Span>) {
    parts.push(member.span);
    if let MemberKind::Statement(statement) = &member.kind {
        statement_parts(statement, parts);
    }
}

fn statement_parts(statement: &Statement, parts: &mut Vec<Span>) {
    parts.push(statement.span);
    for block in inner_blocks(&statement.kind) {
        let Block { statements, .. } = block;
        statements.iter().for_each(|inner| statement_parts(inner, parts));
    }
}
