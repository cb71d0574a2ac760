"""The record `salesOrder`: writing it, and finding it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fake_erp.dialects.netsuite.ids import customer_id, transaction_id, transaction_of
from fake_erp.dialects.netsuite.memory import memory_of
from fake_erp.dialects.netsuite.records.addresses import address_json
from fake_erp.dialects.netsuite.records.base import Body, RecordType, amount, day, refers, stamp
from fake_erp.dialects.netsuite.records.masters import SUBSIDIARY, currency_id, location_id
from fake_erp.dialects.netsuite.records.order_changes import change, remove
from fake_erp.dialects.netsuite.records.order_reading import create, neutral
from fake_erp.dialects.netsuite.records.order_status import NAMES, letter
from fake_erp.dialects.record_ids import ids_of
from fake_erp.dialects.rendered import state_of
from fake_erp.model import Line, Order
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

FIELDS = frozenset(
    [
        "id",
        "tranId",
        "entity",
        "subsidiary",
        "externalId",
        "otherRefNum",
        "tranDate",
        "memo",
        "currency",
        "location",
        "shipAddress",
        "shippingAddress",
        "billAddress",
        "billingAddress",
        "item",
        "orderStatus",
        "status",
        "shipMethod",
        "shippingCost",
        "altShippingCost",
        "paymentMethod",
        "total",
        "subtotal",
        "discountTotal",
        "taxTotal",
        "createdDate",
        "lastModifiedDate",
        "exchangeRate",
        "email",
        "shipDate",
        "department",
        "class",
        "customForm",
        "shipComplete",
        "salesRep",
        "terms",
        "startDate",
        "endDate",
        "discountItem",
        "discountRate",
        "isTaxable",
        "taxItem",
        "taxRate",
        "shippingAddress_text",
        "billingAddress_text",
        "toBeEmailed",
        "toBePrinted",
        "source",
        "shipAddressList",
        "billAddressList",
        "shipIsResidential",
        "handlingCost",
        "partner",
        "opportunity",
        "promoCode",
        "links",
        "createdFrom",
    ]
)


def find(erp: Erp, wanted: int) -> Order | None:
    """The order with this internal id, unless it was deleted."""
    order: Order | None = transaction_of(erp, "order", erp.orders.by_number, wanted)
    return None if order is None or order.number in memory_of(erp).deleted else order


def by_external(erp: Erp, reference: str) -> Order | None:
    """The oldest order with this external id that was not deleted."""
    deleted = memory_of(erp).deleted
    return next((each for each in erp.orders.with_reference(reference) if each.number not in deleted), None)


def rows(erp: Erp) -> list[Order]:
    """Every order that was not deleted."""
    deleted = memory_of(erp).deleted
    found = erp.orders.by_number.values()
    return [order for order in found if order.number not in deleted] if deleted else list(found)


def order_json(erp: Erp, order: Order) -> Body:
    """An order as its record; shares nothing with the books."""
    custom, status, customer = order.custom, letter(order), order.customer
    named = refers(status, NAMES[status])
    written: Body = {
        "id": str(transaction_id("order", order.number)),
        "tranId": order.number,
        "entity": refers(customer_id(customer.number), f"{customer.number} {customer.name}"),
        "subsidiary": SUBSIDIARY,
        "tranDate": day(order.ordered_at_ms),
        "currency": refers(currency_id(erp, order.currency), order.currency),
        "exchangeRate": order.rate_micro / 1_000_000,
        "orderStatus": named,
        "status": named,
        "subtotal": amount(order.subtotal_cents),
        "discountTotal": amount(order.discount_cents),
        "taxTotal": amount(order.tax_cents),
        "shippingCost": amount(order.shipping_cents),
        "total": amount(order.total_cents),
        "createdDate": stamp(order.created_at_ms),
        "lastModifiedDate": stamp(order.changed_at_ms),
        "custbody_ordered_at": instant_text(order.ordered_at_ms),
        "custbody_prices_include_tax": order.prices_include_tax,
        "custbody_prepaid": order.prepaid,
        "custbody_payment_amount": amount(order.payment_cents),
        "custbody_rounding": amount(order.rounding_cents),
    }
    _texts(order, written)
    for name, value in custom.items():
        written[
            "memo" if name == "memo" else "otherRefNum" if name == "otherRefNum" else f"custbody_{name}"
        ] = value
    return written


def _texts(order: Order, written: Body) -> None:
    """What an order may be without."""
    if order.external_reference:
        written["externalId"] = order.external_reference
        written["otherRefNum"] = order.external_reference
    if order.shipping_method:
        written["shipMethod"] = refers(order.shipping_method, order.shipping_method)
    if order.payment_method:
        written["paymentMethod"] = refers(order.payment_method, order.payment_method)
    if order.status == "held":
        written["custbody_on_hold"] = True
    if order.hold_reason:
        written["custbody_hold_reason"] = order.hold_reason


def parts(erp: Erp, order: Order) -> dict[str, Callable[[], Body]]:
    """The lines and the addresses of an order, each as a function that writes it."""
    found: dict[str, Callable[[], Body]] = {"item": partial(_lines, erp, order)}
    for shown, address in (("shippingAddress", order.ship_to), ("billingAddress", order.bill_to)):
        if address is not None:
            found[shown] = partial(address_json, address)
    return found


def _lines(erp: Erp, order: Order) -> Body:
    return {"items": [line_json(erp, order, at) for at in range(len(order.lines))]}


def line_json(erp: Erp, order: Order, at: int) -> Body:
    """A line of an order."""
    line: Line = order.lines[at]
    warehouse = line.row.warehouse
    net = (line.quantity - line.cancelled) * line.unit_price_cents - line.discount_cents
    written: Body = {
        "line": at + 1,
        "item": refers(ids_of(erp).of_item(erp, line.item), line.item.sku),
        "quantity": float(line.quantity),
        "rate": amount(line.unit_price_cents),
        "amount": amount(net),
        "tax1Amt": amount(line.tax_cents),
        "location": refers(location_id(erp, warehouse), warehouse),
        "quantityFulfilled": float(line.shipped),
        "quantityBilled": float(line.billed),
        "quantityCommitted": float(line.allocated),
        "quantityBackOrdered": float(max(0, line.waits_for)),
        "isClosed": (bool(line.cancelled) and line.open == 0) or order.status == "cancelled",
        "custcol_discount": amount(line.discount_cents),
        "custcol_cancelled": float(line.cancelled),
    }
    if line.unit:
        written["units"] = refers(line.unit, line.unit)
        written["custcol_unit_size"] = line.unit_size
    if line.substitutes:
        written["custcol_substitutes"] = line.substitutes
    return written


SALES_ORDER = RecordType(
    "salesOrder",
    "order",
    find,
    rows,
    lambda erp, order: transaction_id("order", order.number),
    order_json,
    FIELDS,
    by_external,
    lambda order: order.external_reference or order.number,
    ("item", "shippingAddress", "billingAddress"),
    neutral,
    create,
    change,
    remove,
    parts=parts,
    state=state_of,
    indexes={
        "otherrefnum": lambda erp, value: [
            order for order in erp.orders.with_reference(value) if order.number not in memory_of(erp).deleted
        ],
        "tranid": lambda erp, value: [
            order for order in (erp.orders.by_number.get(value),) if order is not None
        ],
    },
)
