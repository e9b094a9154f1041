//! Paths: `x.member`, `x[0]`, `x[*]`, `x[where Key == "Name"]`.

use indexmap::IndexMap;

use crate::hir::{Expr, ExprKind, PathSegment, Ty, Value};
use crate::syntax::ast;
use crate::text::{FileSpan, Name, nearest};

use super::super::{Checker, errors};
use super::projection::{Projects, is_projection};
use super::segment::{computed_index, is_open_path, is_path, may_lack, step_into, step_of};

impl Checker<'_> {
    pub(super) fn member(
        &mut self,
        expr: &ast::Expr,
        base: &ast::Expr,
        member: &ast::Ident,
    ) -> Expr {
        let at = self.at(expr.span);
        if let Some(known) = self.system_member(base, member, at) {
            return known;
        }
        let projects = is_projection(base);
        let base = self.expression(base);
        if let Some(named) = self.named_output(&base, member, at) {
            return named;
        }
        self.read_member(base, member, projects, at)
    }

    /// `step.NAME`, where `let` has declared such an output: it hides a member of that name.
    fn named_output(&self, base: &Expr, member: &ast::Ident, at: FileSpan) -> Option<Expr> {
        let step = step_of(base)?;
        let found = self
            .named_outputs
            .iter()
            .find(|output| output.step == step && output.name == member.text)?;
        let path = vec![PathSegment::Named(found.name.clone())];
        Some(Expr::run(ExprKind::Output { step, path }, found.ty.clone(), at))
    }

    /// `base.member`; over each item where the base is a projection.
    fn read_member(
        &mut self,
        base: Expr,
        member: &ast::Ident,
        projects: Projects,
        at: FileSpan,
    ) -> Expr {
        let member_at = self.at(member.span);
        match (base.ty.required().clone(), projects) {
            _ if base.is_error() => Expr { at, ..base },
            _ if base.as_const() == Some(&Value::Null) && self.has_default => {
                Expr { at, ty: Ty::Unknown.optional(), ..base }
            }
            _ if base.as_const() == Some(&Value::Null) => {
                let found = errors::member_of_null(base.at, &member.text);
                self.refuse(found, at)
            }
            (Ty::List { element, .. }, Projects::Each | Projects::Where) => {
                self.project_member(base, &element, member, at)
            }
            (ty, _) => match self.member_type(&ty, &member.text, member_at) {
                Some(ty) => match base.as_const() {
                    Some(Value::Record(fields))
                        if !matches!(base.ty.required(), Ty::Record(_))
                            && !fields.contains_key(&member.text) =>
                    {
                        let fields = fields.clone();
                        self.missing_key(&fields, (&member.text, member_at), ty, at)
                    }
                    _ => {
                        let ty = if may_lack(&base, &member.text) { ty.optional() } else { ty };
                        step_into(base, PathSegment::Member(member.text.clone()), ty, at)
                    }
                },
                None => Expr::error(at),
            },
        }
    }

    fn project_member(
        &mut self,
        base: Expr,
        element: &Ty,
        member: &ast::Ident,
        at: FileSpan,
    ) -> Expr {
        let member_at = self.at(member.span);
        let Some(ty) = self.member_type(element.required(), &member.text, member_at) else {
            return Expr::error(at);
        };
        if let ExprKind::Const(Value::List(items)) = &base.kind {
            let values = items.iter().filter_map(|item| match item {
                Value::Record(fields) => fields.get(&member.text).cloned(),
                _ => None,
            });
            return Expr::constant(Value::List(values.collect()), Ty::list(ty), at);
        }
        step_into(base, PathSegment::Member(member.text.clone()), Ty::list(ty), at)
    }

    /// The type of a member of a value of type `ty`, or nothing after an error.
    pub(crate) fn member_type(&mut self, ty: &Ty, member: &str, at: FileSpan) -> Option<Ty> {
        match ty {
            Ty::Unknown => Some(Ty::Unknown),
            Ty::Json => Some(Ty::Json),
            Ty::Map(value) => Some((**value).clone()),
            Ty::Record(record) => {
                if let Some(field) = record.field(member) {
                    return Some(field.ty.clone());
                }
                let known: Vec<&str> =
                    record.fields().iter().map(|field| field.name.as_str()).collect();
                let near = nearest(member, known.iter().copied());
                let found = errors::unknown_member(at, member, &known, near);
                let silent = record.operation().filter(|operation| operation.output().is_none());
                self.report(match silent {
                    Some(operation) => found.note(format!(
                        "`{}` gives nothing back but `ResponseMetadata`",
                        operation.name()
                    )),
                    None => found,
                });
                None
            }
            other => {
                let help = match other {
                    Ty::List { .. } if matches!(member, "length" | "size" | "count") => {
                        Some("write `length(xs)`")
                    }
                    Ty::List { .. } => {
                        Some("take one item, `xs[0]`, or a member of each, `xs[*].Name`")
                    }
                    Ty::String { .. } if matches!(member, "length" | "size") => {
                        Some("write `length(text)`")
                    }
                    _ => None,
                };
                self.report(errors::no_members(at, member, other, help));
                None
            }
        }
    }

    pub(super) fn index(&mut self, base: &ast::Expr, index: &ast::Expr, at: FileSpan) -> Expr {
        let projects = is_projection(base);
        let base = self.expression(base);
        let index = self.expression(index);
        if base.is_error() || index.is_error() {
            return Expr::error(at);
        }
        let ty = base.ty.required().clone();
        let ty = match (projects, &ty) {
            (Projects::Each, Ty::List { element, .. }) => (**element).clone(),
            _ => ty,
        };
        let Some(item) = self.item_type(&ty, &index) else { return Expr::error(at) };
        let item = match index.as_const().and_then(Value::as_str) {
            Some(member) if may_lack(&base, member) => item.optional(),
            _ => item,
        };
        match (projects, &base.kind) {
            (Projects::Each, ExprKind::Const(_)) => self.project_index(&base, &index, item, at),
            (Projects::Each, _) => match position_of(&index).filter(|_| is_path(&base)) {
                Some(position) => step_into(base, PathSegment::Index(position), Ty::list(item), at),
                None => self.run_index(base, index, Ty::list(item), at),
            },
            (Projects::No | Projects::Where, ExprKind::Const(value))
                if index.as_const().is_some() =>
            {
                let value = value.clone();
                self.known_index(&value, &index, item, at)
            }
            (Projects::Where, _) => computed_index(base, index, item, at),
            (Projects::No, _) => self.run_index(base, index, item, at),
        }
    }

    /// The type of `base[index]`, or nothing after an error.
    fn item_type(&mut self, base: &Ty, index: &Expr) -> Option<Ty> {
        let is_number = index.ty.is_int() || matches!(index.ty, Ty::Unknown | Ty::Json);
        let is_text = index.ty.is_text() || matches!(index.ty, Ty::Unknown | Ty::Json);
        match base {
            Ty::Unknown => Some(Ty::Unknown),
            Ty::Json if is_number || is_text => Some(Ty::Json),
            Ty::List { element, .. } if is_number => Some((**element).clone()),
            Ty::Map(value) if is_text => Some((**value).clone()),
            Ty::Record(_) if is_text => match index.as_const().and_then(Value::as_str) {
                Some(member) => self.member_type(base, member, index.at),
                None => Some(Ty::Json),
            },
            _ => {
                self.report(errors::bad_index(index.at, base, &index.ty));
                None
            }
        }
    }

    fn known_index(&mut self, value: &Value, index: &Expr, ty: Ty, at: FileSpan) -> Expr {
        match (value, index.as_const()) {
            (Value::List(items), Some(Value::Int(position))) => {
                let item = usize::try_from(*position).ok().and_then(|place| items.get(place));
                match item {
                    Some(item) => Expr::constant(item.clone(), ty, at),
                    None if self.is_abstract => Expr::error(at),
                    None => {
                        let found = errors::out_of_bounds(index.at, *position, items.len());
                        self.refuse(found, at)
                    }
                }
            }
            (Value::Record(fields), Some(key)) => {
                let key = key.as_str().unwrap_or_default();
                match fields.get(key) {
                    Some(item) => Expr::constant(item.clone(), ty, at),
                    None => self.missing_key(fields, (key, index.at), ty, at),
                }
            }
            _ => {
                let found = errors::bad_index(index.at, &value.ty(), &index.ty);
                self.refuse(found, at)
            }
        }
    }

    fn missing_key(
        &mut self,
        fields: &IndexMap<Name, Value>,
        (key, key_at): (&str, FileSpan),
        ty: Ty,
        at: FileSpan,
    ) -> Expr {
        if self.has_default {
            return Expr::constant(Value::Null, ty.optional(), at);
        }
        let known: Vec<&str> = fields.keys().map(Name::as_str).collect();
        let near = nearest(key, known.iter().copied());
        let found = errors::unknown_member(key_at, key, &known, near);
        self.refuse(found, at)
    }

    fn project_index(&mut self, base: &Expr, index: &Expr, item: Ty, at: FileSpan) -> Expr {
        let (Some(Value::List(lists)), Some(Value::Int(position))) =
            (base.as_const(), index.as_const())
        else {
            let found = errors::bad_index(index.at, &base.ty, &index.ty);
            return self.refuse(found, at);
        };
        let position = usize::try_from(*position).ok();
        let items = lists.iter().filter_map(|list| match list {
            Value::List(items) => position.and_then(|position| items.get(position)).cloned(),
            _ => None,
        });
        Expr::constant(Value::List(items.collect()), Ty::list(item), at)
    }

    fn run_index(&mut self, base: Expr, index: Expr, ty: Ty, at: FileSpan) -> Expr {
        let segment = match index.as_const() {
            Some(Value::Int(position)) => match u32::try_from(*position) {
                Ok(position) => Some(PathSegment::Index(position)),
                Err(_) => {
                    let found = errors::negative_index(index.at, *position);
                    return self.refuse(found, at);
                }
            },
            Some(Value::String(key)) => Some(PathSegment::Member(Name::new(key))),
            _ => None,
        };
        match segment {
            Some(segment) if is_open_path(&base) => step_into(base, segment, ty, at),
            _ => computed_index(base, index, ty, at),
        }
    }

    pub(super) fn each(&mut self, base: &ast::Expr, at: FileSpan) -> Expr {
        let projects = is_projection(base);
        let base = self.expression(base);
        if base.is_error() {
            return Expr { at, ..base };
        }
        let element = match base.ty.required() {
            Ty::List { element, .. } => (**element).clone(),
            Ty::Json => Ty::Json,
            Ty::Unknown if matches!(base.kind, ExprKind::Event(_)) => Ty::Unknown,
            Ty::Unknown => return Expr { at, ..base },
            other => {
                let found = errors::not_a_list(base.at, other, "`[*]`");
                return self.refuse(found, at);
            }
        };
        // Each list of a projected list: one list of all their items.
        let nested = match (projects, &element) {
            (Projects::Each | Projects::Where, Ty::List { element, .. }) => {
                Some((**element).clone())
            }
            (Projects::Each | Projects::Where, Ty::Json) => Some(Ty::Json),
            (Projects::Each | Projects::Where, other) => {
                let found = errors::not_a_list(base.at, other, "`[*]`");
                return self.refuse(found, at);
            }
            (Projects::No, _) => None,
        };
        if let (ExprKind::Const(Value::List(lists)), Some(_)) = (&base.kind, &nested) {
            let items = lists.iter().flat_map(|list| match list {
                Value::List(items) => items.clone(),
                other => vec![other.clone()],
            });
            let items = Value::List(items.collect());
            return Expr::constant(items, Ty::list(nested.unwrap_or(Ty::Unknown)), at);
        }
        let ty = Ty::list(nested.unwrap_or(element));
        if base.as_const().is_some() {
            return Expr { at, ty, ..base };
        }
        self.project(base, PathSegment::Each, ty, at)
    }

    /// Only a result has selectors; everything else is projected by a statement.
    pub(super) fn project(
        &mut self,
        base: Expr,
        segment: PathSegment,
        ty: Ty,
        at: FileSpan,
    ) -> Expr {
        if is_path(&base) || self.is_abstract {
            return step_into(base, segment, ty, at);
        }
        let help = "take one item, loop with `for`, or compute it in a `python` step";
        let found =
            errors::build_only(&base, "a projection of a value that is no step's result", help);
        self.refuse(found, at)
    }
}

/// A position that the build knows.
fn position_of(index: &Expr) -> Option<u32> {
    match index.as_const() {
        Some(Value::Int(position)) => u32::try_from(*position).ok(),
        _ => None,
    }
}
