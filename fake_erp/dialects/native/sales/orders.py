"""Sales orders over REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.sales.order_reading import change_of, draft_of
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import Call, View, feed_page
from fake_erp.errors import ErpError
from fake_erp.messages import Reply
from fake_erp.model import Order


def order_json(order: Order) -> dict[str, Any]:
    """An order as clients see it; shares nothing with the books."""
    text = amount_text
    lines = [
        {
            "line": at,
            "state": order.line_state(line),
            "item": line.item.sku,
            "quantity": line.quantity,
            "unit_price": text(line.unit_price_cents),
            "discount": text(line.discount_cents),
            "tax": text(line.tax_cents),
            "warehouse": line.row.warehouse,
            "allocated": line.allocated,
            "shipped": line.shipped,
            "cancelled": line.cancelled,
        }
        for at, line in enumerate(order.lines, 1)
    ]
    for shown, line in zip(lines, order.lines, strict=True):
        if line.unit:
            shown["unit"], shown["unit_size"] = line.unit, line.unit_size
        if line.substitutes:
            shown["substitutes"] = line.substitutes
    return {
        "number": order.number,
        "external_reference": order.external_reference,
        "status": order.status,
        "hold_reason": order.hold_reason,
        "customer": order.customer.number,
        "currency": order.currency,
        "ordered_at": instant_text(order.ordered_at_ms),
        "prices_include_tax": order.prices_include_tax,
        "lines": lines,
        "subtotal": text(order.subtotal_cents),
        "discount": text(order.discount_cents),
        "shipping": text(order.shipping_cents),
        "shipping_method": order.shipping_method,
        "tax": text(order.tax_cents),
        "rounding": text(order.rounding_cents),
        "total": text(order.total_cents),
        "payment": {
            "method": order.payment_method,
            "prepaid": order.prepaid,
            "amount": text(order.payment_cents),
        },
        "ship_to": order.ship_to and order.ship_to.copy(),
        "bill_to": order.bill_to and order.bill_to.copy(),
        "custom": order.custom.copy(),
        "created_at": instant_text(order.created_at_ms),
        "changed_at": instant_text(order.changed_at_ms),
    }


def brief_json(order: Order) -> dict[str, Any]:
    """What a reader needs who only ticks orders off."""
    return {
        "number": order.number,
        "external_reference": order.external_reference,
        "status": order.status,
        "changed_at": instant_text(order.changed_at_ms),
    }


FORMS: dict[str, Callable[[Order], dict[str, Any]]] = {"full": order_json, "brief": brief_json}


def create(call: Call) -> Reply:
    """Save a sales order, and release it in the same step with `release: true`."""
    orders, form = call.erp.orders, _form(read.query_of(call.request.query))
    try:
        draft = draft_of(call.data(), call.erp.config.max_lines)
        order = orders.create(draft, call.client, call.request.discard)
    except ErpError as error:
        orders.refused(reference_in(call.request.data), error)
        raise
    shown = form(order)
    if order.warnings:
        shown["warnings"] = list(order.warnings)
    return call.created(shown, f"/orders/{order.number}")


def read_one(call: Call) -> Reply:
    """One sales order by its number."""
    return call.ok(order_json(call.erp.orders.get(call.params["number"])))


def list_(call: Call) -> Reply:
    """Orders with an external reference, or those changed since a cursor, in order of their last change."""
    query = read.query_of(call.request.query)
    reference = query.get("external_reference")
    form, orders = _form(query), call.erp.orders
    if reference is not None:
        rows = [form(order) for order in orders.with_reference(reference)]
        return call.ok({"rows": rows, "cursor": orders.feed.last, "more": False})
    return call.ok(feed_page(orders.feed, query, form))


def _form(query: dict[str, str]) -> Callable[[Order], dict[str, Any]]:
    """How much of an order the caller wants to see."""
    form = FORMS.get(query.get("view", "full"))
    if form is None:
        raise read.bad("view", "full or brief", query["view"])
    return form


def update(call: Call) -> Reply:
    """Change addresses, reference, custom fields, or lines of which nothing is shipped; wholly or not at all."""
    orders = call.erp.orders
    order = orders.get(call.params["number"])
    try:
        orders.update(order, change_of(call.data(), call.erp.config.max_lines), call.client)
    except ErpError as error:
        orders.refused(order.external_reference, error)
        raise
    return call.ok(order_json(order))


def approve(call: Call) -> Reply:
    """Approve an order that waits for it, so that it goes on."""
    return _step(call, lambda order, why: call.erp.orders.approve(order, call.client))


def release(call: Call) -> Reply:
    """Check the credit limit, promise stock, hand over to the warehouse."""
    return _step(call, lambda order, why: call.erp.orders.release(order))


def cancel(call: Call) -> Reply:
    """Cancel an order, or the open rest of one shipped in part; `reason` is kept."""
    return _step(call, lambda order, why: call.erp.orders.cancel(order, why or "cancelled"))


def hold(call: Call) -> Reply:
    """Stop an order; it keeps the stock promised to it. `reason` is shown as `hold_reason`."""
    return _step(call, lambda order, why: call.erp.orders.hold(order, why or "manual"))


def unhold(call: Call) -> Reply:
    """Let an order go on from where it was held."""
    return _step(call, lambda order, why: call.erp.orders.unhold(order))


def _step(call: Call, step: Callable[[Order, str], None]) -> Reply:
    order = call.erp.orders.get(call.params["number"])
    try:
        data = call.optional_data()
        why = read.optional_text(read.record(data), "reason") if data is not None else ""
        step(order, why)
    except ErpError as error:
        call.erp.orders.refused(order.external_reference, error)
        raise
    return call.ok(order_json(order))


def reference_in(data: object) -> str:
    """The external reference in the body of an order, whatever that body is."""
    reference = data.get("external_reference") if type(data) is dict else None
    return reference if type(reference) is str else ""


VIEWS: dict[str, View] = {
    "order.create": create,
    "order.list": list_,
    "order.read": read_one,
    "order.update": update,
    "order.approve": approve,
    "order.release": release,
    "order.cancel": cancel,
    "order.hold": hold,
    "order.unhold": unhold,
}
