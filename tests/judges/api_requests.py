"""Judges every request of a build with botocore's own parameter validation."""

from __future__ import annotations

import sys
from typing import Any

import boto3
from botocore.validate import ParamValidator

import artifacts

WINDOW_PARTS = (
    ("targets", "RegisterTargetWithMaintenanceWindow"),
    ("tasks", "RegisterTaskWithMaintenanceWindow"),
)

# A build of everything has each of these; a judge that did not see one has judged nothing of it.
TASK_TYPES = ("RUN_COMMAND", "AUTOMATION", "LAMBDA", "STEP_FUNCTIONS")
OPERATIONS = (
    "CreateAssociation",
    "CreateDocument",
    "CreateMaintenanceWindow",
    "ModifyDocumentPermission",
    "RegisterTargetWithMaintenanceWindow",
    "RegisterTaskWithMaintenanceWindow",
    "SendCommand",
    "StartAutomationExecution",
)


def requests_of(artifact: artifacts.Artifact) -> list[tuple[str, str, dict[str, Any]]]:
    """The (service, operation, body) of each request in a file."""
    body = artifacts.resolve(artifact.data())
    if artifact.folder == "associations":
        return [("ssm", "CreateAssociation", body)]
    if artifact.folder == "windows":
        found = [("ssm", "CreateMaintenanceWindow", body["window"])]
        for key, operation in WINDOW_PARTS:
            found += [("ssm", operation, part) for part in body[key]]
        return found
    if artifact.file.endswith(".permission.json"):
        return [("ssm", "ModifyDocumentPermission", body)]
    if artifact.folder == "requests":
        return [(body["service"], body["operation"], body["parameters"])]
    return []


def unseen(seen: set[str]) -> list[str]:
    return [f"no request of {name} was seen" for name in (*OPERATIONS, *TASK_TYPES) if name not in seen]


def problem_of(model: Any, operation: str, body: dict[str, Any]) -> str | None:
    shape = model.operation_model(operation).input_shape
    errors = ParamValidator().validate(body, shape)
    return errors.generate_report() if errors.has_errors() else None


def main(folders: list[str]) -> int:
    session = boto3.session.Session(region_name="us-east-1")
    judged, problems = 0, []
    seen: set[str] = set()
    everything = [
        (item.file, *request) for item in artifacts.artifacts(folders) for request in requests_of(item)
    ]
    everything += [(item.file, "ssm", "CreateDocument", body) for item, body in artifacts.documents(folders)]
    models: dict[str, Any] = {}
    for file, service, operation, body in everything:
        if service not in models:
            models[service] = session.client(service).meta.service_model
        judged += 1
        seen |= {operation, body.get("TaskType", operation)}
        problem = problem_of(models[service], operation, body)
        if problem:
            problems.append(f"{file}: {operation}: {problem}")
    problems += unseen(seen)
    return artifacts.report("botocore", judged, problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
