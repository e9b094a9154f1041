//! Declarations as written.

use super::{Block, Clause, Docs, DocumentCall, Expr, Ident, Script, Statement, TypeExpr};
use crate::text::Span;

#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub docs: Option<Docs>,
    pub kind: ItemKind,
    /// Without the documentation before it.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    Use(Use),
    Const(Const),
    Input(InputDef),
    TypeAlias(TypeAlias),
    Fn(FnDef),
    Group(Group),
    Declaration(Declaration),
    Extern(Extern),
    Request(Request),
    /// What could not be read; already reported.
    Error,
}

/// `use std.{package, service}`, `use acme_roles.webserver as web`.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// Without the last part.
    pub path: Vec<Ident>,
    pub names: Vec<UseName>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct UseName {
    pub name: Ident,
    pub alias: Option<Ident>,
}

impl UseName {
    /// The name with its alias.
    pub fn span(&self) -> Span {
        self.alias.as_ref().map_or(self.name.span, |alias| self.name.span.to(alias.span))
    }
}

/// `const NAME: T = expression`.
#[derive(Clone, Debug, PartialEq)]
pub struct Const {
    pub name: Ident,
    pub ty: Option<TypeExpr>,
    pub value: Expr,
}

/// `input NAME: T = default`.
#[derive(Clone, Debug, PartialEq)]
pub struct InputDef {
    pub name: Ident,
    pub ty: TypeExpr,
    pub default: Option<Expr>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TypeAlias {
    pub name: Ident,
    pub ty: TypeExpr,
}

/// `fn NAME(x: T, …) -> T = expression`.
#[derive(Clone, Debug, PartialEq)]
pub struct FnDef {
    pub name: Ident,
    pub parameters: Vec<FnParameter>,
    pub result: Option<TypeExpr>,
    pub body: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FnParameter {
    pub name: Ident,
    pub ty: TypeExpr,
    pub default: Option<Expr>,
}

/// `group NAME = targets`.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub name: Ident,
    pub value: Expr,
}

/// `request NAME = aws.ssm.StartAutomationExecution(…)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub name: Ident,
    pub value: Expr,
}

/// `KIND name "EmittedName"? (on TARGETS)? {`.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    pub kind: DeclarationKind,
    pub kind_span: Span,
    /// For a `test` the text of its string.
    pub name: Ident,
    pub emitted_name: Option<(String, Span)>,
    pub targets: Option<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeclarationKind {
    Command,
    Role,
    Play,
    Runbook,
    Module,
    Handler,
    Association,
    Window,
    Session,
    Document,
    PatchBaseline,
    Parameter,
    ResourceGroup,
    Inventory,
    EventRule,
    Remediation,
    Calendar,
    Test,
}

/// A declaration with a header and a body of members.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    pub header: Header,
    pub members: Vec<Member>,
    /// From `{` to `}`.
    pub body_span: Span,
}

/// `extern command NAME "Name" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Extern {
    pub extern_span: Span,
    pub declaration: Declaration,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub docs: Option<Docs>,
    pub kind: MemberKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum MemberKind {
    /// `param NAME: T = default`.
    /// `param NAME: T = default`; the clauses are `with` and `description`.
    Parameter { name: Ident, ty: TypeExpr, default: Option<Expr>, clauses: Vec<Clause> },
    /// `key: value` (or `key: RUN-call`, as `run: "AWS-X"(…)`).
    Attribute(Attribute),
    /// `assume_role: X` is an attribute; everything that runs is a statement.
    Statement(Statement),
    /// `task NAME = DOC(…) on TARGETS { attributes }` of a window.
    Task { name: Ident, call: DocumentCall, clauses: Vec<Clause>, attributes: Vec<Attribute> },
    /// `handler NAME { … }` of a role or play.
    Handler { name: Ident, body: Block },
    /// `on linux { setup …; check …; apply … }` of a module.
    Platform(Box<PlatformImpl>),
    /// `steps { … }` of a module.
    Steps(Block),
    /// What could not be read; already reported.
    Error,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub docs: Option<Docs>,
    pub key: Ident,
    pub value: Expr,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlatformImpl {
    pub platforms: Vec<Ident>,
    /// What runs before each of the two, in the same shell.
    pub setup: Option<Script>,
    pub check: Option<Script>,
    pub apply: Option<Script>,
    pub span: Span,
}

impl DeclarationKind {
    /// Every kind with its word, sorted by word.
    pub const WORDS: [(&'static str, DeclarationKind); 18] = [
        ("association", Self::Association),
        ("calendar", Self::Calendar),
        ("command", Self::Command),
        ("document", Self::Document),
        ("event_rule", Self::EventRule),
        ("handler", Self::Handler),
        ("inventory", Self::Inventory),
        ("module", Self::Module),
        ("parameter", Self::Parameter),
        ("patch_baseline", Self::PatchBaseline),
        ("play", Self::Play),
        ("remediation", Self::Remediation),
        ("resource_group", Self::ResourceGroup),
        ("role", Self::Role),
        ("runbook", Self::Runbook),
        ("session", Self::Session),
        ("test", Self::Test),
        ("window", Self::Window),
    ];

    /// The word that starts a declaration of this kind.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}
