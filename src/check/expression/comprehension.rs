//! Comprehensions: `[for x in xs if p => f(x)]`, over what the build knows.

use crate::hir::{Expr, ExprKind, ListPart, Ty, Value};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::super::assign::{inside, part_type};
use super::super::range::MOST_RANGE_ITEMS;
use super::super::{Binding, BindingKind, Checker, errors};
use super::Place;
use super::list::list_of;

impl Checker<'_> {
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
                    let kind = ExprKind::Parameter(written.variable.text.clone());
                    return Expr::run(kind, Ty::list(result.ty), at);
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
