"""The integration looked the order up before sending it again, and the ERP did not show it yet."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.trail import LOOK_UP, Trail
from golive.judge.causes.workers.pairs import pairs


def not_found_yet(trail: Trail) -> str | None:
    """Fits where a lookup by reference returned nothing between the commit of the first create and the second."""
    for pair in pairs(trail):
        committed_ms = pair.first.committed_ms
        for look in trail.of_operation(LOOK_UP) if committed_ms is not None else ():
            if (committed_ms or 0) <= look.sent_ms <= pair.again.sent_ms and _found_nothing(trail, look):
                return (
                    f"the ERP committed it at {trail.clock(committed_ms)}; the lookup at "
                    f"{trail.clock(look.sent_ms)} did not find it yet, and it was sent again at "
                    f"{trail.clock(pair.again.sent_ms)}"
                )
    return None


def _found_nothing(trail: Trail, look: Attempt) -> bool:
    listing = trail.scene.listing(look.x)
    return listing is not None and listing.succeeded and not listing.count


NOT_FOUND_YET = Pattern(
    "not_found_yet",
    ("duplicated",),
    not_found_yet,
    "Wait for longer than the ERP's index may lag before a lookup counts as a no, or have the ERP refuse "
    "duplicate references.",
)
