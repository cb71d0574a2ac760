"""What the dialect of Sage 200 says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.short.lacks import lacks

SPEAKS = {
    "token.create": "POST /oauth/token",
    "customer.create": "POST customers",
    "customer.list": "GET customers?$filter=main_email eq ''",
    "customer.read": "GET customers/1",
    "item.list": "GET products",
    "item.read": "GET products/1",
    "stock.list": "GET warehouse_holdings?$filter=product_code eq 'A'",
    "order.create": "POST sop_orders",
    "order.list": "GET sop_orders?$filter=customer_document_no eq 'R1'",
    "order.read": "GET sop_orders/1",
    "order.update": "PUT sop_orders/1",
    "order.release": "PUT sop_orders/1 with the document status Live",
    "order.cancel": "PUT sop_orders/1 with the document status Cancelled, DELETE sop_orders/1",
    "delivery.list": "GET sop_despatches?$filter=sop_order_id eq 1",
    "delivery.read": "GET sop_despatches/1",
    "invoice.list": "GET sop_invoices?$filter=sop_order_id eq 1",
    "invoice.read": "GET sop_invoices/1",
}

ABOUT = About(
    product="Sage 200 (REST API v1)",
    versions=("v1",),
    speaks=SPEAKS,
    login=("client_id", "client_secret", "refresh_token", "site", "company", "token_url", "rest_url"),
    lacks=lacks(SPEAKS, stock="holdings are read as a list"),
    limits="503 while the agent on site is offline; pages of 5000 records",
    sources=("Sage developer portal, Sage 200 API", "Zynk documentation, Sage 200 Online sales order"),
)
