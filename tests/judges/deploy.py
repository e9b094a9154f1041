"""Deploys small projects to the test service, and reads what is there with boto3.

    python tests/judges/deploy.py ORDAIN SCRATCH
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import account
import artifacts
import connections
import interrupts
import kinds
import reaches
import roles
from account import ACCOUNT, REGION, Program, Service, snapshot

MANIFEST = '[project]\nname = "{name}"\nversion = "{version}"\n\n'
# The parts of the project, which cases change and leave out.
PARTS = {
    "groups": 'group web = tag("Role", "web")\n\ngroup database = tag("Role", "database")\n',
    "greet": """
command greet "Judge-Greet" {
  display_name: "Greet"
  tags: { Team: "web" }
  param Who: String(pattern: r"^[a-z]+$") = "world"

  sh(Who: Who) "echo hello \\"$Who\\""
}
""",
    "follow": 'command follow "Judge-Follow" {\n  sh "echo follow"\n}\n',
    "wait": """
runbook wait "Judge-Wait" {
  share_with: ["111122223333", "444455556666"]
  action.sleep(Duration: "PT1S")
}
""",
    "forward": 'session forward "Judge-Forward" {\n  type: "port"\n  port: 8080\n}\n',
    "pinned": """
association pinned "Judge-Pinned" {
  run: greet(Who: "pinned")
  on: web
  schedule: rate(1d)
  concurrency: 20%
  max_errors: 10%
  tags: { Team: "web" }
}
""",
    "follows": """
association follows "Judge-Follows" {
  run: follow()
  on: web
  version: "latest"
  schedule: rate(1d)
  concurrency: 20%
  max_errors: 10%
}
""",
    "scan": """
association scan "Judge-Scan" {
  run: "AWS-RunPatchBaseline"(Operation: "Scan")
  on: web
  schedule: cron("0 2 ? * SUN *")
  apply_only_at_cron: true
  compliance: "HIGH"
  concurrency: 20%
  max_errors: 10%
}
""",
    "sunday": """
window sunday "Judge-Sunday" {
  schedule: cron("0 2 ? * SUN *", timezone: "Asia/Seoul")
  duration: 3h
  cutoff: 1h
  tags: { Team: "web" }

  task patch = "AWS-RunPatchBaseline"(Operation: "Install") on web {
    priority: 1
    concurrency: 10%
    max_errors: 5%
  }
  task hello = greet(Who: "window") on database {
    priority: 2
    concurrency: 1
    max_errors: 0
  }
  task rest = wait() {
    priority: 3
  }
}
""",
}


class Judge:
    """The service, the program, and what was found."""

    def __init__(self, service: Service, program: Program, scratch: pathlib.Path) -> None:
        self.service = service
        self.program = program
        self.scratch = scratch / "deploy"
        self.case = ""
        self.judged = 0
        self.problems: list[str] = []

    def that(self, fact: object, what: str) -> None:
        """A fact that has to hold."""
        self.judged += 1
        if not fact:
            self.problems.append(f"{self.case}: {what}")

    def equal(self, found: Any, wanted: Any, what: str) -> None:
        """Two values that have to be equal."""
        self.that(found == wanted, f"{what}: {found!r} instead of {wanted!r}")

    def project(
        self, parts: dict[str, str], *, name: str = "judge", version: str = "1.0.0", more: str = ""
    ) -> pathlib.Path:
        """Writes a project; the one of that name before is gone."""
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "ordain.toml").write_text(MANIFEST.format(name=name, version=version) + more, encoding="utf-8")
        source = "//! What the judge deploys.\n\n" + "\n".join(parts.values())
        (folder / "judge.ord").write_text(source, encoding="utf-8")
        return folder

    def run(self, folder: pathlib.Path, status: int, *arguments: str) -> str:
        """Runs a command that ends with a status; what it printed."""
        ran = self.program.run(folder, *arguments)
        text = ran.stdout + ran.stderr
        self.that(ran.returncode == status, f"{' '.join(arguments)}: exit {ran.returncode}, not {status}\n{text}")
        return text

    def deploy(self, folder: pathlib.Path, *arguments: str, status: int = 0) -> str:
        """Deploys without being asked."""
        return self.run(folder, status, "deploy", "--yes", *arguments)

    def stays(self, folder: pathlib.Path, *arguments: str) -> None:
        """Nothing is left to do, and a deploy only reads."""
        self.run(folder, 0, "plan", "--detailed-exitcode", *arguments)
        before = self.service.count()
        self.deploy(folder, *arguments)
        writing = [row["operation"] for row in self.service.calls(before) if not account.is_reading(row["operation"])]
        self.equal(writing, [], "a second deploy writes")

    def until(self, holds: Callable[[], Any]) -> None:
        """Waits for something that has to come."""
        until(holds)

    def lease(self, seconds: int) -> str:
        """What a lock of somebody else holds for so many seconds."""
        return lease(seconds)

    def here(self, region: str = REGION, number: str = ACCOUNT) -> Any:
        """boto3's client of Systems Manager."""
        return self.service.client("ssm", region, number)


def changed(parts: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """The parts with another text in one."""
    if old not in parts[name]:
        raise ValueError(f"{name} has no {old!r}")
    return {**parts, name: parts[name].replace(old, new)}


def without(parts: dict[str, str], *names: str) -> dict[str, str]:
    """The parts but some."""
    return {name: text for name, text in parts.items() if name not in names}


def as_built(judge: Judge, folder: pathlib.Path, ssm: Any) -> dict[str, Any]:
    """Compares what boto3 reads with the files of a build; gives what it read."""
    there = snapshot(ssm)
    out = folder / "build"
    judge.run(folder, 0, "build", ".", "--out", str(out))
    versions = {name: one["tags"].get("ordain:version") for name, one in there["documents"].items()}
    counted = {"documents": 0, "associations": 0, "windows": 0}
    parameters = []
    for artifact, body in artifacts.documents([str(out)]):
        counted["documents"] += 1
        _document_as_built(judge, artifact, body, there["documents"].get(body["Name"], {}))
    for artifact in artifacts.artifacts([str(out)]):
        body = _filled(artifact.data(), versions) if artifact.folder in ("associations", "windows") else {}
        if artifact.folder == "parameters":
            parameters.append(artifact.data()["Name"])
        if artifact.folder == "associations":
            counted["associations"] += 1
            found = [row for row in there["associations"] if row["AssociationName"] == body["AssociationName"]]
            judge.equal(len(found), 1, f"associations named {body['AssociationName']}")
            if found:
                _has(judge, artifact.file, found[0], body)
        if artifact.folder == "windows":
            counted["windows"] += 1
            _window_as_built(judge, artifact.file, body, there["windows"])
    judge.equal({kind: len(there[kind]) for kind in counted}, counted, "how many there are")
    judge.equal(there["parameters"], sorted(parameters), "parameters")
    return there


def _document_as_built(judge: Judge, artifact: Any, body: dict[str, Any], found: dict[str, Any]) -> None:
    if not found:
        judge.that(False, f"{body['Name']} is not there")
        return
    judge.equal(found["type"], body["DocumentType"], f"{artifact.file}: type")
    version = found["versions"].get(found["tags"].get("ordain:version"), {})
    judge.equal(version.get("Content"), artifact.text(), f"{artifact.file}: content")
    judge.equal(version.get("DisplayName"), body.get("DisplayName"), f"{artifact.file}: display name")
    judge.that(re.fullmatch(r"[\d.]+-[0-9a-f]{12}", version.get("VersionName") or ""), f"{artifact.file}: {version}")
    _has_tags(judge, artifact.file, found["tags"], body.get("Tags", []))
    permission = artifact.path.parent / f"{body['Name']}.permission.json"
    shared = json.loads(permission.read_text(encoding="utf-8"))["AccountIdsToAdd"] if permission.exists() else []
    judge.equal(found["shared"], sorted(shared), f"{artifact.file}: shared with")


def _filled(value: Any, versions: dict[str, Any]) -> Any:
    """The value with what an account gave for each reference: versions, and names for ids."""
    if isinstance(value, dict):
        return {key: _filled(item, versions) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, versions) for item in value]
    if isinstance(value, str) and (match := artifacts.PLACEHOLDER.fullmatch(value)):
        item, result = match.groups()
        if result == "DocumentVersion":
            return versions.get(item.split("/")[1])
        return result.replace("/", " ")
    return value


def _has(judge: Judge, what: str, found: dict[str, Any], body: dict[str, Any]) -> None:
    """Every member of a request is there as it was asked for, and no other target or parameter."""
    for key, value in body.items():
        if key == "Tags":
            _has_tags(judge, what, found["tags"], value)
        elif key != "WindowId":
            judge.equal(found.get(key), value, f"{what}: {key}")


def _has_tags(judge: Judge, what: str, found: dict[str, str], tags: list[dict[str, str]]) -> None:
    """The wanted tags are there; others may be somebody else's."""
    wanted = {tag["Key"]: tag["Value"] for tag in tags}
    judge.equal({key: value for key, value in found.items() if key in wanted}, wanted, f"{what}: tags")


def _window_as_built(judge: Judge, file: str, body: dict[str, Any], there: list[dict[str, Any]]) -> None:
    found = [row for row in there if row["window"]["Name"] == body["window"]["Name"]]
    judge.equal(len(found), 1, f"windows named {body['window']['Name']}")
    for one in found:
        _has(judge, file, {**one["window"], "tags": one["tags"]}, body["window"])
        for kind in ("targets", "tasks"):
            by_name = {row["Name"]: row for row in one[kind]}
            judge.equal(sorted(by_name), sorted(row["Name"] for row in body[kind]), f"{file}: {kind}")
            judge.equal(len(one[kind]), len(body[kind]), f"{file}: number of {kind}")
            for row in body[kind]:
                _has(judge, f"{file}: {row['Name']}", by_name.get(row["Name"], {}), row)


def create(judge: Judge) -> None:
    """Every kind is created as it was built; a second deploy does nothing."""
    folder = judge.project(PARTS)
    judge.run(folder, 2, "plan", "--detailed-exitcode")
    judge.equal(snapshot(judge.here())["documents"], {}, "a plan writes")
    judge.deploy(folder)
    there = as_built(judge, folder, judge.here())
    for name, one in there["documents"].items():
        judge.equal(one["default"], "1", f"{name}: default")
        judge.equal(one["tags"]["ordain:project"], "judge", f"{name}: project")
    judge.stays(folder)


def versions(judge: Judge) -> None:
    """Contents become versions; the default moves when it is told to."""
    ssm = judge.here()
    judge.deploy(judge.project(PARTS))
    first = snapshot(ssm)["documents"]["Judge-Greet"]
    folder = judge.project(changed(PARTS, "greet", "echo hello", "echo good day"), version="1.1.0")
    judge.deploy(folder)
    there = as_built(judge, folder, ssm)["documents"]
    judge.equal((there["Judge-Greet"]["default"], sorted(there["Judge-Greet"]["versions"])), ("1", ["1", "2"]), "greet")
    judge.that(there["Judge-Greet"]["versions"]["2"]["VersionName"].startswith("1.1.0-"), "the version's name")
    judge.equal(sorted(there["Judge-Follow"]["versions"]), ["1"], "an unchanged document")
    judge.stays(folder)
    judge.deploy(folder, "--promote")
    judge.equal(ssm.describe_document(Name="Judge-Greet")["Document"]["DefaultVersion"], "2", "--promote")
    judge.stays(folder, "--promote")
    # The content of the first version comes back, under another version of the project.
    folder = judge.project(PARTS, version="1.2.0")
    before = judge.service.count()
    judge.deploy(folder)
    calls = [row["operation"] for row in judge.service.calls(before)]
    judge.that("UpdateDocument" not in calls, "an old content is uploaded again")
    now = as_built(judge, folder, ssm)["documents"]["Judge-Greet"]
    judge.equal(now["versions"]["1"]["Content"], first["versions"]["1"]["Content"], "the first version")
    judge.equal((now["tags"]["ordain:version"], now["default"]), ("1", "2"), "version and default")
    judge.stays(folder)
    judge.deploy(folder, "--promote")
    judge.equal(ssm.describe_document(Name="Judge-Greet")["Document"]["DefaultVersion"], "1", "--promote of the old")
    judge.stays(folder, "--promote")


def promotion(judge: Judge) -> None:
    """`promote`, `rollback` and `versions` of one document, by both of its names."""
    ssm = judge.here()
    judge.deploy(judge.project(PARTS))
    folder = judge.project(changed(PARTS, "follow", "echo follow", "echo once"))
    judge.deploy(folder)

    def default() -> str:
        return ssm.describe_document(Name="Judge-Follow")["Document"]["DefaultVersion"]

    def moved(command: str, *arguments: str, status: int = 0) -> str:
        return judge.run(folder, status, command, "Judge-Follow", "--yes", *arguments)

    said = moved("promote")
    judge.equal(default(), "2", "promote")
    names = {one["DocumentVersion"]: one["VersionName"] for one in _versions(ssm)}
    judge.that(f"is 1 ({names['1']}), and becomes 2 ({names['2']})" in said, said)
    for line in ("inputs.runCommand: line 2: echo follow -> echo once", "default version: 1 -> 2"):
        judge.that(line in said, said)
    judge.that(f"account {ACCOUNT}" in said and REGION in said, said)
    judge.that("nothing to do" in moved("promote"), "the default of now")
    moved("rollback")
    judge.equal(default(), "1", "rollback")
    for name in ("Judge-Follow", "follow"):
        listed = judge.run(folder, 0, "versions", name)
        for one in _versions(ssm):
            line = next((line for line in listed.splitlines() if one["VersionName"] in line), "")
            judge.that(line.lstrip("* ").startswith(one["DocumentVersion"]), f"no line of {one['DocumentVersion']}")
            judge.equal(line.startswith("*"), one["IsDefaultVersion"], "the mark of the default version")
    moved("promote", "--to", names["2"])
    judge.equal(default(), "2", "promote --to a name")
    moved("rollback", "--to", "1")
    judge.equal(default(), "1", "rollback --to a number")
    said = moved("rollback", "--to", "2", status=1)
    judge.that("`ordain promote Judge-Follow --to 2` goes forward" in said, said)
    for command in ("promote", "rollback"):
        moved(command, "--to", "7", status=1)
        judge.run(folder, 1, command, "Judge-Nobody", "--yes")
    judge.run(folder, 1, "versions", "Judge-Nobody")
    moved("rollback", status=1)
    judge.equal(default(), "1", "refused commands")
    promotion_asked(judge, folder)
    promotion_locked(judge, folder)
    judge.stays(folder)


def _versions(ssm: Any) -> list[dict[str, Any]]:
    return ssm.list_document_versions(Name="Judge-Follow")["DocumentVersions"]


def _default(ssm: Any) -> str:
    return ssm.describe_document(Name="Judge-Follow")["Document"]["DefaultVersion"]


def promotion_asked(judge: Judge, folder: pathlib.Path) -> None:
    """Nothing moves where nobody agrees; what the move reaches is shown before."""
    ssm = judge.here()
    targets = [{"Key": "tag:Role", "Values": ["web"]}]
    made = ssm.create_association(Name="Judge-Follow", AssociationName="by-hand", Targets=targets)
    before = judge.service.count()
    said = judge.run(folder, 1, "promote", "follow")
    judge.that("there is no terminal to ask on: `--yes` carries the plan out" in said, said)
    judge.that("> association `by-hand` runs at once on" in said, said)
    writing = [row["operation"] for row in judge.service.calls(before) if not account.is_reading(row["operation"])]
    judge.equal(writing, [], "a promote that asks in vain writes")
    for answer, status, wanted in (("no", 1, "1"), ("yes", 0, "2")):
        said = terminal(judge, folder, f"{answer}\n", "promote", "follow", status=status)
        judge.that(f"Carry this out in account {ACCOUNT}" in said and REGION in said, said)
        judge.equal(_default(ssm), wanted, f"promote, answered {answer}")
    report = json.loads(judge.program.run(folder, "rollback", "follow", "--yes", "--json").stdout)
    change = report["places"][0]["changes"][0]
    judge.equal((report["version"], report["document"]), (1, "Judge-Follow"), "--json")
    judge.equal((change["from"]["number"], change["to"]["number"], change["outcome"]), ("2", "1", "done"), "--json")
    judge.equal([run["association"] for run in change["reach"]["runs"]], ["by-hand"], "--json")
    ssm.delete_association(AssociationId=made["AssociationDescription"]["AssociationId"])


def promotion_locked(judge: Judge, folder: pathlib.Path) -> None:
    """Nothing moves while somebody deploys the project."""
    ssm = judge.here()
    for command, there, to in (("promote", "1", "2"), ("rollback", "2", "1")):
        ssm.put_parameter(Name=LOCK, Type="String", Value=lease(300))
        said = judge.run(folder, 1, command, "Judge-Follow", "--to", to, "--yes")
        judge.that("ann@elsewhere, process 7 deploys this project" in said, said)
        judge.equal(_default(ssm), there, f"{command} while somebody deploys")
        ssm.put_parameter(Name=LOCK, Type="String", Value=lease(-1), Overwrite=True)
        judge.run(folder, 0, command, "Judge-Follow", "--to", to, "--yes")
        judge.equal(_default(ssm), to, f"{command} behind somebody")


def in_parts(judge: Judge) -> None:
    """A command that is too large for one document is run as a whole, and its documents are not moved alone."""
    tasks = "".join(
        f'  package(name: "package-{number}")\n  file(path: "/srv/{number}", content: "x{number}", mode: "0644")\n'
        for number in range(200)
    )
    source = f'use std.{{package, file}}\n\ncommand large "Judge-Large" {{\n  platforms: ["Linux"]\n{tasks}}}\n'
    folder = judge.project({"large": source})
    judge.deploy(folder)
    ssm = judge.here()
    judge.that("Judge-Large-part-1" in snapshot(ssm)["documents"], "it has no parts")
    judge.run(folder, 0, "run", "large", "--on", "tag:Role=web")
    ran = [row["DocumentName"] for row in ssm.list_commands()["Commands"]]
    judge.equal(ran, ["Judge-Large"], "what is run")
    said = judge.run(folder, 2, "promote", "large", "--yes")
    judge.that("the parts first: `Judge-Large-part-1`, `Judge-Large-part-2`, `Judge-Large`" in said, said)
    judge.that("nothing to do" in judge.run(folder, 0, "promote", "Judge-Large", "--yes"), "one of them")


def in_place(judge: Judge) -> None:
    """Associations, windows, targets and tasks are changed where they are."""
    ssm = judge.here()
    judge.deploy(judge.project(PARTS))
    before = account.ids(ssm)
    parts = changed(PARTS, "scan", '  compliance: "HIGH"\n', "")
    parts = changed(parts, "scan", "0 2 ? * SUN *", "0 3 ? * MON *")
    parts = changed(parts, "pinned", '  tags: { Team: "web" }\n', '  tags: { Owner: "me" }\n')
    parts = changed(parts, "pinned", 'greet(Who: "pinned")', "greet()")
    parts = changed(parts, "sunday", ', timezone: "Asia/Seoul"', "")
    parts = changed(parts, "sunday", "duration: 3h", "duration: 4h")
    parts = changed(parts, "sunday", "priority: 2", "priority: 5")
    parts = changed(parts, "groups", '"database"', '"store"')
    folder = judge.project(parts)
    judge.deploy(folder)
    there = as_built(judge, folder, ssm)
    judge.equal(account.ids(ssm), before, "ids")
    scan = next(row for row in there["associations"] if row["AssociationName"] == "Judge-Scan")
    judge.that(scan.get("ComplianceSeverity") in (None, "UNSPECIFIED"), f"the severity stays: {scan}")
    pinned = next(row for row in there["associations"] if row["AssociationName"] == "Judge-Pinned")
    judge.that(not pinned.get("Parameters"), f"parameters stay: {pinned}")
    judge.that("ScheduleTimezone" not in there["windows"][0]["window"], "the time zone stays")
    judge.stays(folder)
    parts_of_window(judge, parts)


def parts_of_window(judge: Judge, parts: dict[str, str]) -> None:
    """Targets and tasks come and go by their names."""
    ssm = judge.here()
    before = account.ids(ssm)
    old = parts["sunday"]
    task = old[old.index("  task hello") : old.index("  task rest")]
    text = old.replace(task, "").replace("priority: 3", "priority: 4")
    text = (
        text.removesuffix("}\n") + "  task more = follow() on stage {\n    concurrency: 1\n    max_errors: 0\n  }\n}\n"
    )
    folder = judge.project({**parts, "stage": 'group stage = tag("Role", "stage")\n', "sunday": text})
    judge.deploy(folder)
    as_built(judge, folder, ssm)
    after = account.ids(ssm)
    judge.that("task Judge-Sunday/more" in after and "target Judge-Sunday/stage" in after, "what is new")
    judge.that("task Judge-Sunday/hello" not in after and "target Judge-Sunday/database" not in after, "what is gone")
    kept = {name: known for name, known in before.items() if name in after}
    judge.equal({name: after[name] for name in kept}, kept, "ids of what stays")
    judge.stays(folder)


def prune(judge: Judge) -> None:
    """What the project no longer has goes when it is told to, and nothing else."""
    ssm = judge.here()
    ssm.create_document(Name="Judge-Other", DocumentType="Command", Content=_content("other"), DocumentFormat="JSON")
    judge.deploy(judge.project(PARTS))
    left = without(PARTS, "wait", "greet", "pinned", "sunday")
    folder = judge.project(left)
    judge.deploy(folder)
    judge.that("Judge-Greet" in snapshot(ssm)["documents"], "it goes without --prune")
    judge.stays(folder)
    before = judge.service.count()
    judge.deploy(folder, "--prune")
    deleted = [row["operation"] for row in judge.service.calls(before) if row["operation"].startswith("Delete")]
    deleted = [operation for operation in deleted if operation != "DeleteParameter"]
    wanted = ["DeleteAssociation", "DeleteMaintenanceWindow", "DeleteDocument", "DeleteDocument"]
    judge.equal(deleted, wanted, "what is deleted, in order")
    there = snapshot(ssm)
    judge.equal(sorted(there["documents"]), ["Judge-Follow", "Judge-Forward", "Judge-Other"], "documents")
    names = [row["AssociationName"] for row in there["associations"]]
    judge.equal((sorted(names), there["windows"]), (["Judge-Follows", "Judge-Scan"], []), "the others")
    judge.stays(folder, "--prune")
    # A part of the project tells nothing of the rest.
    before = snapshot(ssm)
    (folder / "other.ord").write_text("//! Another source.\n", encoding="utf-8")
    for part in (["other.ord"], ["--tags", "other"], ["--skip-tags", "other"]):
        said = judge.run(folder, 2, "plan", "--prune", *part)
        judge.that("only the whole" in said, f"the reason in {said!r}")
        judge.deploy(folder, "--prune", *part, status=2)
    judge.equal(snapshot(ssm), before, "what a part leaves")


def _content(word: str) -> str:
    step = {"action": "aws:runShellScript", "name": "one", "inputs": {"runCommand": [f"echo {word}"]}}
    return json.dumps({"schemaVersion": "2.2", "mainSteps": [step]})


def foreign(judge: Judge) -> None:
    """What another project or nobody made is left alone, unless it is adopted."""
    ssm = judge.here()
    ssm.create_document(Name="Judge-Follow", DocumentType="Command", Content=_content("hand"), DocumentFormat="JSON")
    given = {"Name": "AWS-RunPatchBaseline", "AssociationName": "Judge-Scan", "ScheduleExpression": "rate(1 day)"}
    ssm.create_association(**given, Targets=[{"Key": "tag:A", "Values": ["b"]}], Parameters={"Operation": ["Scan"]})
    whole = {"Name": "Judge-Sunday", "Schedule": "rate(7 days)", "Duration": 2, "Cutoff": 0}
    made = ssm.create_maintenance_window(**whole, AllowUnassociatedTargets=True)["WindowId"]
    before, known = snapshot(ssm), account.ids(ssm)
    folder = judge.project(PARTS)
    said = judge.deploy(folder, status=1)
    judge.equal(said.count("Ordain did not make it"), 3, f"refusals in {said!r}")
    judge.run(folder, 1, "plan", "--detailed-exitcode")
    judge.equal(snapshot(ssm), before, "what a refused deploy leaves")
    judge.deploy(folder, "--adopt")
    as_built(judge, folder, ssm)
    after = account.ids(ssm)
    judge.equal({name: after.get(name) for name in known}, known, "ids of what is adopted")
    judge.equal(after["window Judge-Sunday"], made, "the window")
    judge.stays(folder)
    other = judge.project(PARTS, name="second")
    before = snapshot(ssm)
    judge.that("belongs to the project `judge`" in judge.deploy(other, status=1), "whose it is")
    judge.equal(snapshot(ssm), before, "what the other project leaves")
    judge.deploy(other, "--adopt")
    judge.equal({one["tags"]["ordain:project"] for one in snapshot(ssm)["documents"].values()}, {"second"}, "owner")
    judge.stays(other)


def other_type(judge: Judge) -> None:
    """A name that a document of another type has is refused, adopted or not."""
    ssm = judge.here()
    text = json.dumps({"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": {}})
    ssm.create_document(Name="Judge-Follow", DocumentType="Session", Content=text, DocumentFormat="JSON")
    before, folder = snapshot(ssm), judge.project(PARTS)
    for more in ([], ["--adopt"]):
        judge.that("a document of type `Session`" in judge.deploy(folder, *more, status=1), "the reason")
        judge.equal(snapshot(ssm), before, "what is left")


PLACES = """[env.both]
role = "Deploy"
accounts = ["{account}", "444455556666"]
regions = ["eu-west-1", "us-east-1"]

[env.wrong]
accounts = ["999999999999"]
regions = ["eu-west-1"]
"""


def places(judge: Judge) -> None:
    """Two accounts in two Regions get the same; credentials of another account are refused."""
    folder = judge.project(PARTS, more=PLACES.format(account=ACCOUNT))
    said = judge.deploy(folder, "--env", "wrong", status=1)
    judge.that("the environment is for account 999999999999" in said, said)
    judge.equal(snapshot(judge.here())["documents"], {}, "what a refused deploy leaves")
    judge.deploy(folder, "--region", "us-west-2")
    as_built(judge, folder, judge.here("us-west-2"))
    judge.equal(snapshot(judge.here())["documents"], {}, "another Region than the one that was named")
    judge.deploy(folder, "--env", "both")
    all_of_them = [(number, region) for number in (ACCOUNT, "444455556666") for region in ("eu-west-1", "us-east-1")]
    for number, region in all_of_them:
        as_built(judge, folder, judge.here(region, number))
    judge.stays(folder, "--env", "both")
    # One place that fails does not keep the others from being worked on.
    judge.here("us-east-1").create_document(Name="Judge-More", DocumentType="Command", Content=_content("x"))
    more = {**PARTS, "more": 'command more "Judge-More" {\n  sh "echo more"\n}\n'}
    folder = judge.project(more, more=PLACES.format(account=ACCOUNT))
    judge.deploy(folder, "--env", "both", status=1)
    for number, region in all_of_them:
        mine = snapshot(judge.here(region, number))["documents"].get("Judge-More", {}).get("tags", {})
        judge.equal("ordain:project" in mine, (number, region) != (ACCOUNT, "us-east-1"), f"{number} {region}")


PORT = 'parameter port "/judge/port" {\n  value: "80"\n  description: "Where it listens."\n}\n'


def by_hand(judge: Judge) -> None:
    """What somebody changed by hand is told and left alone, and set back where it is told to; other tags stay."""
    ssm = judge.here()
    folder = judge.project({**PARTS, "port": PORT})
    judge.deploy(folder)
    before, known = snapshot(ssm), account.ids(ssm)
    change_by_hand(ssm, known)
    there = snapshot(ssm)
    judge.stays(folder)
    judge.equal(snapshot(ssm), there, "what a deploy leaves")
    said = judge.run(folder, 2, "plan", "--drift", "--detailed-exitcode")
    for line in (
        "= document Judge-Greet",
        '~ tags.Team: hand -> web (changed by hand)',
        "= document Judge-Follow",
        "~ default version: 2 -> 1 (changed by hand)",
        "~ latest version: 2 -> 1 (changed by hand)",
        "= document Judge-Wait",
        "= association Judge-Scan",
        "~ ScheduleExpression: rate(3 days) -> cron(0 2 ? * SUN *) (changed by hand)",
        "= window Judge-Sunday",
        "~ Duration: 9 -> 3 (changed by hand)",
        "~ task `hello`: Priority: 9 -> 2 (changed by hand)",
        "= parameter /judge/port",
        "~ value: 8080 -> 80 (changed by hand)",
    ):
        judge.that(line in said, f"no line {line!r} in {said}")
    judge.that("+ target `web`: " in said and "6 changed by hand" in said, said)
    (place,) = json.loads(judge.program.run(folder, "plan", "--json", "--drift").stdout)["places"]
    actions = [change["action"] for change in place["changes"]]
    judge.equal((actions.count("drifted"), set(actions)), (6, {"drifted", "unchanged"}), "actions in JSON")
    judge.run(folder, 2, "plan", "--overwrite", "--detailed-exitcode")
    judge.deploy(folder, "--overwrite")
    as_built(judge, folder, ssm)
    # Whose a tag is that the project does not name is not known: it stays.
    before["documents"]["Judge-Greet"]["tags"]["Hand"] = "made"
    judge.equal(snapshot(ssm), before, "what is left")
    judge.run(folder, 0, "plan", "--drift", "--detailed-exitcode")
    judge.stays(folder, "--overwrite")
    both_changed(judge, known)


def change_by_hand(ssm: Any, known: dict[str, str]) -> None:
    """Something of each kind."""
    scan = ssm.describe_association(AssociationId=known["association Judge-Scan"])["AssociationDescription"]
    kept = ("AssociationId", "AssociationName", "Name", "Targets", "Parameters")
    whole = {key: scan[key] for key in (*kept, "MaxErrors", "MaxConcurrency", "ComplianceSeverity")}
    ssm.update_association(**whole, ScheduleExpression="rate(3 days)")
    window = known["window Judge-Sunday"]
    ssm.update_maintenance_window(WindowId=window, Duration=9)
    ssm.update_maintenance_window_task(WindowId=window, WindowTaskId=known["task Judge-Sunday/hello"], Priority=9)
    ssm.deregister_target_from_maintenance_window(
        WindowId=window, WindowTargetId=known["target Judge-Sunday/web"], Safe=False
    )
    given = {"ResourceType": "Document", "ResourceId": "Judge-Greet"}
    ssm.add_tags_to_resource(**given, Tags=[{"Key": "Hand", "Value": "made"}, {"Key": "Team", "Value": "hand"}])
    ssm.modify_document_permission(
        Name="Judge-Wait", PermissionType="Share", AccountIdsToAdd=["777788889999"], AccountIdsToRemove=["111122223333"]
    )
    ssm.update_document(
        Name="Judge-Follow", Content=_content("hand"), DocumentFormat="JSON", DocumentVersion="$LATEST"
    )
    ssm.update_document_default_version(Name="Judge-Follow", DocumentVersion="2")
    ssm.put_parameter(Name="/judge/port", Value="8080", Overwrite=True)


def both_changed(judge: Judge, known: dict[str, str]) -> None:
    """What the project and somebody else changed is refused, until somebody says who is right."""
    ssm = judge.here()
    window = known["window Judge-Sunday"]
    ssm.update_maintenance_window(WindowId=window, Duration=9)
    before = snapshot(ssm)
    parts = {**PARTS, "port": PORT}
    folder = judge.project(changed(parts, "sunday", "cutoff: 1h", "cutoff: 2h"))
    said = judge.deploy(folder, status=1)
    judge.that('somebody else has changed "Duration" by hand since the last deploy' in said, said)
    judge.equal(snapshot(ssm), before, "what a refused deploy leaves")
    judge.deploy(folder, "--overwrite")
    ssm.delete_document(Name="Judge-Forward")
    judge.run(folder, 2, "plan", "--detailed-exitcode")
    judge.deploy(folder)
    as_built(judge, folder, ssm)
    judge.stays(folder)


def version_names(judge: Judge) -> None:
    """A version's name that the author gave stays with its content."""
    ssm = judge.here()
    named = changed({"follow": PARTS["follow"]}, "follow", "{\n", '{\n  version_name: "spring"\n')
    judge.deploy(judge.project(named))
    folder = judge.project(changed(named, "follow", "echo follow", "echo lead"))
    said = judge.run(folder, 1, "plan", "--detailed-exitcode")
    judge.that("version 1 has the name `spring` and another content" in said, said)
    judge.deploy(folder, status=1)
    folder = judge.project(changed(changed(named, "follow", "spring", "autumn"), "follow", "echo follow", "echo lead"))
    judge.deploy(folder)
    names = {one["VersionName"] for one in ssm.list_document_versions(Name="Judge-Follow")["DocumentVersions"]}
    judge.equal(names, {"spring", "autumn"}, "names of versions")
    judge.stays(folder)
    folder = judge.project(named)
    judge.deploy(folder)
    judge.equal(snapshot(ssm)["documents"]["Judge-Follow"]["tags"]["ordain:version"], "1", "the old content")
    judge.stays(folder)


def keeping(judge: Judge) -> None:
    """Old versions go where a number of them is kept, but for those that somebody follows."""
    ssm = judge.here()
    keep = "[deploy]\nkeep_versions = 2\n"
    text = PARTS["follow"]
    for word in ("one", "two", "three", "four"):
        folder = judge.project({"follow": text.replace("echo follow", f"echo {word}")}, more=keep)
        said = judge.run(folder, 2, "plan", "--detailed-exitcode")
        judge.equal("old versions" in said, word == "four", f"the plan of {word}: {said}")
        judge.deploy(folder)
        judge.stays(folder)
    # The first is the default one.
    listed = ssm.list_document_versions(Name="Judge-Follow")["DocumentVersions"]
    judge.equal(sorted(one["DocumentVersion"] for one in listed), ["1", "3", "4"], "versions")
    judge.deploy(judge.project({"follow": text}, more=keep), "--promote")
    listed = ssm.list_document_versions(Name="Judge-Follow")["DocumentVersions"]
    judge.equal(sorted(one["DocumentVersion"] for one in listed), ["4", "5"], "versions behind a promotion")


def denied(judge: Judge) -> None:
    """What is not permitted is named, with the place in the sources."""
    folder = judge.project({"follow": PARTS["follow"]})
    why = "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: ssm:CreateDocument on resource: *"
    refusal = {
        "service": "ssm", "operation": "CreateDocument", "code": "AccessDeniedException", "message": why, "times": 1,
    }  # fmt: skip
    judge.service.ask("/__service__/refusals", [refusal])
    said = judge.deploy(folder, status=1)
    judge.that("`ssm:CreateDocument` is missing: arn:aws:iam::111122223333:user/ann may not do it" in said, said)
    judge.that("at judge.ord:3" in said, said)
    judge.deploy(folder)


def options(judge: Judge) -> None:
    """Short pages, JSON in another layout, and a service that takes no content twice."""
    ssm = judge.here()
    strict = {"page_size": 2, "rewrite_json": True, "duplicate_content": "any"}
    judge.service.ask("/__service__/options", strict)
    judge.deploy(judge.project(PARTS))
    parts = changed(PARTS, "follow", "{\n", '{\n  version_name: "spring"\n')
    judge.deploy(judge.project(changed(parts, "follow", "echo follow", "echo lead")))
    # The first content under a name that no version has.
    folder = judge.project(changed(parts, "follow", "spring", "autumn"))
    judge.deploy(folder)
    follow = snapshot(ssm)["documents"]["Judge-Follow"]
    judge.equal((follow["tags"]["ordain:version"], len(follow["versions"])), ("1", 2), "the version with the content")
    judge.stays(folder)
    judge.service.ask("/__service__/options", {"page_size": 0, "rewrite_json": False, "duplicate_content": "latest"})


def report(judge: Judge) -> None:
    """A failure is reported with its code, and what needs it is left out."""
    ssm = judge.here()
    folder = judge.project(PARTS)
    refusal = {"service": "ssm", "operation": "CreateDocument", "code": "DocumentLimitExceeded", "times": 1}
    judge.service.ask("/__service__/refusals", [refusal])
    ran = judge.program.run(folder, "deploy", "--yes", "--concurrency", "1", "--json")
    judge.equal(ran.returncode, 1, f"exit of {ran.stderr}")
    (place,) = json.loads(ran.stdout)["places"]
    judge.equal((place["account"], place["region"]), (ACCOUNT, REGION), "the place")
    found = {change["id"]: change for change in place["changes"]}
    failed = found.pop("documents/Judge-Follow")
    judge.equal(failed["outcome"], "failed", "Judge-Follow")
    judge.equal((failed["error"]["code"], failed["error"]["carriedOut"]), ("DocumentLimitExceeded", False), "why")
    left = found.pop("associations/follows")
    judge.equal((left["outcome"], left.get("needs")), ("left-out", "documents/Judge-Follow"), "what needs it")
    judge.equal({change["outcome"] for change in found.values()}, {"done"}, "the rest")
    there = snapshot(ssm)
    judge.equal(sorted(there["documents"]), ["Judge-Forward", "Judge-Greet", "Judge-Wait"], "documents")
    judge.equal((len(there["associations"]), len(there["windows"])), (2, 1), "the others")
    judge.deploy(folder)
    as_built(judge, folder, ssm)
    judge.stays(folder)


LOCK = "/ordain/judge/lock"


def lease(seconds: int) -> str:
    """A lease of somebody on another machine."""
    return json.dumps({
        "owner": "ann@elsewhere, process 7", "id": "1", "machine": "elsewhere", "process": 7,
        "expires": int(time.time()) + seconds,
    })  # fmt: skip


def locked(judge: Judge) -> None:
    """Two deploys of a project do not work at the same time."""
    ssm = judge.here()
    folder = judge.project(PARTS)
    ssm.put_parameter(Name=LOCK, Type="String", Value=lease(300))
    before = snapshot(ssm)
    said = judge.deploy(folder, status=1)
    judge.that("ann@elsewhere, process 7 deploys this project" in said and " until 20" in said, said)
    judge.equal(snapshot(ssm), before, "what is left")
    judge.run(folder, 2, "plan", "--detailed-exitcode")
    ssm.put_parameter(Name=LOCK, Type="String", Value=lease(-1), Overwrite=True)
    judge.deploy(folder)
    as_built(judge, folder, ssm)
    ssm.put_parameter(Name=LOCK, Type="String", Value="my own")
    folder = judge.project(changed(PARTS, "follow", "echo follow", "echo once"))
    judge.that("holds something else" in judge.deploy(folder, status=1), "a parameter that is no lock")
    ssm.delete_parameter(Name=LOCK)
    # What a deploy has left that was stopped behind its last change.
    judge.deploy(folder)
    ssm.put_parameter(Name=LOCK, Type="String", Value=lease(-1))
    judge.deploy(folder)
    as_built(judge, folder, ssm)
    side_by_side(judge)


def side_by_side(judge: Judge) -> None:
    """While a deploy stands still, another is refused, and a third waits for it."""
    parts = changed(PARTS, "follow", "echo follow", "echo twice")
    folder = judge.project(parts)
    with account.Proxy(judge.service) as proxy:
        proxy.plan({"fault": "pause_before", "operation": "UpdateDocument"})
        first = Program(judge.program.path, proxy.port).start(folder, "deploy", "--yes")
        until(lambda: proxy.ask("/__proxy__/waiting"))
        said = judge.deploy(folder, status=1)
        judge.that(f"process {first.pid} deploys this project" in said, said)
        before = judge.service.count()
        third = judge.program.start(folder, "deploy", "--yes", "--lock-timeout", "60")
        until(lambda: sum(row["operation"] == "GetParameter" for row in judge.service.calls(before)) > 1)
        (waiting,) = proxy.ask("/__proxy__/waiting")
        proxy.ask("/__proxy__/release", {"call": waiting})
        for process in (first, third):
            output, errors = process.communicate(timeout=90)
            judge.equal(process.returncode, 0, f"exit with {output}{errors}")
    there = as_built(judge, folder, judge.here())
    judge.equal(sorted(there["documents"]["Judge-Follow"]["versions"]), ["1", "2", "3"], "versions")
    judge.stays(folder)


def until(holds: Callable[[], Any]) -> None:
    """Waits for something that has to come."""
    limit = time.monotonic() + 30
    while not holds():
        if time.monotonic() > limit:
            raise TimeoutError
        time.sleep(0.02)


def shown(judge: Judge) -> None:
    """A plan says what differs in parts and permissions, with `--verbose` in lines, and what it asked."""
    runbook = 'runbook wait "Judge-Wait" {\n  param Id: aws.ec2.InstanceId\n  aws.ec2.StopInstances(InstanceIds: [Id])\n}\n'
    parts = {**without(PARTS, "sunday"), "wait": runbook}
    judge.deploy(judge.project(parts))
    folder = judge.project(changed(changed(parts, "wait", "Stop", "Reboot"), "follow", "echo follow", "echo lead"))
    said = judge.run(folder, 0, "plan")
    wanted = ("+ permission ec2:RebootInstances: arn:", "- permission ec2:StopInstances: arn:", "inputs.runCommand: line ")
    for line in wanted:
        judge.that(line in said, f"no {line!r} in {said}")
    judge.that("@@" not in said and " calls\n" not in said, f"lines without --verbose: {said}")
    judge.that("\x1b" not in said, "colours in a pipe")
    before = judge.service.count()
    said = judge.run(folder, 0, "plan", "--verbose")
    judge.that(re.search(r"^    \+ .*echo lead", said, re.M) and re.search(r"^    - .*echo follow", said, re.M), said)
    called = [f"{row['service']}:{row['operation']}" for row in judge.service.calls(before)]
    for name in set(called):
        judge.that(f" {called.count(name)} {name}\n" in said, f"{called.count(name)} calls of {name} in {said}")
    judge.that(f"\n{len(called)} calls\n" in said, f"{len(called)} calls in {said}")
    before = judge.service.count()
    ran = judge.program.run(folder, "deploy", "--yes", "--verbose", "--json")
    (place,) = json.loads(ran.stdout)["places"]
    called = [f"{row['service']}:{row['operation']}" for row in judge.service.calls(before)]
    judge.equal(place["calls"], {name: called.count(name) for name in set(called)}, "calls of a deploy")
    judge.stays(folder)


def stops(judge: Judge) -> None:
    """With `--stop-on-failure` no place is begun once one has failed; without it the others are done."""
    folder = judge.project({"follow": PARTS["follow"]}, more=PLACES.format(account=ACCOUNT))
    deploy = ("deploy", "--yes", "--json", "--env", "both", "--parallel-places", "1")
    all_of_them = [(number, region) for number in (ACCOUNT, "444455556666") for region in ("eu-west-1", "us-east-1")]
    refusal = {"service": "ssm", "operation": "CreateDocument", "code": "DocumentLimitExceeded", "times": 1}

    def outcomes(*more: str) -> list[str]:
        ran = judge.program.run(folder, *deploy, *more)
        judge.equal(ran.returncode, 1, f"exit of {ran.stderr}")
        reported = json.loads(ran.stdout)["places"]
        judge.equal([(place["account"], place["region"]) for place in reported], all_of_them, "the order of places")
        return [
            "left out" if place.get("leftOut") else "error" if "error" in place else place["changes"][0]["outcome"]
            for place in reported
        ]

    judge.service.ask("/__service__/refusals", [refusal])
    judge.equal(outcomes("--stop-on-failure"), ["failed"] + ["left out"] * 3, "a failure while it is carried out")
    judge.equal([len(snapshot(judge.here(*place[::-1]))["documents"]) for place in all_of_them], [0] * 4, "documents")
    judge.here("us-east-1").create_document(Name="Judge-Follow", DocumentType="Command", Content=_content("x"))
    found = outcomes("--stop-on-failure")
    judge.equal(found, ["left out", "error", "left out", "left out"], "a failure of a plan")
    judge.equal(outcomes(), ["done", "error", "done", "done"], "without it")
    judge.run(folder, 1, "plan", "--env", "both", "--stop-on-failure")


def attachments(judge: Judge) -> None:
    """A file that goes with a runbook lies in the bucket before the document, and is uploaded once."""
    source = 'runbook pack "Judge-Run" {\n  python attachment("tools/run-me.zip") handler "run.main"\n}\n'
    more = '[deploy]\nbucket = "judge-{region}"\n\n[env.other]\nbucket = "judge-other"\n'
    ssm, s3 = judge.here(), judge.service.client("s3")
    for bucket in ("judge-eu-west-1", "judge-other"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})

    def project(content: bytes, *, more: str = more) -> pathlib.Path:
        folder = judge.project({"pack": source}, more=more)
        (folder / "tools").mkdir()
        (folder / "tools" / "run-me.zip").write_bytes(content)
        return folder

    content = bytes(range(256)) * 400
    said = judge.run(project(content, more=""), 1, "plan")
    judge.that("its attachments need a bucket" in said, said)
    folder = project(content)
    judge.deploy(folder)
    judge.stays(folder)
    hashed = hashlib.sha256(content).hexdigest()
    key = f"ordain/judge/{hashed}/run-me.zip"
    judge.equal(s3.get_object(Bucket="judge-eu-west-1", Key=key)["Body"].read(), content, "what is uploaded")
    described = ssm.describe_document(Name="Judge-Run")["Document"]
    judge.equal((described["Status"], described["AttachmentsInformation"]), ("Active", [{"Name": "run-me.zip"}]), "it")
    # Another file makes another version, the first one again no upload.
    judge.deploy(project(b"other"))
    judge.equal(len(ssm.list_document_versions(Name="Judge-Run")["DocumentVersions"]), 2, "versions")
    before = judge.service.count()
    judge.deploy(project(content), "--env", "other", "--promote")
    uploads = [row["operation"] for row in judge.service.calls(before) if row["service"] == "s3"]
    judge.equal(uploads, [], "a content that a version has is uploaded again")
    ssm.delete_document(Name="Judge-Run")
    judge.deploy(project(content), "--env", "other")
    judge.equal(s3.list_objects_v2(Bucket="judge-other")["KeyCount"], 1, "the environment's bucket")
    ssm.delete_document(Name="Judge-Run")
    before = judge.service.count()
    judge.deploy(project(content), "--env", "other")
    uploads = [row["operation"] for row in judge.service.calls(before) if row["service"] == "s3"]
    judge.equal(uploads, ["HeadObject"], "a file that is there")


def terminal(
    judge: Judge, folder: pathlib.Path, answer: str, *arguments: str, status: int = 0, **more: str
) -> str:
    """Runs a command on a terminal, where somebody answers; what stands there afterwards."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in judge.program.environment.items() if name != "NO_COLOR"}
    environment = {**kept, "TERM": "xterm", **more}
    process = subprocess.Popen(
        [judge.program.path, *arguments], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    text = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        text += part
    os.close(ours)
    judge.equal(process.wait(timeout=60), status, f"exit of {arguments} on a terminal with {text!r}")
    return text.decode()


def on_a_terminal(judge: Judge) -> None:
    """There are colours and progress, and the question names every place; in a pipe and with NO_COLOR there are not."""
    folder = judge.project(without(PARTS, "sunday"), more=PLACES.format(account=ACCOUNT))
    judge.service.client("iam").create_account_alias(AccountAlias="judge-alias")
    said = terminal(judge, folder, "yes\n", "deploy", "--env", "both")
    question = said[said.index("Carry this out in 4 places?") :]
    for region in ("eu-west-1", "us-east-1"):
        judge.that(f"    account {ACCOUNT} (judge-alias), {region}\r\n" in question, f"{region} in {question}")
        judge.that(re.search(rf"    account 444455556666[^\n]*, {region}\r\n", question), f"{region} in {question}")
    judge.that("\x1b[32m+ document Judge-Greet\x1b[0m" in said, f"a colour in {said}")
    judge.that(re.search(r"\r\x1b\[\?7l\d+ of 28: document Judge-", said), f"progress in {said!r}")
    judge.that(said.rstrip("\r\n").endswith("\x1b[K\x1b[?7h"), f"the line of progress is left: {said[-60:]!r}")
    judge.stays(folder, "--env", "both")
    folder = judge.project(changed(without(PARTS, "sunday"), "follow", "echo follow", "echo lead"))
    said = terminal(judge, folder, "yes\n", "deploy", NO_COLOR="1")
    judge.that("~ document Judge-Follow" in said and "\x1b[3" not in said, f"colours with NO_COLOR: {said!r}")
    said = judge.deploy(judge.project(without(PARTS, "sunday")))
    judge.that("\x1b" not in said and "\r" not in said, f"escape sequences in a pipe: {said!r}")


CASES: list[Callable[[Judge], None]] = [
    create,
    versions,
    promotion,
    in_parts,
    in_place,
    prune,
    foreign,
    other_type,
    places,
    by_hand,
    version_names,
    keeping,
    denied,
    options,
    report,
    locked,
    shown,
    stops,
    on_a_terminal,
    attachments,
    *connections.CASES,
    *interrupts.CASES,
    *kinds.CASES,
    *reaches.CASES,
    *roles.CASES,
]


def main(arguments: list[str]) -> int:
    """Every case on an empty service."""
    path, scratch = arguments[:2]
    only = arguments[2:]
    with Service() as service:
        judge = Judge(service, Program(path, service.port), pathlib.Path(scratch))
        for case in CASES:
            if only and case.__name__ not in only:
                continue
            service.reset()
            judge.case = case.__name__
            case(judge)
        if service.ask("/__service__/faults")["faults"]:
            judge.problems.append("the service itself was wrong")
    return artifacts.report("deploys", judge.judged, judge.problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
