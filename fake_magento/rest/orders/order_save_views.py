r"""Views that save orders without their services: no state machine, no stock, no totals.

Source: Magento source, Magento\Sales\Model\OrderRepository, save; Adobe Commerce developer docs, "Order
processing".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fake_magento.errors import ShopError, entity_missing
from fake_magento.events.notices import PLACED, UPDATED
from fake_magento.model.amounts import Amounts
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.money import hundredths
from fake_magento.quantities import counted, priced
from fake_magento.rest.customers.address_input import ADDRESS, address_of
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import camel, cents, decimal, integer, text
from fake_magento.rest.orders.order_address import address_json
from fake_magento.rest.orders.order_json import order_json
from fake_magento.sales import order_states
from fake_magento.sales.payment_methods import METHODS
from fake_magento.shop import Shop

_NOT_NULLABLE = (
    "base_grand_total",
    "grand_total",
    "customer_email",
)
"""Fields declared without null: the reply to a partial save has null for those that were not sent."""


_IN_MEMORY = frozenset(
    [
        *(
            "base_total_due",
            "billing_address",
            "billing_address_id",
            "created_at",
            "entity_id",
            "items",
            "payment",
        ),
        *("protect_code", "state", "status", "status_histories", "total_due", "updated_at"),
    ]
)
"""Fields of the reply to a partial save, besides those that were sent."""


def save(shop: Shop, call: Call) -> Any:
    """Insert or update by entity id. The reply is the object in memory."""
    entity = call.data.get("entity") if isinstance(call.data, dict) else None
    if not isinstance(entity, dict):
        raise required("entity")
    entity_id = entity.get("entity_id")
    order = shop.orders.find(integer(entity_id)) if entity_id not in (None, "", 0) else None
    if order is None:
        if entity_id not in (None, "", 0):
            raise entity_missing()
        return order_json(_create(shop, entity))
    _check_number(shop, order, entity)
    _write(shop, order, entity)
    return _in_memory(order_json(order), entity)


def _in_memory(data: dict[str, Any], entity: dict[str, Any]) -> dict[str, Any]:
    """What a partial save knows of the order: what was sent, what saving set, and the records below it."""
    sent = {name for name in data if name in entity or camel(name) in entity}
    known = {name: value for name, value in data.items() if name in sent or name in _IN_MEMORY}
    known |= dict.fromkeys((name for name in _NOT_NULLABLE if name not in sent), None)
    if "grand_total" not in sent:
        known["total_due"] = known["base_total_due"] = 0
    return {name: known[name] for name in data if name in known}


def _check_number(shop: Shop, order: Order, entity: dict[str, Any]) -> None:
    wanted = entity.get("increment_id")
    if wanted is not None and text(wanted) != order.increment_id:
        raise ShopError(
            "Unique constraint violation found" if shop.orders.by_number(text(wanted)) else _FIXED
        )


_FIXED = "The order number cannot be changed once it has been given."


def _write(shop: Shop, order: Order, entity: dict[str, Any]) -> None:
    """State and status are not checked; the protect code is replaced."""
    was = order.status
    if "state" in entity:
        state = text(entity["state"])
        if state not in order_states.STATUSES:
            raise ShopError("Could not save order: unknown state.")
        order.state = state
    if "status" in entity:
        order.status = None if entity["status"] is None else text(entity["status"])
    if "ext_order_id" in entity:
        order.ext_order_id = text(entity["ext_order_id"] or "") or None
    if "ext_customer_id" in entity:
        order.ext_customer_id = text(entity["ext_customer_id"] or "") or None
    if "customer_email" in entity:
        order.email = text(entity["customer_email"])
    order.protect_code = shop.secret(f"protect/{order.entity_id}", shop.now())
    shop.orders.restatus(order, was)
    if "state" in entity or "status" in entity:
        shop.emit(
            "shop.order.state",
            {"order": order.increment_id},
            {"state": order.state, "status": order.status, "why": "written by api"},
        )
    shop.saved(order, UPDATED)


def _create(shop: Shop, entity: dict[str, Any]) -> Order:
    """An imported order: nothing is reserved for it."""
    store_id = integer(entity.get("store_id", shop.config.stores[0].store_id))
    store = next((store for store in shop.config.stores if store.store_id == store_id), None)
    if store is None:
        raise ShopError("Could not save order: the store does not exist.")
    rows = entity.get("items")
    if not isinstance(rows, list) or not rows:
        raise required("items")
    if not entity.get("customer_email"):
        raise required("customer_email")
    number = entity.get("increment_id")
    number = text(number) if number else shop.orders.next_number(store_id)
    if shop.orders.by_number(number) is not None:
        raise ShopError("Unique constraint violation found")
    payment = entity.get("payment")
    method = text(payment.get("method", "checkmo")) if isinstance(payment, dict) else "checkmo"
    bill_to = address_of(ADDRESS(_address_fields(entity.get("billing_address"))))
    parsed = [_row(shop, row) for row in rows]
    first = shop.orders.take_item_ids(len(parsed))
    lines = [replace(line, item_id=first + place) for place, line in enumerate(parsed)]
    state = text(entity.get("state", order_states.NEW))
    if state not in order_states.STATUSES:
        raise ShopError("Could not save order: unknown state.")
    order = Order(
        entity_id=shop.orders.next_entity_id(),
        increment_id=number,
        store=store,
        state=state,
        status=text(entity.get("status", order_states.default_status(state, shop.config.statuses))),
        email=text(entity["customer_email"]),
        firstname=text(entity.get("customer_firstname", bill_to.firstname)),
        lastname=text(entity.get("customer_lastname", bill_to.lastname)),
        customer_id=integer(entity["customer_id"]) if entity.get("customer_id") else None,
        method=method if method in METHODS else "checkmo",
        lines=tuple(lines),
        ordered=_amounts(entity, lines),
        subtotal_incl_cents=sum(line.row_cents + line.tax_before_cents for line in lines),
        coupon_code="",
        coupon_percent=0,
        ship_to=bill_to,
        bill_to=bill_to,
        remote_ip="",
        protect_code=shop.secret("protect/new", shop.orders.next_entity_id()),
        created_ms=shop.now(),
        updated_ms=shop.now(),
        ext_order_id=text(entity["ext_order_id"]) if entity.get("ext_order_id") else None,
    )
    shop.orders.add(order)
    shop.emit(
        "shop.order.imported",
        {"order": order.increment_id},
        {"total_cents": order.ordered.total, "lines": [[line.sku, line.quantity] for line in lines]},
    )
    shop.notify(order, PLACED)
    return order


def _address_fields(value: Any) -> dict[str, Any]:
    """The fields of an address; the addresses of orders have more."""
    given = value if isinstance(value, dict) else {}
    return {key: own for key, own in given.items() if ADDRESS.convert(key) is not None}


def _row(shop: Shop, row: Any) -> OrderLine:
    given = row if isinstance(row, dict) else {}
    product = shop.catalog.find(text(given.get("sku", "")))
    if product is None:
        raise ShopError("Could not save order: unknown SKU.")
    quantity = counted(decimal(given.get("qty_ordered", 1)), product.scale)
    if quantity < 1:
        raise ShopError("Could not save order: a quantity below one.")
    price = cents(given.get("price", product.price_cents / 100))
    net = cents(given.get("row_total", priced(price, quantity, product.scale) / 100))
    tax = cents(given.get("tax_amount", 0))
    rate = hundredths(decimal(given.get("tax_percent", 0)))
    incl = cents(given.get("price_incl_tax", (net + tax) * product.scale / quantity / 100))
    discount = cents(given.get("discount_amount", 0))
    return OrderLine(
        0,
        product.product_id,
        product.sku,
        text(given.get("name", product.name)),
        quantity,
        rate,
        product.weight_grams,
        price,
        price,
        incl,
        net,
        tax,
        tax,
        discount,
        0,
        scale=product.scale,
    )


def _amounts(entity: dict[str, Any], lines: list[OrderLine]) -> Amounts:
    """The amounts of the body, by default the sums of the rows."""
    subtotal = sum(line.row_cents for line in lines)
    tax = sum(line.tax_cents for line in lines)
    discount = sum(line.discount_cents for line in lines)
    shipping = cents(entity.get("shipping_amount", 0))
    shipping_tax = cents(entity.get("shipping_tax_amount", 0))
    total = subtotal + tax + shipping + shipping_tax - discount
    return Amounts(
        cents(entity.get("subtotal", subtotal / 100)),
        cents(entity.get("tax_amount", (tax + shipping_tax) / 100)),
        discount,
        0,
        shipping,
        shipping_tax,
        cents(entity.get("grand_total", total / 100)),
    )


def save_address(shop: Shop, call: Call) -> Any:
    """Save the address `entity_id` of the order `parent_id`."""
    entity = call.data.get("entity") if isinstance(call.data, dict) else None
    if not isinstance(entity, dict):
        raise required("entity")
    order = shop.orders.get(integer(entity.get("parent_id", call.params["parent_id"])))
    address_id = integer(entity.get("entity_id", 0))
    kind = {2 * order.entity_id: "billing", 2 * order.entity_id - 1: "shipping"}.get(address_id)
    if kind is None:
        raise entity_missing()
    before = address_json(order, order.bill_to if kind == "billing" else order.ship_to, kind)
    address = address_of(ADDRESS(_address_fields({**before, **entity})))
    if kind == "billing":
        order.bill_to = address
    else:
        order.ship_to = address
    shop.saved(order, UPDATED)
    return address_json(order, address, kind)
