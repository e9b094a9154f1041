//! What a deploy has to do to one parameter.

use serde_json::{Value, json};

use crate::deploy::given::{Secret, source_of};
use crate::deploy::hidden::NOT_SHOWN as HIDDEN;
use crate::deploy::identity;
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{changed_tags, chosen};
use crate::deploy::plan::{Action, Compared, Comparing, Difference};
use crate::deploy::wanted::{Item, Wanted};
use crate::deploy::written::{self, Members, Sides};

use super::proof::{self, Proof};
use super::read::Found;
use super::refused;

/// Members that a deploy compares and sets, and what holds where one is absent.
///
/// Source: "PutParameter", API reference of Systems Manager.
pub(super) const MEMBERS: [(&str, &str); 4] =
    [("Description", ""), ("AllowedPattern", ""), ("DataType", "text"), ("Policies", "[]")];

/// The value that a parameter is to have; why there is none.
pub(super) fn value_of(wanted: &Wanted, item: &Item, request: &Value) -> Result<Secret, String> {
    match source_of(item) {
        None => Ok(Secret::new(request["Value"].as_str().unwrap_or_default())),
        Some(_) => wanted
            .given
            .get(&item.id)
            .cloned()
            .unwrap_or_else(|| Err("nobody gave its value".to_owned())),
    }
}

/// Compares a PutParameter request with what the account has. Makes no call.
pub(in crate::deploy) fn compare(
    cx: &Comparing<'_>,
    item: &Item,
    request: &Value,
    found: Option<&Found>,
) -> Compared {
    let value = match value_of(cx.wanted, item, request) {
        Ok(value) => value,
        Err(why) => return Compared::refuse(why),
    };
    let refused = |tier| refused::why_not(cx.outputs, (request, &value), tier);
    let Some(found) = found else {
        return refused(None).map_or_else(Compared::create, Compared::refuse);
    };
    if let Err(why) = chosen(&cx.wanted.project, std::slice::from_ref(found), cx.options.foreign) {
        return Compared::refuse(why);
    }
    if let Some(why) = never(&found.described, request) {
        return Compared::refuse(why);
    }
    let is_shown = source_of(item).is_none();
    let mut differences = differences(found, request, &value, is_shown);
    let is_put = !differences.is_empty();
    differences.extend(changed_tags(cx.wanted, &request["Tags"], found));
    let sides = Sides {
        there: members(&found.described, found.value.as_deref(), request),
        wanted: members(request, Some(value.reveal()), request),
    };
    let sides = sides.with_tags(&identity::tags(&request["Tags"]), &found.tags);
    let compared = written::judged(cx, found, &sides, (differences, Outputs::default()));
    let is_put = is_put && compared.action == Action::Update;
    match refused(found.described["Tier"].as_str()).filter(|_| is_put) {
        Some(why) => Compared::refuse(why),
        None => compared,
    }
}

/// Whether the parameter itself is written for such differences, and not its tags alone.
pub(in crate::deploy) fn is_put(differences: &[Difference]) -> bool {
    let of_itself = |what: &str| {
        MEMBERS.iter().any(|(member, _)| *member == what)
            || ["KeyId", "Tier", "Type", "value"].contains(&what)
    };
    differences.iter().any(|it| of_itself(&it.what))
}

/// What a parameter that the account does not have brings along.
pub(in crate::deploy) fn created(wanted: &Wanted, item: &Item, request: &Value) -> Vec<Difference> {
    let new = |what: &str, after: Value| Difference::new(what, None, Some(after));
    let value = value_of(wanted, item, request);
    let is_shown = source_of(item).is_none() && !is_secret(request);
    let shown = match &value {
        Ok(value) if is_shown => value.reveal(),
        _ => HIDDEN,
    };
    let mut found = vec![new("Type", request["Type"].clone()), new("value", json!(shown))];
    for member in MEMBERS.map(|(member, _)| member).into_iter().chain(["KeyId", "Tier"]) {
        found.extend(member_of(request, member).map(|value| new(member, value)));
    }
    found
}

/// Everything that a deploy writes of a request, for the tag that remembers it; of a secret the
/// proof does.
pub(super) fn written(request: &Value, value: &Secret) -> Members {
    written::tagged(members(request, Some(value.reveal()), request), &request["Tags"])
}

/// What a request says of a parameter, of that or of a description of one that is there.
fn members(of: &Value, value: Option<&str>, request: &Value) -> Members {
    let mut members = Members::new();
    for (member, absent) in MEMBERS {
        let value = member_of(of, member).filter(|value| *value != json!(absent));
        members.extend(value.map(|value| (member.to_owned(), value)));
    }
    if is_secret(request) {
        members.insert("KeyId".to_owned(), key_of(of));
    } else {
        members.extend(value.map(|value| ("value".to_owned(), json!(value))));
    }
    // The service chooses where the tier is left to it, or none is said.
    if request["Tier"] == json!("Advanced") {
        members.insert("Tier".to_owned(), of["Tier"].clone());
    }
    members
}

pub(super) fn is_secret(request: &Value) -> bool {
    request["Type"] == json!("SecureString")
}

fn key_of(of: &Value) -> Value {
    of.get("KeyId").cloned().unwrap_or_else(|| json!("alias/aws/ssm"))
}

/// What no update of a parameter can do.
fn never(there: &Value, wanted: &Value) -> Option<String> {
    if there["Type"] != wanted["Type"] {
        let (there, wanted) = (text(&there["Type"]), text(&wanted["Type"]));
        return Some(format!(
            "it is a {there}, and the type of a parameter does not become {wanted}: delete it first"
        ));
    }
    let back = there["Tier"] == json!("Advanced") && wanted["Tier"] == json!("Standard");
    back.then(|| "a parameter does not go back to the standard tier: delete it first".to_owned())
}

/// What PutParameter would change.
pub(super) fn differences(
    found: &Found,
    wanted: &Value,
    value: &Secret,
    is_shown: bool,
) -> Vec<Difference> {
    let there = &found.described;
    let mut differences = Vec::new();
    let (same, by) = match &found.value {
        Some(text) => (text == value.reveal(), None),
        None => match proof::holds(&found.tags, value, found.version()) {
            Proof::Same => (true, None),
            Proof::Other(by) => (false, by),
        },
    };
    if !same {
        let shown = |text: &str| Some(json!(if is_shown { text } else { HIDDEN }));
        let before = found.value.as_deref().unwrap_or(HIDDEN);
        let difference = Difference::new("value", shown(before), shown(value.reveal()));
        differences.push(difference.by(by));
    }
    for (member, absent) in MEMBERS {
        let (before, after) = (member_of(there, member), member_of(wanted, member));
        let text = |value: &Option<Value>| value.clone().unwrap_or_else(|| json!(absent));
        let are_equal = match member {
            "Policies" => before == after,
            _ => text(&before) == text(&after),
        };
        if !are_equal {
            differences.push(Difference::new(member, before, after));
        }
    }
    if is_secret(wanted) && key_of(there) != key_of(wanted) {
        differences.push(Difference::new("KeyId", Some(key_of(there)), Some(key_of(wanted))));
    }
    let tiers = (&there["Tier"], &wanted["Tier"]);
    // The service chooses where the tier is left to it, or none is said.
    if tiers.1 == &json!("Advanced") && tiers.0 != tiers.1 {
        differences.push(Difference::new("Tier", Some(tiers.0.clone()), Some(tiers.1.clone())));
    }
    differences
}

/// A member in the form in which two that mean the same are equal.
fn member_of(of: &Value, member: &str) -> Option<Value> {
    let value = of.get(member).filter(|value| !value.is_null())?;
    if member != "Policies" {
        return Some(value.clone());
    }
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    // A request has one text with a list, a description a list with texts.
    let mut policies: Vec<String> = match value {
        Value::String(text) => match read(text)? {
            Value::Array(items) => {
                items.iter().map(|it| identity::sorted(it).to_string()).collect()
            }
            _ => Vec::new(),
        },
        Value::Array(items) => items
            .iter()
            .filter_map(|item| {
                Some(identity::sorted(&read(item["PolicyText"].as_str()?)?).to_string())
            })
            .collect(),
        _ => Vec::new(),
    };
    policies.sort();
    (!policies.is_empty()).then(|| json!(policies))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
