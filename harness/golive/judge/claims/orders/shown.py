"""Failures are shown to people in time."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.claims.lag import in_words
from golive.judge.oracles import Case
from golive.judge.oracles.surfacing import failed_ms
from golive.keys.value_kinds import LASTING
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, limit_ms: int) -> Tested:
    lost = [story for story, _ in case.with_verdict("lost")]
    if lost:
        return refuted(f"{len(lost):,} were never shown, such as {lost[0].order}", lost[0].seq)
    longest_ms, count = 0, 0
    for story, _ in case.with_verdict("stuck_visible"):
        since_ms = failed_ms(story, case.budgets.order_ms)
        if since_ms is None or story.shown_ms is None:
            continue
        count, waited_ms = count + 1, max(0, story.shown_ms - since_ms)
        if waited_ms > limit_ms:
            return refuted(f"order {story.order} was shown after {in_words(waited_ms)}", story.shown_seq)
        longest_ms = max(longest_ms, waited_ms)
    return held(f"{count:,}, the slowest after {in_words(longest_ms)}") if count else idle("no order failed")


SHOWN = Claim(
    "failures shown within TIME",
    "An order that fails is on the desk that long after its failure can be seen.",
    "an order that fails for good",
    _test,
    LASTING,
)
