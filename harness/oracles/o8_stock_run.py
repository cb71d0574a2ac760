"""O8: during the run nothing is sold that is not there, and nothing that is there goes unsold for long."""

from __future__ import annotations

from harness.oracles.case import Case
from harness.record import Finding


def stock_during_run(case: Case) -> list[Finding]:
    return [
        Finding(
            "O8",
            "oversold",
            order,
            f"{short} x {sku} sold that the ERP could not serve at that moment",
            (seq,),
        )
        for seq, order, sku, short in case.history.stock.oversold_at
    ]
