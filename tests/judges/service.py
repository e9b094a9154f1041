"""Gives every document, window, target and task of a build to a moto server over HTTP."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from moto.server import ThreadedMotoServer

import artifacts

# moto answers any credentials; these are AWS's own documentation examples.
os.environ.setdefault("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")


class Service:
    """The server's API, with a count of calls and the refusals."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.judged = 0
        self.problems: list[str] = []

    def call(self, file: str, operation: str, body: dict[str, Any]) -> dict[str, Any]:
        self.judged += 1
        try:
            return getattr(self.client, operation)(**body)
        except (ClientError, BotoCoreError) as error:
            self.problems.append(f"{file}: {operation}: {error}")
            return {}

    def document(self, artifact: artifacts.Artifact, body: dict[str, Any]) -> None:
        # moto knows the formats JSON and YAML only; calendars are TEXT.
        if body["DocumentFormat"] == "TEXT":
            return
        # moto has neither the attachments' bucket nor the documents that one requires.
        plain = {key: value for key, value in body.items() if key not in ("Attachments", "Requires")}
        made = self.call(artifact.file, "create_document", plain)
        if made:
            status = made["DocumentDescription"]["Status"]
            if status not in ("Active", "Creating"):
                self.problems.append(f"{artifact.file}: status {status}")
            self.share(artifact)
            self.client.delete_document(Name=body["Name"])

    def share(self, artifact: artifacts.Artifact) -> None:
        stem = artifact.path.name.rsplit(".", 1)[0]
        path = artifact.path.parent / f"{stem}.permission.json"
        if path.exists():
            body = json.loads(path.read_text(encoding="utf-8"))
            self.call(path.name, "modify_document_permission", body)
            # A document that is shared cannot be deleted.
            unshared = {"AccountIdsToRemove": body["AccountIdsToAdd"]}
            kept = {key: value for key, value in body.items() if key != "AccountIdsToAdd"}
            self.client.modify_document_permission(**kept, **unshared)

    def window(self, artifact: artifacts.Artifact) -> None:
        body = artifact.data()
        made = self.call(artifact.file, "create_maintenance_window", body["window"])
        if not made:
            return
        for key, operation in (
            ("targets", "register_target_with_maintenance_window"),
            ("tasks", "register_task_with_maintenance_window"),
        ):
            for part in artifacts.resolve(body[key]):
                self.call(artifact.file, operation, {**part, "WindowId": made["WindowId"]})


def main(folders: list[str]) -> int:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        client = boto3.client("ssm", region_name="us-east-1", endpoint_url=f"http://{host}:{port}")
        service = Service(client)
        for artifact, body in artifacts.documents(folders):
            service.document(artifact, body)
        for artifact in artifacts.artifacts(folders):
            if artifact.folder == "windows":
                service.window(artifact)
    finally:
        server.stop()
    return artifacts.report("moto", service.judged, service.problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
