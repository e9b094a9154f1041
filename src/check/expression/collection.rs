//! Lists, records and comprehensions: each part is checked at its own place.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::hir::{Bounds, Expr, ExprKind, ListPart, Op, RecordType, Ty, Value};
use crate::syntax::ast::{self, ListElement, RecordEntry, RecordKey};
use crate::text::{FileSpan, Name, nearest};

use super::super::assign::{inside, part_type};
use super::super::errors::{self, Misfit};
use super::super::value::{MOST_RANGE_ITEMS, check_count, check_missing};
use super::super::{Binding, BindingKind, Checker};
use super::{Place, composite, constant, latest};

impl Checker<'_> {
    pub(super) fn list(
        &mut self,
        elements: &[ListElement],
        place: Place<'_>,
        at: FileSpan,
    ) -> Expr {
        let shape = place.map(|(wanted, words)| (part_type(wanted, &Ty::list(Ty::Json)), words));
        let Some((Ty::List { element, items }, words)) = &shape else {
            let list = self.loose_list(elements, at);
            return self.fitted(list, place);
        };
        let parts: Vec<ListPart> = elements
            .iter()
            .enumerate()
            .map(|(position, one)| self.list_part(one, Some((element, words)), position))
            .collect();
        let list = list_of(parts, Some((**element).clone()), at);
        self.counted(list, *items, words)
    }

    fn loose_list(&mut self, elements: &[ListElement], at: FileSpan) -> Expr {
        let parts = elements.iter().map(|one| self.list_part(one, None, 0)).collect();
        list_of(parts, None, at)
    }

    fn fitted(&mut self, expr: Expr, place: Place<'_>) -> Expr {
        match place {
            Some((wanted, words)) => self.fit(expr, wanted, words),
            None => expr,
        }
    }

    fn list_part(&mut self, one: &ListElement, place: Place<'_>, position: usize) -> ListPart {
        match one {
            ListElement::Item(item) => ListPart::Item(match place {
                Some((element, words)) => {
                    let words = inside(words, &format!("[{position}]"));
                    self.expression_of(item, element, &words)
                }
                None => self.expression(item),
            }),
            ListElement::Spread(list) => {
                let wanted = place.map_or(Ty::Unknown, |(element, _)| Ty::list(element.clone()));
                let list = self.expression_of(list, &wanted, "what `...` puts into a list");
                let ty = list.ty.required();
                if !matches!(ty, Ty::List { .. } | Ty::Json | Ty::Unknown) {
                    let found = errors::not_a_list(list.at, ty, "`...`");
                    let at = list.at;
                    return ListPart::Item(self.refuse(found, at));
                }
                ListPart::Spread(list)
            }
        }
    }

    fn counted(&mut self, list: Expr, items: Bounds, words: &str) -> Expr {
        let count = match &list.kind {
            ExprKind::Const(Value::List(values)) => values.len(),
            ExprKind::List(parts) if parts.iter().all(|part| matches!(part, ListPart::Item(_))) => {
                parts.len()
            }
            _ => return list,
        };
        if let Err(reason) = check_count(count, items) {
            let misfit = Misfit { at: list.at, place: words, is_literal: false };
            self.report(reason.diagnostic(&misfit));
        }
        list
    }

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
                let fields = self.fields(entries, |_| None, words);
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
        let known: Vec<&str> = record.fields.iter().map(|field| field.name.as_str()).collect();
        for entry in entries {
            if let RecordKey::Name { text, span } = &entry.key
                && !known.contains(&text.as_str())
            {
                let misfit = Misfit { at: self.at(*span), place: words, is_literal: true };
                self.report(errors::unknown_field(&misfit, text, &known));
            }
        }
        let wanted = |name: &str| {
            let field = record.field(name)?;
            Some(if field.optional { field.ty.clone().optional() } else { field.ty.clone() })
        };
        let fields = self.fields(entries, wanted, words);
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
        let is_given = |name: &str| is_near(name) || fields.iter().any(|part| part.gives(name));
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
        let mut seen: std::collections::HashMap<&str, FileSpan> = std::collections::HashMap::new();
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

    pub(super) fn comprehension(
        &mut self,
        written: &ast::Comprehension,
        place: Place<'_>,
        at: FileSpan,
    ) -> Expr {
        let list = self.expression(&written.list);
        let Some((items, element)) = self.items(&list) else {
            return Expr { ty: Ty::list(Ty::Unknown), ..Expr::error(at) };
        };
        let shape = place.map(|(wanted, words)| (part_type(wanted, &Ty::list(Ty::Json)), words));
        let wish = match &shape {
            Some((Ty::List { element, .. }, words)) => Some((&**element, *words)),
            _ => None,
        };
        let item = Item { element: &element, at: list.at };
        let parts = match items {
            Some(items) if !items.is_empty() => self.turns(written, items, &item, wish),
            known => {
                let result = self.abstract_turn(written, &item, wish);
                if known.is_none() {
                    // The body of a function, checked without its arguments.
                    return Expr { ty: Ty::list(result.ty), ..Expr::error(at) };
                }
                Vec::new()
            }
        };
        let list = list_of(parts, wish.map(|(element, _)| element.clone()), at);
        match (&shape, wish) {
            (Some((Ty::List { items, .. }, words)), _) => self.counted(list, *items, words),
            (_, None) => self.fitted(list, place),
            (_, Some(_)) => list,
        }
    }

    fn turns(
        &mut self,
        written: &ast::Comprehension,
        items: Vec<Value>,
        item: &Item<'_>,
        wish: Place<'_>,
    ) -> Vec<ListPart> {
        let mut parts = Vec::new();
        for (position, value) in items.into_iter().enumerate() {
            let expr = Expr::constant(value, item.element.clone(), item.at);
            let words = wish.map(|(_, words)| inside(words, &format!("[{position}]")));
            let wish = wish.zip(words.as_deref()).map(|((ty, _), words)| (ty, words));
            match self.turn(written, expr, wish) {
                Some(result) if result.is_error() => return vec![ListPart::Item(result)],
                Some(result) => parts.push(ListPart::Item(result)),
                None => {}
            }
        }
        parts
    }

    /// One turn; nothing where its condition says no.
    fn turn(&mut self, written: &ast::Comprehension, item: Expr, wish: Place<'_>) -> Option<Expr> {
        self.scopes.enter();
        self.scopes.bind(Binding {
            name: written.variable.text.clone(),
            at: self.at(written.variable.span),
            kind: BindingKind::Local,
            expr: item,
            used: true,
        });
        let keeps = written.condition.as_ref().is_none_or(|condition| {
            let condition = self.condition(condition);
            match self.known_value(&condition, "the condition of a list") {
                Some(Value::Bool(truth)) => truth,
                _ => true,
            }
        });
        let result = keeps.then(|| self.expression_in(&written.result, wish));
        self.scopes.leave();
        result
    }

    /// A body that never runs is checked all the same.
    fn abstract_turn(
        &mut self,
        written: &ast::Comprehension,
        item: &Item<'_>,
        wish: Place<'_>,
    ) -> Expr {
        let was_abstract = std::mem::replace(&mut self.is_abstract, true);
        let kind = ExprKind::Parameter(written.variable.text.clone());
        let expr = Expr::run(kind, item.element.clone(), item.at);
        let result = self.turn(written, expr, wish);
        self.is_abstract = was_abstract;
        result.unwrap_or_else(|| Expr::error(item.at))
    }

    /// The items of a list and their type. The outer is absent after an error, the inner where
    /// they are not known because a function's arguments are not.
    fn items(&mut self, list: &Expr) -> Option<(Option<Vec<Value>>, Ty)> {
        if list.is_error() {
            return None;
        }
        let element = match list.ty.required() {
            Ty::List { element, .. } => (**element).clone(),
            Ty::Unknown | Ty::Json if self.is_abstract => Ty::Json,
            ty => {
                let found = errors::not_a_list(list.at, ty, "a comprehension");
                self.report(if matches!(ty, Ty::Record(_) | Ty::Map(_)) {
                    found.help("write `for key in keys(map)`")
                } else {
                    found
                });
                return None;
            }
        };
        match list.as_const() {
            Some(value) => match self.known_items(value, list.at) {
                Some(items) => {
                    self.spend(items.len());
                    Some((Some(items), element))
                }
                None => None,
            },
            None if self.is_abstract => Some((None, element)),
            None => {
                let help = "loop with a `for` statement, or compute the list in a `python` step";
                self.report(errors::build_only(list, "a comprehension", help));
                None
            }
        }
    }

    /// The items of a known list; a range counts.
    pub(crate) fn known_items(&mut self, value: &Value, at: FileSpan) -> Option<Vec<Value>> {
        match value {
            Value::List(items) => Some(items.clone()),
            Value::Range { low: Some(low), high: Some(high) } => {
                let count = high.saturating_sub(*low);
                if count >= i64::try_from(MOST_RANGE_ITEMS).unwrap_or(i64::MAX) {
                    self.report(errors::long_range(at, MOST_RANGE_ITEMS));
                    return None;
                }
                Some((*low..=*high).map(Value::Int).collect())
            }
            Value::Range { .. } => {
                self.report(errors::endless_range(at));
                None
            }
            other => {
                self.report(errors::not_a_list(at, &other.ty(), "a loop"));
                None
            }
        }
    }
}

/// What a comprehension's variable stands for.
struct Item<'t> {
    element: &'t Ty,
    at: FileSpan,
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
}

fn has_spread(entries: &[RecordEntry]) -> bool {
    entries.iter().any(|entry| matches!(entry.key, RecordKey::Spread(_)))
}

/// A list, as a value where all of its parts are.
fn list_of(parts: Vec<ListPart>, element: Option<Ty>, at: FileSpan) -> Expr {
    let part_expr = |part: &ListPart| match part {
        ListPart::Item(item) | ListPart::Spread(item) => item.is_error(),
    };
    if parts.iter().any(part_expr) {
        return Expr { ty: Ty::list(element.unwrap_or(Ty::Unknown)), ..Expr::error(at) };
    }
    let joined = parts
        .iter()
        .map(|part| match part {
            ListPart::Item(item) => item.ty.clone(),
            ListPart::Spread(list) => match list.ty.required() {
                Ty::List { element, .. } => (**element).clone(),
                _ => Ty::Json,
            },
        })
        .reduce(Ty::join);
    let ty = Ty::list(element.or(joined).unwrap_or(Ty::Unknown));
    match known_list(&parts) {
        Some(values) => Expr::constant(Value::List(values), ty, at),
        None => {
            let stage = latest(parts.iter().map(|part| match part {
                ListPart::Item(item) | ListPart::Spread(item) => item,
            }));
            let parts = parts.into_iter().flat_map(opened).collect();
            composite(ExprKind::List(parts), ty, stage, at)
        }
    }
}

/// The parts of a list that is spread and whose parts are there.
fn opened(part: ListPart) -> Vec<ListPart> {
    match part {
        ListPart::Spread(Expr { kind: ExprKind::List(parts), .. }) => parts,
        ListPart::Spread(Expr { kind: ExprKind::Const(Value::List(items)), ty, stage, at }) => {
            let element = match &ty {
                Ty::List { element, .. } => (**element).clone(),
                _ => Ty::Unknown,
            };
            let item =
                |value| Expr { kind: ExprKind::Const(value), ty: element.clone(), stage, at };
            items.into_iter().map(|value| ListPart::Item(item(value))).collect()
        }
        other => vec![other],
    }
}

fn known_list(parts: &[ListPart]) -> Option<Vec<Value>> {
    let mut values = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            ListPart::Item(item) => values.push(item.as_const()?.clone()),
            ListPart::Spread(list) => match list.as_const()? {
                Value::List(items) => values.extend(items.iter().cloned()),
                Value::Range { low: Some(low), high: Some(high) } => {
                    values.extend((*low..=*high).take(MOST_RANGE_ITEMS).map(Value::Int));
                }
                _ => return None,
            },
        }
    }
    Some(values)
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
