"""Associations: replaced by an update, run by changes, listed in pages."""

from __future__ import annotations

import pytest

from test_documents import content, make
from test_runs import runbook

TARGETS = [{"Key": "tag:role", "Values": ["web"]}]


def nodes(service):
    """Registers three nodes, two of them web servers."""
    rows = [
        {"InstanceId": f"i-{number:017}", "Tags": {"role": role}} for number, role in enumerate(("web", "web", "db"))
    ]
    service.post("nodes", rows)


def create(ssm, **members):
    """Makes an association of the document Acme-Web."""
    request = {"Name": "Acme-Web", "AssociationName": "web_tier", "Targets": TARGETS, **members}
    return ssm.create_association(**request)["AssociationDescription"]


def reasons(service):
    """Why associations have run so far."""
    return [row["reason"] for row in service.get("runs")]


def test_an_association_runs_when_it_is_made(ssm, service):
    nodes(service)
    make(ssm)
    made = create(ssm, Tags=[{"Key": "a", "Value": "b"}])
    assert (made["AssociationVersion"], made["DocumentVersion"]) == ("1", "$DEFAULT")
    (run,) = service.get("runs")
    assert (run["reason"], len(run["nodes"])) == ("created", 2)
    executions = ssm.describe_association_executions(AssociationId=made["AssociationId"])["AssociationExecutions"]
    assert executions[0]["ResourceCountByStatus"] == "{Success=2}"
    targets = ssm.describe_association_execution_targets(
        AssociationId=made["AssociationId"], ExecutionId=executions[0]["ExecutionId"]
    )
    assert len(targets["AssociationExecutionTargets"]) == 2
    resource = {"ResourceType": "Association", "ResourceId": made["AssociationId"]}
    assert ssm.list_tags_for_resource(**resource)["TagList"] == [{"Key": "a", "Value": "b"}]


def test_an_update_replaces_what_it_leaves_out(ssm, service):
    make(ssm)
    made = create(ssm, ScheduleExpression="rate(1 day)", MaxErrors="1", ComplianceSeverity="HIGH")
    found = ssm.update_association(AssociationId=made["AssociationId"], Targets=TARGETS, MaxErrors="2")
    changed = found["AssociationDescription"]
    assert (changed["AssociationVersion"], changed["MaxErrors"], changed["Name"]) == ("2", "2", "Acme-Web")
    assert not {"ScheduleExpression", "ComplianceSeverity", "AssociationName"} & set(changed)
    assert reasons(service) == ["created", "updated"]
    old = ssm.describe_association(AssociationId=made["AssociationId"], AssociationVersion="1")
    assert old["AssociationDescription"]["ComplianceSeverity"] == "HIGH"
    rows = ssm.list_association_versions(AssociationId=made["AssociationId"])["AssociationVersions"]
    assert [row["AssociationVersion"] for row in rows] == ["2", "1"]


def test_an_update_may_name_the_version_that_it_changes(ssm, refused):
    make(ssm)
    made = create(ssm)
    again = {"AssociationId": made["AssociationId"], "Targets": TARGETS}
    ssm.update_association(**again, AssociationVersion="1")
    assert refused(ssm.update_association, **again, AssociationVersion="1") == "InvalidAssociationVersion"


def test_what_applies_at_its_schedule_only_does_not_run_at_once(ssm, service):
    make(ssm)
    create(ssm, ApplyOnlyAtCronInterval=True, ScheduleExpression="cron(0 2 ? * SUN *)")
    ssm.update_document(Name="Acme-Web", DocumentVersion="1", Content=content("two"))
    ssm.update_document_default_version(Name="Acme-Web", DocumentVersion="2")
    assert reasons(service) == []


def test_an_association_runs_when_the_version_that_it_follows_changes(ssm, service):
    make(ssm)
    create(ssm)
    create(ssm, AssociationName="latest", DocumentVersion="$LATEST")
    create(ssm, AssociationName="pinned", DocumentVersion="1")
    before = len(service.get("runs"))
    ssm.update_document(Name="Acme-Web", DocumentVersion="1", Content=content("two"))
    ssm.update_document_default_version(Name="Acme-Web", DocumentVersion="2")
    ssm.update_document_default_version(Name="Acme-Web", DocumentVersion="2")
    rows = service.get("runs")[before:]
    assert [(row["name"], row["reason"], row["document_version"]) for row in rows] == [
        ("latest", "latest version", "2"),
        ("web_tier", "default version", "2"),
    ]


def test_associations_run_once_when_told(ssm, service, refused):
    make(ssm)
    made = create(ssm)
    ssm.start_associations_once(AssociationIds=[made["AssociationId"]])
    assert reasons(service) == ["created", "once"]
    absent = ["00000000-0000-0000-0000-000000000000"]
    assert refused(ssm.start_associations_once, AssociationIds=absent) == "AssociationDoesNotExist"


def test_associations_are_listed_in_pages_and_by_filter(ssm):
    make(ssm)
    for number in range(5):
        create(ssm, AssociationName=f"part_{number}")
    pages = list(ssm.get_paginator("list_associations").paginate(PaginationConfig={"PageSize": 2}))
    assert [len(one["Associations"]) for one in pages] == [2, 2, 1]
    wanted = [{"key": "AssociationName", "value": "part_3"}]
    assert len(ssm.list_associations(AssociationFilterList=wanted)["Associations"]) == 1


def test_a_node_can_fail_and_does_not_comply(ssm, service):
    nodes(service)
    service.post("nodes", [{"InstanceId": "i-00000000000000009", "Tags": {"role": "web", "test:fail": "web_tier"}}])
    make(ssm)
    made = create(ssm, ComplianceSeverity="HIGH")
    (row,) = ssm.list_associations()["Associations"]
    assert row["Overview"]["AssociationStatusAggregatedCount"] == {"Success": 2, "Failed": 1}
    assert row["Overview"]["Status"] == "Failed"
    (execution,) = ssm.describe_association_executions(AssociationId=made["AssociationId"])["AssociationExecutions"]
    assert execution["ResourceCountByStatus"] == "{Success=2, Failed=1}"
    (summary,) = ssm.list_compliance_summaries()["ComplianceSummaryItems"]
    assert summary["CompliantSummary"]["CompliantCount"] == 2
    assert summary["NonCompliantSummary"]["SeveritySummary"]["HighCount"] == 1
    rows = ssm.list_resource_compliance_summaries()["ResourceComplianceSummaryItems"]
    assert [row["Status"] for row in rows] == ["COMPLIANT", "COMPLIANT", "NON_COMPLIANT"]
    wanted = [{"Key": "Status", "Values": ["NON_COMPLIANT"], "Type": "EQUAL"}]
    (item,) = ssm.list_compliance_items(Filters=wanted)["ComplianceItems"]
    assert (item["ResourceId"], item["Title"]) == ("i-00000000000000009", "web_tier")
    (state,) = ssm.describe_instance_associations_status(InstanceId=item["ResourceId"])[
        "InstanceAssociationStatusInfos"
    ]
    assert (state["Status"], state["AssociationName"]) == ("Failed", "web_tier")


def test_the_parameter_of_the_target_has_its_value_from_it(ssm, refused):
    text = runbook("first", Node={"type": "String"})
    ssm.create_document(Name="Acme-Run", Content=text, DocumentType="Automation")
    assert refused(create, ssm=ssm, Name="Acme-Run") == "InvalidParameters"
    assert create(ssm, Name="Acme-Run", AutomationTargetParameterName="Node")


def test_equal_associations_may_exist_twice(ssm):
    make(ssm)
    assert create(ssm)["AssociationId"] != create(ssm)["AssociationId"]


def test_an_association_is_deleted_by_its_id(ssm, refused):
    make(ssm)
    made = create(ssm)
    ssm.delete_association(AssociationId=made["AssociationId"])
    assert refused(ssm.delete_association, AssociationId=made["AssociationId"]) == "AssociationDoesNotExist"


def test_an_association_may_name_a_node(ssm, refused):
    node = "i-00000000000000001"
    make(ssm, "Acme-New")
    assert refused(ssm.create_association, Name="Acme-New", InstanceId=node) == "InvalidDocument"
    old = '{"schemaVersion": "1.2", "runtimeConfig": {"aws:runShellScript": {"properties": []}}}'
    ssm.create_document(Name="Acme-Web", Content=old, DocumentType="Command")
    by_node = {"Name": "Acme-Web", "InstanceId": node}
    ssm.create_association(**by_node)
    assert refused(ssm.create_association, **by_node) == "AssociationAlreadyExists"
    assert refused(ssm.delete_document, Name="Acme-Web") == "AssociatedInstances"
    ssm.delete_association(**by_node)
    ssm.delete_document(Name="Acme-Web")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"Name": "Acme-No"}, "InvalidDocument"),
        ({"DocumentVersion": "7"}, "InvalidDocumentVersion"),
        ({"ScheduleExpression": "daily"}, "InvalidSchedule"),
        ({"ScheduleExpression": "rate(29 minutes)"}, "InvalidSchedule"),
        ({"Parameters": {"none": ["1"]}}, "InvalidParameters"),
        ({"Targets": [{"Key": "role", "Values": ["web"]}]}, "InvalidTarget"),
        ({"MaxErrors": "101%"}, "ValidationException"),
        ({"ComplianceSeverity": "AWFUL"}, "ValidationException"),
        ({"AssociationName": "web tier"}, "ValidationException"),
        ({"ApplyOnlyAtCronInterval": True, "ScheduleExpression": "rate(1 day)"}, "ValidationException"),
        ({"ScheduleOffset": 2, "ScheduleExpression": "cron(0 2 ? * SUN *)"}, "ValidationException"),
    ],
)
def test_what_is_wrong_is_refused(ssm, refused, members, code):
    make(ssm)
    assert refused(create, ssm=ssm, **members) == code


def test_the_path_of_what_is_wrong_is_said(ssm, refused):
    make(ssm)
    refused(create, ssm=ssm, Targets=[{"Key": "tag:role", "Values": ["web"]}, {"Key": "", "Values": ["x"]}])
    assert "Value '' at 'targets.2.member.key' failed to satisfy constraint" in refused.text
