"""The order was sent under the reference of another order, and the ERP took it for that one."""

from __future__ import annotations

from golive.judge.causes.calls.step_failed import PROMPT_MS, after_steps, others_read
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CREATE, READ, Trail
from golive.judge.causes.workers.pairs import pairs

BEFORE_MS = 60_000
"""A create of an order that was read within this time before it may be about that order."""


def reference_collides(trail: Trail) -> str | None:
    """Fits where a create with another key followed at once from the read of this order, and of no other one."""
    due_ms, names = trail.story.due_ms, (trail.story.order, *trail.story.also_known_as)
    reads = [each for each in trail.of_operation(READ) if each.succeeded and each.answered_ms is not None]
    if due_ms is None or trail.creates or not reads or (reads[-1].answered_ms or 0) < due_ms:
        return None
    read_ms = reads[-1].answered_ms or 0
    ready_ms = after_steps(trail, read_ms)
    creates = trail.scene.of_op(CREATE)
    near = [
        row
        for row in creates.between(ready_ms, ready_ms + BEFORE_MS)
        if 0 <= row.sent_ms - ready_ms <= PROMPT_MS
    ]
    if len(near) != 1 or near[0].key in names or not near[0].key or others_read(trail, ready_ms):
        return None
    row = near[0]
    read_lately = trail.scene.of_op(READ).between(row.sent_ms - BEFORE_MS, row.sent_ms)
    if any(each.key == row.key for each in read_lately):
        return None
    sooner = [
        each for each in creates if each.key == row.key and each.succeeded and each.answered_ms < row.sent_ms
    ]
    if not sooner:
        return None
    ending = (
        "the ERP booked it there as a second one"
        if row.succeeded
        else f"the create ended with {row.ending} and was taken for a repeat"
    )
    return (
        f"read at {trail.clock(read_ms)} and sent at once under the reference {row.key!r}, which the ERP had for "
        f"another order since {trail.clock(sooner[0].answered_ms)}; {ending}"
    )


def reference_of_this_one(trail: Trail) -> str | None:
    """Fits where a later create under this reference followed at once from the read of one other order only."""
    names = (trail.story.order, *trail.story.also_known_as)
    for pair in pairs(trail):
        sent_ms = pair.again.sent_ms
        reads = [
            row for row in trail.scene.of_op(READ).between(sent_ms - BEFORE_MS, sent_ms) if row.succeeded
        ]
        near = [row for row in reads if 0 <= sent_ms - after_steps(trail, row.answered_ms) <= PROMPT_MS]
        if len(near) != 1 or any(row.key in names for row in reads) or near[0].key in trail.scene.booked:
            continue
        return (
            f"order {near[0].key} was read at {trail.clock(near[0].sent_ms)} and sent at once under the reference "
            f"of this one, which the ERP had since {trail.clock(pair.first.committed_ms)}; {near[0].key} is not in "
            "the ERP under its own number"
        )
    return None


def _collides(trail: Trail) -> str | None:
    return reference_collides(trail) if trail.kind == "lost" else reference_of_this_one(trail)


REFERENCE_COLLIDES = Pattern(
    "reference_collides",
    ("lost", "duplicated"),
    _collides,
    "Make the reference of an order unique over stores, epochs and systems, and compare the content before a duplicate "
    "reference counts as done.",
)
