"""Claims that nothing came of what went wrong."""

from __future__ import annotations

from golive.judge.claims.claim import Test, Tested, held, idle, refuted
from golive.judge.oracles import Case
from golive.record.run import Scorecard


def none_with(verdict: str, words: str) -> Test:
    """The test that no order has a verdict; `words` say what became of those that have it."""

    def test(case: Case, card: Scorecard, value: None) -> Tested:
        stories = [story for story, _ in case.with_verdict(verdict)]
        if stories:
            seqs = [doc.seq for doc in stories[0].erp[:2]] or [story.seq for story in stories[:3]]
            return refuted(f"{len(stories):,} {words}, such as {stories[0].order}", *seqs)
        why = trouble(case)
        if not why:
            return idle("nothing went wrong by which it could happen")
        return held(f"none of {len(case.verdicts):,}, with {why}")

    return test


def trouble(case: Case) -> str:
    """What went wrong in a run, in words: calls that failed, faults with an effect, kills. Empty for nothing."""
    watch = case.history.call_watch
    failed = sum(use.failed for use in watch.systems.values())
    effects = sum(count.effective for count in case.history.faults)
    found = [
        f"{failed:,} failed calls" if failed else "",
        f"{effects:,} effects of faults" if effects else "",
    ]
    return " and ".join(filter(None, found))
