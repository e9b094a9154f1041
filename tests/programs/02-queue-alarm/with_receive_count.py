import json


def main(events, context):
    policy = json.loads(events["policy"])
    policy["maxReceiveCount"] = events["count"]
    return {"RedrivePolicy": json.dumps(policy)}
