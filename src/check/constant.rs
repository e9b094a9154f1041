//! `const`, `input` and `group`: values that the build computes once.

use crate::hir::{Expr, Ty, Value};
use crate::resolve::Definition;
use crate::syntax::ast::{self, ItemKind};
use crate::text::{FileSpan, Name};

use super::{Body, Checker, errors};

impl<'a> Checker<'a> {
    /// What a name that the project declares stands for; nothing where it declares none.
    pub(super) fn declared(&mut self, name: &Name, at: FileSpan) -> Option<Expr> {
        let definition = self.context.index.lookup(self.file, name).copied()?;
        let value = match &definition.item.kind {
            ItemKind::Const(item) => self.shared(&item.name, definition, |cx| cx.const_value(item)),
            ItemKind::Input(item) => self.shared(&item.name, definition, |cx| cx.input_value(item)),
            ItemKind::Group(item) => self.shared(&item.name, definition, |cx| cx.group_value(item)),
            ItemKind::Declaration(item) if is_document(item.header.kind) => {
                Some(self.document_name(&item.header, at))
            }
            ItemKind::Extern(item) => Some(self.document_name(&item.declaration.header, at)),
            ItemKind::Error => Some(Expr::error(at)),
            other => {
                let help = match other {
                    ItemKind::Fn(_) => Some(format!("call it: `{name}(…)`")),
                    _ => None,
                };
                let what = kind_words(other);
                let found = errors::not_a_value(at, name, what, help.as_deref())
                    .related(definition.at, "declared here");
                Some(self.refuse(found, at))
            }
        };
        Some(value.map_or_else(|| Expr::error(at), |value| Expr { at, ..value }))
    }

    /// The value of a definition, computed once for the project.
    fn shared(
        &mut self,
        name: &ast::Ident,
        definition: Definition<'a>,
        value: impl FnOnce(&mut Self) -> Expr,
    ) -> Option<Expr> {
        let memo = &self.context.memo;
        if let Some(known) = memo.value(definition.at) {
            return Some(known);
        }
        let value = self.define(&name.text, definition.at, Body::Build, value)?;
        if value.is_error() {
            return None;
        }
        memo.keep_value(definition.at, value.clone());
        Some(value)
    }

    /// Checks a definition at its own place.
    pub(super) fn check_value(&mut self, name: &ast::Ident, value: impl FnOnce(&mut Self) -> Expr) {
        let at = self.at(name.span);
        let value = self.define_here(&name.text, at, value);
        if let Some(value) = value
            && !value.is_error()
            && !self.has_errors()
        {
            self.context.memo.keep_value(at, value);
        }
    }

    pub(super) fn const_value(&mut self, item: &ast::Const) -> Expr {
        let place = format!("`{}`", item.name.text);
        let checked = match &item.ty {
            Some(written) => {
                let wanted = self.ty(written);
                self.expression_of(&item.value, &wanted, &place)
            }
            None => self.expression(&item.value),
        };
        self.built(checked, &place)
    }

    /// A value that the build must know.
    fn built(&mut self, checked: Expr, place: &str) -> Expr {
        match self.known_value(&checked, place) {
            Some(_) => checked,
            None => Expr { ty: checked.ty.clone(), ..Expr::error(checked.at) },
        }
    }

    pub(super) fn group_value(&mut self, item: &ast::Group) -> Expr {
        let place = format!("`{}`", item.name.text);
        let checked = self.expression_of(&item.value, &Ty::Targets, &place);
        self.built(checked, &place)
    }

    pub(super) fn input_value(&mut self, item: &ast::InputDef) -> Expr {
        let at = self.at(item.name.span);
        let place = format!("`{}`", item.name.text);
        let wanted = self.ty(&item.ty);
        let default = item.default.as_ref().map(|default| {
            let default = self.expression_of(default, &wanted, &place);
            self.built(default, &place)
        });
        let inputs = self.context.inputs;
        // The last one given wins: the command line comes behind the environment.
        let given = inputs.iter().rev().find(|(name, _)| *name == item.name.text);
        if let Some((_, text)) = given {
            let Some(value) = read_input(text, &wanted) else {
                let found = errors::bad_input(at, &item.name.text, text, &wanted);
                return self.refuse(found, at);
            };
            let given = Expr::constant(value, wanted.clone(), at);
            return self.fit(given, &wanted, &format!("the input {place}"));
        }
        match default {
            Some(default) => default,
            None if matches!(wanted, Ty::Optional(_)) => Expr::constant(Value::Null, wanted, at),
            None => {
                let found = errors::missing_input(at, &item.name.text, &wanted);
                self.refuse(found, at)
            }
        }
    }
}

/// An input's text as a value of its type; what does not fit is judged by `fit`.
fn read_input(text: &str, wanted: &Ty) -> Option<Value> {
    match wanted.required() {
        Ty::Int(_) => text.trim().parse().ok().map(Value::Int),
        Ty::Float(_) => {
            text.trim().parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Float)
        }
        ty if ty.is_bool() => text.trim().parse().ok().map(Value::Bool),
        Ty::Enum(values) if matches!(values.first(), Some(Value::Int(_))) => {
            text.trim().parse().ok().map(Value::Int)
        }
        Ty::Percent => text.trim().strip_suffix('%')?.parse().ok().map(Value::Percent),
        Ty::Duration => read_duration(text.trim()).map(Value::Duration),
        Ty::List { element, .. } => {
            if text.trim_start().starts_with('[') {
                return read_items(text, element);
            }
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            items.map(|item| read_input(item, element)).collect::<Option<Vec<_>>>().map(Value::List)
        }
        Ty::Map(_) | Ty::Record(_) | Ty::Json => {
            serde_json::from_str(text).ok().map(|json: serde_json::Value| from_json(&json))
        }
        Ty::Union(types) => types.iter().find_map(|ty| read_input(text, ty)),
        _ => Some(Value::string(text)),
    }
}

/// A list as JSON writes it, which is how the manifest gives one.
fn read_items(text: &str, element: &Ty) -> Option<Value> {
    let items: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
    let item = |item: &serde_json::Value| match item {
        serde_json::Value::String(text) => read_input(text, element),
        other => Some(from_json(other)),
    };
    items.iter().map(item).collect::<Option<Vec<_>>>().map(Value::List)
}

/// `1h30m`, in seconds.
fn read_duration(text: &str) -> Option<i64> {
    let mut seconds: i64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|one: char| one.is_ascii_digit()).len();
        let (number, tail) = rest.split_at(digits);
        let unit = match tail.chars().next()? {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => return None,
        };
        let part = number.parse::<i64>().ok()?.checked_mul(unit)?;
        seconds = seconds.checked_add(part)?;
        rest = tail.get(1..)?;
    }
    (!text.is_empty()).then_some(seconds)
}

pub(super) fn from_json(json: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::Int(number),
            None => Value::Float(number.as_f64().unwrap_or_default()),
        },
        Json::String(text) => Value::string(text.as_str()),
        Json::Array(items) => Value::List(items.iter().map(from_json).collect()),
        Json::Object(fields) => Value::Record(
            fields.iter().map(|(name, value)| (Name::new(name), from_json(value))).collect(),
        ),
    }
}

/// Whether a declaration makes a document that has a name in the account.
pub(super) fn is_document(kind: ast::DeclarationKind) -> bool {
    use ast::DeclarationKind as Kind;
    matches!(kind, Kind::Command | Kind::Play | Kind::Runbook | Kind::Session | Kind::Document)
}

/// What an item is, in words.
pub(super) fn kind_words(item: &ItemKind) -> &'static str {
    use ast::DeclarationKind as Kind;
    match item {
        ItemKind::Use(_) => "a `use`",
        ItemKind::Const(_) => "a constant",
        ItemKind::Input(_) => "an input",
        ItemKind::TypeAlias(_) => "a type",
        ItemKind::Fn(_) => "a function",
        ItemKind::Group(_) => "a group",
        ItemKind::Extern(_) => "a document",
        ItemKind::Request(_) => "a request",
        ItemKind::Error => "unreadable",
        ItemKind::Declaration(item) => match item.header.kind {
            Kind::Command => "a command",
            Kind::Role => "a role",
            Kind::Play => "a play",
            Kind::Runbook => "a runbook",
            Kind::Module => "a module",
            Kind::Handler => "a handler",
            Kind::Association => "an association",
            Kind::Window => "a window",
            Kind::Session => "a session",
            Kind::Document => "a document",
            Kind::PatchBaseline => "a patch baseline",
            Kind::Parameter => "a stored parameter",
            Kind::ResourceGroup => "a resource group",
            Kind::Inventory => "an inventory",
            Kind::EventRule => "an event rule",
            Kind::Remediation => "a remediation",
            Kind::Calendar => "a calendar",
            Kind::Test => "a test",
        },
    }
}
