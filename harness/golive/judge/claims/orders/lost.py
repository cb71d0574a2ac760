"""No order is lost."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted, trouble
from golive.judge.oracles import Case
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, value: None) -> Tested:
    lost = [story for story, _ in case.with_verdict("lost")]
    if lost:
        return refuted(f"{len(lost):,} lost, such as {lost[0].order}", *[story.seq for story in lost[:3]])
    why = trouble(case)
    if not why:
        return idle("nothing went wrong by which an order could get lost")
    return held(f"none of {len(case.verdicts):,}, with {why}")


LOST = Claim(
    "no order lost",
    "Every order is in the ERP or on the desk at the end of the run.",
    "a failed call, or a fault with an effect",
    _test,
    aliases=("no order is lost", "no lost orders"),
)
