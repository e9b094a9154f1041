//! Each construct in its layout.

use super::{check_layout, check_member};

/// Laid out as it stands.
#[track_caller]
fn check_stays(text: &str) {
    check_layout(text, text);
}

#[track_caller]
fn check_statement_stays(text: &str) {
    check_member(text, text.trim_start_matches('\n'));
}

#[test]
fn declarations_have_one_empty_line_between_them() {
    check_layout(
        "//! d
use a.b
use a.{c,d as e,}


use f
const x=1
const y:Int=2
input s:\"a\"|\"b\"=\"a\"
type T=Int(1..3)?
fn f(x:T,y:Int=1)->T=x
group g=all
request r=aws.ssm.SendCommand()
role a{}
role b{}",
        "//! d

use a.b
use a.{c, d as e}

use f

const x = 1
const y: Int = 2

input s: \"a\" | \"b\" = \"a\"

type T = Int(1..3)?

fn f(x: T, y: Int = 1) -> T = x

group g = all

request r = aws.ssm.SendCommand()

role a {}

role b {}
",
    );
}

#[test]
fn empty_lines_between_statements_are_the_authors() {
    check_member(
        "\n\n\n  param A: Int\n  param B: Int\n\n\n\n  exit\n  exit\n\n",
        "  param A: Int\n  param B: Int\n\n  exit\n  exit",
    );
}

#[test]
fn every_kind_of_declaration_has_its_header() {
    check_layout(
        "play p \"P\" on tag(\"a\",\"b\")&tag(\"c\",\"d\"){schedule:rate(1d)}
extern command e \"E\"{param A:String}
test \"t u\"{mock run \"X\"=>fail mock a.b=>{c:1} expect r.s==\"x\"}
window w{task t=d(A:1)on all timeout 5m{priority:1}}
module m{on linux,macos{check sh\"a\" apply sh\"b\"} steps{exit}}",
        "play p \"P\" on tag(\"a\", \"b\") & tag(\"c\", \"d\") {
  schedule: rate(1d)
}

extern command e \"E\" {
  param A: String
}

test \"t u\" {
  mock run \"X\" => fail
  mock a.b => { c: 1 }
  expect r.s == \"x\"
}

window w {
  task t = d(A: 1) on all timeout 5m {
    priority: 1
  }
}

module m {
  on linux, macos {
    check sh\"a\"
    apply sh\"b\"
  }
  steps {
    exit
  }
}
",
    );
}

#[test]
fn parts_stand_on_one_line_or_each_on_its_own() {
    let long = "a".repeat(40);
    check_layout(
        &format!("const x = f({long}, {long})\nconst y = [{long}, [{long}, {long}],]"),
        &format!("const x = f({long}, {long})\nconst y = [\n  {long},\n  [{long}, {long}],\n]\n"),
    );
}

#[test]
fn a_line_of_a_hundred_characters_is_not_broken() {
    // All else on the line are 18 characters.
    let fits = "é".repeat(82);
    check_stays(&format!("const x = f(\"{fits}\", b)\n"));
    check_layout(
        &format!("const x = f(\"{fits}é\", b)\n"),
        &format!("const x = f(\n  \"{fits}é\",\n  b,\n)\n"),
    );
}

#[test]
fn a_record_that_the_author_broke_stays_broken() {
    check_stays("const x = {\n  a: 1,\n}\n");
    check_layout("const x = { a: 1,\n b: [\n1] }", "const x = { a: 1, b: [1] }\n");
    check_layout("type T = {\na: Int, b?: Int }", "type T = {\n  a: Int,\n  b?: Int,\n}\n");
}

#[test]
fn brackets_around_one_part_share_its_lines() {
    check_layout(
        "const x = json({\na: [{\nb: 1 }] })",
        "const x = json({\n  a: [{\n    b: 1,\n  }],\n})\n",
    );
    check_layout("const x = json([\n1\n,])", "const x = json([1])\n");
}

#[test]
fn clauses_stand_behind_the_statement_or_below_it() {
    let long = "a".repeat(70);
    check_member(
        &format!("sh\"{long}\" timeout 5m\nsh\"{long}\" timeout 5m attempts 3 when a == 1"),
        &format!(
            "  sh\"{long}\" timeout 5m\n  sh\"{long}\"\n    timeout 5m attempts 3 when a == 1"
        ),
    );
    check_member(
        &format!("sh\"x\" when {long} == {long} attempts 3"),
        &format!("  sh\"x\"\n    when {long}\n      == {long}\n    attempts 3"),
    );
}

#[test]
fn every_clause_is_written() {
    check_statement_stays(
        "
  sh\"a\" timeout 5m attempts 2 when x notify y become \"root\" dir \"/\"
  sh\"a\" on failure abort on cancel abort on success exit finally critical
  sh\"a\" on failure continue on cancel goto x noncritical unless sh\"b\" creates \"/c\" tags [\"d\"]
  run \"X\"(A: 1) on [i] with { B: 2 } on failure goto x
  python(a: 1) read(\"a.py\") -> { b: Int } handler \"c\"
  let x = python() read(\"a.py\") timeout 5m -> Int attempts 3
  param A: Int = 1 with { B: 2 } description \"c\"
  sh\"a\" on failure succeed ends description \"d\"",
    );
}

#[test]
fn every_statement_is_written() {
    check_statement_stays(
        "
  let a = 1
  let d.Name = a.select(\"$.B\")
  var b: Int = 2
  var c
  a = b + 1
  step d: sleep 5m
  sleep until \"2026-01-01T00:00:00Z\"
  run x on all
  let e = call y(A: 1)
  invoke z(payload: {})
  raw sh\"{{ x }}\"
  exit
  pause
  reboot
  fail
  fail \"why\" + x
  goto d
  flush handlers
  approve(by: a)
  let f = approve(by: a)
  wait until aws.a.B().C == \"d\"
  assert aws.a.B().C in [\"d\"]
  output g
  output H = g
  aws.a.B()
  all pages aws.a.B()",
    );
}

#[test]
fn blocks_have_lines_of_their_own() {
    check_member(
        "if a{exit}else if b{exit}else{}\nfor x in y{break}
match x{\"a\"|\"b\"{exit}1..5=>{} else{continue}}\nrepeat{exit}until a max 3
block{exit}rescue{}always{}cancel{}
block{exit}rescue{}always and   cancel{}
block{exit}rescue and cancel{exit}\nplay on all{exit}\nhandler h{exit}",
        "  if a {
    exit
  } else if b {
    exit
  } else {}
  for x in y {
    break
  }
  match x {
    \"a\" | \"b\" => {
      exit
    }
    1..5 => {}
    else => {
      continue
    }
  }
  repeat {
    exit
  } until a max 3
  block {
    exit
  } rescue {} always {} cancel {}
  block {
    exit
  } rescue {} always and cancel {}
  block {
    exit
  } rescue and cancel {
    exit
  }
  play on all {
    exit
  }
  handler h {
    exit
  }",
    );
}

#[test]
fn long_conditions_are_broken_before_operators() {
    let long = "a".repeat(60);
    check_member(
        &format!("if {long} and {long} or b {{exit}}\nwait until {long} == {long} timeout 5m"),
        &format!(
            "  if {long}
      and {long}
    or b
  {{
    exit
  }}
  wait until
    {long}
    == {long}
    timeout 5m"
        ),
    );
}

#[test]
fn every_expression_is_written() {
    for value in [
        "null",
        "a.b[0][*].c",
        "a[where B.C == \"d\" and E != 1].f",
        "not a == b",
        "-(a + b) * c",
        "a as T? ?? b",
        "a else b",
        "if a then b else c",
        "[for x in xs if p => f(x)]",
        "[...a, b]",
        "{ ...a, b: c, \"d e\": f }",
        "each InstanceId in g",
        "all pages aws.a.B()",
        "f(..a, b: 1)",
        "python(a: 1) \"b\"",
        "(a)",
        "a equals_ignore_case b",
        "`a b`.c",
    ] {
        check_stays(&format!("const x = {value}\n"));
    }
}

#[test]
fn every_type_is_written() {
    for ty in [
        "aws.ec2.InstanceId",
        "List<Map<String>>",
        "String(pattern: r\"a\", length: 1..64)",
        "(\"a\" | \"b\")?",
        "{ A: String, B?: Int, \"c d\": Bool }",
        "-1 | 2 | true",
    ] {
        check_stays(&format!("type T = {ty}\n"));
    }
}

#[test]
fn long_expressions_and_types_have_lines() {
    let long = "a".repeat(45);
    check_layout(
        &format!(
            "const x = if {long} then {long} else if b then c else d
const y = [for x in {long} if {long} => x]
type T = \"{long}\" | \"{long}\" | \"b\"
group g = {long} & {long} & b
input i: \"{long}\" | \"{long}\" | \"b\" = \"b\"
input j: \"{long}\" | \"b\" = \"{long}\""
        ),
        &format!(
            "const x = if {long}
  then {long}
  else if b
  then c
  else d
const y = [
  for x in {long}
  if {long}
  => x
]

type T = \"{long}\"
  | \"{long}\"
  | \"b\"

group g = {long}
  & {long}
  & b

input i: \"{long}\"
  | \"{long}\"
  | \"b\"
  = \"b\"
input j: \"{long}\" | \"b\"
  = \"{long}\"
"
        ),
    );
}
