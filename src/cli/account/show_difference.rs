//! What differs, for people: values member by member, lists by what came and went, scripts by their
//! lines, and never two sides that read the same.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::deploy::{ChangedBy, Difference, differ_in_secrets};

/// How much of a value a line shows, and of a thing that comes or goes.
const SHOWN: usize = 60;
const SHOWN_OF_ALL: usize = 120;

/// What of two long texts stands before their first difference.
const BEFORE: usize = 15;

/// Members that hold the lines of a script.
const SCRIPTS: [&str; 4] = ["Commands", "Script", "commands", "runCommand"];

/// What comes first of a thing that comes or goes, and what says nothing of it.
const FIRST: [&str; 3] = ["TaskArn", "Targets", "Schedule"];
const LEFT_OUT: [&str; 8] = [
    "ClientToken",
    "Name",
    "OwnerInformation",
    "ResourceType",
    "TaskType",
    "WindowId",
    "WindowTargetId",
    "WindowTaskId",
];

/// How much of a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Cut,
    Whole,
}

/// The lines of one difference, without an indent.
pub(super) fn difference_lines(difference: &Difference, length: Length) -> Vec<String> {
    let Difference { what, before, after, changed_by } = difference;
    let by = match changed_by {
        Some(ChangedBy::Hand) => " (changed by hand)",
        Some(ChangedBy::Both) => " (changed by hand and in the project)",
        Some(ChangedBy::Project) | None => "",
    };
    let mut lines = Vec::new();
    match (before, after) {
        (None, None) => lines.push(format!("~ {what}")),
        (before, after) => length.lines(what, (before.as_ref(), after.as_ref()), &mut lines),
    }
    lines.into_iter().map(|line| line + by).collect()
}

impl Length {
    fn lines(self, what: &str, sides: (Option<&Value>, Option<&Value>), lines: &mut Vec<String>) {
        match sides {
            (None, None) => {}
            (None, Some(after)) => lines.push(format!("+ {what}: {}", self.all(after))),
            (Some(before), None) => lines.push(format!("- {what}: {}", self.all(before))),
            (Some(before), Some(after)) => {
                self.changed(what, (&opened(before), &opened(after)), lines);
            }
        }
    }

    fn changed(self, what: &str, (before, after): (&Value, &Value), lines: &mut Vec<String>) {
        let text = match (before, after) {
            _ if differ_in_secrets(before, after) => self.pair(before, after),
            _ if before == after => "only what the account remembers of it".to_owned(),
            (Value::Object(old), Value::Object(new)) => {
                let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
                for name in names.into_iter().filter(|name| old.get(*name) != new.get(*name)) {
                    self.lines(&member(what, name), (old.get(name), new.get(name)), lines);
                }
                return;
            }
            (Value::Array(old), Value::Array(new)) if !is_script(what) => {
                match other_items(old, new) {
                    (Some(old), Some(new), true) if old.is_object() && new.is_object() => {
                        if target(old).is_none() {
                            return self.changed(what, (old, new), lines);
                        }
                        self.pair(old, new)
                    }
                    (Some(old), Some(new), true) => self.pair(old, new),
                    _ => self.came_and_went(old, new),
                }
            }
            _ => other_lines(before, after, self).unwrap_or_else(|| self.pair(before, after)),
        };
        lines.push(format!("~ {what}: {text}"));
    }

    /// `- one, + another`
    fn came_and_went(self, old: &[Value], new: &[Value]) -> String {
        let gone = missing(old, new).map(|item| format!("- {}", self.one(item)));
        let new = missing(new, old).map(|item| format!("+ {}", self.one(item)));
        let all: Vec<String> = gone.chain(new).collect();
        if all.is_empty() { "another order".to_owned() } else { all.join(", ") }
    }

    /// `one -> another`, from where they differ if their begins are the same.
    fn pair(self, before: &Value, after: &Value) -> String {
        let (old, new) = (plain(before), plain(after));
        let (short, other) = (self.cut(&old, SHOWN), self.cut(&new, SHOWN));
        if differ_in_secrets(before, after) {
            return format!("{short} (a secret differs)");
        }
        if short != other {
            return format!("{short} -> {other}");
        }
        if old == new {
            // A number and its text.
            return format!("{before} -> {after}");
        }
        let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
        let from = same.saturating_sub(BEFORE);
        let behind = |text: &str| {
            let rest: String = text.chars().skip(from).collect();
            format!("…{}", self.cut(&rest, SHOWN))
        };
        format!("{} -> {}", behind(&old), behind(&new))
    }

    fn one(self, value: &Value) -> String {
        self.cut(&plain(value), SHOWN)
    }

    /// A thing that comes or goes, by its main members.
    fn all(self, value: &Value) -> String {
        self.cut(&plain(&opened(value)), SHOWN_OF_ALL)
    }

    fn cut(self, text: &str, most: usize) -> String {
        let text = text.replace('\n', "\\n");
        match text.char_indices().nth(most).filter(|_| self == Self::Cut) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }
}

/// `Parameters.Name`; what a task is told is named as its document names it.
fn member(what: &str, name: &str) -> String {
    let path = format!("{what}.{name}");
    ["RunCommand", "Automation", "Lambda", "StepFunctions"]
        .iter()
        .fold(path, |path, kind| path.replace(&format!("TaskInvocationParameters.{kind}."), ""))
}

/// The only item that went and the only one that came; whether there are no others.
fn other_items<'v>(
    old: &'v [Value],
    new: &'v [Value],
) -> (Option<&'v Value>, Option<&'v Value>, bool) {
    let (mut gone, mut came) = (missing(old, new), missing(new, old));
    (gone.next(), came.next(), gone.next().is_none() && came.next().is_none())
}

fn missing<'v>(of: &'v [Value], there: &'v [Value]) -> impl Iterator<Item = &'v Value> {
    of.iter().filter(|item| !there.contains(item))
}

/// A text that holds JSON as what it holds.
fn opened(value: &Value) -> Value {
    let read = |text: &String| serde_json::from_str::<Value>(text).ok();
    let inside = match value {
        Value::String(text) if text.starts_with(['{', '[']) => read(text),
        _ => None,
    };
    inside.unwrap_or_else(|| value.clone())
}

/// A value as a text without quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(members) => target(value).unwrap_or_else(|| {
            let mut leaves = Vec::new();
            put_leaves("", members, &mut leaves);
            leaves.join("; ")
        }),
        other => other.to_string(),
    }
}

/// The members at all depths: `Parameters.Name: w`.
fn put_leaves(path: &str, members: &Map<String, Value>, leaves: &mut Vec<String>) {
    let first = FIRST.iter().filter_map(|name| members.get_key_value(*name));
    let others = members.iter().filter(|(name, _)| {
        let name = name.as_str();
        !FIRST.contains(&name) && (!path.is_empty() || !LEFT_OUT.contains(&name))
    });
    for (name, value) in first.chain(others) {
        let path = if path.is_empty() { name.clone() } else { member(path, name) };
        match value {
            Value::Object(inside) if target(value).is_none() => put_leaves(&path, inside, leaves),
            value => leaves.push(format!("{path}: {}", plain(value))),
        }
    }
}

/// `tag:Env=dev,test` of a target, `Team=ops` of a tag.
fn target(value: &Value) -> Option<String> {
    let members = value.as_object().filter(|members| members.len() == 2)?;
    let key = members.get("Key")?.as_str()?;
    let values = match (members.get("Values"), members.get("Value")) {
        (Some(Value::Array(values)), _) => values.iter().map(plain).collect::<Vec<_>>().join(","),
        (_, Some(value)) => plain(value),
        _ => return None,
    };
    Some(format!("{key}={values}"))
}

fn is_script(what: &str) -> bool {
    let last = what.rsplit(['.', ' ', ':']).next().unwrap_or(what);
    SCRIPTS.contains(&last)
}

/// Which lines of two scripts differ; nothing of other values.
fn other_lines(before: &Value, after: &Value, length: Length) -> Option<String> {
    let (before, after) = (lines(before)?, lines(after)?);
    if before.len() < 2 && after.len() < 2 {
        return None;
    }
    let same = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let behind = before.iter().rev().zip(after.iter().rev());
    let most = before.len().min(after.len()) - same;
    let same_behind = behind.take(most).take_while(|(old, new)| old == new).count();
    let gone = before.len() - same - same_behind;
    let new = after.len() - same - same_behind;
    Some(match (gone, new, before.get(same), after.get(same)) {
        (0, 0, ..) => return None,
        (1, 1, Some(old), Some(new)) => {
            let (old, new) = (Value::from(*old), Value::from(*new));
            format!("line {}: {}", same + 1, length.pair(&old, &new))
        }
        (0, 1, ..) => format!("1 more line from line {}", same + 1),
        (1, 0, ..) => format!("1 line less from line {}", same + 1),
        (0, ..) => format!("{new} more lines from line {}", same + 1),
        (_, 0, ..) => format!("{gone} lines less from line {}", same + 1),
        _ => format!("{gone} lines from line {} become {new}", same + 1),
    })
}

/// The lines of a text, or of a list of lines as commands have them.
fn lines(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(text) => Some(text.lines().collect()),
        Value::Array(items) => items.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Difference, Length, difference_lines};

    #[track_caller]
    fn check(what: &str, before: Value, after: Value, wanted: &[&str]) {
        let what = what.to_owned();
        let side = |value: Value| Some(value).filter(|value| !value.is_null());
        let (before, after) = (side(before), side(after));
        let difference = Difference { what, before, after, changed_by: None };
        assert_eq!(difference_lines(&difference, Length::Cut), wanted);
    }

    #[test]
    fn of_scripts_the_lines_that_differ_are_named() {
        let check = |before: Value, after: Value, text: &str| {
            check("commands", before, after, &[&format!("~ commands: {text}")]);
        };
        check(json!("a"), json!("b"), "a -> b");
        check(json!(["a", "b", "c"]), json!(["a", "d", "c"]), "line 2: b -> d");
        check(json!("a\nb\n"), json!("a\nb\nb\n"), "1 more line from line 3");
        check(json!("a\nb\nb\n"), json!("a\nb\n"), "1 line less from line 3");
        check(json!(["a", "b", "c"]), json!(["d", "c"]), "2 lines from line 1 become 1");
    }

    #[test]
    fn structured_values_differ_member_by_member() {
        let task = |name: &str| {
            json!({ "RunCommand": { "DocumentVersion": "$DEFAULT", "Comment": "x",
                "Parameters": { "Name": [name] } } })
        };
        check(
            "task `hello`: TaskInvocationParameters",
            task("w"),
            task("another"),
            &["~ task `hello`: Parameters.Name: w -> another"],
        );
        check(
            "EventPattern",
            json!("{\"source\":[\"aws.ssm\"],\"detail\":{\"a\":1}}"),
            json!("{\"source\":[\"aws.ec2\"]}"),
            &["- EventPattern.detail: a: 1", "~ EventPattern.source: aws.ssm -> aws.ec2"],
        );
    }

    #[test]
    fn lists_differ_by_what_came_and_went() {
        let what = "accounts that see it";
        let (one, two) = ("111111111111", "999999999999");
        check(what, json!([one]), json!([one, two]), &["~ accounts that see it: + 999999999999"]);
        check(what, json!([one, two]), json!([one]), &["~ accounts that see it: - 999999999999"]);
        check("x", json!(["a", "b"]), json!(["b", "a"]), &["~ x: another order"]);
        let targets = |value: &str| json!([{ "Key": "tag:Env", "Values": [value] }]);
        let wanted = &["~ Targets: tag:Env=dev -> tag:Env=prod"];
        check("Targets", targets("dev"), targets("prod"), wanted);
    }

    #[test]
    fn two_sides_never_read_the_same() {
        let long = |end: &str| json!("x".repeat(80) + end);
        let same = "x".repeat(15);
        check("D", long("a"), long("b"), &[&format!("~ D: …{same}a -> …{same}b")]);
        check("version", json!("2"), json!(2), &["~ version: \"2\" -> 2"]);
        check("x", json!(["a"]), json!(["a"]), &["~ x: only what the account remembers of it"]);
    }

    #[test]
    fn a_secret_that_differs_is_told_without_being_shown() {
        let differs = "https://***@h/x (a secret differs)";
        let url = |mark: &str| json!(format!("https://{mark}@h/x"));
        let (old, new) = (url("***"), url("***(others)"));
        check("Url", old.clone(), new.clone(), &[&format!("~ Url: {differs}")]);
        let within = |url: Value| json!({ "Source": { "Url": url } });
        let wanted = &[&*format!("~ x.Source.Url: {differs}")];
        check("x", within(old.clone()), within(new.clone()), wanted);
        check("x", json!([old]), json!([new]), &[&format!("~ x: {differs}")]);
        let hidden = json!("(not shown)");
        check("value", hidden.clone(), hidden, &["~ value: (not shown) (a secret differs)"]);
    }

    #[test]
    fn what_comes_is_told_by_its_main_members() {
        let task = json!({ "WindowId": "mw-1", "TaskType": "RUN_COMMAND", "Name": "hello",
            "Priority": 1, "TaskArn": "Acme-Hello",
            "TaskInvocationParameters": { "RunCommand": { "Parameters": { "Name": ["w"] } } } });
        let wanted = "+ task `hello`: TaskArn: Acme-Hello; Priority: 1; Parameters.Name: w";
        check("task `hello`", Value::Null, task, &[wanted]);
        let target = json!({ "WindowTargetId": "x", "ResourceType": "INSTANCE",
            "Targets": [{ "Key": "tag:Env", "Values": ["dev"] }] });
        let wanted = "- target `tag:Env=dev`: Targets: tag:Env=dev";
        check("target `tag:Env=dev`", target, Value::Null, &[wanted]);
    }
}
