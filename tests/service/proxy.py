"""An HTTP proxy in front of the test service that does harm at chosen calls, and can stop there.

Prints `ready PORT`. A plan is a list of rules, by --plan FILE or POST /__proxy__/plan (which also
counts from 1 anew). A rule has a `fault` and says at which calls: `call` (a number), `operation`,
`nth` (of that operation), `every` (each so many calls), `times` (at most). The first rule that fits
is done:

throttle      ThrottlingException, nothing carried out     error         a 500, nothing carried out
drop_before   connection closed, nothing carried out       drop_after    carried out, connection closed
delay         `seconds`, then carried out                  error_after   carried out, then a 500
truncate      carried out, connection closed in the body   cut           carried out, half of the body
pause_before  waits, then carried out unless told `drop`   pause_after   carried out, then waits

While it waits it has printed `paused before N Operation` (or `after`), and goes on by a line on
standard input, `go N` or `drop N`, or by POST /__proxy__/release {"call": N, "action": "go"}.
--control pauses before every call. Who reads no more than the port from standard output says --silent.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from faults import error_body, operation_of

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


@dataclass
class Pause:
    """A call that waits, and what it is told when it goes on."""

    event: threading.Event = field(default_factory=threading.Event)
    action: str = "go"


@dataclass
class Plan:
    """The rules, the calls so far, and who waits. All under one lock."""

    rules: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    waiting: dict[int, Pause] = field(default_factory=dict)
    # What calls were told that had not come as far.
    early: dict[int, str] = field(default_factory=dict)
    silent: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def replace(self, rules: list[dict[str, Any]]) -> None:
        """Other rules, counted from 1; whoever waits is dropped."""
        with self.lock:
            self.rules = [dict(rule) for rule in rules]
            self.calls = []
            for pause in self.waiting.values():
                pause.action = "drop"
                pause.event.set()
            self.waiting, self.early = {}, {}

    def begin(self, operation: str) -> dict[str, Any]:
        """Writes a call down, with the fault that is planned for it."""
        with self.lock:
            nth = 1 + sum(call["operation"] == operation for call in self.calls)
            row: dict[str, Any] = {"call": len(self.calls) + 1, "operation": operation, "nth": nth}
            rule = next((rule for rule in self.rules if _fits(rule, row)), {})
            if "times" in rule:
                rule["times"] -= 1
            row.update(fault=rule.get("fault"), seconds=rule.get("seconds", 0), carried_out=False, status=None)
            self.calls.append(row)
            return row

    def pause(self, row: dict[str, Any], where: str) -> str:
        """Says where it stands, waits, and gives what it was told."""
        number, pause = row["call"], Pause()
        with self.lock:
            if number in self.early:
                return self.early.pop(number)
            self.waiting[number] = pause
        if not self.silent:
            print(f"paused {where} {number} {row['operation']}", flush=True)
        pause.event.wait()
        return pause.action

    def release(self, number: int, action: str) -> None:
        """Lets a call go on; if it has not come as far, it will not wait."""
        with self.lock:
            pause = self.waiting.pop(number, None)
            if pause is None:
                self.early[number] = action
                return
        pause.action = action
        pause.event.set()


def _fits(rule: dict[str, Any], row: dict[str, Any]) -> bool:
    if rule.get("times") == 0:
        return False
    if any(key in rule and rule[key] != row[key] for key in ("call", "operation", "nth")):
        return False
    return "every" not in rule or row["call"] % rule["every"] == 0


class Handler(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    # Head and body leave together: the kernel would hold the second part back for 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True
    upstream = 0
    plan = Plan()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: GET /__proxy__/calls has them all."""

    def handle_expect_100(self) -> bool:
        """Tells a client that waits with its body to send it."""
        go_on = super().handle_expect_100()
        self.wfile.flush()
        return go_on

    def any_method(self) -> None:
        """Reads the request whole; then it is a question to the proxy or a call."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length or "Transfer-Encoding" in self.headers:
            # A client that was killed while it sent, or one that does not say how much it sends.
            self.hang_up()
        elif self.path.startswith("/__proxy__/"):
            self.control(self.path.removeprefix("/__proxy__/"), body)
        elif self.path.startswith("/__service__/"):
            self.answer(*self.forward(body))
        else:
            self.call(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = any_method

    def call(self, body: bytes) -> None:
        """A call of the service, with the fault that is planned for it."""
        headers = {key.lower(): value for key, value in self.headers.items()}
        row = self.plan.begin(operation_of(self.command, self.path, headers, body))
        fault = row["fault"]
        if fault == "delay":
            time.sleep(row["seconds"])
        if fault == "drop_before" or (fault == "pause_before" and self.plan.pause(row, "before") == "drop"):
            self.hang_up()
            return
        if fault in ("throttle", "error"):
            self.refuse(row, headers)
            return
        answer = self.forward(body)
        row["carried_out"] = True
        row["status"] = answer[0]
        if fault == "pause_after" and self.plan.pause(row, "after") == "drop":
            fault = "drop_after"
        if fault == "drop_after":
            self.hang_up()
        elif fault == "error_after":
            self.refuse(row, headers)
        elif fault == "truncate":
            self.answer(*answer, sent=len(answer[2]) // 2)
        elif fault == "cut":
            self.answer(answer[0], answer[1], answer[2][: len(answer[2]) // 2])
        else:
            self.answer(*answer)

    def forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """What the service answers: status, headers, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=120)
        try:
            headers = {key: value for key, value in self.headers.items() if key.lower() not in ("connection", "expect")}
            connection.request(self.command, self.path, body, headers)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            connection.close()

    def refuse(self, row: dict[str, Any], headers: dict[str, str]) -> None:
        """Answers a throttling or an internal error in the protocol of the call."""
        throttled = row["fault"] == "throttle"
        row["status"] = 400 if throttled else 500
        code = "ThrottlingException" if throttled else "InternalServerError"
        text = "Rate exceeded" if throttled else "An error occurred on the server side."
        kind, body = error_body(headers, code, text)
        self.answer(row["status"], [("Content-Type", kind)], body)

    def answer(self, status: int, headers: list[tuple[str, str]], body: bytes, sent: int | None = None) -> None:
        """Sends an answer; with `sent` only so many bytes of the body that was promised."""
        try:
            self.send_response(status)
            for key, value in headers:
                if key.lower() not in HOP_BY_HOP:
                    self.send_header(key, value)
            length = next((value for key, value in headers if key.lower() == "content-length"), "0")
            self.send_header("Content-Length", length if self.command == "HEAD" else str(len(body)))
            self.end_headers()
            self.wfile.write(body if sent is None else body[:sent])
            self.wfile.flush()
        except OSError:
            # The client is gone, which is what these tests are about.
            self.close_connection = True
        if sent is not None:
            self.hang_up()

    def hang_up(self) -> None:
        """Closes the connection without another byte."""
        self.close_connection = True
        try:
            self.connection.shutdown(2)
        except OSError:
            return

    def control(self, name: str, body: bytes) -> None:
        """What tests ask the proxy itself."""
        status = 200
        result: Any = {}
        if name == "calls":
            result = self.plan.calls
        elif name == "plan":
            self.plan.replace(json.loads(body))
        elif name == "release":
            wanted = json.loads(body)
            self.plan.release(wanted["call"], wanted.get("action", "go"))
        elif name == "waiting":
            result = sorted(self.plan.waiting)
        else:
            status = 404
        self.answer(status, [("Content-Type", "application/json")], json.dumps(result).encode())


class Server(ThreadingHTTPServer):
    """A server whose threads do not keep the process alive, and that is silent about clients that are gone."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Only what is not the client's end is worth a word."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def build(port: int, upstream: int, rules: list[dict[str, Any]]) -> tuple[Server, Plan]:
    """The proxy, which is not serving yet, and its plan."""
    plan = Plan()
    plan.replace(rules)
    handler = type("PlannedHandler", (Handler,), {"upstream": upstream, "plan": plan})
    return Server(("127.0.0.1", port), handler), plan


def listen(plan: Plan, stop: Callable[[], None] | None) -> None:
    """Reads `go N` and `drop N` from standard input; at its end stops, if told how."""
    for line in sys.stdin:
        words = line.split()
        if len(words) == 2 and words[1].isdigit():
            plan.release(int(words[1]), words[0])
    if stop:
        stop()


def main(arguments: list[str]) -> int:
    """Serves until killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0, help="0 for a free one")
    parser.add_argument("--upstream", type=int, required=True, help="the port of server.py")
    parser.add_argument("--plan", help="file with the rules, in JSON")
    parser.add_argument("--control", action="store_true", help="pause before every call")
    parser.add_argument("--silent", action="store_true", help="print no more than the port")
    parser.add_argument("--until-eof", action="store_true", help="end when standard input ends")
    options = parser.parse_args(arguments)
    rules = [{"fault": "pause_before"}] if options.control else []
    if options.plan:
        rules = json.loads(Path(options.plan).read_text(encoding="utf-8"))
    server, plan = build(options.port, options.upstream, rules)
    plan.silent = options.silent
    stop = server.shutdown if options.until_eof else None
    threading.Thread(target=listen, args=(plan, stop), daemon=True).start()
    print(f"ready {server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
