"""Orders whose goods left although the shop had given them up, and that the ERP has credited or taken back since."""

from __future__ import annotations

from collections import Counter

from golive.judge.history import Story
from golive.judge.history.paperwork.papers import Papers
from golive.judge.paperwork.discrepancy import sum_of, tolerance


def is_given_back(papers: Papers, story: Story) -> bool:
    """Whether the books agree again about goods that were given up in the shop and shipped by the ERP.

    The goods came back, or their amount was credited. Nothing else may be apart.
    """
    docs = story.live
    if len(docs) != 1 or not docs[0].is_shipped:
        return False
    doc = docs[0]
    notes = papers.of_orders(papers.credit_notes, docs)
    returned: Counter[str] = Counter()
    for paper in papers.of_orders(papers.returns, docs):
        returned.update(dict(paper.lines))
    if story.ended_ms is not None:
        is_credited = sum_of(notes) >= doc.money.total - tolerance(notes)
        return is_credited or not Counter(doc.delivered) - returned
    memos = papers.memos.get(story.order, [])
    refunded: Counter[str] = Counter()
    for paper in memos:
        for sku, units in paper.lines:
            refunded[sku] += units
    extra = Counter(doc.delivered) - Counter(story.shipped)
    if not memos or Counter(story.shipped) - Counter(doc.delivered) or extra - refunded:
        return False
    return sum_of(notes) >= sum_of(memos) - tolerance(memos, notes) or not extra - returned
