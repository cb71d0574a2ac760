"""Changes of sales orders: header, lines, release and opening again, posting, deleting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.business_central import values as read
from fake_erp.dialects.business_central.columns import customer_of
from fake_erp.dialects.business_central.errors import DIALOG, VALIDATION, Refused
from fake_erp.dialects.business_central.resources import Call
from fake_erp.dialects.business_central.sales import order_reading as orders
from fake_erp.dialects.business_central.sales.lines import CHARGES, OF_FREIGHT, LineOf, lines_of
from fake_erp.dialects.business_central.sales.order_types import SALES_ORDER
from fake_erp.dialects.business_central.sales.states import REOPENED, is_open
from fake_erp.errors import InvalidTransition
from fake_erp.model import LineChange, Order, OrderChange
from fake_erp.operations.base import Command, Hides, Parts
from fake_erp.operations.orders import CancelOrder, ChangeOrder, HoldOrder, ReleaseOrder, UnholdOrder

_FIXED = (
    "currencyCode",
    "currencyId",
    "pricesIncludeTax",
    "webPaymentMethod",
    "webPaymentAmount",
    "webPrepaid",
    "webOrderedAt",
    "orderDate",
)
"""What the books keep as it was saved."""


def require_open(order: Order) -> None:
    """Lines of a released order cannot change. Raises InvalidTransition."""
    if not is_open(order):
        raise InvalidTransition(
            "Use the action reopen first, and release afterwards.",
            "status",
            {"number": order.number, "status": order.status, "allowed": []},
        )


def change_header(call: Call) -> Command[Order]:
    """A change of the header. What the books keep as it was saved may be sent as it is."""
    order, data, erp = call.record, call.data(), call.erp
    read.require_known(data, orders.ORDER_NAMES, "salesOrder")
    shown = {each.name: each for each in SALES_ORDER.properties}
    for name in (*_FIXED, "id", "number"):
        if data.get(name) is not None and data[name] != shown[name].get(erp, order) and not _same(call, name):
            text = (
                'The "id" cannot be changed.'
                if name == "id"
                else f"The {name} of a sales order cannot be changed."
            )
            raise Refused(DIALOG, text, name)
    _check_customer(call)
    change = OrderChange(document=orders.neutral(data))
    if data.get("externalDocumentNumber") is not None:
        change.reference = read.text(data, "externalDocumentNumber", orders.REFERENCE)
    change.ship_to = orders.ship_to_of(data, order.ship_to)
    change.bill_to = orders.bill_to_of(data, order.bill_to)
    change.shipping_method = orders.shipping_method_of(data)
    change.custom = orders.custom_of(data) or None
    return ChangeOrder(order.number, change, call.by)


def _same(call: Call, name: str) -> bool:
    """Whether a value that is written otherwise is the present one."""
    data, order = call.data(), call.record
    if name == "webPaymentAmount":
        return bool(read.cents(data, name) == order.payment_cents)
    if name in ("orderDate", "webOrderedAt"):
        sent = read.day(data, name)
        day_ms = 86_400_000
        return sent is not None and sent // day_ms == order.ordered_at_ms // day_ms
    if name == "currencyCode":
        return bool(read.code(data, name, 10) == order.currency)
    return False


def _check_customer(call: Call) -> None:
    number = read.code(call.data(), "customerNumber")
    if number and customer_of(call.erp, number) is not call.record.customer:
        raise Refused(DIALOG, "The customerNumber of a sales order cannot be changed.", "customer")


# -- lines -----------------------------------------------------------------------------------------------------------


def add_line(call: Call, order: Order | None) -> Command[Order]:
    """A new line of an order."""
    if order is None:
        raise Refused(DIALOG, "The order cannot be found.", "documentId")
    data, erp = call.data(), call.erp
    kind = orders.line_type(data, erp.dialect.version)  # type: ignore[attr-defined]
    require_open(order)
    change = OrderChange(document={"lines": [orders.neutral_line(data)]})
    if kind == orders.COMMENT:
        note, before = read.text(data, "description", orders.NAME), order.custom.get("comment")
        change.custom = {"comment": f"{before}\n{note}" if before else note}
    elif kind in CHARGES:
        change.shipping_cents = order.shipping_cents + orders.freight_cents(data)
    else:
        new = orders.line_of(erp, data, len(order.lines), order.customer, order.currency)
        change.lines = [
            LineChange(
                None, new.sku, new.quantity, new.unit_price_cents, new.discount_cents, new.warehouse, new.unit
            )
        ]
    return ChangeOrder(order.number, change, call.by)


def added(order: Order) -> LineOf:
    """The line that was just added."""
    goods = [line for line in lines_of(order) if not line.is_freight]
    return goods[-1] if goods else LineOf(order, OF_FREIGHT)


def change_line(call: Call) -> Command[Order]:
    """Quantity, price, discount or location of a line."""
    line, data, erp = call.record, call.data(), call.erp
    order = line.order
    read.require_known(data, orders.LINE_NAMES, "salesOrderLine")
    require_open(order)
    change = OrderChange(document={"lines": [orders.neutral_line(data)]})
    if line.is_freight:
        price = read.cents(data, "unitPrice")
        change.shipping_cents = order.shipping_cents if price is None else price
        return ChangeOrder(order.number, change, call.by)
    names_item = data.get("itemId") is not None or data.get("lineObjectNumber") is not None
    if names_item and orders.line_item(erp, data, line.at) is not line.line.item:
        raise Refused(DIALOG, "Delete the line and add another to order another item.", "item")
    units = read.quantity(data, "quantity")
    kept = (line.line.quantity - line.line.cancelled) // line.line.unit_size if units is None else units
    price = read.cents(data, "unitPrice")
    each = line.line.unit_price_cents * line.line.unit_size if price is None else price
    has_discount = data.get("discountAmount") is not None or data.get("discountPercent") is not None
    change.lines = [
        LineChange(
            line.at,
            "",
            units,
            price,
            orders.discount_of(data, kept * each) if has_discount else None,
            orders.warehouse_of(erp, data, line.at),
        )
    ]
    return ChangeOrder(order.number, change, call.by)


def delete_line(call: Call) -> Command[Order]:
    """Take a line off."""
    line = call.record
    require_open(line.order)
    change = OrderChange(document={})
    if line.is_freight:
        change.shipping_cents = 0
    else:
        change.lines = [LineChange(line.at, quantity=0)]
    return ChangeOrder(line.order.number, change, call.by)


# -- steps -----------------------------------------------------------------------------------------------------------


def release(call: Call) -> Command[Order]:
    """Release an order, or one that was opened again."""
    order = call.record
    if order.status == "held" and order.hold_reason == REOPENED:
        return UnholdOrder(order.number)
    return ReleaseOrder(order.number)


def reopen(call: Call) -> Command[Order]:
    """Open a released order for changes."""
    return HoldOrder(call.record.number, REOPENED)


def delete(call: Call) -> Command[Order]:
    """Delete an order; it is cancelled in the books."""
    order = call.record
    if any(line.shipped > line.billed for line in order.lines):
        raise Refused(
            VALIDATION,
            f"Qty. Shipped Not Invoiced must be equal to '0' in Sales Line: Document Type=Order, Document "
            f"No.={order.number}.",
            "status",
        )
    return CancelOrder(order.number, "deleted", call.by)


@dataclass(frozen=True, slots=True)
class ShipAndInvoice:
    """Post shipment and invoice of all that is promised to an order. Raises ErpError before anything is posted."""

    erp: Any
    order: Order

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        erp, order = self.erp, self.order
        if not order.lines:
            raise Refused(DIALOG, "There is nothing to post.", "lines")
        if erp.calendar.is_closed(erp.now(), "ledger") or erp.calendar.is_closed(erp.now(), "stock"):
            raise erp.calendar.refusal(erp.now())
        if order.status == "draft":
            parts.orders.release(order)
        if order.status in ("released", "partly_shipped"):
            erp.shipping.ship_now(order)
        if order.status not in ("shipped", "invoiced", "closed"):
            raise InvalidTransition(
                "There is nothing to post.", "status", {"number": order.number, "status": order.status}
            )
        erp.invoicing.bill_now(order)
        return order


def ship_and_invoice(call: Call) -> Command[Order]:
    """Post an order."""
    return ShipAndInvoice(call.erp, call.record)
