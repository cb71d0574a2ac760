"""The ERP said yes and saved something else than it was sent, and nobody compared."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("wrong_content",)


def saved_otherwise(trail: Trail) -> Cause | None:
    accepted = [each for each in trail.entries if any(at_ms <= each.at_ms for at_ms, _ in trail.alterations)]
    if not accepted or len(trail.story.live) != 1:
        return None
    fields = ", ".join(dict.fromkeys(what for _, what in trail.alterations if what))
    return Cause(
        "saved_otherwise",
        f"the ERP accepted it at {trail.clock(accepted[0].at_ms)} and saved something else than it was sent"
        + (f" ({fields})" if fields else ""),
        "Compare what the answer says with what was sent, and show people every difference.",
    )
