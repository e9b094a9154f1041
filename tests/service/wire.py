"""Which operation, account and region an HTTP request means, and how answers are written."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from moto.iam.models import get_account_id_from

import models
import rest
from refusal import Refusal

CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/\d+/([^/,\s]+)/([^/,\s]+)/aws4_request")


@dataclass(frozen=True)
class Request:
    """An HTTP request, read as far as every protocol of AWS allows."""

    service: str
    operation: str
    protocol: str
    access_key: str
    region: str
    body: bytes
    # What the path and the query hold, in the REST protocols.
    members: dict[str, Any]

    @property
    def account(self) -> str:
        """The account of the access key, as moto has it."""
        return get_account_id_from(self.access_key)

    def json(self) -> dict[str, Any]:
        """The members of a JSON body, and those in path and query."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError as problem:
            raise Refusal("SerializationException", "The body is not JSON.") from problem
        if not isinstance(value, dict):
            raise Refusal("SerializationException", "The body is not an object.")
        return {**value, **self.members}


def read(environ: dict[str, Any]) -> Request:
    """The request in a WSGI environment, whose input is left to be read again."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    if len(body) < length:
        raise ConnectionError("the client is gone before its request was whole")
    environ["wsgi.input"] = io.BytesIO(body)
    found = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    access_key, region, signed = found.groups() if found else ("", "us-east-1", "")
    service, operation, protocol, members = _operation(environ, signed, body)
    return Request(service, operation, protocol, access_key, region, body, members)


def _operation(environ: dict[str, Any], signed: str, body: bytes) -> tuple[str, str, str, dict[str, Any]]:
    target = environ.get("HTTP_X_AMZ_TARGET", "")
    if "." in target:
        prefix, operation = target.split(".", 1)
        return models.by_target().get(prefix, signed), operation, "json", {}
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        action = parse_qs(body.decode("utf-8", "replace")).get("Action", [""])[0]
        return signed, action, "query", {}
    # Not decoded: an ARN in a path has slashes of its own.
    method, uri = environ["REQUEST_METHOD"], environ.get("RAW_URI") or environ.get("PATH_INFO", "/")
    protocol = models.service(signed).metadata["protocol"] if signed in models.SERVICES else "rest-json"
    if signed not in models.SERVICES or not protocol.startswith("rest"):
        return signed, f"{method} {uri}", "rest-json", {}
    headers = {key[5:].lower().replace("_", "-") for key in environ if key.startswith("HTTP_")}
    operation, holes = rest.operation(signed, method, uri, headers)
    return signed, operation, protocol, rest.members(signed, operation, uri, holes)


def error(request: Request, refusal: Refusal) -> tuple[int, str, bytes]:
    """Status, type and body of an error in the protocol of the request."""
    if request.protocol in ("query", "rest-xml"):
        code, message = escape(refusal.code), escape(refusal.message)
        inner = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        text = inner if request.protocol == "rest-xml" else f"<ErrorResponse>{inner}</ErrorResponse>"
        return refusal.status, "text/xml", text.encode()
    member = _message_member(request.service, refusal.code)
    body = {"__type": refusal.code, member: refusal.message}
    kind = "application/x-amz-json-1.1" if request.protocol == "json" else "application/json"
    return refusal.status, kind, json.dumps(body).encode()


def _message_member(service: str, code: str) -> str:
    """`Message` or `message`, as the shape of the error has it."""
    if service not in models.SERVICES:
        return "message"
    shapes = models.service(service)
    if code not in shapes.shape_names:
        return "message"
    return next((name for name in shapes.shape_for(code).members if name.lower() == "message"), "message")
