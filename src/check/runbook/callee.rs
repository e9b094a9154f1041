//! What the caller of a runbook can read: the outputs that the runbook's own text lists.

use crate::check::Body;
use crate::hir::Ty;
use crate::syntax::ast::{
    Block, Declaration, DocumentName, Expr, ExprKind, ItemKind, Member, MemberKind, Statement,
    StatementKind, TypeExpr,
};
use crate::text::Name;

use super::frames::inner_blocks;
use super::state::RunbookCheck;

impl RunbookCheck<'_> {
    /// The outputs of a runbook of this project or of one that is declared, in order.
    ///
    /// Several may be called alike. An output is called as `output NAME = …` says, else after its
    /// path's last member. Its type is what `as` says, else unknown until the caller says it.
    pub(super) fn outputs_of(&mut self, document: &DocumentName) -> Vec<(Name, Ty)> {
        let DocumentName::Expr(expr) = document else { return Vec::new() };
        let ExprKind::Name(name) = &expr.kind else { return Vec::new() };
        let Some(found) = self.cx.context.index.lookup(self.cx.file, &name.text).copied() else {
            return Vec::new();
        };
        let declaration: &Declaration = match &found.item.kind {
            ItemKind::Declaration(declaration) => declaration,
            ItemKind::Extern(declared) => &declared.declaration,
            _ => return Vec::new(),
        };
        let mut listed = Vec::new();
        declaration.members.iter().filter_map(statement_of).for_each(|statement| {
            outputs_in(statement, &mut listed);
        });
        let mut outputs: Vec<(Name, Ty)> = Vec::new();
        for Listed { name, is_given, ty } in listed {
            // Of two with one given name only one is part of a build.
            if is_given && outputs.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let ty = match ty {
                Some(written) => {
                    self.cx.elsewhere(found.file, Body::Build, |there| there.ty(written)).0
                }
                None => Ty::Json,
            };
            outputs.push((name, ty));
        }
        outputs
    }
}

fn statement_of(member: &Member) -> Option<&Statement> {
    match &member.kind {
        MemberKind::Statement(statement) => Some(statement),
        _ => None,
    }
}

/// An output as the source lists it.
struct Listed<'s> {
    name: Name,
    /// Whether the source names it.
    is_given: bool,
    ty: Option<&'s TypeExpr>,
}

/// Each output of a statement that a caller can name.
fn outputs_in<'s>(statement: &'s Statement, into: &mut Vec<Listed<'s>>) {
    if let StatementKind::Output { name, value } = &statement.kind {
        let ty = match &value.kind {
            ExprKind::As { ty, .. } => Some(&**ty),
            _ => None,
        };
        let is_given = name.is_some();
        let name = name.as_ref().map(|name| name.text.clone()).or_else(|| last_member(value));
        into.extend(name.map(|name| Listed { name, is_given, ty }));
    }
    for block in inner_blocks(&statement.kind) {
        let Block { statements, .. } = block;
        statements.iter().for_each(|statement| outputs_in(statement, into));
    }
}

pub(super) fn last_member(path: &Expr) -> Option<Name> {
    match &path.kind {
        ExprKind::Name(name) => Some(name.text.clone()),
        ExprKind::Member { member, .. } => Some(member.text.clone()),
        ExprKind::As { value: inner, .. }
        | ExprKind::Group(inner)
        | ExprKind::Each(inner)
        | ExprKind::Index { base: inner, .. }
        | ExprKind::Filter { base: inner, .. } => last_member(inner),
        _ => None,
    }
}
