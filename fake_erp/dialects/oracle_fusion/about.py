"""What the dialect of Oracle Fusion Order Management says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.short.lacks import lacks

_HUB = "/fscmRestApi/resources/11.13.18.05/salesOrdersForOrderHub"
SPEAKS = {
    "token.create": "POST /oauth2/v1/token",
    "customer.create": "POST /crmRestApi/resources/11.13.18.05/accounts",
    "customer.list": "GET /crmRestApi/resources/11.13.18.05/accounts?q=EmailAddress=",
    "customer.read": "GET /crmRestApi/resources/11.13.18.05/accounts/1",
    "item.list": "GET /fscmRestApi/resources/11.13.18.05/itemsV2",
    "item.read": "GET /fscmRestApi/resources/11.13.18.05/itemsV2/A",
    "stock.list": "GET /fscmRestApi/resources/11.13.18.05/availableQuantityDetails?q=ItemNumber=A",
    "stock.read": "GET /fscmRestApi/resources/11.13.18.05/availableQuantityDetails/A",
    "order.create": f"POST {_HUB}",
    "order.list": f"GET {_HUB}?q=SourceTransactionNumber=R1",
    "order.read": f"GET {_HUB}/SYSTEM:R1, {_HUB}/100001, {_HUB}/SYSTEM:R1/child/lines",
    "order.update": f"PATCH {_HUB}/SYSTEM:R1",
    "order.release": f"PATCH {_HUB}/SYSTEM:R1 with SubmittedFlag, POST salesOrderActionRequests",
    "order.cancel": f"PATCH {_HUB}/SYSTEM:R1 with CanceledFlag, DELETE of a draft, POST salesOrderActionRequests",
    "batch.read": "GET /fscmRestApi/resources/11.13.18.05/salesOrderActionRequests/1",
    "delivery.list": "GET /fscmRestApi/resources/11.13.18.05/shipments?q=Order=, shipmentLines?q=Order=",
    "delivery.read": "GET /fscmRestApi/resources/11.13.18.05/shipments/1",
    "invoice.list": "GET /fscmRestApi/resources/11.13.18.05/receivablesInvoices?q=CrossReference=",
    "invoice.read": "GET /fscmRestApi/resources/11.13.18.05/receivablesInvoices/1",
}

ABOUT = About(
    product="Oracle Fusion Cloud Order Management (ADF REST)",
    versions=("11.13.18.05",),
    speaks=SPEAKS,
    login=("user", "password", "client_id", "client_secret", "token_url", "rest_url"),
    lacks=lacks(SPEAKS),
    limits="pages of 25 records, at most 500",
    sources=("Oracle Fusion Cloud SCM, REST API for Oracle Supply Chain Management Cloud",),
)
