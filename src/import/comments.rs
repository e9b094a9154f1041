//! Comments of a document: each goes with the statement or member around it or behind it.

use crate::markup::Comment;
use crate::syntax::Remarks;
use crate::syntax::ast::{Block, File, Item, ItemKind, Member, MemberKind, Statement};
use crate::text::Span;

use super::structure::inner_blocks;

/// The comments by the parts of the tree that they are about.
pub(super) fn remarks(file: &File, comments: &[Comment]) -> Remarks {
    let mut parts = Vec::new();
    file.items.iter().for_each(|item| item_parts(item, &mut parts));
    // Of two with one start the wider one is first.
    parts.sort_by_key(|part| (part.start, std::cmp::Reverse(part.end)));
    parts.dedup();
    let mut remarks = Remarks::default();
    for comment in comments {
        let behind = parts.partition_point(|part| part.start <= comment.span.start);
        let around = parts.get(..behind).unwrap_or_default().iter().rev();
        let inner = around.take(NEAR).find(|part| comment.span.start < part.end);
        // The whole declaration is around everything.
        let inner = inner.filter(|part| parts.first() != Some(part));
        let about = inner.or_else(|| parts.get(behind)).or_else(|| parts.last());
        remarks.add(about.copied().unwrap_or_default(), comment.text.as_str());
    }
    remarks
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
