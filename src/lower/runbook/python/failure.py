# Finds the step of this execution that failed last, and why.
import boto3

def main(events, context):
    ssm = boto3.client("ssm")
    # In a loop each turn has entries of its own: the latest come first.
    request = {"AutomationExecutionId": events["execution"], "ReverseOrder": True}
    failed = []
    while not failed:
        page = ssm.describe_automation_step_executions(**request)
        failed = [
            step
            for step in page.get("StepExecutions", [])
            if step.get("StepStatus") in ("Failed", "TimedOut")
        ]
        if "NextToken" not in page:
            break
        request["NextToken"] = page["NextToken"]
    ended = [step for step in failed if "ExecutionEndTime" in step]
    if ended:
        last = max(ended, key=lambda step: step["ExecutionEndTime"])
    else:
        last = failed[0] if failed else {}
    return {
        "Step": last.get("StepName", ""),
        "Message": last.get("FailureMessage", ""),
    }
