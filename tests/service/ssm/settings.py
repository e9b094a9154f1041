"""Service settings: known ids with a default, which can be changed and reset."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from refusal import Refusal
from store import Call

# The defaults that no page says are assumed.
DEFAULTS = {
    "/ssm/appmanager/appmanager-enabled": "True",
    "/ssm/automation/customer-script-log-destination": "None",
    "/ssm/automation/customer-script-log-group-name": "/aws/ssm/automation/execution",
    "/ssm/automation/enable-adaptive-concurrency": "false",
    "/ssm/documents/console/public-sharing-permission": "Disable",
    "/ssm/managed-instance/activation-tier": "standard",
    "/ssm/managed-instance/default-ec2-instance-management-role": "$None",
    "/ssm/opsinsights/opscenter": "Disabled",
    "/ssm/parameter-store/default-parameter-tier": "Standard",
    "/ssm/parameter-store/high-throughput-enabled": "false",
}


@dataclass
class Settings:
    """What differs from the defaults, with the time of the change."""

    changed: dict[str, tuple[str, float]] = field(default_factory=dict)


def _id(call: Call) -> str:
    """The id, also where an ARN was given."""
    wanted = str(call.body["SettingId"]).rsplit(":servicesetting", 1)[-1]
    if wanted not in DEFAULTS:
        raise Refusal("ServiceSettingNotFound", f"Setting {wanted} not found.")
    return wanted


def _view(call: Call, setting: str) -> dict[str, Any]:
    value, changed = call.of(Settings).changed.get(setting, (DEFAULTS[setting], 0.0))
    row = {
        "SettingId": setting,
        "SettingValue": value,
        "LastModifiedDate": changed,
        "LastModifiedUser": "System" if not changed else f"arn:aws:iam::{call.account}:user/test",
        "ARN": f"arn:aws:ssm:{call.region}:{call.account}:servicesetting{setting}",
        "Status": "Customized" if changed else "Default",
    }
    return {"ServiceSetting": row}


def get(call: Call) -> dict[str, Any]:
    """A setting, and whether it is the default."""
    return _view(call, _id(call))


def update(call: Call) -> dict[str, Any]:
    """Changes a setting; which values it may have is not looked at."""
    call.of(Settings).changed[_id(call)] = (call.body["SettingValue"], time.time())
    return {}


def reset(call: Call) -> dict[str, Any]:
    """Gives a setting its default back."""
    setting = _id(call)
    call.of(Settings).changed.pop(setting, None)
    return _view(call, setting)


HANDLERS = {"GetServiceSetting": get, "ResetServiceSetting": reset, "UpdateServiceSetting": update}
