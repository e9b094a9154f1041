"""Requests and answers are held against the model; a wrong answer of the service itself is loud."""

from __future__ import annotations

import pytest

import front
import models
from test_documents import make


def test_a_request_with_an_unknown_member_is_refused(ssm, refused):
    assert refused(ssm.list_documents, MaxResults=51) == "ValidationException"
    assert "Value '51' at 'maxResults' failed" in refused.text
    assert refused(ssm.get_parameter) == "ValidationException"
    assert "Value null at 'name' failed to satisfy constraint: Member must not be null" in refused.text


def test_an_answer_that_the_model_does_not_allow_is_a_fault(service, ssm, refused, monkeypatch):
    key = ("ssm", "ListDocuments")
    monkeypatch.setitem(service.front.handlers, key, lambda _call: {"DocumentIdentifiers": [{"Name": "a b"}]})
    assert refused(ssm.list_documents) == "InternalServerError"
    assert "service fault in ListDocuments" in refused.text
    assert service.get("faults") == {"faults": 1}
    service.front.faults = 0


def test_an_error_in_a_handler_is_a_fault(service, ssm, refused, monkeypatch):
    monkeypatch.setitem(service.front.handlers, ("ssm", "ListDocuments"), lambda call: call.body["none"])
    assert refused(ssm.list_documents) == "InternalServerError"
    assert service.front.faults == 1
    service.front.faults = 0


def test_every_handler_is_an_operation_of_its_service(service):
    for name, operation in service.front.handlers:
        assert models.operation(name, operation), operation


def test_a_test_can_order_errors(service, ssm, refused):
    rule = {"operation": "CreateDocument", "code": "AccessDeniedException", "message": "no", "times": 1}
    service.post("refusals", [rule])
    assert refused(make, ssm=ssm) == "AccessDeniedException"
    make(ssm)
    service.post("refusals", [{"service": "sts", "code": "ExpiredToken", "message": "old", "status": 403}])
    assert refused(service.client("sts").get_caller_identity) == "ExpiredToken"


def test_calls_are_listed_whoever_answers(service, ssm):
    make(ssm)
    ssm.put_parameter(Name="/a", Value="1", Type="String")
    service.client("iam").list_account_aliases()
    service.client("s3").create_bucket(Bucket="acme")
    rows = [(row["service"], row["operation"], row["by"], row["status"]) for row in service.get("calls")]
    assert rows == [
        ("ssm", "CreateDocument", "service", 200),
        ("ssm", "PutParameter", "moto", 200),
        ("iam", "ListAccountAliases", "moto", 200),
        ("s3", "CreateBucket", "moto", 200),
    ]
    assert service.get("calls?after=3")[0]["operation"] == "CreateBucket"


@pytest.mark.parametrize(("text", "whole", "found"), [("ab", True, 1), ("ab", False, 0), ("a", True, 0)])
def test_patterns_hold_from_end_to_end_in_requests(monkeypatch, text, whole, found):
    shape = models.service("ssm").shape_for("DocumentName")
    monkeypatch.setitem(shape.metadata, "pattern", "[a]")
    assert len(front.problems(shape, text, whole)) == found
