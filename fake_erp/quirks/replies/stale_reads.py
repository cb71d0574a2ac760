"""Reads from a replica that lags behind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from fake_erp.channels.feed import Page
from fake_erp.errors import NotFound
from fake_erp.quirks.base import Look, Outcome, Quirk, QuirkBooks, QuirkCall, ReadQuirk
from fake_erp.settings import setting

LISTS = ("order.list", "delivery.list", "invoice.list")


@dataclass(frozen=True, slots=True)
class StaleReads(Quirk):
    """Answers reads of orders, deliveries and invoices from a replica that lags behind."""

    seen: ClassVar[str] = "404 and lists without what is newer than the lag; it shows up later"
    needs: ClassVar[str] = "a read, within its lag, of what has just been written"

    lag_ms: int = setting("lag", "duration", "The lag of the replica.", 60_000)

    def at_read(self) -> ReadQuirk | None:
        lag_ms = self.lag_ms

        def instead(call: QuirkCall, books: QuirkBooks, look: Look) -> Outcome | None:
            horizon_ms = books.now() - lag_ms
            if call.operation == "order.read":
                order = books.orders.by_number.get(call.number)
                if order is not None and order.created_at_ms > horizon_ms:
                    return NotFound(f"there is no order {order.number!r}", "number")
            return _behind(look, horizon_ms) if call.operation in LISTS else None

        return instead


def _behind(look: Look, horizon_ms: int) -> Page[Any] | None:
    """The page without the newer rows; None when no row is newer."""
    hidden = 0

    def hides(row: Any) -> bool:
        nonlocal hidden
        newer: bool = (
            getattr(row, "changed_at_ms", 0) > horizon_ms or getattr(row, "posted_at_ms", 0) > horizon_ms
        )
        hidden += newer
        return newer

    page: Page[Any] = look(hides)
    rows = [row for row in page.rows if getattr(row, "created_at_ms", 0) <= horizon_ms]
    hidden += len(page.rows) - len(rows)
    return replace(page, rows=rows) if hidden else None
