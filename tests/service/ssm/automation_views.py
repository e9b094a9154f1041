"""What the API tells of executions and their steps. Each look lets an execution go on."""

from __future__ import annotations

import json
from typing import Any

import models
from paging import page
from ssm.automations import Execution, Executions, find, looked, status
from ssm.progress import ENDED
from ssm.steps import Step
from store import Call


def _step(execution: Execution, index: int) -> dict[str, Any]:
    step, state = execution.progress.path.steps[index], execution.progress.of_step(index)
    inputs = step.value.get("inputs") or {}
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in inputs.items()}
    row: dict[str, Any] = {
        "StepName": step.name,
        "Action": step.action,
        "StepStatus": state,
        "StepExecutionId": f"{execution.id[:-4]}{index:04x}",
        "OnFailure": str(step.value.get("onFailure", "Abort")),
        "MaxAttempts": int(step.value.get("maxAttempts", 1)),
    }
    if state == "Pending":
        return row
    row["Inputs"] = texts
    row["ExecutionStartTime"] = execution.progress.started
    if state in ENDED:
        row["ExecutionEndTime"] = execution.progress.started
    if state == "Failed":
        message = f"Step {step.name} was told to fail."
        row["FailureMessage"] = message
        row["FailureDetails"] = {
            "FailureStage": "Invocation",
            "FailureType": "Verification",
            "Details": {"why": [message]},
        }
        row["Response"] = message
    if state == "Success":
        row["ResponseCode"] = "0"
        row["Outputs"] = _outputs(step)
    return row


def _outputs(step: Step) -> dict[str, list[str]]:
    """What actions give without being asked, and what the step declares; as texts with the name of the step."""
    known: dict[str, list[str]] = {"OutputPayload": [json.dumps({"step": step.name})]}
    if step.action == "aws:runCommand":
        known = {"Status": ["Success"], "ResponseCode": ["0"], "Output": [f"ran {step.name}\n"]}
    for output in step.value.get("outputs") or []:
        if isinstance(output, dict) and "Name" in output:
            known[output["Name"]] = [f"value of {step.name}.{output['Name']}"]
    return known


def _steps(call: Call, execution: Execution) -> list[dict[str, Any]]:
    """The execution's steps; with targets a row for each target instead, which is an execution itself."""
    if not execution.children:
        return [_step(execution, index) for index in range(len(execution.progress.path.steps))]
    rows = []
    for child in (call.of(Executions).by_id[one] for one in execution.children):
        rows.append(
            {
                "StepName": f"{execution.members['DocumentName']}-{child.target}",
                "Action": "aws:executeAutomation",
                "StepStatus": child.progress.status,
                "StepExecutionId": child.id,
                "Targets": [{"Key": "ParameterValues", "Values": [child.target]}],
                "Outputs": {"ExecutionId": [child.id]},
            }
        )
    return rows


def _whole(call: Call, execution: Execution) -> dict[str, Any]:
    state, rows = status(call, execution), _steps(call, execution)
    counts = {
        "SuccessSteps": "Success",
        "FailedSteps": "Failed",
        "CancelledSteps": "Cancelled",
        "TimedOutSteps": "TimedOut",
    }
    counters = {key: sum(row["StepStatus"] == word for row in rows) for key, word in counts.items()}
    failure = next((row["FailureMessage"] for row in rows if "FailureMessage" in row), None)
    current = execution.progress.current
    step = execution.progress.path.steps[current] if current is not None and not execution.children else None
    return {
        "AutomationExecutionId": execution.id,
        "AutomationExecutionStatus": state,
        "ExecutionStartTime": execution.progress.started,
        "ExecutionEndTime": execution.ended,
        "StepExecutions": rows,
        "StepExecutionsTruncated": False,
        "Outputs": execution.outputs if execution.outputs and state in ENDED else None,
        "FailureMessage": failure if state == "Failed" else None,
        "ParentAutomationExecutionId": execution.parent,
        "Target": execution.target,
        "CurrentStepName": step.name if step else None,
        "CurrentAction": step.action if step else None,
        "ProgressCounters": {"TotalSteps": len(rows), **counters},
        "AutomationType": "Local",
    }


def get_automation_execution(call: Call) -> dict[str, Any]:
    """Everything of an execution."""
    execution = find(call)
    row = models.view("ssm", "AutomationExecution", execution.members, _whole(call, execution))
    looked(call, execution)
    return {"AutomationExecution": row}


def describe_automation_executions(call: Call) -> dict[str, Any]:
    """The executions that meet every filter, the last first; filters by time and group are not looked at."""
    found = []
    for execution in reversed(list(call.of(Executions).by_id.values())):
        row = models.view("ssm", "AutomationExecutionMetadata", execution.members, _whole(call, execution))
        if all(_meets(row, one) for one in call.body.get("Filters", [])):
            found.append((execution, row))
    rows, token = page(call, found)
    for execution, _ in rows:
        looked(call, execution)
    return {"AutomationExecutionMetadataList": [row for _, row in rows], **token}


def _meets(row: dict[str, Any], wanted: dict[str, Any]) -> bool:
    key, values = wanted["Key"], wanted["Values"]
    if key == "DocumentNamePrefix":
        return any(row["DocumentName"].startswith(value) for value in values)
    members = {
        "ExecutionStatus": "AutomationExecutionStatus",
        "ExecutionId": "AutomationExecutionId",
        "ParentExecutionId": "ParentAutomationExecutionId",
        "CurrentAction": "CurrentAction",
        "AutomationType": "AutomationType",
    }
    return key not in members or row.get(members[key]) in values


def describe_automation_step_executions(call: Call) -> dict[str, Any]:
    """The steps of an execution in their order, or the other way round."""
    execution = find(call)
    rows = _steps(call, execution)
    members = {
        "StepExecutionStatus": "StepStatus",
        "StepExecutionId": "StepExecutionId",
        "StepName": "StepName",
        "Action": "Action",
    }
    for wanted in call.body.get("Filters", []):
        if wanted["Key"] in members:
            rows = [row for row in rows if row[members[wanted["Key"]]] in wanted["Values"]]
    if call.body.get("ReverseOrder"):
        rows.reverse()
    found, token = page(call, rows)
    looked(call, execution)
    return {"StepExecutions": found, **token}


HANDLERS = {
    "DescribeAutomationExecutions": describe_automation_executions,
    "DescribeAutomationStepExecutions": describe_automation_step_executions,
    "GetAutomationExecution": get_automation_execution,
}
