"""Several ERP orders of one shop order: parts of it, or duplicates.

Parts together have at most the units that were ordered, of each article. Where one article is booked more often than
it was ordered, the ERP orders overlap.
"""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.content.goods import Article, compared
from golive.judge.history import ErpOrder, Story
from golive.judge.history.documents import Money

WAITING = ("draft", "held", "pending_approval")
"""States in which a part keeps the whole from going on."""


def whole_of(story: Story, live: Sequence[ErpOrder], article: Article) -> ErpOrder | None:
    """Return the ERP orders as one, where they are parts of the shop order; None for duplicates."""
    if len(live) == 1:
        return live[0]
    together = _joined(live)
    goods = compared(story, together, article, True)
    if any(units > goods.shop.units.get(sku, 0) for sku, units in goods.erp.units.items()):
        return None
    return together


def _joined(parts: Sequence[ErpOrder]) -> ErpOrder:
    first = parts[0]
    status = next((each.status for each in parts if each.status in WAITING), first.status)
    moments = [each.delivered_ms for each in parts if each.delivered_ms is not None]
    payments = [each.payment_cents for each in parts]
    whole = ErpOrder(
        "+".join(each.number for each in parts),
        first.ref,
        first.seq,
        max(each.created_ms for each in parts),
        status,
        _sum([each.money for each in parts]),
        tuple(sorted((row for each in parts for row in each.lines), key=repr)),
        first.email,
        first.story,
        first.ship_to,
        first.bill_to,
        first.terms,
        None if None in payments else sum(cents or 0 for cents in payments),
        first.custom,
        first.ordered_ms,
    )
    whole.of_other_customer = any(each.of_other_customer for each in parts)
    whole.relinked = any(each.relinked for each in parts)
    whole.delivered_ms = max(moments, default=None)
    whole.parcels = tuple(parcel for each in parts for parcel in each.parcels)
    whole.filled = tuple(dict.fromkeys(name for each in parts for name in each.filled))
    whole.last_seq = max(each.last_seq for each in parts)
    return whole


def _sum(each: Sequence[Money]) -> Money:
    return Money(
        each[0].currency,
        sum(money.subtotal for money in each),
        sum(money.discount for money in each),
        sum(money.shipping for money in each),
        sum(money.tax for money in each),
        sum(money.total for money in each),
        sum(money.rounding for money in each),
    )
