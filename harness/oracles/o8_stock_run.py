"""O8: during the run nothing is sold that is not there, and nothing that is there goes unsold for long."""

from __future__ import annotations

from harness.oracles.case import Case
from harness.record import Finding


def stock_during_run(case: Case) -> list[Finding]:
    """One finding per order, whatever the number of its articles."""
    short_of: dict[tuple[int, str], list[str]] = {}
    for seq, order, sku, short in case.history.stock.oversold_at:
        short_of.setdefault((seq, order), []).append(f"{short} x {sku}")
    return [
        Finding(
            "O8",
            "oversold",
            order,
            f"{', '.join(goods)} sold that the ERP could not serve at that moment",
            (seq,),
        )
        for (seq, order), goods in short_of.items()
    ]
