"""What PutParameter refuses and moto does not; the parameters themselves are moto's."""

from __future__ import annotations

import json
import re
from typing import Any

from moto.ssm.models import Parameter, ssm_backends

from front import PASS
from refusal import Refusal, invalid
from store import Call

BYTES = {"Standard": 4096, "Advanced": 8192}
POLICIES = ("Expiration", "ExpirationNotification", "NoChangeNotification")


def put_parameter(call: Call) -> dict[str, Any]:
    """Refuses what does not fit its tier, its pattern or its policies."""
    value, before = call.body["Value"], _before(call)
    tier = call.body.get("Tier") or (before.tier if before else None) or "Standard"
    if tier == "Intelligent-Tiering":
        return PASS
    if before and before.tier == "Advanced" and tier == "Standard":
        raise invalid("This parameter uses the advanced-parameter tier. You can't downgrade it.")
    if len(value.encode()) > BYTES[tier]:
        raise invalid(f"{tier} tier parameters support a maximum parameter value of {BYTES[tier]} characters.")
    if re.search(r"\{\{.*\}\}", value):
        raise invalid("Parameter value can't nest another parameter: double brackets are not allowed.")
    _check_pattern(call.body.get("AllowedPattern"), value)
    _check_policies(call.body.get("Policies"), tier)
    return PASS


def _before(call: Call) -> Parameter | None:
    return ssm_backends[call.account][call.region].get_parameter(call.body["Name"])


def _check_pattern(pattern: str | None, value: str) -> None:
    if not pattern:
        return
    try:
        fits = re.search(pattern, value)
    except re.error as problem:
        raise Refusal("InvalidAllowedPatternException", f"The pattern isn't valid: {problem}") from problem
    if not fits:
        raise Refusal("ParameterPatternMismatchException", f"Parameter value, can't match the pattern {pattern}.")


def _check_policies(text: str | None, tier: str) -> None:
    if not text or text == "{}":
        return
    try:
        rows = json.loads(text)
    except ValueError as problem:
        raise Refusal("InvalidPolicyAttributeException", "The policies are not a JSON array.") from problem
    if rows and tier == "Standard":
        raise invalid("Standard parameters can't have policies: use the advanced tier.")
    for row in rows:
        if row.get("Type") not in POLICIES:
            raise Refusal("InvalidPolicyTypeException", f"The policy type {row.get('Type')} isn't supported.")
        if row.get("Version") != "1.0" or not isinstance(row.get("Attributes"), dict):
            raise Refusal("InvalidPolicyAttributeException", "A policy has Version 1.0 and Attributes.")


HANDLERS = {"PutParameter": put_parameter}
