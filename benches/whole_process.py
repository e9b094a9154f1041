"""Times whole processes and prints ratios: `ordain build` against a plain YAML-to-JSON program.

usage: python3 benches/whole_process.py COUNT [RUNS [OTHER]] [--cfn-lint PROGRAM]

Builds a project of COUNT typical runbooks, once to have documents, then RUNS times into an empty
folder, in turn with the yardstick over the same documents. Prints medians, the ratio, the peak
memory, and what checking a single file costs above an empty process.

Then checks COUNT runbooks of five API calls each, in turn with COUNT of five actions of which no
model knows anything, and with OTHER over the same calls: another `ordain`, one that does not check
calls. Last it lints the COUNT documents, in turn with reading them as YAML and, where PROGRAM is
given, with cfn-lint on templates that hold one of them each: by seconds of processors, where what
runs at once counts in full, and by the clock. Needs the release build of the workspace.
"""

from __future__ import annotations

import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import typing

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
ORDAIN = str(TARGET / "ordain")
XTASK = str(TARGET / "xtask")


def measure(*command: str) -> tuple[float, int, resource.struct_rusage]:
    """Seconds, exit code and use of one process."""
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, os.waitstatus_to_exitcode(status), usage


def run(*command: str) -> tuple[float, int]:
    """Seconds and peak memory in kilobytes of one process, which must succeed."""
    seconds, status, usage = measure(*command)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return seconds, usage.ru_maxrss


class Work(typing.NamedTuple):
    """Seconds of all processors together, and by the clock."""

    processors: float
    clock: float

    def over(self, other: Work) -> str:
        """How many times the other's: of processors, and by the clock."""
        return f"{self.processors / other.processors:.1f}, by the clock {self.clock / other.clock:.1f}"


def work(*command: str) -> Work:
    """What one process takes, which may find something, and may not break."""
    seconds, status, usage = measure(*command)
    if status not in (0, 1):
        # cfn-lint adds 2 for errors, 4 for warnings and 8 for remarks.
        if not (command[0].endswith("cfn-lint") and status & ~14 == 0):
            raise SystemExit(f"{' '.join(command[:4])} failed with {status}")
    return Work(usage.ru_utime + usage.ru_stime, seconds)


def median_work(runs: int, *command: str) -> Work:
    """The medians of some runs."""
    done = [work(*command) for _ in range(runs)]
    return Work(statistics.median(one.processors for one in done),
                statistics.median(one.clock for one in done))


def project(count: int, folder: pathlib.Path, runs: int) -> None:
    source = folder / "project"
    run(XTASK, "bench-project", str(count), str(source))
    run(ORDAIN, "build", str(source), "--out", str(folder / "documents"))
    documents = str(folder / "documents" / "documents")
    builds, yardsticks, memory = [], [], 0
    for number in range(runs):
        # A folder of its own for each run: some file systems are slow to give inodes again that
        # were freed a moment ago.
        out, json = folder / f"out{number}", folder / f"json{number}"
        seconds, kilobytes = run(ORDAIN, "build", str(source), "--out", str(out))
        builds.append(seconds)
        memory = max(memory, kilobytes)
        yardsticks.append(run(XTASK, "yardstick", documents, str(json))[0])
    built, yardstick = statistics.median(builds), statistics.median(yardsticks)
    print(f"{count} runbooks: build {built * 1e3:.0f} ms, yardstick {yardstick * 1e3:.0f} ms,"
          f" ratio {built / yardstick:.2f}, peak memory {memory / 1024:.0f} MB")


def single(folder: pathlib.Path, runs: int) -> None:
    run(XTASK, "bench-project", "1", str(folder / "one"))
    file = str(folder / "one" / "fleet_00000.ord")
    checks, empties = [], []
    for _ in range(runs):
        checks.append(run(ORDAIN, "check", file)[0])
        empties.append(run("/bin/true")[0])
    checked, nothing = statistics.median(checks), statistics.median(empties)
    print(f"one file: check {checked * 1e3:.1f} ms, empty process {nothing * 1e3:.1f} ms,"
          f" difference {(checked - nothing) * 1e3:.1f} ms")


def calls(count: int, folder: pathlib.Path, runs: int, other: str | None) -> None:
    projects = {sort: str(folder / sort) for sort in ("calls", "actions")}
    for sort, source in projects.items():
        run(XTASK, "bench-project", str(count), source, f"--{sort}")
    commands = {sort: (ORDAIN, "check", source) for sort, source in projects.items()}
    if other:
        commands["calls by the other"] = (other, "check", projects["calls"])
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(run(*command)[0])
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    for name, seconds in medians.items():
        print(f"{count} runbooks of five {name}: check {seconds * 1e3:.0f} ms,"
              f" ratio {medians['calls'] / seconds:.2f}")


ROLE = """
role r{number} {{
  param port: Int = {port}
{tasks}
  handler reload {{
    service(name: "s", state: "reloaded")
  }}
}}
"""

TASKS = """
  package(name: "p{number}-{part}")
  file(path: "/etc/r{number}/f{part}", content: "port ${{port}}\\n") notify reload
  directory(path: "/srv/r{number}/{part}")
  line_in_file(path: "/etc/x{number}{part}", line: "a = {part}")
  user(name: "u{number}x{part}") when facts.os_family == "Debian"
"""


def roles(folder: pathlib.Path, runs: int) -> None:
    """50 roles of 20 tasks, in ten plays: one document holds about 150 tasks."""
    source = ["use std.{directory, file, line_in_file, package, service, user}\n"]
    for number in range(50):
        tasks = "".join(TASKS.format(number=number, part=part) for part in range(4))
        source.append(ROLE.format(number=number, port=number + 1, tasks=tasks))
    for play in range(10):
        calls_of = "".join(f"  r{number}()\n" for number in range(play * 5, play * 5 + 5))
        source.append(f'play p{play}x on tag("A", "b") {{\n  concurrency: 1\n  max_errors: 1\n{calls_of}}}\n')
    file = folder / "roles.ord"
    file.write_text("".join(source))
    small = folder / "small.ord"
    small.write_text('use std.file\ncommand one "Acme-One" {\n  file(path: "/x", content: "y")\n}\n')
    large, least = [], []
    for _ in range(runs):
        large.append(run(ORDAIN, "check", str(file))[0])
        least.append(run(ORDAIN, "check", str(small))[0])
    many, one = statistics.median(large), statistics.median(least)
    print(f"50 roles of 20 tasks: check {many * 1e3:.0f} ms, one task {one * 1e3:.0f} ms,"
          f" ratio {many / one:.1f}")


TEMPLATE = """AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Document:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content:
"""


def lint(count: int, folder: pathlib.Path, runs: int, other: str | None) -> None:
    source, built = folder / "lint-project", folder / "lint-documents"
    run(XTASK, "bench-project", str(count), str(source))
    run(ORDAIN, "build", str(source), "--out", str(built))
    documents, templates = built / "documents", folder / "templates"
    templates.mkdir()
    for document in documents.glob("*.yaml"):
        lines = document.read_text().splitlines(keepends=True)
        inner = "".join("        " + line for line in lines if not line.startswith("#"))
        (templates / document.name).write_text(TEMPLATE + inner)
    linted = median_work(runs, ORDAIN, "lint", str(documents))
    read = median_work(runs, XTASK, "read-documents", str(documents))
    print(f"{count} documents: lint {linted.processors * 1e3:.0f} ms of processors, reading them as"
          f" YAML {read.processors * 1e3:.0f} ms, ratio {linted.over(read)}")
    if other:
        of_templates = median_work(runs, ORDAIN, "lint", str(templates))
        others = work(other, *map(str, sorted(templates.glob("*.yaml"))))
        print(f"{count} templates: lint {of_templates.processors * 1e3:.0f} ms of processors,"
              f" cfn-lint {others.processors:.1f} s, ratio {others.over(of_templates)}")


def main() -> None:
    arguments = sys.argv[1:]
    cfn_lint = None
    if "--cfn-lint" in arguments:
        place = arguments.index("--cfn-lint")
        cfn_lint = arguments[place + 1]
        del arguments[place:place + 2]
    count = int(arguments[0])
    runs = int(arguments[1]) if len(arguments) > 1 else 5
    other = arguments[2] if len(arguments) > 2 else None
    with tempfile.TemporaryDirectory() as name:
        project(count, pathlib.Path(name), runs)
        single(pathlib.Path(name), max(runs, 10))
        calls(count, pathlib.Path(name), runs, other)
        roles(pathlib.Path(name), max(runs, 5))
        lint(count, pathlib.Path(name), runs, cfn_lint)


if __name__ == "__main__":
    main()
