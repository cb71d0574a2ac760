"""API_CUSTOMER_RETURN_SRV and API_CREDIT_MEMO_REQUEST_SRV: goods that come back, and money that is given back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.s4hana import values as read
from fake_erp.dialects.s4hana.finance.billing import document_of
from fake_erp.dialects.s4hana.numbers import find, position
from fake_erp.dialects.s4hana.resources import Action, Call, Resource
from fake_erp.dialects.s4hana.sales import follow_up_types as types
from fake_erp.dialects.s4hana.sales.orders import order_of, reference
from fake_erp.errors import ErpError, Malformed, NotFound, Place, RuleRefused
from fake_erp.model import CreditNote, Invoice, Line, Order, Return
from fake_erp.operations.documents import CreateCreditNote, CreateReturn

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def _references(data: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> list[str]:
    found = [read.text(each, "ReferenceSDDocument") for each in (data, *items)]
    return [number for number in found if number]


def _order_and_invoice(erp: Erp, numbers: Sequence[str]) -> tuple[Order, Invoice | None]:
    """The order that a document refers to, itself or by its billing document. Raises ErpError."""
    if not numbers:
        raise Malformed("Enter a reference document: ReferenceSDDocument", "ReferenceSDDocument")
    order = order_of(erp, numbers[0])
    if order is not None:
        return order, None
    document = document_of(erp, numbers[0])
    if not isinstance(document, Invoice):
        raise NotFound(f"Reference document {numbers[0][:20]} does not exist", "ReferenceSDDocument")
    return document.order, document


def _line(order: Order, item: Mapping[str, Any], number: int, left: Callable[[Line], int]) -> tuple[int, int]:
    """Position of the order line and units; a material without a reference item is that of the first line that fits."""
    units = read.quantity(item, "RequestedQuantity", number)
    if units is None:
        raise Malformed("Enter a quantity for the item", Place("quantity", number))
    given = read.text(item, "ReferenceSDDocumentItem").lstrip("0")
    if given:
        at = position(given)
        if at is None or at >= len(order.lines):
            raise Malformed(
                f"Item {given[:10]} does not exist in the reference document", Place("item", number)
            )
        return at, units
    sku = read.text(item, "Material")
    of_item = [at for at, line in enumerate(order.lines) if line.item.sku == sku]
    if not of_item:
        raise RuleRefused(
            "returned_within_shipped",
            "item_not_on_order",
            f"Material {sku[:40]} is not in the reference document",
            Place("item", number),
            {"order": order.number},
        )
    return next((at for at in of_item if left(order.lines[at]) >= units), of_item[0]), units


def _text_of(data: Mapping[str, Any], name: str) -> str:
    return read.text(data, name, 64)


# -- returns -------------------------------------------------------------------------------------------------------


def return_fields(call: Call) -> dict[str, Any]:
    """A return by neutral names. Raises ErpError."""
    data = call.data()
    read.only(data, types.RETURN)
    items = read.rows(data, "to_Item")
    for item in items:
        read.only(item, types.RETURN_ITEM)
    order, _ = _order_and_invoice(call.erp, _references(data, items))
    if not items:
        raise Malformed("Enter at least one item", "lines")
    lines = [
        _line(order, item, n, lambda line: line.shipped - line.returned) for n, item in enumerate(items, 1)
    ]
    scraps = any(read.text(item, "CustRetItmFollowUpActivity") == types.SCRAP for item in items)
    manual = any(read.text(item, "ReturnsRefundProcgMode") == types.MANUAL for item in items)
    return {
        "order": order.number,
        "lines": [{"line": at + 1, "quantity": units} for at, units in lines],
        "disposition": "scrap" if scraps else "restock",
        "credit": "manual" if manual else "automatic",
        "reason": read.text(data, "YY1_Reason_SDH") or read.text(data, "SDDocumentReason", 3),
        "external_reference": _text_of(data, "PurchaseOrderByCustomer"),
    }


def create_return(call: Call) -> CreateReturn:
    """POST of a customer return."""
    given = return_fields(call)
    return CreateReturn(
        call.erp.orders.get(given["order"]),
        [(line["line"] - 1, line["quantity"]) for line in given["lines"]],
        given["disposition"],
        call.by,
        given["reason"],
        given["external_reference"],
        given,
        given["credit"],
    )


# -- credit memo requests ------------------------------------------------------------------------------------------


def credit_fields(call: Call) -> dict[str, Any]:
    """A credit memo request by neutral names. Raises ErpError."""
    data = call.data()
    read.only(data, types.CREDIT)
    items = read.rows(data, "to_Item")
    for item in items:
        read.only(item, types.CREDIT_ITEM)
    goods = _return_of(call, data)
    numbers = _references(data, items)
    if goods is not None and not numbers:
        order, invoice = goods.order, None
    else:
        order, invoice = _order_and_invoice(call.erp, numbers)
    found: dict[str, Any] = {
        "order": order.number,
        "reference": _text_of(data, "PurchaseOrderByCustomer"),
        "reason": read.text(data, "YY1_Reason_SDH") or read.text(data, "SDDocumentReason", 3),
    }
    if invoice is not None:
        found["invoice"] = invoice.number
    amount, lines = _credited(order, data, items)
    if goods is not None:
        found["return"] = goods.number
    elif lines:
        found["lines"] = [{"line": at + 1, "quantity": units} for at, units in lines]
    if amount is not None:
        found["amount"] = amount_text(amount)
    elif not lines and goods is None:
        raise Malformed("Enter at least one item with a quantity or a price", "lines")
    return found


def _return_of(call: Call, data: Mapping[str, Any]) -> Return | None:
    number = read.text(data, "YY1_CustomerReturn_SDH")
    if not number:
        return None
    goods = find(call.erp.returns.by_number, number)
    if goods is None:
        raise NotFound(f"Customer return {number[:20]} does not exist", "YY1_CustomerReturn_SDH")
    return goods


def _credited(
    order: Order, data: Mapping[str, Any], items: Sequence[dict[str, Any]]
) -> tuple[int | None, list[tuple[int, int]]]:
    """The amount where items have prices, and the units of the items that name a line."""
    amount = read.cents(data, "YY1_TotalGrossAmount_SDH")
    lines: list[tuple[int, int]] = []
    priced = 0
    for number, item in enumerate(items, 1):
        price = _price(item)
        named = item.get("ReferenceSDDocumentItem") or item.get("Material")
        if named and item.get("RequestedQuantity") is not None:
            lines.append(_line(order, item, number, lambda line: line.billed - line.credited))
        if price is not None:
            priced += price * (read.quantity(item, "RequestedQuantity", number) or 1)
    if amount is None and priced:
        amount = priced
    if amount is not None and amount <= 0:
        raise Malformed("An amount above 0 is expected", "amount")
    return amount, lines


def _price(item: Mapping[str, Any]) -> int | None:
    for element in read.rows(item, "to_PricingElement"):
        read.only(element, types.CREDIT_PRICE)
        rate = read.cents(element, "ConditionRateValue")
        if rate is not None:
            return abs(rate)
    return None


def create_credit(call: Call) -> CreateCreditNote:
    """POST of a credit memo request; its credit memo is billed at once."""
    given = credit_fields(call)
    erp = call.erp
    amount = given.get("amount")
    wanted = Wanted(
        erp.orders.get(given["order"]),
        None if amount is None else int(amount.replace(".", "")),
        [(line["line"] - 1, line["quantity"]) for line in given.get("lines", ())],
        erp.receivables.by_number.get(given.get("invoice", "")),
        erp.returns.by_number.get(given.get("return", "")),
        given["reference"],
        given["reason"],
    )
    return CreateCreditNote(wanted, call.by)


# -- sets ----------------------------------------------------------------------------------------------------------


def _key_of(fields: Callable[[Call], dict[str, Any]]) -> Callable[[Call], str | None]:
    def key(call: Call) -> str | None:
        try:
            return reference(call.erp.orders.get(fields(call)["order"]))
        except ErpError:
            return None

    return key


def _sets(
    name: str, noun: str, entity: EntityType, item: EntityType, action: Action, kind: type[Any], books: str
) -> dict[str, Resource]:
    def records(erp: Erp) -> Mapping[str, Any]:
        found: Mapping[str, Any] = getattr(erp, books).by_number
        return found

    def find_one(erp: Erp, segment: Segment) -> Any:
        literal = segment.key(name)
        return None if literal is None else find(records(erp), literal.text)

    def find_item(erp: Erp, segment: Segment) -> Any:
        document, literal = find_one(erp, segment), segment.keys.get(f"{name}Item")
        at = position(literal.text.lstrip("0")) if literal is not None else None
        found = types.items(erp, document) if document is not None else []
        return found[at] if at is not None and at < len(found) else None

    def rows(erp: Erp, query: Query) -> Sequence[Any]:
        number, order_number = query.equal(name), query.equal("ReferenceSDDocument")
        if number is not None:
            one = find(records(erp), str(number))
            return [] if one is None else [one]
        if order_number is not None:
            order = order_of(erp, str(order_number))
            return [] if order is None else [paper for paper in order.papers if type(paper) is kind]
        return list(records(erp).values())

    def item_rows(erp: Erp, query: Query) -> Sequence[Any]:
        return [each for document in rows(erp, query) for each in types.items(erp, document)]

    return {
        entity.set_name: Resource(
            entity,
            noun,
            find_one,
            rows,
            lambda document: document.number,
            lambda document: reference(document.order),
            {"POST": action},
        ),
        item.set_name: Resource(
            item,
            noun,
            find_item,
            item_rows,
            lambda each: each.document.number,
            lambda each: reference(each.document.order),
        ),
    }


RETURNS = _sets(
    "CustomerReturn",
    "return",
    types.RETURN,
    types.RETURN_ITEM,
    Action(
        "return.create", create_return, "created", return_fields, _key_of(return_fields), needs_etag=False
    ),
    Return,
    "returns",
)
CREDITS = _sets(
    "CreditMemoRequest",
    "credit_note",
    types.CREDIT,
    types.CREDIT_ITEM,
    Action(
        "credit_note.create",
        create_credit,
        "created",
        credit_fields,
        _key_of(credit_fields),
        needs_etag=False,
    ),
    CreditNote,
    "credit_notes",
)
