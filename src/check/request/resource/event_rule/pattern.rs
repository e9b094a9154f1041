//! The pattern of an event: a record in the form of the event, whose leaves are lists of what may
//! stand there.
//!
//! Source: "Creating Amazon EventBridge event patterns", user guide of EventBridge.

use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::check::Checker;
use crate::check::builtin::to_json;
use crate::check::request::{errors, spot};
use crate::hir::{RequestField, Ty, Value};
use crate::ssm::pattern::matches;
use crate::syntax::ast::Expr;
use crate::text::{Name, nearest};

use super::matchers::fault;

const CHARACTERS: usize = 4_096;

/// Members of every event.
const MEMBERS: [&str; 11] = [
    "$or",
    "account",
    "detail",
    "detail-type",
    "id",
    "region",
    "replay-name",
    "resources",
    "source",
    "time",
    "version",
];

/// What the texts of some members look like.
const TEXTS: [(&str, &str, &str); 2] = [
    ("account", r"^[0-9]{12}$", "an account has twelve digits"),
    ("region", r"^[a-z]{2}(-[a-z]+)+-[0-9]+$", "a Region is called as \"eu-west-1\" is"),
];

/// How deep a pattern may be nested.
const DEPTH: usize = 20;

/// `EventPattern`, as the text that the API takes.
pub(super) fn pattern(cx: &mut Checker<'_>, written: &Expr) -> Option<RequestField> {
    let (value, at) = cx.build_value(written, &Ty::map(Ty::Json), "`pattern` of an event rule")?;
    let Value::Record(members) = &value else { return None };
    if members.is_empty() {
        cx.report(errors::bad_pattern(at, "this pattern asks for nothing", OF_RECORD));
    }
    whole(cx, members, written, Level { depth: 0, is_top: true });
    let text = to_json(&value).to_string();
    let found = text.chars().count();
    if found > CHARACTERS {
        cx.report(errors::too_many(at, "characters of a pattern", (found, CHARACTERS)));
    }
    Some(RequestField { name: "EventPattern", value: Value::string(text), at })
}

const OF_RECORD: &str = "a pattern has the form of the event: `{ source: [\"aws.ec2\"] }`";
const OF_LEAF: &str = "a part of a pattern is a record, or a list of what may stand there";

/// Where a part of a pattern stands.
#[derive(Clone, Copy)]
struct Level {
    depth: usize,
    /// Whether its members are those of the event.
    is_top: bool,
}

impl Level {
    const fn inside(self) -> Self {
        Self { depth: self.depth + 1, is_top: false }
    }

    const fn alternative(self) -> Self {
        Self { depth: self.depth + 1, is_top: self.is_top }
    }
}

/// All members of a record of a pattern.
fn whole(cx: &mut Checker<'_>, members: &Record, written: &Expr, level: Level) {
    for (key, value) in members {
        let written = spot::member(written, key);
        if !level.is_top || top_member(cx, (key, value), written) {
            member(cx, (key, value), written, level);
        }
    }
}

type Record = IndexMap<Name, Value>;

/// Whether events have the member, and in this form.
fn top_member(cx: &mut Checker<'_>, (key, value): (&Name, &Value), written: &Expr) -> bool {
    let at = cx.at(written.span);
    if !MEMBERS.contains(&key.as_str()) {
        let near = nearest(key, MEMBERS).map(|near| format!("write `\"{near}\"`"));
        let rule = "no event has it: what is not of every event stands in `detail`";
        let found = errors::bad_pattern(at, format!("no event has a member `{key}`"), rule);
        cx.report(found.help_if(near));
        return false;
    }
    match (key.as_str(), value) {
        ("$or", _) => {}
        ("detail", Value::List(_)) => {
            let message = "`detail` of an event is a record";
            cx.report(errors::bad_pattern(at, message, "its members are matched one by one"));
            return false;
        }
        ("detail", _) => {}
        (_, Value::Record(_)) => {
            let message = format!("`{key}` of an event is no record");
            cx.report(errors::bad_pattern(at, message, "only `detail` has members of its own"));
            return false;
        }
        _ => {}
    }
    if let Some((_, pattern, rule)) = TEXTS.iter().find(|row| row.0 == *key) {
        check_texts(cx, value, written, (pattern, rule));
    }
    true
}

fn check_texts(cx: &mut Checker<'_>, value: &Value, written: &Expr, (pattern, rule): (&str, &str)) {
    let Value::List(items) = value else { return };
    for (position, item) in items.iter().enumerate() {
        if let Some(text) = item.as_str().filter(|text| !matches(pattern, text)) {
            let at = cx.at(spot::item(written, position).span);
            cx.report(errors::bad_pattern(at, format!("no event has \"{text}\" here"), rule));
        }
    }
}

/// One member of a pattern: a record goes deeper, a list holds what may stand there.
fn member(cx: &mut Checker<'_>, (key, value): (&Name, &Value), written: &Expr, level: Level) {
    let at = cx.at(written.span);
    match value {
        _ if level.depth > DEPTH => {
            cx.report(errors::bad_pattern(at, "this pattern is nested too deeply", OF_LEAF));
        }
        Value::Record(_) if key == "$or" => {
            cx.report(errors::bad_pattern(at, "`$or` takes a list of patterns", OF_LEAF));
        }
        Value::Record(members) => {
            if members.is_empty() {
                cx.report(errors::bad_pattern(at, format!("`{key}` asks for nothing"), OF_LEAF));
            }
            whole(cx, members, written, level.inside());
        }
        Value::List(items) if items.is_empty() => {
            let message = format!("nothing may stand in `{key}`");
            cx.report(errors::bad_pattern(at, message, "an empty list matches no event"));
        }
        Value::List(items) if key == "$or" && items.len() == 1 => {
            let rule = "EventBridge takes `$or` with one pattern for a member of that name";
            let found = errors::bad_pattern(at, "`$or` takes two patterns or more", rule);
            cx.report(found.help("write the members of the pattern alone"));
        }
        Value::List(items) if key == "$or" => {
            for (position, item) in items.iter().enumerate() {
                alternative(cx, item, spot::item(written, position), level.alternative());
            }
        }
        Value::List(items) => {
            for (position, item) in items.iter().enumerate() {
                if let Some((message, rule)) = fault(&to_json(item)) {
                    let at = cx.at(spot::item(written, position).span);
                    cx.report(errors::bad_pattern(at, message, rule));
                }
            }
        }
        _ => {
            let text = to_json(value);
            let help = match &text {
                Json::String(_) | Json::Number(_) | Json::Bool(_) => format!("write `[{text}]`"),
                _ => "write a list".to_owned(),
            };
            let message = format!("`{key}` takes a list of values");
            cx.report(errors::bad_pattern(at, message, OF_LEAF).help(help));
        }
    }
}

/// One of the patterns behind `$or`.
fn alternative(cx: &mut Checker<'_>, item: &Value, written: &Expr, level: Level) {
    let at = cx.at(written.span);
    let Value::Record(members) = item else {
        cx.report(errors::bad_pattern(at, "`$or` takes patterns", OF_RECORD));
        return;
    };
    if members.is_empty() {
        cx.report(errors::bad_pattern(at, "this pattern asks for nothing", OF_RECORD));
    }
    whole(cx, members, written, level);
}
