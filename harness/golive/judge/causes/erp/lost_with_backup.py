"""The ERP lost the order when it was put back to a backup."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.record.run import Cause


def lost_with_backup(trail: Trail) -> Cause | None:
    """Fits where the ERP lost an order and it was not sent again, or was sent again although it had been shipped."""
    if not trail.losses:
        return None
    at_ms, number = trail.losses[-1]
    gone = f"{number} is gone since the ERP was put back to a backup at {trail.clock(at_ms)}"
    if trail.kind == "lost":
        return Cause(
            "lost_with_backup",
            f"{gone}, and the integration did not send the order again",
            "Take a number that the ERP gives again for a sign, and compare every order with the ERP then.",
        )
    again = [each for each in trail.kept if each.sent_ms >= at_ms]
    if not again:
        return None
    return Cause(
        "sent_again_after_backup",
        f"{gone}, and the order was sent again at {trail.clock(again[0].sent_ms)}",
        "Look every order up by its reference after a backup was restored, and leave those that have left to people.",
    )


LOST_WITH_BACKUP = Pattern("lost_with_backup", ("lost", "duplicated"), lost_with_backup)
