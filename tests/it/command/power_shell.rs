//! What scripts of PowerShell are made of. No PowerShell runs here: the quoting itself is proven
//! where it is made.

use super::{lines, steps};

const HEAD: &str = "$ErrorActionPreference = 'Stop'";

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
            "  exit 1",
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
        "$names = @('{{ Names }}'.Trim('[]').Replace('\"', '').Split(',', [StringSplitOptions]::RemoveEmptyEntries))"
    );
    assert_eq!(lines[2], "$more = @('a b', 'c')");
}

#[test]
fn a_here_string_of_the_author_keeps_its_place() {
    let steps = steps("ps \"\"\"\n  $x = @'\n  text\n  '@\n  Write-Output $x\n\"\"\" attempts 2");
    let lines = lines(&steps[0]);
    assert!(lines.contains(&"'@".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"if ($attempt_ -ge 2) { throw }".to_owned()), "{lines:#?}");
}

#[test]
fn a_condition_beside_the_platform_is_tested_inside() {
    let steps = steps("param Mode: \"a\" | \"b\"\nps \"Write-Output x\" when Mode == \"a\"");
    assert_eq!(steps[0]["precondition"]["StringEquals"][1], "Windows");
    assert_eq!(lines(&steps[0])[1], "if (-not ('{{ Mode }}' -ceq 'a')) {");
}
