//! Scripts for `sh` and `bash`: values bound to variables, guards, retries, another user.

use crate::hir::{Shell, TaskId};
use crate::text::Name;

use super::data::Piece;
use super::fact::Fact;
use super::plan::{OUTPUT_LIMIT, Plan, Read, STOP_WITH_FAILURE, STOP_WITH_SUCCESS, outdated_agent};
use super::quote::sh_quoted;
use super::spell::{Lines, Sh};

/// Seconds between two tries.
const RETRY_DELAY_SECONDS: u32 = 5;

/// Exit codes that mean something to the agent and are passed on at once: success that ends the
/// document, failure that ends it, and reboot.
const AGENT_CODES: &str = "168|169|194";

/// The lines of the file that the agent runs.
pub(super) fn sh_script(plan: &Plan<'_>) -> Vec<String> {
    let (shebang, text) = split_shebang(plan.text);
    let program = shebang.map_or_else(|| default_program(plan.shell), program_of);
    let mut lines = Lines::default();
    match shebang {
        Some(line) => lines.push(line),
        None if plan.shell == Shell::Bash => lines.push("#!/bin/bash"),
        None => {}
    }
    if !is_shell(program) {
        lines.text(text);
        return lines.0;
    }
    lines.push(strictness(plan.shell));
    require_environment(&plan.environment(), &mut lines);
    if plan.run_as.as_ref().is_some_and(|user| has_fact(user)) {
        define_facts(&plan.facts(), &mut lines);
    }
    for task in plan.results() {
        lines.push(read_result(task));
    }
    match &plan.run_as {
        None => body(&Sh { handed: &[], shell: plan.shell }, plan, text, &mut lines),
        Some(user) => as_user(user, plan, &Inner { text, program }, &mut lines),
    }
    lines.0
}

/// Whether a script's first line names another interpreter than a shell: nothing can be put
/// before such a script.
pub(super) fn has_foreign_interpreter(text: &str) -> bool {
    split_shebang(text).0.is_some_and(|line| !is_shell(program_of(line)))
}

/// The shell that a script's first line names, where it is not `bash`.
pub(super) fn other_than_bash(text: &str) -> Option<&str> {
    let program = program_of(split_shebang(text).0?);
    (is_shell(program) && program != "bash").then_some(program)
}

fn split_shebang(text: &str) -> (Option<&str>, &str) {
    if !text.starts_with("#!") {
        return (None, text);
    }
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    (Some(line), rest)
}

/// The name of the program that a first line asks for.
fn program_of(shebang: &str) -> &str {
    let mut words = shebang.trim_start_matches("#!").split_whitespace();
    let program = words.next().and_then(|path| path.rsplit('/').next()).unwrap_or("");
    if program == "env" { words.next().unwrap_or("") } else { program }
}

fn is_shell(program: &str) -> bool {
    matches!(program, "sh" | "bash" | "dash" | "ash" | "ksh" | "zsh")
}

fn default_program(shell: Shell) -> &'static str {
    if shell == Shell::Bash { "bash" } else { "sh" }
}

/// What makes a shell stop at the first failure.
pub(super) fn strictness(shell: Shell) -> &'static str {
    if shell == Shell::Bash { "set -eo pipefail" } else { "set -e" }
}

/// An agent that does not know `ENV_VAR` leaves the variable unset; an empty value is set.
pub(super) fn require_environment(names: &[Name], lines: &mut Lines) {
    if names.is_empty() {
        return;
    }
    let tests: Vec<String> =
        names.iter().map(|name| format!("[ -z \"${{SSM_{name}+x}}\" ]")).collect();
    lines.push(format!("if {}; then", tests.join(" || ")));
    lines.push(format!("  echo {} >&2", sh_quoted(&outdated_agent(names))));
    lines.push(format!("  exit {STOP_WITH_FAILURE}"));
    lines.push("fi");
}

/// A script and the shell that reads it.
struct Inner<'a> {
    text: &'a str,
    program: &'a str,
}

/// What a task of another step did, as that step wrote it down.
pub(super) fn read_result(task: TaskId) -> String {
    let number = task.0;
    format!("_did_{number}=$(cat \"{STATE}/{number}\" 2>/dev/null) || :")
}

/// Hands over to another user, who cannot read it, what a task did.
pub(super) fn hand_result(task: TaskId) -> String {
    let number = task.0;
    format!("_did_{number}=\"$_did_{number}\"")
}

/// Where the steps of one run of a command keep what they know of each other.
pub(super) const STATE: &str = "/var/lib/ordain/${SSM_COMMAND_ID:?is not set}";

/// A script that another user runs.
pub(super) struct Foreign<'a> {
    pub(super) user: &'a [Piece],
    pub(super) program: &'a str,
    pub(super) text: String,
    /// What the script reads as `$1`, `$2`, …
    pub(super) reads: Vec<Read>,
    pub(super) has_secret: bool,
    /// Further variables, `NAME=word`.
    pub(super) variables: Vec<String>,
}

/// Runs everything as another user, who gets the values and a clean environment.
fn as_user(user: &[Piece], plan: &Plan<'_>, script: &Inner<'_>, lines: &mut Lines) {
    let reads = plan.reads();
    let handed: Vec<Name> = reads.iter().map(|read| read.name.clone()).collect();
    let mut inner = Lines::default();
    inner.push(strictness(plan.shell));
    body(&Sh { handed: &handed, shell: plan.shell }, plan, script.text, &mut inner);
    let text = inner.0.join("\n");
    let has_secret = plan.has_secret();
    let variables = plan.results().into_iter().map(hand_result).collect();
    let foreign = Foreign { user, program: script.program, text, reads, has_secret, variables };
    lines.text(&run_as(&foreign, plan.shell));
}

/// The command that runs a script as another user.
pub(super) fn run_as(script: &Foreign<'_>, shell: Shell) -> String {
    let outer = Sh { handed: &[], shell };
    let user = outer.word(script.user);
    let mut variables = vec![
        format!("HOME=\"$(getent passwd {user} | cut -d: -f6)\""),
        format!("LOGNAME={user}"),
        "PATH=\"$PATH\"".to_owned(),
        format!("USER={user}"),
    ];
    if script.has_secret {
        variables.push("AWS_SSM_REGION_NAME=\"$AWS_SSM_REGION_NAME\"".to_owned());
    }
    variables.extend(script.variables.iter().cloned());
    let program = script.program;
    let text = sh_quoted(&script.text);
    let variables = variables.join(" ");
    let mut words =
        vec![format!("runuser -u {user} -- env -i {variables} {program} -c {text} {program}")];
    words.extend(script.reads.iter().map(|read| outer.parameter(&read.name, read.channel)));
    words.join(" ")
}

fn has_fact(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Fact(_)))
}

/// The functions that print facts.
pub(super) fn define_facts(facts: &[&Fact], lines: &mut Lines) {
    for fact in facts {
        lines.push(format!("_fact_{}() (", fact.name));
        lines.0.extend(fact.body.iter().map(|line| format!("  {line}")));
        lines.push(")");
    }
}

fn body(sh: &Sh<'_>, plan: &Plan<'_>, text: &str, lines: &mut Lines) {
    define_facts(&plan.facts(), lines);
    for (name, data) in &plan.values {
        sh.assign(name, data, "", lines);
    }
    if let Some(guard) = &plan.guard {
        stop_if(&format!("! {}", sh.condition(guard)), lines);
    }
    if let Some(path) = &plan.creates {
        stop_if(&format!("[ -e {} ]", sh.word(path)), lines);
    }
    if let Some(unless) = plan.unless {
        subshell(unless, " >/dev/null", plan.shell, lines);
        stop_if("[ \"$_status\" -eq 0 ]", lines);
        // The test itself could not be run: that must not lead to running the task.
        lines.push("if [ \"$_status\" -gt 125 ]; then");
        lines.push("  exit \"$_status\"");
        lines.push("fi");
    }
    if plan.captures_output {
        capture(text, plan.shell, lines);
    } else if plan.attempts > 1 {
        retry(text, plan, lines);
    } else if plan.exits_on_success {
        subshell(text, "", plan.shell, lines);
        stop_with_success(lines);
        lines.push("exit \"$_status\"");
    } else {
        lines.text(text);
    }
}

/// Prints what the text printed, trimmed; what it said on standard error only where it failed,
/// since SSM puts both into one output.
fn capture(text: &str, shell: Shell, lines: &mut Lines) {
    lines.push("_output=$(mktemp -d)");
    lines.push("trap 'rm -rf \"$_output\"' EXIT");
    subshell(text, " >\"$_output/out\" 2>\"$_output/error\"", shell, lines);
    lines.push("if [ \"$_status\" -ne 0 ]; then");
    lines.push("  cat \"$_output/error\" >&2");
    lines.push("  exit \"$_status\"");
    lines.push("fi");
    lines.push("_text=$(cat \"$_output/out\")");
    lines.push(format!("if [ \"${{#_text}}\" -gt {OUTPUT_LIMIT} ]; then"));
    lines.push(format!(
        "  echo 'the output has more than {OUTPUT_LIMIT} characters, and Systems Manager would cut it' >&2"
    ));
    lines.push("  exit 1");
    lines.push("fi");
    lines.push("printf %s \"$_text\"");
}

fn stop_with_success(lines: &mut Lines) {
    lines.push("if [ \"$_status\" -eq 0 ]; then");
    lines.push(format!("  exit {STOP_WITH_SUCCESS}"));
    lines.push("fi");
}

fn stop_if(condition: &str, lines: &mut Lines) {
    lines.push(format!("if {condition}; then"));
    lines.push("  exit 0");
    lines.push("fi");
}

/// Runs a text apart and leaves its exit code in `_status`. Not as a condition: `set -e` has no
/// effect there.
fn subshell(text: &str, redirection: &str, shell: Shell, lines: &mut Lines) {
    lines.push("set +e");
    lines.push("(");
    lines.push(strictness(shell));
    lines.text(text);
    lines.push(format!("){redirection}"));
    lines.push("_status=$?");
    lines.push("set -e");
}

fn retry(text: &str, plan: &Plan<'_>, lines: &mut Lines) {
    lines.push("_attempt=1");
    lines.push("while :; do");
    subshell(text, "", plan.shell, lines);
    if plan.exits_on_success {
        stop_with_success(lines);
    }
    lines.push(format!("case $_status in 0|{AGENT_CODES}) exit \"$_status\" ;; esac"));
    lines.push(format!("if [ \"$_attempt\" -ge {} ]; then", plan.attempts));
    lines.push("  exit \"$_status\"");
    lines.push("fi");
    lines.push("_attempt=$((_attempt + 1))");
    lines.push(format!("sleep {RETRY_DELAY_SECONDS}"));
    lines.push("done");
}
