"""botocore's models: which operation a request is, and what its shapes allow."""

from __future__ import annotations

import functools
from typing import Any

import regex
from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape
from botocore.validate import ParamValidator

# The services whose requests are looked at. moto answers all others unseen.
SERVICES = ("ssm", "events", "config", "resourcegroupstaggingapi", "resource-groups", "iam", "sts", "s3")


@functools.cache
def service(name: str) -> ServiceModel:
    """The model of a service by botocore's name."""
    return ServiceModel(Loader().load_service_model(name, "service-2"), service_name=name)


@functools.cache
def by_target() -> dict[str, str]:
    """Which service the first word of X-Amz-Target means."""
    prefixes = {}
    for name in SERVICES:
        prefix = service(name).metadata.get("targetPrefix")
        if prefix:
            prefixes[prefix] = name
    return prefixes


def operation(name: str, operation_name: str) -> OperationModel | None:
    """The model of an operation; None where the service has no such operation."""
    model = service(name)
    return model.operation_model(operation_name) if operation_name in model.operation_names else None


def view(name: str, shape_name: str, *parts: dict[str, Any]) -> dict[str, Any]:
    """What of the given values the members of a structure hold; the last wins, None is left out."""
    members = service(name).shape_for(shape_name).members
    whole = {key: value for part in parts for key, value in part.items() if value is not None}
    return {key: value for key, value in whole.items() if key in members}


def problems(shape: Shape, value: Any, whole: bool) -> list[str]:
    """What a shape does not allow in a value, in the words of AWS; `whole` matches patterns at both ends."""
    if value is None:
        return []
    found: list[str] = []
    report = ParamValidator().validate(value, shape)
    _check(shape, value, "", whole, found)
    text = report.generate_report()
    if text and not found:
        found.append(text)
    return found


def _check(shape: Shape, value: Any, path: str, whole: bool, found: list[str]) -> None:
    _check_size(shape, value, path, found)
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        _check_structure(shape, value, path, whole, found)
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for number, item in enumerate(value, 1):
            _check(shape.member, item, f"{path}.{number}.member", whole, found)
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for key, item in value.items():
            _check(shape.key, key, f"{path}.key", whole, found)
            _check(shape.value, item, f"{path}.{key}.member", whole, found)
    elif isinstance(value, str) and shape.type_name == "string":
        _check_text(shape, value, path, whole, found)


def _check_structure(shape: StructureShape, value: dict[str, Any], path: str, whole: bool, found: list[str]) -> None:
    inside = f"{path}." if path else ""
    for name in shape.required_members:
        if value.get(name) is None:
            found.append(_failed("null", inside + _lower(name), "Member must not be null"))
    for name, item in value.items():
        if name in shape.members and item is not None:
            _check(shape.members[name], item, inside + _lower(name), whole, found)


def _check_size(shape: Shape, value: Any, path: str, found: list[str]) -> None:
    size: float
    if isinstance(value, (str, list, dict)):
        size, kind = len(value), "have length"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        size, kind = value, "have value"
    else:
        return
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    # An enum's and a map's own words would differ; a reader needs the number and the place.
    if least is not None and size < least:
        found.append(_failed(value, path, f"Member must {kind} greater than or equal to {least}"))
    if most is not None and size > most:
        found.append(_failed(value, path, f"Member must {kind} less than or equal to {most}"))


def _check_text(shape: Shape, value: str, path: str, whole: bool, found: list[str]) -> None:
    allowed = shape.metadata.get("enum")
    if allowed and value not in allowed:
        values = ", ".join(sorted(allowed))
        found.append(_failed(value, path, f"Member must satisfy enum value set: [{values}]"))
    pattern = shape.metadata.get("pattern")
    if pattern and not _matches(pattern, value, whole):
        found.append(_failed(value, path, f"Member must satisfy regular expression pattern: {pattern}"))


@functools.cache
def _compiled(pattern: str) -> Any:
    # Java's \Z and \p{…} are regex's too; what it cannot read is not checked.
    try:
        return regex.compile(pattern)
    except regex.error:
        return None


def _matches(pattern: str, value: str, whole: bool) -> bool:
    compiled = _compiled(pattern)
    if compiled is None:
        return True
    return bool(compiled.fullmatch(value) if whole else compiled.search(value))


def _failed(value: Any, path: str, constraint: str) -> str:
    shown = value if value == "null" else f"'{value}'"
    return f"Value {shown} at '{path}' failed to satisfy constraint: {constraint}"


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def sentence(found: list[str]) -> str:
    """The message of a ValidationException with these problems."""
    word = "error" if len(found) == 1 else "errors"
    return f"{len(found)} validation {word} detected: {'; '.join(found)}"
