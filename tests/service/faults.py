"""What the proxy has to know of AWS's protocols: the name of an operation, and what an error looks like."""

from __future__ import annotations

import json
from urllib.parse import parse_qs


def operation_of(method: str, path: str, headers: dict[str, str], body: bytes) -> str:
    """The operation of a request; method and path where the protocol does not name it."""
    target = headers.get("x-amz-target", "")
    if "." in target:
        return target.rsplit(".", 1)[1]
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return parse_qs(body.decode("utf-8", "replace")).get("Action", ["?"])[0]
    return f"{method}:{path.partition('?')[0]}"


def error_body(headers: dict[str, str], code: str, text: str) -> tuple[str, bytes]:
    """Type and body of an error in the protocol of a request."""
    if "x-amz-target" in headers:
        return "application/x-amz-json-1.1", json.dumps({"__type": code, "message": text}).encode()
    inner = f"<Error><Code>{code}</Code><Message>{text}</Message></Error>"
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return "text/xml", f"<ErrorResponse>{inner}<RequestId>0</RequestId></ErrorResponse>".encode()
    if "/s3/aws4_request" in headers.get("authorization", ""):
        return "application/xml", inner.encode()
    return "application/json", json.dumps({"__type": code, "message": text}).encode()
