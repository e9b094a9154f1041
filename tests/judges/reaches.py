"""What a change reaches elsewhere in the account, in the judges of `deploy`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from account import ACCOUNT, REGION, is_reading

if TYPE_CHECKING:
    from deploy import Judge

NODES = [{"InstanceId": f"i-{number:017x}", "Tags": {"Role": "web"}, "region": REGION} for number in (1, 2)]
PORT = 'parameter port "/judge/port" {\n  value: "80"\n  description: "a port"\n}\n'
READS = 'command reads "Reach-Reads" {\n  param Port: String = ssm("/judge/port")\n\n  sh(Port: Port) "echo $Port"\n}\n'


def _others(ssm: Any, events: Any) -> None:
    """What nobody of the project has made."""
    step = {"action": "aws:runShellScript", "name": "one", "inputs": {"runCommand": ["echo {{ssm:/judge/port}}"]}}
    content = json.dumps({"schemaVersion": "2.2", "mainSteps": [step]})
    ssm.create_document(Name="Reach-Theirs", DocumentType="Command", Content=content, DocumentFormat="JSON")
    web = [{"Key": "tag:Role", "Values": ["web"]}]
    given = {"commands": ["echo {{ssm:/judge/port}}"]}
    ssm.create_association(Name="Reach-Theirs", AssociationName="runs", Targets=web)
    ssm.create_association(Name="AWS-RunShellScript", AssociationName="gives", Targets=web, Parameters=given)
    window = ssm.create_maintenance_window(
        Name="nightly", Schedule="rate(1 day)", Duration=2, Cutoff=1, AllowUnassociatedTargets=True
    )["WindowId"]
    ssm.register_task_with_maintenance_window(
        WindowId=window,
        Name="greet",
        TaskType="RUN_COMMAND",
        TaskArn="AWS-RunShellScript",
        Targets=[{"Key": "InstanceIds", "Values": [NODES[0]["InstanceId"]]}],
        TaskInvocationParameters={"RunCommand": {"Parameters": given}},
        MaxConcurrency="1",
        MaxErrors="1",
    )
    pattern = {"source": ["aws.ssm"], "detail-type": ["Parameter Store Change"], "detail": {"name": ["/judge/port"]}}
    events.put_rule(Name="waits", EventPattern=json.dumps(pattern))


def reach_of_parameters(judge: Judge) -> None:
    """A plan names what reads a parameter that changes, and what no longer can where it goes."""
    judge.service.ask("/__service__/nodes", NODES)
    parts = {"port": PORT, "reads": READS}
    judge.deploy(judge.project(parts))
    _others(judge.here(), judge.service.client("events"))
    folder = judge.project({**parts, "port": PORT.replace("a port", "another")})
    said = judge.run(folder, 0, "plan")
    judge.that("reads" not in said, f"the value stays: {said}")
    folder = judge.project({**parts, "port": PORT.replace("80", "8080")})
    before = judge.service.count()
    said = judge.run(folder, 0, "plan")
    calls = [row["operation"] for row in judge.service.calls(before)]
    judge.that(all(is_reading(operation) for operation in calls), f"a plan writes: {calls}")
    judge.equal(calls.count("GetDocument"), 1, "documents that are read")
    wanted = [
        "> association `runs` runs at once on 2 nodes: it runs `Reach-Theirs`, which reads the parameter",
        "> association `gives` runs at once on 2 nodes: it reads the parameter",
        "> document `Reach-Reads` reads it",
        "> document `Reach-Theirs` reads it",
        "> task `greet` of window `nightly` reads it, next by rate(1 day), on 1 node",
        "> event rule `waits` waits for it, and starts",
    ]
    for line in wanted:
        judge.that(f"    {line}\n" in said, f"no {line!r} in {said}")
    (place,) = json.loads(judge.run(folder, 0, "plan", "--json"))["places"]
    (change,) = [change for change in place["changes"] if change["kind"] == "parameter"]
    judge.equal(len(change["reach"]["runs"]), 2, "runs")
    judge.equal(len(change["reach"]["readers"]), 3, "readers")
    said = judge.run(judge.project({"reads": READS}), 0, "plan", "--prune")
    wanted = [
        "! document `Reach-Reads`: it reads the parameter, which goes away",
        "! association `runs`: it runs `Reach-Theirs`, which reads the parameter that goes away",
    ]
    for line in wanted:
        judge.that(f"    {line}\n" in said, f"no {line!r} in {said}")


NEW = f"""group web = tag("Role", "web")

command hello "Reach-Hello" {{
  share_with: ["444455556666"]
  param Who: String(pattern: r"^[a-z]+$")

  sh(Who: Who) "echo $Who"
}}

runbook stop "Reach-Stop" {{
  param Id: aws.ec2.InstanceId
  aws.ec2.StopInstances(InstanceIds: [Id])
}}

association greet "Reach-Greet" {{
  run: hello(Who: "you")
  on: web
  schedule: cron("0 2 ? * SUN *")
  apply_only_at_cron: true
  concurrency: 20%
  max_errors: 10%
}}

window sunday "Reach-Sunday" {{
  schedule: rate(7d)
  duration: 3h
  cutoff: 1h

  task hello = hello(Who: "all") on web {{
    concurrency: 1
    max_errors: 0
  }}
}}

event_rule nightly "Reach-Nightly" {{
  schedule: rate(1d)
  run: "AWS-StopEC2Instance"(InstanceId: ["i-0123456789abcdef0"])
  role: "arn:aws:iam::{ACCOUNT}:role/Judge"
}}

patch_baseline linux "Reach-Linux" {{
  operating_system: "AMAZON_LINUX_2023"
  rules: [{{ filters: {{ CLASSIFICATION: ["Security"] }}, approve_after_days: 7 }}]
  groups: ["prod"]
}}
"""


def reach_of_creations(judge: Judge) -> None:
    """A plan says what matters of what the account does not have yet, and how many nodes it is for."""
    prod = [{**node, "Tags": {"Role": "web", "Patch Group": "prod"}} for node in NODES]
    judge.service.ask("/__service__/nodes", prod)
    folder = judge.project({"new": NEW})
    said = judge.run(folder, 0, "plan")
    wanted = [
        "+ parameter `Who`: ",
        "+ steps: ",
        "+ accounts that see it: 444455556666\n",
        "+ permission ec2:StopInstances: arn:",
        "+ Name: Reach-Hello\n",
        "+ Targets: tag:Role=web\n",
        "+ ScheduleExpression: cron(0 2 ? * SUN *)\n",
        "> its targets: 2 nodes now\n",
        "+ Schedule: rate(7 days)\n",
        "> task `hello`: 2 nodes now\n",
        "+ ScheduleExpression: rate(1 day)\n",
        "+ PatchGroups: prod\n",
        "> nodes of AMAZON_LINUX_2023 in the patch groups prod: 2 nodes now\n",
    ]
    for line in wanted:
        judge.that(f"\n    {line}" in said, f"no {line!r} in {said}")
    (place,) = json.loads(judge.run(folder, 0, "plan", "--json"))["places"]
    by_kind = {change["kind"]: change for change in place["changes"]}
    said = [one["what"] for one in by_kind["association"]["differences"]]
    judge.that({"Name", "Targets", "ScheduleExpression"} <= set(said), f"differences of an association: {said}")
    judge.equal(by_kind["window"]["reach"]["nodes"], [{"what": "task `hello`", "nodes": {"count": 2}}], "nodes")
    judge.deploy(folder)
    judge.stays(folder)


CASES: list[Callable[[Judge], None]] = [
    reach_of_creations,
    reach_of_parameters,
]
