"""The integration took no notice of any order and never asked the shop for new ones."""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.record.run import Cause, Fact


def never_asked(trail: Trail) -> Cause | None:
    """Fits where no list call of the whole run could find new orders, and no notice about any order was accepted."""
    if not trail.scene.is_complete or trail.scene.windows or trail.attempts or not trail.complete:
        return None
    notices = trail.scene.notices
    if notices.accepted or (trail.undelivered and not notices.refused):
        return None
    runs = trail.scene.runs
    if runs and all(run.data["status"] for run in runs):
        return _every_run_failed(runs)
    calls = sum(len(table) for table in trail.scene.calls.values())
    made = f"it made {calls} calls, none of which asks for new orders" if calls else "it made no call at all"
    none = "the integration has no receiver for the shop's notices"
    if notices.refused:
        how = "could not connect" if notices.status is None else f"answered {notices.status}"
        none = (
            f"no consumer takes the shop's notices: all {notices.refused} deliveries about orders were refused since "
            f"{trail.clock(notices.refused_ms[0])}, the last {how}"
        )
    return Cause(
        "never_asked",
        f"{none}, and it never asked the shop for new orders; {made}",
        "Check that the schedule and the subscription exist after every deployment, and raise an alert when no "
        "order was read "
        "for an hour in which orders came.",
    )


def _every_run_failed(runs: Sequence[Fact]) -> Cause:
    said = runs[0].data.get("said")
    words = f"; its last line: {said[-1]}" if said else ""
    return Cause(
        "never_asked",
        f"every run of the program failed ({len(runs)} of {len(runs)}, the first with status "
        f"{runs[0].data['status']}){words}",
        "Read candidate.log, start the command by hand with the same variables, and raise an alert when a run that is "
        "started at intervals fails.",
    )


NEVER_ASKED = Pattern("never_asked", ("lost",), never_asked)
