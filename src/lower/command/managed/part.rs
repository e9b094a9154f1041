//! What scripts of `sh` need where each stands in a document of its own: texts of parameters and
//! the wish to stop go from one to the next as files below the folder of the command's run.

use crate::text::Name;

use super::super::plan::{STOP_WITH_FAILURE, STOP_WITH_SUCCESS};
use super::super::quote::sh_quoted;
use super::super::sh::{STATE, require_environment};
use super::super::spell::Lines;
use super::job::Job;

/// Stands in the scripts of parts for what tells one build from another, and is as long.
pub(in crate::lower::command) const BUILD: &str = "@ordain-build-id";

/// The script of the step before all parts: it gets free texts from the agent and keeps them.
pub(in crate::lower::command) fn prepare_script(texts: &[Name], build: &str) -> String {
    let mut lines = Lines::default();
    require_environment(texts, &mut lines);
    lines.push("umask 077");
    lines.push(format!("_state={STATE}"));
    // An association has the same folder in each run, and a failed run leaves it.
    lines.push("rm -rf \"$_state\"");
    lines.push("find /var/lib/ordain -mindepth 1 -maxdepth 1 -type d -mtime +7 -exec rm -rf {} + 2>/dev/null");
    lines.push(format!("mkdir -p \"$_state\" || exit {STOP_WITH_FAILURE}"));
    lines.push(format!("echo {build} >\"$_state/build\" || exit {STOP_WITH_FAILURE}"));
    for name in texts {
        let file = file(name);
        lines.push(format!("printf %s \"$SSM_{name}\" >\"{file}\" || exit {STOP_WITH_FAILURE}"));
    }
    lines.0.join("\n")
}

/// The script of the step behind parts and before one that is none: it stops the command where a
/// task of a part asked for that. The agent does not hand a part's exit code on.
///
/// Source: `runDocument` of the agent, which sets the status of its step and no exit code.
pub(in crate::lower::command) fn guard_script() -> String {
    format!(
        "_state={STATE}\n[ -e \"$_state/stop\" ] || exit 0\nrm -rf \"$_state\"\nexit {STOP_WITH_SUCCESS}"
    )
}

/// The first lines of a part.
pub(super) fn enter_part(job: &Job<'_, '_>, texts: &[Name], lines: &mut Lines) {
    let document = job.document;
    let alone = sh_quoted(&format!(
        "this is a part of {document}: run {document}, of the same build as its parts"
    ));
    lines.push(format!("_state={STATE}"));
    lines.push(format!("if [ \"$(cat \"$_state/build\" 2>/dev/null)\" != {BUILD} ]; then"));
    lines.push(format!("  echo {alone} >&2"));
    lines.push(format!("  exit {STOP_WITH_FAILURE}"));
    lines.push("fi");
    if !job.is_finally {
        lines.push("[ ! -e \"$_state/stop\" ] || exit 0");
    }
    for name in texts {
        // `$(…)` takes newlines off the end of a text, so something stands behind it.
        lines.push(format!(
            "SSM_{name}=$(cat \"{}\" && echo x) || exit {STOP_WITH_FAILURE}",
            file(name)
        ));
        lines.push(format!("SSM_{name}=${{SSM_{name}%x}}"));
    }
}

/// The lines of a part before it ends.
pub(super) fn leave_part(lines: &mut Lines) {
    lines.push(format!("[ \"$_leave\" != {STOP_WITH_SUCCESS} ] || : >\"$_state/stop\""));
}

fn file(name: &Name) -> String {
    format!("$_state/parameter.{name}")
}
