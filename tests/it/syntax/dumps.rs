//! What the tree of each family of syntax looks like, as lines of S-expressions.

use ordain::syntax::{dump, parse};
use ordain::text::FileId;

use super::described;

/// The source, then its tree; behind them what was found, if anything was.
fn shown(source: &str) -> String {
    let source = source.trim_start_matches('\n');
    let parsed = parse(source, FileId::default());
    let found = described(source, &parsed);
    let mut text = format!("{source}----\n{}", dump(&parsed.ast));
    if !found.is_empty() {
        text.push_str(&format!("----\n{}\n", found.join("\n")));
    }
    text
}

/// Snapshots of sources, one test each: `the name of the test: "its source"`.
macro_rules! trees {
    ($($name:ident: $source:expr,)+) => {
        $(
            #[test]
            fn $name() {
                insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                    insta::assert_snapshot!(stringify!($name), shown($source));
                });
            }
        )+
    };
}

trees! {
    items_that_name_a_value: r#"
//! About this file.

use std.service
use shared_roles.{front as web, back}

/// Where it listens.
type Port = Int(1..65535)
const home: String = "/srv"
const ports = [80, 443]
input stage: "dev" | "prod" = "dev"
input owner: String
fn slug(s: String, dash: Bool = true) -> String = lower(s)
fn twice(n: Int) = n * 2
group fronts = tag("Role", "front") & tag("Stage", stage)
request start = aws.ssm.StartAutomationExecution(DocumentName: "Acme-Stop")
"#,

    headers_of_declarations: r#"
role a { }
module b { }
command c "Acme-C" { }
play d on all { }
runbook e "Acme-E" { }
session f { }
document g { }
association h { }
window i "nightly" { }
patch_baseline j { }
parameter k { }
resource_group l { }
extern runbook m "Corp-M" { param Level: Int = 1 }
test "it works" { }
"#,

    members_of_declarations: r#"
role app {
  /// How many.
  param count: Int = 3
  limit: 5m
  package(name: "x") notify again
  handler again { sh "true" }
}
module m {
  on linux, macos {
    check sh "test -e /x"
    apply sh "touch /x"
  }
  steps { output id = made.Id }
}
window night {
  duration: 3h
  task stop = halt(Id: target.id) on web {
    priority: 1
  }
}
"#,

    statements_on_one_line: r#"
runbook r {
  let a = 1
  var b: Int = 2
  var c
  b = a + 1
  f(x: 1)
  step named: sleep 5m
  sleep until "2026-01-01T00:00:00Z"
  pause
  approve(by: people, min: 2)
  wait until f().State == "done"
  assert f().Ok
  let d = run "AWS-Do"(x: 1) on all
  call other(x: 1)
  invoke lambda(payload: {})
  output a
  output total = b
  goto named
  fail "why"
  fail
  exit
}
"#,

    statements_with_blocks: r#"
runbook r {
  if a { exit } else if b { pause } else { fail }
  match x {
    "a" | "b" => { exit }
    1..5 => { }
    else => { break }
  }
  for x in xs { continue }
  repeat { f() } until done max 3
  block { f() } rescue { g() } always { h() } cancel { i() }
  play on web { f() }
}
"#,

    clauses_of_statements: r#"
runbook r {
  f() timeout 5m attempts 3 critical
  f() noncritical on failure continue on cancel abort
  f() on failure goto end on cancel goto end
  f() on failure abort
  call x() with { TargetLocations: [] }
  run y() on web
  python() read("x.py") -> Json handler "main"
  step end: exit
}
"#,

    operators_by_precedence: r#"
const a = if p then 1 else 2
const b = x ?? y or z
const c = a or b and not c == d
const d = a + b * c - -d / 2
const e = (a + b) * c
const f = a as T as U
const g = not (a in b)
const h = a starts_with "x" and b ends_with "y" or c contains "z"
const i = f(x) else 3
const j = web & tag("a", "b")
"#,

    members_indexes_and_calls: r#"
const a = b.c[0]["d"].e
const f = g(1, x: 2, ..rest)
const h = i.Items[*].Name
const j = k.Tags[where Key == "Owner" and Kind.Of != "x"].Value
const l = all pages aws.ec2.DescribeVolumes()
const m = each InstanceId in web
const n = `4xx`.in.for
"#,

    literals: r#"
const a = [null, true, false]
const b = [0, -1, 9223372036854775807, 80.5, 10%]
const c = [90s, 5m, 1h30m, 7d]
const d = [1..10, 8.., ..5, -5..-1]
const e = [1, ...more,]
const f = { Key: 1, "odd-key": 2, in: 3, ...rest, }
const g = [for x in xs if x > 1 => x * 2]
const h = [for x in xs => x]
"#,

    strings: r#"
const a = "a ${b} c ${d.e[0]}\n\t\"\\\$\u{e9}"
const f = "a ${g("b ${c}")} d"
const h = r"^\d+$"
const i = """
    first ${x}
      second
  """
const j = text"""
  ${AWS::Region}
"""
const k = """"
  three """ quotes
""""
const l = raw("{{ X }}")
"#,

    types: r#"
type A = String(pattern: r"^[a-z]+$", length: 1..64)
type B = "Scan" | "Install" | 3 | -1 | true
type C = List<String>(items: 1..50)
type D = Map<List<aws.ec2.InstanceId>>
type E = { Name: String, Tags?: Map<String>, "odd key": Int }
type F = ("x" | "y")?
type G = List<{ a: Int? }>?
"#,

    scripts: r#"
runbook r {
  sh """
    echo "$HOME" ${x}
  """
  let a = python(ids: xs, ..rest) """
    def main(events, context):
        return 1
  """ -> { count: Int }
  bash read("setup.sh")
  python attachment("x.zip") handler "x.y"
  powershell(n: 1) "Get-Date"
  raw sh "echo {{ X }}"
  let b = sh(path: "/x") "cat $path" on web -> String
  f(script: ps "exit 0")
}
"#,

    tasks_of_commands: r#"
command c "Acme-C" {
  param Level: "INFO" | "DEBUG" = "INFO"
  platforms: ["Linux"]
  plugin.configurePackage(action: "Install", name: "Agent")
  let made = file(path: "/x") notify again notify more
  sh(level: Level) "true" when made.changed timeout 5m become "root" dir "/tmp"
  sh "true" unless sh "test -e /x" creates "/x"
  sh "true" on failure succeed on success exit attempts 2
  for port in [80, 443] { open(port: port) }
  if stage == "prod" { banner() }
  flush handlers
  reboot when made.changed
  sh "true" finally
}
"#,

    tests_with_mocks: r#"
test "it fails" {
  mock aws.ec2.CreateSnapshot => { SnapshotId: "snap-1" }
  mock aws.sns.Publish => fail
  let x = call r(Id: "i-1")
  expect x.status == "Failed"
}
"#,

    a_broken_statement_costs_one_statement: r#"
runbook r {
  let a = 1
  let b =
  let c = 3
  for x of xs { f() }
  let d = [1, 2
  let e = 5
}
role after { f() }
"#,

    a_broken_declaration_costs_one_declaration: r#"
const a = 1
rolle b {
  f()
}
const b = 2
type = Int
const c = 3
runbook r (x) {
  let d = 1
}
const e = 5
"#,

    a_missing_brace_ends_at_the_next_declaration: r#"
role a {
  f(
    x: 1
runbook b {
  if c {
    let d = 1
}
const e = 5
"#,

    an_open_string_ends_at_its_line: r#"
const a = "open
const b = "a ${c"
const d = 4
const e = """
  never closed
"#,
}
