"""Routes of carts. Guests need no token, a customer has one cart, admins have access to all.

Source: Magento source, module-quote/etc/webapi.xml and module-checkout/etc/webapi.xml.
"""

from __future__ import annotations

from fake_magento.rest.access.authorization import SELF
from fake_magento.rest.carts import cart_payment_views, cart_views
from fake_magento.rest.framework.http import Row, View

_MANAGE = "Magento_Cart::manage"
_STEPS: tuple[tuple[str, str, str, View], ...] = (
    ("GET", "", "cart.read", cart_views.read),
    ("GET", "/items", "cart.read", cart_views.items),
    ("POST", "/items", "cart.item", cart_views.put_item),
    ("PUT", "/items/{itemId}", "cart.item", cart_views.put_item),
    ("DELETE", "/items/{itemId}", "cart.item", cart_views.remove_item),
    ("POST", "/estimate-shipping-methods", "cart.read", cart_views.estimate),
    ("GET", "/shipping-methods", "cart.read", cart_views.rates),
    ("POST", "/shipping-information", "cart.address", cart_views.shipping_information),
    ("POST", "/billing-address", "cart.address", cart_views.billing_address),
    ("GET", "/billing-address", "cart.read", cart_payment_views.billing_address),
    ("GET", "/payment-methods", "cart.read", cart_views.payment_methods),
    ("GET", "/selected-payment-method", "cart.read", cart_payment_views.selected_method),
    ("GET", "/payment-information", "cart.read", cart_payment_views.payment_information),
    ("POST", "/totals-information", "cart.read", cart_payment_views.totals_information),
    ("GET", "/totals", "cart.read", cart_views.totals),
    ("GET", "/coupons", "cart.read", cart_views.coupon_read),
    ("PUT", "/coupons/{couponCode}", "cart.coupon", cart_views.coupon),
    ("DELETE", "/coupons", "cart.coupon", cart_views.coupon_remove),
    ("PUT", "/selected-payment-method", "cart.payment", cart_views.select_method),
    ("POST", "/set-payment-information", "cart.payment", cart_views.set_payment),
    ("POST", "/payment-information", "cart.order", cart_views.place),
    ("PUT", "/order", "cart.order", cart_views.place),
)
_NOT_FOR_ADMINS = ("/set-payment-information", "/payment-information")


def _steps(cart: str, acl: str | None) -> list[Row]:
    return [(method, cart + path, operation, view, None, acl) for method, path, operation, view in _STEPS]


CART_ROWS: tuple[Row, ...] = (
    ("POST", "guest-carts", "cart.create", cart_views.create, None, None),
    *_steps("guest-carts/{cartId}", None),
    ("POST", "carts/mine", "cart.create", cart_views.create_mine, None, SELF),
    *_steps("carts/mine", SELF),
    ("POST", "carts", "cart.create", cart_views.create_numbered, None, _MANAGE),
    ("GET", "carts/search", "cart.list", cart_views.search, None, _MANAGE),
    ("POST", "customers/{customerId}/carts", "cart.create", cart_views.create_mine, None, _MANAGE),
    *(row for row in _steps("carts/{cartId}", _MANAGE) if not row[1].endswith(_NOT_FOR_ADMINS)),
)
