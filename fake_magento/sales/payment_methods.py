"""Payment methods, and the state in which each places an order. Source: Adobe Commerce user guide, "Payments"."""

from __future__ import annotations

from fake_magento.sales import order_states

CARD = "card"
REDIRECT = "redirect"
FREE = "free"
OFFLINE = {
    "banktransfer": "Bank Transfer Payment",
    "checkmo": "Check / Money order",
    "purchaseorder": "Purchase Order",
}
METHODS = {
    **OFFLINE,
    CARD: "Credit Card",
    REDIRECT: "Payment Page of the Provider",
    FREE: "No Payment Information Required",
}
"""Payment method code to title. Offline methods place orders as new. The card gateway authorises and places as
processing. The payment page of a provider places as pending_payment until the provider confirms."""


def placed_state(method: str, under_review: bool) -> str:
    """The state of a new order."""
    if under_review:
        return order_states.PAYMENT_REVIEW
    if method == CARD:
        return order_states.PROCESSING
    return order_states.PENDING_PAYMENT if method == REDIRECT else order_states.NEW
