import boto3


def main(events, context):
    ssm = boto3.client("ssm")
    execution = ssm.get_automation_execution(AutomationExecutionId=events["id"])
    return execution["AutomationExecution"]["Parameters"]
