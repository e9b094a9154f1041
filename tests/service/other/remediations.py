"""Remediations of AWS Config, and where moto's rules are too lenient."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from moto.config.models import config_backends

from front import PASS
from refusal import Refusal
from ssm import documents
from store import Call


@dataclass
class Remediations:
    """The remediation of each rule, by the rule's name."""

    by_rule: dict[str, dict[str, Any]] = field(default_factory=dict)


def put_config_rule(call: Call) -> dict[str, Any]:
    """Refuses where there is no configuration recorder; the rest is moto's."""
    if not config_backends[call.account][call.region].recorders:
        text = "Configuration recorder is not available to put config rule."
        raise Refusal("NoAvailableConfigurationRecorderException", text)
    return PASS


def delete_config_rule(call: Call) -> dict[str, Any]:
    """Refuses while the rule has a remediation; the rest is moto's."""
    name = call.body["ConfigRuleName"]
    if name in call.of(Remediations).by_rule:
        text = f"The rule {name} has a remediation action. Delete it before deleting the rule."
        raise Refusal("ResourceInUseException", text)
    return PASS


def put(call: Call) -> dict[str, Any]:
    """Adds or replaces remediations; all or, if one is wrong, none."""
    rules = config_backends[call.account][call.region].config_rules
    for row in call.body["RemediationConfigurations"]:
        if row["ConfigRuleName"] not in rules:
            text = f"The ConfigRule '{row['ConfigRuleName']}' provided in the request is invalid."
            raise Refusal("InvalidParameterValueException", text)
        _check_target(call, row)
        if row.get("Automatic") and "AutomationAssumeRole" not in row.get("Parameters", {}):
            text = "An automatic remediation needs a value for AutomationAssumeRole."
            raise Refusal("InvalidParameterValueException", text)
        for name, value in row.get("Parameters", {}).items():
            if len(value) != 1:
                text = f"The parameter {name} has either a ResourceValue or a StaticValue."
                raise Refusal("InvalidParameterValueException", text)
    for row in call.body["RemediationConfigurations"]:
        name = row["ConfigRuleName"]
        arn = f"arn:aws:config:{call.region}:{call.account}:remediation-configuration/{name}/0123456789"
        whole = {"Automatic": False, "Parameters": {}, **row, "Arn": arn}
        if whole["Automatic"]:
            whole = {"MaximumAutomaticAttempts": 5, "RetryAttemptSeconds": 60, **whole}
        call.of(Remediations).by_rule[name] = whole
    return {"FailedBatches": []}


def _check_target(call: Call, row: dict[str, Any]) -> None:
    try:
        documents.visible(call, row["TargetId"]).find(row.get("TargetVersion"))
    except Refusal as refusal:
        raise Refusal("InvalidParameterValueException", f"The target is invalid: {refusal.message}") from refusal


def describe(call: Call) -> dict[str, Any]:
    """The remediations of the rules named; a rule without one is left out."""
    known = call.of(Remediations).by_rule
    return {"RemediationConfigurations": [known[name] for name in call.body["ConfigRuleNames"] if name in known]}


def delete(call: Call) -> dict[str, Any]:
    """Deletes the remediation of a rule."""
    known, name = call.of(Remediations).by_rule, call.body["ConfigRuleName"]
    if name not in known:
        raise Refusal("NoSuchRemediationConfigurationException", f"No RemediationConfiguration for rule {name} exists.")
    del known[name]
    return {}


HANDLERS = {
    "DeleteConfigRule": delete_config_rule,
    "DeleteRemediationConfiguration": delete,
    "DescribeRemediationConfigurations": describe,
    "PutConfigRule": put_config_rule,
    "PutRemediationConfigurations": put,
}
