"""Posting periods and the general journal over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.journal import Posting
from fake_erp.accounting.money import amount_text
from fake_erp.accounting.posting_periods import period_before
from fake_erp.dialects.native.reading import page_of, query_of
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import Call, View
from fake_erp.messages import Reply


def list_periods(call: Call) -> Reply:
    """Posting periods, oldest first: the present one, the one before, and every one that was closed."""
    calendar = call.erp.calendar
    present = calendar.period_of(call.erp.now())
    names = sorted({*calendar.closed, present, period_before(present)})
    return call.ok(
        {"rows": [{"period": name, **calendar.states(name)} for name in names], "present": present}
    )


def list_journal(call: Call) -> Reply:
    """Postings since a cursor, oldest first, or all those of one document. The cursor is the number of the last one."""
    journal = call.erp.journal
    query = query_of(call.request.query)
    document = query.get("document")
    if document is not None:
        rows = [posting_json(posting) for posting in journal.of(document)]
        return call.ok({"rows": rows, "cursor": len(journal), "more": False})
    after, limit = page_of(query)
    page = journal.page(after, limit)
    cursor = page[-1].number if page else after
    rows = [posting_json(posting) for posting in page]
    return call.ok({"rows": rows, "cursor": cursor, "more": cursor < len(journal)})


def posting_json(posting: Posting) -> dict[str, Any]:
    return {
        "number": posting.number,
        "document": posting.document,
        "posted_at": instant_text(posting.posted_at_ms),
        "entries": [
            {
                "account": account,
                "debit": amount_text(max(0, cents)),
                "credit": amount_text(max(0, -cents)),
            }
            for account, cents in posting.entries
        ],
    }


VIEWS: dict[str, View] = {"period.list": list_periods, "journal.list": list_journal}
