//! Lists: each item is checked at its own place.

use crate::hir::{Bounds, Expr, ExprKind, ListPart, Ty, Value};
use crate::syntax::ast::ListElement;
use crate::text::FileSpan;

use super::super::Checker;
use super::super::assign::{inside, part_type};
use super::super::errors::{self, Misfit};
use super::super::range::{MOST_RANGE_ITEMS, range_items};
use super::super::value::check_count;
use super::{Place, composite, latest};

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

    pub(super) fn fitted(&mut self, expr: Expr, place: Place<'_>) -> Expr {
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
                ListPart::Spread(self.counted_out(list))
            }
        }
    }

    /// A range as the list of its numbers.
    fn counted_out(&mut self, list: Expr) -> Expr {
        let Some(Value::Range { low, high }) = list.as_const() else { return list };
        match range_items(*low, *high) {
            Some(items) => Expr { kind: ExprKind::Const(Value::List(items)), ..list },
            None => {
                let found = errors::not_countable(list.at, MOST_RANGE_ITEMS);
                self.refuse(found, list.at)
            }
        }
    }

    pub(super) fn counted(&mut self, list: Expr, items: Bounds, words: &str) -> Expr {
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
}

/// A list, as a value where all of its parts are.
pub(super) fn list_of(parts: Vec<ListPart>, element: Option<Ty>, at: FileSpan) -> Expr {
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
                _ => return None,
            },
        }
    }
    Some(values)
}
