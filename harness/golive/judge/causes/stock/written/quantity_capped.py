"""No quantity above a limit was written."""

from __future__ import annotations

from collections import Counter

from golive.judge.causes.stock.written.rights import explains_most, rights
from golive.judge.causes.stock.wrong_quantity import WrongQuantity, wrong_writes
from golive.record.run import Cause


def quantity_capped(wrong: WrongQuantity) -> Cause | None:
    """Fits where most wrong quantities are one number, below the right ones, and no write is above it."""
    record, write = wrong.record, wrong.write
    assert write is not None
    counted = Counter(each.offered for _, each in wrong_writes(record))
    limit, _ = counted.most_common(1)[0] if counted else (0, 0)
    if not limit or write.offered != limit or min(rights(wrong.trail, write), default=0) <= limit:
        return None
    if any(each.offered > limit for trail in record.trails.values() for each in trail.sent()):
        return None
    if not explains_most(record, lambda trail, each: each.offered == limit < max(rights(trail, each))):
        return None
    right = wrong.trail.level(write.source, write.at_ms).right
    return Cause(
        "quantity_capped",
        f"{wrong.written}, the ERP had {right} for the shop: no quantity above {limit} was ever written",
        f"Find what cuts quantities at {limit}, such as a limit for display or the width of a field, and send the "
        "quantity as it is. A limit per order belongs into the settings of the shop.",
    )
