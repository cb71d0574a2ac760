"""Defects in states, parcels and refunds."""

from __future__ import annotations

from golive.zoo.changes import sending, twice
from golive.zoo.defect import NOT_BUILT, Defect
from golive.zoo.findings import LOST, STOCK_DRIFT, WRONG_STATE

LIFECYCLE: tuple[Defect, ...] = (
    Defect(
        "LIF-01",
        "Late orders are sent from a snapshot",
        "cancelled orders booked and shipped",
        twice.snapshots,
        "cancelled-during-outage",
        WRONG_STATE,
        ("cancel_not_sent", "sent_after_cancel"),
    ),
    Defect(
        "LIF-04",
        "An edited order waits for its parent",
        "edited orders missing",
        sending.exports_as(twice.WaitsForTheParent),
        "edited-at-once",
        LOST,
        ("read_and_not_sent", "returned_and_skipped"),
    ),
    Defect(
        "LIF-19",
        "A parcel completes the whole order",
        "orders shown as shipped while half of them is in the warehouse",
        sending.everything_in_one_parcel,
        "two-parcels",
        (*WRONG_STATE, *STOCK_DRIFT),
        ("shipped_as_a_whole", "shipped_whole"),
    ),
    Defect(
        "BL-001",
        "A shipment that is saved instead of made",
        "orders that stay in process although parcels have left",
        sending.saves_the_shipment,
        "plain-hour",
        WRONG_STATE,
        ("shipment_saved",),
    ),
    Defect(
        "LIF-24",
        "Orders are sent before they are paid",
        "sales in the ERP that were never paid",
        twice.sends_unpaid,
        "unpaid-orders",
        (*WRONG_STATE, "phantom"),
        ("sent_unpaid",),
    ),
)

NOT_PLAYED_LIFECYCLE: dict[str, str] = {
    "LIF-02": NOT_BUILT,
    "LIF-03": NOT_BUILT,
    "LIF-05": NOT_BUILT,
    "LIF-07": NOT_BUILT,
    "LIF-09": NOT_BUILT,
    "LIF-10": NOT_BUILT,
    "LIF-11": NOT_BUILT,
    "LIF-12": NOT_BUILT,
    "LIF-13": NOT_BUILT,
    "LIF-14": NOT_BUILT,
    "LIF-15": NOT_BUILT,
    "LIF-16": NOT_BUILT,
    "LIF-17": NOT_BUILT,
    "LIF-18": NOT_BUILT,
    "LIF-20": NOT_BUILT,
    "LIF-21": NOT_BUILT,
    "LIF-22": NOT_BUILT,
    "LIF-23": NOT_BUILT,
    "LIF-26": NOT_BUILT,
    "LIF-28": NOT_BUILT,
    "LIF-29": NOT_BUILT,
}
