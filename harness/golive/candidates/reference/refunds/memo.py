"""A credit memo of the shop, as it is kept until the ERP has followed it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from golive.candidates.reference.mapping import Packs, exact

Change = list[dict[str, Any]]
"""The lines of a change of an ERP order."""


@dataclass(frozen=True, slots=True)
class Units:
    """Refunded units of one row of an order, and their part of its discount in cents."""

    item_id: int
    sku: str
    units: float
    discount_cents: int


@dataclass(slots=True)
class Memo:
    """A credit memo and how far the ERP has followed it. Amounts are cents with tax, in the currency of the order.

    `rest_cents` and `units` are what is to be credited still, `part` counts its credit notes: one for each invoice.
    `change` takes unshipped units off the ERP order, which was worth `before_cents`; it leaves `units_after` to be
    credited. It is stored before it is sent, and repeated as it is. `unsure`: a credit note may have been posted.
    """

    number: str
    entity_id: int
    order_id: str
    rest_cents: int
    units: list[Units]
    seen_ms: int
    is_planned: bool = False
    change: Change = field(default_factory=list)
    units_after: list[Units] = field(default_factory=list)
    before_cents: int = 0
    part: int = 1
    unsure: bool = False
    next_ms: int = 0
    shown: bool = False

    @property
    def reference(self) -> str:
        """The reference of the next credit note: the number of the memo, with a suffix from the second on."""
        return self.number if self.part == 1 else f"{self.number}-{self.part}"


def memo_of(row: dict[str, Any], now_ms: int, packs: Packs) -> Memo:
    """A row of `GET /V1/creditmemos`, with packs as pieces."""
    units = [
        Units(
            item["order_item_id"],
            item["sku"],
            exact(item["qty"]) * packs.get(item["sku"], 1),
            cents(item["discount_amount"]),
        )
        for item in row["items"]
        if item["qty"] > 0
    ]
    return Memo(row["increment_id"], row["entity_id"], str(row["order_id"]), value_cents(row), units, now_ms)


def value_cents(row: dict[str, Any]) -> int:
    """What a credit memo is worth, with what goes back to gift cards and store credit; the grand total is without."""
    shipping = row["shipping_incl_tax"] - row["shipping_tax_amount"]
    goods = row["subtotal"] + row["discount_amount"] + row["discount_tax_compensation_amount"]
    return cents(goods + row["tax_amount"] + shipping + row["adjustment"])


def cents(amount: float | str) -> int:
    """An amount of either system in cents."""
    return round(float(amount) * 100)


def amount(amount_cents: int) -> str:
    """An amount as the ERP takes it."""
    return f"{amount_cents // 100}.{amount_cents % 100:02d}"
