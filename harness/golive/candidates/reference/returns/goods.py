"""A return of the shop as it is kept until the ERP has followed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

RESTOCK, SCRAP = "restock", "scrap"
"""What the ERP does with goods that come back: into stock again, or thrown away."""


@dataclass(slots=True)
class GoodsReturn:
    """Goods of one return that are treated alike: one return of the ERP, posted under `reference`.

    `units` are those that were approved, by order item id.
    """

    reference: str
    rma: str
    order_id: str
    disposition: str
    units: dict[int, int]
    seen_ms: int
    next_ms: int = 0
    shown: bool = False


def returns_of(row: dict[str, Any], damaged: str, now_ms: int) -> list[GoodsReturn]:
    """A row of `GET /V1/returns`: what goes back into stock, and what is damaged, the option id of that condition.

    Several rows may name the same order item, one for each reason: their units are added up.
    """
    number, order_id = row["increment_id"], str(row["order_id"])
    return [
        GoodsReturn(f"{number}-{disposition}", number, order_id, disposition, dict(units), now_ms)
        for disposition in (RESTOCK, SCRAP)
        if (units := units_of(row["items"], damaged, disposition == SCRAP))
    ]


def units_of(items: Iterable[dict[str, Any]], damaged: str, is_damaged: bool) -> Mapping[int, int]:
    """Approved units by order item id, of the rows that are damaged, or of those that are not."""
    units: Counter[int] = Counter()
    for item in items:
        if item["qty_approved"] and (item["condition"] == damaged) is is_damaged:
            units[item["order_item_id"]] += int(item["qty_approved"])
    return units


def spread(
    wanted: Mapping[str, int], lines: Iterable[dict[str, Any]], returned: Mapping[int, int]
) -> list[dict[str, int]] | None:
    """Units by article as lines of a return, given the lines of the ERP order and what came back of them.

    None where more would come back than was shipped.
    """
    left = dict(wanted)
    found = []
    for line in lines:
        number = line["line"]
        units = min(left.get(line["item"], 0), line["shipped"] - returned.get(number, 0))
        if units > 0:
            found.append({"line": number, "quantity": units})
            left[line["item"]] -= units
    return found if not any(left.values()) else None
