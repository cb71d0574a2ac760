"""Stock that the shop owns, since a warehouse system counts there.

The ERP follows, and no integration writes over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from golive.judge.history.records.authors import is_client
from golive.judge.oracles.case import Case
from golive.record.oracles import AGAINST_OWNER, OWNERSHIP, RESIDUAL_STOCK, STOCK_PARITY
from golive.record.run import Cause, Fact, Finding

_STOCK = re.compile(rb'"kind":"(?:shop|erp)\.stock\.(?:changed|set)"')
_SET_BY_CALL = "api"
_NOT_FOLLOWED = (
    "Read the shop's source items at intervals, compare all of them, and set the stock of the ERP."
)
OVERWRITTEN = Cause(
    "written_against_owner",
    "the integration writes stock into the shop, which owns it",
    "Let stock flow from its owner to the ERP only: take counts over, and send none back.",
)

Place = tuple[str, str]
"""SKU, and the code that a warehouse and its source have."""


class Figure(NamedTuple):
    """A quantity in one of the systems, since a ledger number and an instant; `by` is its author."""

    seq: int
    at_ms: int
    units: float
    by: str


class Book:
    """The latest figures of both systems, and the figures of the shop that the integration wrote over."""

    def __init__(self) -> None:
        self.shop: dict[Place, Figure] = {}
        self.erp: dict[Place, Figure] = {}
        self.set_ms: dict[Place, int] = {}
        """When the integration last set the stock of the ERP."""
        self.overwritten: dict[Place, list[tuple[Figure, Figure]]] = {}

    def read(self, fact: Fact) -> None:
        """Read a fact about stock."""
        if fact.kind == "erp.stock.set":
            self.set_ms[fact.keys["item"], fact.data["warehouse"]] = fact.at_ms
        elif fact.kind == "erp.stock.changed":
            for item, warehouse, on_hand, *_ in fact.data["rows"]:
                self.erp[item, warehouse] = Figure(fact.seq, fact.at_ms, on_hand, "")
        elif fact.kind == "shop.stock.changed":
            self._in_shop(fact)

    def _in_shop(self, fact: Fact) -> None:
        by, why = fact.data["by"], fact.data["why"]
        for sku, source, units, _ in fact.data["rows"]:
            before, now = self.shop.get((sku, source)), Figure(fact.seq, fact.at_ms, units, by)
            self.shop[sku, source] = now
            if why == _SET_BY_CALL and is_client(by) and before is not None and before.units != units:
                self.overwritten.setdefault((sku, source), []).append((before, now))


def overwritten_stock(case: Case) -> Iterator[Finding]:
    """Yield a finding per article and source whose figure the integration wrote over, where the shop owns stock."""
    for (sku, source), pairs in _book(case).overwritten.items():
        before, now = pairs[0]
        often = f" {len(pairs)} times" if len(pairs) > 1 else ""
        what = (
            f"stock of {sku} in {source}, which the shop owns, written{often} by {now.by}: from {before.units} to "
            f"{now.units}"
        )
        seqs = tuple(each.seq for _, each in pairs[:10])
        yield Finding(OWNERSHIP.code, AGAINST_OWNER.name, sku, what, seqs, OVERWRITTEN)


def unfollowed_stock(case: Case) -> Iterator[Finding]:
    """Yield a finding per article and source that the ERP has another figure of than the shop, which owns stock."""
    book = _book(case)
    for (sku, source), figure in book.shop.items():
        held = book.erp.get((sku, source))
        if held is None or held.units == figure.units:
            continue
        if max(figure.at_ms, held.at_ms) + case.budgets.stock_ms > case.history.last_ms:
            continue
        what = f"the shop has {figure.units} in {source}, the ERP {held.units}"
        cause = _cause(case, book.set_ms.get((sku, source)), figure)
        yield Finding(STOCK_PARITY.code, RESIDUAL_STOCK.name, sku, what, (figure.seq, held.seq), cause)


def _cause(case: Case, set_ms: int | None, figure: Figure) -> Cause:
    since = f"{figure.by} changed it in the shop at {case.clock(figure.at_ms)}"
    if set_ms is None or set_ms < figure.at_ms:
        return Cause("count_not_followed", f"{since}; the ERP's stock was not set after that", _NOT_FOLLOWED)
    return Cause(
        "count_not_followed",
        f"{since}; the ERP's stock was set to another figure at {case.clock(set_ms)}",
        f"{_NOT_FOLLOWED} Add what was shipped in the shop and has no delivery in the ERP yet.",
    )


def _book(case: Case) -> Book:
    """The figures of a run; an empty book where the shop does not own stock."""
    book = Book()
    if case.owners.stock == "shop":
        for fact in case.ledger.matching(_STOCK):
            book.read(fact)
    return book
