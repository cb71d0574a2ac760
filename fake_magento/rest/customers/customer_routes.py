"""Routes of customers, addresses and customer groups. Source: Magento source, module-customer/etc/webapi.xml."""

from __future__ import annotations

from fake_magento.rest.access.authorization import SELF
from fake_magento.rest.business_keys import CUSTOMER
from fake_magento.rest.customers import address_views, customer_metadata_views, customer_views, group_views
from fake_magento.rest.customers import customer_save_views as writes
from fake_magento.rest.framework.http import Row

_READ = "Magento_Customer::customer"
_WRITE = "Magento_Customer::manage"
_GROUP = "Magento_Customer::group"

CUSTOMER_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "customers/search", "customer.list", customer_views.listing, None, _READ),
    ("GET", "customers/{id}", "customer.read", customer_views.read, CUSTOMER, _READ),
    ("GET", "customers/me", "customer.read", customer_views.me, None, SELF),
    ("POST", "customers", "customer.create", writes.create, None, None),
    ("POST", "customers/isEmailAvailable", "customer.read", writes.is_email_available, None, None),
    ("PUT", "customers/{customerId}", "customer.update", writes.update, CUSTOMER, _WRITE),
    ("DELETE", "customers/{customerId}", "customer.delete", writes.delete, CUSTOMER, _WRITE),
    (
        "GET",
        "customers/{id}/billingAddress",
        "customer.read",
        address_views.default_address,
        CUSTOMER,
        _READ,
    ),
    (
        "GET",
        "customers/{id}/shippingAddress",
        "customer.read",
        address_views.default_address,
        CUSTOMER,
        _READ,
    ),
    ("GET", "customers/{customerId}/confirm", "customer.read", customer_views.confirmation, None, _WRITE),
    (
        "GET",
        "customers/{customerId}/permissions/readonly",
        "customer.read",
        customer_views.is_readonly,
        None,
        _WRITE,
    ),
    ("GET", "customers/addresses/{addressId}", "customer.read", address_views.address, None, _READ),
    ("DELETE", "addresses/{addressId}", "customer.update", address_views.delete_address, None, _WRITE),
    ("GET", "attributeMetadata/customer", "customer.fields", customer_metadata_views.customer, None, None),
    (
        "GET",
        "attributeMetadata/customer/attribute/{attributeCode}",
        "customer.fields",
        customer_metadata_views.customer_field,
        None,
        None,
    ),
    ("GET", "attributeMetadata/customer/custom", "customer.fields", customer_metadata_views.own, None, None),
    (
        "GET",
        "attributeMetadata/customerAddress",
        "customer.fields",
        customer_metadata_views.address,
        None,
        None,
    ),
    (
        "GET",
        "attributeMetadata/customerAddress/attribute/{attributeCode}",
        "customer.fields",
        customer_metadata_views.address_field,
        None,
        None,
    ),
    (
        "GET",
        "attributeMetadata/customerAddress/custom",
        "customer.fields",
        customer_metadata_views.own,
        None,
        None,
    ),
    ("GET", "customerGroups/search", "group.list", group_views.groups, None, _GROUP),
    ("GET", "customerGroups/default", "group.list", group_views.default_group, None, _GROUP),
    ("GET", "customerGroups/default/{storeId}", "group.list", group_views.default_group, None, _GROUP),
    ("GET", "customerGroups/{id}", "group.list", group_views.group, None, _GROUP),
    ("GET", "customerGroups/{id}/permissions", "group.list", group_views.is_readonly, None, _GROUP),
    ("POST", "customerGroups", "group.write", group_views.save_group, None, _GROUP),
    ("PUT", "customerGroups/{id}", "group.write", group_views.save_group, None, _GROUP),
    ("DELETE", "customerGroups/{id}", "group.write", group_views.delete_group, None, _GROUP),
)
