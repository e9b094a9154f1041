"""Judges what `ordain iam` prints: parliament for policies, cfn-lint for templates.

Usage: policies.py ORDAIN PROJECT…
"""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import tempfile
from typing import Any

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


def main() -> None:
    ordain, projects = sys.argv[1], [pathlib.Path(it) for it in sys.argv[2:]]
    policies = templates = 0
    wrong: list[str] = []
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
    if policies == 0:
        sys.exit("no policy was judged")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"parliament takes {policies} policies, cfn-lint {templates} templates")


if __name__ == "__main__":
    main()
