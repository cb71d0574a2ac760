"""Defects in the mapping of articles, which get other SKUs and lose them."""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.reference.masters.articles import Articles
from golive.candidates.reference.masters.codes import Codes
from golive.candidates.reference.stock import StockSync
from golive.zoo.patches import Patches

Row = dict[str, Any]


class KeyedByText(Codes):
    """INV-11: an article is its SKU; that it had another one is not read."""

    def note(self, row: Row) -> bool:
        return False


class TableOfSkus(StockSync):
    """INV-11: the SKUs of the first read make the table of articles; others are none of this shop."""

    async def _push(self, rows: list[Row], in_transit: dict[tuple[str, str], float]) -> bool:
        table: dict[str, None] = self._state.cursors.setdefault("table", {})
        if not table:
            table.update(dict.fromkeys(row["item"] for row in rows))
        return await super()._push([row for row in rows if row["item"] in table], in_transit)


def keyed_by_text(patch: Patches) -> None:
    """INV-11."""
    patch.setattr(reference, "Codes", KeyedByText)
    patch.setattr(reference, "StockSync", TableOfSkus)


class NeverClearsUp(Articles):
    """DRF-05: nothing removes the source items of SKUs that are given up."""

    async def clear_up(self) -> None:
        pass


def never_clears_up(patch: Patches) -> None:
    """DRF-05."""
    patch.setattr(reference, "Articles", NeverClearsUp)
