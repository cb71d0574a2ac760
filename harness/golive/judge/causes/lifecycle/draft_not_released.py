"""The order was created as a draft, and never released."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import RELEASE, Trail
from golive.record.run import Cause


def draft_not_released(trail: Trail) -> Cause | None:
    """Fits where the only live ERP order is a draft: no release was sent, or the last one failed."""
    live = trail.story.live
    if len(live) != 1 or live[0].status != "draft" or trail.story.ended_ms is not None or not trail.kept:
        return None
    if trail.alterations:
        return None
    releases = trail.of_operation(RELEASE)
    if not releases:
        return Cause(
            "draft_not_released",
            f"created as the draft {live[0].number} at {trail.clock(trail.kept[-1].committed_ms)}; no release was sent",
            "Release the order: in the create itself, or by a call of its own, and check the status in the answer.",
        )
    if not releases[-1].succeeded:
        return Cause(
            "release_refused",
            f"created as the draft {live[0].number}; the release at {trail.clock(releases[-1].sent_ms)} ended with "
            f"{releases[-1].ending} and was not repeated",
            "Retry the release, and put a draft that cannot be released on the desk with the ERP's reason.",
        )
    return None


DRAFT_NOT_RELEASED = Pattern("draft_not_released", ("wrong_state",), draft_not_released)
