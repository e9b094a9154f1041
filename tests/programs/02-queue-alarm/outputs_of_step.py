import boto3


def main(events, context):
    ssm = boto3.client("ssm")
    execution = ssm.get_automation_execution(AutomationExecutionId=events["id"])
    for step in execution["AutomationExecution"]["StepExecutions"]:
        if step["StepName"] == events["step"]:
            return step["Outputs"]
    raise LookupError(events["step"])
