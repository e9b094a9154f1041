"""Has stacks judged by others: templates by cfn-lint, files of Terraform by the types that HashiCorp
generates from the schema of its AWS provider.

    stacks.py ORDAIN CFN_LINT PROVIDER_TGZ SCRATCH PROJECT...
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# What every resource of Terraform takes.
META = {"depends_on", "//"}

INTERFACE = re.compile(r"^export interface (\w+)[^{]*\{(.*?)^\}", re.MULTILINE | re.DOTALL)
MEMBER = re.compile(r"^ {4}readonly (\w+)(\??): (.*?)$", re.MULTILINE)

Members = dict[str, tuple[bool, str]]


class Provider:
    """The types of resources, by the names that Terraform has for them."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self.types: dict[str, dict[str, Members]] = {}

    def of(self, resource: str) -> dict[str, Members]:
        if resource not in self.types:
            folder = resource.removeprefix("aws_").replace("_", "-")
            with tarfile.open(self.archive) as archive:
                file = archive.extractfile(f"package/lib/{folder}/index.d.ts")
                text = file.read().decode() if file else ""
            self.types[resource] = {
                name: {snake(key): (mark == "", kind) for key, mark, kind in MEMBER.findall(body)}
                for name, body in INTERFACE.findall(text)
            }
        return self.types[resource]


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: "_" + found[1].lower(), name)


def problems(value: dict[str, Any], kind: str, types: dict[str, Members], at: str) -> Iterator[str]:
    """What a block has that its type has not, and the other way round."""
    members = types[kind]
    for name, inner in value.items():
        if name in META:
            continue
        if name not in members:
            yield f"{at}: no attribute {name}"
            continue
        yield from problem_of_value(inner, members[name][1], types, f"{at}.{name}")
    for name, (required, _) in members.items():
        if required and name not in value:
            yield f"{at}: lacks {name}"


def problem_of_value(value: Any, kind: str, types: dict[str, Members], at: str) -> Iterator[str]:
    nested = next((name for name in types if re.match(rf"{name}\b", kind)), None)
    if nested:
        for block in value if isinstance(value, list) else [value]:
            yield from problems(block, nested, types, at)
    elif kind.startswith("{"):
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            yield f"{at}: not a map of texts"
    elif kind.startswith("string[]"):
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            yield f"{at}: not a list of texts"
    else:
        wanted = {"string": str, "number": (int, float), "boolean": bool}[kind.split(";")[0].split(" ")[0]]
        if not isinstance(value, wanted):
            yield f"{at}: not a {kind}"


def judge_terraform(path: Path, provider: Provider) -> tuple[int, list[str]]:
    found: list[str] = []
    resources = json.loads(path.read_text())["resource"]
    known = {f"{kind}.{name}" for kind, named in resources.items() for name in named}
    data = json.loads(path.read_text()).get("data", {})
    known |= {f"data.{kind}.{name}" for kind, named in data.items() for name in named}
    count = 0
    for kind, named in resources.items():
        types = provider.of(kind)
        top = next(name for name in types if name.endswith("Config"))
        for name, body in named.items():
            count += 1
            found += problems(body, top, types, f"{path}: {kind}.{name}")
    text = path.read_text()
    for reference in re.findall(r"(?<!\$)\$\{([\w.]+)\}", text):
        if reference.rsplit(".", 1)[0] not in known:
            found.append(f"{path}: {reference} is nothing")
    return count, found


def judge_template(path: Path, cfn_lint: str) -> list[str]:
    run = subprocess.run(
        [cfn_lint, "--format", "json", "--", str(path)], capture_output=True, text=True, check=False
    )
    resources = json.loads(path.read_text())["Resources"]
    found: list[str] = []
    for one in json.loads(run.stdout or "[]"):
        way = one["Location"]["Path"]
        properties = resources[way[1]]["Properties"] if len(way or []) > 1 else {}
        # It reads every content as YAML; a calendar is neither.
        is_text = one["Rule"]["Id"] == "E3051" and properties.get("DocumentFormat") == "TEXT"
        if one["Level"] == "Error" and not is_text:
            found.append(f"{path}: {one['Rule']['Id']}: {one['Message']} at {way}")
    if run.returncode not in (0, 2, 4, 6, 8, 10, 12, 14):
        found.append(f"{path}: cfn-lint: {run.stderr}")
    return found


def main() -> int:
    ordain, cfn_lint, archive, scratch, *projects = sys.argv[1:]
    provider = Provider(Path(archive))
    found: list[str] = []
    templates = resources = refused = 0
    for project in projects:
        for target in ("cloudformation", "terraform"):
            out = Path(scratch) / target / Path(project).name
            run = subprocess.run(
                [ordain, "build", project, "--target", target, "--out", str(out)],
                capture_output=True, text=True, check=False,
            )
            if run.returncode != 0:
                # A list as an argument of an association is the one thing that Terraform cannot take.
                if "E0702" not in run.stdout:
                    found.append(f"{project}: {target}: {run.stdout}{run.stderr}")
                refused += 1
                continue
            if target == "cloudformation":
                for path in out.glob("*.json"):
                    if path.name != "manifest.json":
                        templates += 1
                        found += judge_template(path, cfn_lint)
            else:
                for path in out.glob("*.tf.json"):
                    count, problems_found = judge_terraform(path, provider)
                    resources += count
                    found += problems_found
    print(f"{templates} templates, {resources} resources of Terraform judged, {refused} projects refused")
    print("\n".join(found))
    return 1 if found or not templates or not resources else 0


if __name__ == "__main__":
    sys.exit(main())
