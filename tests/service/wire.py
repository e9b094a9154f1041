"""Which operation, account and region an HTTP request means, and how answers are written."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from moto.iam.models import get_account_id_from

import models
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

    @property
    def account(self) -> str:
        """The account of the access key, as moto has it."""
        return get_account_id_from(self.access_key)

    def json(self) -> dict[str, Any]:
        """The members of a JSON body."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError as problem:
            raise Refusal("SerializationException", "The body is not JSON.") from problem
        if not isinstance(value, dict):
            raise Refusal("SerializationException", "The body is not an object.")
        return value


def read(environ: dict[str, Any]) -> Request:
    """The request in a WSGI environment, whose input is left to be read again."""
    import io

    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    found = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    access_key, region, signed = found.groups() if found else ("", "us-east-1", "")
    service, operation, protocol = _operation(environ, signed, body)
    return Request(service, operation, protocol, access_key, region, body)


def _operation(environ: dict[str, Any], signed: str, body: bytes) -> tuple[str, str, str]:
    target = environ.get("HTTP_X_AMZ_TARGET", "")
    if "." in target:
        prefix, operation = target.split(".", 1)
        return models.by_target().get(prefix, signed), operation, "json"
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        action = parse_qs(body.decode("utf-8", "replace")).get("Action", [""])[0]
        return signed, action, "query"
    method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "/")
    if signed in models.SERVICES and models.service(signed).metadata["protocol"].startswith("rest"):
        protocol = models.service(signed).metadata["protocol"]
        keys = set(parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        return signed, _rest(signed, method, path, keys), protocol
    return signed, f"{method} {path}", "rest-json"


@functools.cache
def _routes(service: str) -> list[tuple[str, Any, set[str], str]]:
    """Method, path, required keys of the query and name of each operation, the closest first."""
    rows = []
    model = models.service(service)
    for name in model.operation_names:
        http = model.operation_model(name).http
        path, _, query = http["requestUri"].partition("?")
        pattern = "".join(_part(part) for part in re.split(r"(\{[^}]+\})", path))
        rows.append((http["method"], re.compile(pattern + "/?$"), set(parse_qs(query, keep_blank_values=True)), name))
    return sorted(rows, key=lambda row: (-len(row[2]), -len(row[1].pattern), row[3]))


def _part(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    return "(.+)" if part.endswith("+}") else "([^/]+)"


def _rest(service: str, method: str, path: str, keys: set[str]) -> str:
    for wanted, pattern, query, name in _routes(service):
        if wanted == method and query <= keys and pattern.match(path):
            return name
    return f"{method} {path}"


def error(request: Request, refusal: Refusal) -> tuple[int, str, bytes]:
    """Status, type and body of an error in the protocol of the request."""
    if request.protocol in ("query", "rest-xml"):
        code, message = escape(refusal.code), escape(refusal.message)
        inner = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        text = inner if request.protocol == "rest-xml" else f"<ErrorResponse>{inner}</ErrorResponse>"
        return refusal.status, "text/xml", text.encode()
    member = _message_member(request.service, refusal.code)
    body = {"__type": refusal.code, member: refusal.message}
    return refusal.status, "application/x-amz-json-1.1", json.dumps(body).encode()


def _message_member(service: str, code: str) -> str:
    """`Message` or `message`, as the shape of the error has it."""
    if service not in models.SERVICES:
        return "message"
    shapes = models.service(service)
    if code not in shapes.shape_names:
        return "message"
    return next((name for name in shapes.shape_for(code).members if name.lower() == "message"), "message")
