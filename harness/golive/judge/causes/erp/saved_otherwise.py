"""The ERP accepted the order and saved other values than it was sent; the integration did not compare them."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def saved_otherwise(trail: Trail) -> str | None:
    """Fits where the only live ERP order was altered when it was saved."""
    accepted = [each for each in trail.entries if any(at_ms <= each.at_ms for at_ms, _ in trail.alterations)]
    if not accepted or len(trail.story.live) != 1:
        return None
    fields = ", ".join(dict.fromkeys(what for _, what in trail.alterations if what))
    return (
        f"the ERP accepted it at {trail.clock(accepted[0].at_ms)} and saved other data than it was sent"
        + (f" ({fields})" if fields else "")
    )


SAVED_OTHERWISE = Pattern(
    "saved_otherwise",
    ("wrong_content",),
    saved_otherwise,
    "Compare the response with the request, and report every difference.",
)
