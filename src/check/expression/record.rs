//! Records: each field is checked at its own place.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::hir::{Expr, ExprKind, Op, RecordType, Ty, Value};
use crate::syntax::ast::{RecordEntry, RecordKey};
use crate::text::{FileSpan, Name, nearest};

use super::super::Checker;
use super::super::assign::{inside, part_type};
use super::super::errors::{self, Misfit};
use super::super::value::check_missing;
use super::{Place, composite, constant, latest};

impl Checker<'_> {
    pub(super) fn record(
        &mut self,
        entries: &[RecordEntry],
        place: Place<'_>,
        at: FileSpan,
    ) -> Expr {
        self.check_keys(entries);
        let shape = place
            .map(|(wanted, words)| (part_type(wanted, &Ty::record(std::iter::empty())), words));
        match &shape {
            Some((shape @ (Ty::Record(_) | Ty::Map(_)), words)) if has_spread(entries) => {
                let fields = match shape {
                    Ty::Record(record) => {
                        self.fields(entries, |name| field_type(record, name), words)
                    }
                    Ty::Map(value) => self.fields(entries, |_| Some((**value).clone()), words),
                    _ => self.fields(entries, |_| None, words),
                };
                self.fit(record_of(fields, None, at), shape, words)
            }
            Some((Ty::Record(record), words)) => self.shaped_record(entries, record, words, at),
            Some((Ty::Map(value), words)) => {
                let fields = self.fields(entries, |_| Some((**value).clone()), words);
                record_of(fields, Some(Ty::Map(value.clone())), at)
            }
            _ => {
                let fields = self.fields(entries, |_| None, "the record");
                let record = record_of(fields, None, at);
                self.fitted(record, place)
            }
        }
    }

    fn shaped_record(
        &mut self,
        entries: &[RecordEntry],
        record: &Arc<RecordType>,
        words: &str,
        at: FileSpan,
    ) -> Expr {
        let known: Vec<&str> = record.fields().iter().map(|field| field.name.as_str()).collect();
        for entry in entries {
            if let RecordKey::Name { text, span } = &entry.key
                && !known.contains(&text.as_str())
            {
                let misfit = Misfit { at: self.at(*span), place: words, is_literal: true };
                self.report(errors::unknown_field(&misfit, text, &known));
            }
        }
        let fields = self.fields(entries, |name| field_type(record, name), words);
        let is_near = |name: &str| {
            // A misspelt field is one mistake, not a missing field besides.
            fields.iter().any(|part| match part {
                Part::Field(given, _) => {
                    !known.contains(&given.as_str())
                        && nearest(given, known.iter().copied()) == Some(name)
                }
                Part::Spread(_) => false,
            })
        };
        let gives =
            |part: &Part, name: &str| part.gives(name) && !(record.is_union() && part.is_null());
        let is_given = |name: &str| is_near(name) || fields.iter().any(|part| gives(part, name));
        if let Err(reason) = check_missing(record, is_given) {
            let misfit = Misfit { at, place: words, is_literal: false };
            self.report(reason.diagnostic(&misfit));
        }
        record_of(fields, Some(Ty::Record(record.clone())), at)
    }

    fn fields(
        &mut self,
        entries: &[RecordEntry],
        wanted: impl Fn(&str) -> Option<Ty>,
        words: &str,
    ) -> Vec<Part> {
        let field = |entry: &RecordEntry| match &entry.key {
            RecordKey::Name { text, .. } => {
                let value = match wanted(text) {
                    Some(ty) => {
                        let words = inside(words, &format!(".{text}"));
                        self.expression_of(&entry.value, &ty, &words)
                    }
                    None => self.expression(&entry.value),
                };
                Part::Field(text.clone(), value)
            }
            RecordKey::Spread(_) => {
                let base = self.expression(&entry.value);
                let ty = base.ty.required();
                if matches!(ty, Ty::Record(_) | Ty::Map(_) | Ty::Json | Ty::Unknown) {
                    return Part::Spread(base);
                }
                let found = errors::not_a_record(base.at, ty);
                let at = base.at;
                Part::Spread(self.refuse(found, at))
            }
        };
        entries.iter().map(field).collect()
    }

    fn check_keys(&mut self, entries: &[RecordEntry]) {
        let mut seen: HashMap<&str, FileSpan> = HashMap::new();
        for entry in entries {
            let RecordKey::Name { text, span } = &entry.key else { continue };
            let at = self.at(*span);
            if let Some(first) = seen.get(text.as_str()) {
                self.report(errors::duplicate_key(at, *first, text));
            } else {
                seen.insert(text, at);
            }
        }
    }
}

/// What a field may hold; nothing where the record has no such field.
fn field_type(record: &RecordType, name: &str) -> Option<Ty> {
    let field = record.field(name)?;
    Some(if field.optional { field.ty.clone().optional() } else { field.ty.clone() })
}

/// A part of a record literal.
enum Part {
    Field(Name, Expr),
    Spread(Expr),
}

impl Part {
    fn gives(&self, name: &str) -> bool {
        match self {
            Part::Field(given, _) => given == name,
            Part::Spread(_) => true,
        }
    }

    fn is_null(&self) -> bool {
        match self {
            Part::Field(_, value) => value.as_const() == Some(&Value::Null),
            Part::Spread(_) => false,
        }
    }
}

fn has_spread(entries: &[RecordEntry]) -> bool {
    entries.iter().any(|entry| matches!(entry.key, RecordKey::Spread(_)))
}

/// A record, as a value where all of its parts are. What comes later wins over a spread.
fn record_of(parts: Vec<Part>, ty: Option<Ty>, at: FileSpan) -> Expr {
    let mut fields: IndexMap<Name, Expr> = IndexMap::new();
    let mut merged: Vec<Expr> = Vec::new();
    let mut is_broken = false;
    for part in parts {
        match part {
            Part::Field(name, value) => {
                is_broken |= value.is_error();
                fields.insert(name, value);
            }
            Part::Spread(base) => match base.kind {
                ExprKind::Error => is_broken = true,
                ExprKind::Const(Value::Record(values)) => {
                    fields.extend(
                        values.into_iter().map(|(name, value)| (name, constant(value, base.at))),
                    );
                }
                ExprKind::Record(values) => fields.extend(values),
                kind => {
                    if !fields.is_empty() {
                        merged.push(plain_record(std::mem::take(&mut fields), at));
                    }
                    merged.push(Expr { kind, ..base });
                }
            },
        }
    }
    if is_broken {
        return Expr { ty: ty.unwrap_or(Ty::Unknown), ..Expr::error(at) };
    }
    if merged.is_empty() {
        let record = plain_record(fields, at);
        return Expr { ty: ty.unwrap_or(record.ty.clone()), ..record };
    }
    if !fields.is_empty() {
        merged.push(plain_record(fields, at));
    }
    let joined = merged.iter().map(|part| part.ty.clone()).reduce(Ty::join);
    let stage = latest(&merged);
    let kind = ExprKind::Op { op: Op::Function(Name::new("merge")), operands: merged };
    composite(kind, ty.or(joined).unwrap_or(Ty::Json), stage, at)
}

fn plain_record(fields: IndexMap<Name, Expr>, at: FileSpan) -> Expr {
    let ty = Ty::record(fields.iter().map(|(name, value)| (name.clone(), value.ty.clone())));
    let is_known = fields.values().all(|value| value.as_const().is_some());
    if is_known {
        let values = fields
            .into_iter()
            .filter_map(|(name, value)| value.as_const().cloned().map(|value| (name, value)));
        return Expr::constant(Value::Record(values.collect()), ty, at);
    }
    let stage = latest(fields.values());
    composite(ExprKind::Record(fields.into_iter().collect()), ty, stage, at)
}
