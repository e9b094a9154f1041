//! Which scripts run where.

use serde_json::Value;

use crate::support::{Project, check_codes};

const BOTH: &str = r#"
module both {
  param name: String

  on linux {
    check sh"""[ "$name" = x ]"""
    apply sh"true"
  }
  on windows {
    check ps"$name -eq 'x'"
    apply ps"Write-Output $name"
  }
}
module unix {
  on linux {
    check sh"true"
    apply sh"true"
  }
}
module windows {
  on windows {
    check ps"$true"
    apply ps"Write-Output x"
  }
}
"#;

fn command(members: &str) -> String {
    format!("{BOTH}\ncommand c \"Acme-C\" {{\n{members}\n}}\n")
}

fn steps(members: &str) -> Vec<(String, String, Value)> {
    let document = Project::of(&command(members)).build_json("documents/Acme-C");
    let steps = document["mainSteps"].as_array().expect("steps").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    steps
        .map(|step| {
            let platform = &step["precondition"]["StringEquals"][1];
            (text(&step["action"]), text(platform), step["inputs"]["runCommand"].clone())
        })
        .collect()
}

#[test]
fn a_module_for_both_becomes_two_steps() {
    let steps = steps("both(name: \"it's\")");
    let what: Vec<(&str, &str)> =
        steps.iter().map(|(action, platform, _)| (action.as_str(), platform.as_str())).collect();
    assert_eq!(what, [("aws:runShellScript", "Linux"), ("aws:runPowerShellScript", "Windows")]);
    let windows = steps[1].2.to_string();
    assert!(windows.contains("$name = 'it''s'"), "{windows}");
}

#[test]
fn a_platform_without_scripts_is_an_error() {
    check_codes(&command("platforms: [\"Linux\", \"Windows\"]\nunix()"), &["E0591"]);
    check_codes(&command("unix()\nwindows()"), &["E0591", "E0591"]);
    check_codes(&command("both(name: \"x\")"), &[]);
}

#[test]
fn a_condition_on_the_platform_is_enough() {
    let steps = steps(
        "unix() when facts.platform == \"Linux\"\nwindows() when facts.platform == \"Windows\"\nboth(name: \"x\")",
    );
    assert_eq!(steps.len(), 2, "{steps:#?}");
    let has = |step: usize, text: &str| steps[step].2.to_string().contains(text);
    assert!(has(0, "'unix'") && has(0, "'both x'") && !has(0, "'windows'"));
    assert!(has(1, "'windows'") && has(1, "'both x'") && !has(1, "'unix'"));
}

#[test]
fn declared_platforms_narrow_what_is_written() {
    let steps = steps("platforms: [\"Linux\"]\nboth(name: \"x\")");
    let actions: Vec<&str> = steps.iter().map(|(action, ..)| action.as_str()).collect();
    // The others refuse to run.
    assert_eq!(actions.iter().filter(|it| **it == "aws:runShellScript").count(), 2);
    assert_eq!(steps.iter().filter(|it| it.2.to_string().contains("both x")).count(), 1);
}

#[test]
fn scripts_of_windows_know_handlers_blocks_and_results() {
    let source = command(
        r#"
  let first = windows() notify follow
  block {
    windows() when first.changed
  } rescue {
    windows()
  } always {
    windows()
  }

  handler follow {
    windows()
  }
"#,
    );
    let document = Project::of(&source).build_json("documents/Acme-C");
    let text = document["mainSteps"][0]["inputs"]["runCommand"].to_string();
    for part in
        ["$did_0 = $did_", "if (($did_0 -ceq 'changed'))", "$count_.failed = $failed_", "$kept_"]
    {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}
