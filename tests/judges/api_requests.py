"""Judges every request of a build with botocore's own parameter validation."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterator
from typing import Any

import boto3
import regex
from botocore.validate import ParamValidator

import artifacts

WINDOW_PARTS = (
    ("targets", "RegisterTargetWithMaintenanceWindow"),
    ("tasks", "RegisterTaskWithMaintenanceWindow"),
)

# A pseudo parameter of a window, which the service replaces before it looks at the value.
PLACEHOLDER_OF_WINDOW = re.compile(r"\{\{\s*[A-Z_]+\s*\}\}")

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
    if artifact.folder == "parameters":
        return [("ssm", "PutParameter", body)]
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
    if errors.has_errors():
        return errors.generate_report()
    return "; ".join(beyond(shape, body, operation)) or None


def beyond(shape: Any, value: Any, path: str) -> Iterator[str]:
    """What the service's model refuses and botocore leaves to the service: enums, patterns, most."""
    if getattr(shape, "is_document_type", False):
        return
    if shape.type_name == "structure":
        for key, item in value.items():
            yield from beyond(shape.members[key], item, f"{path}.{key}")
    elif shape.type_name == "list":
        for item in value:
            yield from beyond(shape.member, item, f"{path}[]")
    elif shape.type_name == "map":
        for key, item in value.items():
            yield from beyond(shape.key, key, f"{path} {key}")
            yield from beyond(shape.value, item, f"{path}.{key}")
    elif shape.type_name == "string" and not PLACEHOLDER_OF_WINDOW.search(value):
        if shape.enum and value not in shape.enum:
            yield f'{path}: "{value}" is none of {", ".join(shape.enum)}'
        pattern = shape.metadata.get("pattern")
        if pattern and pattern_of(pattern) and not pattern_of(pattern).search(value):
            yield f'{path}: "{value}" does not match {pattern}'
    most = shape.metadata.get("max")
    if most is not None and size(value) > most:
        yield f"{path}: {size(value)} is more than {most}"


@functools.cache
def pattern_of(pattern: str) -> regex.Pattern[str] | None:
    """A pattern of the models, which are written for Java: with sets in sets, and `\\p{…}`.

    A few are patterns of no kind.
    """
    try:
        return regex.compile(pattern, regex.VERSION1)
    except regex.error:
        return None


def size(value: Any) -> float:
    return value if isinstance(value, int | float) else len(value)


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
