"""Defects of an integration that carries the periods of the ERP's price list as special prices with a window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

from golive.candidates import reference
from golive.candidates.reference.masters.price_reading import PriceReader
from golive.candidates.reference.masters.prices import Prices
from golive.zoo.patches import Patches

HOUR_MS = 3_600_000
_PATH = "/rest/V1/products/special-price"
_STANDARD = "standard"


class WindowReader(PriceReader):
    """Notes periods of the standard list instead of comparing the price when they begin and end."""

    windows: ClassVar[dict[str, dict[str, Any]]] = {}

    def _note_row(self, row: dict[str, Any], is_first: bool) -> None:
        if row["price_list"] == _STANDARD and not is_first:
            self.windows[row["item"]] = row


class Windows(Prices):
    """Writes a special price for each period that is new."""

    by_ms: ClassVar[int] = 0

    async def run_once(self) -> None:
        await super().run_once()
        windows = WindowReader.windows
        rows = [self._special(row) for row in windows.values()]
        if rows and (await self._shop.post(_PATH, {"prices": rows})).ok:
            windows.clear()

    def _special(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "sku": row["item"],
            "store_id": 0,
            "price": float(row["price"]),
            "price_from": self._stamp(row["valid_from"]),
            "price_to": self._stamp(row["valid_to"]),
        }

    def _stamp(self, instant: str) -> str:
        at_ms = int(datetime.fromisoformat(instant).timestamp() * 1000) + self.by_ms
        return f"{datetime.fromtimestamp(at_ms // 1000, UTC):%Y-%m-%d %H:%M:%S}"


class LocalWindows(Windows):
    """CPP-06: the shop is sent local time (UTC+1), and reads UTC."""

    by_ms = HOUR_MS


class RewrittenWindows(Windows):
    """CPP-07: at every pass each window is read back, and those that are not as sent are written again in one call."""

    async def run_once(self) -> None:
        await Prices.run_once(self)
        wanted = {sku: self._special(row) for sku, row in WindowReader.windows.items()}
        if not wanted:
            return
        held = await self._shop.post(f"{_PATH}-information", {"skus": [*wanted]})
        shown = {row["sku"]: row for row in held.data} if held.ok else wanted
        rows = [row for sku, row in wanted.items() if shown.get(sku) != row]
        if rows:
            await self._shop.post(_PATH, {"prices": rows})


def carries_windows(prices: type[Windows]) -> Callable[[Patches], None]:
    """The change that carries periods as special prices."""

    def plant(patch: Patches) -> None:
        patch.setattr(WindowReader, "windows", {})
        patch.setattr(reference, "PriceReader", WindowReader)
        patch.setattr(reference, "Prices", prices)

    return plant
