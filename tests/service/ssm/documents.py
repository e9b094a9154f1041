"""Documents with their versions: the store, and create, update, delete and default version.

moto's own are not used: they know neither ListDocumentVersions nor the formats, types and errors.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

from refusal import Refusal, invalid
from ssm import association_runs, attachments, content, of_aws, tags
from store import Call

MOST_VERSIONS = 1000
MOST_DOCUMENTS = 500
AMAZON = "Amazon"
PLATFORMS = ["Linux", "MacOS", "Windows"]


@dataclass
class Version:
    """One version of a document; never changed."""

    number: int
    content: str
    hash: str
    format: str
    value: dict[str, Any]
    created: float
    name: str | None = None
    display_name: str | None = None
    target_type: str | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    # The address of a file that could not be fetched.
    missing: str | None = None

    @property
    def status(self) -> dict[str, str]:
        """The members that tell of the state: a version whose files are not there has failed."""
        if self.missing is None:
            return {"Status": "Active"}
        return {"Status": "Failed", "StatusInformation": f"The attachment {self.missing} can't be accessed."}


@dataclass
class Document:
    """A document: its versions by number, and who may see it (account to shared version)."""

    name: str
    type: str
    owner: str
    requires: list[dict[str, Any]]
    default: int
    # Numbers are never given twice, even where the latest version was deleted.
    last_number: int
    versions: dict[int, Version] = field(default_factory=dict)
    shared_with: dict[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> int:
        """The number of the latest version that exists."""
        return max(self.versions)

    def find(self, version: str | None = None, name: str | None = None) -> Version:
        """A version by `$LATEST`, `$DEFAULT`, a number or its name; the default one if nothing is said."""
        for number, candidate in self.versions.items():
            by_name = name is None or candidate.name == name
            if by_name and (self._number(version) == number or (version is None and name is not None)):
                return candidate
        raise Refusal("InvalidDocumentVersion", "The document version is not valid or does not exist.")

    def _number(self, version: str | None) -> int:
        words = {None: self.default, "$DEFAULT": self.default, "$LATEST": self.latest}
        return words[version] if version in words else int(version or 0)


@dataclass
class Documents:
    """The documents of an account and region, by name."""

    by_name: dict[str, Document] = field(default_factory=dict)


def own(call: Call, name: str | None = None) -> Document:
    """The caller's own document that a request names."""
    name = name or call.body["Name"]
    found = call.of(Documents).by_name.get(name.rsplit("document/", 1)[-1])
    if found is None or (name.startswith("arn:") and f":{call.account}:" not in name):
        raise Refusal("InvalidDocument", f"Document with name {name} does not exist.")
    return found


def _of_aws(name: str) -> Document:
    text, kind = of_aws.text(name), of_aws.kind(name)[0]
    version = Version(1, text, content.hashed(text), "JSON", json.loads(text), 0.0)
    return Document(name, kind, AMAZON, [], 1, 1, {1: version})


def visible(call: Call, name: str | None = None) -> Document:
    """The document that a request names: the caller's own, AWS's, or by ARN one that is shared with the caller."""
    name = name or call.body["Name"]
    if of_aws.is_of_aws(name):
        return _of_aws(name)
    if not name.startswith("arn:"):
        return own(call, name)
    account, region = name.split(":")[4], name.split(":")[3]
    found = call.store.of(account, region, Documents).by_name.get(name.rsplit("document/", 1)[-1])
    if found and (account == call.account or {call.account, "all"} & set(found.shared_with)):
        return found
    raise Refusal("InvalidDocument", f"Document with name {name} does not exist.")


def _version(call: Call, number: int, document_type: str) -> Version:
    body = call.body
    document_format = body.get("DocumentFormat", "JSON")
    value = content.parse(body["Content"], document_format, document_type)
    return Version(
        number=number,
        content=body["Content"],
        hash=content.hashed(body["Content"]),
        format=document_format,
        value=value,
        created=time.time(),
        name=body.get("VersionName"),
        display_name=body.get("DisplayName"),
        target_type=body.get("TargetType"),
        attachments=body.get("Attachments", []),
        missing=attachments.missing(body.get("Attachments", [])),
    )


def create_document(call: Call) -> dict[str, Any]:
    """Makes a document with its version 1, which is its default version."""
    name, documents = call.body["Name"], call.of(Documents).by_name
    if of_aws.is_of_aws(name):
        raise invalid(f"Value '{name}' at 'name' failed to satisfy constraint: the prefix is reserved.")
    if name in documents:
        raise Refusal("DocumentAlreadyExists", f"Document with name {name} already exists.")
    if len(documents) >= MOST_DOCUMENTS:
        raise Refusal("DocumentLimitExceeded", f"You can create {MOST_DOCUMENTS} documents.")
    document_type = call.body.get("DocumentType", "Command")
    version = _version(call, 1, document_type)
    made = Document(name, document_type, call.account, call.body.get("Requires", []), 1, 1, {1: version})
    tags.put(call, "Document", name, call.body.get("Tags", []))
    documents[name] = made
    return {"DocumentDescription": {**describe(call, made, version), "Status": "Creating"}}


def update_document(call: Call) -> dict[str, Any]:
    """Adds a version after the latest one. The default version stays where it is."""
    document = own(call)
    wanted = call.body.get("DocumentVersion")
    if wanted not in ("$LATEST", str(document.latest)):
        text = f"Version provided for document {document.name} is not latest. Please provide the latest version."
        raise Refusal("InvalidDocumentVersion", text)
    latest = document.versions[document.latest]
    if latest.value.get("schemaVersion") == "1.2":
        raise Refusal("InvalidDocumentSchemaVersion", "A document of schema version 1.2 can't be updated.")
    version = _version(call, document.last_number + 1, document.type)
    version.target_type = version.target_type or latest.target_type
    version.display_name = version.display_name or latest.display_name
    names = [other.name for other in document.versions.values() if other.name]
    if version.name in names:
        raise Refusal("DuplicateDocumentVersionName", f"The version name {version.name} has already been used.")
    same = document.versions.values() if call.store.options.duplicate_content == "any" else [latest]
    if any((other.hash, other.target_type) == (version.hash, version.target_type) for other in same):
        text = "The content of the association document matches another document. Change the content and try again."
        raise Refusal("DuplicateDocumentContent", text)
    if len(document.versions) >= MOST_VERSIONS:
        raise Refusal("DocumentVersionLimitExceeded", f"The document has {MOST_VERSIONS} versions. Delete one.")
    document.versions[version.number] = version
    document.last_number = version.number
    association_runs.after_version(call, document.name, "$LATEST", str(version.number))
    return {"DocumentDescription": {**describe(call, document, version), "Status": "Updating"}}


def update_document_default_version(call: Call) -> dict[str, Any]:
    """Moves the default version; associations that follow it run at once."""
    document = own(call)
    version = document.find(call.body["DocumentVersion"])
    moved = document.default != version.number
    document.default = version.number
    if moved:
        association_runs.after_version(call, document.name, "$DEFAULT", str(version.number))
    answer = {"Name": document.name, "DefaultVersion": str(version.number)}
    if version.name:
        answer["DefaultVersionName"] = version.name
    return {"Description": answer}


def delete_document(call: Call) -> dict[str, Any]:
    """Deletes a version or, where none is said, the document. A shared document and the default version stay."""
    document = own(call)
    if "DocumentVersion" in call.body or "VersionName" in call.body:
        version = document.find(call.body.get("DocumentVersion"), call.body.get("VersionName"))
        if version.number == document.default:
            raise Refusal("InvalidDocumentOperation", "Default version of the document can't be deleted.")
        del document.versions[version.number]
        return {}
    if document.shared_with:
        raise Refusal("InvalidDocumentOperation", "Must unshare document first before delete.")
    if document.type == "ApplicationConfigurationSchema" and not call.body.get("Force"):
        raise Refusal("InvalidDocumentOperation", "A document of this type needs the Force flag to be deleted.")
    association_runs.refuse_if_used(call, document.name)
    del call.of(Documents).by_name[document.name]
    tags.forget(call, "Document", document.name)
    return {}


def describe(call: Call, document: Document, version: Version) -> dict[str, Any]:
    """A DocumentDescription."""
    mine = document.owner == call.account
    rows = {
        "Hash": version.hash,
        "HashType": "Sha256",
        "Name": document.name if mine else call.body["Name"],
        "DisplayName": version.display_name,
        "VersionName": version.name,
        "Owner": document.owner,
        "CreatedDate": version.created,
        **version.status,
        "DocumentVersion": str(version.number),
        "Description": version.value.get("description"),
        "Parameters": content.parameters(version.value) or None,
        "PlatformTypes": PLATFORMS,
        "DocumentType": document.type,
        "SchemaVersion": version.value.get("schemaVersion"),
        "LatestVersion": str(document.latest),
        "DefaultVersion": str(document.default),
        "DocumentFormat": version.format,
        "TargetType": version.target_type,
        "Tags": tags.of(call, "Document", document.name) if mine else [],
        "AttachmentsInformation": attachments.names(version.attachments) or None,
        "Requires": document.requires or None,
    }
    return {key: value for key, value in rows.items() if value is not None}


HANDLERS = {
    "CreateDocument": create_document,
    "DeleteDocument": delete_document,
    "UpdateDocument": update_document,
    "UpdateDocumentDefaultVersion": update_document_default_version,
}
