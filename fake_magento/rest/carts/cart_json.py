r"""Carts as JSON, open ones and those that became orders.

Source: Magento source, Magento\Quote\Api\Data\CartInterface and CartItemInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.carts.open_carts import CartItem, OpenCart
from fake_magento.carts.ordered_carts import OrderedCart
from fake_magento.config import StoreConfig
from fake_magento.model.address import Address
from fake_magento.model.composites import Choice
from fake_magento.money import number
from fake_magento.quantities import shown
from fake_magento.rest.customers.customer_json import customer_json
from fake_magento.shop import Shop
from fake_magento.timestamps import stamp


def cart_json(shop: Shop, cart: OpenCart | OrderedCart) -> dict[str, Any]:
    """A cart as CartInterface. One that was ordered is inactive and names its order in `reserved_order_id`."""
    rows = items_json(shop, cart)
    customer = None if cart.customer_id is None else shop.customers.find(cart.customer_id)
    if customer is None:
        buyer: dict[str, Any] = {"email": cart.email or None, "firstname": None, "lastname": None}
    else:
        buyer = customer_json(customer)
    data: dict[str, Any] = {
        "id": cart.cart_id,
        "created_at": stamp(cart.created_ms),
        "updated_at": stamp(cart.created_ms),
        "is_active": cart.is_active,
        "is_virtual": bool(rows) and all(row["product_type"] == "virtual" for row in rows),
        "items": rows,
        "items_count": len(rows),
        "items_qty": sum(row["qty"] for row in rows),
        "customer": buyer,
        "orig_order_id": 0,
        "currency": _currency(cart.store),
        "customer_is_guest": customer is None,
        "customer_note_notify": True,
        "customer_tax_class_id": 3,
        "store_id": cart.store.store_id,
    }
    bill_to = cart.order.bill_to if isinstance(cart, OrderedCart) else cart.bill_to
    if bill_to is not None:
        data["billing_address"] = address_json(bill_to, cart.email)
    if isinstance(cart, OrderedCart):
        data["reserved_order_id"] = cart.order.increment_id
    return data


def _currency(store: StoreConfig) -> dict[str, Any]:
    base = store.base_currency or store.currency
    rate = number(round(store.rate_millionths / 10_000))
    return {
        "global_currency_code": base,
        "base_currency_code": base,
        "store_currency_code": store.currency,
        "quote_currency_code": store.currency,
        "store_to_base_rate": 0,
        "store_to_quote_rate": 0,
        "base_to_global_rate": 1,
        "base_to_quote_rate": rate if store.is_foreign else 1,
    }


def address_json(address: Address, email: str) -> dict[str, Any]:
    """An address of a cart as AddressInterface."""
    return {
        "region": address.region,
        "region_id": address.region_id,
        "region_code": address.region_code,
        "country_id": address.country,
        "street": list(address.street),
        "telephone": address.telephone,
        "postcode": address.postcode,
        "city": address.city,
        "firstname": address.firstname,
        "lastname": address.lastname,
        "email": email,
        "same_as_billing": 0,
        "save_in_address_book": 0,
    }


def items_json(shop: Shop, cart: OpenCart | OrderedCart) -> list[dict[str, Any]]:
    """The items of a cart. `quote_id` is the numeric cart id as a string, for guests too."""
    if isinstance(cart, OpenCart):
        return [item_json(shop, cart, item) for item in cart.items]
    return [
        {
            "item_id": line.item_id,
            "sku": line.sku,
            "qty": shown(line.quantity, line.scale),
            "name": line.name,
            "price": number(line.unit_cents),
            "product_type": line.kind,
            "quote_id": str(cart.cart_id),
        }
        for line in cart.items
    ]


def item_json(shop: Shop, cart: OpenCart, item: CartItem) -> dict[str, Any]:
    """An item of an open cart, at its price of this instant."""
    choice = item.choice
    product = shop.catalog.get(choice.sku)
    quote = shop.carts.totals(OpenCart(0, "", cart.store, [item], cart.customer_id))
    return {
        "item_id": item.item_id,
        "sku": choice.child or product.sku,
        "qty": shown(choice.quantity, product.scale),
        "name": product.name,
        "price": number(sum(line.unit_cents for line in quote.lines)),
        "product_type": product.kind,
        "quote_id": str(cart.cart_id),
        **_custom(choice),
    }


def _custom(choice: Choice) -> dict[str, Any]:
    rows = [{"option_id": str(number), "option_value": text} for number, text in choice.custom]
    return {"product_option": {"extension_attributes": {"custom_options": rows}}} if rows else {}
