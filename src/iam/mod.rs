//! The least-privilege policy of a runbook's role, derived from the compiled document.
//!
//! What a document calls becomes needs: an action on some resources because of one place in the
//! source. Needs become statements, statements become text. What cannot be known is a finding.

mod account;
mod actions;
mod arguments;
mod assumed;
mod children;
mod cloudformation;
mod compare;
mod derive;
mod document;
mod errors;
mod explain;
mod forms;
mod glob;
mod json;
mod named;
mod need;
mod own_rules;
mod pass_role;
mod pattern;
mod principals;
mod python;
mod resources;
mod scripts;
mod statements;
mod steps;
mod tagging;
mod terraform;
mod values;

pub use account::Account;
pub use assumed::{AssumedRole, OwnRole, Starter, StarterKind, assumed_roles};
pub use cloudformation::{Role, cloudformation};
pub use compare::compare;
pub use derive::{Derived, derive};
pub use document::Document;
pub(crate) use errors::large_role;
pub use explain::{explain, nearest_action, no_such_action};
pub use json::{permissions_json, trust_json};
pub use need::{Because, Need};
pub use python::python_calls;
pub use statements::{Policy, policy};
pub use terraform::terraform;
