"""Two workers, or two parts of the integration, had the order at the same time, and each sent it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.judge.causes.workers.pairs import Pair, pairs, within_a_delivery
from golive.record.run import Cause

RECENT_MS = 10 * 60_000
TOGETHER_MS = 2_000


def at_once(trail: Trail) -> Cause | None:
    """Fits where the second create was sent, or decided, before the first had ended, and no new event set it off."""
    for pair in pairs(trail):
        if not pair.overlap and not pair.was_decided_before:
            continue
        if pair.between or _two_runs(pair) or within_a_delivery(trail, pair.again) is not None:
            continue
        if pair.overlap:
            what = (
                f"two calls at once: sent at {trail.clock(pair.first.sent_ms)} and at "
                f"{trail.clock(pair.again.sent_ms)}, before "
                f"the first was answered at {trail.clock(pair.first.answered_ms)}"
            )
        else:
            what = (
                f"read twice before the first call was answered at {trail.clock(pair.first.answered_ms)}, and sent at "
                f"{trail.clock(pair.first.sent_ms)} and {trail.clock(pair.again.sent_ms)}"
            )
        return Cause(
            "taken_at_once",
            f"{what}{_sources(trail, pair)}: two workers took the same order",
            "Let one worker claim an order before sending it: an atomic change of its state, a lock per order, "
            "or a unique key "
            "on its number.",
        )
    return None


def _two_runs(pair: Pair) -> bool:
    """Whether list calls at different times returned it: runs of one job that overlap, not workers of one run."""
    times = [call.sent_ms for call in pair.lists if pair.first.sent_ms - call.answered_ms < RECENT_MS]
    return bool(times) and max(times) - min(times) > TOGETHER_MS


def _sources(trail: Trail, pair: Pair) -> str:
    notices = [each for each in trail.deliveries if each.was_accepted and each.at_ms <= pair.again.sent_ms]
    lists = [call for call in pair.lists if pair.first.sent_ms - call.answered_ms < RECENT_MS]
    if notices and lists:
        notice, read = trail.clock(notices[-1].at_ms), trail.clock(lists[-1].answered_ms)
        return f", after a notice at {notice} and a list call at {read}"
    if len(notices) > 1:
        return f", after {len(notices)} notices about it, the last at {trail.clock(notices[-1].at_ms)}"
    return ""


TAKEN_AT_ONCE = Pattern("taken_at_once", ("duplicated",), at_once)
