"""Attachments of documents: whether their files are there, in moto's S3."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from moto.s3.models import s3_backends

# s3://bucket/key, and the two forms of https.
PLACES = (
    re.compile(r"s3://(?P<bucket>[^/]+)/(?P<key>.*)"),
    re.compile(r"https://s3[.a-z0-9-]*\.amazonaws\.com/(?P<bucket>[^/]+)/(?P<key>.*)"),
    re.compile(r"https://(?P<bucket>[^/]+)\.s3[.a-z0-9-]*\.amazonaws\.com/(?P<key>.*)"),
)


def names(attachments: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The attachments by name; one without a name is called as the last part of its address."""
    rows = []
    for attachment in attachments:
        name = attachment.get("Name") or attachment.get("Values", [""])[0].rstrip("/").rsplit("/", 1)[-1]
        rows.append({"Name": name})
    return rows


def missing(attachments: list[dict[str, Any]]) -> str | None:
    """The first address of an attachment where there is nothing; those of other documents are not looked at."""
    for attachment in attachments:
        address = attachment.get("Values", [""])[0]
        if attachment.get("Key") == "S3FileUrl" and not _exists(address, whole=True):
            return str(address)
        if attachment.get("Key") == "SourceUrl" and not _exists(address, whole=False):
            return str(address)
    return None


def _exists(address: str, *, whole: bool) -> bool:
    """Whether there is an object at an address; if not `whole`, below it."""
    found = next((match for place in PLACES if (match := place.fullmatch(address))), None)
    if found is None:
        return False
    bucket, key = found["bucket"], unquote(found["key"])
    for partitions in list(s3_backends.values()):
        for s3 in list(partitions.values()):
            if bucket in s3.buckets:
                keys = list(s3.buckets[bucket].keys)
                return key in keys if whole else any(one.startswith(f"{key.rstrip('/')}/") for one in keys)
    return False
