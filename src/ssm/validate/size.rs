//! The size of a document's text.

use serde_json::Value;

use super::findings::{Findings, Spot};
use crate::diagnostic::Diagnostic;
use crate::ssm::Locate;
use crate::ssm::errors;
use crate::ssm::{limits, pointer_segment, size};
use crate::text::FileSpan;

/// How many parts a finding names.
const PARTS: usize = 5;

/// A finding when `text`, the document as it is sent, has more bytes than the service accepts.
/// It names the steps and parameters that take the most room, counted as compact JSON.
pub fn check_size(
    text: &str,
    document: &Value,
    origins: &dyn Locate,
    fallback: FileSpan,
) -> Option<Diagnostic> {
    let most = limits::DOCUMENT_BYTES.most;
    if text.len() as u64 <= most {
        return None;
    }
    let findings = Findings::new(document, origins, fallback);
    let mut parts: Vec<(Spot, usize)> = parts_of(document)
        .into_iter()
        .map(|(pointer, value)| (findings.spot(&pointer), value.to_string().len()))
        .collect();
    // Stable: of equally large parts the first in the document is named first.
    parts.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    parts.truncate(PARTS);
    let mut largest = size::parts(document);
    largest.truncate(PARTS);
    let all = (parts.as_slice(), largest.as_slice());
    Some(errors::too_large(&findings.spot(""), text.len(), most, all))
}

fn parts_of(document: &Value) -> Vec<(String, &Value)> {
    let steps = document.get("mainSteps").and_then(Value::as_array).into_iter().flatten();
    let steps = steps.enumerate().map(|(number, step)| (format!("/mainSteps/{number}"), step));
    let parameters = document.get("parameters").and_then(Value::as_object).into_iter().flatten();
    let parameters =
        parameters.map(|(name, value)| (format!("/parameters/{}", pointer_segment(name)), value));
    steps.chain(parameters).collect()
}
