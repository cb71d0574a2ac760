"""Defects of returns: rows, quantities, conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive.candidates import reference
from golive.candidates.reference.returns.booking import GoodsReturns
from golive.candidates.reference.returns.goods import GoodsReturn
from golive.zoo.patches import Patches


def returns_as(returns: type[GoodsReturns]) -> Callable[[Patches], None]:
    """The change that puts another way of booking returns in place."""
    return lambda patch: patch.setattr(reference, "GoodsReturns", returns)


class KeysRowsByItem(GoodsReturns):
    """LIF-17: rows are added under the id of their order row, and a key that is there already fails the return."""

    def split(self, row: dict[str, Any], damaged: str) -> list[GoodsReturn]:
        rows: dict[int, dict[str, Any]] = {}
        for item in row["items"]:
            if item["order_item_id"] in rows:
                self._kit.log(
                    f"return {row['increment_id']}: key {item['order_item_id']} has been added already"
                )
                return []
            rows[item["order_item_id"]] = item
        return super().split(row, damaged)
