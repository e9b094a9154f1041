"""How the client speaks to each service is what botocore's models say.

    python tests/judges/services.py
"""

from __future__ import annotations

import pathlib
import re
import sys

import artifacts
import botocore.session

SOURCE = pathlib.Path(__file__).parents[2] / "src/client/services.rs"
JSON = re.compile(r'"([a-z0-9-]+)",\s*Protocol::Json \{ target: "(\w+)", version: "([\d.]+)" \}')
QUERY = re.compile(r'"([a-z0-9-]+)", Protocol::Query \{ version: "([\d-]+)" \}')
REST = re.compile(r'"([a-z0-9-]+)", Protocol::(RestJson|RestXml) \{ routes: &(\w+) \}')
TABLE = r"const {name}: \[Route; \d+\] = \[(.*?)\n\];"
POST = re.compile(r'\bpost\("(\w+)", "([^"]+)"\)')
OF_TAGS = re.compile(r'\bof_tags\("(\w+)", "(\w+)"\)')
ROUTE = re.compile(
    r'operation: "(\w+)",\s*method: "(\w+)",\s*path: "([^"]+)",\s*query: &\[(.*?)\],?\s*\}', re.DOTALL
)
PAIR = re.compile(r'\("(\w+)", "(\w+)"\)')


def routes(table: str) -> list[tuple[str, str, str, dict[str, str]]]:
    """Operation, method, path and members in the query of each row."""
    found = [(name, "POST", path, {}) for name, path in POST.findall(table)]
    found += [(name, method, "/resources/{Arn}/tags", {}) for name, method in OF_TAGS.findall(table)]
    return found + [(name, method, path, dict(PAIR.findall(query))) for name, method, path, query in ROUTE.findall(table)]


def main() -> int:
    """Compares every row."""
    text, session = SOURCE.read_text(encoding="utf-8"), botocore.session.get_session()
    judged, problems = 0, []

    def judge(what: str, ours: object, theirs: object) -> None:
        nonlocal judged
        judged += 1
        if ours != theirs:
            problems.append(f"{what}: {ours} here, {theirs} in the model")

    def judge_protocol(service: str, ours: str) -> None:
        """A service may speak several, of which botocore prefers one."""
        metadata = session.get_service_model(service).metadata
        spoken = metadata.get("protocols", [metadata["protocol"]])
        judge(f"{service}, protocol", ours, ours if ours in spoken else spoken)

    for service, target, version in JSON.findall(text):
        metadata = session.get_service_model(service).metadata
        judge_protocol(service, "json")
        judge(f"{service}, target", target, metadata["targetPrefix"])
        judge(f"{service}, version", version, metadata["jsonVersion"])
    for service, version in QUERY.findall(text):
        metadata = session.get_service_model(service).metadata
        judge_protocol(service, "query")
        judge(f"{service}, version", version, metadata["apiVersion"])
    for service, kind, name in REST.findall(text):
        model = session.get_service_model(service)
        judge_protocol(service, {"RestJson": "rest-json", "RestXml": "rest-xml"}[kind])
        table = re.search(TABLE.format(name=name), text, re.DOTALL)
        for operation, method, path, query in routes(table.group(1) if table else ""):
            theirs = model.operation_model(operation)
            # botocore puts the bucket into the host where it can.
            of_bucket = "" if service != "s3" or theirs.http["requestUri"].startswith("/{Bucket}") else "/{Bucket}"
            judge(f"{operation}, method", method, theirs.http["method"])
            judge(f"{operation}, path", path, of_bucket + theirs.http["requestUri"])
            members = theirs.input_shape.members.items()
            in_query = {key: shape.serialization.get("name", key) for key, shape in members
                        if shape.serialization.get("location") == "querystring"}
            # What Ordain never sends has no row.
            judge(f"{operation}, query", query, {key: name for key, name in in_query.items() if key in query})
    rows = len(re.findall(r"Protocol::(?:Json|Query|RestJson|RestXml) \{ (?:target|version|routes): [\"&]", text))
    judge("rows that were read", len(JSON.findall(text)) + len(QUERY.findall(text)) + len(REST.findall(text)), rows)
    return artifacts.report("services", judged, problems)


if __name__ == "__main__":
    sys.exit(main())
