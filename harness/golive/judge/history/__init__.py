"""The history of a run, read from its ledger; see `golive.judge.history.history`."""

from __future__ import annotations

from golive.judge.history.calls import Buckets, Calls
from golive.judge.history.documents import ErpOrder, Story
from golive.judge.history.history import CHART_STEPS, DRIFT, History
from golive.judge.history.orders import Orders
from golive.judge.history.stock import SkuStock, Stock

__all__ = [
    "CHART_STEPS",
    "DRIFT",
    "Buckets",
    "Calls",
    "ErpOrder",
    "History",
    "Orders",
    "SkuStock",
    "Stock",
    "Story",
]
