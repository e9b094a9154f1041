//! The tree of one file, as written. Holds no types and no resolved names.

mod expression;
mod item;
mod statement;
mod types;

pub use expression::{
    Argument, BinaryOp, CallExpr, Comprehension, Expr, ExprKind, Fence, FilterTest, ListElement,
    RecordEntry, RecordKey, Script, ScriptLanguage, ScriptSource, StringPart, UnaryOp,
};
pub use item::{
    Attribute, Const, Declaration, DeclarationKind, Extern, FnDef, FnParameter, Group, Header,
    InputDef, Item, ItemKind, Member, MemberKind, PlatformImpl, Request, TypeAlias, Use, UseName,
};
pub use statement::{
    Arm, Block, CancelArm, CancelTarget, Clause, ClauseKind, DocumentCall, DocumentName,
    FailureTarget, MatchArm, MockResult, Statement, StatementKind,
};
pub use types::{TypeExpr, TypeExprKind, TypeField};

use crate::text::{Name, Span};

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// The `//!` lines, without their markers, joined with line breaks.
    pub docs: Option<Docs>,
    pub items: Vec<Item>,
}

/// A name with its place. `text` is without backquotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    pub text: Name,
    pub span: Span,
    /// Written between backquotes.
    pub quoted: bool,
}

/// Joined `///` (or `//!`) lines, without markers and the one blank after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Docs {
    pub text: String,
    pub span: Span,
}
