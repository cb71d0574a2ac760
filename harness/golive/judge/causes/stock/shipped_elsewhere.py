"""The shop took the goods off another source than the warehouse that delivered them."""

from __future__ import annotations

from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause


def shipped_elsewhere(wrong: WrongQuantity) -> Cause | None:
    """Fits where the quantity is wrong since a shipment whose goods the ERP delivered from other warehouses."""
    since_ms, sku, source = wrong.since_ms, wrong.trail.sku, wrong.source
    for at_ms, order, booked_at, units in wrong.trail.booked:
        if at_ms != since_ms or booked_at != source:
            continue
        parcels = wrong.parcels_of(order)
        of_sku = {warehouse: None for each, _, warehouse in parcels if each == sku}
        if source in of_sku:
            continue
        what = (
            f"order {order} was booked as shipped at {wrong.clock(at_ms)} with {units} x {sku} from {source}"
        )
        if any(warehouse == source for *_, warehouse in parcels) or not of_sku:
            where = f", which come from {', '.join(of_sku)}" if of_sku else ""
            return Cause(
                "shipped_as_a_whole",
                f"{what}; the parcel that left there had none of them{where}",
                "Book each parcel of the ERP as a shipment of its own, with the rows and units of that delivery.",
            )
        return Cause(
            "shipped_elsewhere",
            f"{what}; the ERP delivered them from {', '.join(of_sku)}",
            "Book a shipment from the source that stands for the warehouse of the delivery.",
        )
    return None
