"""The WSGI layer in front of moto: handlers of our own first, then moto; every call is written down."""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from typing import IO, Any
from urllib.parse import parse_qs

import models
import wire
from refusal import Refusal, invalid
from store import Call, Store

# A handler returns this for what moto does rightly.
PASS: dict[str, Any] = {"__pass__": True}

Handler = Callable[[Call], dict[str, Any]]
Answer = tuple[int, str, bytes]
Control = Callable[["Front", str, dict[str, list[str]], Any], Any]


class Front:
    """A WSGI application over another. `faults` counts what went wrong in the service itself."""

    def __init__(
        self,
        moto: Any,
        handlers: dict[tuple[str, str], Handler],
        controls: dict[tuple[str, str], Control],
        log: IO[str] | None = None,
    ) -> None:
        self.moto = moto
        self.handlers = handlers
        self.controls = controls
        self.log = log
        self.lock = threading.RLock()
        self.faults = 0
        self.reset()

    def reset(self) -> None:
        """Forgets everything but the faults."""
        with self.lock:
            self.store = Store()
            self.buckets: dict[tuple[str, str, str], tuple[float, float]] = {}
            self.calls: list[dict[str, Any]] = []
            self.refusals: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """WSGI: a question to the service itself, one of moto's own, or a call of an API."""
        if environ.get("PATH_INFO", "").startswith("/__service__/"):
            return _send(self.control(environ), start_response)
        if environ.get("PATH_INFO", "").startswith("/moto-api"):
            page: Iterable[bytes] = self.moto(environ, start_response)
            return page
        request = wire.read(environ)
        row = self.begin(request)
        if self.store.options.latency_seconds:
            time.sleep(self.store.options.latency_seconds)
        answer = self.own(request, row)
        if answer is None:
            return self.pass_on(environ, start_response, request, row)
        self.end(row, answer[0])
        return _send(answer, start_response)

    def begin(self, request: wire.Request) -> dict[str, Any]:
        """Writes a call down before anything is done about it."""
        with self.lock:
            row = {
                "number": len(self.calls) + 1,
                "time": time.time(),
                "service": request.service,
                "operation": request.operation,
                "account": request.account,
                "region": request.region,
                "request": _readable(request),
                "by": "moto",
                "status": None,
                "error": None,
            }
            self.calls.append(row)
            return row

    def end(self, row: dict[str, Any], status: int) -> None:
        """Writes down how a call ended."""
        with self.lock:
            row["status"] = status
            if self.log:
                self.log.write(json.dumps(row) + "\n")
                self.log.flush()

    def own(self, request: wire.Request, row: dict[str, Any]) -> Answer | None:
        """The answer of a handler or of a check; None where moto is to answer."""
        try:
            with self.lock:
                self.throttle(request)
                self.refuse(request)
                return self.handle(request, row)
        except Refusal as refusal:
            row["error"] = refusal.code
            return wire.error(request, refusal)
        except Exception:
            return self.fault(request, row, traceback.format_exc())

    def throttle(self, request: wire.Request) -> None:
        """Raises if the caller is above the rate that the options give to the operation."""
        rate = self.store.options.rates.get(request.operation)
        if rate is None:
            return
        key = (request.account, request.region, request.operation)
        now = time.monotonic()
        left, last = self.buckets.get(key, (rate, now))
        left = min(rate, left + (now - last) * rate)
        self.buckets[key] = (left - 1 if left >= 1 else left, now)
        if left < 1:
            raise Refusal("ThrottlingException", "Rate exceeded")

    def refuse(self, request: wire.Request) -> None:
        """Raises what a test has told the service to answer."""
        for rule in self.refusals:
            wanted = {key: rule[key] for key in ("service", "operation", "account", "region") if key in rule}
            if rule.get("times") != 0 and all(getattr(request, key) == wanted[key] for key in wanted):
                if "times" in rule:
                    rule["times"] -= 1
                raise Refusal(rule["code"], rule.get("message", ""), rule.get("status", 400))

    def handle(self, request: wire.Request, row: dict[str, Any]) -> Answer | None:
        """What our own handler answers, if there is one; requests in JSON are checked even if moto answers."""
        model = None
        if request.service in models.SERVICES and request.protocol in ("json", "rest-json"):
            model = models.operation(request.service, request.operation)
        if model is None:
            return None
        body = request.json()
        found = problems(model.input_shape, body, True)
        if found:
            raise invalid(models.sentence(found))
        handler = self.handlers.get((request.service, request.operation))
        if handler is None:
            return None
        call = Call(self.store, request.service, request.operation, request.account, request.region, body)
        answer = handler(call)
        if answer is PASS:
            return None
        row["by"] = "service"
        found = problems(model.output_shape, answer, False)
        if found:
            return self.fault(request, row, models.sentence(found))
        kind = "application/x-amz-json-1.1" if request.protocol == "json" else "application/json"
        return model.http.get("responseCode", 200), kind, json.dumps(answer).encode()

    def fault(self, request: wire.Request, row: dict[str, Any], text: str) -> Answer:
        """The service itself is wrong: loudly, so that no test passes by it."""
        self.faults += 1
        row["error"] = "service fault"
        message = f"service fault in {request.operation}: {text}"
        print(message, file=sys.stderr, flush=True)
        return wire.error(request, Refusal("InternalServerError", message, 500))

    def pass_on(
        self, environ: dict[str, Any], start_response: Any, request: wire.Request, row: dict[str, Any]
    ) -> Iterable[bytes]:
        """Lets moto answer, one call after the other, as handlers do: they read what it holds."""
        started: list[Any] = []

        def remember(status: str, headers: Any, exc_info: Any = None) -> Any:
            started[:] = [status, headers]
            return lambda _data: None

        try:
            with self.lock:
                answer = self.moto(environ, remember)
                body = b"".join(answer)
                if hasattr(answer, "close"):
                    answer.close()
        except Exception as problem:
            text = f"moto: {type(problem).__name__}: {problem}"
            failed = self.fault(request, row, text)
            self.end(row, failed[0])
            return _send(failed, start_response)
        self.end(row, int(started[0].split()[0]))
        start_response(*started)
        return [body]

    def control(self, environ: dict[str, Any]) -> Answer:
        """What tests ask the service itself."""
        name = environ["PATH_INFO"].removeprefix("/__service__/")
        control = self.controls.get((environ["REQUEST_METHOD"], name))
        if control is None:
            return 404, "text/plain", f"no {environ['REQUEST_METHOD']} {name}\n".encode()
        length = int(environ.get("CONTENT_LENGTH") or 0)
        try:
            body = json.loads(environ["wsgi.input"].read(length)) if length else None
            with self.lock:
                answer = control(self, name, parse_qs(environ.get("QUERY_STRING", "")), body)
                return 200, "application/json", json.dumps(answer, default=str).encode()
        except (KeyError, TypeError, ValueError) as problem:
            return 400, "text/plain", f"{type(problem).__name__}: {problem}\n".encode()


def problems(shape: Any, value: dict[str, Any], whole: bool) -> list[str]:
    """What a shape does not allow; an operation without members allows none."""
    if shape is None:
        return [f"unexpected members {sorted(value)}"] if value else []
    return models.problems(shape, value, whole)


def _readable(request: wire.Request) -> Any:
    """A request's body for the list of calls: JSON and forms as values, the rest by its size."""
    if request.protocol in ("json", "rest-json"):
        try:
            return {**json.loads(request.body or b"{}"), **request.members}
        except (TypeError, ValueError):
            return None
    if request.protocol == "query":
        return {key: value[0] for key, value in parse_qs(request.body.decode("utf-8", "replace")).items()}
    return {"bytes": len(request.body)}


def _send(answer: Answer, start_response: Any) -> Iterable[bytes]:
    status, kind, body = answer
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    start_response(f"{status} {'OK' if status < 300 else 'Error'}", headers)
    return [body]
