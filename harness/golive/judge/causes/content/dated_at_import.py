"""The order carries the date of its entry in the ERP."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair
from golive.keys.value_kinds import DAY_MS
from golive.record.run import Cause

_NEAR_MS = 30 * 60_000


def dated_at_import(pair: Pair) -> Cause | None:
    """Fits where the date is that of the moment in which the ERP order was made."""
    doc = pair.doc
    if not pair.differs("date") or doc.ordered_ms is None:
        return None
    same_day = doc.ordered_ms % DAY_MS == 0 and 0 <= doc.created_ms - doc.ordered_ms < DAY_MS
    if abs(doc.created_ms - doc.ordered_ms) > _NEAR_MS and not same_day:
        return None
    return Cause(
        "dated_at_import",
        f"order {pair.story.order}, placed at {pair.clock(pair.story.placed_ms)}, has the date of its "
        "entry in the ERP at "
        f"{pair.clock(doc.created_ms)}",
        "Send the date of the order as the shop has it.",
    )
