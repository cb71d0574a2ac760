"""`$batch` as JSON, as version 4 has it: a list of requests with ids, a list of responses with the same ids."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.odata.multipart import MOST_CALLS, OF_THE_BATCH, Call, address
from fake_erp.errors import Malformed
from fake_erp.messages import REFUSED, WITHOUT_BODY, Reply, Request

FAILED_DEPENDENCY = 424
"""The status of a call whose group has failed."""


def calls_of(request: Request, data: Any, root: str) -> list[Call]:
    """The calls of a batch, in their order; `changeset` numbers the atomicity groups. Raises Malformed."""
    given = data.get("requests") if isinstance(data, dict) else None
    if not isinstance(given, list) or len(given) > MOST_CALLS:
        raise Malformed(f"$batch: expected {{requests: [...]}} with at most {MOST_CALLS} calls", "$batch")
    groups: dict[str, int] = {}
    return [_call(each, request, root, groups) for each in given]


def _call(data: Any, batch: Request, root: str, groups: dict[str, int]) -> Call:
    if not isinstance(data, dict):
        raise Malformed("$batch: each request is a JSON object", "$batch")
    method, url, group = data.get("method"), data.get("url"), data.get("atomicityGroup")
    headers = data.get("headers") or {}
    if not isinstance(method, str) or not isinstance(url, str) or not isinstance(headers, dict):
        raise Malformed(
            "$batch: each request has an id, a method, a url, and headers by their names", "$batch"
        )
    kept = {name: value for name, value in batch.headers.items() if name not in OF_THE_BATCH}
    own = {str(name).lower(): str(value) for name, value in headers.items()}
    own.setdefault("content-type", "application/json")
    body = b"" if data.get("body") is None else _encoded(data["body"])
    request = Request(
        method.upper(),
        *address(url, root),
        {**kept, **own, "content-length": str(len(body))},
        body=body,
    )
    changeset = groups.setdefault(group, len(groups)) if isinstance(group, str) else -1
    return Call(request, str(data.get("id", ""))[:100], changeset)


def _encoded(body: Any) -> bytes:
    return json.dumps(body).encode()


def bundle_of(calls: list[Call], match: Callable[[Request], Part]) -> Bundle:
    """A bundle whose reply is a JSON batch with status 200; the calls of a group fail together."""
    parts = [match(call.request) for call in calls]
    return Bundle(
        parts, lambda replies: _joined(calls, replies), changesets=[call.changeset for call in calls]
    )


def _joined(calls: list[Call], replies: list[Reply]) -> Reply:
    calls = calls[: len(replies)]
    responses: list[dict[str, Any]] = []
    failed = {
        call.changeset
        for call, reply in zip(calls, replies, strict=True)
        if call.changeset >= 0 and reply.status >= REFUSED
    }
    for call, reply in zip(calls, replies, strict=True):
        if call.changeset in failed and reply.status < REFUSED:
            responses.append({"id": call.content_id, "status": FAILED_DEPENDENCY, "headers": {}})
            continue
        shown: dict[str, Any] = {"id": call.content_id, "status": reply.status}
        headers = {name.lower(): value for name, value in reply.headers.items()}
        if reply.status not in WITHOUT_BODY:
            headers["content-type"] = reply.content_type
            shown["body"] = reply.data if reply.text is None else reply.text
        shown["headers"] = headers
        responses.append(shown)
    return Reply(200, {"responses": responses})
