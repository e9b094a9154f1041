"""An account for the judges of `plan` and `deploy`: the test service, the program in it, and what boto3 reads there."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.request
from typing import Any, Self

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

SERVICE = pathlib.Path(__file__).parents[1] / "service"
ACCOUNT = "123456789012"
REGION = "eu-west-1"
# AWS's own documentation examples: the service answers any credentials.
KEYS = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
}
# What differs from run to run, in every answer.
CHANGING = {
    "ResponseMetadata", "CreatedDate", "ModifiedDate", "Date", "LastUpdateAssociationDate", "LastExecutionDate",
    "LastSuccessfulExecutionDate", "NextExecutionTime", "Overview", "Status", "LastModifiedDate", "AssociationVersion",
}  # fmt: skip


class Child:
    """A program of tests/service that says its port, and ends with this one whatever happens."""

    def __init__(self, program: str, *arguments: str) -> None:
        command = [sys.executable, program, "--port", "0", "--until-eof", *arguments]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=SERVICE, stdin=pipe, stdout=pipe, text=True)
        assert self.process.stdout
        words = self.process.stdout.readline().split()
        if words[:1] != ["ready"]:
            raise RuntimeError(f"{program} does not start: {words}")
        self.port = int(words[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> int:
        """Stops it; its status, which is 1 where the service was wrong."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            return self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def ask(self, path: str, body: Any = None, *, post: bool = False) -> Any:
        """An endpoint of the service or the proxy itself."""
        data = json.dumps(body).encode() if body is not None else None
        method = "POST" if post or data is not None else "GET"
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, method=method)
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)


class Service(Child):
    """The test service."""

    def __init__(self) -> None:
        super().__init__("server.py")

    def reset(self) -> None:
        """Forgets everything."""
        self.ask("/__service__/reset", post=True)

    def count(self) -> int:
        """How many calls there were."""
        return len(self.ask("/__service__/calls"))

    def calls(self, after: int) -> list[dict[str, Any]]:
        """The calls behind so many."""
        return self.ask(f"/__service__/calls?after={after}")

    def client(self, service: str, region: str = REGION, account: str = ACCOUNT) -> Any:
        """A client of boto3 that tries once."""
        keys = {name.lower(): value for name, value in KEYS.items()}
        config = Config(retries={"total_max_attempts": 1}, read_timeout=30)
        given: dict[str, Any] = {
            "region_name": region,
            "endpoint_url": f"http://127.0.0.1:{self.port}",
            "config": config,
        }
        if account != ACCOUNT:
            role = f"arn:aws:iam::{account}:role/Judge"
            own = boto3.client("sts", **given, **keys)
            made = own.assume_role(RoleArn=role, RoleSessionName="judge")["Credentials"]
            keys = {
                "aws_access_key_id": made["AccessKeyId"],
                "aws_secret_access_key": made["SecretAccessKey"],
                "aws_session_token": made["SessionToken"],
            }
        return boto3.client(service, **given, **keys)


class Proxy(Child):
    """A proxy in front of a service."""

    def __init__(self, service: Service) -> None:
        super().__init__("proxy.py", "--upstream", str(service.port), "--silent")

    def plan(self, *rules: dict[str, Any]) -> None:
        """Other rules; calls are counted from 1 again."""
        self.ask("/__proxy__/plan", list(rules))


class Program:
    """`ordain`, as a person starts it."""

    def __init__(self, path: str, port: int) -> None:
        self.path = str(pathlib.Path(path).resolve())
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "ORDAIN_"))}
        self.environment = {
            **kept, **KEYS, "AWS_REGION": REGION, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nonexistent",
        }  # fmt: skip

    def start(self, folder: pathlib.Path, *arguments: str) -> subprocess.Popen[str]:
        """Starts a command in a folder."""
        pipe = subprocess.PIPE
        command = [self.path, *arguments]
        return subprocess.Popen(
            command, cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True
        )

    def run(self, folder: pathlib.Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a command in a folder to its end."""
        process = self.start(folder, *arguments)
        output, errors = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def snapshot(ssm: Any) -> dict[str, Any]:
    """All that an account has in one region, without times and with names for ids."""
    names: dict[str, str] = {}
    documents = {row["Name"]: _document(ssm, row) for row in _pages(ssm, "list_documents", "DocumentIdentifiers")}
    associations = [_association(ssm, row, names) for row in _pages(ssm, "list_associations", "Associations")]
    windows = [_window(ssm, row, names) for row in _pages(ssm, "describe_maintenance_windows", "WindowIdentities")]
    parameters = ssm.describe_parameters()["Parameters"]
    everything = {
        "documents": dict(sorted(documents.items())),
        "associations": associations,
        "windows": windows,
        "parameters": sorted(row["Name"] for row in parameters),
    }
    text = _text(everything)
    for known, name in names.items():
        text = text.replace(known, name)
    named = json.loads(text)
    # Only now, since ids, by which the service sorts, are random.
    for kind in ("associations", "windows"):
        named[kind].sort(key=_text)
    return named


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _pages(ssm: Any, operation: str, member: str) -> list[dict[str, Any]]:
    given = {"Filters": [{"Key": "Owner", "Values": ["Self"]}]} if operation == "list_documents" else {}
    return [row for page in ssm.get_paginator(operation).paginate(**given) for row in page[member]]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Members of an answer that are equal in two runs that end alike."""
    return {key: value for key, value in row.items() if key not in CHANGING}


def tags(ssm: Any, kind: str, known: str) -> dict[str, str]:
    """The tags of a thing."""
    listed = ssm.list_tags_for_resource(ResourceType=kind, ResourceId=known)["TagList"]
    return dict(sorted((tag["Key"], tag["Value"]) for tag in listed))


def _document(ssm: Any, row: dict[str, Any]) -> dict[str, Any]:
    name = row["Name"]
    described = ssm.describe_document(Name=name)["Document"]
    versions = {}
    for one in ssm.list_document_versions(Name=name)["DocumentVersions"]:
        number = one["DocumentVersion"]
        got = ssm.get_document(Name=name, DocumentVersion=number, DocumentFormat=one["DocumentFormat"])
        shown = {key: one.get(key) for key in ("VersionName", "DisplayName", "IsDefaultVersion", "DocumentFormat")}
        versions[number] = {**shown, "Content": got["Content"]}
    shared = ssm.describe_document_permission(Name=name, PermissionType="Share")["AccountIds"]
    return {
        "type": described["DocumentType"],
        "default": described["DefaultVersion"],
        "versions": versions,
        "shared": sorted(shared),
        "tags": {tag["Key"]: tag["Value"] for tag in row.get("Tags", [])},
    }


def _association(ssm: Any, row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    known = row["AssociationId"]
    described = ssm.describe_association(AssociationId=known)["AssociationDescription"]
    names[known] = f"association {described.get('AssociationName')}"
    return {**plain(described), "tags": tags(ssm, "Association", known)}


def _window(ssm: Any, row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    known = row["WindowId"]
    names[known] = f"window {row['Name']}"
    targets = ssm.describe_maintenance_window_targets(WindowId=known)["Targets"]
    for target in targets:
        names[target["WindowTargetId"]] = f"target {target.get('Name')}"
    tasks = []
    for task in ssm.describe_maintenance_window_tasks(WindowId=known)["Tasks"]:
        names[task["WindowTaskId"]] = f"task {task.get('Name')}"
        tasks.append(plain(ssm.get_maintenance_window_task(WindowId=known, WindowTaskId=task["WindowTaskId"])))
    return {
        "window": plain(ssm.get_maintenance_window(WindowId=known)),
        "targets": sorted((plain(target) for target in targets), key=lambda target: str(target.get("Name"))),
        "tasks": sorted(tasks, key=lambda task: str(task.get("Name"))),
        "tags": tags(ssm, "MaintenanceWindow", known),
    }


def ids(ssm: Any) -> dict[str, str]:
    """The ids of associations, windows, targets and tasks, by their names."""
    found = {}
    for row in _pages(ssm, "list_associations", "Associations"):
        found[f"association {row['AssociationName']}"] = row["AssociationId"]
    for row in _pages(ssm, "describe_maintenance_windows", "WindowIdentities"):
        known, name = row["WindowId"], row["Name"]
        found[f"window {name}"] = known
        for target in ssm.describe_maintenance_window_targets(WindowId=known)["Targets"]:
            found[f"target {name}/{target.get('Name')}"] = target["WindowTargetId"]
        for task in ssm.describe_maintenance_window_tasks(WindowId=known)["Tasks"]:
            found[f"task {name}/{task.get('Name')}"] = task["WindowTaskId"]
    return found


def refused(call: Any, **arguments: Any) -> str:
    """The code of the error that a call of boto3 ends with; empty where it has none."""
    try:
        call(**arguments)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


def is_reading(operation: str) -> bool:
    """Whether an operation only reads, by its name."""
    return re.match(r"(Get|List|Describe|AssumeRole)", operation) is not None
