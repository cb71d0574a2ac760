r"""Views that read customers. Source: Magento source, Magento\Customer\Api\CustomerRepositoryInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import no_such
from fake_magento.model.customer import Customer
from fake_magento.rest.customers.customer_json import customer_json
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.search.attribute_columns import CUSTOMERS
from fake_magento.rest.search.list_reply import envelope
from fake_magento.shop import Shop


def listing(shop: Shop, call: Call) -> Any:
    """Customers that match the search criteria. An unknown filter field is 400, not 500 as for orders."""
    return envelope(shop, call, CUSTOMERS, shop.customers, customer_json)


def read(shop: Shop, call: Call) -> Any:
    """One customer with all addresses."""
    return customer_json(known_customer(shop, path_id(call.params["id"])))


def me(shop: Shop, call: Call) -> Any:
    """The calling customer."""
    caller = call.request.caller
    customer = shop.customers.find(caller.user_id) if caller is not None else None
    if customer is None:
        raise no_such("customerId", caller.user_id if caller else 0)
    return customer_json(customer)


def confirmation(shop: Shop, call: Call) -> Any:
    """Whether an account waits for its e-mail to be confirmed: none does."""
    known_customer(shop, path_id(call.params["customerId"]))
    return "account_confirmation_not_required"


def is_readonly(shop: Shop, call: Call) -> Any:
    """Whether a customer cannot be changed: every one can."""
    known_customer(shop, path_id(call.params["customerId"]))
    return False


def known_customer(shop: Shop, customer_id: int) -> Customer:
    """A customer by id. Raises NotFound."""
    customer = shop.customers.find(customer_id)
    if customer is None:
        raise no_such("customerId", customer_id)
    return customer
