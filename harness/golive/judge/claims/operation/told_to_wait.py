"""A system that asks for a pause gets it."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.oracles import Case
from golive.record.run import Scorecard

_NAMES = {"erp": "ERP", "shop": "shop"}


def _test(case: Case, card: Scorecard, value: None) -> Tested:
    systems = case.history.call_watch.systems
    for name, use in systems.items():
        if use.ignored:
            what = (
                f"{use.ignored:,} calls to the {_NAMES[name]} were repeated before its Retry-After had passed"
            )
            return refuted(what, *use.seqs)
    advised = sum(use.advised for use in systems.values())
    return held(f"{advised:,} answers asked for a pause") if advised else idle("no answer asked for a pause")


TOLD_TO_WAIT = Claim(
    "stops calling when told to wait",
    "A call that was answered with Retry-After is not repeated before that time.",
    "an answer with Retry-After",
    _test,
    aliases=("honours retry-after",),
)
