"""What an order had to do with the end of the integration."""

from __future__ import annotations

from golive.judge.causes.trail import READ, Trail

IN_HAND_MS = 15 * 60_000
"""An order that was due, or last worked on, longer than this before the end was not in hand."""


def after_the_end(trail: Trail) -> str | None:
    """Return in words when it ended and what waited; None where the order was not due or in hand at the end."""
    ended, due_ms = trail.scene.ended, trail.story.due_ms
    if ended is None or due_ms is None:
        return None
    at_ms, why = ended
    if trail.kind == "wrong_state":
        return _unfinished(trail, at_ms, why)
    if any(killed_ms >= due_ms for killed_ms in trail.kills):
        return None
    signs = [due_ms, *(each.at_ms for each in trail.deliveries if each.was_accepted)]
    signs += [each.sent_ms for each in trail.attempts if each.operation in (READ, "erp.order.create")]
    signs += [call.answered_ms for call in trail.listed()]
    last = trail.creates[-1] if trail.creates else None
    is_final = last is not None and not last.is_passing
    if is_final or max(signs) < at_ms - IN_HAND_MS or (last is not None and last.was_applied):
        return None
    when = (
        "it was due after that"
        if due_ms >= at_ms
        else f"it was due since {trail.clock(due_ms)} and still in hand"
    )
    return f"the integration ended at {trail.clock(at_ms)} ({why}); {when}"


def _unfinished(trail: Trail, at_ms: int, why: str) -> str | None:
    """The cancellation or the parcel that had to be passed on came after the end, or shortly before it."""
    changes = [parcel[0] for parcel in trail.parcels]
    if trail.story.ended_ms is not None:
        changes.append(trail.story.ended_ms)
    if not changes or max(changes) < at_ms - IN_HAND_MS:
        return None
    return f"the integration ended at {trail.clock(at_ms)} ({why}); it last changed at {trail.clock(max(changes))}"
