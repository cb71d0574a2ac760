"""Posting periods and the general journal over REST."""

from __future__ import annotations

from typing import Any, NamedTuple

from fake_erp.accounting.journal import Posting
from fake_erp.accounting.money import amount_text
from fake_erp.accounting.posting_periods import period_before
from fake_erp.dialects.native.reading import page_of
from fake_erp.dialects.native.views import Call, View, ok
from fake_erp.operations.base import Look
from fake_erp.times import instant_text


class _Periods(NamedTuple):
    """Periods with the state of every module, oldest first, and the present one."""

    states: dict[str, dict[str, str]]
    present: str


def list_periods(call: Call) -> Look[_Periods]:
    """Posting periods, oldest first: the present one, the one before, and every one that was closed."""
    calendar = call.erp.calendar
    present = calendar.period_of(call.erp.now())
    names = sorted({*calendar.closed, present, period_before(present)})
    return Look(lambda hides: _Periods({name: calendar.states(name) for name in names}, present))


def _periods_json(periods: _Periods) -> dict[str, Any]:
    rows = [{"period": name, **states} for name, states in periods.states.items()]
    return {"rows": rows, "present": periods.present}


def list_journal(call: Call) -> Look[_Postings]:
    """Postings since a cursor, oldest first, or all those of one document. The cursor is the number of the last one."""
    journal, query = call.erp.journal, call.query()
    document = query.get("document")
    if document is not None:
        return Look(lambda hides: _Postings(journal.of(document), len(journal), False))
    after, limit = page_of(query)
    page = journal.page(after, limit)
    cursor = page[-1].number if page else after
    return Look(lambda hides: _Postings(page, cursor, cursor < len(journal)))


class _Postings(NamedTuple):
    rows: list[Posting]
    cursor: int
    more: bool


def _postings_json(page: _Postings) -> dict[str, Any]:
    return {"rows": [posting_json(row) for row in page.rows], "cursor": page.cursor, "more": page.more}


def posting_json(posting: Posting) -> dict[str, Any]:
    """A posting as its JSON object, with a debit and a credit for each account."""
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


VIEWS: dict[str, View[Any]] = {
    "period.list": View(list_periods, ok(_periods_json)),
    "journal.list": View(list_journal, ok(_postings_json)),
}
