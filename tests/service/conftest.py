"""Fixtures: one server for all tests, empty at the beginning of each, and clients of it."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

import proxy
import server

ONE = "123456789012"
OTHER = "210987654321"


class Service:
    """The running server: its port, and what one asks it."""

    def __init__(self, port: int, front: Any) -> None:
        self.port = port
        self.front = front

    def client(self, service: str, region: str = "us-east-1", port: int | None = None, **keys: str) -> Any:
        """A client that tries once, of the first account unless keys are given."""
        keys = keys or {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
        config = Config(retries={"total_max_attempts": 1}, read_timeout=20, parameter_validation=False)
        url = f"http://127.0.0.1:{port or self.port}"
        return boto3.client(service, region_name=region, endpoint_url=url, config=config, **keys)

    def as_account(self, service: str, account: str, region: str = "us-east-1") -> Any:
        """A client with the credentials of a role of another account."""
        role = f"arn:aws:iam::{account}:role/Deploy"
        given = self.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
        return self.client(
            service,
            region,
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given["SessionToken"],
        )

    def get(self, name: str) -> Any:
        """The answer of an endpoint of the service itself."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/__service__/{name}") as response:
            return json.load(response)

    def post(self, name: str, body: Any = None) -> Any:
        """Tells the service itself something."""
        data = json.dumps(body).encode() if body is not None else b""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/__service__/{name}", data, method="POST")
        with urllib.request.urlopen(request) as response:
            return json.load(response)


@pytest.fixture(scope="session")
def running() -> Iterator[Service]:
    """The server in a thread of this process."""
    made, front = server.build(0)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield Service(made.server_port, front)
    made.shutdown()


@pytest.fixture
def service(running: Service) -> Iterator[Service]:
    """The server, empty; a fault of its own fails the test."""
    running.post("reset")
    running.front.faults = 0
    yield running
    assert running.front.faults == 0


@pytest.fixture
def ssm(service: Service) -> Any:
    """A client of Systems Manager."""
    return service.client("ssm")


@pytest.fixture
def refused() -> Callable[..., str]:
    """Calls, and gives the code of the error that it has to end with; the message is the attribute `text`."""

    def call(function: Callable[..., Any], **arguments: Any) -> str:
        try:
            function(**arguments)
        except ClientError as error:
            call.text = error.response["Error"].get("Message", "")  # type: ignore[attr-defined]
            return str(error.response["Error"]["Code"])
        return "no error"

    return call


@pytest.fixture
def faulty(service: Service) -> Iterator[tuple[Any, proxy.Plan]]:
    """A client of Systems Manager through a proxy, and the plan of the proxy."""
    made, plan = proxy.build(0, service.port, [])
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield service.client("ssm", port=made.server_port), plan
    made.shutdown()
