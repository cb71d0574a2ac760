"""Planted defects of stock, customers and load."""

from __future__ import annotations

from dataclasses import replace

from tests.planted import content, goods, sending, twice
from tests.planted.planting import EVENTS_ONLY, FULL, Planted
from tests.planted.scenarios import (
    HOUR,
    LATE,
    LOST,
    STATE,
    STOCK,
    TILLS,
    chaos,
)

BESIDE_ORDERS: tuple[Planted, ...] = (
    # Stock
    Planted(
        "INV-01",
        goods.syncs_as(goods.NetAvailability),
        HOUR + "erp: {others: {sales: 240/h}, fulfilment: {lead: 8h}}\n",
        STOCK,
        ("orders_deducted_twice",),
    ),
    Planted(
        "INV-02",
        goods.syncs_as(goods.Physical),
        HOUR + "erp: {others: {sales: 240/h}, fulfilment: {lead: 8h}}\n",
        STOCK,
        ("held_back_ignored",),
    ),
    Planted(
        "INV-04",
        goods.syncs_as(goods.Unordered),
        HOUR + "erp: {others: {sales: 600/h}}\nbudgets: {stock: 5m}\n",
        STOCK,
        ("older_over_newer", "old_snapshot"),
    ),
    Planted(
        "INV-06",
        goods.syncs_as(goods.Deltas),
        HOUR + TILLS + chaos("fault: lose_reply, on: shop.stock.write, chance: 30%"),
        STOCK,
        ("change_applied_twice",),
    ),
    Planted(
        "INV-12",
        goods.syncs_as(goods.NoZero),
        HOUR + "shop: {catalog: {skus: 60}, stock: {opening: 15..40}}\n"
        "erp: {others: {sales: 900/h}}\ntraffic: {orders: {base: 30/h}}\n",
        STOCK,
        ("zero_not_sent",),
    ),
    Planted(
        "INV-19",
        sending.exports_as(twice.CancelsLocally),
        "clock: {duration: 2h}\nerp: {fulfilment: {lead: 8h}}\n"
        "traffic: {life: {cancelled: 15%, second_thoughts: 1m..10m}}\n",
        STATE,
        ("cancel_not_sent",),
    ),
    Planted(
        "INV-15",
        goods.syncs_as(goods.OneSource),
        HOUR + "erp: {others: {sales: 240/h}, fulfilment: {lead: 8h}}\n"
        "shop: {stock: {sources: [main, north]}}\nbudgets: {stock: 10m}\n",
        (*STOCK, "long_drift"),
        ("other_warehouse", "warehouses_added_up"),
    ),
    Planted(
        "INV-17",
        goods.syncs_as(goods.Packs),
        HOUR + TILLS,
        STOCK,
        ("unit_factor",),
    ),
    Planted(
        "INV-22",
        goods.syncs_as(goods.Cached),
        "clock: {duration: 2h}\nerp: {others: {sales: 240/h}, fulfilment: {lead: 8h}}\n",
        STOCK,
        ("old_snapshot", "older_over_newer"),
    ),
    # Customers, load
    Planted(
        "CPP-01",
        content.customer_per_order,
        HOUR + "traffic: {customers: {guests: 20%, returning: 60%}}\n",
        ("duplicated_customer",),
        ("customer_per_order",),
    ),
    Planted(
        "LOD-04",
        sending.evenly,
        "clock: {duration: 3h, settle: 3h}\ntraffic: {orders: {base: 600/h}}\nerp: {limits: {rate: 2/s, burst: 4}}\n"
        "budgets: {order: 45m, surfacing: 1h}\n" + chaos("fault: outage, on: erp, at: 30m..1h, how: refused"),
        (*LATE, "herd"),
        ("own_retry_waves",),
        replace(FULL, visible_after_s=10**6),
    ),
    Planted(
        "LOD-07",
        sending.unchanged,
        "clock: {duration: 2h}\n" + chaos("fault: outage, on: erp, at: 30m..32m, how: hang"),
        (*LOST, *LATE),
        ("hanging_call",),
        EVENTS_ONLY,
        replace(EVENTS_ONLY, answer_within_s=10**6, workers=2),
    ),
    Planted(
        "LOD-13",
        sending.exports_as(sending.LocksTheCustomer),
        "clock: {duration: 2h}\ntraffic: {orders: {base: 1200/h}, customers: {guests: 100%}}\n"
        "erp: {service: {time: 1s..3s}}\n",
        (*LATE, *LOST),
        ("postponed",),
    ),
)
"""Chosen, with the causes that are right, before the judge saw any of them."""
