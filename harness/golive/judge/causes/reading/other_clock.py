"""The bound of a poll and the stamp of an order come from clocks that differed."""

from __future__ import annotations

from golive.judge.causes.reading.window import in_utc
from golive.judge.causes.scene.clocks import OWN, SHOP
from golive.judge.causes.scene.lists import Filter, ListCall
from golive.judge.causes.trail import Trail
from golive.record.run import Cause


def other_clock(trail: Trail, call: ListCall, bound: Filter, second: int, stamp: int) -> Cause | None:
    """Fits where the bound is later than the stamp by no more than the clocks differed.

    The shop's clock counts as behind when it stamped the order; it and the integration's own as ahead at any time up to
    the call, since a bound may be kept.
    """
    clocks, story = trail.scene.clocks, trail.story
    stamped_ms = story.placed_ms if bound.field == "created_at" else trail.updated_ms(call.sent_ms)
    behind_ms = max(0, -clocks.by_ms(SHOP, stamped_ms))
    ahead_ms = clocks.most_ahead_ms(SHOP, call.sent_ms) + clocks.most_ahead_ms(OWN, call.sent_ms)
    if not 0 <= second - stamp <= (behind_ms + ahead_ms) // 1000 or not behind_ms + ahead_ms:
        return None
    return Cause(
        "cursor_clock",
        f"{clocks.words(stamped_ms, call.sent_ms)}: the shop stamped the order {in_utc(stamp)} when it was "
        f"{in_utc(stamped_ms // 1000)}, and the list call at {trail.clock(call.sent_ms)} asks from {in_utc(second)}",
        "Do not compare your clock with the shop's: let every read overlap the one before by more than clocks may "
        "differ (15 minutes), or read by a number that only grows, and skip what is known by its number.",
    )
