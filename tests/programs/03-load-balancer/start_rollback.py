import boto3


def main(events, context):
    ssm = boto3.client("ssm")
    execution = ssm.get_automation_execution(AutomationExecutionId=events["id"])["AutomationExecution"]
    parameters = dict(execution["Parameters"], IsRollback=["true"], PreviousExecutionId=[events["id"]])
    ssm.start_automation_execution(DocumentName=execution["DocumentName"], Parameters=parameters)
