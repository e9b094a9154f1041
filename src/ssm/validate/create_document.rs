//! What a schema cannot say about the request of CreateDocument.

use serde_json::Value;

use super::findings::Findings;
use crate::ssm::errors;
use crate::ssm::limits;

/// Names that AWS keeps for itself, and attachments.
pub(super) fn check(findings: &mut Findings<'_>) {
    let request = findings.root;
    let name = request.get("Name").and_then(Value::as_str).unwrap_or_default();
    if let Some(prefix) = limits::reserved_prefix(name) {
        let rule = format!("AWS keeps names that begin with `{prefix}`, in any case, for itself");
        findings.report(errors::name_not_allowed(&findings.spot("/Name"), name, &rule));
    }
    let attachments = request.get("Attachments").and_then(Value::as_array).map_or(0, Vec::len);
    let is_runbook = request.get("DocumentType").and_then(Value::as_str) == Some("Automation");
    let most = limits::ATTACHMENTS.most;
    if is_runbook && attachments as u64 > most {
        let bound = errors::Bound {
            low: None,
            high: i64::try_from(most).ok(),
            found: i64::try_from(attachments).unwrap_or(i64::MAX),
        };
        let spot = findings.spot("/Attachments");
        findings.report(errors::out_of_range(&spot, &bound, "attachments"));
    }
}
