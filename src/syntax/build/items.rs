//! Declarations of one line: `use`, `const`, `input`, `type`, `fn`, `group`, `request`.

use super::names::is_word;
use super::{Builder, Place};
use crate::syntax::ast::{
    Const, Extern, FnDef, FnParameter, Group, InputDef, Item, ItemKind, Request, TypeAlias, Use,
    UseName,
};
use crate::syntax::grammar::{Pair, Rule};

impl Builder<'_> {
    pub(super) fn item(&mut self, pair: Pair<'_>) -> Item {
        let span = self.span(&pair);
        let docs = self.docs_above(span.start);
        let kind = pair.into_inner().next().map_or(ItemKind::Error, |pair| self.item_kind(pair));
        Item { docs, kind, span }
    }

    pub(super) fn bad_item(&mut self, pair: &Pair<'_>) -> Item {
        let span = self.bad(pair, Place::Item);
        Item { docs: self.docs_above(span.start), kind: ItemKind::Error, span }
    }

    fn item_kind(&mut self, pair: Pair<'_>) -> ItemKind {
        match pair.as_rule() {
            Rule::use_item => ItemKind::Use(self.use_item(pair)),
            Rule::const_item => ItemKind::Const(self.const_item(pair)),
            Rule::input_item => ItemKind::Input(self.input_item(pair)),
            Rule::type_item => ItemKind::TypeAlias(self.type_item(pair)),
            Rule::fn_item => ItemKind::Fn(self.fn_item(pair)),
            Rule::group_item => {
                let (name, value) = self.name_and_value(pair);
                ItemKind::Group(Group { name, value })
            }
            Rule::request_item => {
                let (name, value) = self.name_and_value(pair);
                ItemKind::Request(Request { name, value })
            }
            Rule::extern_item => self.extern_item(pair),
            Rule::declaration => ItemKind::Declaration(self.declaration(pair)),
            _ => ItemKind::Error,
        }
    }

    fn extern_item(&mut self, pair: Pair<'_>) -> ItemKind {
        let mut inner = pair.into_inner();
        let Some(word) = inner.next() else { return ItemKind::Error };
        let extern_span = self.span(&word);
        let Some(pair) = inner.next() else { return ItemKind::Error };
        ItemKind::Extern(Extern { extern_span, declaration: self.declaration(pair) })
    }

    fn use_item(&mut self, pair: Pair<'_>) -> Use {
        let mut path = Vec::new();
        let mut names = None;
        let mut alias = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::use_names => {
                    names = Some(pair.into_inner().map(|pair| self.use_name(pair)).collect())
                }
                Rule::use_alias => {
                    alias = pair.into_inner().next().map(|pair| self.new_name(&pair))
                }
                _ => path.push(self.word(&pair)),
            }
        }
        let names = names.unwrap_or_else(|| {
            path.pop().map(|name| UseName { name, alias }).into_iter().collect()
        });
        Use { path, names }
    }

    fn use_name(&mut self, pair: Pair<'_>) -> UseName {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = inner.next().map_or_else(|| Self::no_name(span), |pair| self.word(&pair));
        let alias =
            inner.next().and_then(|pair| pair.into_inner().next()).map(|pair| self.new_name(&pair));
        UseName { name, alias }
    }

    fn const_item(&mut self, pair: Pair<'_>) -> Const {
        let span = self.span(&pair);
        let mut name = Self::no_name(span);
        let mut ty = None;
        let mut value = Self::error_expr(span.end_point());
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::type_expression => ty = Some(self.type_expr(pair)),
                Rule::expression => value = self.expression(pair),
                rule if is_word(rule) => name = self.new_name(&pair),
                _ => {}
            }
        }
        Const { name, ty, value }
    }

    fn input_item(&mut self, pair: Pair<'_>) -> InputDef {
        let FnParameter { name, ty, default } = self.parameter_parts(pair);
        InputDef { name, ty, default }
    }

    /// `NAME: TYPE = DEFAULT`, in whatever stands around it.
    pub(super) fn parameter_parts(&mut self, pair: Pair<'_>) -> FnParameter {
        let span = self.span(&pair);
        let mut name = Self::no_name(span);
        let mut ty = None;
        let mut default = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::type_expression => ty = Some(self.type_expr(pair)),
                Rule::expression => default = Some(self.expression(pair)),
                rule if is_word(rule) => name = self.new_name(&pair),
                _ => {}
            }
        }
        let ty = ty.unwrap_or_else(|| Self::error_type(span.end_point()));
        FnParameter { name, ty, default }
    }

    fn type_item(&mut self, pair: Pair<'_>) -> TypeAlias {
        let FnParameter { name, ty, .. } = self.parameter_parts(pair);
        TypeAlias { name, ty }
    }

    fn fn_item(&mut self, pair: Pair<'_>) -> FnDef {
        let span = self.span(&pair);
        let mut name = Self::no_name(span);
        let mut parameters = Vec::new();
        let mut result = None;
        let mut body = Self::error_expr(span.end_point());
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::fn_parameter => parameters.push(self.parameter_parts(pair)),
                Rule::fn_result => {
                    result = pair.into_inner().next().map(|pair| self.type_expr(pair));
                }
                Rule::expression => body = self.expression(pair),
                rule if is_word(rule) => name = self.callable_name(&pair, "function"),
                _ => {}
            }
        }
        FnDef { name, parameters, result, body }
    }
}
