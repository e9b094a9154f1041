//! What scripts of PowerShell are made of. No PowerShell runs here: the quoting itself is proven
//! where it is made.

use super::{codes, lines, steps};

const HEAD: &str = "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'";

#[test]
fn values_keep_their_types() {
    let steps = steps(
        "param Port: Int\nparam Wait: Bool\nparam Mode: \"a\" | \"b\"\nparam Name: String\nps(port: Port, wait: Wait, mode: Mode, name: Name, motto: \"it's\") \"Write-Output $name\"",
    );
    assert_eq!(
        lines(&steps[0]),
        [
            HEAD,
            "if ($null -eq $env:SSM_Name) {",
            "  [Console]::Error.WriteLine('the parameter Name did not arrive: this SSM Agent is too old to hand it over, update it to 3.3.2746.0 or later')",
            "  exit 169",
            "}",
            "$port = [long]'{{ Port }}'",
            "$wait = ('{{ Wait }}' -ceq 'true')",
            "$mode = '{{ Mode }}'",
            "$name = $env:SSM_Name",
            "$motto = 'it''s'",
            "Write-Output $name",
            "exit $LASTEXITCODE",
        ]
    );
}

#[test]
fn lists_are_arrays() {
    let steps = steps(
        "param Names: List<String(pattern: r\"^[a-z]+$\")>\nps(names: Names, more: [\"a b\", \"c\"]) \"Write-Output $names\"",
    );
    let lines = lines(&steps[0]);
    assert_eq!(
        lines[1],
        "$names = @('{{ Names }}'.Trim('[]').Replace('\"', '').Replace(' ', '').Split(',', [StringSplitOptions]::RemoveEmptyEntries))"
    );
    assert_eq!(lines[2], "$more = @('a b', 'c')");
}

#[test]
fn a_here_string_of_the_author_keeps_its_place() {
    let steps = steps("ps \"\"\"\n  $x = @'\n  text\n  '@\n  Write-Output $x\n\"\"\" attempts 2");
    let lines = lines(&steps[0]);
    assert!(lines.contains(&"'@".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"      if ($attempt_ -ge 2) { throw }".to_owned()), "{lines:#?}");
}

#[test]
fn a_condition_beside_the_platform_is_tested_inside() {
    let steps = steps("param Mode: \"a\" | \"b\"\nps \"Write-Output x\" when Mode == \"a\"");
    assert_eq!(steps[0]["precondition"]["StringEquals"][1], "Windows");
    assert_eq!(lines(&steps[0])[1], "if (-not [string]::Equals('{{ Mode }}', 'a', 'Ordinal')) {");
}

#[test]
fn constants_keep_their_types() {
    let steps = steps(
        "param Fast: Bool = true\nps(f: false, n: 5, big: 9000000000, half: 0.5, wait: 5m, ids: [1, 2], name: \"5\", either: if Fast then 1 else 2) \"Write-Output $n\"",
    );
    assert_eq!(
        lines(&steps[0])[1..],
        [
            "$f = $false",
            "$n = 5",
            "$big = [long]'9000000000'",
            "$half = [double]'0.5'",
            "$wait = 300",
            "$ids = @(1, 2)",
            "$name = '5'",
            "if ([string]::Equals('{{ Fast }}', 'true', 'Ordinal')) {",
            "  $either = 1",
            "} else {",
            "  $either = 2",
            "}",
            "Write-Output $n",
            "exit $LASTEXITCODE",
        ]
    );
}

#[test]
fn a_union_of_numbers_is_a_number_and_a_part_of_a_text_is_text() {
    let steps =
        steps("param Level: 1 | 2\nps(level: Level, text: \"is ${Level}\") \"Write-Output x\"");
    let lines = lines(&steps[0]);
    assert!(lines.contains(&"$level = [long]'{{ Level }}'".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"$text = ('is ' + $env:SSM_Level)".to_owned()), "{lines:#?}");
}

/// `exit` ends the inner run only, so that an author's own `exit 1` is tried again.
#[test]
fn a_try_is_a_run_of_its_own() {
    let steps = steps("ps \"exit 1\" attempts 3");
    assert_eq!(
        lines(&steps[0]),
        [
            HEAD,
            "if (-not $attempt_) {",
            "  for ($attempt_ = 1; ; $attempt_++) {",
            "    try {",
            "      $global:LASTEXITCODE = 0",
            "      & $PSCommandPath",
            "      if ($LASTEXITCODE -in 0, 168, 169, 3010 -or $attempt_ -ge 3) { exit $LASTEXITCODE }",
            "    } catch {",
            "      if ($attempt_ -ge 3) { throw }",
            "    }",
            "    Start-Sleep -Seconds 5",
            "  }",
            "}",
            "exit 1",
            "exit $LASTEXITCODE",
        ]
    );
}

#[test]
fn success_behind_a_test_ends_the_command_by_its_exit_code() {
    let steps = steps(
        "ps \"Write-Output x\" creates \"C:\\\\done\" on success exit\nps \"Write-Output y\"",
    );
    assert!(steps[0]["inputs"]["onSuccess"].is_null());
    assert_eq!(
        lines(&steps[0])[1..],
        [
            "if (-not $attempt_) {",
            "  if (Test-Path -LiteralPath 'C:\\done') {",
            "    exit 0",
            "  }",
            "  $attempt_ = 1",
            "  $global:LASTEXITCODE = 0",
            "  & $PSCommandPath",
            "  if ($LASTEXITCODE -eq 0) { exit 168 }",
            "  exit $LASTEXITCODE",
            "}",
            "Write-Output x",
            "exit $LASTEXITCODE",
        ]
    );
}

#[test]
fn texts_are_compared_character_by_character() {
    let steps = steps(
        "param Name: String\nps(name: Name else \"x\") \"Write-Output $name\" when Name != \"skip\"",
    );
    let text = lines(&steps[0]).join("\n");
    assert!(text.contains("-not [string]::Equals($env:SSM_Name, 'skip', 'Ordinal')"), "{text}");
    assert!(text.contains("if ([string]::IsNullOrEmpty($name)) {"), "{text}");
}

#[test]
fn lines_of_a_value_stand_as_they_are() {
    let steps = steps("ps(text: \"a\\nit's\\n\") \"Write-Output $text\"");
    assert_eq!(lines(&steps[0])[1], "$text = 'a\nit''s\n'");
}

#[test]
fn a_secret_is_read_in_the_region_of_the_node() {
    let steps = steps("ps(key: secret(\"/acme/key\")) \"Write-Output x\"");
    assert_eq!(
        lines(&steps[0])[1],
        "$key = (Get-SSMParameter -Name '/acme/key' -WithDecryption $true -Region $env:AWS_SSM_REGION_NAME).Value"
    );
}

/// The console's code page is another, in 5.1.
#[test]
fn an_output_is_printed_in_utf_8() {
    let source = r#"
runbook ask "Acme-Ask" {
  param InstanceId: aws.ec2.InstanceId
  let name = ps "$env:COMPUTERNAME" on InstanceId -> String
  play on [InstanceId] {
    ps(name: name) "Write-Output $name"
  }
}
"#;
    let document = crate::support::Project::of(source).build_json("documents/Acme-Ask-name");
    let lines = lines(&document["mainSteps"][0]);
    let text = lines.join("\n");
    let place = |line: &str| lines.iter().position(|it| it.trim() == line);
    let bytes = place("$bytes_ = [Text.Encoding]::UTF8.GetBytes($text_)");
    assert!(bytes.is_some() && bytes < place("$out_.Write($bytes_, 0, $bytes_.Length)"), "{text}");
    assert!(!text.contains("[Console]::Out.") && !text.contains("OutputEncoding"), "{text}");
}

#[test]
fn names_that_differ_in_case_are_one_variable() {
    assert_eq!(codes("ps(Path: \"a\", path: \"b\") \"Write-Output $path\""), ["E0578"]);
    assert_eq!(codes("sh(Path: \"a\", path: \"b\") \"echo $path$Path\""), [""; 0]);
    let two = "param Motto: String\nparam motto: String\n";
    assert_eq!(codes(&format!("{two}ps(a: Motto, b: motto) \"$a\"")), ["E0352"]);
    assert_eq!(codes(&format!("{two}sh(a: Motto, b: motto) \"echo $a\"")), [""; 0]);
    // Such values stand in the text, not in the environment.
    let two = "param Motto: \"a\" | \"b\"\nparam motto: \"a\" | \"b\"\n";
    assert_eq!(codes(&format!("{two}ps(a: Motto, b: motto) \"$a\"")), [""; 0]);
}

/// Users may write below `ProgramData`.
#[test]
fn the_marker_of_a_restart_is_kept_from_others() {
    let steps = steps("platforms: [\"Windows\"]\nreboot");
    let text = lines(steps.last().expect("a step")).join("\n");
    let place = |part: &str| text.find(part);
    let (owner, rights) = (place("$acl_.Sddl -cnotmatch '^O:(SY|BA)G:'"), place("Set-Acl "));
    assert!(owner.is_some() && owner < rights && rights < place("Test-Path"), "{text}");
}

#[test]
fn facts_are_functions_of_those_that_are_read() {
    let steps = steps(
        "ps(node: facts.hostname, what: \"<${facts.arch}>\") \"Write-Output $node\" when facts.os_family == \"Windows\"",
    );
    let lines = lines(&steps[0]);
    let functions: Vec<&String> = lines.iter().filter(|it| it.starts_with("function")).collect();
    assert_eq!(
        functions,
        ["function Fact_arch_ {", "function Fact_hostname_ {", "function Fact_os_family_ {"]
    );
    for line in [
        "$node = (Fact_hostname_)",
        "$what = ('<' + (Fact_arch_) + '>')",
        "if (-not [string]::Equals((Fact_os_family_), 'Windows', 'Ordinal')) {",
    ] {
        assert!(lines.iter().any(|it| it == line), "{line} in {lines:#?}");
    }
}
