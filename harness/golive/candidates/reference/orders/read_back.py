"""What the ERP saved of an order, compared with what it was sent: repaired where it can be changed, else reported."""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.mapping import exact

Body = dict[str, Any]


def repair(sent: Body, saved: Body) -> Body:
    """The body of `PATCH /api/v1/orders/{number}` that puts back what was lost; empty where nothing was."""
    change: Body = {}
    for name in ("bill_to", "ship_to"):
        if sent[name] != saved[name] and _party(sent[name]) != _party(saved[name]):
            change[name] = sent[name]
    if sent["shipping"]["method"] != saved["shipping_method"]:
        change["shipping"] = {"method": sent["shipping"]["method"]}
    lost = {name: value for name, value in sent["custom"].items() if saved["custom"].get(name) != value}
    if lost:
        change["custom"] = lost
    return change


def lost(sent: Body, saved: Body) -> list[str]:
    """The fields that differ, by name."""
    found = list(repair(sent, saved))
    payment, kept = sent["payment"], saved["payment"]
    if (payment["method"], payment["prepaid"]) != (kept["method"], kept["prepaid"]) or (
        float(payment["amount"]) != float(kept["amount"])
    ):
        found.append("payment")
    if _lines(sent) != _lines(saved):
        found.append("lines")
    return found


def _party(address: Body | None) -> dict[str, str]:
    """The parts of an address that have a value."""
    return {name: value for name, value in (address or {}).items() if value}


def _lines(order: Body) -> tuple[dict[tuple[str, float], float], dict[str, int]]:
    """Units per item and price, and cents of discount per item."""
    units: dict[tuple[str, float], float] = {}
    discounts: dict[str, int] = {}
    for line in order["lines"]:
        item, quantity = line["item"], line["quantity"]
        priced = (item, float(line["unit_price"]))
        units[priced] = exact(units.get(priced, 0) + quantity)
        discount = float(line["discount"])
        discounts[item] = discounts.get(item, 0) + (round(100 * discount) if discount else 0)
    return units, discounts
