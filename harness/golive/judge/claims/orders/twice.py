"""No order is booked twice."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted, trouble
from golive.judge.oracles import Case
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, value: None) -> Tested:
    twice = [story for story, _ in case.with_verdict("duplicated")]
    if twice:
        seqs = [doc.seq for doc in twice[0].erp[:2]]
        return refuted(f"{len(twice):,} booked more than once, such as {twice[0].order}", *seqs)
    why = trouble(case)
    if not why:
        return idle("nothing went wrong by which an order could be booked twice")
    return held(f"none of {len(case.verdicts):,}, with {why}")


TWICE = Claim(
    "no order twice",
    "No order has more than one document in the ERP.",
    "a failed call, or a fault with an effect",
    _test,
    aliases=("no order is booked twice", "no duplicates"),
)
