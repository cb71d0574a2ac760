"""Defects that grow with time: rows that stay, history that is read again, cents that are left."""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.reconcile import Reconciler
from golive.zoo.changes.content import Body
from golive.zoo.changes.reading import Poller


class ScansEveryRow(Reconciler):
    """DRF-01: rows of confirmed orders are never removed, and each run looks every row up."""

    async def _confirm(self) -> None:
        for order in [*self._state.orders]:
            self._state.unconfirmed[order] = None
        await super()._confirm()


class ReadsAllAgain(Poller):
    """DRF-06: the cursor is stored and not used; each run reads the whole history."""

    size = 20

    async def _read_shop(self) -> None:
        await self.take_all(self._state.cursors.setdefault("first_ms", self.since_ms))


def price_of_the_row(body: Body, order: dict[str, Any]) -> None:
    """DRF-04: the price of a piece is the row after its discount by the quantity, rounded; the rest is left."""
    for line in body["lines"]:
        whole = float(line["unit_price"]) * line["quantity"] - float(line["discount"])
        line["unit_price"], line["discount"] = f"{whole / line['quantity']:.2f}", "0.00"
