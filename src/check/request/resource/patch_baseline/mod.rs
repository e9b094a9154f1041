//! `patch_baseline`: which patches nodes of one operating system get, and when.
//!
//! Source: "CreatePatchBaseline", API reference of Systems Manager.

mod filters;
mod lists;
mod rules;
mod systems;

use crate::check::Checker;
use crate::check::request::attribute::AttributeSpec;
use crate::check::request::errors;
use crate::check::request::model::{Model, ssm};
use crate::check::request::name::is_name;
use crate::check::request::shape::Shape;
use crate::hir::{RequestField, ResourceKind, Value};
use crate::text::FileSpan;

use super::view::{NameFrom, Targets, View};
use super::{Given, Made};
use systems::{Family, System};

const fn place(path: &'static str) -> Model {
    ssm("CreatePatchBaseline", path)
}

const fn plain(word: &'static str, member: &'static str) -> AttributeSpec {
    AttributeSpec { word, member, shape: Shape::Model(place(member)) }
}

const fn own(word: &'static str) -> AttributeSpec {
    AttributeSpec { word, member: "", shape: Shape::Own }
}

const OWNER: &str = "a patch baseline";

const ATTRIBUTES: &[AttributeSpec] = &[
    plain("approved_patches", "ApprovedPatches"),
    plain("approved_patches_compliance", "ApprovedPatchesComplianceLevel"),
    plain("approved_patches_enable_non_security", "ApprovedPatchesEnableNonSecurity"),
    plain("available_security_updates_compliance", "AvailableSecurityUpdatesComplianceStatus"),
    AttributeSpec { word: "default", member: "", shape: Shape::Flag },
    plain("description", "Description"),
    own("filters"),
    own("groups"),
    plain("operating_system", "OperatingSystem"),
    plain("rejected_patches", "RejectedPatches"),
    plain("rejected_patches_action", "RejectedPatchesAction"),
    own("rules"),
    own("sources"),
    AttributeSpec { word: "tags", member: "Tags", shape: Shape::Tags },
];

pub(super) const VIEW: View = View {
    kind: ResourceKind::PatchBaseline,
    owner: OWNER,
    request: place(""),
    name: NameFrom::Header("Name"),
    targets: Targets::Refused,
    description_characters: 1_024,
    attributes: ATTRIBUTES,
    required: &[("operating_system", "operating_system: \"AMAZON_LINUX_2023\"")],
    check_name,
    complete,
};

fn check_name(cx: &mut Checker<'_>, name: &str, at: FileSpan) {
    if !is_name(name) {
        cx.report(errors::bad_name(at, name, OWNER));
    }
}

fn complete(cx: &mut Checker<'_>, given: &Given<'_, '_>, made: &mut Made) {
    let system = made.text("OperatingSystem").and_then(System::named);
    if let Some(system) = system {
        check_family(cx, given, system);
        lists::check(cx, made, system);
    }
    lists::check_repeated(cx, given, made);
    let fields = [
        filters::global(cx, given, system),
        rules::rules(cx, given, system),
        lists::sources(cx, given),
    ];
    made.fields.extend(fields.into_iter().flatten());
    if let (Some(action), None) =
        (made.field("RejectedPatchesAction"), made.field("RejectedPatches"))
    {
        cx.report(errors::needs(action.at, "rejected_patches_action", "`rejected_patches`"));
    }
    for (word, member) in [
        ("approved_patches_compliance", "ApprovedPatchesComplianceLevel"),
        ("approved_patches_enable_non_security", "ApprovedPatchesEnableNonSecurity"),
    ] {
        if let (Some(field), None) = (made.field(member), made.field("ApprovedPatches")) {
            cx.report(errors::needs(field.at, word, "`approved_patches`"));
        }
    }
    made.beside.push(lists::groups(cx, given));
    let default = given.attributes.field(cx, "default");
    let (value, at) = default.map_or((Value::Bool(false), given.at), |it| (it.value, it.at));
    made.beside.push(RequestField { name: "default", value, at });
}

/// Attributes that only one family of operating systems knows.
const OF_FAMILY: [(&str, Family); 3] = [
    ("approved_patches_enable_non_security", Family::Linux),
    ("available_security_updates_compliance", Family::Windows),
    ("sources", Family::Linux),
];

fn check_family(cx: &mut Checker<'_>, given: &Given<'_, '_>, system: &System) {
    for (word, family) in OF_FAMILY {
        if let Some(attribute) = given.attributes.get(word).filter(|_| system.family != family) {
            let at = cx.at(attribute.key.span);
            cx.report(errors::not_of_system(at, word, system.name, family.words()));
        }
    }
}
