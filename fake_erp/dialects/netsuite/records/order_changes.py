"""Changes of sales orders: PATCH, PUT of an order that exists, and DELETE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.native.sales.order_reading import change_of
from fake_erp.dialects.netsuite.memory import memory_of
from fake_erp.dialects.netsuite.records.base import Body, Call, day, reference_text
from fake_erp.dialects.netsuite.records.order_reading import lines_of
from fake_erp.dialects.netsuite.records.order_status import letter
from fake_erp.errors import DuplicateReference, InvalidTransition
from fake_erp.model import Line, Order
from fake_erp.operations.base import Command, Hides, Look, Parts
from fake_erp.operations.orders import ApproveOrder, CancelOrder, ChangeOrder, ReleaseOrder
from fake_erp.times import instant_of_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Step = Literal["update", "approve", "release", "cancel"]


def step_of(order: Order, given: Body) -> Step:
    """What a change asks for: another status, the end of the order, or other fields."""
    status = reference_text(given.get("orderStatus"))[1]
    if status in ("C", "H") and letter(order) not in ("C", "H"):
        return "cancel"
    if status == "B" and letter(order) == "A":
        return "approve" if order.status == "pending_approval" else "release"
    lines = lines_of(given)
    if lines and _closes_all(order, lines):
        return "cancel"
    return "update"


def _closes_all(order: Order, lines: list[Any]) -> bool:
    """Whether every open line of the order is closed."""
    closed = {
        line.get("line")
        for line in lines
        if type(line) is dict and line.get("isClosed") is True and type(line.get("line")) is int
    }
    return bool(closed) and all(at in closed for at, line in enumerate(order.lines, 1) if line.open)


def change(call: Call) -> Command[Any]:
    """Change an order, approve or release it, or close it; what is the same already is no change."""
    order: Order = call.record
    match step_of(order, call.given):
        case "approve":
            return ApproveOrder(order.number, call.by)
        case "release":
            return ReleaseOrder(order.number)
        case "cancel":
            return CancelOrder(order.number, "cancelled", call.by)
    document = _different(order, call.document)
    if "lines" in document:
        document["lines"] = _lines(call, order, document["lines"])
        if not document["lines"]:
            del document["lines"]
    if not document:
        return Look(lambda hides: order)
    _refuse_taken(call.erp, order, document)
    return ChangeOrder(order.number, change_of(document, call.erp.config.max_lines), call.by)


def _refuse_taken(erp: Erp, order: Order, document: dict[str, Any]) -> None:
    reference = document.get("external_reference")
    if type(reference) is not str:
        return
    taken = [other for other in erp.orders.by_reference.get(reference, ()) if other is not order]
    if taken:
        raise DuplicateReference(
            "This record already exists.", "external_reference", {"number": taken[0].number}
        )


def _different(order: Order, document: dict[str, Any]) -> dict[str, Any]:
    """The document without what the order has already."""
    found = {name: value for name, value in document.items() if value != _present(order, name, value)}
    payment = found.pop("payment", None)
    if type(payment) is dict and not _is_same_payment(order, payment):
        found["payment"] = payment
    shipping = found.pop("shipping", None)
    if type(shipping) is dict:
        kept = dict(shipping)
        if _cents(kept, "amount") == order.shipping_cents:
            kept.pop("amount", None)
        if kept.get("method") == order.shipping_method:
            kept.pop("method", None)
        if kept:
            found["shipping"] = kept
    return found


def _present(order: Order, name: str, value: Any) -> Any:
    """What an order has of a field, in the form in which it was sent."""
    match name:
        case "external_reference":
            return order.external_reference
        case "customer":
            return order.customer.number
        case "currency":
            return order.currency
        case "ordered_at":
            same = type(value) is str and (
                value == day(order.ordered_at_ms) or instant_of_text(value) == order.ordered_at_ms
            )
            return value if same else None
        case "prices_include_tax":
            return order.prices_include_tax
        case "ship_to":
            return order.ship_to
        case "bill_to":
            return order.bill_to
        case "custom" if type(value) is dict:
            return value if all(order.custom.get(each) == value[each] for each in value) else None
    return None


def _is_same_payment(order: Order, payment: dict[str, Any]) -> bool:
    return (
        payment.get("method", order.payment_method) == order.payment_method
        and ("amount" not in payment or _cents(payment, "amount") == order.payment_cents)
        and payment.get("prepaid", order.prepaid) == order.prepaid
    )


def _cents(part: dict[str, Any], name: str) -> int:
    return read.cents(part, name) if part.get(name) is not None else -1


def _lines(call: Call, order: Order, lines: list[Any]) -> list[dict[str, Any]]:
    """Line changes. PATCH adds lines that are not keyed; PUT, and `replace=item`, take the lines as all there are."""
    replaced = query_of(call.request.query).get("replace", "")
    whole = call.request.method == "PUT" or "item" in replaced.lower().split(",")
    if whole:
        lines = _keyed(order, lines)
        named = {line.get("line") for line in lines}
        lines = lines + [
            {"line": at, "quantity": 0}
            for at, line in enumerate(order.lines, 1)
            if at not in named and line.quantity > line.cancelled
        ]
    return [line for line in lines if not _is_same_line(order, line)]


def _keyed(order: Order, lines: list[Any]) -> list[dict[str, Any]]:
    """Lines without a number are those of the same place, where item and unit are the same."""
    keyed = []
    for at, line in enumerate(lines):
        there = order.lines[at] if at < len(order.lines) else None
        if "line" not in line and there is not None and _is_of(there, line):
            line = {"line": at + 1, **{name: value for name, value in line.items() if name != "unit"}}
        keyed.append(line)
    return keyed


def _is_of(there: Line, line: dict[str, Any]) -> bool:
    return line.get("item") == there.item.sku and line.get("unit", "") == there.unit and there.unit_size == 1


def _is_same_line(order: Order, line: dict[str, Any]) -> bool:
    number = line.get("line")
    if type(number) is not int or not 0 < number <= len(order.lines):
        return False
    there = order.lines[number - 1]
    shown = {
        "line": number,
        "item": there.item.sku,
        "quantity": there.quantity - there.cancelled,
        "warehouse": there.row.warehouse,
    }
    for name, value in line.items():
        if name in ("unit_price", "discount"):
            cents = there.unit_price_cents if name == "unit_price" else there.discount_cents
            if _cents(line, name) != cents:
                return False
        elif shown.get(name) != value:
            return False
    return "discount" in line or "unit_price" not in line or not there.discount_cents


class DeleteOrder:
    """Cancels an order, and hides it from this dialect."""

    def __init__(self, erp: Erp, order: Order, by: str) -> None:
        self._erp = erp
        self._order = order
        self._by = by

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = self._order
        if order.papers:
            raise InvalidTransition(
                "This transaction cannot be deleted because it is linked to by one or more transactions.",
                "status",
                {"number": order.number, "status": order.status, "allowed": []},
            )
        if order.status != "cancelled":
            parts.orders.cancel(order, "deleted", self._by)
        memory_of(self._erp).deleted.add(order.number)
        return order


def remove(call: Call) -> DeleteOrder:
    """Delete an order that nothing follows from."""
    return DeleteOrder(call.erp, call.record, call.by)
