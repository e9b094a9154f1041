//! Types as written.

use super::{Expr, Ident};
use crate::text::{Name, Span};

#[derive(Clone, Debug, PartialEq)]
pub struct TypeExpr {
    pub kind: TypeExprKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TypeExprKind {
    /// `String`, `aws.ec2.InstanceId`, `List<Map>`, `Int(1..65535)`, `String(pattern: r"^a$")`.
    Named {
        path: Vec<Ident>,
        /// Between `<` and `>`.
        generics: Vec<TypeExpr>,
        /// Between `(` and `)`: a positional range, or named `pattern`, `length`, `items`, …
        refinements: Vec<super::Argument>,
    },
    /// A literal as a type: `"Scan"`, `1`, `true`.
    Literal(Box<Expr>),
    /// `A | B | C`.
    Union(Vec<TypeExpr>),
    /// `{ Name: String, Tags?: Map<String> }`.
    Record(Vec<TypeField>),
    /// `T?`.
    Optional(Box<TypeExpr>),
    /// `(T)`.
    Group(Box<TypeExpr>),
    /// What could not be read; already reported.
    Error,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TypeField {
    pub name: Name,
    pub name_span: Span,
    pub optional: bool,
    pub ty: TypeExpr,
}
