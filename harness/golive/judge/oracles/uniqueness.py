"""At most one live ERP order per shop order, none without a shop order; the same for documents and customers."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import (
    DUPLICATED,
    DUPLICATED_CUSTOMER,
    DUPLICATED_DOCUMENT,
    PHANTOM,
    PHANTOM_DOCUMENT,
    UNIQUENESS,
)
from golive.record.run import Finding


def uniqueness(case: Case) -> list[Finding]:
    """Return one finding per order, document and customer that is there twice, or that nothing explains."""
    return [
        *(
            case.finding(UNIQUENESS, DUPLICATED, story, each)
            for story, each in case.with_verdict("duplicated")
        ),
        *_phantoms(case),
        *case.discrepancies(UNIQUENESS, DUPLICATED_DOCUMENT, DUPLICATED_CUSTOMER, PHANTOM_DOCUMENT),
    ]


def _phantoms(case: Case) -> list[Finding]:
    return [
        Finding(
            UNIQUENESS.code,
            PHANTOM.name,
            doc.ref or doc.number,
            f"ERP order {doc.number} belongs to no shop order",
            (doc.seq,),
        )
        for doc in case.history.orders.phantoms
    ]
