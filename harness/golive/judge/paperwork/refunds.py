"""Refunds of the shop that did not reach the ERP, or reached it with another amount.

A credit memo is answered by a credit note, or by an ERP order that was lowered before its goods were shipped. It is due
from the instant at which the ERP could take it: the order is there and, once goods have left, is invoiced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from golive.judge.history import ErpOrder, Story
from golive.judge.history.paperwork.papers import Paper, Papers
from golive.judge.paperwork.discrepancy import Discrepancy, amount, seqs, sum_of, tolerance
from golive.record.ledger import Ledger
from golive.record.oracles import REFUND_DIFFERS, REFUND_MISSING


def refunds(
    papers: Papers, ledger: Ledger, story: Story, budget_ms: int, end_ms: int
) -> Iterator[Discrepancy]:
    """Yield what is wrong with the refunds of a shop order that is not given up as a whole."""
    memos = [paper for paper in papers.memos.get(story.order, ()) if not paper.is_of_client]
    docs = story.live
    if not memos or not docs or story.ended_ms is not None or story.is_shown:
        return
    notes = papers.of_orders(papers.credit_notes, story.erp)
    lowered = _lowered(papers, story)
    answered = sum_of(notes) + lowered
    left = tolerance(memos, notes)
    if sum_of(memos) <= answered + left:
        return
    due = _due(memos, docs, ledger, story, end_ms - budget_ms)
    missing = sum_of(due) - answered
    if missing <= left:
        return
    answers = len(notes) + (lowered > left)
    kind = REFUND_DIFFERS if answers >= len(due) else REFUND_MISSING
    text = f"{amount(sum_of(due))} refunded in the shop, {amount(answered)} credited in the ERP"
    yield Discrepancy(kind, story.order, text, seqs(due, notes), missing)


def has_open_refunds(papers: Papers, story: Story) -> bool:
    """Whether the shop refunded more of an order than the ERP has credited so far."""
    memos = papers.memos.get(story.order, ())
    if not memos:
        return False
    notes = papers.of_orders(papers.credit_notes, story.erp)
    return sum_of(memos) > sum_of(notes) + _lowered(papers, story) + tolerance(memos, notes)


def _lowered(papers: Papers, story: Story) -> int:
    """By how much the ERP orders of an order come to less than it, in cents."""
    present = sum([papers.totals.get(doc.number, doc.money.total) for doc in story.live])
    return max(0, story.money.total - present)


def _due(
    memos: Sequence[Paper], docs: Sequence[ErpOrder], ledger: Ledger, story: Story, latest_ms: int
) -> list[Paper]:
    """The credit memos that the ERP could take before `latest_ms`."""
    ready_ms = max(doc.created_ms if doc.live_ms is None else doc.live_ms for doc in docs)
    if any(doc.is_shipped or doc.invoices for doc in docs):
        billed_ms = _billed_ms(docs, ledger, story)
        if billed_ms is None:
            return []
        ready_ms = max(ready_ms, billed_ms)
    return [paper for paper in memos if max(ready_ms, paper.at_ms) <= latest_ms]


def _billed_ms(docs: Sequence[ErpOrder], ledger: Ledger, story: Story) -> int | None:
    """The instant of the first invoice of an order; None without one."""
    names = dict.fromkeys([story.order, *story.also_known_as, *(doc.number for doc in docs)])
    return min(
        (fact.at_ms for name in names for fact in ledger.about(name) if fact.kind == "erp.invoice.posted"),
        default=None,
    )
