"""Causes of findings about documents: payments, invoices, returns, credit notes, shipments.

A cause is read off the calls that made the documents, or were to make them, and off their amounts.
"""

from __future__ import annotations

from golive.judge.causes.papers.amounts import refund_amount
from golive.judge.causes.papers.captured import captured
from golive.judge.causes.papers.ended_before import ended_before
from golive.judge.causes.papers.filing import Filing
from golive.judge.causes.papers.of_erp_total import of_erp_total
from golive.judge.causes.papers.one_per_order import one_per_order
from golive.judge.causes.papers.own_echo import own_echo
from golive.judge.causes.papers.refund_not_sent import refund_not_sent
from golive.judge.causes.papers.refund_refused import refund_refused
from golive.judge.causes.papers.returns.not_sent import return_not_sent, return_refused
from golive.judge.causes.papers.returns.otherwise import (
    before_arrival,
    damaged_restocked,
    exchange_credited,
    requested_booked,
)
from golive.judge.causes.papers.returns.split import rows_overwritten, split_not_sent
from golive.judge.causes.papers.surplus.balanced import balanced
from golive.judge.causes.papers.surplus.by_return_too import by_return_too
from golive.judge.causes.papers.surplus.refunded_again import refunded_again
from golive.judge.causes.papers.twice import twice
from golive.judge.causes.papers.unexplained import unexplained
from golive.record.oracles import (
    CAPTURED_DIFFERS,
    DUPLICATED_DOCUMENT,
    PHANTOM_DOCUMENT,
    REFUND_DIFFERS,
    REFUND_MISSING,
    RETURN_DIFFERS,
    RETURN_MISSING,
)
from golive.record.run import Cause

PATTERNS = {
    REFUND_MISSING.name: (one_per_order, refund_refused, ended_before, refund_not_sent),
    REFUND_DIFFERS.name: (by_return_too, balanced, refund_amount, one_per_order, twice, refund_refused),
    RETURN_MISSING.name: (return_refused, ended_before, split_not_sent, return_not_sent),
    RETURN_DIFFERS.name: (
        damaged_restocked,
        rows_overwritten,
        return_refused,
        split_not_sent,
        return_not_sent,
    ),
    DUPLICATED_DOCUMENT.name: (requested_booked, by_return_too, balanced, refunded_again, own_echo, twice),
    PHANTOM_DOCUMENT.name: (
        before_arrival,
        requested_booked,
        exchange_credited,
        by_return_too,
        refunded_again,
        own_echo,
        unexplained,
    ),
    CAPTURED_DIFFERS.name: (of_erp_total, captured),
}
"""By kind of finding, the most specific first."""
EXPLAINED = frozenset(PATTERNS)


def explain_papers(filing: Filing) -> Cause | None:
    """Return the cause of a finding about documents, None where no pattern fits."""
    return next((cause for pattern in PATTERNS[filing.kind] if (cause := pattern(filing)) is not None), None)
