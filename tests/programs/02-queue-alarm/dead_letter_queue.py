import json

import boto3


def main(events, context):
    arn = json.loads(events["policy"])["deadLetterTargetArn"]
    url = boto3.client("sqs").get_queue_url(QueueName=arn.rsplit(":", 1)[1])
    return {"QueueUrl": url["QueueUrl"]}
