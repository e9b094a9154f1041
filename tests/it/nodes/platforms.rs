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
role mixed {
  windows()
  ps "Write-Output x"
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
fn a_task_for_other_platforms_is_in_no_script_of_windows() {
    let steps = steps("both(name: \"x\")\nboth(name: \"y\") when facts.platform != \"Windows\"");
    let texts: Vec<String> = steps.iter().map(|step| step.2.to_string()).collect();
    assert!(texts[0].contains("'both y'") && !texts[1].contains("'both y'"), "{texts:?}");
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

fn windows_text(members: &str) -> String {
    let found = steps(members).into_iter().find(|step| step.0 == "aws:runPowerShellScript");
    found.expect("a step of Windows").2[0].as_str().expect("a text").to_owned()
}

#[test]
fn another_user_is_refused_where_a_module_runs_on_windows() {
    for task in [
        "both(name: \"x\") become \"ada\"",
        "windows() become \"ada\"",
        "block {\n both(name: \"x\")\n} become \"ada\"",
        "mixed() become \"ada\"",
    ] {
        let found = Project::of(&command(task)).build_findings();
        assert!(
            !found.is_empty() && found.iter().all(|it| it.code == "E0575"),
            "{task}: {found:#?}"
        );
    }
    for task in [
        "both(name: \"x\") become \"ada\" when facts.platform != \"Windows\"",
        "unix() become \"ada\"",
        "block {\n both(name: \"x\")\n} become \"ada\" when facts.platform == \"Linux\"",
        "platforms: [\"Linux\"]\nboth(name: \"x\") become \"ada\"",
    ] {
        let found = Project::of(&command(task)).build_findings();
        assert!(found.is_empty(), "{task}: {found:#?}");
    }
}

#[test]
fn what_would_end_the_step_is_found_in_its_place() {
    let source = r#"
module m {
  on windows {
    setup ps"""
      function Test-It {
          'exit'
          if ($a) { exit 0 }
      }
    """
    check ps"break"
    apply ps"Write-Output exit"
  }
}
"#;
    let found = Project::of(source).build_findings();
    let places: Vec<(&str, u32, u32)> =
        found.iter().map(|it| (it.code.as_str(), it.line, it.column)).collect();
    assert_eq!(places, [("E0598", 7, 21), ("E0598", 10, 14)]);
}

#[test]
fn modules_cannot_have_names_that_differ_in_case() {
    let source = |system: &str, language: &str| {
        format!(
            "module m {{\n  param Path: String\n  param path: String\n  on {system} {{\n    apply {language}\"echo $path $Path\"\n  }}\n}}"
        )
    };
    check_codes(&source("windows", "ps"), &["E0578"]);
    check_codes(&source("linux", "sh"), &[]);
    let applied = "module m {\n  param Applied: String\n  on windows {\n    apply ps\"echo $Applied\"\n  }\n}";
    check_codes(applied, &["E0578"]);
}

#[test]
fn an_end_that_is_none_of_the_task_fails_the_step() {
    let text = windows_text("windows()");
    let run = text.split("function Run_").nth(1).expect("the function");
    let places: Vec<Option<usize>> = [
        "$ended = $false",
        "| ForEach-Object {",
        "$ended = $true",
        "finally {",
        "if (-not $ended)",
        "::Exit(1)",
    ]
    .map(|part| run.find(part))
    .to_vec();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?} in {text}");
}

#[test]
fn the_folder_on_windows_is_kept_from_others() {
    let text = windows_text("windows()");
    let place = |part: &str| text.find(part);
    let owner = place("$acl_.Sddl -cnotmatch '^O:(SY|BA)G:'");
    let link = place("$folder_.Attributes -match 'ReparsePoint'");
    assert!(owner.is_some() && link.is_some(), "{text}");
    assert!(owner < place("Set-Acl ") && place("Set-Acl ") < place("WriteAllText"), "{text}");
}

/// 5.1 would lock readers out, and take the code page of the system.
#[test]
fn the_log_on_windows_is_written_by_the_framework() {
    let text = windows_text("windows()");
    assert!(
        text.contains("try { [IO.File]::AppendAllText($log_, \"$line`r`n\") } catch { }"),
        "{text}"
    );
    assert!(!text.contains("Add-Content") && !text.contains("Set-Content"), "{text}");
}

#[test]
fn the_report_on_windows_has_the_end_of_what_a_failing_task_printed() {
    let text = windows_text("windows()");
    assert!(text.contains("$script:text_ += \"$line`n\""), "{text}");
    assert!(
        text.contains("Log_ ($_ | Out-String).TrimEnd()\n    $script:tail_ = $text_"),
        "{text}"
    );
}

#[test]
fn old_folders_of_runs_on_windows_are_removed() {
    let text = windows_text("let a = windows()\nps(changed: a.changed) \"Write-Output $changed\"");
    assert!(text.contains("$_.LastWriteTime -lt (Get-Date).AddDays(-7)"), "{text}");
}

#[test]
fn a_notification_on_windows_is_a_file() {
    let text = windows_text("windows() notify follow\nhandler follow {\n  windows()\n}");
    assert!(
        text.contains(
            "New-Item -ItemType File -Path (Join-Path $home_ \"$name_.$mode_.follow\") -Force"
        ),
        "{text}"
    );
}
