//! What Command documents hold that people wrote by hand: each has a form that gives exactly that.

use serde_json::{Value as Json, json};

use crate::support::{build_json, check_one};

fn document(body: &str) -> Json {
    build_json(&format!("command example {{\n{body}\n}}\n"), "documents/example")
}

#[test]
fn parameters_may_have_the_types_of_automation() {
    let parameters = document(
        "param Flag: Bool with { type: \"Boolean\", default: true, allowedValues: null }\n\
         param Count: Int with { type: \"Integer\", default: 3, allowedPattern: null }\n\
         param Lines: List<String> with { displayType: \"textarea\" }\n\
         plugin.runShellScript(runCommand: raw(\"{{ Lines }}\"))",
    )["parameters"]
        .clone();
    assert_eq!(parameters["Flag"], json!({ "type": "Boolean", "default": true }));
    assert_eq!(parameters["Count"], json!({ "type": "Integer", "default": 3 }));
    assert_eq!(parameters["Lines"], json!({ "type": "StringList", "displayType": "textarea" }));
}

#[test]
fn the_lines_of_a_script_may_be_one_reference() {
    let step = &document(
        "param Lines: List<String>\nplugin.runShellScript(runCommand: raw(\"{{ Lines }}\")) on failure continue",
    )["mainSteps"][0];
    assert_eq!(step["inputs"], json!({ "runCommand": "{{ Lines }}" }));
}

#[test]
fn each_line_of_a_script_may_be_said_exactly() {
    let lines = document(
        "plugin.runShellScript(runCommand: [\"a\", \"\", \"  b \", \"c\\nd\", \"\"]) on failure continue",
    )["mainSteps"][0]["inputs"]["runCommand"]
        .clone();
    assert_eq!(lines, json!(["a", "", "  b ", "c\nd", ""]));
}

#[test]
fn a_spliced_parameter_is_not_put_into_the_environment() {
    let document = document("param Name: String\nraw sh \"echo {{ Name }}\" on failure continue");
    assert_eq!(document["parameters"]["Name"], json!({ "type": "String" }));
    assert_eq!(document["mainSteps"][0]["inputs"], json!({ "runCommand": ["echo {{ Name }}"] }));
}

#[test]
fn with_gives_inputs_as_they_stand() {
    let steps = document(
        "plugin.runShellScript(runCommand: [\"a\"]) on failure continue with { timeoutSeconds: 60, id: \"0.aws\" }\n\
         raw sh \"b\" on failure continue with { timeoutSeconds: 60 }\n\
         plugin.runShellScript() on failure continue with { runCommand: [\"c\"] }",
    )["mainSteps"]
        .clone();
    assert_eq!(
        steps[0]["inputs"],
        json!({ "runCommand": ["a"], "timeoutSeconds": 60, "id": "0.aws" })
    );
    assert_eq!(steps[1]["inputs"], json!({ "runCommand": ["b"], "timeoutSeconds": 60 }));
    assert_eq!(steps[2]["inputs"], json!({ "runCommand": ["c"] }));
    let found = check_one("command example {\nsh \"b\" with { timeoutSeconds: 60 }\n}\n");
    assert_eq!(found.code, "E0575");
}

#[test]
fn every_form_of_a_precondition_can_be_said() {
    let steps = document(
        "param A: String\nparam B: Bool\n\
         plugin.runShellScript(runCommand: [\"a\"]) when facts.platform == \"Linux\"\n\
         plugin.runShellScript(runCommand: [\"a\"]) when A == \"x\"\n\
         plugin.runShellScript(runCommand: [\"a\"]) when \"x\" == A\n\
         plugin.runShellScript(runCommand: [\"a\"]) when \"${A} and ${B}\" == \"x and true\"\n\
         plugin.runShellScript(runCommand: [\"a\"]) when \"${B}\" == A",
    )["mainSteps"]
        .clone();
    let test = |step: usize| steps[step]["precondition"]["StringEquals"].clone();
    assert_eq!(test(0), json!(["platformType", "Linux"]));
    assert_eq!(test(1), json!(["{{ A }}", "x"]));
    assert_eq!(test(2), json!(["x", "{{ A }}"]));
    assert_eq!(test(3), json!(["{{ A }} and {{ B }}", "x and true"]));
    assert_eq!(test(4), json!(["{{ B }}", "{{ A }}"]));
}

#[test]
fn a_description_is_taken_to_the_letter() {
    let document = document(
        "description: \" a\\n\"\nparam A: String description \"b\\n\"\n\
         raw sh \"echo {{ A }}\" description \"c\"",
    );
    assert_eq!(document["description"], " a\n");
    assert_eq!(document["parameters"]["A"]["description"], "b\n");
}

#[test]
fn a_session_has_both_as_well() {
    let source = "session example {\n  type: \"interactive\"\n  description: \"a\\n\"\n  \
                  param Name: String(pattern: r\"^[a-z]+$\") with { displayType: \"textfield\" } description \"b\\n\"\n  \
                  linux: raw sh\"id {{ Name }}\"\n}\n";
    let document = build_json(source, "documents/example");
    assert_eq!(document["description"], "a\n");
    assert_eq!(document["parameters"]["Name"]["description"], "b\n");
    assert_eq!(document["parameters"]["Name"]["displayType"], "textfield");
}

#[test]
fn parameters_of_modules_are_no_parameters_of_documents() {
    let found = check_one(
        "module one {\nparam name: String with { minChars: 3 }\non linux {\ncheck sh \"test -e $name\"\napply sh \"touch $name\"\n}\n}\n",
    );
    assert_eq!(found.code, "E0575");
}
