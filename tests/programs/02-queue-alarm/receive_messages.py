import boto3


def main(events, context):
    boto3.client("sqs").receive_message(
        QueueUrl=events["queue"],
        MaxNumberOfMessages=events["messages"],
        WaitTimeSeconds=events["seconds"],
    )
