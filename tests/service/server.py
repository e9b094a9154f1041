"""Starts the test service: moto with the operations that it lacks, on one port of this machine.

Prints `ready PORT` when it takes calls. Ends at SIGTERM, SIGINT or the end of standard input with
`--until-eof`; its status is 1 if the service itself was ever wrong.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

# moto would fetch the credentials' policies otherwise; nothing here has any.
os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import BaseWSGIServer, make_server

from controls import CONTROLS
from front import Front
from handlers import all_handlers
from mends import mend


class Quiet(MotoRequestHandler):
    """Keeps connections open, as the real service does, and says nothing of requests."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: GET /__service__/calls has them all."""


def build(port: int, log: str | None = None) -> tuple[BaseWSGIServer, Front]:
    """The server, which is not serving yet, and its application."""
    stream = Path(log).open("a", encoding="utf-8") if log else None  # noqa: SIM115 - as long as the server
    mend()
    front = Front(DomainDispatcherApplication(create_backend_app), all_handlers(), CONTROLS, stream)
    server = make_server("127.0.0.1", port, front, threaded=True, request_handler=Quiet)
    return server, front


def _at_end_of_input(stop: Callable[[], None]) -> None:
    sys.stdin.read()
    stop()


def main(arguments: list[str]) -> int:
    """Serves until told to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 for a free one")
    parser.add_argument("--state-log", help="file to which each call is written as a line of JSON")
    parser.add_argument("--until-eof", action="store_true", help="end when standard input ends")
    options = parser.parse_args(arguments)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server, front = build(options.port, options.state_log)

    def stop(*_: object) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if options.until_eof:
        threading.Thread(target=_at_end_of_input, args=(stop,), daemon=True).start()
    print(f"ready {server.server_port}", flush=True)
    server.serve_forever()
    if front.faults:
        print(f"service fault: {front.faults} in all", file=sys.stderr, flush=True)
    return 1 if front.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
