//! Commands: what their tasks become, and what their scripts do when a real shell runs them.

#[cfg(unix)]
mod become_user;
#[cfg(unix)]
mod companion;
mod conditions;
mod every_plugin;
mod exits;
#[cfg(unix)]
mod guards;
mod parameters;
mod platforms;
mod plays;
mod plugins;
mod power_shell;
#[cfg(unix)]
mod shell;
mod steps;
#[cfg(unix)]
mod values;
mod verbatim;

use serde_json::Value;

#[cfg(unix)]
pub(crate) use shell::{HOSTILE, shells};

use crate::support::Project;

/// The document of a command `c` with these members.
#[track_caller]
fn document(members: &str) -> Value {
    let source = format!("command c \"Acme-C\" {{\n{members}\n}}\n");
    Project::of(&source).build_json("documents/Acme-C")
}

/// The steps of a command with these members.
#[track_caller]
fn steps(members: &str) -> Vec<Value> {
    document(members)["mainSteps"].as_array().expect("steps").clone()
}

/// The names of the steps, each with its plugin's name.
#[track_caller]
fn step_names(members: &str) -> String {
    let name = |step: &Value| step["name"].as_str().expect("a name").to_owned();
    steps(members).iter().map(name).collect::<Vec<_>>().join(" ")
}

/// The codes of all findings of a command with these members.
#[track_caller]
fn codes(members: &str) -> Vec<String> {
    let source = format!("command c \"Acme-C\" {{\n{members}\n}}\n");
    Project::of(&source).build_findings().into_iter().map(|found| found.code).collect()
}

/// The lines of a step's script.
#[track_caller]
fn lines(step: &Value) -> Vec<String> {
    let lines = step["inputs"]["runCommand"].as_array().expect("a script");
    lines.iter().map(|line| line.as_str().expect("a line").to_owned()).collect()
}
