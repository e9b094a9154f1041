"""The state in a form in which two runs can be compared, and rates that are kept."""

from __future__ import annotations

import json

from conftest import OTHER
from test_associations import create
from test_documents import content, make
from test_windows import WINDOW, task_request


def deploy(service, region="us-east-1"):
    """Makes one of each kind."""
    ssm = service.client("ssm", region)
    make(ssm, Tags=[{"Key": "a", "Value": "b"}])
    ssm.update_document(Name="Acme-Web", DocumentVersion="1", Content=content("two"), VersionName="v2")
    create(ssm)
    window = ssm.create_maintenance_window(**WINDOW)["WindowId"]
    for name in ("web", "data"):
        request = {"WindowId": window, "ResourceType": "INSTANCE", "Name": name}
        targets = [{"Key": "tag:role", "Values": [name]}]
        target = ssm.register_target_with_maintenance_window(**request, Targets=targets)["WindowTargetId"]
        ssm.register_task_with_maintenance_window(**task_request(window, target, Name=f"patch-{name}"))
    baseline = ssm.create_patch_baseline(Name="linux", OperatingSystem="UBUNTU")["BaselineId"]
    ssm.register_default_patch_baseline(BaselineId=baseline)
    ssm.register_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup="web")
    ssm.put_parameter(Name="/acme/a", Value="1", Type="String", Tags=[{"Key": "a", "Value": "b"}])
    events = service.client("events", region)
    events.put_rule(Name="daily", ScheduleExpression="rate(1 day)")
    events.put_targets(Rule="daily", Targets=[{"Id": "1", "Arn": "arn:aws:ssm:us-east-1:123456789012:x"}])
    config = service.client("config", region)
    role = "arn:aws:iam::123456789012:role/Config"
    config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
    source = {"Owner": "AWS", "SourceIdentifier": "S3_BUCKET_PUBLIC_READ_PROHIBITED"}
    config.put_config_rule(ConfigRule={"ConfigRuleName": "s3", "Source": source})
    service.client("iam").create_role(RoleName="Fix", AssumeRolePolicyDocument="{}")
    s3 = service.client("s3")
    s3.create_bucket(Bucket="acme")
    s3.put_object(Bucket="acme", Key="a.zip", Body=b"x")


def test_two_runs_that_end_alike_are_equal(service):
    deploy(service)
    first = service.get("plain")
    service.post("reset")
    assert service.get("plain") == []
    deploy(service)
    assert service.get("plain") == first
    kinds = {row["kind"] for row in first}
    assert {"Documents", "Associations", "Windows", "Baselines", "Parameter", "Rule", "Role", "Object"} <= kinds
    text = json.dumps(first)
    assert "target web" in text
    assert "baseline linux" in text


def test_what_exists_twice_shows(service, ssm):
    make(ssm)
    create(ssm)
    create(ssm)
    assert [row["kind"] for row in service.get("plain")].count("Associations") == 2


def test_regions_and_accounts_show(service, ssm):
    make(ssm)
    make(service.client("ssm", "eu-west-1"))
    make(service.as_account("ssm", OTHER))
    found = {(row["account"], row["region"]) for row in service.get("plain")}
    assert found == {("123456789012", "us-east-1"), ("123456789012", "eu-west-1"), (OTHER, "us-east-1")}


def test_a_rate_is_kept(service, ssm, refused):
    service.post("options", {"rates": {"ListDocuments": 2}})
    ends = [refused(ssm.list_documents) for _ in range(3)]
    assert ends == ["no error", "no error", "ThrottlingException"]
    assert refused(service.client("ssm", "eu-west-1").list_documents) == "no error"
    assert refused(ssm.list_associations) == "no error"
