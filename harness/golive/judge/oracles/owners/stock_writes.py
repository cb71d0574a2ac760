"""Stock of the ERP that the integration sets: against its owner, or to a figure that it had written itself.

A figure that the integration read in the shop comes from a change in the shop only where others made that change. What
the integration wrote there before comes from the ERP, and is older than what the ERP has now.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from golive.judge.history.records.authors import is_client
from golive.judge.history.records.writes import StockSet
from golive.judge.oracles.case import Case
from golive.record.ledger import Ledger
from golive.record.oracles import AGAINST_OWNER, LOST_UPDATE, OWNERSHIP
from golive.record.run import Cause, Finding

_OF_SHOP = re.compile(rb'"kind":"shop\.stock\.changed"')
Place = tuple[str, str]
"""SKU, and the code that a warehouse and its source have."""


class Figure(NamedTuple):
    """A quantity of a source in the shop, with the ledger number of the change and whether a client made it."""

    seq: int
    quantity: int
    by_client: bool


def stock_writes(case: Case, echo: Cause, backwards: Cause) -> list[Finding]:
    """Return one finding per article and warehouse. `echo` and `backwards` are the causes."""
    written: dict[Place, list[StockSet]] = {}
    for each in case.history.records.stock_sets:
        if is_client(each.by):
            written.setdefault((each.item, each.warehouse), []).append(each)
    if not written:
        return []
    shown = _shown(case.ledger, written)
    found = []
    for place, sets in written.items():
        echoes = [each for each in sets if _is_echo(each, shown.get(place, ()))]
        if echoes:
            kind = AGAINST_OWNER if case.owners.stock == "erp" else LOST_UPDATE
            found.append(_finding(kind.name, place, echoes, echo))
        elif case.owners.stock == "erp":
            found.append(_finding(AGAINST_OWNER.name, place, sets, backwards))
    return found


def _shown(ledger: Ledger, places: Collection[Place]) -> dict[Place, list[Figure]]:
    """The figures of these places in the shop, oldest first."""
    found: dict[Place, list[Figure]] = {}
    for fact in ledger.matching(_OF_SHOP):
        for sku, source, quantity, _ in fact.data["rows"]:
            if (sku, source) in places:
                figure = Figure(fact.seq, quantity, is_client(fact.data["by"]))
                found.setdefault((sku, source), []).append(figure)
    return found


def _is_echo(each: StockSet, figures: Sequence[Figure]) -> bool:
    """Whether a write put back a figure that the integration itself had written into the shop."""
    latest = next((row for row in reversed(figures) if row.seq < each.seq and row.quantity == each.now), None)
    return each.was != each.now and latest is not None and latest.by_client


def _finding(kind: str, place: Place, sets: Sequence[StockSet], cause: Cause) -> Finding:
    first, times = sets[0], len(sets)
    often = f" {times} times" if times > 1 else ""
    text = f"stock of {place[0]} in {place[1]} set{often} in the ERP by {first.by}: from {first.was} to {first.now}"
    return Finding(OWNERSHIP.code, kind, place[0], text, tuple([each.seq for each in sets[:10]]), cause)
