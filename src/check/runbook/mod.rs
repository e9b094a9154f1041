//! Runbooks: statements to steps, flow, and what must have been written before it is read.
//!
//! A statement becomes one or more steps, each an action with its inputs; `words` says which word
//! runs which action. When the whole body is there, `flow` looks at the ways through it.

mod action;
mod api;
mod approve;
mod attribute;
mod branch;
mod call;
mod callee;
mod case;
mod clauses;
mod companion;
mod declaration;
mod desired;
mod document_call;
mod errors;
mod flow;
mod frames;
mod handler;
mod input;
mod invoke;
mod jump;
mod loops;
mod module;
mod named_output;
mod names;
mod output;
mod output_names;
mod output_type;
mod pages;
mod protect;
mod same;
mod script;
mod selector;
mod service_branch;
mod service_condition;
mod service_loop;
mod sleep;
mod state;
mod statement;
mod step;
mod targets;
mod value_type;
mod variable;
mod wait;
mod words;

use super::declaration::Declared;
use super::{Checked, Context};

pub(in crate::check) use module::check_steps;
use state::RunbookCheck;

/// Checks a `runbook`.
pub(crate) fn check_runbook(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut check = RunbookCheck::new(context, declared.file);
    let artifacts = check.declaration(declared);
    (artifacts, check.cx.diagnostics)
}

/// Names for a message: "`a`, `b` and `c`".
fn list_of(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}
