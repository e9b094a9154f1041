//! `remediation`: the runbook that puts right what a rule of AWS Config finds.
//!
//! Source: "PutRemediationConfigurations" and "RemediationConfiguration", API reference of AWS
//! Config.

use indexmap::IndexMap;

use crate::check::builtin::to_json;
use crate::check::request::association::members::pinned;
use crate::check::request::attribute::AttributeSpec;
use crate::check::request::document_call::{CheckedCall, check_call, written_call};
use crate::check::request::errors;
use crate::check::request::model::Model;
use crate::check::request::shape::{ROLE_ARN, Shape, Unit, record};
use crate::check::{Body, Checker};
use crate::hir::{
    DocumentPin, Expr, ExprKind, ListPart, ResourceKind, SignatureKind, TargetField, Value,
};
use crate::ssm::pattern;
use crate::syntax::ast;
use crate::text::{FileSpan, Name};

use super::view::{NameFrom, Targets, View};
use super::{Given, Made};

const fn place(path: &'static str) -> Model {
    Model { service: "config", operation: "PutRemediationConfigurations", path }
}

const fn own(word: &'static str) -> AttributeSpec {
    AttributeSpec { word, member: "", shape: Shape::Own }
}

const OWNER: &str = "a remediation";

const ATTEMPTS: Model = place("RemediationConfigurations[0].MaximumAutomaticAttempts");
const SECONDS: Model = place("RemediationConfigurations[0].RetryAttemptSeconds");

const ATTRIBUTES: &[AttributeSpec] = &[
    AttributeSpec {
        word: "attempts",
        member: "MaximumAutomaticAttempts",
        shape: Shape::Model(ATTEMPTS),
    },
    AttributeSpec { word: "automatic", member: "Automatic", shape: Shape::Flag },
    own("concurrency"),
    own("max_errors"),
    AttributeSpec {
        word: "resource_type",
        member: "ResourceType",
        shape: Shape::Text {
            pattern: Some(r"^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$"),
            length: (1, 256),
        },
    },
    AttributeSpec {
        word: "retry_within",
        member: "RetryAttemptSeconds",
        shape: Shape::Time(Unit::Second, SECONDS),
    },
    AttributeSpec {
        word: "rule",
        member: "ConfigRuleName",
        shape: Shape::Model(place("RemediationConfigurations[0].ConfigRuleName")),
    },
    own("run"),
    AttributeSpec {
        word: "version",
        member: "",
        shape: Shape::Text { pattern: Some(r"^(latest|default|[1-9][0-9]*)$"), length: (1, 20) },
    },
];

pub(super) const VIEW: View = View {
    kind: ResourceKind::Remediation,
    owner: OWNER,
    request: place("RemediationConfigurations[0]"),
    name: NameFrom::Attribute("ConfigRuleName"),
    targets: Targets::Refused,
    description_characters: 0,
    attributes: ATTRIBUTES,
    required: &[
        ("rule", "rule: \"restricted-ssh\""),
        ("run", "run: \"AWS-DisablePublicAccessForSecurityGroup\"(GroupId: resource.id)"),
    ],
    check_name,
    complete,
};

fn check_name(cx: &mut Checker<'_>, name: &str, at: FileSpan) {
    if name.trim().is_empty() {
        let message = format!("\"{name}\" is the name of no rule");
        cx.report(errors::refused_value(at, message, "not a name"));
    }
}

/// What AWS Config takes where a remediation that is automatic does not say it.
///
/// Source: "RemediationConfiguration", API reference of AWS Config.
const DEFAULTS: [(&str, i64); 2] = [("MaximumAutomaticAttempts", 5), ("RetryAttemptSeconds", 60)];

fn complete(cx: &mut Checker<'_>, given: &Given<'_, '_>, made: &mut Made) {
    let is_automatic =
        made.field("Automatic").is_some_and(|field| field.value == Value::Bool(true));
    if is_automatic {
        for (member, number) in DEFAULTS {
            if made.field(member).is_none() {
                made.put(member, Value::Int(number), given.at);
            }
        }
    } else {
        for word in ["attempts", "retry_within"] {
            if let Some(attribute) = given.attributes.get(word) {
                let at = cx.at(attribute.key.span);
                cx.report(errors::needs(at, word, "`automatic: true`"));
            }
        }
    }
    controls(cx, given, made);
    let Some(call) = given.attributes.get("run").and_then(|run| called(cx, &run.value)) else {
        return;
    };
    let at = call.document.at;
    if is_automatic {
        check_role(cx, &call);
    }
    let document = pinned(cx, given.attributes, call.document.clone());
    made.put("TargetType", Value::string("SSM_DOCUMENT"), at);
    made.put("TargetId", Value::string(document.name.as_str()), at);
    let version = match &document.pin {
        DocumentPin::Build if document.own => {
            Some(format!("${{documents/{}#DocumentVersion}}", document.name))
        }
        DocumentPin::Build => None,
        DocumentPin::Latest => Some("$LATEST".to_owned()),
        DocumentPin::Version(version) => Some(version.to_string()),
    };
    if let Some(version) = version {
        made.put("TargetVersion", Value::string(version), at);
    }
    parameters(cx, &call, made);
    made.documents.push(document);
}

fn called(cx: &mut Checker<'_>, written: &ast::Expr) -> Option<CheckedCall> {
    let before = std::mem::replace(&mut cx.body, Body::Remediation);
    let call = written_call(cx, written).and_then(|call| check_call(cx, call, &[]));
    cx.body = before;
    let call = call?;
    if call.signature.kind != SignatureKind::Runbook {
        cx.report(errors::wrong_document(call.document.at, &call.document.name, OWNER));
        return None;
    }
    Some(call)
}

/// Shares of the resources at hand: whole percentages.
fn controls(cx: &mut Checker<'_>, given: &Given<'_, '_>, made: &mut Made) {
    let mut controls = IndexMap::new();
    let mut first = None;
    for (word, member) in
        [("concurrency", "ConcurrentExecutionRatePercentage"), ("max_errors", "ErrorPercentage")]
    {
        let Some(attribute) = given.attributes.get(word) else { continue };
        let place = given.attributes.place(word);
        let read = cx.build_value(&attribute.value, &crate::hir::Ty::Percent, &place);
        let Some((Value::Percent(share), at)) = read else { continue };
        if !(1..=100).contains(&share) {
            cx.report(errors::share_out_of_range(at, &place, share, 1));
        }
        first.get_or_insert(at);
        controls.insert(Name::new(member), Value::Int(share.into()));
    }
    if let Some(at) = first {
        let value = record([("SsmControls", Value::Record(controls))]);
        made.put("ExecutionControls", value, at);
    }
}

/// The only parameter that names the role of an automatic remediation.
const ASSUME_ROLE: &str = "AutomationAssumeRole";

fn check_role(cx: &mut Checker<'_>, call: &CheckedCall) {
    let given = call.arguments.iter().find(|(name, _)| name == ASSUME_ROLE);
    let is_given = given.is_some_and(|(_, value)| match value.as_const() {
        Some(value) => value.as_str().is_some_and(|text| pattern::matches(ROLE_ARN, text)),
        None => true,
    });
    if !is_given {
        cx.report(errors::no_remediation_role(call.document.at, &call.document.name, ASSUME_ROLE));
    }
}

const PARAMETERS: usize = 25;
const VALUES: usize = 25;
const CHARACTERS: usize = 256;

fn parameters(cx: &mut Checker<'_>, call: &CheckedCall, made: &mut Made) {
    let mut parameters = IndexMap::new();
    for (name, value) in &call.arguments {
        if value.as_const() == Some(&Value::Null) || value.is_error() {
            continue;
        }
        let of_resource = || record([("Value", Value::string("RESOURCE_ID"))]);
        let value = if is_resource(value) {
            record([("ResourceValue", of_resource())])
        } else {
            let Some(texts) = static_values(cx, name, value) else { continue };
            record([("StaticValue", record([("Values", Value::List(texts))]))])
        };
        parameters.insert(name.clone(), value);
    }
    let at = call.document.at;
    if parameters.len() > PARAMETERS {
        cx.report(errors::too_many(at, "parameters", (parameters.len(), PARAMETERS)));
    }
    if !parameters.is_empty() {
        made.put("Parameters", Value::Record(parameters), at);
    }
}

/// `resource.id`, or the list of it alone.
fn is_resource(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Target(TargetField::Id) => true,
        ExprKind::List(parts) => match parts.as_slice() {
            [ListPart::Item(item)] => is_resource(item),
            _ => false,
        },
        _ => false,
    }
}

/// The texts of a value that does not change.
fn static_values(cx: &mut Checker<'_>, name: &str, value: &Expr) -> Option<Vec<Value>> {
    let Some(constant) = value.as_const() else {
        cx.report(errors::not_a_bare_resource(value.at));
        return None;
    };
    let items = match constant {
        Value::List(items) => items.clone(),
        single => vec![single.clone()],
    };
    if items.len() > VALUES {
        let counts = (items.len(), VALUES);
        cx.report(errors::large_argument(value.at, name, "values", counts));
    }
    let text = |item: &Value| match to_json(item) {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    let texts: Vec<String> = items.iter().map(text).collect();
    let longest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    if longest > CHARACTERS {
        let counts = (longest, CHARACTERS);
        cx.report(errors::large_argument(value.at, name, "characters", counts));
    }
    if texts.iter().any(String::is_empty) {
        let message = format!("`{name}` of a remediation is empty");
        let found = errors::refused_value(value.at, message, "an empty text");
        cx.report(found.note("AWS Config takes texts of 1 to 256 characters"));
    }
    Some(texts.into_iter().map(Value::string).collect())
}
