"""The ERP accepted the order, gave it a number and did not keep it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.trail import Trail


def dropped_silently(trail: Trail) -> str | None:
    """Fits where a create was answered and not kept, and was never repeated (lost) or repeated later (late)."""
    creates = trail.creates
    for number, dropped in enumerate(creates):
        if dropped.truth != "dropped" or dropped.outcome != "answered":
            continue
        later = creates[number + 1 :]
        if trail.kind == "lost" and not later:
            return _sentence(trail, dropped, "the integration did not read it back")
        kept = [attempt for attempt in later if attempt.truth == "applied"]
        if trail.kind == "late" and kept:
            return _sentence(
                trail,
                dropped,
                f"the loss was detected late: it was sent again at {trail.clock(kept[0].sent_ms)}",
            )
    return None


def _sentence(trail: Trail, dropped: Attempt, then: str) -> str:
    return f"the ERP answered {dropped.status} at {trail.clock(dropped.answered_ms)} and dropped the order; {then}"


DROPPED_SILENTLY = Pattern(
    "dropped_silently",
    ("lost", "late"),
    dropped_silently,
    "Reconcile: read accepted orders back from the ERP at short intervals, and resend the missing ones.",
)
