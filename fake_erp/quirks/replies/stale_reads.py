"""Answers from a copy of the books that lags behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from fake_erp.channels.feed import Feed
from fake_erp.dialects.native.refusals import render
from fake_erp.dialects.native.times import instant_text
from fake_erp.errors import NotFound
from fake_erp.messages import Reply
from fake_erp.quirks.base import House, Instead, Quirk
from fake_erp.settings import setting

if TYPE_CHECKING:
    from fake_erp.dialects.native.routes import Route
    from fake_erp.dialects.native.views import Call


@dataclass(frozen=True, slots=True)
class StaleReads(Quirk):
    """Answers reads of orders, deliveries and invoices from a copy that lags behind."""

    seen: ClassVar[str] = "404 and lists without what is newer than the lag; it shows up later"

    lag_ms: int = setting("lag", "duration", "How far the copy is behind.", 60_000)

    def at_read(self, house: House) -> Instead | None:
        lag_ms = self.lag_ms

        def instead(call: Call, route: Route) -> Reply | None:
            horizon_ms = house.now() - lag_ms
            if route.operation == "order.read":
                order = house.orders.by_number.get(call.params["number"])
                if order is not None and order.created_at_ms > horizon_ms:
                    return render(NotFound(f"there is no order {order.number!r}", "number"))
                return None
            feed = _feed(house, route.operation)
            return None if feed is None else _behind(call, route, feed, horizon_ms)

        return instead


def _feed(house: House, operation: str) -> Feed[Any] | None:
    feeds: dict[str, Feed[Any]] = {
        "order.list": house.orders.feed,
        "delivery.list": house.shipping.feed,
        "invoice.list": house.invoicing.feed,
    }
    return feeds.get(operation)


def _behind(call: Call, route: Route, feed: Feed[Any], horizon_ms: int) -> Reply | None:
    """The answer without what is newer; None when nothing is."""
    hidden = 0

    def is_hidden(row: Any) -> bool:
        nonlocal hidden
        newer: bool = (
            getattr(row, "changed_at_ms", 0) > horizon_ms or getattr(row, "posted_at_ms", 0) > horizon_ms
        )
        hidden += newer
        return newer

    feed.hides = is_hidden
    try:
        reply = route.view(call)
    finally:
        feed.hides = None
    if "external_reference=" in call.request.query:
        horizon = instant_text(horizon_ms)
        rows = [row for row in reply.data["rows"] if row.get("created_at", row["changed_at"]) <= horizon]
        hidden += len(reply.data["rows"]) - len(rows)
        reply.data["rows"] = rows
    return reply if hidden else None
