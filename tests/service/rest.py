"""Requests of the REST protocols: which operation a method and path mean, and the members in them."""

from __future__ import annotations

import functools
import re
from typing import Any
from urllib.parse import parse_qs, unquote

from botocore.model import OperationModel

import models

HOLE = re.compile(r"(\{[^}]+\})")


@functools.cache
def _routes(service: str) -> list[tuple[str, Any, set[str], list[str], str]]:
    """Method, path, keys that query and headers must have, holes and name of each operation, the closest first."""
    rows = []
    model = models.service(service)
    for name in model.operation_names:
        http = model.operation_model(name).http
        path, _, query = http["requestUri"].partition("?")
        pattern = "".join(_part(part) for part in HOLE.split(path))
        holes = [hole.strip("{+}") for hole in HOLE.findall(path)]
        keys = set(parse_qs(query, keep_blank_values=True)) | _headers(model.operation_model(name))
        rows.append((http["method"], re.compile(pattern + "/?$"), keys, holes, name))
    return sorted(rows, key=lambda row: (-len(row[2]), -len(row[1].pattern), row[4]))


def _headers(operation_model: OperationModel) -> set[str]:
    """The headers that tell CopyObject from PutObject."""
    shape = operation_model.input_shape
    required = [shape.members[name].serialization for name in shape.required_members] if shape else []
    return {row["name"].lower() for row in required if row.get("location") == "header"}


def _part(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    return "(.+)" if part.endswith("+}") else "([^/]+)"


def operation(service: str, method: str, uri: str, headers: set[str]) -> tuple[str, dict[str, str]]:
    """The operation, and what stands in the holes of its path; method and path if none fits.

    `headers` are the names of the headers, in lower case.
    """
    path, _, query = uri.partition("?")
    keys = set(parse_qs(query, keep_blank_values=True)) | headers
    for wanted, pattern, required, holes, name in _routes(service):
        found = pattern.match(path) if wanted == method and required <= keys else None
        if found:
            return name, {hole: unquote(text) for hole, text in zip(holes, found.groups(), strict=True)}
    return f"{method} {path}", {}


def members(service: str, name: str, uri: str, holes: dict[str, str]) -> dict[str, Any]:
    """The members of a request that its path and query hold."""
    model = models.operation(service, name)
    if model is None or model.input_shape is None:
        return {}
    query = parse_qs(uri.partition("?")[2])
    found: dict[str, Any] = {}
    for member, shape in model.input_shape.members.items():
        wire_name = shape.serialization.get("name", member)
        if wire_name in holes and shape.serialization.get("location") == "uri":
            found[member] = holes[wire_name]
        if wire_name in query and shape.serialization.get("location") == "querystring":
            text = query[wire_name][0]
            found[member] = int(text) if shape.type_name in ("integer", "long") and text.isdigit() else text
    return found
