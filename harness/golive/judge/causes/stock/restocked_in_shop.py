"""The shop put returned goods back on sale, and the ERP has not got them back."""

from __future__ import annotations

from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause


def restocked_in_shop(wrong: WrongQuantity) -> Cause | None:
    """Fits where the quantity is wrong since a refund of the shop moved it."""
    since_ms = wrong.since_ms
    own = [
        each
        for each in wrong.trail.writes.get(wrong.source, ())
        if each.why == "refund" and each.at_ms == since_ms
    ]
    if not own:
        return None
    wrong.evidence.append(own[-1].seq)
    units = own[-1].step
    if units > 0:
        return Cause(
            "restocked_in_shop",
            f"a refund put {units} x {wrong.trail.sku} back on sale at {wrong.source} at {wrong.clock(since_ms)}; the "
            "ERP has not booked their return, and no stock was sent since",
            "Book the return in the ERP as well, and let only the ERP's figure decide what is on "
            "sale: send the stock of "
            "refunded articles again.",
        )
    return Cause(
        "taken_off_in_shop",
        f"a refund took {-units} x {wrong.trail.sku} off {wrong.source} at {wrong.clock(since_ms)}; the ERP still has "
        "them, and no stock was sent since",
        "Send the stock of refunded articles again, or refund with the goods put back on sale.",
    )
