"""Metrics and kinds of harm in words. The key for YAML is shown beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from golive.record.oracles import KINDS, FindingKind
from golive_reports.words.text import as_words, clean

_OF_METRIC = re.compile(
    r"([a-z_]+(?:\.[a-z_0-9]+)+|drain|recovery|score|coverage)(?=: expected| could not be measured)"
)
_QUANTILES = {"p50": "median", "p95": "95th percentile", "p99": "99th percentile", "max": "longest"}
_SPECIAL = {
    "latency": "time from paid to booked",
    "erp.calls_per_order": "calls to the ERP per order",
    "erp.peak_rps": "most calls to the ERP in a second",
    "erp.rate_limited": "calls refused as too many",
    "erp.held": "orders held by the ERP",
    "alert.first": "time to the first alert",
    "repair.first": "time to the first repair",
    "desk.time_to_repair": "time on the desk",
    "checkout": "wait at checkout",
    "checkout.failed": "checkouts stopped",
    "drain": "time until no work was left",
    "recovery": "time to work off what a fault left",
    "harm.total": "harm",
    "orders.stuck_visible": "orders stuck on the desk",
    "orders.phantom": "ERP orders without a shop order",
    "orders.duplicated": "orders booked twice",
    "orders.indeterminate": "orders still in flight",
    "orders.compensated": "orders repaired by the integration",
    "orders.wrong_content": "orders with wrong content",
    "orders.wrong_state": "orders in a wrong state",
    "stock.oversold": "units oversold",
    "stock.residual": "units of stock that differ at the end",
    "stock.unexplained_unit_hours": "hours that units of stock were wrong",
    "stock.lost_sale_minutes": "minutes wrongly sold out",
}
HARM = {
    "entry": "manual entry",
    "inventory": "stock errors",
    "pricing": "price disputes",
    "service": "calls of customers",
    "reconciliation": "reconciliation",
    "value": "lost orders, goods and time",
}
"""The problems that harm is split into."""


def in_words(metric: str, kinds: Mapping[str, FindingKind] = KINDS) -> str:
    """Return a metric in words: `orders.lost` is "orders lost"; that of a kind of finding has its title."""
    metric = clean(metric, 80)
    if metric in _SPECIAL:
        return _SPECIAL[metric]
    title = next((kind.title for kind in kinds.values() if kind.metric == metric), "")
    if title and metric.startswith("findings."):
        return f"{title[:1].lower()}{clean(title[1:], 80)}"
    stem, _, last = metric.rpartition(".")
    if last in _QUANTILES:
        return f"{_SPECIAL.get(stem, as_words(stem))}, {_QUANTILES[last]}"
    return as_words(metric)


def with_key(metric: str, kinds: Mapping[str, FindingKind] = KINDS) -> str:
    """Return a metric in words with its key: `orders lost (orders.lost)`."""
    return f"{in_words(metric, kinds)} ({clean(metric, 80)})"


def reason_in_words(reason: str) -> str:
    """Return a reason of a verdict with the metric that it begins with in words, beside its key."""
    found = _OF_METRIC.match(reason)
    return clean(reason if found is None else with_key(found[0]) + reason[found.end() :])
