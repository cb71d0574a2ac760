"""Whether the cursor of the poll is the newest stamp that was read, plus one second."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.causes.scene import ListCall, Scene
from golive.judge.causes.scene.lists import second_of

FEWEST, SOME = 2, 0.25
"""Steps of the cursor that must show it, and their share: many orders were changed after their placement."""
BEHIND_MS = 5_000
"""A cursor that is nearer to the time of the call may be that time."""


def adds_a_second(scene: Scene) -> bool:
    """Whether steps of the cursor lead to the second after the newest order that the call before had returned.

    The second of an order is that of its placement.
    """
    steps = [_step(scene, *pair) for pair in pairwise(call for call in scene.windows if call.succeeded)]
    known = [each for each in steps if each is not None]
    return sum(known) >= max(FEWEST, SOME * len(known))


def _step(scene: Scene, call: ListCall, after: ListCall) -> bool | None:
    """Whether a step leads to the second after the newest order; None where it did not move, or is near to now."""
    placed = [scene.placed_ms[key] for key in call.returned if key in scene.placed_ms]
    bound, last = after.lower, call.lower
    if not placed or bound is None or last is None or bound.value == last.value:
        return None
    second = second_of(bound.value)
    if second is None or second * 1000 > after.sent_ms - BEHIND_MS:
        return None
    return second == max(placed) // 1000 + 1
