"""Cases of the judge of deploys: somebody presses Ctrl-C, or the system ends the program."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from typing import Any

from account import Program, Proxy, is_reading, snapshot

LOCK = "/ordain/judge/lock"
ONE = "".join(f'command c{number} "Judge-Stop-{number}" {{\n  sh "echo {number}"\n}}\n\n' for number in range(5))
WORDS = "interrupted: what is under way ends"


def _paused(judge: Any, folder: Any, proxy: Proxy, *arguments: str) -> subprocess.Popen[str]:
    """A deploy that stands still at its third document."""
    proxy.plan({"fault": "pause_before", "operation": "CreateDocument", "nth": 3})
    program = Program(judge.program.path, proxy.port)
    process = program.start(folder, "deploy", "--yes", "--concurrency", "1", *arguments)
    judge.until(lambda: proxy.ask("/__proxy__/waiting"))
    return process


def _signalled(judge: Any, process: subprocess.Popen[str], number: int) -> str:
    """Sends a signal, and reads until the program says that it has heard."""
    process.send_signal(number)
    said = ""
    assert process.stderr
    while WORDS not in said:
        line = process.stderr.readline()
        said += line
        if not line:
            judge.that(False, f"nothing is said of a signal: {said}")
            break
    return said


def interrupted(judge: Any) -> None:
    """What is under way ends, nothing more is begun, the report is whole, the lock is gone."""
    for number, more in ((signal.SIGINT, ()), (signal.SIGTERM, ("--json",))):
        judge.service.reset()
        folder = judge.project({"one": ONE})
        with Proxy(judge.service) as proxy:
            process = _paused(judge, folder, proxy, *more)
            _signalled(judge, process, number)
            before = judge.service.count()
            proxy.ask("/__proxy__/release", {"call": proxy.ask("/__proxy__/waiting")[0]})
            output, errors = process.communicate(timeout=60)
        judge.equal(process.returncode, 130, f"exit with {output}{errors}")
        calls = [row["operation"] for row in judge.service.calls(before) if not is_reading(row["operation"])]
        judge.equal(calls, ["CreateDocument", "DeleteParameter"], "what is written behind the signal")
        _report(judge, output, is_json=bool(more))
        there = snapshot(judge.here())
        judge.equal((len(there["documents"]), there["parameters"]), (3, []), "documents, and the lock")
        judge.deploy(folder)
        judge.equal(len(snapshot(judge.here())["documents"]), 5, "documents behind the next deploy")
        judge.stays(folder)


def _report(judge: Any, output: str, *, is_json: bool) -> None:
    if not is_json:
        judge.equal((output.count(": done\n"), output.count("left out: interrupted")), (3, 2), output)
        return
    report = json.loads(output)
    changes = report["places"][0]["changes"]
    judge.equal([one["outcome"] for one in changes], ["done"] * 3 + ["left-out"] * 2, "outcomes")
    judge.equal([one.get("interrupted") for one in changes], [None] * 3 + [True] * 2, "interrupted")
    judge.equal(report["interrupted"], True, "interrupted")


def interrupted_twice(judge: Any) -> None:
    """A second signal ends at once; the lock is in nobody's way."""
    folder = judge.project({"one": ONE})
    with Proxy(judge.service) as proxy:
        process = _paused(judge, folder, proxy)
        _signalled(judge, process, signal.SIGINT)
        process.send_signal(signal.SIGINT)
        judge.equal(process.wait(timeout=10), 130, "exit behind two signals")
        proxy.ask("/__proxy__/release", {"call": proxy.ask("/__proxy__/waiting")[0]})
    judge.deploy(folder)
    judge.stays(folder)


def interrupted_while_waiting(judge: Any) -> None:
    """Who waits for a lock stops waiting."""
    folder = judge.project({"one": ONE})
    judge.here().put_parameter(Name=LOCK, Type="String", Value=judge.lease(300))
    process = judge.program.start(folder, "deploy", "--yes", "--lock-timeout", "600")
    judge.until(lambda: any(row["operation"] == "GetParameter" for row in judge.service.calls(0)))
    said = _signalled(judge, process, signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    judge.equal(process.returncode, 130, f"exit with {output}{errors}")
    judge.that("deploys this project" not in said, f"that it stops comes first: {said}")
    judge.that("deploys this project" in errors, errors)


CASES: list[Callable[[Any], None]] = [interrupted, interrupted_twice, interrupted_while_waiting]
