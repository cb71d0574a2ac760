"""Routes that write customers, and all of customer groups."""

from __future__ import annotations

from fake_magento.rest.customers import customer_writes as writes
from fake_magento.rest.customers import metadata
from fake_magento.rest.framework.http import Key, View
from fake_magento.rest.framework.params import customer_key

_READ = "Magento_Customer::customer"
_WRITE = "Magento_Customer::manage"
_GROUP = "Magento_Customer::group"

CUSTOMER_ROWS: tuple[tuple[str, str, str, View, Key | None, str | None], ...] = (
    ("POST", "customers", "customer.create", writes.create, None, None),
    ("POST", "customers/isEmailAvailable", "customer.read", writes.is_email_available, None, None),
    ("PUT", "customers/{customerId}", "customer.update", writes.update, customer_key, _WRITE),
    ("DELETE", "customers/{customerId}", "customer.delete", writes.delete, customer_key, _WRITE),
    ("GET", "customers/{id}/billingAddress", "customer.read", writes.default_address, customer_key, _READ),
    ("GET", "customers/{id}/shippingAddress", "customer.read", writes.default_address, customer_key, _READ),
    ("GET", "customers/addresses/{addressId}", "customer.read", writes.address, None, _READ),
    ("DELETE", "addresses/{addressId}", "customer.update", writes.delete_address, None, _WRITE),
    ("GET", "attributeMetadata/customer", "customer.fields", metadata.customer, None, None),
    (
        "GET",
        "attributeMetadata/customer/attribute/{attributeCode}",
        "customer.fields",
        metadata.customer_field,
        None,
        None,
    ),
    ("GET", "customerGroups/search", "group.list", writes.groups, None, _GROUP),
    ("GET", "customerGroups/default", "group.list", writes.default_group, None, _GROUP),
    ("GET", "customerGroups/default/{storeId}", "group.list", writes.default_group, None, _GROUP),
    ("GET", "customerGroups/{id}", "group.list", writes.group, None, _GROUP),
    ("POST", "customerGroups", "group.write", writes.save_group, None, _GROUP),
    ("PUT", "customerGroups/{id}", "group.write", writes.save_group, None, _GROUP),
    ("DELETE", "customerGroups/{id}", "group.write", writes.delete_group, None, _GROUP),
)
