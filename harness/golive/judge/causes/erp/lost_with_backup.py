"""The ERP was put back to a backup: an order was not sent again, or was although that was wrong."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.record.run import Cause


def lost_with_backup(trail: Trail) -> Cause | None:
    """Fits where the ERP lost an order that was not sent again, or was after it had been shipped."""
    if not trail.losses:
        return None
    if trail.kind == "duplicated":
        return sent_again_after_backup(trail)
    at_ms, number = trail.losses[-1]
    return Cause(
        "lost_with_backup",
        f"{number} is gone since the ERP was put back to a backup at {trail.clock(at_ms)}, and the integration did "
        f"not send the order again",
        "Take a number that the ERP gives again for a sign, and compare every order with the ERP then.",
    )


def sent_again_after_backup(trail: Trail) -> Cause | None:
    """Fits where an order was sent before and after a backup was restored."""
    restored = trail.scene.restored
    again = [each for each in trail.kept if restored and each.sent_ms >= restored[0]]
    if not again or again[0] is trail.kept[0]:
        return None
    has = "has lost" if trail.losses else "still has"
    return Cause(
        "sent_again_after_backup",
        f"the ERP was put back to a backup at {trail.clock(restored[0])} and {has} the order, which was sent again at "
        f"{trail.clock(again[0].sent_ms)}",
        "Look every order up by its reference after a backup was restored, and leave those that have left to people.",
    )


LOST_WITH_BACKUP = Pattern("lost_with_backup", ("lost", "duplicated"), lost_with_backup)
SENT_AGAIN_AFTER_BACKUP = Pattern("sent_again_after_backup", ("duplicated",), sent_again_after_backup)
