"""IAM roles that a project assumes, in the judges of `deploy`: what a build says of them is what boto3 reads."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import artifacts
from account import ACCOUNT, REGION, Service, is_reading

if TYPE_CHECKING:
    from deploy import Judge

# Roles are made only where they are asked for.
ASKED = "\n[deploy]\nroles = true\n"

PARTS = {
    "look": """
runbook look "Role-Look" {
  assume_role: "arn:aws:iam::${global.ACCOUNT_ID}:role/judge/look"

  aws.ec2.DescribeInstances()
}
""",
    "stop": """
runbook stop "Role-Stop" {
  assume_role: "arn:aws:iam::${global.ACCOUNT_ID}:role/stop"

  aws.ec2.StopInstances(InstanceIds: ["i-0123456789abcdef0"])
}
""",
    "stopped": f"""
event_rule stopped "role-stopped" {{
  pattern: {{ source: ["aws.ec2"] }}
  run: look()
  role: "arn:aws:iam::{ACCOUNT}:role/judge-events"
}}
""",
    "sunday": f"""
window sunday "Role-Sunday" {{
  schedule: rate(7d)
  duration: 3h
  cutoff: 1h

  task again = look() {{
    role: "arn:aws:iam::{ACCOUNT}:role/judge-windows"
    priority: 1
  }}
}}
""",
}
# A trust of somebody else's.
THEIRS = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
)
NAMES = {"look", "stop", "judge-events", "judge-windows"}


def there(service: Service, account: str = ACCOUNT) -> dict[str, Any]:
    """All roles with their trust, policies and tags, by name."""
    iam = service.client("iam", REGION, account)
    found = {}
    for row in iam.list_roles()["Roles"]:
        name = row["RoleName"]
        role = iam.get_role(RoleName=name)["Role"]
        policies = {
            policy: iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
            for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
        }
        found[name] = {
            "path": role["Path"],
            "trust": role["AssumeRolePolicyDocument"],
            "description": role.get("Description"),
            "policies": policies,
            "tags": {tag["Key"]: tag["Value"] for tag in role.get("Tags", [])},
        }
    return found


def as_built(judge: Judge, folder: pathlib.Path, account: str = ACCOUNT) -> dict[str, Any]:
    """Compares every role of a build with what boto3 reads; gives what it read."""
    found = there(judge.service, account)
    out = folder / "build"
    judge.run(folder, 0, "build", ".", "--out", str(out))
    for artifact in artifacts.artifacts([str(out)]):
        if artifact.folder != "roles":
            continue
        text = artifact.text().replace("${place#Account}", account).replace("${place#Partition}", "aws")
        body = json.loads(text)
        role, policy = body["role"], body.get("policy")
        if body.get("account", account) != account:
            judge.that(role["RoleName"] not in found, f"{artifact.file}: it is of another account")
            continue
        wanted = {
            "path": role.get("Path", "/"),
            "trust": json.loads(role["AssumeRolePolicyDocument"]),
            "description": role["Description"],
            "policies": {policy["PolicyName"]: json.loads(policy["PolicyDocument"])} if policy else {},
        }
        one = found.get(role["RoleName"], {})
        judge.equal({key: one.get(key) for key in wanted}, wanted, artifact.file)
    return found


def roles_create(judge: Judge) -> None:
    """Roles are made before what names them, with what is needed; a second deploy does nothing."""
    judge.deploy(judge.project(PARTS))
    judge.equal(there(judge.service), {}, "roles that nobody asked for")
    judge.service.reset()
    folder = judge.project(PARTS, more=ASKED)
    count = judge.service.count()
    judge.deploy(folder)
    made = [row["operation"] for row in judge.service.calls(count) if not is_reading(row["operation"])]
    last = len(made) - made[::-1].index("CreateRole")
    for later in ("CreateDocument", "PutTargets", "RegisterTaskWithMaintenanceWindow"):
        judge.that(made.index(later) >= last, f"{later} before the last role: {made}")
    found = as_built(judge, folder)
    judge.equal(set(found), NAMES, "roles")
    for name, one in found.items():
        judge.equal(one["tags"].get("ordain:project"), "judge", f"{name}: project")
        judge.equal(one["tags"].get("ordain:region"), REGION, f"{name}: Region")
    judge.equal(found["look"]["path"], "/judge/", "the path")
    allowed = found["stop"]["policies"]["ordain"]["Statement"]
    instance = f"arn:aws:ec2:*:{ACCOUNT}:instance/i-0123456789abcdef0"
    judge.equal([(one["Action"], one["Resource"]) for one in allowed], [(["ec2:StopInstances"], [instance])], "stop")
    passed = [one for one in found["judge-events"]["policies"]["ordain"]["Statement"] if "iam:PassRole" in one["Action"]]
    judge.equal(passed[0]["Resource"], [f"arn:aws:iam::{ACCOUNT}:role/judge/look"], "what the rule hands over")
    trust = found["judge-events"]["trust"]["Statement"][0]
    judge.equal(trust["Principal"], {"Service": "events.amazonaws.com"}, "whom the rule's role trusts")
    rule = f"arn:aws:events:*:{ACCOUNT}:rule/role-stopped"
    judge.equal(trust["Condition"]["ArnLike"], {"aws:SourceArn": [rule]}, "which rule")
    judge.stays(folder)
    judge.stays(folder, "--prune")
    # A saved plan knows whether it was made with roles.
    judge.service.reset()
    folder = judge.project(PARTS)
    judge.run(folder, 0, "plan", "--roles", "--out", "plan.json")
    judge.deploy(folder, "--plan", "plan.json")
    judge.equal(set(there(judge.service)), NAMES, "roles of a saved plan")


def roles_update(judge: Judge) -> None:
    """Another need changes the policy, another starter the trust; a path does not change."""
    judge.deploy(judge.project(PARTS, more=ASKED))
    parts = {**PARTS, "stop": PARTS["stop"].replace("StopInstances", "RebootInstances")}
    parts["stopped"] = parts["stopped"].replace("role-stopped", "role-other")
    folder = judge.project(parts, more=ASKED)
    said = judge.run(folder, 0, "plan")
    judge.that("~ role stop" in said and "~ role judge-events" in said, said)
    judge.deploy(folder)
    found = as_built(judge, folder)
    judge.that("ec2:RebootInstances" in json.dumps(found["stop"]["policies"]), "the policy")
    judge.stays(folder)
    moved = {**parts, "look": parts["look"].replace("role/judge/look", "role/elsewhere/look")}
    said = judge.deploy(judge.project(moved, more=ASKED), status=1)
    judge.that("its path is `/judge/`" in said, said)


def roles_by_hand(judge: Judge) -> None:
    """What somebody has changed by hand is left, told, and put right where that is asked for."""
    folder = judge.project(PARTS, more=ASKED)
    judge.deploy(folder)
    before, iam = there(judge.service), judge.service.client("iam")
    every = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.put_role_policy(RoleName="stop", PolicyName="mine", PolicyDocument=json.dumps(every))
    iam.update_assume_role_policy(RoleName="look", PolicyDocument=THEIRS)
    iam.tag_role(RoleName="look", Tags=[{"Key": "Cost", "Value": "7"}])
    by_hand = there(judge.service)
    said = judge.run(folder, 2, "plan", "--drift", "--detailed-exitcode")
    judge.that("role look" in said and "role stop" in said, said)
    judge.deploy(folder)
    judge.equal(there(judge.service), by_hand, "what somebody changed is not left")
    judge.deploy(folder, "--overwrite")
    after = as_built(judge, folder)
    judge.equal(after["look"]["tags"].pop("Cost"), "7", "a tag of others")
    judge.equal(after, before, "what is put right")
    judge.stays(folder)


def roles_prune(judge: Judge) -> None:
    """What nobody assumes goes when it is told to, last, from the Region that made it, and not while it is used."""
    iam = judge.service.client("iam")
    iam.create_role(RoleName="theirs", AssumeRolePolicyDocument=THEIRS, Description="Made by Ordain for judge")
    judge.deploy(judge.project(PARTS, more=ASKED))
    less = {"look": PARTS["look"]}
    # Who does not ask for roles has none to lose.
    judge.deploy(judge.project(less), "--prune")
    judge.equal(set(there(judge.service)), NAMES | {"theirs"}, "roles that were not asked for")
    folder = judge.project(less, more=ASKED)
    judge.deploy(folder, "--prune", "--region", "us-east-1")
    judge.equal(set(there(judge.service)), NAMES | {"theirs"}, "roles of another Region")
    iam.create_instance_profile(InstanceProfileName="uses")
    iam.add_role_to_instance_profile(InstanceProfileName="uses", RoleName="stop")
    said = judge.deploy(folder, "--prune", status=1)
    judge.that("the instance profile `uses`" in said, said)
    judge.equal(set(there(judge.service)), {"look", "stop", "theirs"}, "what is left while it is used")
    iam.remove_role_from_instance_profile(InstanceProfileName="uses", RoleName="stop")
    judge.deploy(folder, "--prune")
    judge.equal(set(there(judge.service)), {"look", "theirs"}, "what is left")
    judge.stays(folder, "--prune")


def roles_foreign(judge: Judge) -> None:
    """A role of somebody else is left alone, unless it is adopted."""
    iam = judge.service.client("iam")
    iam.create_role(RoleName="stop", AssumeRolePolicyDocument=THEIRS)
    before = there(judge.service)
    folder = judge.project(PARTS, more=ASKED)
    said = judge.deploy(folder, status=1)
    judge.that("Ordain did not make it" in said, said)
    judge.equal(there(judge.service), before, "what a refused deploy leaves")
    judge.deploy(folder, "--adopt")
    found = as_built(judge, folder)
    judge.equal(found["stop"]["tags"].get("ordain:region"), REGION, "the Region of what is adopted")
    judge.stays(folder)


def roles_places(judge: Judge) -> None:
    """A second Region finds the roles as they are; another account gets those that are not of the first one."""
    folder = judge.project(PARTS, more=ASKED)
    judge.deploy(folder)
    before = there(judge.service)
    judge.deploy(folder, "--region", "us-east-1")
    judge.equal(there(judge.service), before, "what the second Region leaves")
    judge.stays(folder)
    judge.stays(folder, "--region", "us-east-1")
    other = "444455556666"
    both = f'\n[deploy]\nroles = true\n\n[env.other]\nrole = "Judge"\naccounts = ["{other}"]\nregions = ["{REGION}"]\n'
    folder = judge.project(PARTS, more=both)
    said = judge.run(folder, 0, "plan", "--env", "other")
    judge.that(f"role judge-events: it is one of account {ACCOUNT}, and is left alone here" in said, said)
    judge.deploy(folder, "--env", "other")
    judge.equal(set(as_built(judge, folder, other)), {"look", "stop"}, "roles of the other account")
    judge.stays(folder, "--env", "other")


CASES: list[Callable[[Judge], None]] = [
    roles_create,
    roles_update,
    roles_by_hand,
    roles_prune,
    roles_foreign,
    roles_places,
]
