"""Refunds are told apart by their order only, so that the second one of an order is not followed."""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.causes.papers.filing import Filing
from golive.judge.causes.scene.attempts import Attempt
from golive.judge.history.paperwork.papers import Paper
from golive.record.run import Cause


def one_per_order(filing: Filing) -> Cause | None:
    """Fits where an earlier refund of the order was credited and a later one was not."""
    memos, notes = filing.memos, filing.notes
    if len(memos) < 2 or not 0 < len(notes) < len(memos):
        return None
    since_ms = notes[-1].at_ms
    later = [memo for memo in memos if memo.at_ms > since_ms]
    again = [each for each in filing.answers if each.sent_ms > since_ms]
    what = f"{filing.name} was refunded {len(memos)} times, and {len(notes)} of them credited"
    fix = "Remember refunds by the number of the credit memo, and use that number as their reference."
    repeated = [each for each in again if _is_repeated(each, notes)]
    if repeated:
        return Cause(
            "reference_used_twice",
            f"{what}: the call at {filing.clock(repeated[-1].sent_ms)} ended with {repeated[-1].ending}, because its "
            "reference was that of an earlier one",
            fix,
        )
    if later and not again and _is_one_of(filing):
        return Cause(
            "one_refund_per_order",
            f"{what}: nothing was sent after that of {filing.clock(later[0].at_ms)}",
            fix,
        )
    return None


def _is_repeated(attempt: Attempt, notes: Sequence[Paper]) -> bool:
    """Whether the ERP took a call for one that had been made before, and posted nothing."""
    names_earlier = any(note.number in attempt.reason for note in notes)
    return (attempt.succeeded or names_earlier) and not attempt.was_applied


def _is_one_of(filing: Filing) -> bool:
    """Whether each credit note has the amount of one credit memo, or of the first ones together."""
    sums, total = set(), 0
    for memo in filing.memos:
        total += memo.cents
        sums |= {memo.cents, total}
    return all(any(filing.is_about(note.cents, each) for each in sums) for note in filing.notes)
