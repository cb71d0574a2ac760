"""A clerk pressed retry, and the order was sent again although the ERP had it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.judge.causes.workers.pairs import pairs

PROMPT_MS = 60_000
"""A create this soon after a press follows from it."""


def manual_retry(trail: Trail) -> str | None:
    """Fits where the second create was sent within `PROMPT_MS` of a retry, and the first was committed before."""
    for pair in pairs(trail):
        for at_ms, clerk in trail.presses:
            committed_ms = pair.first.committed_ms
            if committed_ms is not None and committed_ms <= at_ms <= pair.again.sent_ms <= at_ms + PROMPT_MS:
                return (
                    f"the ERP had it since {trail.clock(committed_ms)}; {clerk} pressed retry at "
                    f"{trail.clock(at_ms)}, and it was sent "
                    f"again at {trail.clock(pair.again.sent_ms)} without a lookup"
                )
    return None


MANUAL_RETRY = Pattern(
    "manual_retry",
    ("duplicated",),
    manual_retry,
    "Let the retry button take the same path as an automatic retry: look up the reference first, then send.",
)
