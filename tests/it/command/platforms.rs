//! Commands for several platforms.

use serde_json::json;

use super::{codes, lines, step_names, steps};

fn platform(step: &serde_json::Value) -> &str {
    step["precondition"]["StringEquals"][1].as_str().unwrap_or("")
}

#[test]
fn power_shell_is_for_windows_and_sh_for_the_rest() {
    let steps = steps("sh \"one\"\nps \"two\"");
    assert!(steps[0]["precondition"].is_null());
    assert_eq!(platform(&steps[1]), "Windows");
}

#[test]
fn a_command_fails_on_platforms_that_it_is_not_for() {
    let members = "platforms: [\"Linux\", \"Windows\"]\nsh \"one\"\nps \"two\"";
    assert_eq!(step_names(members), "refuseMacOS sh ps");
    let steps = steps(members);
    assert_eq!(platform(&steps[0]), "MacOS");
    assert_eq!(steps[0]["inputs"]["onFailure"], "exit");
    assert!(lines(&steps[0]).contains(&"exit 1".to_owned()));
    assert_eq!(platform(&steps[1]), "Linux");
    assert_eq!(platform(&steps[2]), "Windows");
    assert_eq!(step_names("platforms: [\"Linux\"]\nsh \"one\""), "refuseMacOS refuseWindows sh");
    assert_eq!(step_names("platforms: [\"Linux\", \"MacOS\", \"Windows\"]\nsh \"one\""), "sh");
}

#[test]
fn power_shell_runs_on_linux_where_the_command_is_for_linux_only() {
    let steps = steps("platforms: [\"Linux\"]\nps \"two\"");
    assert_eq!(platform(&steps[2]), "Linux");
}

#[test]
fn a_task_that_never_runs_is_an_error() {
    assert_eq!(codes("sh \"one\" when facts.platform == \"Windows\""), ["E0579"]);
    assert_eq!(
        codes(
            "plugin.applications(action: \"Install\", source: \"https://x\") when facts.platform == \"Linux\""
        ),
        ["E0579"]
    );
    assert_eq!(
        codes("platforms: [\"MacOS\"]\nplugin.configureDocker(action: \"Install\")"),
        ["E0579"]
    );
}

#[test]
fn a_restart_is_a_step_for_each_family() {
    assert_eq!(step_names("reboot\nsh \"one\""), "reboot sh");
    assert_eq!(step_names("reboot\nsh \"one\"\nps \"two\""), "reboot reboot_windows sh ps");
    let both = steps("param Wait: Bool\nstep again: reboot when Wait\nsh \"one\"\nps \"two\"");
    assert_eq!(both[0]["precondition"]["StringEquals"], json!(["{{ Wait }}", "true"]));
    assert_eq!(platform(&both[1]), "Windows");
    assert!(
        lines(&both[1])
            .iter()
            .any(|line| line == "if (-not [string]::Equals('{{ Wait }}', 'true', 'Ordinal')) {")
    );
    assert!(lines(&both[1]).contains(&"exit 3010".to_owned()));
}
