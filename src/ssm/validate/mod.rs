//! Whether a document or request is what the service accepts: its shape by a schema, the inputs
//! of its steps by the tables, and what neither can say by code.

mod association;
mod automation;
mod change_template;
mod command;
mod condition;
mod create_document;
mod delay;
mod findings;
mod flow;
mod inputs;
mod jumps;
mod parameters;
mod reads;
mod references;
mod schedule;
mod schema;
mod session;
mod size;
mod steps;
mod texts;
mod window;

use serde_json::Value;

use super::{AutomationDocument, Locate};
use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use findings::Findings;
pub(in crate::ssm) use findings::Spot;
pub use schema::{Kind, check_version, schema_text, warm};
pub use size::check_size;

pub(crate) use change_template::is_change_template;

/// Checks one document or request; no finding means that the service accepts it, as far as that
/// can be known without an account.
///
/// Findings point to where `origins` says that the wrong part comes from, else to `fallback`.
/// They are sorted. The document's text has a limit too: see [`check_size`].
pub fn validate(
    kind: Kind,
    value: &Value,
    origins: &dyn Locate,
    fallback: FileSpan,
) -> Vec<Diagnostic> {
    let mut findings = Findings::new(value, origins, fallback);
    schema::check(kind, &mut findings);
    match kind {
        Kind::Automation => automation::check(&mut findings),
        Kind::Command => command::check(&mut findings),
        Kind::Session => {
            parameters::check(&mut findings);
            session::check(&mut findings);
        }
        Kind::CreateDocument => create_document::check(&mut findings),
        Kind::CreateAssociation => association::check(&mut findings),
        Kind::MaintenanceWindow => window::check(&mut findings),
        Kind::Manifest => {}
    }
    findings.finish()
}

/// [`validate`] for a runbook as a typed value.
pub fn check_document(
    document: &AutomationDocument,
    origins: &dyn Locate,
    fallback: FileSpan,
) -> Vec<Diagnostic> {
    match serde_json::to_value(document) {
        Ok(value) => validate(Kind::Automation, &value, origins, fallback),
        Err(error) => unreachable!("a document holds only what JSON can say: {error}"),
    }
}
