"""Views of carts: of guests (`guest-carts`), of the calling customer (`carts/mine`), and of any for an admin.

Source: Adobe Commerce developer docs, "Order processing"; Magento source, module-quote/etc/webapi.xml.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fake_magento.carts.open_carts import OpenCart
from fake_magento.carts.ordered_carts import OrderedCart, ordered_carts
from fake_magento.config import StoreConfig
from fake_magento.errors import ShopError
from fake_magento.money import number as amount
from fake_magento.quantities import counted, shown, total
from fake_magento.rest.carts.cart_item_input import ADD, choice_of
from fake_magento.rest.carts.cart_json import cart_json, item_json, items_json
from fake_magento.rest.customers.address_input import ADDRESS, address_of
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, text
from fake_magento.rest.search import columns
from fake_magento.rest.search.list_reply import envelope
from fake_magento.sales.payment_methods import METHODS
from fake_magento.shop import Shop

_QUOTE = "Magento\\Quote\\Api\\Data\\"
_METHOD = Shape(
    _QUOTE + "PaymentInterface",
    method=text,
    po_number=text,
    additional_data=anything,
    extension_attributes=anything,
)
SHIPPING = Arguments(
    address_information=Shape(
        "Magento\\Checkout\\Api\\Data\\ShippingInformationInterface",
        shipping_address=ADDRESS,
        billing_address=ADDRESS,
        shipping_carrier_code=text,
        shipping_method_code=text,
        extension_attributes=anything,
        custom_attributes=anything,
    )
)
PAYMENT = Arguments(email=text, payment_method=_METHOD, billing_address=ADDRESS)
_SELECT = Arguments(method=_METHOD)
_ESTIMATE = Arguments(address=ADDRESS)


def create(shop: Shop, call: Call) -> Any:
    """A new cart of a guest; the reply is its masked id, a string of 32 characters."""
    return shop.carts.new(_store(shop, call)).masked


def create_mine(shop: Shop, call: Call) -> Any:
    """The cart of the calling customer, or of the one in the path; the same cart until it is ordered."""
    customer_id = path_id(call.params["customerId"]) if "customerId" in call.params else _caller_id(call)
    return shop.carts.new_for(customer_id, _store(shop, call)).cart_id


def create_numbered(shop: Shop, call: Call) -> Any:
    """A new cart of an admin without a customer; the reply is its numeric id, a bare integer."""
    return shop.carts.new_numbered(_store(shop, call)).cart_id


def _store(shop: Shop, call: Call) -> StoreConfig:
    return shop.stores.get(call.store) or shop.config.stores[0]


def _caller_id(call: Call) -> int:
    assert call.request.caller is not None
    return call.request.caller.user_id


def cart_of(shop: Shop, call: Call) -> OpenCart:
    """A guest's cart by its masked id, an admin's by its number, a customer's without an id."""
    wanted = call.params.get("cartId")
    if wanted is None:
        return shop.carts.of_customer(_caller_id(call))
    if "/guest-carts/" in call.request.path:
        return shop.carts.masked(wanted)
    return shop.carts.get(path_id(wanted))


def search(shop: Shop, call: Call) -> Any:
    """Carts of every kind that match the search criteria: open ones, and those that were ordered."""
    rows = [*ordered_carts(shop.orders), *shop.carts]
    return envelope(shop, call, columns.CARTS, rows, lambda cart: cart_json(shop, cart), shop)


def _readable(shop: Shop, call: Call) -> OpenCart | OrderedCart:
    """A cart to read. An admin can also read one that was ordered; a shopper cannot."""
    wanted = call.params.get("cartId", "")
    if wanted.isdigit() and "/guest-carts/" not in call.request.path:
        order = shop.carts.ordered(int(wanted))
        if order is not None:
            return OrderedCart(order)
    return cart_of(shop, call)


def read(shop: Shop, call: Call) -> Any:
    """One cart, with its items, its customer and its currencies. Of a guest and a customer 404 once it was ordered."""
    return cart_json(shop, _readable(shop, call))


def items(shop: Shop, call: Call) -> Any:
    """The items of a cart, a bare list. `quote_id` is the numeric cart id as a string, for guests too."""
    return items_json(shop, _readable(shop, call))


def put_item(shop: Shop, call: Call) -> Any:
    """POST adds, PUT changes the item of the path."""
    cart = cart_of(shop, call)
    given = ADD(call.data).get("cart_item")
    if given is None:
        raise required("cartItem")
    item_id = call.params.get("itemId")
    known = next((item for item in cart.items if item_id and item.item_id == path_id(item_id)), None)
    sku = given.get("sku", known.choice.sku if known else "")
    product = shop.catalog.get(sku)
    options = given.get("product_option", {}).get("extension_attributes", {})
    choice = choice_of(shop, product, counted(given.get("qty", 1), product.scale), options)
    if known is not None and not options:
        choice = replace(known.choice, sku=product.sku, quantity=choice.quantity)
    item = shop.carts.put(cart, choice, path_id(item_id) if item_id else None)
    return item_json(shop, cart, item)


def remove_item(shop: Shop, call: Call) -> Any:
    """Remove an item. 404 for an unknown item id."""
    shop.carts.remove(cart_of(shop, call), path_id(call.params["itemId"]))
    return True


def estimate(shop: Shop, call: Call) -> Any:
    """Shipping rates for an address. The address is validated and not stored; the rate is flat."""
    _ESTIMATE(call.data)
    return _rates(shop, cart_of(shop, call))


def rates(shop: Shop, call: Call) -> Any:
    """Shipping rates for the stored shipping address. 400 when there is none; `[]` for an empty cart."""
    cart = cart_of(shop, call)
    if cart.ship_to is None:
        raise ShopError("The shipping address is missing. Set the address and try again.")
    return _rates(shop, cart)


def _rates(shop: Shop, cart: OpenCart) -> list[dict[str, Any]]:
    if not cart.items:
        return []
    ordered = shop.carts.totals(cart).ordered
    incl = ordered.shipping + ordered.shipping_tax + ordered.shipping_compensation
    entered = incl if cart.store.tax == "inclusive" else ordered.shipping
    return [
        {
            "carrier_code": "flatrate",
            "method_code": "flatrate",
            "carrier_title": "Flat Rate",
            "method_title": "Fixed",
            "amount": amount(entered),
            "base_amount": amount(cart.store.shipping_cents),
            "available": True,
            "error_message": "",
            "price_excl_tax": amount(ordered.shipping),
            "price_incl_tax": amount(incl),
        }
    ]


def shipping_information(shop: Shop, call: Call) -> Any:
    """Set both addresses and the shipping method; gives the payment methods and the totals.

    Raises ShopError without a shipping address, and NotFound for an unknown carrier or method.
    """
    cart = cart_of(shop, call)
    given = SHIPPING(call.data).get("address_information")
    if given is None:
        raise required("addressInformation")
    if "shipping_address" not in given:
        raise ShopError("The shipping address is missing. Set the address and try again.")
    carrier = (given.get("shipping_carrier_code", ""), given.get("shipping_method_code", ""))
    address = address_of(given["shipping_address"])
    shop.carts.ship_by(cart, carrier)
    cart.ship_to = address
    cart.bill_to = address_of(given["billing_address"]) if "billing_address" in given else cart.bill_to
    cart.email = given["shipping_address"].get("email", cart.email)
    return {"payment_methods": _methods(shop, cart), "totals": totals_json(shop, cart)}


def payment_methods(shop: Shop, call: Call) -> Any:
    """Payment methods as code and title: `free` alone for a total of zero, else all the others."""
    return _methods(shop, cart_of(shop, call))


def _methods(shop: Shop, cart: OpenCart) -> list[dict[str, Any]]:
    """The methods of a cart: `free` alone for a total of zero, else all others."""
    free = bool(cart.items) and shop.carts.totals(cart).ordered.total == 0
    return [{"code": code, "title": title} for code, title in METHODS.items() if (code == "free") == free]


def totals(shop: Shop, call: Call) -> Any:
    """The totals of a cart at current prices; `total_segments` lists subtotal, shipping, tax and the rest by code."""
    return totals_json(shop, cart_of(shop, call))


def totals_json(shop: Shop, cart: OpenCart) -> dict[str, Any]:
    """The totals of a cart as TotalsInterface."""
    quote = shop.carts.totals(cart)
    own, base = quote.ordered, (quote.books or quote).ordered
    data: dict[str, Any] = {}
    for prefix, sums in (("", own), ("base_", base)):
        data[prefix + "grand_total"] = amount(sums.total)
        data[prefix + "subtotal"] = amount(sums.subtotal)
        data[prefix + "discount_amount"] = amount(-sums.discount)
        data[prefix + "subtotal_with_discount"] = amount(sums.subtotal - sums.discount)
        data[prefix + "shipping_amount"] = amount(sums.shipping)
        data[prefix + "shipping_tax_amount"] = amount(sums.shipping_tax)
        data[prefix + "tax_amount"] = amount(sums.tax)
        data[prefix + "currency_code" if prefix else "quote_currency_code"] = (
            cart.store.base_currency or cart.store.currency if prefix else cart.store.currency
        )
    data["items_qty"] = total(
        (item.choice.quantity, shop.catalog.scale_of(item.choice.sku)) for item in cart.items
    )
    data["items"] = [
        {
            "item_id": item.item_id,
            "price": amount(line.price_cents),
            "qty": shown(line.quantity, line.scale),
            "row_total": amount(line.row_cents),
            "tax_amount": amount(line.tax_cents),
            "discount_amount": amount(line.discount_cents),
            "row_total_incl_tax": amount(line.row_cents + line.tax_before_cents),
            "name": line.name,
        }
        for item, line in zip(cart.items, quote.lines, strict=False)
    ]
    segments = [
        ("subtotal", "Subtotal", own.subtotal),
        ("shipping", "Shipping & Handling (Flat Rate - Fixed)", own.shipping),
        ("tax", "Tax", own.tax),
        ("grand_total", "Grand Total", own.total),
    ]
    if own.discount:
        segments.insert(
            1, ("discount", f"Discount ({cart.coupon.code if cart.coupon else ''})", -own.discount)
        )
    data["total_segments"] = [
        {"code": code, "title": title, "value": amount(cents)} for code, title, cents in segments
    ]
    if cart.coupon is not None:
        data["coupon_code"] = cart.coupon.code
    return data


def coupon(shop: Shop, call: Call) -> Any:
    """Apply a coupon; it replaces an earlier one. 404 for an unknown code."""
    cart = cart_of(shop, call)
    shop.carts.redeem(cart, call.params["couponCode"])
    return True


def coupon_read(shop: Shop, call: Call) -> Any:
    """The code of the applied coupon as a bare string; `[]` without one, as for every null in PHP."""
    cart = cart_of(shop, call)
    return cart.coupon.code if cart.coupon else None


def coupon_remove(shop: Shop, call: Call) -> Any:
    """Remove the coupon. The reply is `true` even when none was applied."""
    cart_of(shop, call).coupon = None
    return True


def select_method(shop: Shop, call: Call) -> Any:
    """Set the payment method; the reply is the numeric cart id as a string."""
    cart = cart_of(shop, call)
    given = _SELECT(call.data).get("method")
    if given is None:
        raise required("method")
    _pay_by(cart, given)
    return str(cart.cart_id)


def _pay_by(cart: OpenCart, given: dict[str, Any]) -> None:
    if given.get("method") not in METHODS:
        raise ShopError("Enter a valid payment method and try again.")
    cart.method = given["method"]


def place(shop: Shop, call: Call) -> Any:
    """`payment-information` and `order`: the entity id of the order, as a string."""
    cart = cart_of(shop, call)
    given = PAYMENT(call.data)
    if "payment_method" in given:
        _pay_by(cart, given["payment_method"])
    if given.get("email"):
        cart.email = given["email"]
    if "billing_address" in given:
        cart.bill_to = address_of(given["billing_address"])
    return str(shop.carts.order(cart).entity_id)


def set_payment(shop: Shop, call: Call) -> Any:
    """`set-payment-information`: set the payment without placing the order."""
    cart = cart_of(shop, call)
    given = PAYMENT(call.data)
    if "payment_method" not in given:
        raise required("paymentMethod")
    _pay_by(cart, given["payment_method"])
    return True


def billing_address(shop: Shop, call: Call) -> Any:
    """Set the billing address; the reply is the numeric cart id."""
    cart = cart_of(shop, call)
    given = _ESTIMATE(call.data).get("address")
    if given is None:
        raise required("address")
    cart.bill_to = address_of(given)
    return cart.cart_id
