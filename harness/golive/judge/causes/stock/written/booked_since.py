"""Parcels that left before the last write were booked in the shop after it, which took their units off once more."""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.causes.stock.parcels import as_a_whole
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause


def booked_since(wrong: WrongQuantity) -> Cause | None:
    """Fits where the missing units are those that were in transit at the last write and were booked after it."""
    write = wrong.write
    if write is None:
        return None
    transit = wrong.trail.level(write.source, write.at_ms).transit
    since = [
        (at_ms, order, units)
        for at_ms, order, source, units in wrong.trail.booked
        if source == write.source and write.at_ms < at_ms <= wrong.until_ms
    ]
    if transit <= 0 or wrong.error != -transit or sum(units for *_, units in since) < transit:
        return _as_a_whole(wrong, since)
    at_ms, order, units = since[0]
    what = (
        f"{wrong.written} without the {transit} units that had left and were not booked in the shop; the shipment of "
        f"order {order} took {units} of them off again at {wrong.clock(at_ms)}"
    )
    orders = list(dict.fromkeys(each for _, each, _ in since))
    return as_a_whole(wrong, orders, what) or Cause(
        "parcels_left_out",
        what,
        "Book the shipments first and send the stock after them, or add units that are on the way to the quantity.",
    )


def _as_a_whole(wrong: WrongQuantity, since: Sequence[tuple[int, str, int]]) -> Cause | None:
    """Return the cause where shipments of whole orders took the missing units, which other parcels had or will have."""
    parcels = wrong.record.parcels
    if parcels is None or not parcels.as_a_whole:
        return None
    whole = [row for row in since if row[1] in parcels.several]
    units = sum(row[2] for row in whole)
    if not 0 < -wrong.error <= units:
        return None
    at_ms, order, _ = whole[0]
    return Cause(
        "shipped_as_a_whole",
        f"{units} x {wrong.trail.sku} were taken off {wrong.source} after the last write by shipments in the "
        f"shop, first of order {order} at {wrong.clock(at_ms)}. The ERP delivers it in several "
        f"parcels, and {parcels.words}",
        "Book each parcel of the ERP as a shipment of its own, with the rows and units of that delivery.",
    )
