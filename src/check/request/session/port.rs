//! Port forwarding: which port of which host, and the port on the caller's side.

use std::net::IpAddr;

use serde_json::json;

use crate::check::Checker;
use crate::hir::{Bounds, Expr, ExprKind, Ty, Value};
use crate::ssm::{PORT_FORWARDING, SESSION_PORTS};
use crate::text::FileSpan;

use super::written::write_over;
use super::{OWNER, Parts, Place, errors};

/// Hosts that the agent refuses: the metadata and other link-local services of an instance.
const METADATA: [&str; 10] = [
    "169.254.169.254",
    "169.254.169.253",
    "169.254.169.123",
    "169.254.169.250",
    "169.254.169.251",
    "fd00:ec2::254",
    "fd00:ec2::253",
    "fd00:ec2::123",
    "fd00:ec2::250",
    "fd00:ec2::251",
];

pub(super) fn properties(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Parts {
    let mut parts = Parts::default();
    if let Some((host, at)) = host(cx, place) {
        parts.put("host", json!(host), at);
    }
    for (word, (member, lowest)) in ["port", "local_port"].into_iter().zip(SESSION_PORTS) {
        if let Some((port, at)) = port(cx, place, (word, lowest)) {
            parts.put(member, json!(port), at);
        }
    }
    parts.put("type", json!(PORT_FORWARDING), place.at);
    write_over(cx, place, "properties", &mut parts);
    if place.attributes.get("port").is_none() && !parts.members.contains_key("portNumber") {
        cx.report(errors::missing_attribute(place.type_at, OWNER, "port", "port: 5432"));
    }
    parts
}

fn host(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Option<(String, FileSpan)> {
    let given = place.attributes.get("host")?;
    let checked = cx.expression_of(&given.value, &Ty::string(), "`host` of a session");
    let text = reference_text(&checked)?;
    if let Some(Value::String(host)) = checked.as_const() {
        let address: Option<IpAddr> = host.parse().ok();
        let is_metadata = |known: &&str| known.parse::<IpAddr>().ok() == address;
        if address.is_some() && METADATA.iter().any(is_metadata) {
            cx.report(errors::metadata_host(checked.at, host));
        } else if host.is_empty() || host.contains(|letter: char| letter.is_whitespace()) {
            let message = format!("\"{host}\" is no host");
            cx.report(errors::refused_value(checked.at, message, "not a host"));
        }
    }
    Some((text, checked.at))
}

/// A port as text: a number, or a parameter of type text.
fn port(
    cx: &mut Checker<'_>,
    place: &Place<'_, '_>,
    (word, lowest): (&str, i64),
) -> Option<(String, FileSpan)> {
    let given = place.attributes.get(word)?;
    let number = Ty::Int(Bounds { low: Some(lowest), high: Some(65_535) });
    let ty = Ty::Union([number, Ty::string()].into());
    let checked = cx.expression_of(&given.value, &ty, &place.attributes.place(word));
    if let Some(Value::String(text)) = checked.as_const() {
        let number: Option<i64> = text.parse().ok();
        if !number.is_some_and(|number| (lowest..=65_535).contains(&number)) {
            cx.report(errors::bad_port(checked.at, text, lowest));
        }
    }
    Some((reference_text(&checked)?, checked.at))
}

/// A constant, or a reference to a parameter, as the document holds it.
fn reference_text(checked: &Expr) -> Option<String> {
    match &checked.kind {
        ExprKind::Const(Value::Int(number)) => Some(number.to_string()),
        ExprKind::Const(value) => value.as_str().map(str::to_owned),
        ExprKind::Parameter(name) => Some(format!("{{{{ {name} }}}}")),
        ExprKind::Template(parts) => parts.iter().map(reference_text).collect(),
        _ => None,
    }
}
