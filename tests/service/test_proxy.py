"""Faults of the proxy: what the client sees, and whether the call was carried out."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, HTTPClientError

from test_documents import make

HERE = Path(__file__).parent
GONE = (ConnectionClosedError, HTTPClientError)


def port_of(client):
    """The port that a client calls."""
    return int(client.meta.endpoint_url.rsplit(":", 1)[1])


def exists(service):
    """Whether the document was made."""
    return bool([row for row in service.get("state") if row["kind"] == "Documents" and row["value"]["by_name"]])


@pytest.mark.parametrize(
    ("fault", "error", "carried_out"),
    [
        ("throttle", ClientError, False),
        ("error", ClientError, False),
        ("error_after", ClientError, True),
        ("drop_before", GONE, False),
        ("drop_after", GONE, True),
    ],
)
def test_a_fault_is_seen_and_the_rest_goes_on(service, faulty, fault, error, carried_out):
    client, plan = faulty
    plan.replace([{"call": 2, "fault": fault}])
    client.list_documents()
    with pytest.raises(error):
        make(client)
    assert exists(service) == carried_out
    client.list_documents()
    assert [row["fault"] for row in plan.calls] == [None, fault, None]
    assert plan.calls[1]["carried_out"] == carried_out


@pytest.mark.parametrize("fault", ["truncate", "cut"])
def test_half_an_answer_is_none(service, faulty, fault):
    client, plan = faulty
    plan.replace([{"call": 1, "fault": fault}])
    # botocore takes half a JSON for an empty one, without a word.
    assert "DocumentDescription" not in make(client)
    assert exists(service)


def test_rules_count_by_operation_and_end(faulty):
    client, plan = faulty
    plan.replace([{"operation": "ListDocuments", "nth": 2, "fault": "throttle"}, {"fault": "error", "times": 1}])
    ends = []
    for _ in range(4):
        try:
            client.list_documents()
            ends.append("")
        except ClientError as error:
            ends.append(error.response["Error"]["Code"])
    assert ends == ["InternalServerError", "ThrottlingException", "", ""]


@pytest.mark.parametrize(("where", "action", "made"), [("before", "drop", False), ("before", "go", True)])
def test_a_call_waits_before_it_is_carried_out(service, faulty, where, action, made):
    client, plan = faulty
    plan.replace([{"call": 1, "fault": "pause_before"}])
    ended = held_back(client, plan)
    assert not exists(service)
    plan.release(1, action)
    ended.join(20)
    assert exists(service) == made


def test_a_call_waits_after_it_was_carried_out(service, faulty):
    client, plan = faulty
    plan.replace([{"call": 1, "fault": "pause_after"}])
    ended = held_back(client, plan)
    assert exists(service)
    plan.release(1, "drop")
    ended.join(20)


def test_who_is_released_early_does_not_wait(service, faulty):
    client, plan = faulty
    plan.replace([{"call": 1, "fault": "pause_before"}])
    plan.release(1, "drop")
    with pytest.raises(GONE):
        make(client)
    assert not exists(service)


def test_who_waits_is_dropped_by_another_plan(service, faulty):
    client, plan = faulty
    plan.replace([{"call": 1, "fault": "pause_before"}])
    ended = held_back(client, plan)
    plan.replace([])
    ended.join(20)
    assert not exists(service)


def test_half_a_request_is_not_carried_out(service, faulty):
    client, plan = faulty
    port = port_of(client)
    for number in (port, service.port):
        with socket.create_connection(("127.0.0.1", number)) as half:
            half.sendall(b"POST / HTTP/1.1\r\nX-Amz-Target: AmazonSSM.ListDocuments\r\nContent-Length: 9\r\n\r\n{}")
            half.shutdown(socket.SHUT_WR)
            assert half.recv(100) == b""
    assert plan.calls == []
    assert service.get("calls") == []


def held_back(client, plan) -> threading.Thread:
    """A call that the proxy holds; fails where it comes through."""
    call = threading.Thread(target=lambda: _quietly(client))
    call.start()
    while not plan.waiting and call.is_alive():
        pass
    assert plan.waiting
    return call


def _quietly(client):
    try:
        make(client)
    except GONE:
        return


MAKE = """
import sys, boto3
keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
url = f"http://127.0.0.1:{sys.argv[1]}"
ssm = boto3.client("ssm", region_name="us-east-1", endpoint_url=url, **keys)
text = '{"schemaVersion": "2.2", "mainSteps": [{"action": "aws:sleep", "name": "a"}]}'
ssm.create_document(Name="Acme-Web", Content=text, DocumentType="Command")
"""


@pytest.mark.parametrize(("fault", "action", "made"), [("pause_before", "drop", False), ("pause_after", "go", True)])
def test_a_client_is_killed_just_before_or_after_a_call(service, faulty, fault, action, made):
    client, plan = faulty
    plan.replace([{"call": 1, "fault": fault}])
    port = str(port_of(client))
    killed = subprocess.Popen([sys.executable, "-c", MAKE, port])
    while not plan.waiting:
        assert killed.poll() is None
    killed.kill()
    killed.wait()
    plan.release(1, action)
    assert exists(service) == made
    # Those who come after are served.
    client.list_documents()
    assert [row["carried_out"] for row in plan.calls] == [made, True]


def test_objects_go_through(service, faulty):
    client, plan = faulty
    s3 = service.client("s3", port=port_of(client))
    s3.create_bucket(Bucket="acme")
    s3.put_object(Bucket="acme", Key="a b.zip", Body=b"x" * 100_000)
    assert s3.head_object(Bucket="acme", Key="a b.zip")["ContentLength"] == 100_000
    assert [row["operation"] for row in plan.calls] == ["PUT:/acme", "PUT:/acme/a%20b.zip", "HEAD:/acme/a%20b.zip"]


def test_who_asks_for_leave_to_send_a_body_gets_it(service, faulty):
    client, _ = faulty
    with socket.create_connection(("127.0.0.1", port_of(client)), timeout=20) as asking:
        asking.sendall(b"PUT /acme/a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert asking.recv(100).startswith(b"HTTP/1.1 100")
        asking.sendall(b"{}")
        assert asking.recv(100).startswith(b"HTTP/1.1 404")


def test_both_scripts_start_and_speak_over_pipes(tmp_path):
    log = tmp_path / "calls.jsonl"
    server = _start("server.py", "--until-eof", "--state-log", str(log))
    upstream = _port(server)
    proxy = _start("proxy.py", "--upstream", str(upstream), "--control", "--until-eof")
    port = _port(proxy)
    client = subprocess.Popen([sys.executable, "-c", LIST, str(port)])
    assert proxy.stdout.readline() == "paused before 1 ListDocuments\n"
    proxy.stdin.write("go 1\n")
    proxy.stdin.flush()
    assert client.wait(30) == 0
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/__proxy__/calls") as response:
        assert json.load(response)[0]["carried_out"] is True
    proxy.communicate()
    assert proxy.returncode == 0
    server.communicate()
    assert server.returncode == 0
    assert json.loads(log.read_text())["operation"] == "ListDocuments"


LIST = """
import sys, boto3
keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
url = f"http://127.0.0.1:{sys.argv[1]}"
boto3.client("ssm", region_name="us-east-1", endpoint_url=url, **keys).list_documents()
"""


def _start(script, *arguments):
    command = [sys.executable, str(HERE / script), *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _port(process):
    word, port = process.stdout.readline().split()
    assert word == "ready"
    return int(port)
