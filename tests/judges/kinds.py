"""What is one request, in the judges of `deploy`: sources of each kind, and what boto3 reads of them.

Patch baselines, resource groups, event rules, remediations, inventories with their data sync, calendars, parameters.
"""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import artifacts
from account import ACCOUNT, REGION, Service, is_reading, tags

if TYPE_CHECKING:
    from deploy import Judge

RULE = "judge-rule"
BUS = "judge-bus"
SYNC = "Kind-Inventory"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Judge"
OWNERS = "/ordain/owners/data-sync/"
FOLDERS = ("data-syncs", "event-rules", "patch-baselines", "remediations", "resource-groups")

PARTS = {
    "groups": 'group web = tag("Role", "web")\n',
    "stop": """
runbook stop "Kind-Stop" {
  param Id: String
  action.sleep(Duration: "PT1S")
  aws.ec2.StopInstances(InstanceIds: [Id])
}
""",
    "linux": """
/// Linux of the judge.
patch_baseline linux "Kind-Linux" {
  operating_system: "AMAZON_LINUX_2023"
  rules: [{ filters: { CLASSIFICATION: ["Security", "Bugfix"] }, approve_after_days: 7 }]
  rejected_patches: ["telnet", "ftp"]
  groups: ["prod", "stage"]
  default: true
  tags: { Team: "ops" }
}
""",
    "windows": """
patch_baseline windows "Kind-Windows" {
  operating_system: "WINDOWS"
  approved_patches: ["KB1234567"]
}
""",
    "servers": """
/// Servers of the web.
resource_group servers "kind-servers" on web {
  types: ["AWS::EC2::Instance"]
  tags: { Team: "web" }
}
""",
    "stopped": f"""
event_rule stopped "kind-stopped" {{
  pattern: {{ source: ["aws.ec2"], detail: {{ state: ["running"] }} }}
  run: stop(Id: event.detail["instance-id"])
  role: "{ROLE}"
  tags: {{ Team: "ops" }}
}}
""",
    "on_bus": f"""
event_rule on_bus "kind-on-bus" {{
  pattern: {{ source: ["acme"] }}
  run: "AWS-StopEC2Instance"(InstanceId: [event.detail["instance-id"]])
  role: "{ROLE}"
  bus: "{BUS}"
}}
""",
    "fix": f"""
remediation fix {{
  rule: "{RULE}"
  run: "AWS-DisablePublicAccessForSecurityGroup"(GroupId: resource.id, AutomationAssumeRole: "{ROLE}")
  automatic: true
  attempts: 3
}}
""",
    "everything": """
inventory everything "Kind-Inventory" on web {
  schedule: rate(12h)
  gather: ["applications"]
  sync: { bucket: "kind-inventory", region: "eu-west-1", prefix: "nodes" }
}
""",
    "freeze": """
calendar freeze "Kind-Freeze" {
  state: "DEFAULT_OPEN"
  events: [{ summary: "Year end", start: "2027-12-20T00:00:00Z", end: "2028-01-03T00:00:00Z" }]
}
""",
}


def prepare(service: Service, region: str = REGION, account: str = ACCOUNT) -> None:
    """What the account has to have before: a rule of AWS Config, and a bus."""
    config = service.client("config", region, account)
    recorder = {"name": "default", "roleARN": ROLE}
    config.put_configuration_recorder(ConfigurationRecorder=recorder)
    source = {"Owner": "AWS", "SourceIdentifier": "INCOMING_SSH_DISABLED"}
    config.put_config_rule(ConfigRule={"ConfigRuleName": RULE, "Source": source})
    service.client("events", region, account).create_event_bus(Name=BUS)


def there(service: Service, region: str = REGION, account: str = ACCOUNT) -> dict[str, dict[str, Any]]:
    """All of the kinds, by folder and name: in the form of the files of a build, with tags."""

    def client(name: str) -> Any:
        return service.client(name, region, account)

    ssm = client("ssm")
    return {
        "data-syncs": _syncs(ssm),
        "event-rules": _rules(client("events")),
        "patch-baselines": _baselines(ssm),
        "remediations": _remediations(client("config")),
        "resource-groups": _groups(client("resource-groups")),
    }


def _baselines(ssm: Any) -> dict[str, Any]:
    found = {}
    own = [{"Key": "OWNER", "Values": ["Self"]}]
    for row in ssm.describe_patch_baselines(Filters=own)["BaselineIdentities"]:
        got = ssm.get_patch_baseline(BaselineId=row["BaselineId"])
        groups = sorted(got.pop("PatchGroups", []))
        dropped = ("ResponseMetadata", "CreatedDate", "ModifiedDate", "BaselineId")
        baseline = {key: value for key, value in got.items() if key not in dropped}
        whole = {"baseline": baseline, "groups": groups, "default": row["DefaultBaseline"]}
        name = row["BaselineName"]
        # A name may be there twice.
        name = name if name not in found else f"{name} again"
        found[name] = {**whole, "tags": tags(ssm, "PatchBaseline", row["BaselineId"])}
    return found


def _groups(groups: Any) -> dict[str, Any]:
    found = {}
    for row in groups.list_groups()["GroupIdentifiers"]:
        name, arn = row["GroupName"], row["GroupArn"]
        group = groups.get_group(Group=name)["Group"]
        query = groups.get_group_query(Group=name)["GroupQuery"]["ResourceQuery"]
        group = {key: value for key, value in group.items() if key != "GroupArn" and value != ""}
        found[name] = {**group, "ResourceQuery": query, "tags": groups.get_tags(Arn=arn)["Tags"]}
    return found


def _rules(events: Any) -> dict[str, Any]:
    found = {}
    for bus in events.list_event_buses()["EventBuses"]:
        on = {"EventBusName": bus["Name"]}
        for row in events.list_rules(**on)["Rules"]:
            targets = events.list_targets_by_rule(Rule=row["Name"], **on)["Targets"]
            listed = events.list_tags_for_resource(ResourceARN=row["Arn"])["Tags"]
            rule = {key: value for key, value in row.items() if key != "Arn"}
            found[row["Name"]] = {
                "rule": rule,
                "targets": sorted(targets, key=lambda target: target["Id"]),
                "tags": {tag["Key"]: tag["Value"] for tag in listed},
            }
    return found


def _remediations(config: Any) -> dict[str, Any]:
    found = {}
    for rule in config.describe_config_rules()["ConfigRules"]:
        name, arn = rule["ConfigRuleName"], rule["ConfigRuleArn"]
        listed = config.list_tags_for_resource(ResourceArn=arn)["Tags"]
        rows = config.describe_remediation_configurations(ConfigRuleNames=[name])["RemediationConfigurations"]
        one = {key: value for key, value in rows[0].items() if key != "Arn"} if rows else {}
        # A rule with neither is nobody's.
        known = {tag["Key"]: tag["Value"] for tag in listed}
        if one or known:
            found[name] = {**one, "tags": known}
    return found


def _syncs(ssm: Any) -> dict[str, Any]:
    owners = {row["Name"]: json.loads(row["Value"]) for row in ssm.get_parameters_by_path(Path=OWNERS)["Parameters"]}
    found: dict[str, Any] = {
        name.removeprefix(OWNERS): {"tags": {"owner": one["project"]}} for name, one in owners.items()
    }
    for row in ssm.list_resource_data_sync()["ResourceDataSyncItems"]:
        kept = {key: row[key] for key in ("SyncName", "SyncType", "S3Destination", "SyncSource") if key in row}
        found[row["SyncName"]] = {**kept, **found.get(row["SyncName"], {"tags": {}})}
    return found


def parameters(ssm: Any) -> dict[str, Any]:
    """Values and tags of parameters; of the proof of a secret, which holds a random number, that it is there."""
    found = {}
    for row in ssm.describe_parameters()["Parameters"]:
        known = tags(ssm, "Parameter", row["Name"])
        proof = known.pop("ordain:value", None) is not None
        value = ssm.get_parameter(Name=row["Name"], WithDecryption=True)["Parameter"]["Value"]
        found[row["Name"]] = [row["Type"], value, row.get("Description"), known, proof]
    return found


def ids(service: Service) -> dict[str, str]:
    """Ids of baselines and ARNs of groups, by name."""
    ssm, groups = service.client("ssm"), service.client("resource-groups")
    own = [{"Key": "OWNER", "Values": ["Self"]}]
    found = {
        row["BaselineName"]: row["BaselineId"]
        for row in ssm.describe_patch_baselines(Filters=own)["BaselineIdentities"]
    }
    return {**found, **{row["GroupName"]: row["GroupArn"] for row in groups.list_groups()["GroupIdentifiers"]}}


def as_built(judge: Judge, folder: pathlib.Path, region: str = REGION, account: str = ACCOUNT) -> dict[str, Any]:
    """Compares what boto3 reads with the files of a build, every member of them; gives what it read."""
    found = there(judge.service, region, account)
    ssm = judge.here(region, account)
    out = folder / "build"
    judge.run(folder, 0, "build", ".", "--out", str(out))
    counted: dict[str, set[str]] = {kind: set() for kind in FOLDERS}
    for artifact in artifacts.artifacts([str(out)]):
        if artifact.folder not in FOLDERS:
            continue
        body = _filled(artifact.data(), ssm, region, account)
        name = _name(body)
        counted[artifact.folder].add(name)
        _has(judge, artifact.file, found[artifact.folder].get(name, {}), body)
    for kind in FOLDERS:
        judge.equal(set(found[kind]), counted[kind], f"what there is of {kind}")
    return found


def _name(body: dict[str, Any]) -> str:
    for part in (body, *(body.get(key, {}) for key in ("baseline", "rule"))):
        for key in ("Name", "SyncName", "ConfigRuleName"):
            if key in part:
                return str(part[key])
    raise ValueError(f"no name: {body}")


def _filled(value: Any, ssm: Any, region: str, account: str) -> Any:
    """The value with what the place and the account say for each reference."""
    if isinstance(value, dict):
        return {key: _filled(item, ssm, region, account) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, ssm, region, account) for item in value]
    if not isinstance(value, str):
        return value
    for word, known in {"Account": account, "Region": region, "Partition": "aws"}.items():
        value = value.replace(f"${{place#{word}}}", known)
    while (start := value.find("${documents/")) >= 0:
        end = value.index("}", start)
        document, _, result = value[start + len("${documents/") : end].partition("#")
        if result != "DocumentVersion":
            raise ValueError(f"the result {result}")
        value = value[:start] + tags(ssm, "Document", document)["ordain:version"] + value[end + 1 :]
    return value


def _plain(value: Any) -> Any:
    """A text that holds JSON as a value; lists of names in order."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return sorted(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else value


def _has(judge: Judge, what: str, found: Any, body: dict[str, Any]) -> None:
    """Every member of a file is there as it was asked for."""
    judge.that(bool(found), f"{what}: it is not there")
    for key, value in body.items():
        if key == "Tags":
            pairs = value if isinstance(value, dict) else {tag["Key"]: tag["Value"] for tag in value}
            continue_with = found.get("tags", {})
            judge.equal({name: continue_with.get(name) for name in pairs}, pairs, f"{what}: tags")
        elif isinstance(value, dict) and isinstance(found.get(key), dict):
            _has(judge, f"{what}: {key}", {**found[key], "tags": found.get("tags", {})}, value)
        elif key == "EventBusName" and value == "default":
            continue
        else:
            judge.equal(_plain(found.get(key)), _plain(value), f"{what}: {key}")


def changed(parts: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """The parts with another text in one."""
    if old not in parts[name]:
        raise ValueError(f"{name} has no {old!r}")
    return {**parts, name: parts[name].replace(old, new)}


def everything_changed(parts: dict[str, str]) -> dict[str, str]:
    """Every kind is another one, under the same name."""
    parts = changed(parts, "linux", "approve_after_days: 7", "approve_after_days: 9")
    parts = changed(parts, "linux", '["prod", "stage"]', '["prod", "test"]')
    parts = changed(parts, "linux", "  default: true\n", "")
    parts = changed(parts, "linux", '  rejected_patches: ["telnet", "ftp"]\n', "")
    parts = changed(parts, "windows", "KB1234567", "KB7654321")
    parts = changed(parts, "windows", "}\n", '  groups: ["stage"]\n  default: true\n}\n')
    parts = changed(parts, "groups", '"web")', '"front")')
    parts = changed(parts, "servers", 'Team: "web"', 'Team: "ops"')
    parts = changed(parts, "servers", "/// Servers of the web.\n", "")
    parts = changed(parts, "stopped", '"running"', '"pending"')
    parts = changed(parts, "stop", '"PT1S"', '"PT2S"')
    parts = changed(parts, "on_bus", "  bus:", '  state: "DISABLED"\n  bus:')
    parts = changed(parts, "fix", "attempts: 3", "attempts: 4")
    parts = changed(parts, "everything", 'bucket: "kind-inventory"', 'bucket: "kind-other"')
    return changed(parts, "freeze", "Year end", "End of the year")


def _project(found: dict[str, Any]) -> str | None:
    """Whose the remediation is."""
    known: dict[str, str] = found["remediations"].get(RULE, {}).get("tags", {})
    return known.get("ordain:remediation")


def kinds_create(judge: Judge) -> None:
    """Every kind is made as it was built; a second deploy does nothing, and a plan asks little."""
    prepare(judge.service)
    folder = judge.project(PARTS)
    judge.run(folder, 2, "plan", "--detailed-exitcode")
    judge.deploy(folder)
    found = as_built(judge, folder)
    for kind in ("event-rules", "patch-baselines", "resource-groups"):
        for name, one in found[kind].items():
            judge.equal(one["tags"].get("ordain:project"), "judge", f"{name}: project")
    judge.equal(_project(found), "judge", "the remediation's project")
    judge.equal(found["data-syncs"].get(SYNC, {}).get("tags"), {"owner": "judge"}, "the sync's project")
    judge.stays(folder)
    judge.stays(folder, "--prune")


def kinds_update(judge: Judge) -> None:
    """Every kind is changed where it is; what is taken out of a source goes."""
    prepare(judge.service)
    judge.deploy(judge.project(PARTS))
    before = ids(judge.service)
    folder = judge.project(everything_changed(PARTS), version="1.1.0")
    judge.deploy(folder)
    found = as_built(judge, folder)
    judge.equal(ids(judge.service), before, "ids")
    linux = found["patch-baselines"]["Kind-Linux"]
    judge.equal((linux["groups"], linux["default"]), (["prod", "test"], False), "groups and default of linux")
    judge.equal(linux["baseline"]["RejectedPatches"], [], "rejected patches stay")
    windows = found["patch-baselines"]["Kind-Windows"]
    judge.equal((windows["groups"], windows["default"]), (["stage"], True), "groups and default of windows")
    default = judge.here().get_default_patch_baseline(OperatingSystem="AMAZON_LINUX_2023")["BaselineId"]
    judge.that(default.startswith("arn:"), f"the default is not AWS's own: {default}")
    judge.that("Description" not in found["resource-groups"]["kind-servers"], "the description stays")
    judge.stays(folder)
    # A group goes from one baseline to another of the same system, and so does the default.
    more = (
        PARTS["linux"]
        .replace("linux", "other")
        .replace("Kind-Linux", "Kind-Other")
        .replace("/// Linux of the judge.\n", "")
    )
    moved = changed(PARTS, "linux", '  groups: ["prod", "stage"]\n  default: true\n', "")
    judge.deploy(judge.project(PARTS))
    folder = judge.project({**moved, "other": more})
    judge.deploy(folder)
    found = as_built(judge, folder)["patch-baselines"]
    judge.equal((found["Kind-Other"]["groups"], found["Kind-Other"]["default"]), (["prod", "stage"], True), "moved")
    judge.stays(folder)


def kinds_by_hand(judge: Judge) -> None:
    """What somebody has changed by hand is left, told, and put right where that is asked for; other tags stay."""
    prepare(judge.service)
    folder = judge.project(PARTS)
    judge.deploy(folder)
    before, known, service = there(judge.service), ids(judge.service), judge.service
    ssm, events, groups = judge.here(), service.client("events"), service.client("resource-groups")
    events.disable_rule(Name="kind-stopped")
    targets = events.list_targets_by_rule(Rule="kind-on-bus", EventBusName=BUS)["Targets"]
    events.remove_targets(Rule="kind-on-bus", EventBusName=BUS, Ids=[target["Id"] for target in targets])
    events.put_targets(Rule="kind-stopped", Targets=[{"Id": "mine", "Arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:mine"}])
    linux = known["Kind-Linux"]
    ssm.update_patch_baseline(BaselineId=linux, ApprovedPatches=["mine"])
    ssm.deregister_patch_baseline_for_patch_group(BaselineId=linux, PatchGroup="prod")
    ssm.register_patch_baseline_for_patch_group(BaselineId=linux, PatchGroup="mine")
    query = {"Type": "TAG_FILTERS_1_0", "Query": '{"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": []}'}
    groups.update_group_query(Group="kind-servers", ResourceQuery=query)
    groups.update_group(Group="kind-servers", Description="mine")
    config = service.client("config")
    fix = config.describe_remediation_configurations(ConfigRuleNames=[RULE])["RemediationConfigurations"][0]
    config.put_remediation_configurations(
        RemediationConfigurations=[{key: value for key, value in fix.items() if key != "Arn"} | {"Automatic": False}]
    )
    ssm.delete_resource_data_sync(SyncName=SYNC)
    by_hand = there(service)
    judge.that("S3Destination" not in by_hand["data-syncs"][SYNC], "the sync is not gone")
    said = judge.run(folder, 2, "plan", "--drift", "--detailed-exitcode")
    for one in ("event-rule kind-stopped", "patch-baseline Kind-Linux", "remediation", "resource-group kind-servers"):
        judge.that(one in said, f"{one} is not told: {said}")
    judge.deploy(folder)
    left = there(service)
    judge.that("S3Destination" in left["data-syncs"][SYNC], "what was deleted is not made again")
    for kind in ("event-rules", "patch-baselines", "remediations", "resource-groups"):
        judge.equal(left[kind], by_hand[kind], f"{kind}: what somebody changed is not left")
    judge.deploy(folder, "--overwrite")
    as_built(judge, folder)
    judge.equal(there(service), before, "what is put right")
    judge.equal(ids(service), known, "ids")
    groups.tag(Arn=known["kind-servers"], Tags={"Cost": "7", "Team": "mine"})
    judge.deploy(folder, "--overwrite")
    now = groups.get_tags(Arn=known["kind-servers"])["Tags"]
    judge.equal((now["Cost"], now["Team"]), ("7", "web"), "tags of others, and the project's own")
    judge.stays(folder)


def kinds_prune(judge: Judge) -> None:
    """What the project no longer has goes when it is told to, in order; what others made stays."""
    prepare(judge.service)
    ssm, events, service = judge.here(), judge.service.client("events"), judge.service
    events.put_rule(Name="theirs", ScheduleExpression="rate(1 day)")
    ssm.create_patch_baseline(Name="Theirs", OperatingSystem="WINDOWS")
    target = {"BucketName": "theirs", "SyncFormat": "JsonSerDe", "Region": REGION}
    ssm.create_resource_data_sync(SyncName="theirs", S3Destination=target)
    before = there(service)
    judge.deploy(judge.project(PARTS))
    folder = judge.project({"groups": PARTS["groups"], "freeze": PARTS["freeze"]})
    judge.deploy(folder)
    judge.that("kind-stopped" in there(service)["event-rules"], "it goes without --prune")
    judge.stays(folder)
    count = service.count()
    judge.deploy(folder, "--prune", "--concurrency", "1")
    deleted = [row["operation"] for row in service.calls(count) if row["operation"].startswith("Delete")]
    wanted = [
        "DeleteAssociation", "DeleteResourceDataSync", "DeleteParameter", "DeleteRule", "DeleteRule",
        "DeleteRemediationConfiguration", "DeleteDocument", "DeletePatchBaseline", "DeletePatchBaseline", "DeleteGroup",
        "DeleteParameter",
    ]  # fmt: skip
    judge.equal(deleted, wanted, "what is deleted, in order")
    judge.equal(there(service), before, "what is left")
    default = ssm.get_default_patch_baseline(OperatingSystem="AMAZON_LINUX_2023")["BaselineId"]
    judge.that(default.startswith("arn:"), f"the default is not AWS's own: {default}")
    judge.stays(folder, "--prune")


def kinds_foreign(judge: Judge) -> None:
    """What another project or nobody made is left alone, unless it is adopted."""
    prepare(judge.service)
    ssm, service = judge.here(), judge.service
    ssm.create_patch_baseline(Name="Kind-Linux", OperatingSystem="AMAZON_LINUX_2023")
    query = {"Type": "TAG_FILTERS_1_0", "Query": '{"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": []}'}
    service.client("resource-groups").create_group(Name="kind-servers", ResourceQuery=query)
    service.client("events").put_rule(Name="kind-stopped", ScheduleExpression="rate(1 day)")
    fix = {"ConfigRuleName": RULE, "TargetType": "SSM_DOCUMENT", "TargetId": "AWS-StopEC2Instance"}
    service.client("config").put_remediation_configurations(RemediationConfigurations=[fix])
    target = {"BucketName": "theirs", "SyncFormat": "JsonSerDe", "Region": REGION}
    ssm.create_resource_data_sync(SyncName=SYNC, S3Destination=target)
    before, known = there(service), ids(service)
    folder = judge.project(PARTS)
    said = judge.deploy(folder, status=1)
    judge.equal(said.count("Ordain did not make it"), 5, f"refusals in {said!r}")
    judge.equal(there(service), before, "what a refused deploy leaves")
    judge.deploy(folder, "--adopt")
    as_built(judge, folder)
    after = ids(service)
    judge.equal({name: after[name] for name in known}, known, "ids of what is adopted")
    judge.stays(folder)
    other = judge.project(PARTS, name="second")
    before = there(service)
    said = judge.deploy(other, status=1)
    judge.that(said.count("belongs to the project `judge`") >= 7, f"whose they are: {said!r}")
    judge.equal(there(service), before, "what the other project leaves")
    judge.deploy(other, "--adopt")
    found = there(service)
    judge.equal(found["data-syncs"].get(SYNC, {}).get("tags"), {"owner": "second"}, "the sync's project")
    judge.equal(_project(found), "second", "the remediation's project")
    judge.stays(other)


def kinds_places(judge: Judge) -> None:
    """A second Region gets its own; one without the rule of AWS Config is refused."""
    prepare(judge.service)
    folder = judge.project(PARTS)
    judge.deploy(folder)
    said = judge.deploy(folder, "--region", "us-east-1", status=1)
    judge.that(f"no rule `{RULE}`" in said, said)
    prepare(judge.service, "us-east-1")
    judge.deploy(folder, "--region", "us-east-1")
    as_built(judge, folder, "us-east-1")
    as_built(judge, folder)
    judge.stays(folder, "--region", "us-east-1")


def kinds_reach(judge: Judge) -> None:
    """A plan says what starts a document whose default version moves."""
    prepare(judge.service)
    judge.deploy(judge.project(PARTS))
    events, config = judge.service.client("events"), judge.service.client("config")
    events.put_rule(Name="theirs", ScheduleExpression="rate(1 day)")
    runbook = f"arn:aws:ssm:{REGION}:{ACCOUNT}:automation-definition/Kind-Stop:$DEFAULT"
    events.put_targets(Rule="theirs", Targets=[{"Id": "run", "Arn": runbook, "RoleArn": ROLE}])
    fix = {"ConfigRuleName": RULE, "TargetType": "SSM_DOCUMENT", "TargetId": "Kind-Stop"}
    config.put_remediation_configurations(RemediationConfigurations=[fix])
    folder = judge.project(changed(PARTS, "stop", '"PT1S"', '"PT3S"'))
    before = judge.service.count()
    said = judge.run(folder, 0, "plan")
    judge.that("starts it" not in said, f"nothing moves: {said}")
    calls = {row["operation"] for row in judge.service.calls(before)}
    judge.that(all(is_reading(operation) for operation in calls), f"a plan writes: {calls}")
    said = judge.run(folder, 0, "plan", "--promote")
    judge.that("> event rule `theirs` starts it" in said, said)
    judge.that(f"> the remediation of `{RULE}` starts it" in said, said)


CASES: list[Callable[[Judge], None]] = [
    kinds_create,
    kinds_update,
    kinds_by_hand,
    kinds_prune,
    kinds_foreign,
    kinds_places,
    kinds_reach,
]
