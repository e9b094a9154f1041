//! How an execution of a runbook is doing.

use serde_json::{Value, json};

use crate::deploy::{Api, Call, CallError, all_pages};

use super::{Progress, Step, end_of};

/// The execution and its steps.
pub(super) fn progress(api: &dyn Api, id: &str) -> Result<Progress, CallError> {
    let ask = json!({ "AutomationExecutionId": id });
    let answer = api.call(&Call::ssm("GetAutomationExecution", ask.clone()))?;
    let execution = &answer["AutomationExecution"];
    let text = |of: &Value, member: &str| of[member].as_str().unwrap_or_default().to_owned();
    let mut asked = ask;
    asked["MaxResults"] = json!(50);
    let steps =
        all_pages(api, &Call::ssm("DescribeAutomationStepExecutions", asked), "StepExecutions")?;
    let mut steps: Vec<(f64, Step)> = steps
        .iter()
        .map(|step| {
            let begun = step["ExecutionStartTime"].as_f64().unwrap_or(f64::MAX);
            let one = Step {
                node: String::new(),
                name: text(step, "StepName"),
                status: text(step, "StepStatus"),
                message: text(step, "FailureMessage"),
            };
            (begun, one)
        })
        .collect();
    // The list is in no order that the reference names. Steps that begin together stay as listed.
    steps.sort_by(|left, right| left.0.total_cmp(&right.0));
    let status = text(execution, "AutomationExecutionStatus");
    Ok(Progress {
        end: end_of(&status),
        message: text(execution, "FailureMessage"),
        status,
        steps: steps.into_iter().map(|(_, step)| step).collect(),
    })
}
