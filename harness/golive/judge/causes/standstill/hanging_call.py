"""A call without a timeout never returned, and everything waited for it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.scene import LONG_MS
from golive.judge.causes.trail import CREATE, Trail


def hanging_call(trail: Trail) -> str | None:
    """Fits where the order waited while a call hung longer than `LONG_MS`, and hardly any other order was sent."""
    due_ms, scene = trail.story.due_ms, trail.scene
    if due_ms is None:
        return None
    hung = [
        (op, row.key, row.sent_ms, row.answered_ms)
        for op, row in scene.long_waits
        if due_ms <= row.answered_ms <= trail.end_ms and row.sent_ms < _live_ms(trail)
    ]
    hung += [(*each, trail.end_ms) for each in scene.open if trail.end_ms - each[2] >= LONG_MS]
    hung = [each for each in hung if ".order." in each[0] or ".customer." in each[0]]
    if not hung:
        return None
    op, key, from_ms, to_ms = max(hung, key=lambda each: each[3] - max(each[2], due_ms))
    if to_ms - max(from_ms, due_ms) < (min(_live_ms(trail), trail.end_ms) - due_ms) / 2:
        return None
    if any(create.is_answer and create.sent_ms < to_ms for create in trail.creates):
        return None
    meanwhile = {row.key for row in scene.of_op(CREATE) if from_ms < row.sent_ms < to_ms} - {key}
    if len(meanwhile) > len(hung):
        return None
    about = f" about {key}" if key else ""
    span = f"{(to_ms - from_ms) / 60_000:.0f} minutes" if to_ms < trail.end_ms else "the rest of the run"
    return (
        f"{op}{about}, sent at {trail.clock(from_ms)}, had no answer for {span}, and the orders after it waited; "
        f"{len(meanwhile)} other orders were sent meanwhile"
    )


def _live_ms(trail: Trail) -> int:
    """The time at which the order was live in the ERP; the end of the run for an order that is not."""
    due_ms, latency_ms = trail.story.due_ms, trail.story.latency_ms
    return trail.end_ms if due_ms is None or latency_ms is None else due_ms + latency_ms


HANGING_CALL = Pattern(
    "hanging_call",
    ("lost", "late"),
    hanging_call,
    "Give every call a timeout of some seconds, and let other orders go on while one waits.",
)
