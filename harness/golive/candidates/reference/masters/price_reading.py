"""Which list prices have changed in the ERP: of items, and by rows of its standard price list and their periods.

What the ERP has at the first look is noted and not carried over: only changes are.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from golive.candidates.kit import Response
from golive.candidates.reference.duty import Duty
from golive.candidates.reference.erp import Cursor
from golive.candidates.reference.watch import PRICES

_PAGE = 500
Pages = Callable[[Cursor, int], Awaitable[Response]]

_STANDARD = "standard"
"""The price list of customers that have none of their own."""


class PriceReader(Duty):
    """Notes for each article when its price is to be compared with the shop."""

    async def run_once(self) -> bool:
        """Read what has changed since the last time; False when the ERP did not return all of it. Raises CallFailed."""
        return await self._read("items", self._erp.items, self._note_item) and await self._read(
            "prices", self._erp.prices, self._note_row
        )

    async def _read(self, what: str, pages: Pages, note: Callable[[dict[str, Any], bool], None]) -> bool:
        """Read one list from its cursor on, which moves at the end of it."""
        is_first = what not in self._state.cursors
        after, more = self._state.cursors.get(what, 0), True
        while more:
            await self._pace.wait()
            reply = await pages(after, _PAGE)
            if not reply.ok:
                self._erp_failed(PRICES, reply)
                return False
            for row in reply.data["rows"]:
                note(row, is_first)
            after, more = reply.data["cursor"], reply.data["more"]
        self._state.cursors[what] = after
        return True

    def _note_item(self, row: dict[str, Any], is_first: bool) -> None:
        self._codes.note(row)
        sku, price = row["sku"], row["price"]
        if not is_first and self._state.prices.get(sku) != price:
            self._due(sku, self._kit.now_ms())
        self._state.prices[sku] = price

    def _note_row(self, row: dict[str, Any], is_first: bool) -> None:
        """A row of the standard list: it is looked at now, and when its period begins and ends."""
        if row["customer"] or row["price_list"] != _STANDARD:
            return
        sku, now_ms = row["item"], self._kit.now_ms()
        self._state.priced_by_list[sku] = None
        turns = [_instant_ms(row["valid_from"]), _instant_ms(row["valid_to"])]
        for at_ms in [*([] if is_first else [now_ms]), *(each for each in turns if each > now_ms)]:
            self._due(sku, at_ms)

    def _due(self, sku: str, at_ms: int) -> None:
        self._state.prices_due[sku] = sorted({*self._state.prices_due.get(sku, ()), at_ms})


def _instant_ms(text: str | None) -> int:
    """Epoch ms of an instant of the ERP; 0 for none."""
    return int(datetime.fromisoformat(text).timestamp() * 1000) if text else 0
