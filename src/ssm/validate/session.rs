//! What a schema cannot say about a session.

use serde_json::Value;

use super::findings::Findings;
use crate::ssm::{PORT_FORWARDING, errors};
use crate::text::nearest;

/// Looks at the type of a session that forwards a port.
///
/// Source: the agent's plugin `Port`, and the `session-manager-plugin` of the caller: both compare the
/// type with one word, and without it hand on what comes in on their own standard input.
pub(super) fn check(findings: &mut Findings<'_>) {
    let root = findings.root;
    if root.get("sessionType").and_then(Value::as_str) != Some("Port") {
        return;
    }
    let kind = root.pointer("/properties/type").and_then(Value::as_str);
    if let Some(kind) = kind.filter(|kind| *kind != PORT_FORWARDING && !kind.contains("{{")) {
        let spot = findings.spot("/properties/type");
        let rule = format!("only \"{PORT_FORWARDING}\" opens a port on the side of the caller");
        let near = nearest(kind, [PORT_FORWARDING]);
        findings.report(errors::no_effect(&spot, &rule, near));
    }
}
