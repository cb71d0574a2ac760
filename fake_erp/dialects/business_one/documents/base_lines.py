"""Base documents: which lines of which order a document that follows it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.documents.follow_ups import DELIVERY, INVOICE, ORDER, RETURN
from fake_erp.dialects.business_one.fields import Missing
from fake_erp.dialects.business_one.memory import card_code
from fake_erp.dialects.business_one.numbers import number_of
from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Delivery, Invoice, Order, Return

if TYPE_CHECKING:
    from fake_erp.erp import Erp

LINE = "DocumentLine"
REFERENCES = {
    "rot_SalesOrder": ORDER,
    "rot_DeliveryNotes": DELIVERY,
    "rot_Return": RETURN,
    "rot_SalesInvoice": INVOICE,
}


def base_document(erp: Erp, kind: int, entry: int) -> Order | Delivery | Invoice | Return | None:
    """The document of an object type with a DocEntry."""
    if kind == ORDER:
        return erp.orders.by_number.get(number_of(erp, "order", entry))
    if kind == DELIVERY:
        return erp.shipping.by_number.get(number_of(erp, "delivery", entry))
    if kind == INVOICE:
        return erp.receivables.by_number.get(number_of(erp, "invoice", entry))
    if kind == RETURN:
        return erp.returns.by_number.get(number_of(erp, "return", entry))
    return None


def no_base(at: int) -> RuleRefused:
    """The refusal of a base document that does not exist."""
    return RuleRefused(
        "base_document",
        "unknown_base",
        f"Invalid base document  [RDN1.BaseEntry][line: {at}]",
        Place("line", at),
    )


def based(erp: Erp, row: dict[str, Any], at: int) -> Any:
    """The base document of line `at`, counted from 1; None for a line without one. Raises RuleRefused."""
    kind = row.get("BaseType")
    if kind in (None, -1, "-1"):
        return None
    number, entry = read.whole(row, "BaseType", LINE), read.whole(row, "BaseEntry", LINE)
    found = None if number is None or entry is None else base_document(erp, number, entry)
    if found is None:
        raise no_base(at)
    return found


def order_of(document: Any) -> Order:
    """The order that a document is, or follows from."""
    order: Order = document if isinstance(document, Order) else document.order
    return order


def place_of(erp: Erp, document: Any, row: dict[str, Any], at: int) -> int:
    """The position in the order of the line that is named by `BaseLine`. Raises RuleRefused."""
    number = read.whole(row, "BaseLine", LINE)
    if number is None:
        raise Missing(f"Base line is missing  [RDN1.BaseLine][line: {at}]", "lines")
    positions = positions_of(document)
    if number >= len(positions):
        raise no_base(at)
    return positions[number]


def positions_of(document: Any) -> list[int]:
    """For each line of a document the position of the line of the order."""
    if isinstance(document, Order) or (isinstance(document, Invoice) and not document.lines):
        return list(range(len(order_of(document).lines)))
    return [line[0] for line in document.lines]


def referred(erp: Erp, given: dict[str, Any], name: str, owner: str) -> Any:
    """The document that a collection of references names; None for none. Raises RuleRefused."""
    for at, row in enumerate(read.rows(given, name, owner, 100), 1):
        kind = REFERENCES.get(str(row.get("RefObjType")))
        entry = read.whole(row, "RefDocEntr", "DocumentReference")
        if kind is not None and entry is not None:
            found = base_document(erp, kind, entry)
            if found is None:
                raise no_base(at)
            return found
    return None


def require_partner(erp: Erp, order: Order, given: dict[str, Any], owner: str) -> None:
    """A document is for the business partner of its order. Raises ErpError."""
    code = read.text(given, "CardCode", owner)
    if not code:
        raise Missing("Customer record not found; enter a valid BP code  [ORDR.CardCode]", "customer")
    if code != card_code(erp, order.customer):
        raise RuleRefused(
            "base_document",
            "wrong_partner",
            "Base document card and target document card do not match  [ORDR.CardCode]",
            "customer",
        )
