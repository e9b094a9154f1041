//! A mistake costs one message and one statement; what stands around it is read.

use ordain::syntax::{dump, parse};
use ordain::text::{FileId, Span};

use super::{described, findings};

fn check(text: &str, expected: &[&str]) {
    assert_eq!(findings(text), expected, "{text}");
}

/// One statement in a runbook: its findings, counted from the statement.
fn check_statement(statement: &str, expected: &[&str]) {
    let text = format!("runbook r {{\n{statement}\n  let good = 1\n}}\nrole after {{ fine() }}\n");
    let parsed = parse(&text, FileId::default());
    let found: Vec<String> = described(&text, &parsed)
        .iter()
        .map(|line| match line.split_once(':') {
            Some((number, rest)) => {
                format!("{}:{rest}", number.parse::<u32>().map_or(0, |it| it - 1))
            }
            None => line.clone(),
        })
        .collect();
    assert_eq!(found, expected, "{statement}");
    let tree = dump(&parsed.ast);
    assert!(tree.contains("let good = 1"), "{statement}: {tree}");
    assert!(tree.contains("role after"), "{statement}: {tree}");
}

#[test]
fn ten_mistakes_give_ten_messages_each_at_its_place() {
    let text = include_str!("programs/ten_mistakes.ord.txt");
    let expected: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("// wrong"))
        .map(|(number, _)| number + 1)
        .collect();
    assert_eq!(expected.len(), 10);
    let parsed = parse(text, FileId::default());
    let found: Vec<usize> = described(text, &parsed)
        .iter()
        .filter_map(|line| line.split(':').next().and_then(|number| number.parse().ok()))
        .collect();
    assert_eq!(found, expected, "{:#?}", described(text, &parsed));
    let tree = dump(&parsed.ast);
    for whole in ["use std", "role one", "role two", "runbook three", "command four", "play five"] {
        assert!(tree.contains(whole), "{whole}: {tree}");
    }
    assert_eq!(tree.matches("whole").count(), text.matches("whole").count(), "{tree}");
}

#[test]
fn what_is_missing_is_named_behind_what_stands_before_it() {
    check_statement("  let x =", &["1:10 E0101 expected an expression after `=`"]);
    check_statement("  let x = a +", &["1:14 E0101 expected an expression after `+`"]);
    check_statement("  foo(a: 1", &["1:11 E0128 a `)` is missing"]);
    check_statement("  let x = [1, 2", &["1:16 E0128 a `]` is missing"]);
    check_statement("  foo(a: 1 b: 2)", &["1:11 E0129 a `,` is missing"]);
    check_statement("  foo(\n    a: 1\n    b: 2\n  )", &["2:9 E0129 a `,` is missing"]);
    check_statement("  let x = [\n    \"a\"\n    \"b\"\n  ]", &["2:8 E0129 a `,` is missing"]);
    check_statement("  foo(state \"x\")", &["1:13 E0101 expected `:`, found `\"x\"`"]);
    check_statement("  let x 5", &["1:9 E0101 expected `=`, found `5`"]);
    check_statement("  for x of xs { }", &["1:9 E0101 expected `in`, found `of`"]);
    check_statement("  goto", &["1:7 E0101 expected a name after `goto`"]);
    check_statement("  let x = if a then 1", &["1:22 E0101 expected `else` after `1`"]);
    check_statement("  param X String", &["1:11 E0101 expected `:` and a type, found `String`"]);
    check_statement("  param X: = 5", &["1:12 E0101 expected a type, found `=`"]);
    check_statement("  let x = y.", &["1:13 E0101 expected a member after `.`"]);
    check_statement("  repeat { a() }\n", &["1:17 E0101 expected `until` after `}`"]);
    check_statement(
        "  foo(x) when a and timeout 5m",
        &["1:20 E0101 expected an expression after `and`"],
    );
}

#[test]
fn words_and_signs_of_other_languages_are_named() {
    check_statement("  while x { y() }", &["1:3 E0116 `while` does not start a statement"]);
    check_statement("  try { y() }", &["1:3 E0116 `try` does not start a statement"]);
    check_statement(
        "  foreach x in y { z() }",
        &["1:3 E0116 `foreach` does not start a statement"],
    );
    check_statement("  return 5", &["1:3 E0116 `return` does not start a statement"]);
    check_statement(
        "  if a { b() } elif c { d() }",
        &["1:16 E0116 `elif` is a word of another language"],
    );
    check_statement("  let x = a && b", &["1:13 E0117 there is no operator `&&`"]);
    check_statement("  let x = a || b", &["1:13 E0117 there is no operator `||`"]);
    check_statement("  let x = !a", &["1:11 E0117 there is no operator `!`"]);
    check_statement("  let x = 5 % 3", &["1:13 E0117 there is no operator `%`"]);
    check_statement("  x += 1", &["1:5 E0117 there is no operator `+=`"]);
    check_statement("  let x = a ? 1 : 2", &["1:13 E0117 there is no operator `?`"]);
    check_statement("  if x = 3 { y() }", &["1:8 E0131 `=` does not compare"]);
    check_statement("  let x: 5", &["1:8 E0113 `let` gives a value with `=`, not with `:`"]);
    check_statement("  foo(a = 5)", &["1:9 E0113 `a` is given with `=`, not with `:`"]);
    check_statement("  foo(b: { a = 5 })", &["1:14 E0113 `a` is given with `=`, not with `:`"]);
    check_statement("  foo(a: $b)", &["1:10 E0119 `$b` is the way of shells"]);
    check_statement("  lett x = 1", &["1:3 E0132 there is no `lett`"]);
    check_statement("  sleep 5m;", &["1:11 E0136 a statement does not end with `;`"]);
    check_statement("  let in = 1", &["1:7 E0109 `in` is a word of the language, not a name"]);
}

#[test]
fn what_stands_at_the_wrong_place_is_named() {
    check_statement(
        "  foo(a: 1) bar",
        &["1:13 E0101 expected the end of the statement, found `bar`"],
    );
    check_statement("  )", &["1:3 E0130 this `)` closes nothing"]);
    check_statement("  else { a() }", &["1:3 E0135 this `else` belongs to no `if`"]);
    check_statement("  rescue { a() }", &["1:3 E0135 this `rescue` belongs to no `block`"]);
    check_statement("  timeout 5m", &["1:3 E0135 this clause `timeout` belongs to no statement"]);
    check_statement("  foo.bar", &["1:3 E0115 this value is not used"]);
    check_statement(
        "  role x { a() }",
        &["1:3 E0134 this `role` is declared inside another declaration"],
    );
    check_statement(
        "  \"text\"",
        &["1:3 E0101 expected a parameter, an attribute or a statement, found `\"text\"`"],
    );
    check("role a { b() }\n}\nrole c { d() }\n", &["2:1 E0130 this `}` closes nothing"]);
    check(
        "package(name: \"x\")\nrole c { d() }\n",
        &["1:1 E0133 this stands outside of all declarations"],
    );
    check("rolle a { b() }\nrole c { d() }\n", &["1:1 E0132 there is no `rolle`"]);
    check("function a() = 1\n", &["1:1 E0116 `function` is a word of another language"]);
}

#[test]
fn a_missing_brace_is_found_by_the_indentation() {
    check(
        "role a {\n  if b {\n    c()\n  d()\n}\nrole e {\n  f()\n}\n",
        &["3:8 E0126 a `}` is missing"],
    );
    check("role a {\n  b()\n\nrole c {\n  d()\n}\n", &["2:6 E0126 a `}` is missing"]);
    check(
        "role a {\n  for x in y {\n    b(\n      c: 1,\n    )\n}\n",
        &["5:6 E0126 a `}` is missing"],
    );
    check("role a {\n  b()\n", &["2:6 E0126 a `}` is missing"]);
}

#[test]
fn strings_comments_and_holes_without_an_end_are_one_message() {
    check_statement("  let x = \"abc", &["1:11 E0103 this string has no end"]);
    check_statement("  let x = \"a ${b\"", &["1:14 E0105 this `${` is never closed"]);
    check_statement("  let x = \"a ${b c} d\"", &["1:18 E0101 expected `}`, found `c`"]);
    check_statement("  let x = \"a ${} d\"", &["1:16 E0101 expected an expression, found `}`"]);
    check_statement("  let `x = 1", &["1:7 E0106 this quoted name has no end"]);
    check("role a {\n  b(c: \"\"\"\n  text\n}\n", &["2:8 E0103 this string has no end"]);
    check("role a { b() }\n/* text\n", &["2:1 E0104 this comment has no end"]);
}

#[test]
fn odd_characters_are_one_message() {
    check_statement("  let x = “abc”", &["1:11 E0108 this text stands between typographic quotes"]);
    check_statement("  foo（a: 1)", &["1:6 E0108 `（` (U+FF08) means nothing outside a string"]);
    check_statement("  let größe = 1", &["1:9 E0108 `öß` (U+00F6) means nothing outside a string"]);
    check_statement("  let x =\u{0} 1", &["1:10 E0107 the control character U+0000 stands here"]);
}

#[test]
fn an_operator_at_the_end_of_a_definition_lacks_its_right_side() {
    check("const b = 1 +\nconst c = 1\n", &["1:14 E0101 expected an expression after `+`"]);
    check("group b = a &\n", &["1:14 E0101 expected an expression after `&`"]);
}

#[test]
fn a_lone_carriage_return_is_one_message_and_a_line_break() {
    check(
        "// comment\rrunbook abc {\r  slep 1s\r}\r",
        &[
            "1:11 E0107 a carriage return without a line feed stands here",
            "1:28 E0132 there is no `slep`",
        ],
    );
    check("// comment\r\nrunbook abc {\r\n  sleep 1s\r\n}\r\n", &[]);
}

#[test]
fn numbers_and_escapes_are_checked() {
    check_statement("  let x = 0644", &["1:11 E0120 the number `0644` starts with a zero"]);
    check_statement("  let x = 5x", &["1:11 E0121 `5x` is neither a number nor a name"]);
    check_statement("  let x = 1.2.3", &["1:11 E0121 `1.2.3` is neither a number nor a name"]);
    check_statement(
        "  let x = 99999999999999999999",
        &["1:11 E0122 the number `99999999999999999999` is too large"],
    );
    check_statement("  let x = \"a\\qb\"", &["1:13 E0123 there is no escape `\\q`"]);
    check_statement("  let x = a < b < c", &["1:17 E0118 comparisons do not chain"]);
}

#[test]
fn references_of_the_service_are_refused_in_texts_and_scripts() {
    let reference = |at: &str, text: &str, place: &str| {
        format!("1:{at} E0137 `{text}` is a reference of Systems Manager in a {place}")
    };
    check_statement("  let x = \"a {{ B }}\"", &[&reference("14", "{{ B }}", "text")]);
    check_statement("  let x = r\"{{b.C}}\"", &[&reference("13", "{{b.C}}", "text")]);
    check_statement("  sh \"\"\"echo {{ B }}\"\"\"", &[&reference("14", "{{ B }}", "script")]);
    check_statement("  let x = raw(\"a {{ B }}\")", &[]);
    check_statement("  raw sh \"\"\"echo {{ B }}\"\"\"", &[]);
    check_statement("  let x = \"a {{ b c }}\"", &[]);
    check_statement("  let x = { a: { b: { c: \"}}\" }}}", &[]);
}

#[test]
fn the_value_of_a_hole_is_never_the_name_in_a_reference() {
    let finding = |column: u32, hole: &str| {
        format!("1:{column} E0137 the braces around `{hole}` make a reference of Systems Manager")
    };
    check_statement("  let x = \"{{ ${a} }}\"", &[&finding(15, "${a}")]);
    check_statement("  let x = \"b {{${a}}}\"", &[&finding(16, "${a}")]);
    check_statement("  let x = \"{{ step.${a}-${b}.c }}\"", &[&finding(20, "${a}")]);
    for fine in ["{{ b ${a} }}", "{${a}}", "{{ ${a} b }}", "{{ ${a}", "${a} }}", "{{ } ${a} }}"] {
        check_statement(&format!("  let x = \"{fine}\""), &[]);
    }
    check_statement("  let x = raw(\"{{ ${a} }}\")", &[]);
}

#[test]
fn many_references_in_one_text_are_found_in_one_pass() {
    let text: String = (0..40_000).map(|number| format!("{{{{ a{number} }}}} ")).collect();
    let found = parse(&format!("const x = \"{text}\"\n"), FileId::default()).diagnostics;
    assert_eq!(found.len(), 40_000);
    let starts: Vec<u32> = found.iter().map(|one| one.primary.at.span.start).collect();
    assert!(starts.is_sorted());
}

#[test]
fn a_fence_with_a_hole_and_no_end_is_shown_where_it_begins() {
    let found = parse("const x = \"\"\"\" ${a} \u{fffd}\n", FileId::default()).diagnostics;
    let [one] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((one.code.to_string().as_str(), one.primary.at.span), ("E0103", Span::new(10, 14)));
}

#[test]
fn a_handler_in_the_first_column_stays_in_its_declaration() {
    check("command c {\nsh \"true\"\nhandler again { sh \"true\" }\n}\nrole r { f() }\n", &[]);
    check("role r {\nf()\n}\nhandler again { f() }\n", &[]);
}

#[test]
fn a_reference_has_a_fix_to_its_typed_form() {
    let text = "const x = \"a {{ InstanceId }} b {{ssm:/x}}\"\n";
    let parsed = parse(text, FileId::default());
    let fixes: Vec<&str> = parsed
        .diagnostics
        .iter()
        .filter_map(|finding| Some(finding.fix.as_ref()?.edits.first()?.text.as_str()))
        .collect();
    assert_eq!(fixes, ["${InstanceId}", "${ssm(\"/x\")}"]);
}

#[test]
fn documentation_that_documents_nothing_is_a_warning() {
    check("role a {\n  b() /// text\n}\n", &["2:7 E0114 this `///` comment documents nothing"]);
    check("/// text\n\nrole a { b() }\n", &["1:1 E0114 this `///` comment documents nothing"]);
    check("role a { b() }\n//! text\n", &["2:1 E0114 this `//!` comment documents nothing"]);
    check("/// text\n// note\nrole a {\n  /// more\n  b()\n}\n", &[]);
}

#[test]
fn tabs_line_ends_and_the_mark_of_byte_order_are_fine() {
    check("\u{feff}role a {\r\n\tb(\r\n\t\tc: 1,\r\n\t)\r\n}\r\n", &[]);
}

#[test]
fn a_comma_between_statements_is_left_out() {
    check_statement(
        "  assume_role: Role, version: \"1\"",
        &["1:20 E0101 expected the end of the statement, found `,`"],
    );
}

#[test]
fn an_outcome_names_what_can_follow_it() {
    check_statement(
        "  do() on cancel continue",
        &["1:18 E0101 expected `abort` or `goto STEP`, found `continue`"],
    );
    check_statement(
        "  do() on failure retry",
        &["1:19 E0101 expected `abort`, `continue`, `succeed` or `goto STEP`, found `retry`"],
    );
    check_statement("  do() on success stop", &["1:19 E0101 expected `exit`, found `stop`"]);
}

#[test]
fn an_extern_names_what_can_be_one() {
    check(
        "extern foo x \"AWS-X\" { }",
        &["1:8 E0101 expected `command`, `runbook`, `session` or `document`, found `foo`"],
    );
}
