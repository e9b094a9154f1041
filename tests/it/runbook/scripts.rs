//! Scripts that Automation itself runs.

use serde_json::json;

use crate::support::Project;

use super::{clean, codes, inputs, one, runbook};

const MAIN: &str = "def main(events, context):\n      return {}";

fn python(arguments: &str, behind: &str) -> String {
    format!("python{arguments} \"\"\"\n  {MAIN}\n\"\"\" {behind}")
}

#[test]
fn a_python_step_has_runtime_handler_payload_and_text() {
    let found =
        inputs(&format!("param Names: List<String>\n{}", python("(names: Names, limit: 3)", "")));
    assert_eq!(found["Runtime"], "python3.12");
    assert_eq!(found["Handler"], "main");
    assert_eq!(found["InputPayload"], json!({ "names": "{{ Names }}", "limit": 3 }));
    assert!(found["Script"].as_str().is_some_and(|text| text.starts_with("def main")));
}

#[test]
fn a_whole_map_can_be_the_payload() {
    let found = inputs(&format!("param Values: Map<String>\n{}", python("(..Values)", "")));
    assert_eq!(found["InputPayload"], "{{ Values }}");
}

#[test]
fn a_powershell_step_has_no_handler() {
    let found = inputs("powershell \"\"\"\n  return 1\n\"\"\"");
    assert_eq!(found["Runtime"], "PowerShell 7.4");
    assert!(found.get("Handler").is_none());
    codes("powershell \"\"\"\n  return 1\n\"\"\" handler \"main\"", &["E0421"]);
}

#[test]
fn a_withdrawn_runtime_is_refused_with_the_live_ones() {
    let found = one(&python("", "with { Runtime: \"python3.9\" }"));
    assert_eq!(found.code, "E0409");
    let help = found.help.unwrap_or_default();
    assert!(help.contains("\"python3.12\"") && !help.contains("python3.9"), "{help}");
    clean(&python("", "with { Runtime: \"python3.11\" }"));
    codes(&python("", "with { Runtime: \"PowerShell 7.4\" }"), &["E0406"]);
}

#[test]
fn the_handler_is_looked_for_in_the_script() {
    codes("python \"\"\"\n  print(1)\n\"\"\"", &["E0417"]);
    let found = one(&python("", "handler \"mian\""));
    assert_eq!(
        (found.code.as_str(), found.help.as_deref()),
        ("E0418", Some("write `handler \"main\"`"))
    );
}

#[test]
fn a_script_may_lie_in_a_file_or_be_attached() {
    let body = "python read(\"tool.py\")\npython attachment(\"tool.py\") handler \"tool.main\"";
    let project =
        Project::of(&runbook(body)).asset("tool.py", "def main(events, context):\n    return {}\n");
    let document = project.build_json("documents/example");
    assert!(document["mainSteps"][0]["inputs"]["Script"].is_string());
    assert_eq!(document["mainSteps"][1]["inputs"]["Attachment"], "tool.py");
    let sum = &document["files"]["tool.py"]["checksums"]["sha256"];
    assert_eq!(sum.as_str().map(str::len), Some(64));
}

#[test]
fn a_missing_file_is_the_only_finding() {
    codes("python read(\"nothing.py\")", &["E0360"]);
}

#[test]
fn the_result_has_the_type_that_is_said() {
    let script = python("", "").trim_end().to_owned();
    clean(&format!("let made = {script} -> {{ count: Int }}\nif made.count > 3 {{\nsleep 1m\n}}"));
    let found =
        one(&format!("let made = {script} -> {{ count: Int }}\nif made.cont > 3 {{\nsleep 1m\n}}"));
    assert_eq!(found.help.as_deref(), Some("write `count`"));
}
