"""What moto does wrongly and a handler in front of it can't set right."""

from __future__ import annotations

import json
from typing import Any

from moto.config.models import ConfigRule
from moto.ssm.models import Parameter

_response_object = Parameter.response_object
_modify_fields = ConfigRule.modify_fields


def _with_policies(self: Parameter, decrypt: bool = False, region: str | None = None) -> dict[str, Any]:
    """The policies of a parameter as texts in JSON with their type; moto writes Python there."""
    answer: dict[str, Any] = _response_object(self, decrypt, region)
    if "Policies" in answer:
        rows = json.loads(self.policies or "[]") or []
        answer["Policies"] = [
            {"PolicyText": json.dumps(row), "PolicyType": row["Type"], "PolicyStatus": "Pending"} for row in rows
        ]
    return answer


def _with_first_tags(self: ConfigRule, region: str, config_rule: dict[str, Any], tags: dict[str, str]) -> None:
    """A rule that is put again keeps its tags, whatever the request has."""
    _modify_fields(self, region, config_rule, getattr(self, "tags", tags))


def mend() -> None:
    """Sets moto right, for this process."""
    Parameter.response_object = _with_policies  # type: ignore[method-assign]
    ConfigRule.modify_fields = _with_first_tags  # type: ignore[method-assign]
