"""Documents that are there twice, or that nothing in the other system explains.

What people and jobs of a system post is its own affair. Judged is what API clients posted, against the facts of the
other system: a payment against what was paid in the shop, a return and a credit note against its credit memos.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from golive.judge.history import ErpOrder, Story
from golive.judge.history.paperwork.papers import Paper, Papers
from golive.judge.paperwork.discrepancy import (
    Discrepancy,
    amount,
    named,
    paid_cents,
    seqs,
    sum_of,
    tolerance,
)
from golive.judge.paperwork.early_parcels import early_parcels
from golive.judge.paperwork.early_returns import early_returns
from golive.judge.paperwork.units import approved_units, goods_text, units_of, value_cents
from golive.record.oracles import (
    CAPTURED_DIFFERS,
    DUPLICATED_DOCUMENT,
    PHANTOM_DOCUMENT,
    REFUND_DIFFERS,
    FindingKind,
)


def surplus(papers: Papers, story: Story, settled_ms: int) -> Iterator[Discrepancy]:
    """Yield what is wrong with the documents of a shop order.

    `settled_ms` is the instant before which a payment must have been posted for its amount to be judged.
    """
    yield from _payments(papers, story, settled_ms)
    returns = list(_returns(papers, story)) or list(early_returns(papers, story))
    yield from returns
    yield from _credit_notes(papers, story, bool(returns))
    yield from _bills(papers, story)
    yield from _receipts(papers, story)
    yield from _parcels(papers, story)
    yield from early_parcels(papers, story)
    yield from _memos(papers, story)


def without_order(papers: Papers, numbers: Iterable[str]) -> Iterator[Discrepancy]:
    """Yield documents that API clients posted for ERP orders that are no orders of the shop."""
    filed = ((papers.payments, "payment"), (papers.returns, "return"), (papers.credit_notes, "credit note"))
    for number in numbers:
        for table, noun in filed:
            own = [paper for paper in table.get(number, ()) if paper.is_of_client]
            if own:
                text = f"{named(own, noun)} for ERP order {number}, which belongs to no shop order"
                yield Discrepancy(PHANTOM_DOCUMENT, number, text, seqs(own), sum_of(own))


def _payments(papers: Papers, story: Story, settled_ms: int) -> Iterator[Discrepancy]:
    own = papers.of_orders(papers.payments, story.live)
    if not own:
        return
    posted, paid = sum_of(own), paid_cents(story, papers.receipts.get(story.order, ()))
    most = max(paid, story.money.total) if paid else 0
    least = min(paid, story.captured_cents or paid) - story.credited_cents
    if posted > most + tolerance(own):
        kind = PHANTOM_DOCUMENT
        if paid:
            kind = DUPLICATED_DOCUMENT if len(own) > 1 else CAPTURED_DIFFERS
        text = f"{named(own, 'payment')} of {amount(posted)} in the ERP, {amount(paid)} paid in the shop"
        yield Discrepancy(kind, story.order, text, (story.seq, *seqs(own)), posted - paid)
    elif posted < least - tolerance(own) and own[-1].at_ms <= settled_ms:
        text = f"{named(own, 'payment')} of {amount(posted)} in the ERP, {amount(paid)} paid in the shop"
        yield Discrepancy(CAPTURED_DIFFERS, story.order, text, (story.seq, *seqs(own)), paid - posted)


def _returns(papers: Papers, story: Story) -> Iterator[Discrepancy]:
    own = [paper for paper in papers.of_orders(papers.returns, story.erp) if paper.is_of_client]
    if not own or sum(1 for doc in story.erp if doc.parcels) > 1:
        return
    memos = papers.memos.get(story.order, [])
    arrived = [rma for rma in papers.shop_returns.of(story.order) if rma.closed_ms is not None]
    back, refunded = units_of(own), units_of(memos)
    for sku, units in approved_units(arrived).items():
        refunded[sku] = max(refunded[sku], units)
    if (
        story.ended_ms is not None
    ):  # goods that had left before the order was given up may come back as a whole
        refunded = max(refunded, Counter(story.erp[0].delivered), key=lambda units: units.total())
    extra = back - refunded
    if back.total() <= refunded.total():  # a substitute may come back under its own SKU
        ordered = {line[0] for line in story.lines}
        extra = Counter({sku: units for sku, units in extra.items() if sku in ordered})
    if extra:
        kind = DUPLICATED_DOCUMENT if refunded else PHANTOM_DOCUMENT
        done = "refunded or sent back" if arrived else "refunded"
        text = f"{named(own, 'return')} of {goods_text(back)} in the ERP, {goods_text(refunded)} {done} in the shop"
        evidence = (*seqs(own, memos), *(rma.seq for rma in arrived))
        yield Discrepancy(kind, story.order, text, tuple(sorted(evidence)), value_cents(story, extra))


def _credit_notes(papers: Papers, story: Story, are_returns_wrong: bool) -> Iterator[Discrepancy]:
    own = [
        paper
        for paper in papers.of_orders(papers.credit_notes, story.erp)
        if paper.is_of_client and not (paper.of and are_returns_wrong)
    ]
    memos = papers.memos.get(story.order, [])
    if not own:
        return
    credited, refunded = sum_of(own), sum_of(memos)
    if story.ended_ms is not None:
        refunded = max(refunded, sum([doc.money.total for doc in story.erp]))
    excess = credited - refunded
    if excess <= tolerance(own, memos):
        return
    kind: FindingKind = PHANTOM_DOCUMENT
    if refunded:
        is_again = len(own) > max(1, len(memos)) and 2 * excess >= min(paper.cents for paper in own)
        kind = DUPLICATED_DOCUMENT if is_again else REFUND_DIFFERS
    text = f"{named(own, 'credit note')} of {amount(credited)} in the ERP, {amount(refunded)} refunded in the shop"
    yield Discrepancy(kind, story.order, text, seqs(own, memos), excess)


def _bills(papers: Papers, story: Story) -> Iterator[Discrepancy]:
    for doc in story.live:
        bills = papers.bills.get(doc.number, [])
        total = max(doc.money.total, papers.totals.get(doc.number, 0))
        billed = sum_of(bills)
        if len(bills) > 1 and billed > total + total // 100 + tolerance(bills) and _any_of_client(bills):
            text = (
                f"{named(bills, 'invoice')} of {amount(billed)} for ERP order {doc.number} of {amount(total)}"
            )
            yield Discrepancy(DUPLICATED_DOCUMENT, story.order, text, seqs(bills), billed - total)


def _receipts(papers: Papers, story: Story) -> Iterator[Discrepancy]:
    receipts = papers.receipts.get(story.order, [])
    booked, total = sum_of(receipts), story.money.total
    if len(receipts) > 1 and booked > total + tolerance(receipts):
        text = f"{named(receipts, 'invoice')} of {amount(booked)} in the shop for an order of {amount(total)}"
        yield Discrepancy(DUPLICATED_DOCUMENT, story.order, text, seqs(receipts), booked - total)


def _parcels(papers: Papers, story: Story) -> Iterator[Discrepancy]:
    later = papers.parcels.get(story.order, [])
    if not later or not _any_of_client(later):
        return
    delivered: Counter[str] = Counter()
    for doc in story.erp:
        delivered.update(doc.delivered)
    extra = Counter(story.shipped) - delivered
    shipped = sum(story.shipped.values())
    if delivered and shipped > delivered.total():
        text = f"{len(later) + 1} shipments of {shipped} units in the shop, {delivered.total()} delivered by the ERP"
        yield Discrepancy(DUPLICATED_DOCUMENT, story.order, text, seqs(later), value_cents(story, extra))


def _memos(papers: Papers, story: Story) -> Iterator[Discrepancy]:
    """Credit memos that API clients made: each needs something in the ERP that it follows."""
    memos = papers.memos.get(story.order, [])
    own = [paper for paper in memos if paper.is_of_client]
    if not own or _is_given_up(papers, story.erp):
        return
    notes = [paper for paper in papers.of_orders(papers.credit_notes, story.erp) if not paper.is_of_client]
    others = [paper for paper in papers.of_orders(papers.returns, story.erp) if not paper.is_of_client]
    explained = max(sum_of(notes), value_cents(story, units_of(others)))
    excess = sum_of(own) - explained
    if excess > tolerance(own, notes, others):
        kind = DUPLICATED_DOCUMENT if explained else PHANTOM_DOCUMENT
        text = (
            f"{named(own, 'credit memo')} of {amount(sum_of(own))} by the integration in the shop, "
            f"{amount(explained)} credited by the ERP"
        )
        yield Discrepancy(kind, story.order, text, seqs(own, notes), excess)


def _is_given_up(papers: Papers, docs: Sequence[ErpOrder]) -> bool:
    """Whether the ERP gave the order up or lowered it, which a refund in the shop may follow."""
    return not docs or any(
        not doc.is_live or papers.totals.get(doc.number, doc.money.total) < doc.money.total for doc in docs
    )


def _any_of_client(some: Sequence[Paper]) -> bool:
    return any(paper.is_of_client for paper in some)
