"""What is inside a document: read, described, and given back in another format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import yaml

from refusal import Refusal

MOST_BYTES = 65536

# Which schema versions a document of a type may have; types that are not here need none.
SCHEMAS = {
    "Automation": ("0.3",),
    "Command": ("1.2", "2.0", "2.2"),
    "Policy": ("2.0", "2.2"),
    "Session": ("1.0",),
}


def parse(text: str, document_format: str, document_type: str) -> dict[str, Any]:
    """The value of a content, checked as far as its outer structure; `TEXT` has none."""
    if len(text.encode()) > MOST_BYTES:
        raise Refusal("MaxDocumentSizeExceeded", "The size limit of a document is 64 KB.")
    if document_format == "TEXT":
        return {}
    try:
        value = json.loads(text) if document_format == "JSON" else yaml.load(text, Loader=yaml.BaseLoader)
    except (ValueError, yaml.YAMLError) as problem:
        raise Refusal("InvalidDocumentContent", f"{document_format} not well-formed. {problem}") from problem
    if not isinstance(value, dict):
        raise Refusal("InvalidDocumentContent", "The content for the document is not valid.")
    _check(value, document_type)
    return value


def _check(value: dict[str, Any], document_type: str) -> None:
    allowed = SCHEMAS.get(document_type)
    if allowed is None:
        return
    version = value.get("schemaVersion")
    if not isinstance(version, str):
        raise Refusal("InvalidDocumentContent", "The content for the document is not valid: schemaVersion.")
    if version not in allowed:
        raise Refusal("InvalidDocumentSchemaVersion", f"The document schema version {version} isn't supported.")
    steps = value.get("mainSteps")
    if version in ("0.3", "2.0", "2.2") and not (isinstance(steps, list) and steps):
        raise Refusal("InvalidDocumentContent", "The content for the document is not valid: mainSteps.")
    for name, definition in (value.get("parameters") or {}).items():
        if not isinstance(definition, dict) or "type" not in definition:
            raise Refusal("InvalidDocumentContent", f"The content for the document is not valid: parameter {name}.")


def hashed(text: str) -> str:
    """The hash that DescribeDocument tells: SHA-256 of the content as it was given."""
    return hashlib.sha256(text.encode()).hexdigest()


def parameters(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters as DescribeDocument lists them; its model knows String and StringList only."""
    rows = []
    for name, definition in (value.get("parameters") or {}).items():
        row = {"Name": name, "Type": "StringList" if definition["type"] == "StringList" else "String"}
        if definition.get("description"):
            row["Description"] = definition["description"]
        default = definition.get("default")
        if default is not None:
            row["DefaultValue"] = default if isinstance(default, str) else json.dumps(default)
        rows.append(row)
    return rows


def check_arguments(value: dict[str, Any], arguments: Mapping[str | None, Any]) -> None:
    """Refuses arguments that the document does not declare, and parameters without a value."""
    declared = value.get("parameters") or {}
    for name in arguments:
        if name is not None and name not in declared:
            raise Refusal("InvalidParameters", f"Parameter {name} is not defined in the document.")
    for name, definition in declared.items():
        if "default" not in definition and name not in arguments:
            raise Refusal("InvalidParameters", f"Parameter {name} has no value.")


def written(text: str, stored: str, wanted: str, rewrite: bool) -> str:
    """The content in the format that is asked for; `rewrite` lays JSON out anew."""
    if stored == wanted:
        same = text
        return json.dumps(json.loads(text), indent=2, sort_keys=True) if rewrite and stored == "JSON" else same
    if "TEXT" in (stored, wanted):
        raise Refusal("InvalidDocument", f"A document in {stored} can't be given in {wanted}.")
    if wanted == "JSON":
        return json.dumps(yaml.safe_load(text), indent=2, default=str)
    return str(yaml.safe_dump(json.loads(text), sort_keys=False))
