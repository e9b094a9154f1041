//! `resource_group`: the resources with some tags, or those of a stack.
//!
//! Source: "CreateGroup", API reference of Resource Groups.

use serde_json::{Value as Json, json};

use crate::check::Checker;
use crate::check::request::attribute::AttributeSpec;
use crate::check::request::model::Model;
use crate::check::request::once::each_once;
use crate::check::request::shape::{Shape, is_tag_text, record};
use crate::check::request::target::read_targets;
use crate::check::request::{errors, spot};
use crate::hir::{ResourceKind, TargetTest, Ty, Value};
use crate::ssm::pattern;
use crate::syntax::ast::Expr;
use crate::text::FileSpan;

use super::view::{NameFrom, Targets, View};
use super::{Given, Made};

const fn place(path: &'static str) -> Model {
    Model { service: "resource-groups", operation: "CreateGroup", path }
}

const fn plain(word: &'static str, member: &'static str) -> AttributeSpec {
    AttributeSpec { word, member, shape: Shape::Model(place(member)) }
}

const fn own(word: &'static str) -> AttributeSpec {
    AttributeSpec { word, member: "", shape: Shape::Own }
}

const OWNER: &str = "a resource group";

const DESCRIPTION: &str = r"^[\sa-zA-Z0-9_.-]*$";

const ATTRIBUTES: &[AttributeSpec] = &[
    plain("criticality", "Criticality"),
    AttributeSpec {
        word: "description",
        member: "Description",
        shape: Shape::Narrow(place("Description"), DESCRIPTION),
    },
    plain("display_name", "DisplayName"),
    own("on"),
    plain("owner", "Owner"),
    own("stack"),
    AttributeSpec { word: "tags", member: "Tags", shape: Shape::TagMap },
    own("types"),
];

pub(super) const VIEW: View = View {
    kind: ResourceKind::ResourceGroup,
    owner: OWNER,
    request: place(""),
    name: NameFrom::Header("Name"),
    targets: Targets::Taken,
    description_characters: 1_024,
    attributes: ATTRIBUTES,
    required: &[],
    check_name,
    complete,
};

fn check_name(cx: &mut Checker<'_>, name: &str, at: FileSpan) {
    let is_plain = pattern::matches(r"^[a-zA-Z0-9_.-]{1,300}$", name);
    if !is_plain || name.to_ascii_lowercase().starts_with("aws") {
        let message = format!("a resource group cannot be named \"{name}\"");
        let found = errors::refused_value(at, message, "not a name");
        cx.report(found.note(
            "a name has 1 to 300 letters, digits, `_`, `-` and `.`, and does not begin with `aws`",
        ));
    }
}

/// What a query may have in all.
const QUERY_CHARACTERS: usize = 4_096;

fn complete(cx: &mut Checker<'_>, given: &Given<'_, '_>, made: &mut Made) {
    // Of the documentation: an attribute with other characters was reported where it stands.
    made.fields.retain(|field| {
        let is_odd = |text: &str| !pattern::matches(DESCRIPTION, text);
        field.name != "Description" || !field.value.as_str().is_some_and(is_odd)
    });
    let types = types(cx, given);
    let stack = given.attributes.get("stack");
    let (kind, query, at) = match (given.on, stack) {
        (Some(on), Some(stack)) => {
            let (on, at) = (cx.at(on.span), cx.at(stack.key.span));
            cx.report(errors::excluded(at, ("stack", "on"), on));
            return;
        }
        (None, None) => {
            let example = "on: tag(\"Role\", \"web\")";
            cx.report(errors::missing_attribute(given.at, OWNER, "on", example));
            return;
        }
        (Some(on), None) => {
            let Some(filters) = tag_filters(cx, on) else { return };
            let query = json!({ "ResourceTypeFilters": types, "TagFilters": filters });
            ("TAG_FILTERS_1_0", query, cx.at(on.span))
        }
        (None, Some(stack)) => {
            let Some((stack, at)) = stack_arn(cx, &stack.value) else { return };
            let query = json!({ "ResourceTypeFilters": types, "StackIdentifier": stack });
            ("CLOUDFORMATION_STACK_1_0", query, at)
        }
    };
    let query = query.to_string();
    let found = query.chars().count();
    if found > QUERY_CHARACTERS {
        let what = "characters of a query";
        cx.report(errors::too_many(at, what, (found, QUERY_CHARACTERS)));
    }
    let query = record([("Type", Value::string(kind)), ("Query", Value::string(query))]);
    made.put("ResourceQuery", query, at);
}

/// Types of resources; without the attribute all that have tags.
fn types(cx: &mut Checker<'_>, given: &Given<'_, '_>) -> Vec<String> {
    let all = vec!["AWS::AllSupported".to_owned()];
    let Some(attribute) = given.attributes.get("types") else { return all };
    let wanted = Ty::list(Ty::string());
    let place = given.attributes.place("types");
    let Some((Value::List(types), _)) = cx.build_value(&attribute.value, &wanted, &place) else {
        return all;
    };
    each_once(cx, &types, &attribute.value, "type");
    let mut known = Vec::new();
    for (position, name) in types.iter().enumerate() {
        let name = name.as_str().unwrap_or_default();
        if !pattern::matches(r"^AWS::[A-Za-z0-9]+(::[A-Za-z0-9]+)?$", name) {
            let at = cx.at(spot::item(&attribute.value, position).span);
            let found = errors::refused_value(
                at,
                format!("\"{name}\" is no type of resource"),
                "not a type",
            );
            cx.report(found.help("write a type of CloudFormation, as in \"AWS::EC2::Instance\""));
        }
        known.push(name.to_owned());
    }
    if known.is_empty() { all } else { known }
}

/// The tags that every resource of the group has. A group of anything else cannot be asked for.
fn tag_filters(cx: &mut Checker<'_>, on: &Expr) -> Option<Vec<Json>> {
    let targets = read_targets(cx, on, "the resources of a group")?;
    let mut filters = Vec::new();
    for test in &targets.tests {
        match test {
            TargetTest::Tag { key, values, at } => {
                if !std::iter::once(key).chain(values).all(|text| is_tag_text(text)) {
                    cx.report(errors::bad_target_tag(*at, key));
                }
                let values: Vec<&str> = values.iter().map(|value| &**value).collect();
                filters.push(json!({ "Key": &**key, "Values": values }));
            }
            TargetTest::Instances { at, .. }
            | TargetTest::ResourceGroup { at, .. }
            | TargetTest::All { at }
            | TargetTest::ParameterValues { at, .. } => {
                let found =
                    errors::refused_value(*at, "a resource group asks for tags", "not a tag");
                cx.report(
                    found.help("write `tag(\"Role\", \"web\")`, or name a stack with `stack`"),
                );
                return None;
            }
        }
    }
    Some(filters)
}

fn stack_arn(cx: &mut Checker<'_>, written: &Expr) -> Option<(String, FileSpan)> {
    let shape = Shape::Text {
        pattern: Some(r"^arn:aws[^:]*:cloudformation:[a-z0-9-]+:[0-9]{12}:stack/.+$"),
        length: (1, 2_048),
    };
    let (value, at) = shape.read(cx, written, "`stack` of a resource group")?;
    Some((value.as_str()?.to_owned(), at))
}
