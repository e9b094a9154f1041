//! What a rule hands to its document: a constant text, or one that EventBridge fills in with parts
//! of the event.
//!
//! Source: "Amazon EventBridge input transformation", user guide of EventBridge.

use indexmap::IndexMap;
use serde_json::{Value as Json, json};

use crate::check::Checker;
use crate::check::builtin::to_json;
use crate::check::request::errors;
use crate::check::request::shape::record;
use crate::hir::{Expr, ExprKind, ListPart, PathSegment, Signature, Ty, Value};
use crate::ssm::pattern;
use crate::text::{FileSpan, Name};

/// Source: "PutTargets", API reference of EventBridge.
const VARIABLES: usize = 100;
const PATH_CHARACTERS: usize = 256;
const TEXT_CHARACTERS: usize = 8_192;

/// Parts of an event that have a name of their own in a text.
const NAMED: [(&str, &str); 3] = [
    ("ingestion_time", "aws.events.event.ingestion-time"),
    ("rule_arn", "aws.events.rule-arn"),
    ("rule_name", "aws.events.rule-name"),
];

/// The member `Input` or `InputTransformer` of a target; nothing without arguments.
pub(super) fn input(
    cx: &mut Checker<'_>,
    arguments: &[(Name, Expr)],
    signature: &Signature,
    at: FileSpan,
) -> Option<(&'static str, Value)> {
    let arguments: Vec<&(Name, Expr)> =
        arguments.iter().filter(|(_, value)| value.as_const() != Some(&Value::Null)).collect();
    if arguments.is_empty() {
        return None;
    }
    let is_template = arguments.iter().any(|(_, value)| has_event(value));
    let mut writer = Writer { cx, paths: IndexMap::new(), is_template };
    let mut members = Vec::new();
    for (name, value) in arguments {
        let parameter = signature.parameters.iter().find(|one| one.name == *name);
        let list = writer.values(value, parameter.map(|one| one.ty.required()));
        members.push(format!("{}:{list}", json!(name.as_str())));
    }
    let text = format!("{{{}}}", members.join(","));
    let Writer { cx, paths, .. } = writer;
    let found = text.chars().count();
    if found > TEXT_CHARACTERS {
        cx.report(errors::too_many(at, "characters of arguments", (found, TEXT_CHARACTERS)));
    }
    let text = Value::string(text);
    if paths.is_empty() {
        return Some(("Input", text));
    }
    let paths: IndexMap<Name, Value> = paths
        .into_iter()
        .filter(|(_, path)| !path.is_empty())
        .map(|(key, path)| (Name::new(key), Value::string(path)))
        .collect();
    if paths.len() > VARIABLES {
        cx.report(errors::too_many(at, "parts of the event", (paths.len(), VARIABLES)));
    }
    let transformer = if paths.is_empty() {
        record([("InputTemplate", text)])
    } else {
        record([("InputPathsMap", Value::Record(paths)), ("InputTemplate", text)])
    };
    Some(("InputTransformer", transformer))
}

struct Writer<'c, 'a> {
    cx: &'c mut Checker<'a>,
    /// Variables and the paths that they stand for; EventBridge's own have none.
    paths: IndexMap<String, String>,
    /// Whether anything is filled in: without that `<` and `>` are letters as others are.
    is_template: bool,
}

/// Whether a value holds a part of the event.
pub(super) fn has_event(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Event(_)) || value.parts().into_iter().any(has_event)
}

impl Writer<'_, '_> {
    /// The values of one parameter: a list, since that is what documents take.
    fn values(&mut self, value: &Expr, ty: Option<&Ty>) -> String {
        let is_list = matches!(ty, Some(Ty::List { .. }));
        match &value.kind {
            ExprKind::Event(path) if is_list => self.variable(path, value.at),
            ExprKind::List(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|part| match part {
                        ListPart::Item(item) | ListPart::Spread(item) => self.item(item, ty),
                    })
                    .collect();
                format!("[{}]", parts.join(","))
            }
            ExprKind::Const(Value::List(items)) => {
                let quoted = |item| format!("\"{}\"", self.constant(item, value.at));
                let texts: Vec<String> = items.iter().map(quoted).collect();
                format!("[{}]", texts.join(","))
            }
            _ => format!("[{}]", self.item(value, ty)),
        }
    }

    /// One text: EventBridge quotes what it fills in where that is a text.
    fn item(&mut self, value: &Expr, ty: Option<&Ty>) -> String {
        let is_text = ty.is_none_or(|ty| !matches!(ty, Ty::Int(_) | Ty::Bool));
        match &value.kind {
            ExprKind::Event(path) if is_text => self.variable(path, value.at),
            _ => format!("\"{}\"", self.inside(value)),
        }
    }

    /// The same between quotes.
    fn inside(&mut self, value: &Expr) -> String {
        match &value.kind {
            ExprKind::Event(path) => self.variable(path, value.at),
            ExprKind::Const(constant) => self.constant(constant, value.at),
            ExprKind::Template(parts) => parts.iter().map(|part| self.inside(part)).collect(),
            ExprKind::Op { operands, .. } if operands.len() == 1 => {
                operands.iter().map(|part| self.inside(part)).collect()
            }
            ExprKind::Error => String::new(),
            _ => {
                let rule = "EventBridge puts parts of the event into texts and computes nothing";
                let message = "this is not known before the event";
                self.cx.report(errors::bad_event_value(value.at, message, rule));
                String::new()
            }
        }
    }

    /// A constant as it stands between quotes.
    fn constant(&mut self, constant: &Value, at: FileSpan) -> String {
        let text = text_of(to_json(constant));
        if self.is_template && text.contains(['<', '>']) {
            let rule = "beside parts of the event a text cannot hold `<` and `>`";
            let message = "`<` and `>` stand for parts of the event".to_owned();
            self.cx.report(errors::bad_event_value(at, message, rule));
        }
        let quoted = Json::String(text).to_string();
        // One quote at each end: others belong to the text.
        let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inner.unwrap_or_default().to_owned()
    }

    /// `<NAME>` of a part of the event.
    fn variable(&mut self, path: &[PathSegment], at: FileSpan) -> String {
        if let [PathSegment::Member(name)] = path
            && let Some((_, own)) = NAMED.iter().find(|(known, _)| name == known)
        {
            self.paths.insert((*own).to_owned(), String::new());
            return format!("<{own}>");
        }
        let text = match path_text(path) {
            Ok(text) if text.len() <= PATH_CHARACTERS => text,
            Ok(_) => {
                let message = "this path is too long".to_owned();
                let rule = "EventBridge takes paths of 256 characters";
                self.cx.report(errors::bad_event_value(at, message, rule));
                return String::new();
            }
            Err(message) => {
                let rule = "EventBridge reads members with letters, digits, `_`, `-` and `/`, \
                            items by their number, and `[*]`";
                self.cx.report(errors::bad_event_value(at, message, rule));
                return String::new();
            }
        };
        if let Some((key, _)) = self.paths.iter().find(|(_, known)| **known == text) {
            return format!("<{key}>");
        }
        let plain = variable_name(path);
        let mut key = plain.clone();
        let mut number = 2;
        while self.paths.contains_key(&key) {
            key = format!("{plain}_{number}");
            number += 1;
        }
        self.paths.insert(key.clone(), text);
        format!("<{key}>")
    }
}

fn text_of(value: Json) -> String {
    match value {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

/// `$.detail.instance-id`.
fn path_text(path: &[PathSegment]) -> Result<String, String> {
    let mut text = "$".to_owned();
    for segment in path {
        match segment {
            PathSegment::Member(name) if pattern::matches(r"^[A-Za-z0-9_/-]+$", name) => {
                text.push('.');
                text.push_str(name);
            }
            PathSegment::Index(position) => text.push_str(&format!("[{position}]")),
            PathSegment::Each => text.push_str("[*]"),
            PathSegment::Member(name) | PathSegment::Named(name) => {
                return Err(format!("EventBridge cannot read `{name}` of an event"));
            }
            PathSegment::Where { .. } => {
                return Err("EventBridge cannot choose items of a list".to_owned());
            }
        }
    }
    Ok(text)
}

/// The last member of the path, which no name of EventBridge's own begins like.
fn variable_name(path: &[PathSegment]) -> String {
    let last = path.iter().rev().find_map(|segment| match segment {
        PathSegment::Member(name) => Some(name.as_str()),
        _ => None,
    });
    let name = last.unwrap_or("event").replace('/', "_");
    if name.to_ascii_lowercase().starts_with("aws") { format!("event_{name}") } else { name }
}
