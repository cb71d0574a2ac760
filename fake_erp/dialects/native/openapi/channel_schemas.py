"""The shapes of the ways in and out beside calls: batches, files, changes, subscriptions."""

from __future__ import annotations

from typing import Any

from fake_erp.channels.change_feed import KINDS
from fake_erp.dialects.native.openapi.schemas import (
    Schema,
    an_object,
    instant,
    listing,
    nullable,
    ref,
    rows,
    text,
    whole,
)
from fake_erp.dialects.native.reading import REFERENCE_LIMIT
from fake_erp.operations import IMPORTABLE


def ways_schemas() -> dict[str, Schema]:
    """All named shapes of this module, built fresh on every call."""
    return {**_batches(), **_files(), **_changes()}


def _batches() -> dict[str, Schema]:
    error = an_object({"code": text(), "message": {"type": "string"}, "field": {"type": ["string", "null"]}})
    result = an_object({"row": whole(0), "number": {"type": ["string", "null"]}, "error": nullable(error)})
    batch: dict[str, Any] = {
        "number": text(),
        "operation": text(),
        "external_id": text(),
        "atomic": {"type": "boolean"},
        "status": {"enum": ["queued", "running", "done", "partly_failed", "failed"]},
        "rows": whole(1),
        "worked": whole(0),
        "accepted": whole(0),
        "refused": whole(0),
        "created_at": instant(),
        "finished_at": nullable(instant()),
    }
    more = {"results": listing(result), "cursor": whole(0), "more": {"type": "boolean"}}
    return {
        "NewBatch": an_object(
            {
                "operation": {"enum": list(IMPORTABLE)},
                "rows": listing({"type": "object"}, minItems=1),
            },
            {
                "external_id": text(REFERENCE_LIMIT),
                "atomic": {
                    "type": "boolean",
                    "default": False,
                    "description": "All rows or none; for order.create only.",
                },
            },
        ),
        "Batch": an_object(batch),
        "BatchResults": an_object({**batch, **more}),
        "Batches": rows("Batch"),
    }


def _files() -> dict[str, Schema]:
    file = {"name": text(), "folder": text(), "bytes": whole(0), "changed_at": instant()}
    content: dict[str, Any] = {"type": "string"}
    return {
        "NewFile": an_object(
            {"name": text(100, 1)},
            {
                "content": {**content, "description": "Text, kept as UTF-8."},
                "content_base64": {**content, "description": "Bytes; instead of `content`."},
            },
        ),
        "NewName": an_object({"to": text(100, 1)}),
        "File": an_object({**file}),
        "Files": an_object({"rows": listing(ref("File"))}),
        "FileContent": an_object({**file, "content": content, "content_base64": content}),
    }


def _changes() -> dict[str, Schema]:
    kind = {"enum": list(KINDS)}
    change = {
        "kind": kind,
        "id": text(),
        "external_reference": text(),
        "changed_at": instant(),
        "address": text(),
    }
    token = text(description="Send it as `after` to go on from here.")
    url = text(least=1, examples=["http://127.0.0.1:8080/erp-events"])
    kinds = listing(kind, minItems=1)
    return {
        "Change": an_object(change),
        "Changes": an_object({"rows": listing(ref("Change")), "token": token, "more": {"type": "boolean"}}),
        "NewSubscription": an_object({"url": url, "kinds": kinds, "secret": text(least=1)}),
        "Subscription": an_object(
            {
                "number": text(),
                "url": url,
                "kinds": kinds,
                "status": {"enum": ["active", "failed"]},
                "failures": whole(0),
                "created_at": instant(),
            }
        ),
        "Subscriptions": an_object({"rows": listing(ref("Subscription"))}),
    }
