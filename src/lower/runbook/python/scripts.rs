//! Whole scripts: those that are always the same, and those around computed expressions.

use super::string;

/// Raises with a message.
pub(in crate::lower::runbook) const FAIL: &str = include_str!("fail.py");

/// Raises because a loop reached its limit.
pub(in crate::lower::runbook) const LOOP_LIMIT: &str = include_str!("loop_limit.py");

/// Finds what failed.
pub(in crate::lower::runbook) const FAILURE: &str = include_str!("failure.py");

/// A function that generated expressions call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower::runbook) enum Helper {
    AtMost100,
    Given,
    Known,
    Only,
    Replaced,
}

/// The text of each of them.
const HELPERS: [(Helper, &str); 5] = [
    (Helper::AtMost100, include_str!("at_most_100.py")),
    (Helper::Given, include_str!("given.py")),
    (Helper::Known, include_str!("known.py")),
    (Helper::Only, include_str!("only.py")),
    (Helper::Replaced, include_str!("replaced.py")),
];

/// A script that returns members with their expressions. `comment` says what it computes.
pub(in crate::lower::runbook) fn return_script(
    comment: &str,
    imports: &[&str],
    helpers: &[Helper],
    members: &[(String, String)],
) -> String {
    let mut script = format!("# {comment}\n");
    for import in imports {
        script.push_str(&format!("import {import}\n"));
    }
    if !imports.is_empty() {
        script.push('\n');
    }
    for (helper, text) in HELPERS {
        if helpers.contains(&helper) {
            script.push_str(text);
            script.push('\n');
        }
    }
    script.push_str("def main(events, context):\n    return {\n");
    for (name, code) in members {
        script.push_str(&format!("        {}: {code},\n", string(name)));
    }
    script.push_str("    }\n");
    script
}

/// A script that reads an item of a loop from JSON text.
pub(in crate::lower::runbook) fn item_script(variable: &str) -> String {
    format!(
        "# Reads {variable}, the item of this pass, from its JSON text.\nimport json\n\n\
         def main(events, context):\n    return json.loads(events[\"item\"])\n"
    )
}

/// The name of an output where it is, what the script calls it, and what its text stands for.
pub(in crate::lower::runbook) type CallOutput<'n> = (&'n str, &'n str, OutputForm);

/// A script that reads outputs of a runbook that was called, by their names.
///
/// The API gives each output as a list of texts under `step.Output`.
pub(in crate::lower::runbook) fn outputs_of_call(call: &str, members: &[CallOutput<'_>]) -> String {
    let mut script = format!(
        "# Reads the outputs of the execution that {call} started.\nimport boto3\n\n\
         def main(events, context):\n    ssm = boto3.client(\"ssm\")\n    \
         response = ssm.get_automation_execution(AutomationExecutionId=events[\"execution\"])\n    \
         outputs = {{\n        name.rsplit(\".\", 1)[-1]: values\n        \
         for name, values in response[\"AutomationExecution\"].get(\"Outputs\", {{}}).items()\n    }}\n    \
         return {{\n"
    );
    for (name, output, form) in members {
        let key = string(name);
        let code = match form {
            OutputForm::Text => format!("outputs[{key}][0]"),
            OutputForm::List => format!("outputs[{key}]"),
            OutputForm::Integer => format!("int(outputs[{key}][0])"),
            OutputForm::Boolean => format!("outputs[{key}][0].lower() == \"true\""),
            OutputForm::Json => format!("json.loads(outputs[{key}][0])"),
        };
        script.push_str(&format!("        {}: {code},\n", string(output)));
    }
    script.push_str("    }\n");
    if members.iter().any(|(_, _, form)| *form == OutputForm::Json) {
        script = script.replace("import boto3\n", "import json\n\nimport boto3\n");
    }
    script
}

/// What the text of an output stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower::runbook) enum OutputForm {
    Text,
    List,
    Integer,
    Boolean,
    Json,
}
