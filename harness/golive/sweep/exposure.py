"""The orders that met a fault: those with a call or a notice that a fault affected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson

from golive.record.run import ORDER_VERDICTS, OrderLine

_TOUCHED = b'"faults":["'


def faulted(ledger: Path, lines: Sequence[OrderLine]) -> dict[str, int]:
    """Count the verdicts of the orders that met a fault, with their sum as `total`. Phantoms are never counted."""
    return count_met(_keys(ledger), lines)


def count_met(keys: Iterable[str], lines: Sequence[OrderLine]) -> dict[str, int]:
    """The same, where `keys` are the business keys of the facts that a fault affected."""
    whose = {number: line.order for line in lines for number in (*line.erp_orders, line.order)}
    met = {whose[key] for key in keys if key in whose}
    counts = dict.fromkeys(ORDER_VERDICTS, 0)
    for line in lines:
        if line.order in met:
            counts[line.verdict] += 1
    return {"total": sum(counts.values()), **counts}


def _keys(ledger: Path) -> Iterator[str]:
    with ledger.open("rb") as file:
        for row in file:
            if _TOUCHED in row:
                yield from orjson.loads(row)["keys"].values()
