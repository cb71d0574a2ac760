"""Batches over REST."""

from __future__ import annotations

from typing import Any, NamedTuple

from fake_erp.channels.batches import Batch
from fake_erp.channels.feed import Page
from fake_erp.channels.rows import Outcome
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View, ok, page, rows
from fake_erp.dialects.native.words import PREFIX
from fake_erp.messages import Reply
from fake_erp.model import NOT_YET
from fake_erp.operations.base import Look
from fake_erp.operations.channels import SubmitBatch
from fake_erp.times import instant_text


def batch_json(batch: Batch) -> dict[str, Any]:
    """A batch as its JSON object, with the counts of rows processed and refused."""
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
    return {"row": at, "number": (outcome.is_told and outcome.number) or None, "error": error}


def create(call: Call) -> SubmitBatch:
    """Hand in many rows of one operation; they are worked off later, and 202 says no more than that."""
    call.erp.batches.require_open()
    given = read.record(call.data())
    rows = given.get("rows")
    if type(rows) is not list:
        raise read.bad("rows", "a list of rows, each what one call of the operation takes", rows)
    return SubmitBatch(
        read.text(given, "operation"),
        rows,
        call.client,
        read.optional_text(given, "external_id", limit=read.REFERENCE_LIMIT),
        read.flag(given, "atomic"),
    )


def _submitted(call: Call, outcome: tuple[Batch, bool]) -> Reply:
    batch, is_new = outcome
    location = {"Location": f"{PREFIX}/batches/{batch.number}"}
    return Reply(202 if is_new else 200, batch_json(batch), location)


def list_(call: Call) -> Look[Page[Batch]]:
    """Batches changed since a cursor, in order of their last change, without the results of their rows."""
    call.erp.batches.require_open()
    return page(call.erp.batches.feed, call.query())


class _Results(NamedTuple):
    """A batch, and the results of its rows from `after` to before `end`."""

    batch: Batch
    after: int
    end: int


def read_one(call: Call) -> Look[_Results]:
    """One batch, with a page of the results of its rows: `after` is the number of rows to skip."""
    batch = call.erp.batches.get(call.params["number"])
    after, limit = read.page_of(call.query())
    end = min(len(batch.outcomes), after + limit)
    return Look(lambda hides: _Results(batch, after, end))


def _results_json(page: _Results) -> dict[str, Any]:
    batch, after, end = page
    worked = len(batch.outcomes)
    results = [
        _result_json(at, outcome)
        for at, outcome in enumerate(batch.outcomes[min(after, worked) : end], after)
    ]
    return {**batch_json(batch), "results": results, "cursor": max(end, after), "more": end < worked}


VIEWS: dict[str, View[Any]] = {
    "batch.create": View(create, _submitted),
    "batch.list": View(list_, rows(batch_json)),
    "batch.read": View(read_one, ok(_results_json)),
}
