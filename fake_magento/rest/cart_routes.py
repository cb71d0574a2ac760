"""Routes of the guest checkout; guests need no token."""

from __future__ import annotations

from fake_magento.rest import carts
from fake_magento.rest.http import Key, View

_CART = "guest-carts/{cartId}"

CART_ROWS: tuple[tuple[str, str, str, View, Key | None, str | None], ...] = (
    ("POST", "guest-carts", "cart.create", carts.create, None, None),
    ("GET", _CART, "cart.read", carts.read, None, None),
    ("GET", _CART + "/items", "cart.read", carts.items, None, None),
    ("POST", _CART + "/items", "cart.item", carts.put_item, None, None),
    ("PUT", _CART + "/items/{itemId}", "cart.item", carts.put_item, None, None),
    ("DELETE", _CART + "/items/{itemId}", "cart.item", carts.remove_item, None, None),
    ("POST", _CART + "/estimate-shipping-methods", "cart.read", carts.estimate, None, None),
    ("GET", _CART + "/shipping-methods", "cart.read", carts.rates, None, None),
    ("POST", _CART + "/shipping-information", "cart.address", carts.shipping_information, None, None),
    ("POST", _CART + "/billing-address", "cart.address", carts.billing_address, None, None),
    ("GET", _CART + "/payment-methods", "cart.read", carts.payment_methods, None, None),
    ("GET", _CART + "/totals", "cart.read", carts.totals, None, None),
    ("GET", _CART + "/coupons", "cart.read", carts.coupon_read, None, None),
    ("PUT", _CART + "/coupons/{couponCode}", "cart.coupon", carts.coupon, None, None),
    ("DELETE", _CART + "/coupons", "cart.coupon", carts.coupon_remove, None, None),
    ("PUT", _CART + "/selected-payment-method", "cart.payment", carts.select_method, None, None),
    ("POST", _CART + "/set-payment-information", "cart.payment", carts.set_payment, None, None),
    ("POST", _CART + "/payment-information", "cart.order", carts.place, None, None),
    ("PUT", _CART + "/order", "cart.order", carts.place, None, None),
)
