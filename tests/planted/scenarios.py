"""Kinds of findings and parts of scenarios that the tables of planted defects are written with."""

from __future__ import annotations

LOST, TWICE, CONTENT, STATE, LATE = (
    ("lost",),
    ("duplicated",),
    ("wrong_content",),
    ("wrong_state",),
    ("late",),
)
STOCK = ("residual_stock", "healed_drift")

HOUR = "clock: {duration: 1h}\n"
POLLED = "shop: {events: {delivery: poll}}\n"
GENTLE = "budgets: {order: 50m, surfacing: 50m}\n"
ORDERS = "traffic: {orders: {base: 240/h}}\n"


def chaos(*entries: str) -> str:
    """The section of faults and changes."""
    return "chaos:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


LOST_REPLIES = chaos("fault: lose_reply, on: erp.order.create, chance: 15%")
KILLS = chaos("fault: kill, at: 10m..50m, times: 4, down: 30s")
KILLED_AT_CREATE = chaos("fault: kill, on: erp.order.create, when: after, chance: 5%, times: 5, down: 30s")
LONG_STREETS = HOUR + "traffic: {baskets: {awkward: 40%}}\nerp: {rules: {field_lengths: refuse}}\n"
COUPONS = HOUR + "traffic: {baskets: {coupons: 40%}}\n"
TWO_CURRENCIES = HOUR + (
    "shop: {stores: [{code: de, currency: EUR, tax: inclusive}, "
    "{code: us, currency: USD, tax: exclusive, base: EUR, exchange: 1.0837, share: 40%}]}\n"
)
TILLS = "erp: {others: {sales: 240/h}}\n"
