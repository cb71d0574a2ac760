"""Sales orders over REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.channels.feed import Page
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.sales.order_reading import change_of, draft_of
from fake_erp.dialects.native.versions import require_version
from fake_erp.dialects.native.views import Call, View, created, get, page, page_json, versioned
from fake_erp.messages import Reply
from fake_erp.model import Line, Order
from fake_erp.model.quantities import shown as in_units
from fake_erp.operations.base import Look
from fake_erp.operations.orders import (
    ApproveOrder,
    CancelOrder,
    ChangeOrder,
    CreateOrder,
    HoldOrder,
    ReleaseOrder,
    UnholdOrder,
)
from fake_erp.times import instant_text


def _decimals(line: Line) -> dict[str, Any]:
    """The quantities of a line with decimal ones."""
    scale = line.item.scale
    return {
        "quantity": in_units(line.quantity, scale),
        "allocated": in_units(line.allocated, scale),
        "shipped": in_units(line.shipped, scale),
        "cancelled": in_units(line.cancelled, scale),
    }


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
        if line.item.scale != 1:
            shown.update(_decimals(line))
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
        "custom": dict(order.custom),
        "created_at": instant_text(order.created_at_ms),
        "changed_at": instant_text(order.changed_at_ms),
        "edited_by": order.edited_by,
    }


def brief_json(order: Order) -> dict[str, Any]:
    """Only number, reference, status, and when and by whom it was changed, for reconciliation."""
    return {
        "number": order.number,
        "external_reference": order.external_reference,
        "status": order.status,
        "changed_at": instant_text(order.changed_at_ms),
        "edited_by": order.edited_by,
    }


FORMS: dict[str, Callable[[Order], dict[str, Any]]] = {"full": order_json, "brief": brief_json}


def create(call: Call) -> CreateOrder:
    """Save a sales order, and release it in the same step with `release: true`."""
    _form(call.query())
    draft = draft_of(call.data(), call.erp.config.max_lines)
    return CreateOrder(draft, call.client, call.request.discard)


def _created(call: Call, order: Order) -> Reply:
    shown = _form(call.query())(order)
    if order.warnings:
        shown["warnings"] = list(order.warnings)
    return created(shown, f"/orders/{order.number}")


def read_one(call: Call) -> Look[Order]:
    """One sales order by its number."""
    return get(call.erp.orders.get, call.params["number"])


def list_(call: Call) -> Look[Page[Order]]:
    """Orders with an external reference, or those changed since a cursor, in order of their last change."""
    query, orders = call.query(), call.erp.orders
    _form(query)
    reference = query.get("external_reference")
    if reference is None:
        return page(orders.feed, query)
    return Look(lambda hides: Page(orders.with_reference(reference), orders.feed.last, False))


def _listed(call: Call, found: Page[Order]) -> Reply:
    return Reply(200, page_json(found, _form(call.query())))


def _form(query: dict[str, str]) -> Callable[[Order], dict[str, Any]]:
    """How much of an order the caller wants to see."""
    form = FORMS.get(query.get("view", "full"))
    if form is None:
        raise read.bad("view", "full or brief", query["view"])
    return form


def update(call: Call) -> ChangeOrder:
    """Change addresses, reference, custom fields, or lines of which nothing is shipped; wholly or not at all."""
    order = call.erp.orders.get(call.params["number"])
    require_version(call.request, order_json(order))
    return ChangeOrder(order.number, change_of(call.data(), call.erp.config.max_lines), call.client)


def approve(call: Call) -> ApproveOrder:
    """Approve an order that waits for it, so that it goes on."""
    return ApproveOrder(_step(call)[0], call.client)


def release(call: Call) -> ReleaseOrder:
    """Check the credit limit, promise stock, hand over to the warehouse."""
    return ReleaseOrder(_step(call)[0])


def cancel(call: Call) -> CancelOrder:
    """Cancel an order, or the open rest of one shipped in part; `reason` is kept."""
    return CancelOrder(*_step(call), call.client)


def hold(call: Call) -> HoldOrder:
    """Stop an order; it keeps the stock promised to it. `reason` is shown as `hold_reason`."""
    return HoldOrder(*_step(call))


def unhold(call: Call) -> UnholdOrder:
    """Let an order go on from where it was held."""
    return UnholdOrder(_step(call)[0])


def _step(call: Call) -> tuple[str, str]:
    """The number of the order, and the reason given."""
    order = call.erp.orders.get(call.params["number"])
    require_version(call.request, order_json(order))
    data = call.optional_data()
    return order.number, read.optional_text(read.record(data), "reason") if data is not None else ""


VIEWS: dict[str, View[Any]] = {
    "order.create": View(create, _created),
    "order.list": View(list_, _listed),
    "order.read": View(read_one, versioned(order_json)),
    "order.update": View(update, versioned(order_json)),
    "order.approve": View(approve, versioned(order_json)),
    "order.release": View(release, versioned(order_json)),
    "order.cancel": View(cancel, versioned(order_json)),
    "order.hold": View(hold, versioned(order_json)),
    "order.unhold": View(unhold, versioned(order_json)),
}
