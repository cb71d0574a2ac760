"""Parcels between the systems: they left the ERP's warehouse and are not booked in the shop, or the other way round."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import Level, Write
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.judge.causes.trail import Attempt
from golive.record.run import Cause

_MOST_NAMED = 3


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
            "Book a shipment in the shop once for each delivery of the ERP, with the units of that delivery.",
        )
    return Cause(
        "parcels_left_out",
        f"{wrong.written}: {abs(level.transit)} units had left the warehouse and were not booked as "
        "shipped in the shop "
        "yet, which subtracted them once more",
        "Book the shipments first and send the stock after them, or add units that are on the way to the quantity.",
    )


def _not_booked(wrong: WrongQuantity, missing: dict[str, int]) -> Cause:
    last: list[tuple[str, Attempt]] = []
    for order in missing:
        tries = wrong.shipments_of(order)
        if tries:
            last.append((order, tries[-1]))
    failed = [(order, each) for order, each in last if not each.succeeded]
    one = abs(sum(missing.values())) == 1
    what = (
        f"{_units(missing)} of {_named(missing)} {'has' if one else 'have'} left the ERP's warehouse and "
        f"{'stays' if one else 'stay'} reserved in the shop"
    )
    if failed:
        order, attempt = failed[0]
        return Cause(
            "shipment_refused",
            f"{what}: the shipment of order {order} at {wrong.clock(attempt.sent_ms)} ended with "
            f"{attempt.status or attempt.how}",
            "Repeat refused shipments. The shop refuses a parcel while its source has too few units: send the goods "
            "that came in before the parcels that took them.",
        )
    return Cause(
        "shipment_not_told",
        f"{what}: no shipment of them was booked there" if not last else f"{what}: not all was shipped there",
        "Read the ERP's deliveries by cursor and book a shipment in the shop for each, with all its units.",
    )


def _units(orders: dict[str, int]) -> str:
    units = abs(sum(orders.values()))
    return f"{units} unit{'' if units == 1 else 's'}"


def _named(orders: dict[str, int]) -> str:
    names = list(orders)
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"order{'' if len(names) == 1 else 's'} {', '.join(names[:_MOST_NAMED])}{more}"
