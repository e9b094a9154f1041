"""Reading documents: describe, get, and the lists of documents and versions."""

from __future__ import annotations

from typing import Any

from paging import page
from refusal import Refusal, invalid
from ssm import attachments, content, documents, of_aws, tags
from store import Call


def describe_document(call: Call) -> dict[str, Any]:
    """The description of the default version, or of the one asked for."""
    document = documents.visible(call)
    version = document.find(call.body.get("DocumentVersion"), call.body.get("VersionName"))
    return {"Document": documents.describe(call, document, version)}


def get_document(call: Call) -> dict[str, Any]:
    """The content; in JSON if no format is asked for, except that what is TEXT stays TEXT."""
    document = documents.visible(call)
    version = document.find(call.body.get("DocumentVersion"), call.body.get("VersionName"))
    wanted = call.body.get("DocumentFormat") or ("TEXT" if version.format == "TEXT" else "JSON")
    rewrite = call.store.options.rewrite_json
    rows = {
        "Name": document.name,
        "CreatedDate": version.created,
        "DisplayName": version.display_name,
        "VersionName": version.name,
        "DocumentVersion": str(version.number),
        **version.status,
        "Content": content.written(version.content, version.format, wanted, rewrite),
        "DocumentType": document.type,
        "DocumentFormat": wanted,
        "Requires": document.requires or None,
        "AttachmentsContent": attachments.names(version.attachments) or None,
    }
    return {key: value for key, value in rows.items() if value is not None}


def list_document_versions(call: Call) -> dict[str, Any]:
    """Every version, the latest first."""
    document = documents.visible(call)
    rows = []
    for number in sorted(document.versions, reverse=True):
        version = document.versions[number]
        row = {
            "Name": document.name,
            "DisplayName": version.display_name,
            "DocumentVersion": str(number),
            "VersionName": version.name,
            "CreatedDate": version.created,
            "IsDefaultVersion": number == document.default,
            "DocumentFormat": version.format,
            **version.status,
        }
        rows.append({key: value for key, value in row.items() if value is not None})
    found, token = page(call, rows)
    return {"DocumentVersions": found, **token}


def list_documents(call: Call) -> dict[str, Any]:
    """The default versions of all documents that meet every filter, in the order of names."""
    if "DocumentFilterList" in call.body and "Filters" in call.body:
        raise Refusal("InvalidFilterKey", "DocumentFilterList and Filters can't be used together.")
    wanted = [(row["Key"], row["Values"]) for row in call.body.get("Filters", [])]
    old = {"Name": "Name", "Owner": "Owner", "PlatformTypes": "PlatformTypes", "DocumentType": "DocumentType"}
    wanted += [(old[row["key"]], [row["value"]]) for row in call.body.get("DocumentFilterList", [])]
    rows = _own_rows(call) + _shared_rows(call)
    rows += [_row(call, documents.visible(call, name), name) for name, *_ in of_aws.LISTED]
    rows = [row for row in sorted(rows, key=lambda row: row["Name"]) if all(_meets(call, row, *one) for one in wanted)]
    found, token = page(call, rows)
    return {"DocumentIdentifiers": found, **token}


def _own_rows(call: Call) -> list[dict[str, Any]]:
    return [_row(call, document, document.name) for document in call.of(documents.Documents).by_name.values()]


def _shared_rows(call: Call) -> list[dict[str, Any]]:
    rows = []
    for (account, region, kind), part in call.store.parts.items():
        if kind != "Documents" or region != call.region or account == call.account:
            continue
        for document in part.by_name.values():
            if {call.account, "all"} & set(document.shared_with):
                name = f"arn:aws:ssm:{region}:{account}:document/{document.name}"
                rows.append(_row(call, document, name))
    return rows


def _row(call: Call, document: documents.Document, name: str) -> dict[str, Any]:
    version = document.versions[document.default]
    row = {
        "Name": name,
        "CreatedDate": version.created,
        "DisplayName": version.display_name,
        "Owner": document.owner,
        "VersionName": version.name,
        "PlatformTypes": documents.PLATFORMS,
        "DocumentVersion": str(version.number),
        "DocumentType": document.type,
        "SchemaVersion": version.value.get("schemaVersion"),
        "DocumentFormat": version.format,
        "TargetType": version.target_type,
        "Tags": tags.of(call, "Document", name) if document.owner == call.account else [],
        "Requires": document.requires or None,
    }
    return {key: value for key, value in row.items() if value is not None}


def _meets(call: Call, row: dict[str, Any], key: str, values: list[str]) -> bool:
    if key == "Name":
        return any(row["Name"].startswith(value) for value in values)
    if key == "Owner":
        return _is_owner(call, row["Owner"], row["Name"], values)
    if key == "SearchKeyword":
        return any(value.lower() in row["Name"].lower() for value in values)
    if key == "PlatformTypes":
        return bool(set(values) & set(row["PlatformTypes"]))
    if key in ("DocumentType", "TargetType"):
        return row.get(key) in values
    if key.startswith("tag:"):
        return any(tag["Key"] == key.removeprefix("tag:") and tag["Value"] in values for tag in row["Tags"])
    raise invalid(f"The filter key {key} isn't valid.")


def _is_owner(call: Call, owner: str, name: str, values: list[str]) -> bool:
    if len(values) != 1:
        raise invalid("The filter Owner takes one value.")
    word = values[0]
    if word == "Self":
        return owner == call.account
    if word == "Amazon":
        return owner == documents.AMAZON
    if word in ("Private", "Public", "ThirdParty"):
        return word != "ThirdParty" and name.startswith("arn:")
    if word in ("All", "*"):
        return True
    return owner == word


HANDLERS = {
    "DescribeDocument": describe_document,
    "GetDocument": get_document,
    "ListDocumentVersions": list_document_versions,
    "ListDocuments": list_documents,
}
