r"""Views of carts that storefronts read before payment: addresses, the selected method, totals for an address.

Source: Magento source, Magento\Quote\Api\BillingAddressManagementInterface and PaymentMethodManagementInterface,
Magento\Checkout\Api\TotalsInformationManagementInterface and PaymentInformationManagementInterface.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fake_magento.rest.carts import cart_views
from fake_magento.rest.carts.cart_json import address_json
from fake_magento.rest.customers.address_input import ADDRESS, address_of
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, text
from fake_magento.shop import Shop

TOTALS = Arguments(
    address_information=Shape(
        "Magento\\Checkout\\Api\\Data\\TotalsInformationInterface",
        address=ADDRESS,
        shipping_method_code=text,
        shipping_carrier_code=text,
        extension_attributes=anything,
        custom_attributes=anything,
    )
)


def billing_address(shop: Shop, call: Call) -> Any:
    """The billing address of a cart; `[]` for a cart without one."""
    cart = cart_views.cart_of(shop, call)
    return None if cart.bill_to is None else address_json(cart.bill_to, cart.email)


def selected_method(shop: Shop, call: Call) -> Any:
    """The payment method that was selected; `[]` for none, as for every null in PHP."""
    cart = cart_views.cart_of(shop, call)
    return None if cart.method is None else {"po_number": None, "method": cart.method, "additional_data": []}


def payment_information(shop: Shop, call: Call) -> Any:
    """The payment methods and the totals of a cart."""
    return {
        "payment_methods": cart_views.payment_methods(shop, call),
        "totals": cart_views.totals(shop, call),
    }


def totals_information(shop: Shop, call: Call) -> Any:
    """The totals that a cart would have at an address; nothing is stored."""
    cart = cart_views.cart_of(shop, call)
    given = TOTALS(call.data).get("address_information")
    if given is None:
        raise required("addressInformation")
    if "address" not in given:
        raise required("address")
    at = {"firstname": "-", "lastname": "-", "street": ["-"], "city": "-", "postcode": "-", "telephone": "-"}
    return cart_views.totals_json(shop, replace(cart, ship_to=address_of({**at, **given["address"]})))
