"""All discrepancies of a run, in the order of its shop orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from golive.judge.history import History
from golive.judge.history.paperwork.customers import folded
from golive.judge.paperwork.deposits import deposits
from golive.judge.paperwork.discrepancy import Discrepancy
from golive.judge.paperwork.refunds import refunds
from golive.judge.paperwork.returns import returns
from golive.judge.paperwork.surplus import surplus, without_order
from golive.record.ledger import Ledger
from golive.record.oracles import DUPLICATED_CUSTOMER
from golive.record.run import NOT_ESTABLISHED, Cause

CUSTOMER_PER_ORDER = Cause(
    "customer_per_order",
    "a customer was created for each order of this address",
    "Look the customer up by its e-mail address, in lower case, before creating one, and store its number.",
)


def discrepancies(
    history: History, ledger: Ledger, order_ms: int, refund_ms: int, return_ms: int | None = None
) -> Iterator[Discrepancy]:
    """Yield every discrepancy. The budgets are those of an order, a refund and a return, in ms.

    Only orders that have documents to compare are looked at: nearly all have none.
    """
    papers, orders, end_ms = history.papers, history.orders, history.last_ms
    by_erp = {
        number
        for filed in (papers.payments, papers.returns, papers.credit_notes, papers.bills)
        for number in filed
    }
    concerned = {order for filed in (papers.memos, papers.parcels, papers.receipts) for order in filed}
    concerned.update(papers.early)
    concerned.update(papers.shop_returns.by_order)
    latest_ms = None if return_ms is None else end_ms - return_ms
    strange = []
    for number in by_erp:
        doc = orders.documents.get(number)
        if doc is not None and doc.story is not None:
            concerned.add(doc.story.order)
        elif doc is None or not doc.is_live:
            strange.append(number)
    known = [orders.stories[order] for order in concerned if order in orders.stories]
    for story in sorted(known, key=lambda story: story.seq):
        yield from surplus(papers, story, end_ms - order_ms)
        yield from refunds(papers, ledger, story, refund_ms, end_ms)
        yield from returns(papers, story, latest_ms)
    yield from without_order(papers, sorted(strange))
    yield from deposits(history, refund_ms)
    yield from _customers(history)


def _customers(history: History) -> Iterator[Discrepancy]:
    twins = history.erp_customers.twins()
    accounts = Counter(twin.email for twin in twins)
    placed = Counter(folded(story.email) for story in history.orders.stories.values()) if twins else Counter()
    for twin in twins:
        text = f"created in the ERP for {twin.email}, beside customer {twin.first} of that address"
        per_order = accounts[twin.email] + 1 >= placed[twin.email] > 1
        cause = CUSTOMER_PER_ORDER if per_order else NOT_ESTABLISHED
        yield Discrepancy(DUPLICATED_CUSTOMER, twin.number, text, twin.seqs, cause=cause)
