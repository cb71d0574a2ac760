"""What the NetSuite dialect says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import NATIVE_ONLY, About

_RECORD = "/services/rest/record/v1"
_BY_RUNS = "runs of the company do it"

ABOUT = About(
    product="Oracle NetSuite (SuiteTalk REST, SuiteQL, RESTlets, SuiteTalk SOAP)",
    versions=("2021.1", "2025.1"),
    speaks={
        "token.create": "POST /services/rest/auth/oauth2/v1/token",
        "openapi.read": f"GET {_RECORD}/metadata-catalog",
        "health.read": "GET /rest/tokeninfo",
        "customer.create": f"POST {_RECORD}/customer",
        "customer.list": f"GET {_RECORD}/customer?q=",
        "customer.read": f"GET {_RECORD}/customer/1",
        "customer.update": f"PATCH {_RECORD}/customer/1",
        "item.list": f"GET {_RECORD}/inventoryItem",
        "item.read": f"GET {_RECORD}/inventoryItem/1",
        "stock.list": "SuiteQL: inventoryItemLocations, aggregateItemLocation",
        "stock.read": f"GET {_RECORD}/inventoryItem/1/locations",
        "order.create": f"POST {_RECORD}/salesOrder, PUT {_RECORD}/salesOrder/eid:REF",
        "order.list": f"GET {_RECORD}/salesOrder?q=, SuiteQL: transaction",
        "order.read": f"GET {_RECORD}/salesOrder/1",
        "order.update": f"PATCH {_RECORD}/salesOrder/1",
        "order.approve": f"PATCH {_RECORD}/salesOrder/1 with orderStatus B",
        "order.release": f"PATCH {_RECORD}/salesOrder/1 with orderStatus B",
        "order.cancel": f"PATCH {_RECORD}/salesOrder/1 with every line closed, DELETE {_RECORD}/salesOrder/1",
        "delivery.list": f"GET {_RECORD}/itemFulfillment?q=createdFrom EQUAL 1",
        "delivery.read": f"GET {_RECORD}/itemFulfillment/1",
        "warehouse.list": f"GET {_RECORD}/location",
        "invoice.list": f"GET {_RECORD}/invoice?q=createdFrom EQUAL 1",
        "invoice.read": f"GET {_RECORD}/invoice/1",
        "payment.create": f"POST {_RECORD}/customerPayment, POST {_RECORD}/customerDeposit",
        "payment.list": f"GET {_RECORD}/customerPayment",
        "payment.read": f"GET {_RECORD}/customerPayment/1",
        "return.create": f"POST {_RECORD}/salesOrder/1/!transform/returnAuthorization",
        "return.list": f"GET {_RECORD}/returnAuthorization",
        "return.read": f"GET {_RECORD}/returnAuthorization/1",
        "credit_note.create": f"POST {_RECORD}/creditMemo, POST {_RECORD}/invoice/1/!transform/creditMemo",
        "credit_note.list": f"GET {_RECORD}/creditMemo",
        "credit_note.read": f"GET {_RECORD}/creditMemo/1",
        "price.list": "SuiteQL: pricing",
        "price.read": f"GET {_RECORD}/inventoryItem/1/price",
        "batch.read": "GET /services/rest/async/v1/job/1",
    },
    login=("account", "consumer_key", "consumer_secret", "token_id", "token_secret", "client_id", "rest_url"),
    lacks={
        **NATIVE_ONLY,
        "order.hold": "a sales order of NetSuite cannot be held; held ones show custbody_hold_reason",
        "order.unhold": "people end holds in the ERP itself",
        "order.flow": "documents are found by createdFrom",
        "period.list": _BY_RUNS,
        "journal.list": "the general ledger is not offered over this interface",
        "file.create": "the file cabinet is not offered",
        "change.list": "changes are found by lastModifiedDate",
        "subscription.create": "NetSuite has no webhooks of its own",
    },
    limits="concurrent requests of the account: tier 1 takes 15, each further tier and licence 10 more; no Retry-After",
    clients=(
        "netsuite 0.12.0",
        "restsuite 1.0.0",
        "netsuite-oauth-python 1.0.0",
        "netsuite-rest 1.0.9 (npm)",
    ),
    sources=(
        "Oracle NetSuite Help Center, SuiteTalk REST Web Services",
        "source of the clients named above",
    ),
)
