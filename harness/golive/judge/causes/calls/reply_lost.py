"""The ERP applied a create, its reply was lost, and the create was repeated."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def reply_lost(trail: Trail) -> str | None:
    """Fits where a create was applied in time, its reply did not arrive, and a second one followed."""
    for first in trail.creates:
        again = None if first.after_caller_left else trail.sent_again(first)
        if again is not None:
            return (
                f"reply lost after commit at {trail.clock(first.committed_ms)}, then the order was sent again "
                f"at {trail.clock(again.sent_ms)}"
            )
    return None


REPLY_LOST = Pattern(
    "reply_lost",
    ("duplicated",),
    reply_lost,
    "Treat a missing answer as an unknown outcome: look up the reference in the ERP before sending again, "
    "or have the ERP refuse duplicate references.",
)
