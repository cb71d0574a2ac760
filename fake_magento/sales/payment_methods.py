"""Payment methods, and the state in which each places an order.

Source: Adobe Commerce user guide, "Payments"; Magento source, etc/config.xml of module-offline-payments, module-paypal
and the Braintree module.
"""

from __future__ import annotations

from fake_magento.sales import order_states

CARD = "card"
REDIRECT = "redirect"
FREE = "free"
OFFLINE = {
    "banktransfer": "Bank Transfer Payment",
    "cashondelivery": "Cash On Delivery",
    "checkmo": "Check / Money order",
    "purchaseorder": "Purchase Order",
}
GATEWAYS = {
    CARD: "Credit Card",
    "braintree": "Credit Card (Braintree)",
    "payflowpro": "Credit Card (Payflow Pro)",
    "paypal_express": "PayPal Express Checkout",
}
METHODS = {
    **OFFLINE,
    **GATEWAYS,
    REDIRECT: "Payment Page of the Provider",
    FREE: "No Payment Information Required",
}
"""Payment method code to title. Offline methods place orders as new. A gateway authorises and places as processing. The
payment page of a provider places as pending_payment until the provider confirms."""


def placed_state(method: str, under_review: bool) -> str:
    """The state of a new order."""
    if under_review:
        return order_states.PAYMENT_REVIEW
    if method in GATEWAYS:
        return order_states.PROCESSING
    return order_states.PENDING_PAYMENT if method == REDIRECT else order_states.NEW
