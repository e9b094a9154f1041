"""Cases of the judge of deploys: what the environment and profiles say of requests."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from account import REGION, Program, Proxy

FOLLOW = 'command follow "Judge-Follow" {\n  sh "echo follow"\n}\n'
PROFILE = "[profile judge]\nregion = {region}\nmax_attempts = {attempts}\n"


def attempts(judge: Any) -> None:
    """A request is sent as often as the environment says, else the profile; nobody knows of writes only."""
    folder = judge.project({"follow": FOLLOW})
    config = folder / "config"
    config.write_text(PROFILE.format(region=REGION, attempts=2), encoding="utf-8")
    of_profile = {"AWS_CONFIG_FILE": str(config), "AWS_PROFILE": "judge"}
    with Proxy(judge.service) as proxy:
        for number, more in (
            (1, {"AWS_MAX_ATTEMPTS": "1"}),
            (3, {**of_profile, "AWS_MAX_ATTEMPTS": "3"}),
            (2, of_profile),
        ):
            program = Program(judge.program.path, proxy.port)
            program.environment.update(more)
            proxy.plan({"fault": "error", "operation": "GetCallerIdentity"})
            ran = program.run(folder, "plan")
            judge.equal(ran.returncode, 1, f"exit with {ran.stderr}")
            judge.that("may or may not" not in ran.stderr and "no answer: " in ran.stderr, ran.stderr)
            sent = [call["operation"] for call in proxy.ask("/__proxy__/calls")]
            judge.equal(sent, ["GetCallerIdentity"] * number, f"what is sent with {more}")
        program = Program(judge.program.path, proxy.port)
        program.environment["AWS_MAX_ATTEMPTS"] = "1"
        proxy.plan({"fault": "error", "operation": "CreateDocument"})
        ran = program.run(folder, "deploy", "--yes")
        judge.that("may or may not have been carried out" in ran.stdout, ran.stdout)
    for wrong in ("0", "many"):
        _refused(judge, folder, {"AWS_MAX_ATTEMPTS": wrong}, f'is "{wrong}": write a number from 1 on')


def endpoints(judge: Any) -> None:
    """What is no address of HTTP is refused at once."""
    folder = judge.project({"follow": FOLLOW})
    for url in ("ftp://127.0.0.1:1", "localhost:5000"):
        _refused(judge, folder, {"AWS_ENDPOINT_URL": url}, f"the endpoint `{url}`")


def regions(judge: Any) -> None:
    """An empty variable says nothing: the next one counts, then the profile, and without any there is none."""
    folder = judge.project({"follow": FOLLOW})
    config = folder / "config"
    config.write_text(PROFILE.format(region="eu-north-1", attempts=2), encoding="utf-8")
    of_profile = {"AWS_CONFIG_FILE": str(config), "AWS_PROFILE": "judge", "AWS_REGION": ""}
    for region, more in (
        ("eu-north-1", of_profile),
        ("eu-south-1", {**of_profile, "AWS_DEFAULT_REGION": "eu-south-1"}),
        ("eu-north-1", {**of_profile, "AWS_DEFAULT_REGION": ""}),
    ):
        program = Program(judge.program.path, judge.service.port)
        program.environment.update(more)
        ran = program.run(folder, "plan", "--json")
        judge.equal(ran.returncode, 0, f"exit with {ran.stderr}")
        (place,) = json.loads(ran.stdout)["places"]
        judge.equal(place["region"], region, f"the region with {more}")
    _refused(judge, folder, {"AWS_REGION": "", "AWS_CONFIG_FILE": str(folder / "none")}, "no region")


def _refused(judge: Any, folder: Any, environment: dict[str, str], words: str) -> None:
    program = Program(judge.program.path, judge.service.port)
    program.environment.update(environment)
    begun = time.monotonic()
    ran = program.run(folder, "plan")
    judge.equal(ran.returncode, 1, f"exit with {ran.stderr}")
    judge.that(words in ran.stderr, ran.stderr)
    judge.that(time.monotonic() - begun < 5, f"{environment} takes its time")


CASES: list[Callable[[Any], None]] = [attempts, endpoints, regions]
