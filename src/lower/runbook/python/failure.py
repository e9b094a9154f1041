# Finds the step of this execution that failed last, and why.
import boto3

def main(events, context):
    ssm = boto3.client("ssm")
    response = ssm.get_automation_execution(AutomationExecutionId=events["execution"])
    steps = response["AutomationExecution"].get("StepExecutions", [])
    failed = [step for step in steps if step.get("StepStatus") in ("Failed", "TimedOut")]
    ended = [step for step in failed if "ExecutionEndTime" in step]
    if ended:
        last = max(ended, key=lambda step: step["ExecutionEndTime"])
    else:
        last = failed[-1] if failed else {}
    return {
        "Step": last.get("StepName", ""),
        "Message": last.get("FailureMessage", ""),
    }
