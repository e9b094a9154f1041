//! Lists of a baseline: patches by name, groups of nodes, sources of packages.

use crate::check::Checker;
use crate::check::request::model::ssm;
use crate::check::request::once::each_once;
use crate::check::request::shape::{Shape, record};
use crate::check::request::{errors, spot};
use crate::hir::{Field, RecordType, RequestField, Ty, Value};
use crate::ssm::pattern;

use super::super::{Given, Made};
use super::place;
use super::systems::{Family, System};

/// Articles of the knowledge base, and bulletins.
///
/// Source: "Package name formats for approved and rejected patch lists", user guide of Systems
/// Manager.
const OF_WINDOWS: &str = r"^(KB[0-9]+|MS[0-9]{2}-[0-9]{3})$";

/// Reports names that no patch of the system can have.
pub(super) fn check(cx: &mut Checker<'_>, made: &Made, system: &System) {
    for member in ["ApprovedPatches", "RejectedPatches"] {
        let Some(field) = made.field(member) else { continue };
        let Value::List(names) = &field.value else { continue };
        for name in names.iter().filter_map(Value::as_str) {
            let (is_good, help) = match system.family {
                Family::Windows => (
                    pattern::matches(OF_WINDOWS, name),
                    "write the article of the knowledge base or the bulletin, as in \"KB2032276\"",
                ),
                Family::Linux | Family::Mac => (
                    !name.contains([' ', ',', '\t', '\n']),
                    "write one name of a package for each item, as in \"kernel*\"",
                ),
            };
            if !is_good {
                let message = format!("\"{name}\" is no patch of {}", system.name);
                cx.report(errors::refused_value(field.at, message, "not a patch").help(help));
            }
        }
    }
}

/// Reports patches that are named twice, or approved and rejected.
pub(super) fn check_repeated(cx: &mut Checker<'_>, given: &Given<'_, '_>, made: &Made) {
    let names = |member: &str| match made.field(member).map(|field| &field.value) {
        Some(Value::List(names)) => names.as_slice(),
        _ => &[],
    };
    let (approved, rejected) = (names("ApprovedPatches"), names("RejectedPatches"));
    if let Some(attribute) = given.attributes.get("approved_patches") {
        each_once(cx, approved, &attribute.value, "patch");
    }
    if let Some(attribute) = given.attributes.get("rejected_patches") {
        each_once(cx, rejected, &attribute.value, "patch");
        for (position, name) in rejected.iter().enumerate() {
            if approved.contains(name) {
                let name = name.as_str().unwrap_or_default();
                let at = cx.at(spot::item(&attribute.value, position).span);
                let message = format!("the patch \"{name}\" is approved and rejected");
                let found = errors::refused_value(at, message, "approved, too");
                cx.report(found.help("remove it from one of the two lists"));
            }
        }
    }
}

const GROUP: Shape = Shape::Model(ssm("RegisterPatchBaselineForPatchGroup", "PatchGroup"));

/// The patch groups, each once.
pub(super) fn groups(cx: &mut Checker<'_>, given: &Given<'_, '_>) -> RequestField {
    let empty = RequestField { name: "groups", value: Value::List(Vec::new()), at: given.at };
    let Some(attribute) = given.attributes.get("groups") else { return empty };
    let place = given.attributes.place("groups");
    let Some((Value::List(groups), at)) =
        cx.build_value(&attribute.value, &Ty::list(GROUP.ty()), &place)
    else {
        return empty;
    };
    each_once(cx, &groups, &attribute.value, "patch group");
    RequestField { name: "groups", value: Value::List(groups), at }
}

/// `Sources`: other places that packages come from.
pub(super) fn sources(cx: &mut Checker<'_>, given: &Given<'_, '_>) -> Option<RequestField> {
    let attribute = given.attributes.get("sources")?;
    let field = |name: &str, path: &'static str| Field {
        name: name.into(),
        ty: place(path).ty(),
        optional: false,
    };
    let source = RecordType::new(vec![
        field("name", "Sources[0].Name"),
        field("products", "Sources[0].Products"),
        field("configuration", "Sources[0].Configuration"),
    ]);
    let wanted = match place("Sources").ty() {
        Ty::List { items, .. } => Ty::List { element: Box::new(Ty::Record(source.into())), items },
        _ => return None,
    };
    let word = given.attributes.place("sources");
    let (Value::List(sources), at) = cx.build_value(&attribute.value, &wanted, &word)? else {
        return None;
    };
    let member = |source: &Value, name: &str| match source {
        Value::Record(source) => source.get(name).cloned().unwrap_or(Value::Null),
        _ => Value::Null,
    };
    let names: Vec<Value> = sources.iter().map(|source| member(source, "name")).collect();
    each_once(cx, &names, &attribute.value, "source");
    let source = |source: Value| {
        record([
            ("Name", member(&source, "name")),
            ("Products", member(&source, "products")),
            ("Configuration", member(&source, "configuration")),
        ])
    };
    let value = Value::List(sources.into_iter().map(source).collect());
    Some(RequestField { name: "Sources", value, at })
}
