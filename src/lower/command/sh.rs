//! Scripts for `sh` and `bash`: values bound to variables, guards, retries, another user.

use crate::hir::{Platform, Shell};
use crate::text::Name;

use super::condition::{Condition, Order, TextTest};
use super::data::{Channel, Data, Piece};
use super::plan::{OUTPUT_LIMIT, Plan, STOP_WITH_FAILURE, STOP_WITH_SUCCESS, outdated_agent};
use super::quote::{sh_literal, sh_quoted};

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
        define_facts(plan, &mut lines);
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

fn strictness(shell: Shell) -> &'static str {
    if shell == Shell::Bash { "set -eo pipefail" } else { "set -e" }
}

#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    fn push(&mut self, line: impl Into<String>) {
        self.0.push(line.into());
    }

    /// The author's own text, never indented: it may hold here-documents.
    fn text(&mut self, text: &str) {
        self.0.extend(text.trim_end().split('\n').map(str::to_owned));
    }
}

/// An agent that does not know `ENV_VAR` leaves the variable unset; an empty value is set.
fn require_environment(names: &[Name], lines: &mut Lines) {
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

/// Runs everything as another user, who gets the values and a clean environment.
fn as_user(user: &[Piece], plan: &Plan<'_>, script: &Inner<'_>, lines: &mut Lines) {
    let outer = Sh { handed: &[], shell: plan.shell };
    let reads = plan.reads();
    let handed: Vec<Name> = reads.iter().map(|read| read.name.clone()).collect();
    let mut inner = Lines::default();
    inner.push(strictness(plan.shell));
    body(&Sh { handed: &handed, shell: plan.shell }, plan, script.text, &mut inner);
    let user = outer.word(user);
    let mut variables = vec![
        format!("HOME=\"$(getent passwd {user} | cut -d: -f6)\""),
        format!("LOGNAME={user}"),
        "PATH=\"$PATH\"".to_owned(),
        format!("USER={user}"),
    ];
    if plan.has_secret() {
        variables.push("AWS_SSM_REGION_NAME=\"$AWS_SSM_REGION_NAME\"".to_owned());
    }
    let program = script.program;
    let script = sh_quoted(&inner.0.join("\n"));
    let mut words = vec![format!(
        "runuser -u {user} -- env -i {} {program} -c {script} {program}",
        variables.join(" ")
    )];
    words.extend(reads.iter().map(|read| outer.parameter(&read.name, read.channel)));
    lines.text(&words.join(" "));
}

fn has_fact(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Fact(_)))
}

fn define_facts(plan: &Plan<'_>, lines: &mut Lines) {
    for fact in plan.facts() {
        lines.push(format!("_fact_{}() (", fact.name));
        lines.0.extend(fact.body.iter().map(|line| format!("  {line}")));
        lines.push(")");
    }
}

fn body(sh: &Sh<'_>, plan: &Plan<'_>, text: &str, lines: &mut Lines) {
    define_facts(plan, lines);
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

/// How values are read: from where SSM put them, or from the arguments of an inner shell.
struct Sh<'a> {
    /// Parameters that are `$1`, `$2`, …
    handed: &'a [Name],
    shell: Shell,
}

impl Sh<'_> {
    fn parameter(&self, name: &Name, channel: Channel) -> String {
        if let Some(index) = self.handed.iter().position(|handed| handed == name) {
            return format!("\"${{{}}}\"", index + 1);
        }
        match channel {
            Channel::Environment => format!("\"$SSM_{name}\""),
            Channel::Spliced => format!("'{{{{ {name} }}}}'"),
        }
    }

    /// One word of the shell.
    fn word(&self, pieces: &[Piece]) -> String {
        let word: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) if text.is_empty() => String::new(),
                Piece::Text(text) => sh_literal(text),
                Piece::Parameter(source) => self.parameter(&source.name, source.channel),
                Piece::Fact(fact) => format!("\"$(_fact_{})\"", fact.name),
            })
            .collect();
        if word.is_empty() { "''".to_owned() } else { word }
    }

    fn assign(&self, name: &Name, data: &Data, indent: &str, lines: &mut Lines) {
        let deeper = format!("{indent}  ");
        match data {
            Data::Text(pieces) => lines.push(format!("{indent}{name}={}", self.word(pieces))),
            Data::Plain(plain) => {
                lines.push(format!("{indent}{name}={}", sh_literal(&plain.text())));
            }
            Data::List(items) => lines.push(format!("{indent}{name}={}", self.list(items))),
            Data::Words(parameter) => {
                lines.push(format!("{indent}{}", self.words(name, parameter)));
            }
            Data::Secret(path) => lines.push(format!(
                "{indent}{name}=$(aws ssm get-parameter --region \"$AWS_SSM_REGION_NAME\" --name {} --with-decryption --query Parameter.Value --output text)",
                sh_quoted(path)
            )),
            Data::Choice { test, then, otherwise } => {
                lines.push(format!("{indent}if {}; then", self.condition(test)));
                self.assign(name, then, &deeper, lines);
                lines.push(format!("{indent}else"));
                self.assign(name, otherwise, &deeper, lines);
                lines.push(format!("{indent}fi"));
            }
            Data::Default { value, default } => {
                self.assign(name, value, indent, lines);
                lines.push(format!("{indent}if [ -z \"${name}\" ]; then"));
                self.assign(name, default, &deeper, lines);
                lines.push(format!("{indent}fi"));
            }
            Data::Test(test) => {
                lines.push(format!("{indent}if {}; then", self.condition(test)));
                lines.push(format!("{deeper}{name}=true"));
                lines.push(format!("{indent}else"));
                lines.push(format!("{deeper}{name}=false"));
                lines.push(format!("{indent}fi"));
            }
        }
    }

    /// An array of bash; in `sh`, which has none, plain words with blanks between them.
    fn list(&self, items: &[Data]) -> String {
        let words: Vec<String> = items
            .iter()
            .map(|item| match item {
                Data::Text(pieces) => self.word(pieces),
                Data::Plain(plain) => sh_literal(&plain.text()),
                _ => unreachable!("a list with other items is refused before it is spelt"),
            })
            .collect();
        match self.shell {
            Shell::Bash => format!("({})", words.join(" ")),
            Shell::Sh | Shell::PowerShell if words.is_empty() => "''".to_owned(),
            Shell::Sh | Shell::PowerShell => words.join("' '"),
        }
    }

    /// SSM splices a list as JSON text; its items hold no quote, comma or bracket.
    fn words(&self, name: &Name, parameter: &Name) -> String {
        let json = self.parameter(parameter, Channel::Spliced);
        let words = format!("$(printf %s {json} | tr -d '[]\"' | tr , ' ')");
        match self.shell {
            Shell::Bash => format!("IFS=' ' read -r -a {name} <<< \"{words}\""),
            Shell::Sh | Shell::PowerShell => format!("{name}={words}"),
        }
    }

    /// A command that succeeds where the condition holds. May stand behind `!`.
    fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::Is(true) => "true".to_owned(),
            Condition::Is(false) => "false".to_owned(),
            Condition::Platform(platform) => match platform {
                Platform::Linux => "[ \"$(uname -s)\" = Linux ]".to_owned(),
                Platform::MacOs => "[ \"$(uname -s)\" = Darwin ]".to_owned(),
                Platform::Windows => "false".to_owned(),
            },
            Condition::Compare { kind, left, right } => {
                self.text_test(*kind, &self.word(left), &self.word(right))
            }
            Condition::Order { order, left, right } => {
                let operator = match order {
                    Order::Less => "-lt",
                    Order::LessOrEqual => "-le",
                    Order::Greater => "-gt",
                    Order::GreaterOrEqual => "-ge",
                };
                format!("[ {} {operator} {} ]", self.word(left), self.word(right))
            }
            Condition::And(tests) => self.group(tests, " && ", "true"),
            Condition::Or(tests) => self.group(tests, " || ", "false"),
            Condition::Not(test) => format!("{{ ! {}; }}", self.condition(test)),
        }
    }

    fn text_test(&self, kind: TextTest, left: &str, right: &str) -> String {
        let pattern = match kind {
            TextTest::Equal => return format!("[ {left} = {right} ]"),
            TextTest::EqualIgnoringCase => {
                return format!("[ {} = {} ]", lower_case(left), lower_case(right));
            }
            TextTest::StartsWith => format!("{right}*"),
            TextTest::EndsWith => format!("*{right}"),
            TextTest::Contains => format!("*{right}*"),
        };
        format!("{{ case {left} in {pattern}) true ;; *) false ;; esac; }}")
    }

    fn group(&self, tests: &[Condition], operator: &str, empty: &str) -> String {
        match tests {
            [] => empty.to_owned(),
            [one] => self.condition(one),
            several => {
                let parts: Vec<String> = several.iter().map(|test| self.condition(test)).collect();
                format!("{{ {}; }}", parts.join(operator))
            }
        }
    }
}

fn lower_case(word: &str) -> String {
    format!("\"$(printf %s {word} | tr '[:upper:]' '[:lower:]')\"")
}
