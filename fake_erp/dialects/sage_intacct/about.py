"""What the dialect of Sage Intacct says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.short.lacks import lacks

SPEAKS = {
    "token.create": "getAPISession; REST: POST oauth2/token",
    "customer.create": "create of CUSTOMER; REST: POST objects/accounts-receivable/customer",
    "customer.list": "readByQuery of CUSTOMER",
    "customer.read": "read of CUSTOMER",
    "item.list": "readByQuery of ITEM",
    "item.read": "read of ITEM",
    "stock.list": "readByQuery of ITEMWAREHOUSEINFO",
    "stock.read": "read of ITEMWAREHOUSEINFO",
    "order.create": "create_sotransaction; REST: POST objects/order-entry/document::Sales Order",
    "order.list": "readByQuery of SODOCUMENT and SODOCUMENTENTRY; REST: POST services/core/query",
    "order.read": "read of SODOCUMENT",
    "order.update": "update_sotransaction",
    "order.release": "update_sotransaction with the state Pending",
    "order.cancel": "delete_sotransaction",
    "delivery.list": "readByQuery of SODOCUMENT with DOCPARID = 'Shipper'",
    "delivery.read": "read of SODOCUMENT with docparid Shipper",
    "invoice.list": "readByQuery of SODOCUMENT with DOCPARID = 'Sales Invoice'",
    "invoice.read": "read of SODOCUMENT with docparid Sales Invoice",
}

ABOUT = About(
    product="Sage Intacct (XML gateway, DTD 3.0, and the order path of REST v1)",
    versions=("3.0",),
    speaks=SPEAKS,
    login=(
        "sender_id",
        "sender_password",
        "company_id",
        "user_id",
        "user_password",
        "endpoint_url",
        "rest_url",
    ),
    lacks=lacks(SPEAKS),
    limits="pages of 100 records, at most 2000; 429 above the limits of the performance tier",
    sources=(
        "Sage Intacct developer documentation, XML API",
        "source of npm @intacct/intacct-sdk and its tests",
    ),
)
