"""Stock that was wrong for long during the run, and right again at its end."""

from __future__ import annotations

from golive.judge.history import SkuStock
from golive.judge.history.records.decimals import in_units
from golive.judge.oracles.case import Case
from golive.keys.value_kinds import HOUR_MS
from golive.record.oracles import HEALED_DRIFT, LONG_DRIFT, STOCK_DURING_RUN
from golive.record.run import Finding

SHARE = 0.05
"""The share of its stock by which an article must be wrong."""
LEAST_UNIT_HOURS, LEAST_HOURS = 2, 1
LONG_UNIT_HOURS, LONG_HOURS = 24, 24
"""From here on a merchant has sold a day on wrong figures."""


def healed_drift(case: Case) -> list[Finding]:
    """Return one finding per article whose drift healed; what is still apart at the end is a finding of its own."""
    if case.owners.stock == "shop":
        return []  # what it shows is right, and the ERP follows
    found = []
    for stock in case.history.stock.skus.values():
        if not stock.unit_ms or stock.unexplained:
            continue
        hours, level = stock.unit_ms / stock.scale / HOUR_MS, SHARE * max(1, _level(stock))
        if hours >= max(LONG_UNIT_HOURS, level * LONG_HOURS):
            kind = LONG_DRIFT
        elif hours >= max(LEAST_UNIT_HOURS, level * LEAST_HOURS):
            kind = HEALED_DRIFT
        else:
            continue
        worst = in_units(abs(stock.worst), stock.scale)
        what = f"wrong by up to {worst} units, {hours:,.1f} unit hours in all, and right at the end"
        found.append(Finding(STOCK_DURING_RUN.code, kind.name, stock.sku, what, ()))
    return sorted(found, key=lambda finding: finding.kind)


def _level(stock: SkuStock) -> float:
    """The units of the article, which its drift is compared with: what the ERP has, and what it delivered."""
    return max(stock.free + stock.parcels, stock.in_sources) / stock.scale
