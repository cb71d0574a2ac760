"""At most one live ERP order per shop order, none without a shop order; the same for documents and customers."""

from __future__ import annotations

from golive.judge.causes.nearest import Neighbour, Neighbours, explained
from golive.judge.history.documents import ErpOrder
from golive.judge.oracles.case import Case
from golive.judge.oracles.double_orders import double_orders
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
        *double_orders(case),
        *case.discrepancies(UNIQUENESS, DUPLICATED_DOCUMENT, DUPLICATED_CUSTOMER, PHANTOM_DOCUMENT),
    ]


def _phantoms(case: Case) -> list[Finding]:
    phantoms = case.history.orders.phantoms
    neighbours = Neighbours(case.history.orders.stories.values() if phantoms else ())
    return [_phantom(case, doc, neighbours.nearest(doc)) for doc in phantoms]


def _phantom(case: Case, doc: ErpOrder, near: Neighbour | None) -> Finding:
    like = f"; {near.words}" if near is not None else ", and none is like it"
    what = f"ERP order {doc.number} belongs to no shop order{like}"
    created = [each for each in case.ledger.about(doc.number) if each.kind == "erp.order.created"]
    by = created[0].data.get("by", "") if created else ""
    key = doc.ref or doc.number
    return Finding(UNIQUENESS.code, PHANTOM.name, key, what, (doc.seq,), explained(doc, near, by))
