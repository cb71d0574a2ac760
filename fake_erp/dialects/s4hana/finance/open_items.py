"""API_OPLACCTGDOCITEMCUBE_SRV: the accounting items of incoming payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import DATE_TIME, INSTANT, EntityType, Property
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.s4hana.numbers import find, shown
from fake_erp.dialects.s4hana.resources import Resource
from fake_erp.dialects.s4hana.sales.order_types import amount, midnight, text
from fake_erp.dialects.s4hana.sales.orders import order_of, reference
from fake_erp.dialects.s4hana.sales.parts import fixed, of
from fake_erp.model import Payment

if TYPE_CHECKING:
    from fake_erp.erp import Erp

COMPANY = "1710"


def year(instant_ms: int) -> str:
    """The fiscal year of an instant."""
    return str(datetime.fromtimestamp(instant_ms / 1000, UTC).year)


def _cleared(erp: Any, payment: Payment) -> str:
    return "X" if not payment.unapplied_cents else ""


ITEM = EntityType(
    "A_OperationalAcctgDocItemCubeType",
    "A_OperationalAcctgDocItemCube",
    (
        text("CompanyCode", fixed(COMPANY), 4, key=True),
        text("FiscalYear", lambda erp, payment: year(payment.posted_at_ms), 4, key=True),
        text("AccountingDocument", lambda erp, payment: shown(payment.number), 10, key=True),
        text("AccountingDocumentItem", fixed("1"), 3, key=True),
        text("AccountingDocumentType", fixed("DZ"), 2),
        text("FinancialAccountType", fixed("D"), 1),
        text("Customer", lambda erp, payment: shown(payment.order.customer.number), 10),
        amount("AmountInTransactionCurrency", lambda erp, payment: amount_text(-payment.amount_cents), 2),
        text("TransactionCurrency", lambda erp, payment: payment.order.currency, 5),
        text("DocumentReferenceID", of("reference")),
        text("AssignmentReference", lambda erp, payment: shown(payment.order.number), 18),
        text("DocumentItemText", of("method"), 50),
        text("SalesDocument", lambda erp, payment: shown(payment.order.number), 10),
        text("ClearingIsReversed", fixed(""), 1),
        text("IsCleared", _cleared, 1),
        Property("PostingDate", DATE_TIME, lambda erp, payment: midnight(payment.posted_at_ms)),
        Property("YY1_PostedAt_JEI", INSTANT, of("posted_at_ms")),
        amount("YY1_UnappliedAmount_JEI", lambda erp, payment: amount_text(payment.unapplied_cents), 2),
    ),
)


def _find(erp: Erp, segment: Segment) -> Payment | None:
    literal = segment.key("AccountingDocument")
    return None if literal is None else find(erp.payments.by_number, literal.text)


def _payments(erp: Erp, query: Query) -> Sequence[Payment]:
    number = query.equal("AccountingDocument")
    if number is not None:
        payment = find(erp.payments.by_number, str(number))
        return [] if payment is None else [payment]
    order_number = query.equal("AssignmentReference") or query.equal("SalesDocument")
    if order_number is not None:
        order = order_of(erp, str(order_number))
        return [] if order is None else [paper for paper in order.papers if type(paper) is Payment]
    return list(erp.payments.by_number.values())


SETS: dict[str, Resource] = {
    "A_OperationalAcctgDocItemCube": Resource(
        ITEM,
        "payment",
        _find,
        _payments,
        lambda payment: payment.number,
        lambda payment: reference(payment.order),
    )
}
