"""The ERP delivered an article under a SKU that is on no row of the order, and the shop has no shipment of it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import SHIP, Trail
from golive.record.run import Cause


def delivered_as_another(trail: Trail) -> Cause | None:
    """Fits where as many units are missing as left under other SKUs, and shipments of the order were tried.

    It does not fit where the rows of the order are not known.
    """
    if not trail.ordered:
        return None
    strange = {sku: units for sku, units in trail.delivered.items() if sku not in trail.ordered}
    missing = sum(trail.delivered.values()) - sum(units for _, units in trail.shipments)
    tries = trail.of_operation(SHIP)
    if not strange or not tries or missing <= 0 or missing > sum(strange.values()):
        return None
    last = tries[-1]
    how = "with a success" if last.succeeded else f"with {last.status or last.how}"
    named = ", ".join(f"{units} x {sku}" for sku, units in strange.items())
    return Cause(
        "sku_changed",
        f"the ERP delivered {named}, and no row of the order has that SKU; {missing} of these units have no shipment "
        f"in the shop, and the last of {len(tries)} shipments, at {trail.clock(last.sent_ms)}, ended {how}",
        "Match parcels with the rows of an order by the line of the ERP order or by the id of the article, not by the "
        "text of the SKU.",
    )


DELIVERED_AS_ANOTHER = Pattern("sku_changed", ("wrong_state",), delivered_as_another)
