//! From types as written to types.

use std::sync::Arc;

use crate::hir::{AwsType, Bounds, Field, RecordType, Ty, Value};
use crate::syntax::ast::{self, TypeExpr, TypeExprKind};
use crate::text::{FileSpan, Name, Span, nearest};

use super::{Body, Checker, errors};

/// How many parts a type may have, those of the types that it names included.
const MOST_PARTS: usize = 10_000;

/// How deep types may lie in each other.
const MOST_LEVELS: usize = 100;

/// Makes a type without refinements.
pub(super) type MakeType = fn() -> Ty;

/// The built-in types, sorted; what stands for each without refinements. `List` takes a type.
pub(super) const BUILT_IN: [(&str, MakeType); 12] = [
    ("Bool", || Ty::Bool),
    ("Duration", || Ty::Duration),
    ("Float", Ty::float),
    ("Int", Ty::int),
    ("Json", || Ty::Json),
    ("List", || Ty::list(Ty::Json)),
    ("Map", || Ty::map(Ty::Json)),
    ("Percent", || Ty::Percent),
    ("Schedule", || Ty::Schedule),
    ("Script", || Ty::Script),
    ("String", Ty::string),
    ("Targets", || Ty::Targets),
];

/// Names of types elsewhere, sorted, and what to write here.
const ELSEWHERE: [(&str, &str); 19] = [
    ("AWS", "aws.ec2.InstanceId"),
    ("Array", "List<String>"),
    ("Boolean", "Bool"),
    ("Double", "Float"),
    ("Integer", "Int"),
    ("MapList", "List<Map>"),
    ("Number", "Int"),
    ("Object", "Map"),
    ("StringList", "List<String>"),
    ("StringMap", "Map<String>"),
    ("any", "Json"),
    ("bool", "Bool"),
    ("dict", "Map"),
    ("int", "Int"),
    ("list", "List<String>"),
    ("map", "Map"),
    ("number", "Int"),
    ("str", "String"),
    ("string", "String"),
];

impl<'a> Checker<'a> {
    /// The type that `written` means; `Ty::Unknown` after reporting what is wrong with it.
    pub(crate) fn ty(&mut self, written: &TypeExpr) -> Ty {
        if !self.enter_level(written.span) {
            return Ty::Unknown;
        }
        let ty = match &written.kind {
            TypeExprKind::Named { path, generics, refinements } => {
                self.named_type(written.span, path, generics, refinements)
            }
            TypeExprKind::Literal(literal) => self.literal_type(literal),
            TypeExprKind::Union(types) => self.union_type(types),
            TypeExprKind::Record(fields) => self.record_type(fields),
            TypeExprKind::Optional(inner) => match self.ty(inner) {
                Ty::Unknown => Ty::Unknown,
                inner => inner.optional(),
            },
            TypeExprKind::Group(inner) => self.ty(inner),
            TypeExprKind::Error => Ty::Unknown,
        };
        self.leave_level();
        if ty.is_larger_than(MOST_PARTS, MOST_LEVELS) {
            let at = self.at(written.span);
            self.report(errors::too_large_type(at, (MOST_PARTS, MOST_LEVELS)));
            return Ty::Unknown;
        }
        ty
    }

    fn named_type(
        &mut self,
        span: Span,
        path: &[ast::Ident],
        generics: &[TypeExpr],
        refinements: &[ast::Argument],
    ) -> Ty {
        let at = self.at(span);
        let spelt = spelt(path);
        let ty = if let [name] = path {
            self.simple_type(name, generics)
        } else {
            let known = AwsType::ALL.into_iter().find(|ty| ty.path() == spelt);
            if known.is_none() {
                let near = nearest(&spelt, AwsType::ALL.map(AwsType::path));
                self.report(errors::unknown_type(at, &spelt, near));
            }
            known.map_or(Ty::Unknown, Ty::aws)
        };
        let takes_generics = matches!(spelt.as_str(), "List" | "Map");
        if let [first, ..] = generics
            && !takes_generics
            && ty != Ty::Unknown
        {
            let at = self.at(first.span);
            self.report(errors::wrong_generics(at, &spelt));
        }
        self.refined(ty, &spelt, refinements)
    }

    fn simple_type(&mut self, name: &ast::Ident, generics: &[TypeExpr]) -> Ty {
        let at = self.at(name.span);
        match (name.text.as_str(), generics) {
            ("List", [element]) => return Ty::list(self.ty(element)),
            ("Map", [value]) => return Ty::map(self.ty(value)),
            ("List" | "Map", [_, second, ..]) => {
                let at = self.at(second.span);
                self.report(errors::wrong_generics(at, &name.text));
                return Ty::Unknown;
            }
            ("List", []) => {
                self.report(errors::list_of_what(at));
                return Ty::Unknown;
            }
            _ => {}
        }
        if let Some((_, ty)) = BUILT_IN.iter().find(|(known, _)| *known == name.text) {
            return ty();
        }
        let definition = self.context.index.lookup(self.file, &name.text);
        if let Some(definition) = definition {
            if let ast::ItemKind::TypeAlias(alias) = &definition.item.kind {
                return self.alias(alias, definition.at);
            }
            self.report(errors::not_a_type(at, &name.text, definition.at));
            return Ty::Unknown;
        }
        if self.context.index.was_reported(self.file, &name.text) {
            return Ty::Unknown;
        }
        let near = self.near_type(&name.text);
        self.report(errors::unknown_type(at, &name.text, near.as_deref()));
        Ty::Unknown
    }

    /// The nearest type that is declared, or what a type of another language is called here.
    fn near_type(&self, name: &str) -> Option<Name> {
        if let Some((_, known)) = ELSEWHERE.iter().find(|(other, _)| *other == name) {
            return Some(Name::new(known));
        }
        if let Some(known) = AwsType::ALL.into_iter().find(|ty| ty.ssm_name() == name) {
            return Some(Name::new(known.path()));
        }
        let index = self.context.index;
        let is_alias = |name: &&str| {
            let found = index.lookup(self.file, name);
            found.is_some_and(|found| matches!(found.item.kind, ast::ItemKind::TypeAlias(_)))
        };
        let aliases = index.names(self.file).filter(is_alias);
        let built_in = BUILT_IN.iter().map(|(name, _)| *name);
        nearest(name, built_in.chain(aliases)).map(Name::new)
    }

    /// What a `type` declaration means.
    fn alias(&mut self, alias: &'a ast::TypeAlias, at: FileSpan) -> Ty {
        if let Some(ty) = self.context.memo.ty(at) {
            return ty;
        }
        let evaluated = self.define(&alias.name.text, at, Body::Build, |there| there.ty(&alias.ty));
        match evaluated {
            Some(ty) if ty != Ty::Unknown => {
                self.context.memo.keep_ty(at, ty.clone());
                ty
            }
            _ => Ty::Unknown,
        }
    }

    fn literal_type(&mut self, literal: &ast::Expr) -> Ty {
        let at = self.at(literal.span);
        let checked = self.expression(literal);
        match checked.as_const() {
            Some(Value::Null) => Ty::Null,
            Some(value @ (Value::String(_) | Value::Int(_) | Value::Bool(_))) => {
                Ty::Enum(Arc::new([value.clone()]))
            }
            Some(_) => {
                self.report(errors::bad_literal_type(at));
                Ty::Unknown
            }
            None if checked.is_error() => Ty::Unknown,
            None => {
                self.report(errors::bad_literal_type(at));
                Ty::Unknown
            }
        }
    }

    fn union_type(&mut self, written: &[TypeExpr]) -> Ty {
        let mut values: Vec<Value> = Vec::new();
        let mut others: Vec<Ty> = Vec::new();
        let mut is_optional = false;
        for one in written {
            match self.ty(one) {
                Ty::Unknown => return Ty::Unknown,
                Ty::Null => is_optional = true,
                Ty::Optional(inner) => {
                    is_optional = true;
                    others.push(*inner);
                }
                Ty::Enum(more) => {
                    if let Some(twice) = more.iter().find(|value| values.contains(value)) {
                        let at = self.at(one.span);
                        self.report(errors::duplicate_alternative(at, &twice.shown()));
                    }
                    values.extend(
                        more.iter()
                            .filter(|value| !values.contains(value))
                            .cloned()
                            .collect::<Vec<_>>(),
                    );
                }
                Ty::Union(more) => others.extend(more.iter().cloned()),
                other => others.push(other),
            }
        }
        let ty = united(values, others);
        if is_optional { ty.optional() } else { ty }
    }

    fn record_type(&mut self, written: &[ast::TypeField]) -> Ty {
        let mut fields: Vec<Field> = Vec::new();
        for field in written {
            let first = written.iter().find(|other| other.name == field.name);
            if let Some(first) = first.filter(|first| first.name_span != field.name_span) {
                let (at, first) = (self.at(field.name_span), self.at(first.name_span));
                self.report(errors::duplicate_key(at, first, &field.name));
                continue;
            }
            let ty = self.ty(&field.ty);
            fields.push(Field { name: field.name.clone(), ty, optional: field.optional });
        }
        Ty::Record(Arc::new(RecordType::new(fields)))
    }

    /// Checks a `type` declaration.
    pub(super) fn check_alias(&mut self, alias: &'a ast::TypeAlias) {
        let at = self.at(alias.name.span);
        let ty = self.define_here(&alias.name.text, at, |cx| cx.ty(&alias.ty));
        if let Some(ty) = ty
            && ty != Ty::Unknown
            && !self.has_errors()
        {
            self.context.memo.keep_ty(at, ty);
        }
    }
}

/// One type out of literals and other types: literals of one kind are one alternative.
fn united(values: Vec<Value>, others: Vec<Ty>) -> Ty {
    let mut types: Vec<Ty> = Vec::new();
    for value in values {
        let kind = std::mem::discriminant(&value);
        let same = types.iter_mut().find_map(|ty| match ty {
            Ty::Enum(known) if known.first().map(std::mem::discriminant) == Some(kind) => {
                Some(known)
            }
            _ => None,
        });
        match same {
            Some(known) => *known = known.iter().cloned().chain([value]).collect(),
            None => types.push(Ty::Enum(Arc::new([value]))),
        }
    }
    types.extend(others);
    match (types.pop(), types.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            types.push(last);
            Ty::Union(types.into())
        }
        (None, _) => Ty::Null,
    }
}

fn spelt(path: &[ast::Ident]) -> String {
    path.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".")
}

/// Whether bounds are the wrong way round.
pub(super) fn are_crossed(bounds: Bounds) -> bool {
    matches!((bounds.low, bounds.high), (Some(low), Some(high)) if low > high)
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, ELSEWHERE};

    #[test]
    fn the_tables_of_types_are_sorted() {
        assert!(BUILT_IN.is_sorted_by_key(|row| row.0));
        assert!(ELSEWHERE.is_sorted_by_key(|row| row.0));
    }
}
