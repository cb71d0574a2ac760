"""The payment of an order: its amount, and whether it counts as paid."""

from __future__ import annotations

from collections.abc import Iterable

from golive.judge.content.difference import HEADER, Difference
from golive.judge.history import ErpOrder, Story
from golive.judge.history.documents import ON_ACCOUNT


def payment_differences(story: Story, doc: ErpOrder, posted_cents: int) -> Iterable[Difference]:
    """Yield the differences. `posted_cents` are the payments that were posted in the ERP besides.

    The amount may include vouchers or leave them out. What is paid later, or posted by itself, need not be announced.
    An order that another one was changed into keeps the payment of that one: the ERP cannot change it.
    """
    cents, terms = doc.payment_cents, doc.terms
    if cents is None or terms is None or doc.relinked:
        return
    total = story.money.total
    rights = {total, total - story.gift_cents, doc.money.total, doc.money.total - story.gift_cents}
    is_open = story.method == ON_ACCOUNT or not terms.prepaid
    if cents not in rights and not (not cents and is_open):
        yield Difference(
            HEADER, "payment_amount", f"payment of {cents / 100:.2f} instead of {total / 100:.2f}"
        )
    paid = story.paid_ms is not None and story.paid_ms <= doc.created_ms
    if story.method == ON_ACCOUNT:
        if terms.prepaid and story.paid_ms is None:
            yield Difference(HEADER, "prepaid", "booked as paid, it is on account")
    elif paid and total and not terms.prepaid and posted_cents < total - story.gift_cents:
        yield Difference(HEADER, "prepaid", "booked as unpaid, it is paid")
