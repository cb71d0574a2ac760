"""Defects of stock."""

from __future__ import annotations

from golive.zoo.changes import goods, sending, twice
from golive.zoo.defect import NOT_BUILT, Defect
from golive.zoo.findings import STOCK_DRIFT, WRONG_STATE

STOCK: tuple[Defect, ...] = (
    Defect(
        "INV-01",
        "Availability sent to a shop that subtracts its own orders",
        "quantities too low by the open orders",
        goods.syncs_as(goods.NetAvailability),
        "open-orders",
        STOCK_DRIFT,
        ("orders_deducted_twice",),
    ),
    Defect(
        "INV-02",
        "What is on the shelf is sent",
        "quantities too high by what others have reserved",
        goods.syncs_as(goods.Physical),
        "open-orders",
        STOCK_DRIFT,
        ("held_back_ignored",),
    ),
    Defect(
        "INV-04",
        "Parallel writes without an order",
        "an older quantity over a newer one",
        goods.syncs_as(goods.Unordered),
        "fast-tills",
        STOCK_DRIFT,
        ("older_over_newer", "old_snapshot"),
    ),
    Defect(
        "INV-06",
        "Changes of stock that can be applied twice",
        "quantities off by one change per lost answer",
        goods.syncs_as(goods.Deltas),
        "lost-stock-replies",
        STOCK_DRIFT,
        ("change_applied_twice",),
    ),
    Defect(
        "INV-12",
        "A quantity of zero counts as no value",
        "articles on sale that are gone",
        goods.syncs_as(goods.NoZero),
        "sold-out",
        STOCK_DRIFT,
        ("zero_not_sent",),
    ),
    Defect(
        "INV-19",
        "A cancellation that stays in the shop",
        "open orders in the ERP that were cancelled",
        sending.exports_as(twice.CancelsLocally),
        "cancelled-early",
        WRONG_STATE,
        ("cancel_not_sent",),
    ),
    Defect(
        "INV-15",
        "Every warehouse is written to the default source",
        "one source with the stock of another",
        goods.syncs_as(goods.OneSource),
        "two-warehouses",
        (*STOCK_DRIFT, "long_drift"),
        ("other_warehouse", "warehouses_added_up"),
    ),
    Defect(
        "INV-17",
        "The pack factor is ignored",
        "quantities off by a factor",
        goods.syncs_as(goods.Packs),
        "tills",
        STOCK_DRIFT,
        ("unit_factor",),
    ),
    Defect(
        "INV-22",
        "Cached rows in a long-lived worker",
        "quantities that are several changes old",
        goods.syncs_as(goods.Cached),
        "two-hours-of-tills",
        STOCK_DRIFT,
        ("old_snapshot", "older_over_newer"),
    ),
)

NOT_PLAYED_STOCK: dict[str, str] = {
    "INV-03": NOT_BUILT,
    "INV-07": NOT_BUILT,
    "INV-08": NOT_BUILT,
    "INV-09": NOT_BUILT,
    "INV-10": NOT_BUILT,
    "INV-11": NOT_BUILT,
    "INV-14": NOT_BUILT,
    "INV-16": NOT_BUILT,
    "INV-18": NOT_BUILT,
    "INV-21": NOT_BUILT,
    "INV-23": NOT_BUILT,
    "INV-24": NOT_BUILT,
    "INV-25": NOT_BUILT,
}
