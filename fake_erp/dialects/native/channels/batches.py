"""Batches over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.channels.batches import Batch
from fake_erp.channels.rows import Outcome
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import PREFIX, Call, View, feed_page
from fake_erp.messages import Reply
from fake_erp.model import NOT_YET


def batch_json(batch: Batch) -> dict[str, Any]:
    worked = len(batch.outcomes)
    return {
        "number": batch.number,
        "operation": batch.operation,
        "external_id": batch.external_id,
        "atomic": batch.atomic,
        "status": batch.status,
        "rows": batch.count,
        "worked": worked,
        "accepted": worked - batch.refused,
        "refused": batch.refused,
        "created_at": instant_text(batch.created_at_ms),
        "finished_at": None if batch.finished_at_ms == NOT_YET else instant_text(batch.finished_at_ms),
    }


def _result_json(at: int, outcome: Outcome) -> dict[str, Any]:
    error: dict[str, Any] | None = None
    if outcome.is_refused:
        error = {
            "code": outcome.code,
            "message": outcome.message,
            "field": outcome.field or None,
            "details": {},
        }
    return {"row": at, "number": outcome.number or None, "error": error}


def create(call: Call) -> Reply:
    """Hand in many rows of one operation; they are worked off later, and 202 says no more than that."""
    call.erp.batches.require_open()
    given = read.record(call.data())
    rows = given.get("rows")
    if type(rows) is not list:
        raise read.bad("rows", "a list of rows, each what one call of the operation takes", rows)
    batch, is_new = call.erp.batches.submit(
        read.text(given, "operation"),
        rows,
        call.client,
        read.optional_text(given, "external_id", limit=read.REFERENCE_LIMIT),
        read.flag(given, "atomic"),
    )
    location = {"Location": f"{PREFIX}/batches/{batch.number}"}
    return Reply(202 if is_new else 200, batch_json(batch), location)


def list_(call: Call) -> Reply:
    """Batches changed since a cursor, in order of their last change, without the results of their rows."""
    call.erp.batches.require_open()
    return call.ok(feed_page(call.erp.batches.feed, read.query_of(call.request.query), batch_json))


def read_one(call: Call) -> Reply:
    """One batch, with a page of the results of its rows: `after` is the number of rows to skip."""
    batch = call.erp.batches.get(call.params["number"])
    after, limit = read.page_of(read.query_of(call.request.query))
    worked = len(batch.outcomes)
    end = min(worked, after + limit)
    results = [
        _result_json(at, outcome)
        for at, outcome in enumerate(batch.outcomes[min(after, worked) : end], after)
    ]
    return call.ok({**batch_json(batch), "results": results, "cursor": max(end, after), "more": end < worked})


VIEWS: dict[str, View] = {"batch.create": create, "batch.list": list_, "batch.read": read_one}
