"""The integration booked a shipment in the shop that no parcel of the ERP explains."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import SHIP, Trail
from golive.judge.history.documents import total
from golive.judge.history.records.decimals import SCALE, named
from golive.record.run import Cause


def shipped_otherwise(trail: Trail) -> Cause | None:
    """Fits where a shipment of the integration has more units than had left the ERP until then."""
    if not any(each.succeeded or each.was_applied for each in trail.of_operation(SHIP)):
        return None
    shipped = 0
    for at_ms, units in trail.shipments:
        shipped += units
        left = [parcel for parcel in trail.parcels if parcel[0] <= at_ms]
        gone = sum(parcel[2] for parcel in left)
        if shipped <= gone:
            continue
        if not left:
            return Cause(
                "shipped_before_parcel",
                f"the shop booked {units} units as shipped at {trail.clock(at_ms)}; no parcel had left the ERP then",
                "Create a shipment only for a delivery that the ERP has posted, and keep a mark of your own for "
                "imported orders.",
            )
        return Cause(
            "shipped_whole",
            f"the parcel {left[-1][1]} has {left[-1][2]} units; the shipment at {trail.clock(at_ms)} booked "
            f"{units} in the shop, "
            f"{shipped} against {gone} that have left",
            "Send the rows and units of the parcel with each shipment: without them the shop ships all that is "
            "open. Check the "
            "names of the fields in the body.",
        )
    return None


SHIPPED_OTHERWISE = Pattern("shipped_whole", ("wrong_state",), shipped_otherwise)


def shipped_in_integers(trail: Trail) -> Cause | None:
    """Fits where only decimal quantities differ, and the shop has whole units of each: up to one less per parcel."""
    story = trail.story
    delivered, shipped = total([each for doc in story.live for each in doc.delivered.items()]), story.shipped
    short = sorted(sku for sku, units in delivered.items() if units != shipped.get(sku, 0))
    if not short or not story.decimals.issuperset(short) or not delivered.keys() >= shipped.keys():
        return None
    for sku in short:
        there = shipped.get(sku, 0)
        if there % SCALE or not 0 < delivered[sku] - there < SCALE * len(trail.parcels):
            return None
    what = ", ".join(
        f"{named(delivered[sku], sku, story.decimals)} as {shipped.get(sku, 0) // SCALE or 'nothing'}"
        for sku in short
    )
    return Cause(
        "fractions_lost",
        f"the ERP delivered {what} in the shop: the quantities of shipments are cut to whole units",
        "Carry quantities as decimals of three places from end to end; only those of articles that are counted are "
        "whole (`is_qty_decimal` is 0).",
    )


SHIPPED_IN_INTEGERS = Pattern("fractions_lost", ("wrong_state",), shipped_in_integers)
