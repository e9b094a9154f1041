"""Stops, throttles and cuts off deploys at every call, and compares what the next deploy leaves.

    python tests/judges/deploy_faults.py ORDAIN SCRATCH

A deploy runs undisturbed and its calls are counted. Then, for every call, it is killed before the
call is carried out and after, and run again: what boto3 reads has to be what the undisturbed
deploy left.
"""

from __future__ import annotations

import concurrent.futures
import json
import pathlib
import queue
import random
import subprocess
import sys
import time
from typing import Any

import artifacts
import kinds
import roles
from account import Program, Proxy, Service, is_reading, snapshot

MANIFEST = '[project]\nname = "faults"\nversion = "1.0.0"\n'
# As many as the machine has cores that such tests can be sure of.
WORKERS = 2
POINTS_SIDE_BY_SIDE = 12
ERRORS = ("throttle", "error", "error_after", "drop_before", "drop_after", "truncate", "cut")


def many(documents: int, associations: int, windows: int) -> str:
    """A project of so many artifacts."""
    lines = ["//! What the judge deploys again and again.", "", 'group web = tag("Role", "web")', ""]
    for number in range(documents):
        lines += _document(number)
    for number in range(associations):
        lines += _association(number)
    for number in range(windows):
        lines += _window(number)
    return "\n".join(lines)


def _document(number: int) -> list[str]:
    """Every fourth is a runbook, every tenth shared."""
    shared = ['  share_with: ["111122223333"]'] if number % 10 == 0 else []
    if number % 4 == 3:
        return [f'runbook d{number} "Fault-{number}" {{', *shared, '  action.sleep(Duration: "PT1S")', "}", ""]
    tags = ['  tags: { Team: "web" }'] if number % 3 == 0 else []
    return [f'command d{number} "Fault-{number}" {{', *shared, *tags, f'  sh "echo {number}"', "}", ""]


def _association(number: int) -> list[str]:
    # Those that follow the document, those that pin a version.
    follows = ['  version: "latest"'] if number % 2 else []
    return [
        f'association a{number} "Fault-Association-{number}" {{',
        f"  run: d{4 * number}()",
        "  on: web",
        *follows,
        f"  schedule: rate({number + 1}d)",
        "  concurrency: 20%",
        "  max_errors: 10%",
        "}",
        "",
    ]


def _window(number: int) -> list[str]:
    task = ["    priority: 1", "    concurrency: 1", "    max_errors: 0", "  }"]
    return [
        f'window w{number} "Fault-Window-{number}" {{',
        "  schedule: rate(7d)",
        "  duration: 3h",
        "  cutoff: 1h",
        f"  task first = d{4 * number}() on web {{",
        *task,
        '  task second = "AWS-RunPatchBaseline"(Operation: "Scan") on web {',
        *task,
        "}",
        "",
    ]


# A runbook with a role of its own, and the role of a rule that starts it.
ROLES = """
runbook look "Fault-Look" {
  assume_role: "arn:aws:iam::${global.ACCOUNT_ID}:role/fault-look"
  aws.ec2.DescribeInstances()
}

event_rule looks "fault-looks" {
  schedule: rate(1d)
  run: look()
  role: "arn:aws:iam::123456789012:role/fault-events"
}
"""

# A small project and what becomes of it: each kind is changed, added and taken away.
BEFORE = many(5, 2, 1) + ROLES
AFTER = (
    (many(6, 2, 1) + ROLES)
    .replace("DescribeInstances", "DescribeImages")
    .replace("fault-events", "fault-newer")
    .replace('"echo 0"', '"echo nothing"')
    .replace("rate(1d)", "rate(3d)")
    .replace("task second", "task third")
    .replace("duration: 3h", "duration: 4h")
    .replace('["111122223333"]', '["444455556666"]')
    .replace('association a1 "Fault-Association-1"', 'association a1 "Fault-Association-new"')
    .replace('command d2 "Fault-2"', 'command d2 "Fault-Two"')
)

PARAMETERS = """
/// The first words.
parameter greeting "/fault/greeting" {
  value: "hello"
  tags: { Team: "web" }
}

parameter password "/fault/password" {
  type: "SecureString"
  value: env("FAULT_SECRET")
}

parameter old "/fault/old" {
  value: "old"
}
"""
# What is one request: each kind is made, changed and taken away, and what belongs to it.
KINDS_BEFORE = "//! Kinds.\n\n" + "\n".join(kinds.PARTS.values()) + PARAMETERS
_CHANGED = kinds.everything_changed(kinds.PARTS)
KINDS_AFTER = (
    "//! Kinds.\n\n"
    + "\n".join(text for name, text in _CHANGED.items() if name != "freeze")
    + PARAMETERS.replace('"hello"', '"good day"').replace('"/fault/old"', '"/fault/new"')
)
for _kind, _old, _new in (
    ("patch_baseline", "Kind-Linux", "Kind-Newer"),
    ("resource_group", "kind-servers", "kind-newer"),
    ("event_rule", "kind-on-bus", "kind-newer"),
):
    KINDS_AFTER = KINDS_AFTER.replace(f'"{_old}"', f'"{_new}"')


class Bench:
    """One service, one proxy, and the program behind it."""

    def __init__(self, path: str, scratch: pathlib.Path, number: int) -> None:
        self.service = Service()
        self.proxy = Proxy(self.service)
        self.program = Program(path, self.proxy.port)
        self.scratch = scratch / f"faults-{number}"
        self.ssm = self.service.client("ssm")
        self.program.environment["FAULT_SECRET"] = "hunter2"

    def state(self) -> dict[str, Any]:
        """What boto3 reads."""
        named = {"roles": roles.there(self.service), "values": kinds.parameters(self.ssm)}
        return {**snapshot(self.ssm), **kinds.there(self.service), **named}

    def end(self) -> None:
        """Stops both."""
        self.proxy.end()
        self.service.end()

    def project(self, name: str, source: str) -> pathlib.Path:
        """A folder with the project."""
        folder = self.scratch / name
        folder.mkdir(parents=True, exist_ok=True)
        asked = roles.ASKED if "assume_role" in source else ""
        (folder / "ordain.toml").write_text(MANIFEST + asked, encoding="utf-8")
        (folder / "faults.ord").write_text(source, encoding="utf-8")
        return folder


class Deploy:
    """A deploy that is disturbed: from which sources, and how it is called."""

    def __init__(self, name: str, first: str | None, source: str, *arguments: str) -> None:
        self.name = name
        self.first = first
        self.source = source
        self.arguments = ["deploy", "--yes", "--concurrency", "1", *arguments]

    def with_concurrency(self, number: int) -> list[str]:
        """The arguments with another concurrency."""
        return [*self.arguments[:3], str(number), *self.arguments[4:]]

    def prepare(self, bench: Bench) -> pathlib.Path:
        """An account as it is before; gives the folder of the project."""
        bench.service.reset()
        kinds.prepare(bench.service)
        bench.proxy.plan()
        if self.first is not None:
            first = bench.project(f"{self.name}-first", self.first)
            done = bench.program.run(first, *self.arguments)
            if done.returncode != 0:
                raise RuntimeError(f"{self.name}: {done.stdout}{done.stderr}")
            bench.proxy.plan()
        return bench.project(self.name, self.source)

    def undisturbed(self, bench: Bench) -> tuple[dict[str, Any], list[str]]:
        """What it leaves, and its calls."""
        folder = self.prepare(bench)
        done = bench.program.run(folder, *self.arguments)
        if done.returncode != 0:
            raise RuntimeError(f"{self.name}: {done.stdout}{done.stderr}")
        calls = [row["operation"] for row in bench.proxy.ask("/__proxy__/calls")]
        return bench.state(), calls

    def again(self, bench: Bench, folder: pathlib.Path, wanted: dict[str, Any], what: str) -> list[str]:
        """Runs to the end, and compares."""
        bench.proxy.plan()
        done = bench.program.run(folder, *self.arguments)
        if done.returncode != 0:
            return [f"{what}: the next deploy: exit {done.returncode}: {done.stdout}{done.stderr}"]
        return differences(bench.state(), wanted, what)


def differences(found: dict[str, Any], wanted: dict[str, Any], what: str) -> list[str]:
    """Where two states differ, shortly."""
    rows = []
    for kind in wanted:
        if found[kind] != wanted[kind]:
            rows.append(f"{what}: {kind}: {_lines(found[kind], wanted[kind])}")
    return rows


def _lines(found: Any, wanted: Any) -> str:
    def parts(value: Any) -> set[str]:
        rows = value.items() if isinstance(value, dict) else value
        return {json.dumps(row, sort_keys=True) for row in rows}

    only = sorted(parts(found) - parts(wanted))
    missing = sorted(parts(wanted) - parts(found))
    counts = f"{len(found)} instead of {len(wanted)}"
    return f"{counts}; only here: {' '.join(only)[:1500]}; missing: {' '.join(missing)[:1500]}"


def kill(bench: Bench, deploy: Deploy, wanted: dict[str, Any], point: tuple[str, int], side_by_side: int) -> list[str]:
    """Kills the process at a call, and deploys again."""
    where, number = point
    what = f"{deploy.name}: killed {where} call {number} with concurrency {side_by_side}"
    folder = deploy.prepare(bench)
    bench.proxy.plan({"fault": f"pause_{where}", "call": number})
    process = bench.program.start(folder, *deploy.with_concurrency(side_by_side))
    limit = time.monotonic() + 60
    while not bench.proxy.ask("/__proxy__/waiting"):
        if process.poll() is not None or time.monotonic() > limit:
            process.kill()
            output, errors = process.communicate()
            return [f"{what}: it does not come as far: {output}{errors}"]
        time.sleep(0.005)
    process.kill()
    process.communicate()
    action = "drop" if where == "before" else "go"
    bench.proxy.ask("/__proxy__/release", {"call": number, "action": action})
    return deploy.again(bench, folder, wanted, what)


def every_call(bench: Bench, deploy: Deploy, wanted: dict[str, Any], fault: str) -> list[str]:
    """The first try of every call fails; the process comes through, or tells, and the next one finishes."""
    what = f"{deploy.name}: {fault} at every other call"
    folder = deploy.prepare(bench)
    bench.proxy.plan({"fault": fault, "every": 2, "seconds": 0.05})
    return _tolerated(bench, deploy, folder, wanted, what)


def one_call(bench: Bench, deploy: Deploy, wanted: dict[str, Any], fault: str, number: int) -> list[str]:
    """One call fails."""
    what = f"{deploy.name}: {fault} at call {number}"
    folder = deploy.prepare(bench)
    bench.proxy.plan({"fault": fault, "call": number, "seconds": 0.2})
    return _tolerated(bench, deploy, folder, wanted, what)


def _tolerated(bench: Bench, deploy: Deploy, folder: pathlib.Path, wanted: dict[str, Any], what: str) -> list[str]:
    done = bench.program.run(folder, *deploy.arguments, "--json")
    problems = []
    try:
        report = json.loads(done.stdout)
        changes = [change for place in report["places"] for change in place["changes"]]
        failed = [place for place in report["places"] if "error" in place]
        failed += [change for change in changes if change["outcome"] != "done"]
        if (done.returncode == 0) != (not failed) or done.returncode not in (0, 1):
            problems.append(f"{what}: exit {done.returncode} with {failed}")
        if any(change["outcome"] == "failed" and not change["error"]["message"] for change in changes):
            problems.append(f"{what}: a failure without a reason")
    except ValueError:
        problems.append(f"{what}: exit {done.returncode}, no report: {done.stdout}{done.stderr}")
    return problems + deploy.again(bench, folder, wanted, what)


def tasks_of(deploy: Deploy, wanted: dict[str, Any], calls: list[str], *, faults: bool) -> list[Any]:
    """Every point of one deploy."""
    numbers = range(1, len(calls) + 1)
    points = [(where, number) for number in numbers for where in ("before", "after")]
    tasks: list[Any] = [lambda bench, point=point: kill(bench, deploy, wanted, point, 1) for point in points]
    # Chance, the same in each run of the judge.
    chance = random.Random(len(calls))
    for point in chance.sample(points, min(POINTS_SIDE_BY_SIDE, len(points))):
        tasks.append(lambda bench, point=point: kill(bench, deploy, wanted, point, 4))
    if faults:
        for fault in (*ERRORS, "delay"):
            tasks.append(lambda bench, fault=fault: every_call(bench, deploy, wanted, fault))
        for number in numbers:
            if is_reading(calls[number - 1]):
                continue
            for fault in ("error_after", "drop_after", "truncate", "cut"):
                tasks.append(lambda bench, fault=fault, number=number: one_call(bench, deploy, wanted, fault, number))
    return tasks


def main(arguments: list[str]) -> int:
    """All points of all deploys, on several services side by side."""
    path, scratch = arguments[0], pathlib.Path(arguments[1])
    only = arguments[2:]
    deploys = [
        (Deploy("create", None, many(38, 8, 4)), False),
        (Deploy("change", BEFORE, AFTER, "--prune", "--promote"), True),
        (Deploy("kinds", None, KINDS_BEFORE), False),
        (Deploy("kinds-change", KINDS_BEFORE, KINDS_AFTER, "--prune", "--promote"), True),
    ]
    benches = [Bench(path, scratch, number) for number in range(WORKERS)]
    free: queue.SimpleQueue[Bench] = queue.SimpleQueue()
    for bench in benches:
        free.put(bench)
    problems: list[str] = []
    points = 0

    def one(task: Any) -> list[str]:
        bench = free.get()
        try:
            return task(bench)
        except (OSError, RuntimeError, subprocess.TimeoutExpired) as error:
            return [f"the judge itself: {error}"]
        finally:
            free.put(bench)

    try:
        for deploy, faults in deploys:
            if only and deploy.name not in only:
                continue
            begun = time.monotonic()
            wanted, calls = deploy.undisturbed(benches[0])
            tasks = tasks_of(deploy, wanted, calls, faults=faults)
            with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
                for found in pool.map(one, tasks):
                    problems += found
            points += len(tasks)
            seconds = round(time.monotonic() - begun)
            print(f"faults: {deploy.name}: {len(calls)} calls, {len(tasks)} points tried in {seconds} s", flush=True)
    finally:
        for bench in benches:
            bench.end()
    return artifacts.report("faults", points, problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
