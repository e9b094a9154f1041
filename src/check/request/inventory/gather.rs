//! What is gathered, as parameters of the document.
//!
//! Source: "aws:softwareInventory", command document plugin reference of Systems Manager.

use serde_json::{Map, Value as Json, json};

use crate::check::Checker;
use crate::check::request::attribute::Attributes;
use crate::check::request::{errors, spot};
use crate::hir::{Expr, Field, RecordType, Ty, Value};
use crate::text::Name;

/// The words of `gather`, and the parameters that they switch on. Sorted.
const WORDS: [(&str, &str); 9] = [
    ("applications", "applications"),
    ("aws_components", "awsComponents"),
    ("billing", "billingInfo"),
    ("custom", "customInventory"),
    ("instance_details", "instanceDetailedInformation"),
    ("network", "networkConfig"),
    ("services", "services"),
    ("windows_roles", "windowsRoles"),
    ("windows_updates", "windowsUpdates"),
];

/// What the document switches on where nothing is said: the rest is left alone.
const UNSAID: &str = "billingInfo";

pub(super) fn arguments(cx: &mut Checker<'_>, attributes: &Attributes<'_>) -> Vec<(Name, Expr)> {
    let mut arguments = gathered(cx, attributes);
    arguments.extend(paths(cx, attributes, &FILES));
    arguments.extend(paths(cx, attributes, &REGISTRY));
    arguments
}

/// With `gather` what it does not name is switched off.
fn gathered(cx: &mut Checker<'_>, attributes: &Attributes<'_>) -> Vec<(Name, Expr)> {
    let Some(attribute) = attributes.get("gather") else { return Vec::new() };
    let word = Ty::Enum(WORDS.iter().map(|(word, _)| Value::string(*word)).collect());
    let place = attributes.place("gather");
    let Some((Value::List(given), at)) = cx.build_value(&attribute.value, &Ty::list(word), &place)
    else {
        return Vec::new();
    };
    for (position, word) in given.iter().enumerate() {
        if given.iter().take(position).any(|known| known == word) {
            let at = cx.at(spot::item(&attribute.value, position).span);
            let word = word.as_str().unwrap_or_default();
            let message = format!("\"{word}\" is gathered twice");
            cx.report(errors::refused_value(at, message, "named again").help("remove one of them"));
        }
    }
    let is_given = |word: &str| given.iter().any(|known| known.as_str() == Some(word));
    let switches = WORDS.iter().filter_map(|(word, parameter)| {
        let state = match is_given(word) {
            true => "Enabled",
            false if *parameter == UNSAID => return None,
            false => "Disabled",
        };
        let value = Expr::constant(Value::string(state), Ty::string(), at);
        Some((Name::new(*parameter), value))
    });
    switches.collect()
}

/// Places of one kind: the attribute, the parameter, and the members of a place.
struct Places {
    word: &'static str,
    parameter: &'static str,
    /// Word, member, whether it is a list.
    members: &'static [(&'static str, &'static str, Form)],
    begin: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Texts,
    Flag,
}

const FILES: Places = Places {
    word: "files",
    parameter: "files",
    members: &[
        ("path", "Path", Form::Text),
        ("pattern", "Pattern", Form::Texts),
        ("recursive", "Recursive", Form::Flag),
    ],
    begin: "",
};

const REGISTRY: Places = Places {
    word: "registry",
    parameter: "windowsRegistry",
    members: &[
        ("path", "Path", Form::Text),
        ("recursive", "Recursive", Form::Flag),
        ("values", "ValueNames", Form::Texts),
    ],
    begin: "HKEY_",
};

/// A list of places as the JSON that the document takes.
fn paths(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
    places: &Places,
) -> Option<(Name, Expr)> {
    let attribute = attributes.get(places.word)?;
    let field = |(name, _, form): &(&str, &str, Form)| Field {
        name: (*name).into(),
        ty: match form {
            Form::Text => Ty::string(),
            Form::Texts => Ty::list(Ty::string()),
            Form::Flag => Ty::Bool,
        },
        optional: *name != "path" && *name != "pattern",
    };
    let record = RecordType::new(places.members.iter().map(field).collect());
    let wanted = Ty::list(Ty::Record(record.into()));
    let place = attributes.place(places.word);
    let (Value::List(given), at) = cx.build_value(&attribute.value, &wanted, &place)? else {
        return None;
    };
    let mut list = Vec::new();
    for (position, given) in given.iter().enumerate() {
        let Value::Record(given) = given else { continue };
        let path = given.get("path").and_then(Value::as_str).unwrap_or_default();
        if path.is_empty() || !path.starts_with(places.begin) {
            let written = spot::item(&attribute.value, position);
            let at = cx.at(spot::member(written, "path").span);
            let message = format!("\"{path}\" is no path of `{}`", places.word);
            let found = errors::refused_value(at, message, "not a path");
            cx.report(match places.begin {
                "" => found,
                begin => found.help(format!("write a path that begins with `{begin}`")),
            });
        }
        let mut one = Map::new();
        for (name, member, _) in places.members {
            match given.get(*name) {
                Some(Value::Bool(flag)) => one.insert((*member).to_owned(), json!(flag)),
                Some(Value::List(texts)) => {
                    let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
                    one.insert((*member).to_owned(), json!(texts))
                }
                Some(Value::String(text)) => one.insert((*member).to_owned(), json!(&**text)),
                _ => None,
            };
        }
        list.push(Json::Object(one));
    }
    let text = Value::string(Json::Array(list).to_string());
    Some((Name::new(places.parameter), Expr::constant(text, Ty::string(), at)))
}

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::stdlib;

    #[test]
    fn the_words_are_sorted_and_the_document_has_their_parameters() {
        assert!(WORDS.is_sorted());
        let document = stdlib::aws_document(super::super::DOCUMENT).unwrap();
        for (_, parameter) in WORDS {
            assert!(document.contains(&format!("param {parameter}:")), "{parameter}");
        }
    }
}
