"""Patch baselines, default baselines and patch groups."""

from __future__ import annotations

import pytest

RULES = {
    "PatchRules": [
        {
            "PatchFilterGroup": {"PatchFilters": [{"Key": "CLASSIFICATION", "Values": ["Security"]}]},
            "ApproveAfterDays": 7,
        }
    ]
}
LINUX = "AMAZON_LINUX_2023"


@pytest.fixture
def baseline(ssm):
    """The id of a baseline."""
    return ssm.create_patch_baseline(Name="linux", OperatingSystem=LINUX, ApprovalRules=RULES, Description="all of it")[
        "BaselineId"
    ]


def test_the_same_token_makes_one_baseline(ssm, refused):
    first = ssm.create_patch_baseline(Name="linux", ClientToken="t1")
    assert ssm.create_patch_baseline(Name="linux", ClientToken="t1")["BaselineId"] == first["BaselineId"]
    assert refused(ssm.create_patch_baseline, Name="other", ClientToken="t1") == "IdempotentParameterMismatch"


def test_an_update_changes_what_it_has_and_replace_the_rest(ssm, baseline, refused):
    ssm.update_patch_baseline(BaselineId=baseline, RejectedPatches=["kernel*"])
    found = ssm.get_patch_baseline(BaselineId=baseline)
    assert (found["Description"], found["RejectedPatches"], found["ApprovalRules"]) == ("all of it", ["kernel*"], RULES)
    assert refused(ssm.update_patch_baseline, BaselineId=baseline, Replace=True) == "ValidationException"
    ssm.update_patch_baseline(BaselineId=baseline, Name="linux", Replace=True)
    found = ssm.get_patch_baseline(BaselineId=baseline)
    assert "Description" not in found
    assert (found["RejectedPatches"], found["OperatingSystem"]) == ([], LINUX)


def test_a_rule_has_one_kind_of_approval(ssm, refused):
    both = {"PatchRules": [{**RULES["PatchRules"][0], "ApproveUntilDate": "2026-01-01"}]}
    assert refused(ssm.create_patch_baseline, Name="linux", ApprovalRules=both) == "ValidationException"


def test_baselines_are_listed_with_those_of_aws(ssm, baseline):
    own = [{"Key": "OWNER", "Values": ["Self"]}]
    (row,) = ssm.describe_patch_baselines(Filters=own)["BaselineIdentities"]
    assert (row["BaselineId"], row["DefaultBaseline"]) == (baseline, False)
    pages = list(ssm.get_paginator("describe_patch_baselines").paginate(PaginationConfig={"PageSize": 6}))
    assert [len(one["BaselineIdentities"]) for one in pages] == [6, 6, 4]


def test_a_default_is_set_and_given_back(ssm, baseline, refused):
    of_aws = ssm.get_default_patch_baseline(OperatingSystem=LINUX)["BaselineId"]
    assert of_aws.startswith("arn:aws:ssm:")
    ssm.register_default_patch_baseline(BaselineId=baseline)
    assert ssm.get_default_patch_baseline(OperatingSystem=LINUX)["BaselineId"] == baseline
    assert refused(ssm.delete_patch_baseline, BaselineId=baseline) == "ResourceInUseException"
    ssm.register_default_patch_baseline(BaselineId=of_aws)
    ssm.delete_patch_baseline(BaselineId=baseline)
    assert refused(ssm.get_patch_baseline, BaselineId=baseline) == "DoesNotExistException"


def test_a_group_has_one_baseline_for_each_system(ssm, baseline, refused):
    ssm.register_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup="web")
    again = {"BaselineId": baseline, "PatchGroup": "web"}
    assert refused(ssm.register_patch_baseline_for_patch_group, **again) == "AlreadyExistsException"
    found = ssm.get_patch_baseline_for_patch_group(PatchGroup="web", OperatingSystem=LINUX)
    assert found["BaselineId"] == baseline
    (row,) = ssm.describe_patch_groups()["Mappings"]
    assert (row["PatchGroup"], row["BaselineIdentity"]["BaselineId"]) == ("web", baseline)
    assert ssm.get_patch_baseline(BaselineId=baseline)["PatchGroups"] == ["web"]
    assert refused(ssm.delete_patch_baseline, BaselineId=baseline) == "ResourceInUseException"
    ssm.deregister_patch_baseline_for_patch_group(**again)
    assert refused(ssm.deregister_patch_baseline_for_patch_group, **again) == "DoesNotExistException"
    assert ssm.describe_patch_groups()["Mappings"] == []
