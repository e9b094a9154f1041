//! Expressions as written.

use super::{Ident, TypeExpr};
use crate::text::{Name, Span};

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// `90s`, `1h30m`: in seconds.
    Duration(i64),
    /// `10%`.
    Percent(u32),
    /// `1..10`, `8..`, `..5`; both ends included. The ends are expressions as written.
    Range {
        low: Option<Box<Expr>>,
        high: Option<Box<Expr>>,
    },
    /// Any string literal: plain, raw, multi-line, `text"""…"""`; already dedented and unescaped.
    String {
        parts: Vec<StringPart>,
        fence: Fence,
    },
    Name(Ident),
    /// `base.member`.
    Member {
        base: Box<Expr>,
        member: Ident,
    },
    /// `base[index]`.
    Index {
        base: Box<Expr>,
        index: Box<Expr>,
    },
    /// `base[*]`.
    Each(Box<Expr>),
    /// `base[where Key == "Name"]`.
    Filter {
        base: Box<Expr>,
        tests: Vec<FilterTest>,
    },
    Call(Box<CallExpr>),
    List(Vec<ListElement>),
    Record(Vec<RecordEntry>),
    Unary {
        op: UnaryOp,
        op_span: Span,
        operand: Box<Expr>,
    },
    Binary {
        op: BinaryOp,
        op_span: Span,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `if c then a else b`.
    If {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// `[for x in xs if p => f(x)]`.
    Comprehension(Box<Comprehension>),
    /// `x as T`.
    As {
        value: Box<Expr>,
        ty: Box<TypeExpr>,
    },
    /// `x.path else D`: D where the step that makes it has not run.
    Else {
        value: Box<Expr>,
        default: Box<Expr>,
    },
    /// `each InstanceId in web`.
    EachIn {
        parameter: Ident,
        targets: Box<Expr>,
    },
    /// `all pages aws.…(…)`.
    AllPages(Box<Expr>),
    /// A script as a value.
    Script(Box<Script>),
    /// `(e)`.
    Group(Box<Expr>),
    /// What could not be read; already reported.
    Error,
}

/// A piece of a string literal.
#[derive(Clone, Debug, PartialEq)]
pub enum StringPart {
    /// Unescaped text. The span is that of the source characters.
    Text { text: String, span: Span },
    /// `${expr}`; the span is that of the whole hole.
    Hole { expr: Expr, span: Span },
}

/// How a string was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// `"…"`
    Plain,
    /// `r"…"`
    Raw,
    /// `"""…"""`
    Lines,
    /// `text"""…"""`
    Text,
}

/// `callee(arguments)`.
#[derive(Clone, Debug, PartialEq)]
pub struct CallExpr {
    pub callee: Expr,
    pub arguments: Vec<Argument>,
    /// From `(` to `)`.
    pub arguments_span: Span,
}

/// One argument, a named one with its name, or `..map` spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    pub name: Option<Ident>,
    pub value: Expr,
    /// `..value`: passes a whole map.
    pub spread: bool,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ListElement {
    Item(Expr),
    /// `...rest`.
    Spread(Expr),
}

#[derive(Clone, Debug, PartialEq)]
pub struct RecordEntry {
    pub key: RecordKey,
    pub value: Expr,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RecordKey {
    /// A word or a quoted string.
    Name { text: Name, span: Span },
    /// `...base`; the entry's value is the base.
    Spread(Span),
}

#[derive(Clone, Debug, PartialEq)]
pub struct FilterTest {
    pub member: Vec<Ident>,
    pub op: BinaryOp,
    pub value: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    pub variable: Ident,
    pub list: Expr,
    pub condition: Option<Expr>,
    pub result: Expr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Not,
    Negate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Coalesce,
    /// `a & b`: targets that both name. Binds as `+` does.
    Intersect,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    EqualsIgnoreCase,
    StartsWith,
    EndsWith,
    Contains,
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScriptLanguage {
    Sh,
    Bash,
    PowerShell,
    Python,
}

/// `LANGUAGE arguments? (fence | read("…") | attachment("…")) ("->" TYPE)?`.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    pub language: ScriptLanguage,
    pub language_span: Span,
    /// Written `raw sh"""…"""`: references in it are meant.
    pub raw: bool,
    pub arguments: Vec<Argument>,
    pub source: ScriptSource,
    pub result: Option<TypeExpr>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ScriptSource {
    /// Dedented text; `span` is that of the text between the fences.
    Inline { text: String, span: Span },
    /// `read("path")`, `attachment("x.zip")` or another expression of type `Script`.
    Expr(Expr),
}
