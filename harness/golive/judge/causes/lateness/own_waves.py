"""The integration's own retries came in waves that used up the ERP's limit, so that most of them were refused again."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.causes.lateness.delay import Delay
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CREATE, Trail

FEWEST = 2
"""Refusals for the rate."""
SPREAD = 0.25
"""Pauses between attempts that differ by less than this share of their median are a fixed interval."""
WAVE_MS = 5_000
"""Calls within this time are one wave."""
CROWD = 5
"""Other orders in the same wave."""


def own_waves(trail: Trail) -> str | None:
    """Fits where the last failures are 429, in attempts at a fixed interval, each together with many other orders."""
    delay = Delay.of(trail)
    if delay is None:
        return None
    if not delay.failed:
        return _no_turn(trail, delay)
    limited = [each for each in delay.failed if each.status == 429]
    if len(limited) < FEWEST or delay.failed[-1].status != 429:
        return None
    times = sorted(each.sent_ms for each in delay.failed)
    pauses = sorted(later - each for each, later in pairwise(times))
    median = pauses[len(pauses) // 2]
    regular = [each for each in pauses if abs(each - median) <= max(SPREAD * median, 1000)]
    calls = trail.scene.of_op(CREATE)
    crowds = []
    for each in limited:
        rows = calls.between(each.sent_ms - WAVE_MS, each.sent_ms + 2 * WAVE_MS)
        crowds.append(len({row.key for row in rows if abs(row.sent_ms - each.sent_ms) <= WAVE_MS}) - 1)
    if len(regular) * 3 < len(pauses) * 2 or sorted(crowds)[len(crowds) // 2] < CROWD:
        return None
    return (
        f"{len(limited)} of {len(delay.failed)} failed attempts were answered 429; they came every "
        f"{median / 1000:.0f} s, each time "
        f"together with {sorted(crowds)[len(crowds) // 2]} other orders: the integration's own retries used up "
        f"the limit"
    )


def _no_turn(trail: Trail, delay: Delay) -> str | None:
    """The order was tried late or never, while most of the others' attempts were answered 429."""
    until_ms = trail.creates[0].sent_ms if trail.creates else trail.end_ms
    rows = trail.scene.of_op(CREATE).between(delay.due_ms, until_ms)
    came = "late" if trail.creates else "never"
    limited = [row for row in rows if row.status == 429]
    if not trail.deliveries or len(limited) < 4 * CROWD or len(limited) * 2 < len(rows):
        return None
    return (
        f"its turn came {came}: {len(limited)} of {len(rows)} creates before it were answered 429, about "
        f"{len({row.key for row in limited})} orders; their retries used up the limit"
    )


OWN_WAVES = Pattern(
    "own_retry_waves",
    ("late", "lost"),
    own_waves,
    "Retry with growing pauses and jitter, wait for Retry-After, and let one place limit the rate of all calls.",
)
