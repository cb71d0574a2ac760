"""Changes of saved orders: header, items, partners; blocks, rejections and deletions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.s4hana import values as read
from fake_erp.dialects.s4hana.numbers import shown
from fake_erp.dialects.s4hana.resources import Call
from fake_erp.dialects.s4hana.sales import order_types as types
from fake_erp.dialects.s4hana.sales import states
from fake_erp.dialects.s4hana.sales.order_reading import (
    DISCOUNTS,
    PRICES,
    address_of,
    condition,
    custom_of,
    draft_line,
    line_of,
    per,
)
from fake_erp.dialects.s4hana.sales.parts import BILL_TO, SHIP_TO, ItemOf, PriceOf
from fake_erp.dialects.s4hana.store import store_of
from fake_erp.errors import ErpError, InvalidTransition, Malformed, Place
from fake_erp.model import LineChange, Order, OrderChange
from fake_erp.operations.base import Command, Hides, Parts
from fake_erp.operations.orders import (
    ApproveOrder,
    CancelOrder,
    ChangeOrder,
    HoldOrder,
    ReleaseOrder,
    UnholdOrder,
)

FIXED = {
    "SoldToParty": "customer",
    "TransactionCurrency": "currency",
    "SalesOrderType": "",
    "SalesOrganization": "",
    "to_Item": "lines",
    "YY1_OrderedAt_SDH": "ordered_at",
    "YY1_PricesIncludeTax_SDH": "prices_include_tax",
    "YY1_PaymentMethod_SDH": "payment",
    "YY1_PaymentAmount_SDH": "payment",
    "YY1_Prepaid_SDH": "payment",
}
"""What an order keeps as it was saved, and its neutral name."""


@dataclass(frozen=True, slots=True)
class Completed:
    """Change an order that was saved without items, and release it: in S/4 it is live once it is complete."""

    change: ChangeOrder

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = self.change.perform(parts, hides)
        if order.status == "draft":
            try:
                parts.orders.release(order)
            except ErpError as error:
                order.warnings += (str(error),)
        return order


@dataclass(frozen=True, slots=True)
class Deleted:
    """Cancel an order in such a way that the services do not show it any more."""

    cancel: CancelOrder
    deleted: set[str]

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = self.cancel.perform(parts, hides)
        self.deleted.add(order.number)
        return order


# -- header --------------------------------------------------------------------------------------------------------


def header_operation(call: Call) -> str:
    """A changed delivery block holds an order or lets it go on; everything else changes it."""
    order: Order = call.record
    block = _block(call)
    if block is None or bool(block) == bool(states.delivery_block(order)):
        return "order.update"
    if block:
        return "order.hold"
    return "order.release" if order.status == "draft" else "order.unhold"


def _block(call: Call) -> str | None:
    try:
        data = call.data()
    except ErpError:
        return None
    found = data.get("DeliveryBlockReason")
    return found if type(found) is str else None


def header_fields(call: Call) -> dict[str, Any]:
    """The fields of a changed header by their neutral names."""
    data = call.data()
    read.only(data, types.ORDER, types.HEADER_END)
    read.check_lengths(data, types.ORDER)
    for name, neutral in FIXED.items():
        if name in data:
            raise Malformed(f"Property '{name}' cannot be changed", neutral or name)
    found: dict[str, Any] = {}
    if data.get("PurchaseOrderByCustomer") is not None:
        found["external_reference"] = read.text(data, "PurchaseOrderByCustomer")
    if data.get("YY1_ShippingMethod_SDH") is not None:
        found["shipping"] = {"method": read.text(data, "YY1_ShippingMethod_SDH")}
    custom: dict[str, Any] = custom_of(data)
    custom |= {
        name[4 : -len(types.HEADER_END)]: None
        for name, value in data.items()
        if value is None and name.startswith("YY1_")
    }
    if custom:
        found["custom"] = custom
    return found


def header_change(call: Call) -> OrderChange:
    """The change of an order that PATCH of its header asks for."""
    fields = header_fields(call)
    return OrderChange(
        reference=fields.get("external_reference"),
        shipping_method=fields.get("shipping", {}).get("method"),
        custom=fields.get("custom"),
        document=fields,
    )


def change_header(call: Call) -> Command[Any]:
    """PATCH of a sales order."""
    order: Order = call.record
    operation = header_operation(call)
    change = header_change(call)
    if operation == "order.hold":
        return HoldOrder(order.number, "manual")
    if operation == "order.release":
        return ReleaseOrder(order.number)
    if operation == "order.unhold":
        return UnholdOrder(order.number)
    return ChangeOrder(order.number, change, call.by)


def delete_order(call: Call) -> Deleted:
    """DELETE of a sales order: refused once a delivery follows it."""
    order: Order = call.record
    if states.has_followers(order):
        raise InvalidTransition(
            f"Sales document {shown(order.number)} cannot be deleted: subsequent documents exist",
            "status",
            {"number": order.number, "status": order.status, "allowed": ["reject"]},
        )
    return Deleted(CancelOrder(order.number, "deleted", call.by), store_of(call.erp).deleted)


def approve(call: Call) -> ApproveOrder:
    """The function import releaseApprovalRequest."""
    return ApproveOrder(call.record.number, call.by)


def reject_approval(call: Call) -> CancelOrder:
    """The function import rejectApprovalRequest."""
    return CancelOrder(call.record.number, "rejected", call.by)


# -- items ---------------------------------------------------------------------------------------------------------


def add_item(call: Call) -> Command[Any]:
    """POST of an item below an order; the order goes on once it has its first item."""
    order: Order = call.record
    fields = added_fields(call)
    new = draft_line(fields["lines"][0])
    line = LineChange(
        None, new.sku, new.quantity, new.unit_price_cents, new.discount_cents, new.warehouse, new.unit
    )
    change = ChangeOrder(order.number, OrderChange(lines=[line], document=fields), call.by)
    return change if order.lines else Completed(change)


def added_fields(call: Call) -> dict[str, Any]:
    """The added line by neutral names."""
    data = {
        name: value for name, value in call.data().items() if name not in ("SalesOrder", "SalesOrderItem")
    }
    return {"lines": [line_of(call, data, 1)[0]]}


def _rejects(call: Call) -> bool:
    try:
        return bool(call.data().get("SalesDocumentRjcnReason"))
    except ErpError:
        return False


def _is_last(item: ItemOf) -> bool:
    """Whether nothing else of the order is open."""
    return not any(line.open for at, line in enumerate(item.order.lines) if at != item.at)


def item_operation(call: Call) -> str:
    """Rejecting the last open item gives the order up; everything else changes it."""
    return "order.cancel" if _rejects(call) and _is_last(call.record) else "order.update"


def item_fields(call: Call) -> dict[str, Any]:
    """The fields of a changed item by their neutral names."""
    data, item = call.data(), call.record
    read.only(data, types.ITEM, types.ITEM_END)
    read.check_lengths(data, types.ITEM)
    line: dict[str, Any] = {"line": item.at + 1}
    if read.text(data, "SalesDocumentRjcnReason", 2):
        line["quantity"] = 0
        return {"lines": [line]}
    units = read.quantity(data, "RequestedQuantity", item.at + 1, least=0)
    if units is not None:
        line["quantity"] = units
    sku, plant = read.text(data, "Material"), read.text(data, "ProductionPlant")
    if sku:
        line["item"] = sku
    if plant:
        line["warehouse"] = plant
    return {"lines": [line]}


def item_change(call: Call) -> OrderChange:
    """The change of an order that PATCH of an item asks for: quantity, plant, or a reason of rejection."""
    fields = item_fields(call)
    line = fields["lines"][0]
    change = LineChange(
        call.record.at, line.get("item", ""), line.get("quantity"), warehouse=line.get("warehouse", "")
    )
    return OrderChange(lines=[change], document=fields)


def change_item(call: Call) -> Command[Any]:
    """PATCH of an item."""
    return changing(call.record.order, item_change(call), call.by)


def changing(order: Order, change: OrderChange, by: str) -> Command[Any]:
    """A change of an order; one that leaves nothing open of it gives it up."""
    given_up = {line.at for line in change.lines if line.quantity == 0}
    open_lines = {at for at, line in enumerate(order.lines) if line.open}
    added = any(line.at is None for line in change.lines)
    if given_up and open_lines and open_lines <= given_up and not added:
        return CancelOrder(order.number, "rejected", by)
    return ChangeOrder(order.number, change, by)


def delete_item(call: Call) -> Command[Any]:
    """DELETE of an item: the line is given up."""
    item: ItemOf = call.record
    if _is_last(item) and item.line.open:
        return CancelOrder(item.order.number, "deleted", call.by)
    change = OrderChange(lines=[LineChange(item.at, quantity=0)], document={})
    return ChangeOrder(item.order.number, change, call.by)


def deletion_operation(call: Call) -> str:
    """As `item_operation`, for a deletion."""
    return "order.cancel" if _is_last(call.record) else "order.update"


def price_fields(call: Call) -> dict[str, Any]:
    """The changed price or discount of an item by neutral names."""
    price: PriceOf = call.record
    data = call.data()
    kind, rate = condition(data, types.ITEM_PRICE)
    kind = kind or price.type
    line: dict[str, Any] = {"line": price.at + 1}
    if kind in PRICES:
        line["unit_price"] = amount_text(rate // per(data, rate, price.at + 1))
    elif kind in DISCOUNTS:
        line["discount"] = amount_text(abs(rate))
    else:
        raise Malformed(f"Condition type {kind[:10]} cannot be changed", Place("unit_price", price.at + 1))
    return {"lines": [line]}


def price_change(call: Call) -> OrderChange:
    """The change of an order that PATCH of a pricing element of an item asks for."""
    fields = price_fields(call)
    line = fields["lines"][0]
    change = LineChange(
        call.record.at,
        unit_price_cents=_cents(line.get("unit_price")),
        discount_cents=_cents(line.get("discount")),
    )
    return OrderChange(lines=[change], document=fields)


def change_price(call: Call) -> ChangeOrder:
    """PATCH of a pricing element of an item."""
    return ChangeOrder(call.record.order.number, price_change(call), call.by)


def _cents(amount: str | None) -> int | None:
    return None if amount is None else int(amount.replace(".", ""))


# -- addresses -----------------------------------------------------------------------------------------------------


def address_fields(call: Call) -> dict[str, Any]:
    """The changed address of a partner by neutral names."""
    function = call.record.function
    if function not in (SHIP_TO, BILL_TO):
        raise Malformed(f"The address of partner function {function} cannot be changed", "PartnerFunction")
    field = "ship_to" if function == SHIP_TO else "bill_to"
    before = call.record.address or {}
    return {field: {**before, **address_of(call.data(), field)}}


def address_change(call: Call) -> OrderChange:
    """The change of an order that PATCH of the address of a partner asks for."""
    fields = address_fields(call)
    return OrderChange(ship_to=fields.get("ship_to"), bill_to=fields.get("bill_to"), document=fields)


def change_address(call: Call) -> ChangeOrder:
    """PATCH of the address of a partner."""
    return ChangeOrder(call.record.order.number, address_change(call), call.by)
