"""Judges the checker of API inputs with botocore's own parameter validation.

usage: api_inputs.py ORDAIN SAMPLES INPUTS SERVICES

SAMPLES is what `cargo xtask api-inputs` wrote. Every request is given to `ParamValidator` and to a
reading of the same model for what that leaves to the service (enums, patterns, maxima); every
statement goes through `ordain check`. Fails where the two do not agree, where a finding is not at
the place that was made wrong, where one mistake gives several errors, and where fewer than INPUTS
requests of SERVICES services were seen.
"""

from __future__ import annotations

import collections
import json
import pathlib
import subprocess
import sys
import uuid
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import botocore.session
from botocore.model import OperationModel, ServiceModel
from botocore.validate import ParamValidator

from api_requests import beyond


@dataclass
class Difference:
    """A known difference: which samples it is about, and which side refuses them, and why."""

    name: str
    why: str
    refused_by: str
    is_about: Callable[[dict[str, Any]], bool]
    used: int = field(default=0)


def is_alias(row: dict[str, Any], name: str) -> bool:
    return name in row["request"] and name not in row["members"]


# Every run has samples of each row: one that nothing shows is a failure.
KNOWN = [
    Difference(
        "boolean for number",
        "a bool of Python is an int, so botocore takes True for 1; no service means that",
        "ordain",
        lambda row: row["wrong"] == "boolean for number",
    ),
    Difference(
        "a stream in the result",
        "no step can take a stream, whatever the request is",
        "ordain",
        lambda row: row["operation"] == "GetRawMessageContent",
    ),
    Difference(
        "loose time",
        "botocore lets dateutil guess: `March` and `5m` become some time of today; no document means that",
        "ordain",
        lambda row: row["wrong"] == "loose time",
    ),
    Difference(
        "alias of a parameter",
        "botocore's client renames `Filters` to EC2's `Filter` before it validates",
        "botocore",
        lambda row: row["wrong"] is None and row["service"] == "ec2" and is_alias(row, "Filters"),
    ),
    Difference(
        "a member named as an input of the step",
        "`aws:executeAwsApi` has inputs `Service` and `Api`; a member of that name has no place",
        "ordain",
        lambda row: not {"Service", "Api"}.isdisjoint(row["request"]),
    ),
]


class Models:
    """The models of the release of botocore that is installed."""

    def __init__(self) -> None:
        self.loader = botocore.session.Session().get_component("data_loader")
        self.services: dict[str, ServiceModel] = {}

    def operation(self, service: str, operation: str) -> OperationModel:
        if service not in self.services:
            model = self.loader.load_service_model(service, "service-2")
            self.services[service] = ServiceModel(model, service)
        return self.services[service].operation_model(operation)


def theirs(operation: OperationModel, request: dict[str, Any]) -> str | None:
    """Why botocore, or the model that it reads, refuses a request."""
    shape = operation.input_shape
    if shape is None:
        return "an operation without input" if request else None
    errors = ParamValidator().validate(filled_in(operation, request), shape)
    if errors.has_errors():
        return errors.generate_report()
    return "; ".join(beyond(shape, request, operation.name)) or None


def filled_in(operation: OperationModel, request: dict[str, Any]) -> dict[str, Any]:
    """The request with what botocore's client adds before it validates."""
    shape = operation.input_shape
    missing = [name for name in operation.idempotent_members if name not in request]
    added = {name: str(uuid.uuid4()) for name in missing}
    if operation.service_model.service_name == "glacier" and "accountId" in shape.members:
        added.setdefault("accountId", request.get("accountId", "-"))
    return {**request, **added}


def ours(ordain: str, samples: pathlib.Path) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The errors of the checker by file and line."""
    found = collections.defaultdict(list)
    for project in ("right", "wrong"):
        command = [ordain, "check", str(samples / project), "--format", "json"]
        result = subprocess.run(command, capture_output=True, text=True, cwd=samples / project)
        if result.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command)}: {result.stderr}")
        for one in json.loads(result.stdout)["diagnostics"]:
            if one["severity"] == "error":
                file = f"{project}/{pathlib.PurePosixPath(one['file']).name}"
                found[file, one["start"]["line"]].append(one)
    return found


def problems_of(row: dict[str, Any], refused: str | None, errors: list[dict[str, Any]]) -> Iterator[str]:
    said = " | ".join(f"{one['code']} {one['message']}" for one in errors) or "nothing"
    if bool(refused) != bool(row["wrong"]):
        yield f"the sample is not what it was made to be: botocore says {refused or 'nothing'}"
        return
    if bool(refused) != bool(errors):
        yield f"botocore says {refused or 'nothing'}; ordain says {said}"
        return
    if len(errors) > 1:
        yield f"one mistake, several errors: {said}"
    if errors and not any(touches(row, one) for one in errors):
        places = [(one["start"]["column"], one["end"]["column"]) for one in errors]
        yield f"the finding is elsewhere: {said}, columns {places}, wrong is {row['columns']}"


def known_problems(known: Difference, refused: str | None, errors: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with a sample of a known difference: that there is no such difference."""
    sides = [side for side, refuses in (("botocore", refused), ("ordain", errors)) if refuses]
    if sides != [known.refused_by]:
        said = [one["message"] for one in errors]
        yield f"refused by {sides}, not by {known.refused_by} only: botocore says {refused}; ordain says {said}"


def touches(row: dict[str, Any], one: dict[str, Any]) -> bool:
    start, end = row["columns"]
    if one["start"]["line"] != one["end"]["line"]:
        return False
    return one["start"]["column"] < end and start < one["end"]["column"]


def unfit(rows: list[dict[str, Any]], errors: dict[tuple[str, int], Any]) -> Iterator[str]:
    """Findings at lines where no statement stands: nobody would see them."""
    known = {(row["file"], row["line"]) for row in rows}
    for place, found in errors.items():
        if place not in known:
            yield f"{place}: a finding outside the statements: {found[0]['code']} {found[0]['message']}"


def main(ordain: str, folder: str, least_inputs: str, least_services: str) -> int:
    samples = pathlib.Path(folder)
    # What dateutil says of the times that it guesses.
    warnings.simplefilter("ignore")
    rows = [json.loads(line) for line in (samples / "index.jsonl").read_text("utf-8").splitlines()]
    errors = ours(str(pathlib.Path(ordain).resolve()), samples)
    models, problems = Models(), list(unfit(rows, errors))
    kinds: collections.Counter[str] = collections.Counter()
    for row in rows:
        kinds[row["wrong"] or "right"] += 1
        operation = models.operation(row["service"], row["operation"])
        row["members"] = operation.input_shape.members if operation.input_shape else {}
        refused = theirs(operation, row["request"])
        found = errors.get((row["file"], row["line"]), [])
        known = next((it for it in KNOWN if it.is_about(row)), None)
        if known:
            known.used += 1
        for problem in known_problems(known, refused, found) if known else problems_of(row, refused, found):
            problems.append(f"{row['file']}:{row['line']}: {row['service']}.{row['operation']}"
                            f" ({row['wrong'] or 'right'} {row['detail'] or ''} at {row['place']}): {problem}"
                            f"\n    {json.dumps(row['request'], ensure_ascii=False)[:600]}")
    services = {row["service"] for row in rows}
    problems += [f"no sample shows the known difference: {it.name}" for it in KNOWN if not it.used]
    if len(rows) < int(least_inputs) or len(services) < int(least_services):
        problems.append(f"{len(rows)} requests of {len(services)} services are too few")
    for problem in problems:
        print(f"api inputs: {problem}")
    for kind, count in sorted(kinds.items()):
        print(f"api inputs: {count:6} {kind}")
    for row in KNOWN:
        print(f"api inputs: {row.used:6} known difference: {row.name}: {row.why}")
    print(f"api inputs: {len(rows)} requests of {len(services)} services judged, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
