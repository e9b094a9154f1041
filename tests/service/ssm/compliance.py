"""Compliance of nodes with associations, by the last run of each."""

from __future__ import annotations

from typing import Any

import models
from paging import page
from ssm import association_runs
from store import Call

TYPE, RESOURCE = "Association", "ManagedInstance"


def _items(call: Call) -> list[dict[str, Any]]:
    """A row for each association and node of its last run."""
    rows = []
    for association in call.of(association_runs.Associations).by_id.values():
        for last in association.executions[-1:]:
            for node in last["Nodes"]:
                rows.append(_item(association, last, node))
    return rows


def _item(association: association_runs.Association, last: dict[str, Any], node: str) -> dict[str, Any]:
    members = association.members
    return {
        "ComplianceType": TYPE,
        "ResourceType": RESOURCE,
        "ResourceId": node,
        "Id": association.id,
        "Title": members.get("AssociationName", ""),
        "Status": "NON_COMPLIANT" if node in last["Failed"] else "COMPLIANT",
        "Severity": members.get("ComplianceSeverity", "UNSPECIFIED"),
        "ExecutionSummary": {"ExecutionTime": last["CreatedTime"]},
        "Details": {"DocumentName": members["Name"], "DocumentVersion": members.get("DocumentVersion", "$DEFAULT")},
    }


def _meets(call: Call, row: dict[str, Any]) -> bool:
    """Whether a row meets the filters by equality; other comparisons are not looked at."""
    for wanted in call.body.get("Filters", []):
        known = row.get(wanted.get("Key", ""))
        if wanted.get("Type", "EQUAL") == "EQUAL" and known is not None and known not in wanted["Values"]:
            return False
    return True


def _counted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """How many rows are compliant, and how many not, by severity."""
    answer = {}
    for word, count in (("Compliant", "COMPLIANT"), ("NonCompliant", "NON_COMPLIANT")):
        found = [row["Severity"] for row in rows if row["Status"] == count]
        severities = {
            f"{severity.capitalize()}Count": found.count(severity)
            for severity in ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNSPECIFIED")
        }
        answer[f"{word}Summary"] = {f"{word}Count": len(found), "SeveritySummary": severities}
    return answer


def list_items(call: Call) -> dict[str, Any]:
    """The rows of the nodes named, or of all."""
    wanted = call.body.get("ResourceIds")
    rows = [row for row in _items(call) if _meets(call, row) and (not wanted or row["ResourceId"] in wanted)]
    found, token = page(call, rows)
    return {"ComplianceItems": found, **token}


def list_summaries(call: Call) -> dict[str, Any]:
    """How many rows are compliant."""
    rows = [row for row in _items(call) if _meets(call, row)]
    summary = [{"ComplianceType": TYPE, **_counted(rows)}] if rows else []
    found, token = page(call, summary)
    return {"ComplianceSummaryItems": found, **token}


def list_resources(call: Call) -> dict[str, Any]:
    """How many rows of each node are compliant."""
    by_node: dict[str, list[dict[str, Any]]] = {}
    for row in _items(call):
        if _meets(call, row):
            by_node.setdefault(row["ResourceId"], []).append(row)
    summaries = []
    for node, rows in sorted(by_node.items()):
        failed = any(row["Status"] == "NON_COMPLIANT" for row in rows)
        status = {
            "Status": "NON_COMPLIANT" if failed else "COMPLIANT",
            "ExecutionSummary": rows[-1]["ExecutionSummary"],
        }
        ids = {"ComplianceType": TYPE, "ResourceType": RESOURCE, "ResourceId": node}
        summaries.append({**ids, **status, **_counted(rows)})
    found, token = page(call, summaries)
    return {"ResourceComplianceSummaryItems": found, **token}


def describe_instance(call: Call) -> dict[str, Any]:
    """The associations of a node with the state of the last run on it."""
    node, rows = call.body["InstanceId"], []
    for association in call.of(association_runs.Associations).by_id.values():
        for last in association.executions[-1:]:
            if node in last["Nodes"]:
                status = "Failed" if node in last["Failed"] else "Success"
                row = {"InstanceId": node, "ExecutionDate": last["CreatedTime"], "Status": status}
                own = {"DocumentVersion": "$DEFAULT", **association.members, "DetailedStatus": status}
                rows.append(models.view("ssm", "InstanceAssociationStatusInfo", own, last, row))
    found, token = page(call, rows)
    return {"InstanceAssociationStatusInfos": found, **token}


HANDLERS = {
    "DescribeInstanceAssociationsStatus": describe_instance,
    "ListComplianceItems": list_items,
    "ListComplianceSummaries": list_summaries,
    "ListResourceComplianceSummaries": list_resources,
}
