"""Parcels between the systems: they left the ERP's warehouse and are not booked in the shop, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.causes.skus.sku_trail import Level, Write
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause

_MOST_NAMED = 3
_ONCE = "Book a shipment in the shop once for each delivery of the ERP, with the units of that delivery."
_FOLLOW = (
    "Another system ships in the shop: post each of its shipments as a delivery in the ERP, and subtract its units "
    "from the quantity until the ERP has booked it."
)


def standing_parcels(wrong: WrongQuantity) -> Cause | None:
    """Fits where the units that only one of the systems has booked at the end are exactly those that are missing."""
    level = wrong.trail.level(wrong.source, wrong.until_ms)
    if wrong.write is None or not level.transit or wrong.error != -level.transit:
        return None
    return parcels(wrong, wrong.write, level)


def parcels(wrong: WrongQuantity, write: Write, level: Level) -> Cause:
    """The written quantity is the ERP's own, without the parcels that only one of the systems has booked."""
    between = wrong.trail.in_transit()
    missing = {order: units for order, units in between.items() if units > 0}
    extra = {order: units for order, units in between.items() if units < 0}
    if level.transit > 0 and missing:
        return _not_booked(wrong, missing)
    if level.transit < 0 and extra:
        return Cause(
            "shipped_only_in_shop",
            f"{_units(extra)} of {_named(extra)} are booked as shipped in the shop, and the ERP has "
            "not delivered them; "
            f"{wrong.written} counts them again",
            _ONCE if any(wrong.shipments_of(order) for order in extra) else _FOLLOW,
        )
    return Cause(
        "parcels_left_out",
        f"{wrong.written}: {abs(level.transit)} units had left the warehouse and were not booked as "
        "shipped in the shop "
        "yet, which subtracted them once more",
        "Book the shipments first and send the stock after them, or add units that are on the way to the quantity.",
    )


def _not_booked(wrong: WrongQuantity, missing: dict[str, int]) -> Cause:
    tried = [order for order in missing if wrong.shipments_of(order)]
    one = abs(sum(missing.values())) == 1
    what = (
        f"{_units(missing)} of {_named(missing)} {'has' if one else 'have'} left the ERP's warehouse and "
        f"{'stays' if one else 'stay'} reserved in the shop"
    )
    cause = as_a_whole(wrong, tried, what) or refused(wrong, tried, what)
    return cause or Cause(
        "shipment_not_told",
        f"{what}: not all was shipped there" if tried else f"{what}: no shipment of them was booked there",
        "Read the ERP's deliveries by cursor and book a shipment in the shop for each, with all its units.",
    )


def refused(wrong: WrongQuantity, orders: Sequence[str], what: str) -> Cause | None:
    """Return the cause where the last shipment of one of these orders failed."""
    for order in orders:
        last = wrong.shipments_of(order)[-1]
        if not last.succeeded:
            return Cause(
                "shipment_refused",
                f"{what}: the shipment of order {order} at {wrong.clock(last.sent_ms)} ended with {last.ending}",
                "Repeat refused shipments. The shop refuses a parcel while its source has too few units: send the "
                "goods that came in before the parcels that took them.",
            )
    return None


def as_a_whole(wrong: WrongQuantity, orders: Sequence[str], what: str) -> Cause | None:
    """Return the cause where a shipment failed of an order with several parcels, and such are booked as a whole."""
    parcels = wrong.record.parcels
    if parcels is None or not parcels.as_a_whole:
        return None
    for order in orders:
        failed = [each for each in wrong.shipments_of(order) if not each.succeeded]
        if failed and order in parcels.several:
            return Cause(
                "shipped_as_a_whole",
                f"{what}; a shipment of order {order} failed at {wrong.clock(failed[-1].sent_ms)}. The ERP delivers it "
                f"in several parcels, and {parcels.words}",
                "Book each parcel of the ERP as a shipment of its own, with the rows and units of that delivery.",
            )
    return None


def _units(orders: dict[str, int]) -> str:
    units = abs(sum(orders.values()))
    return f"{units} unit{'' if units == 1 else 's'}"


def _named(orders: dict[str, int]) -> str:
    names = list(orders)
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"order{'' if len(names) == 1 else 's'} {', '.join(names[:_MOST_NAMED])}{more}"
