"""Routes of checkouts. Guests need no token, a customer has one cart, admins fill anybody's."""

from __future__ import annotations

from fake_magento.rest.access.auth import SELF
from fake_magento.rest.carts import carts
from fake_magento.rest.framework.http import Key, View

_MANAGE = "Magento_Cart::manage"
_STEPS: tuple[tuple[str, str, str, View], ...] = (
    ("GET", "", "cart.read", carts.read),
    ("GET", "/items", "cart.read", carts.items),
    ("POST", "/items", "cart.item", carts.put_item),
    ("PUT", "/items/{itemId}", "cart.item", carts.put_item),
    ("DELETE", "/items/{itemId}", "cart.item", carts.remove_item),
    ("POST", "/estimate-shipping-methods", "cart.read", carts.estimate),
    ("GET", "/shipping-methods", "cart.read", carts.rates),
    ("POST", "/shipping-information", "cart.address", carts.shipping_information),
    ("POST", "/billing-address", "cart.address", carts.billing_address),
    ("GET", "/payment-methods", "cart.read", carts.payment_methods),
    ("GET", "/totals", "cart.read", carts.totals),
    ("GET", "/coupons", "cart.read", carts.coupon_read),
    ("PUT", "/coupons/{couponCode}", "cart.coupon", carts.coupon),
    ("DELETE", "/coupons", "cart.coupon", carts.coupon_remove),
    ("PUT", "/selected-payment-method", "cart.payment", carts.select_method),
    ("POST", "/set-payment-information", "cart.payment", carts.set_payment),
    ("POST", "/payment-information", "cart.order", carts.place),
    ("PUT", "/order", "cart.order", carts.place),
)
_NOT_FOR_ADMINS = ("/set-payment-information", "/payment-information")


def _steps(cart: str, acl: str | None) -> list[tuple[str, str, str, View, Key | None, str | None]]:
    return [(method, cart + path, operation, view, None, acl) for method, path, operation, view in _STEPS]


CART_ROWS: tuple[tuple[str, str, str, View, Key | None, str | None], ...] = (
    ("POST", "guest-carts", "cart.create", carts.create, None, None),
    *_steps("guest-carts/{cartId}", None),
    ("POST", "carts/mine", "cart.create", carts.create_mine, None, SELF),
    *_steps("carts/mine", SELF),
    ("POST", "carts", "cart.create", carts.create_numbered, None, _MANAGE),
    ("GET", "carts/search", "cart.list", carts.search, None, _MANAGE),
    ("POST", "customers/{customerId}/carts", "cart.create", carts.create_mine, None, _MANAGE),
    *(row for row in _steps("carts/{cartId}", _MANAGE) if not row[1].endswith(_NOT_FOR_ADMINS)),
)
