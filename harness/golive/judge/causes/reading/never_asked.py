"""The integration took no notice of any order and never asked the shop for new ones."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.record.run import Cause


def never_asked(trail: Trail) -> Cause | None:
    """Fits where no list call of the whole run could find new orders, and no notice of this order was accepted."""
    if not trail.scene.is_complete or trail.scene.windows or trail.attempts or not trail.complete:
        return None
    if any(delivery.was_accepted for delivery in trail.deliveries) or trail.undelivered:
        return None
    calls = sum(len(table) for table in trail.scene.calls.values())
    if any(delivery.status is not None for delivery in trail.deliveries):
        return None
    made = f"it made {calls} calls, none of which asks for new orders" if calls else "it made no call at all"
    return Cause(
        "never_asked",
        f"the integration has no receiver for the shop's notices and never asked the shop for new orders; {made}",
        "Check that the schedule and the subscription exist after every deployment, and raise an alert when no "
        "order was read "
        "for an hour in which orders came.",
    )


NEVER_ASKED = Pattern("never_asked", ("lost",), never_asked)
