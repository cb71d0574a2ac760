"""The erasure of a customer at their request: the account and its orders stay, without a person in them.

Magento itself only deletes accounts; extensions for the GDPR (article 17) replace the data, as orders must be kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fake_magento.model.address import Address
from fake_magento.model.customer import Erased

if TYPE_CHECKING:
    from fake_magento.model.customer import Customer
    from fake_magento.shop import Shop

ENDED_STATES = ("complete", "closed", "canceled")
NAME = "Erased"
BLANK = "-"


def can_be_erased(shop: Shop, customer: Customer) -> bool:
    """Whether the customer has ordered, and no order is open any more."""
    states = [order.state for order in shop.orders if order.customer_id == customer.customer_id]
    return bool(states) and all(state in ENDED_STATES for state in states)


def erase(shop: Shop, customer: Customer) -> Erased:
    """Replace the data of an account and of its orders. Emits `shop.customer.erased`."""
    now_ms = shop.now()
    orders = [order for order in shop.orders if order.customer_id == customer.customer_id]
    places = [*customer.addresses, *(order.bill_to for order in orders)]
    erased = Erased(
        now_ms,
        customer.customer_id,
        customer.email,
        f"{customer.firstname} {customer.lastname}",
        tuple(dict.fromkeys(each.telephone for each in places)),
        tuple(dict.fromkeys(", ".join(each.street) for each in places)),
    )
    email = f"erased-{customer.customer_id}@erased.invalid"
    number = str(customer.customer_id)
    shop.customers.save(
        customer,
        {"email": email, "firstname": NAME, "lastname": number, "dob": None, "taxvat": None},
        [_blank(each, number) for each in customer.addresses],
    )
    for order in orders:
        order.email, order.firstname, order.lastname, order.personal = email, NAME, number, None
        order.bill_to, order.ship_to = _blank(order.bill_to, number), _blank(order.ship_to, number)
        shop.orders.touch(order, now_ms)
    shop.customers.erased.append(erased)
    shop.emit("shop.customer.erased", {"customer": number}, {"email": erased.email, "orders": len(orders)})
    return erased


def _blank(at: Address, number: str) -> Address:
    return replace(
        at,
        firstname=NAME,
        lastname=number,
        street=(BLANK,),
        city=BLANK,
        postcode=BLANK,
        telephone=BLANK,
        company=None,
    )
