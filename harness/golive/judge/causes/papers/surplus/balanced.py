"""Beside the credit note of a refund stands one over the difference between its rows and its total."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.judge.history.records.decimals import SCALE
from golive.judge.paperwork.discrepancy import amount
from golive.record.run import Cause


def balanced(filing: Filing) -> Cause | None:
    """Fits where more was credited than refunded, by the value of the refunded goods beyond their refund."""
    scales = {row[0]: SCALE if row[0] in filing.story.decimals else 1 for row in filing.story.lines}
    prices = {row[0]: row[2] / scales[row[0]] - row[3] / max(1, row[1]) for row in filing.story.lines}
    own = [note for note in filing.notes if note.is_of_client and not note.of]
    for memo in filing.memos:
        goods = round(sum(prices.get(sku, 0) * units for sku, units in memo.lines))
        difference = abs(goods - memo.cents)
        whole = [note for note in own if filing.is_about(note.cents, memo.cents)]
        extra = [note for note in own if note not in whole[:1] and filing.is_about(note.cents, difference)]
        if not memo.lines or not whole or not extra or filing.is_about(difference, memo.cents):
            continue
        return Cause(
            "refund_balanced",
            f"{filing.name}: credit memo {memo.number} is over {amount(memo.cents)}, its rows are worth "
            f"{amount(goods)}; {extra[0].number} over the difference, {amount(extra[0].cents)}, stands beside "
            f"{whole[0].number}",
            "Post the total of the credit memo alone: its fee, its exchange or its adjustment is in the total already.",
        )
    return None
