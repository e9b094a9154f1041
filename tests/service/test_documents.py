"""Documents: versions, defaults, names of versions, formats, filters, sharing, tags."""

from __future__ import annotations

import hashlib
import json

import pytest

from conftest import ONE, OTHER


def content(word: str = "one", **parameters: str) -> str:
    """A command document with a parameter for each keyword."""
    declared = {name: {"type": "String", "default": value} for name, value in parameters.items()}
    step = {"action": "aws:runShellScript", "name": "say", "inputs": {"runCommand": [f"echo {word}"]}}
    return json.dumps({"schemaVersion": "2.2", "parameters": declared, "mainSteps": [step]})


def make(ssm, name="Acme-Web", **members):
    """Makes a document."""
    return ssm.create_document(Name=name, Content=content(), DocumentType="Command", **members)


def test_a_document_is_made_once_and_described_with_its_hash(ssm, refused):
    made = make(ssm, VersionName="v1", TargetType="/AWS::EC2::Instance", Tags=[{"Key": "a", "Value": "b"}])
    assert made["DocumentDescription"]["Status"] == "Creating"
    found = ssm.describe_document(Name="Acme-Web")["Document"]
    assert found["Status"] == "Active"
    assert found["Hash"] == hashlib.sha256(content().encode()).hexdigest()
    assert (found["VersionName"], found["DefaultVersion"], found["LatestVersion"]) == ("v1", "1", "1")
    assert found["Tags"] == [{"Key": "a", "Value": "b"}]
    assert refused(make, ssm=ssm) == "DocumentAlreadyExists"


def test_an_update_adds_a_version_and_leaves_the_default(ssm, refused):
    make(ssm, VersionName="v1")
    again = {"Name": "Acme-Web", "DocumentVersion": "$LATEST"}
    assert refused(ssm.update_document, **again, Content=content()) == "DuplicateDocumentContent"
    assert refused(ssm.update_document, **again, Content=content("two"), VersionName="v1") == (
        "DuplicateDocumentVersionName"
    )
    assert refused(ssm.update_document, Name="Acme-Web", Content=content("two")) == "InvalidDocumentVersion"
    made = ssm.update_document(**again, Content=content("two"), VersionName="v2")["DocumentDescription"]
    assert (made["DocumentVersion"], made["DefaultVersion"], made["LatestVersion"]) == ("2", "1", "2")
    # Of version 1, no longer of the latest.
    ssm.update_document(**again, Content=content())
    rows = ssm.list_document_versions(Name="Acme-Web")["DocumentVersions"]
    assert [(row["DocumentVersion"], row["IsDefaultVersion"]) for row in rows] == [
        ("3", False),
        ("2", False),
        ("1", True),
    ]


def test_every_version_can_count_as_a_duplicate(ssm, service, refused):
    service.post("options", {"duplicate_content": "any"})
    make(ssm)
    ssm.update_document(Name="Acme-Web", DocumentVersion="1", Content=content("two"))
    again = {"Name": "Acme-Web", "DocumentVersion": "2", "Content": content()}
    assert refused(ssm.update_document, **again) == "DuplicateDocumentContent"


def test_only_the_latest_version_is_updated(ssm, refused):
    make(ssm)
    ssm.update_document(Name="Acme-Web", DocumentVersion="1", Content=content("two"))
    again = {"Name": "Acme-Web", "DocumentVersion": "1", "Content": content("three")}
    assert refused(ssm.update_document, **again) == "InvalidDocumentVersion"


def test_a_document_of_schema_1_2_is_not_updated(ssm, refused):
    old = '{"schemaVersion": "1.2", "runtimeConfig": {"aws:runShellScript": {"properties": []}}}'
    ssm.create_document(Name="Acme-Old", Content=old, DocumentType="Command")
    again = {"Name": "Acme-Old", "DocumentVersion": "$LATEST", "Content": content()}
    assert refused(ssm.update_document, **again) == "InvalidDocumentSchemaVersion"


def test_the_default_version_moves_and_is_not_deleted(ssm, refused):
    make(ssm)
    ssm.update_document(Name="Acme-Web", DocumentVersion="1", Content=content("two"), VersionName="v2")
    moved = ssm.update_document_default_version(Name="Acme-Web", DocumentVersion="2")["Description"]
    assert moved == {"Name": "Acme-Web", "DefaultVersion": "2", "DefaultVersionName": "v2"}
    assert refused(ssm.delete_document, Name="Acme-Web", DocumentVersion="2") == "InvalidDocumentOperation"
    assert refused(ssm.delete_document, Name="Acme-Web", VersionName="v2") == "InvalidDocumentOperation"
    ssm.delete_document(Name="Acme-Web", DocumentVersion="1")
    assert refused(ssm.get_document, Name="Acme-Web", DocumentVersion="1") == "InvalidDocumentVersion"
    ssm.delete_document(Name="Acme-Web")
    assert refused(ssm.describe_document, Name="Acme-Web") == "InvalidDocument"


def test_a_document_has_a_thousand_versions_at_most(service, refused, monkeypatch, ssm):
    monkeypatch.setattr("ssm.documents.MOST_VERSIONS", 2)
    make(ssm)
    ssm.update_document(Name="Acme-Web", DocumentVersion="1", Content=content("two"))
    again = {"Name": "Acme-Web", "DocumentVersion": "$LATEST", "Content": content("three")}
    assert refused(ssm.update_document, **again) == "DocumentVersionLimitExceeded"
    ssm.update_document_default_version(Name="Acme-Web", DocumentVersion="2")
    ssm.delete_document(Name="Acme-Web", DocumentVersion="1")
    assert ssm.update_document(**again)["DocumentDescription"]["DocumentVersion"] == "3"


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("{", "Command", "InvalidDocumentContent"),
        ("[]", "Command", "InvalidDocumentContent"),
        (content().replace("2.2", "0.3"), "Command", "InvalidDocumentSchemaVersion"),
        (content().replace("2.2", "2.0"), "Automation", "InvalidDocumentSchemaVersion"),
        ('{"schemaVersion": "2.2", "mainSteps": []}', "Command", "InvalidDocumentContent"),
        (content("x" * 65536), "Command", "MaxDocumentSizeExceeded"),
    ],
)
def test_content_is_looked_at(ssm, refused, text, kind, code):
    assert refused(ssm.create_document, Name="Acme-Bad", Content=text, DocumentType=kind) == code


def test_names_of_aws_are_kept_for_aws(ssm, refused):
    for name in ("aws-x", "AWS-x", "Amazon-x", "amzn-x"):
        assert refused(make, ssm=ssm, name=name) == "ValidationException"


def test_content_comes_in_the_format_asked_for(ssm, service):
    text = "schemaVersion: '2.2'\nmainSteps:\n- {action: aws:sleep, name: a, inputs: {}}\n"
    ssm.create_document(Name="Acme-Yaml", Content=text, DocumentType="Command", DocumentFormat="YAML")
    assert ssm.get_document(Name="Acme-Yaml", DocumentFormat="YAML")["Content"] == text
    assert json.loads(ssm.get_document(Name="Acme-Yaml")["Content"])["schemaVersion"] == "2.2"
    calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    ssm.create_document(Name="Acme-Days", Content=calendar, DocumentType="ChangeCalendar", DocumentFormat="TEXT")
    assert ssm.get_document(Name="Acme-Days")["Content"] == calendar
    make(ssm)
    service.post("options", {"rewrite_json": True})
    found = ssm.get_document(Name="Acme-Web", DocumentFormat="JSON")["Content"]
    assert found != content()
    assert json.loads(found) == json.loads(content())


def names(ssm, **request):
    """The names of all pages."""
    pages = ssm.get_paginator("list_documents").paginate(**request)
    return [row["Name"] for one in pages for row in one["DocumentIdentifiers"]]


def test_documents_are_listed_by_owner_and_tag_and_in_pages(ssm, refused):
    for number in range(7):
        tag = [{"Key": "ordain:project", "Value": "web" if number % 2 else "data"}]
        make(ssm, f"Acme-{number}", Tags=tag)
    own = [{"Key": "Owner", "Values": ["Self"]}]
    assert len(names(ssm, Filters=own, PaginationConfig={"PageSize": 2})) == 7
    assert len(names(ssm)) > 7
    web = [*own, {"Key": "tag:ordain:project", "Values": ["web"]}]
    assert names(ssm, Filters=web) == ["Acme-1", "Acme-3", "Acme-5"]
    assert names(ssm, Filters=[{"Key": "Name", "Values": ["Acme-1", "Acme-2"]}]) == ["Acme-1", "Acme-2"]
    assert refused(ssm.list_documents, NextToken="abc") == "InvalidNextToken"
    assert refused(ssm.list_documents, Filters=[{"Key": "Nme", "Values": ["x"]}]) == "ValidationException"


def test_documents_of_aws_are_described(ssm, refused):
    found = ssm.describe_document(Name="AWS-RunShellScript")["Document"]
    assert (found["Owner"], found["DocumentType"]) == ("Amazon", "Command")
    assert json.loads(ssm.get_document(Name="AWS-RunShellScript")["Content"])["schemaVersion"] == "2.2"
    again = {"Name": "AWS-RunShellScript", "DocumentVersion": "$LATEST", "Content": content()}
    assert refused(ssm.update_document, **again) == "InvalidDocument"


def test_a_shared_document_is_seen_by_its_arn_and_not_deleted(service, ssm, refused):
    make(ssm)
    ssm.modify_document_permission(Name="Acme-Web", PermissionType="Share", AccountIdsToAdd=[OTHER])
    found = ssm.describe_document_permission(Name="Acme-Web", PermissionType="Share")
    assert found["AccountIds"] == [OTHER]
    assert refused(ssm.delete_document, Name="Acme-Web") == "InvalidDocumentOperation"
    other = service.as_account("ssm", OTHER)
    arn = f"arn:aws:ssm:us-east-1:{ONE}:document/Acme-Web"
    assert other.describe_document(Name=arn)["Document"]["Owner"] == ONE
    assert names(other, Filters=[{"Key": "Owner", "Values": ["Private"]}]) == [arn]
    assert refused(other.describe_document, Name="Acme-Web") == "InvalidDocument"
    ssm.modify_document_permission(Name="Acme-Web", PermissionType="Share", AccountIdsToRemove=[OTHER])
    assert refused(other.describe_document, Name=arn) == "InvalidDocument"
    ssm.delete_document(Name="Acme-Web")


def test_accounts_and_regions_are_apart(service, ssm, refused):
    make(ssm)
    assert refused(service.client("ssm", "eu-west-1").describe_document, Name="Acme-Web") == "InvalidDocument"
    other = service.as_account("ssm", OTHER)
    make(other)
    assert other.describe_document(Name="Acme-Web")["Document"]["Owner"] == OTHER
    assert {call["account"] for call in service.get("calls") if call["operation"] == "CreateDocument"} == {ONE, OTHER}


def test_a_document_whose_files_are_not_there_fails(service, ssm):
    file = [{"Key": "S3FileUrl", "Values": ["s3://acme-files/lib/a.zip"], "Name": "a.zip"}]
    make(ssm, Attachments=file)
    found = ssm.describe_document(Name="Acme-Web")["Document"]
    assert (found["Status"], found["AttachmentsInformation"]) == ("Failed", [{"Name": "a.zip"}])
    assert "s3://acme-files/lib/a.zip" in found["StatusInformation"]
    s3 = service.client("s3")
    s3.create_bucket(Bucket="acme-files")
    s3.put_object(Bucket="acme-files", Key="lib/a.zip", Body=b"x")
    folder = [{"Key": "SourceUrl", "Values": ["https://s3.amazonaws.com/acme-files/lib"]}]
    for number, attachments in enumerate((file, folder)):
        make(ssm, f"Acme-{number}", Attachments=attachments)
        assert ssm.describe_document(Name=f"Acme-{number}")["Document"]["Status"] == "Active"


def test_tags_are_added_and_removed(ssm, refused):
    make(ssm)
    resource = {"ResourceType": "Document", "ResourceId": "Acme-Web"}
    ssm.add_tags_to_resource(**resource, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    ssm.remove_tags_from_resource(**resource, TagKeys=["a", "none"])
    assert ssm.list_tags_for_resource(**resource)["TagList"] == [{"Key": "b", "Value": "2"}]
    many = [{"Key": f"k{number}", "Value": ""} for number in range(50)]
    assert refused(ssm.add_tags_to_resource, **resource, Tags=many) == "TooManyTagsError"
    absent = {**resource, "ResourceId": "Acme-No", "Tags": many}
    assert refused(ssm.add_tags_to_resource, **absent) == "InvalidResourceId"


def test_tags_of_parameters_are_moto_s(ssm):
    ssm.put_parameter(Name="/a", Value="1", Type="String")
    resource = {"ResourceType": "Parameter", "ResourceId": "/a"}
    ssm.add_tags_to_resource(**resource, Tags=[{"Key": "a", "Value": "1"}])
    assert ssm.list_tags_for_resource(**resource)["TagList"] == [{"Key": "a", "Value": "1"}]
