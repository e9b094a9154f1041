"""Resource groups, tags over all services, remediations, rules of EventBridge, IAM, STS, S3 and parameters."""

from __future__ import annotations

import json

import pytest

from conftest import OTHER
from test_associations import create
from test_documents import make

QUERY = {
    "Type": "TAG_FILTERS_1_0",
    "Query": json.dumps(
        {"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": [{"Key": "role", "Values": ["web"]}]}
    ),
}
MARK = [{"Key": "ordain:project", "Value": "web"}]


@pytest.fixture
def groups(service):
    """A client of Resource Groups."""
    return service.client("resource-groups")


def test_a_group_is_made_changed_and_deleted(groups, refused):
    made = groups.create_group(Name="web", ResourceQuery=QUERY, Description="servers", Tags={"a": "b"})["Group"]
    assert refused(groups.create_group, Name="web", ResourceQuery=QUERY) == "BadRequestException"
    assert groups.get_group(Group="web")["Group"]["Description"] == "servers"
    groups.update_group(Group=made["GroupArn"], Description="all servers")
    assert groups.get_group(Group="web")["Group"]["Description"] == "all servers"
    other = {**QUERY, "Query": QUERY["Query"].replace("web", "db")}
    groups.update_group_query(Group="web", ResourceQuery=other)
    assert groups.get_group_query(Group="web")["GroupQuery"]["ResourceQuery"] == other
    groups.tag(Arn=made["GroupArn"], Tags={"c": "d"})
    groups.untag(Arn=made["GroupArn"], Keys=["a"])
    assert groups.get_tags(Arn=made["GroupArn"])["Tags"] == {"c": "d"}
    assert [row["GroupName"] for row in groups.list_groups()["GroupIdentifiers"]] == ["web"]
    groups.delete_group(Group="web")
    assert refused(groups.get_group, Group="web") == "NotFoundException"


def test_a_group_with_a_wrong_query_is_refused(groups, refused):
    assert refused(groups.create_group, Name="w b", ResourceQuery=QUERY) == "ValidationException"
    assert refused(groups.create_group, Name="web", ResourceQuery={**QUERY, "Query": "{"}) == "BadRequestException"


def test_an_association_reaches_the_nodes_of_a_group(service, ssm, groups):
    rows = [{"InstanceId": f"i-{number:017}", "Tags": {"role": role}} for number, role in enumerate(("web", "db"))]
    service.post("nodes", rows)
    groups.create_group(Name="web", ResourceQuery=QUERY)
    make(ssm)
    create(ssm, Targets=[{"Key": "resource-groups:Name", "Values": ["web"]}])
    assert service.get("runs")[0]["nodes"] == ["i-00000000000000000"]
    (found,) = groups.list_group_resources(Group="web")["ResourceIdentifiers"]
    assert found["ResourceArn"].endswith("instance/i-00000000000000000")


def test_everything_with_a_tag_is_found(service, ssm, groups):
    make(ssm, Tags=MARK)
    create(ssm, Tags=MARK)
    window = {"Name": "sunday", "Schedule": "rate(7 days)", "Duration": 2, "Cutoff": 1}
    ssm.create_maintenance_window(**window, AllowUnassociatedTargets=True, Tags=MARK)
    ssm.create_patch_baseline(Name="linux", Tags=MARK)
    ssm.put_parameter(Name="/a", Value="1", Type="String", Tags=MARK)
    groups.create_group(Name="web", ResourceQuery=QUERY, Tags={"ordain:project": "web"})
    service.client("events").put_rule(Name="daily", ScheduleExpression="rate(1 day)", Tags=MARK)
    make(ssm, "Acme-Other", Tags=[{"Key": "ordain:project", "Value": "data"}])
    make(ssm, "Acme-None")
    api = service.client("resourcegroupstaggingapi")
    wanted = [{"Key": "ordain:project", "Values": ["web"]}]
    pages = api.get_paginator("get_resources").paginate(TagFilters=wanted, ResourcesPerPage=3)
    found = [row["ResourceARN"].split(":", 5)[2::3] for one in pages for row in one["ResourceTagMappingList"]]
    kinds = [f"{service_name}:{rest.split('/')[0]}" for service_name, rest in found]
    assert kinds == [
        "events:rule",
        "resource-groups:group",
        "ssm:association",
        "ssm:document",
        "ssm:maintenancewindow",
        "ssm:parameter",
        "ssm:patchbaseline",
    ]
    rows = api.get_resources(ResourceTypeFilters=["ssm:document"])["ResourceTagMappingList"]
    assert len(rows) == 2


RULE = {"ConfigRuleName": "s3", "Source": {"Owner": "AWS", "SourceIdentifier": "S3_BUCKET_PUBLIC_READ_PROHIBITED"}}
REMEDIATION = {
    "ConfigRuleName": "s3",
    "TargetType": "SSM_DOCUMENT",
    "TargetId": "AWS-DisableS3BucketPublicReadWrite",
    "Parameters": {
        "S3BucketName": {"ResourceValue": {"Value": "RESOURCE_ID"}},
        "AutomationAssumeRole": {"StaticValue": {"Values": ["arn:aws:iam::123456789012:role/Fix"]}},
    },
    "Automatic": True,
}


def test_a_rule_of_config_has_a_remediation(service, refused):
    config = service.client("config")
    assert refused(config.put_config_rule, ConfigRule=RULE) == "NoAvailableConfigurationRecorderException"
    role = "arn:aws:iam::123456789012:role/Config"
    config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
    config.put_config_rule(ConfigRule=RULE, Tags=MARK)
    config.put_config_rule(ConfigRule={**RULE, "Description": "again"})
    (row,) = service.client("resourcegroupstaggingapi").get_resources()["ResourceTagMappingList"]
    assert (row["ResourceARN"].split(":")[2], row["Tags"]) == ("config", MARK)
    put = config.put_remediation_configurations
    for wrong in ({"ConfigRuleName": "no"}, {"TargetId": "Acme-No"}, {"Parameters": {}}):
        rows = [{**REMEDIATION, **wrong}]
        assert refused(put, RemediationConfigurations=rows) == "InvalidParameterValueException"
    put(RemediationConfigurations=[REMEDIATION])
    (found,) = config.describe_remediation_configurations(ConfigRuleNames=["s3", "no"])["RemediationConfigurations"]
    assert (found["MaximumAutomaticAttempts"], found["Parameters"]) == (5, REMEDIATION["Parameters"])
    assert refused(config.delete_config_rule, ConfigRuleName="s3") == "ResourceInUseException"
    config.delete_remediation_configuration(ConfigRuleName="s3")
    wrong = refused(config.delete_remediation_configuration, ConfigRuleName="s3")
    assert wrong == "NoSuchRemediationConfigurationException"
    config.delete_config_rule(ConfigRuleName="s3")


def test_moto_keeps_rules_of_event_bridge(service, refused):
    events = service.client("events")
    events.put_rule(Name="daily", ScheduleExpression="rate(1 day)", Description="d", Tags=MARK)
    arn = "arn:aws:ssm:us-east-1:123456789012:automation-definition/Acme-Run"
    target = {
        "Id": "run",
        "Arn": arn,
        "RoleArn": "arn:aws:iam::123456789012:role/Events",
        "InputTransformer": {"InputPathsMap": {"id": "$.detail.instance-id"}, "InputTemplate": '{"Id":[<id>]}'},
    }
    assert events.put_targets(Rule="daily", Targets=[target])["FailedEntryCount"] == 0
    assert events.list_targets_by_rule(Rule="daily")["Targets"] == [target]
    # A rule that is put again is replaced, but its targets and tags stay.
    events.put_rule(Name="daily", EventPattern='{"source": ["aws.ec2"]}')
    found = events.describe_rule(Name="daily")
    assert not {"ScheduleExpression", "Description"} & set(found)
    rule = "arn:aws:events:us-east-1:123456789012:rule/daily"
    assert events.list_tags_for_resource(ResourceARN=rule)["Tags"] == MARK
    assert refused(events.delete_rule, Name="daily") == "ValidationException"
    events.remove_targets(Rule="daily", Ids=["run"])
    events.delete_rule(Name="daily")
    assert refused(events.describe_rule, Name="daily") == "ResourceNotFoundException"


def test_moto_keeps_roles_and_accounts(service, refused):
    iam = service.client("iam")
    trust = '{"Version": "2012-10-17", "Statement": []}'
    iam.create_role(RoleName="Fix", AssumeRolePolicyDocument=trust, Tags=MARK)
    assert refused(iam.create_role, RoleName="Fix", AssumeRolePolicyDocument=trust) == "EntityAlreadyExists"
    statement = {"Effect": "Allow", "Action": "ssm:GetDocument", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_role_policy(RoleName="Fix", PolicyName="own", PolicyDocument=policy)
    assert iam.list_role_policies(RoleName="Fix")["PolicyNames"] == ["own"]
    assert iam.get_role(RoleName="Fix")["Role"]["Tags"] == MARK
    allowed = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ssm.amazonaws.com"}}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    iam.update_assume_role_policy(RoleName="Fix", PolicyDocument=trust)
    iam.create_account_alias(AccountAlias="acme-test")
    assert iam.list_account_aliases()["AccountAliases"] == ["acme-test"]
    found = service.as_account("sts", OTHER).get_caller_identity()
    assert (found["Account"], found["Arn"]) == (OTHER, f"arn:aws:sts::{OTHER}:assumed-role/Deploy/test")
    assert service.as_account("iam", OTHER).list_account_aliases()["AccountAliases"] == []


def test_moto_keeps_objects(service, refused):
    s3 = service.client("s3")
    s3.create_bucket(Bucket="acme-attachments")
    s3.put_object(Bucket="acme-attachments", Key="a/b.zip", Body=b"x", ChecksumAlgorithm="SHA256")
    found = s3.head_object(Bucket="acme-attachments", Key="a/b.zip", ChecksumMode="ENABLED")
    assert (found["ContentLength"], "ChecksumSHA256" in found) == (1, True)
    assert refused(s3.head_object, Bucket="acme-attachments", Key="none") == "404"
    assert [row["operation"] for row in service.get("calls")][:3] == ["CreateBucket", "PutObject", "HeadObject"]


def policies(kind="Expiration"):
    """The policies of a parameter."""
    return json.dumps([{"Type": kind, "Version": "1.0", "Attributes": {"Timestamp": "2030-12-02T21:34:33.000Z"}}])


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"AllowedPattern": "^[0-9]+$"}, "ParameterPatternMismatchException"),
        ({"AllowedPattern": "("}, "InvalidAllowedPatternException"),
        ({"Value": "x" * 4097}, "ValidationException"),
        ({"Value": "{{ssm:other}}"}, "ValidationException"),
        ({"Policies": policies()}, "ValidationException"),
        ({"Policies": policies("Other"), "Tier": "Advanced"}, "InvalidPolicyTypeException"),
        ({"Overwrite": True, "Tags": MARK}, "ValidationException"),
    ],
)
def test_a_parameter_fits_its_tier_and_pattern(ssm, refused, members, code):
    assert refused(ssm.put_parameter, **{"Name": "/a", "Value": "x", "Type": "String", **members}) == code


def test_a_parameter_has_policies_and_is_not_downgraded(ssm, refused):
    secret = {"Name": "/a", "Value": "x", "Type": "SecureString", "KeyId": "alias/acme"}
    ssm.put_parameter(**secret, Tier="Advanced", Policies=policies())
    (found,) = ssm.describe_parameters()["Parameters"]
    assert json.loads(found["Policies"][0]["PolicyText"])["Type"] == "Expiration"
    assert found["Policies"][0]["PolicyType"] == "Expiration"
    again = {**secret, "Tier": "Standard", "Overwrite": True}
    assert refused(ssm.put_parameter, **again) == "ValidationException"
    assert refused(ssm.put_parameter, **secret) == "ParameterAlreadyExists"
    assert ssm.get_parameter(Name="/a", WithDecryption=True)["Parameter"]["Value"] == "x"


def test_what_nobody_has_is_a_fault(service, refused):
    call = service.client("iam").simulate_principal_policy
    arn = "arn:aws:iam::123456789012:role/Fix"
    assert refused(call, PolicySourceArn=arn, ActionNames=["ssm:GetDocument"]) == "InternalServerError"
    assert "simulate_principal_policy action has not been implemented" in refused.text
    service.front.faults = 0
