"""At most one live ERP order per shop order, and no ERP order without a shop order."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import DUPLICATED, PHANTOM, UNIQUENESS
from golive.record.run import Finding


def uniqueness(case: Case) -> list[Finding]:
    """Return one finding per duplicated shop order and per phantom ERP order."""
    return [
        *(
            case.finding(UNIQUENESS, DUPLICATED, story, each)
            for story, each in case.with_verdict("duplicated")
        ),
        *_phantoms(case),
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
