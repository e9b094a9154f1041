//! Scripts for PowerShell: values bound to variables, guards, retries, exit codes.

use crate::hir::{Platform, TaskId};
use crate::text::Name;

use super::condition::{Condition, TextTest};
use super::data::{Channel, Data, Piece, Plain, Reading, Source};
use super::fact::Fact;
use super::plan::{OUTPUT_LIMIT, Plan, STOP_WITH_FAILURE, STOP_WITH_SUCCESS, outdated_agent};
use super::quote::{join_power_shell, power_shell_literal};

/// Seconds between two tries.
const RETRY_DELAY_SECONDS: u32 = 5;

/// The first line of every script. Nobody sees a bar of progress, and 5.1 spends most of the time
/// of a download on drawing it.
pub(super) const PROLOGUE: &str =
    "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'";

/// Makes the folder of what is kept on a node, and closes it: every user may write below
/// `ProgramData`, and could plant a notification there, or the folder itself as a way elsewhere.
pub(super) const HOME: &str = r#"$home_ = Join-Path $env:ProgramData 'ordain'
$folder_ = New-Item -ItemType Directory -Path $home_ -Force
$acl_ = Get-Acl -LiteralPath $home_
if ($folder_.Attributes -match 'ReparsePoint' -or $acl_.Sddl -cnotmatch '^O:(SY|BA)G:') {
  throw "$home_ is not the system's"
}
$acl_.SetSecurityDescriptorSddlForm('O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)')
Set-Acl -LiteralPath $home_ -AclObject $acl_"#;

/// Prints `$text_` in UTF-8, which the agent reads. What is printed otherwise has the code page of
/// the console in 5.1; to change that page would garble what programs print.
pub(super) const PRINT: [&str; 4] = [
    "$bytes_ = [Text.Encoding]::UTF8.GetBytes($text_)",
    "$out_ = [Console]::OpenStandardOutput()",
    "$out_.Write($bytes_, 0, $bytes_.Length)",
    "$out_.Flush()",
];

/// The lines of the file that the agent runs. The exit code is that of the last program.
pub(super) fn power_shell_script(plan: &Plan<'_>) -> Vec<String> {
    let mut lines = vec![PROLOGUE.to_owned()];
    let mut before = Vec::new();
    prepare(plan, &mut before);
    if plan.captures_output {
        capture(&mut before);
    } else if plan.attempts > 1 {
        retry(plan, &mut before);
    } else if plan.exits_on_success {
        exit_on_success(&mut before);
    } else {
        lines.append(&mut before);
    }
    if !before.is_empty() {
        lines.push("if (-not $attempt_) {".to_owned());
        lines.extend(before.iter().map(|line| format!("  {line}")));
        lines.push("}".to_owned());
    }
    own_text(plan.text, &mut lines);
    lines.push("exit $LASTEXITCODE".to_owned());
    lines
}

fn prepare(plan: &Plan<'_>, lines: &mut Vec<String>) {
    require_environment(&plan.environment(), lines);
    define_facts(&plan.facts(), lines);
    for task in plan.results() {
        lines.push(read_result(task));
    }
    for (name, data) in &plan.values {
        assign(name, data, "", lines);
    }
    if let Some(guard) = &plan.guard {
        stop_if(&format!("-not {}", condition_text(guard)), lines);
    }
    if let Some(path) = &plan.creates {
        stop_if(&format!("Test-Path -LiteralPath {}", text(path)), lines);
    }
}

/// The functions that give facts.
pub(super) fn define_facts(facts: &[&Fact], lines: &mut Vec<String>) {
    for fact in facts {
        lines.push(format!("function Fact_{}_ {{", fact.name));
        lines.extend(fact.windows.iter().map(|line| format!("  {line}")));
        lines.push("}".to_owned());
    }
}

/// What a task of another step did, as that step wrote it down.
pub(super) fn read_result(task: TaskId) -> String {
    let number = task.0;
    format!(
        "$did_{number} = [string](Get-Content -LiteralPath (Join-Path $env:ProgramData \"ordain\\$env:SSM_COMMAND_ID\\{number}\") -ErrorAction SilentlyContinue)"
    )
}

/// The script once more, from its file: an `exit` of the author's own ends that run only. It sees
/// the variables of this one, and by `$attempt_` that it is the inner one.
///
/// Source: "about_Scopes" and `exit` in "about_Language_Keywords".
const RUN_INNER: &str = "& $PSCommandPath";

/// The author's own text, never indented: it may hold here-strings.
pub(super) fn own_text(text: &str, lines: &mut Vec<String>) {
    lines.extend(text.trim_end().split('\n').map(str::to_owned));
}

/// An agent that does not know `ENV_VAR` leaves the variable unset; an empty value is set.
pub(super) fn require_environment(names: &[Name], lines: &mut Vec<String>) {
    if names.is_empty() {
        return;
    }
    let tests: Vec<String> =
        names.iter().map(|name| format!("$null -eq $env:SSM_{name}")).collect();
    lines.push(format!("if ({}) {{", tests.join(" -or ")));
    let message = power_shell_literal(&outdated_agent(names));
    lines.push(format!("  [Console]::Error.WriteLine({message})"));
    lines.push(format!("  exit {STOP_WITH_FAILURE}"));
    lines.push("}".to_owned());
}

fn stop_if(condition: &str, lines: &mut Vec<String>) {
    lines.push(format!("if ({condition}) {{"));
    lines.push("  exit 0".to_owned());
    lines.push("}".to_owned());
}

/// Prints what the text printed, trimmed. An error ends the script and is printed by the shell.
fn capture(lines: &mut Vec<String>) {
    lines.push("$attempt_ = 1".to_owned());
    lines.push(format!("$text_ = (({RUN_INNER}) | Out-String).Trim()"));
    lines.push("if ($LASTEXITCODE) { exit $LASTEXITCODE }".to_owned());
    lines.push(format!("if ($text_.Length -gt {OUTPUT_LIMIT}) {{"));
    lines.push(format!(
        "  throw 'the output has more than {OUTPUT_LIMIT} characters, and Systems Manager would cut it'"
    ));
    lines.push("}".to_owned());
    lines.extend(PRINT.map(str::to_owned));
    lines.push("exit 0".to_owned());
}

/// Tries again after an error, after an `exit` with a failure and after a last program that failed.
fn retry(plan: &Plan<'_>, lines: &mut Vec<String>) {
    let last = plan.attempts;
    lines.push("for ($attempt_ = 1; ; $attempt_++) {".to_owned());
    lines.push("  try {".to_owned());
    lines.push("    $global:LASTEXITCODE = 0".to_owned());
    lines.push(format!("    {RUN_INNER}"));
    if plan.exits_on_success {
        lines.push(format!("    {}", stop_on_success()));
    }
    lines.push(format!(
        "    if ($LASTEXITCODE -in 0, 168, 169, 3010 -or $attempt_ -ge {last}) {{ exit $LASTEXITCODE }}"
    ));
    lines.push("  } catch {".to_owned());
    lines.push(format!("    if ($attempt_ -ge {last}) {{ throw }}"));
    lines.push("  }".to_owned());
    lines.push(format!("  Start-Sleep -Seconds {RETRY_DELAY_SECONDS}"));
    lines.push("}".to_owned());
}

fn exit_on_success(lines: &mut Vec<String>) {
    lines.push("$attempt_ = 1".to_owned());
    lines.push("$global:LASTEXITCODE = 0".to_owned());
    lines.push(RUN_INNER.to_owned());
    lines.push(stop_on_success());
    lines.push("exit $LASTEXITCODE".to_owned());
}

fn stop_on_success() -> String {
    format!("if ($LASTEXITCODE -eq 0) {{ exit {STOP_WITH_SUCCESS} }}")
}

/// Binds a variable.
pub(super) fn assign(name: &Name, data: &Data, indent: &str, lines: &mut Vec<String>) {
    let deeper = format!("{indent}  ");
    match data {
        Data::Choice { test, then, otherwise } => {
            lines.push(format!("{indent}if ({}) {{", condition_text(test)));
            assign(name, then, &deeper, lines);
            lines.push(format!("{indent}}} else {{"));
            assign(name, otherwise, &deeper, lines);
            lines.push(format!("{indent}}}"));
        }
        Data::Default { value, default } => {
            assign(name, value, indent, lines);
            lines.push(format!("{indent}if ([string]::IsNullOrEmpty(${name})) {{"));
            assign(name, default, &deeper, lines);
            lines.push(format!("{indent}}}"));
        }
        Data::Text(_)
        | Data::Plain(_)
        | Data::List(_)
        | Data::Words(_)
        | Data::Secret(_)
        | Data::Test(_) => {
            lines.push(format!("{indent}${name} = {}", value_text(data)));
        }
    }
}

fn value_text(data: &Data) -> String {
    match data {
        Data::Text(pieces) => typed(pieces),
        Data::Plain(plain) => plain_text(plain),
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(value_text).collect();
            format!("@({})", items.join(", "))
        }
        // SSM splices a list as JSON text; its items hold no quote, comma or bracket.
        Data::Words(name) => {
            format!(
                "@('{{{{ {name} }}}}'.Trim('[]').Replace('\"', '').Replace(' ', '').Split(',', [StringSplitOptions]::RemoveEmptyEntries))"
            )
        }
        Data::Secret(path) => {
            format!(
                "(Get-SSMParameter -Name {} -WithDecryption $true -Region $env:AWS_SSM_REGION_NAME).Value",
                power_shell_literal(path)
            )
        }
        Data::Test(test) => condition_text(test),
        Data::Choice { .. } | Data::Default { .. } => {
            unreachable!("a choice inside a list is refused before it is spelt")
        }
    }
}

/// A literal of the constant's own type. Beyond 32 bits PowerShell would choose another type.
fn plain_text(plain: &Plain) -> String {
    match plain {
        Plain::Flag(true) => "$true".to_owned(),
        Plain::Flag(false) => "$false".to_owned(),
        Plain::Whole(number) if i32::try_from(*number).is_ok() => number.to_string(),
        Plain::Whole(number) => format!("[long]'{number}'"),
        Plain::Fraction(number) => format!("[double]'{number}'"),
    }
}

/// A single parameter keeps its type; anything longer is a text.
fn typed(pieces: &[Piece]) -> String {
    match pieces {
        [Piece::Parameter(source)] => match source.reading {
            Reading::Text => parameter(source),
            Reading::Number => format!("[long]{}", parameter(source)),
            Reading::Flag => format!("({} -ceq 'true')", parameter(source)),
        },
        _ => text(pieces),
    }
}

/// An expression that is a text.
fn text(pieces: &[Piece]) -> String {
    let parts: Vec<String> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => power_shell_literal(text),
            Piece::Parameter(source) => parameter(source),
            Piece::Fact(fact) => format!("(Fact_{}_)", fact.name),
        })
        .collect();
    if parts.is_empty() { "''".to_owned() } else { join_power_shell(parts) }
}

fn parameter(source: &Source) -> String {
    match source.channel {
        Channel::Environment => format!("$env:SSM_{}", source.name),
        Channel::Spliced => format!("'{{{{ {} }}}}'", source.name),
    }
}

/// An expression that is a boolean, to stand alone, behind `-not` or between `-and` and `-or`.
pub(super) fn condition_text(condition: &Condition) -> String {
    match condition {
        Condition::Is(true) => "$true".to_owned(),
        Condition::Is(false) => "$false".to_owned(),
        // Windows PowerShell 5 has none of these variables.
        Condition::Platform(Platform::Windows) => "(-not ($IsLinux -or $IsMacOS))".to_owned(),
        Condition::Platform(Platform::Linux) => "([bool]$IsLinux)".to_owned(),
        Condition::Platform(Platform::MacOs) => "([bool]$IsMacOS)".to_owned(),
        Condition::Result(task, outcome) => {
            format!("($did_{} -ceq '{}')", task.0, outcome.word())
        }
        Condition::Compare { kind, left, right } => text_test(*kind, &text(left), &text(right)),
        Condition::Order { order, left, right } => {
            format!("([long]{} {} [long]{})", text(left), order.operator(), text(right))
        }
        Condition::And(tests) => group(tests, " -and ", "$true"),
        Condition::Or(tests) => group(tests, " -or ", "$false"),
        Condition::Not(test) => format!("(-not {})", condition_text(test)),
    }
}

/// Character by character: `-ceq` takes texts for equal that differ in characters without width, or
/// in how an accent is put together.
///
/// Source: "Best practices for comparing strings in .NET".
fn text_test(kind: TextTest, left: &str, right: &str) -> String {
    let method = match kind {
        TextTest::Equal => return format!("[string]::Equals({left}, {right}, 'Ordinal')"),
        TextTest::EqualIgnoringCase => {
            return format!("[string]::Equals({left}, {right}, 'OrdinalIgnoreCase')");
        }
        TextTest::StartsWith => "StartsWith",
        TextTest::EndsWith => "EndsWith",
        TextTest::Contains => {
            return format!("({left}.IndexOf({right}, [StringComparison]::Ordinal) -ge 0)");
        }
    };
    format!("({left}.{method}({right}, [StringComparison]::Ordinal))")
}

fn group(tests: &[Condition], operator: &str, empty: &str) -> String {
    match tests {
        [] => empty.to_owned(),
        [one] => condition_text(one),
        several => {
            let parts: Vec<String> = several.iter().map(condition_text).collect();
            format!("({})", parts.join(operator))
        }
    }
}
