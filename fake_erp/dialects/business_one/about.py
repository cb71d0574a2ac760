"""What the dialect of SAP Business One says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import NATIVE_ONLY, About

_LACKS_CHANNEL = "SAP Business One has no such interface in the Service Layer"

ABOUT = About(
    product="SAP Business One Service Layer",
    versions=("10.0",),
    speaks={
        "token.create": "POST /b1s/v2/Login",
        "openapi.read": "GET /b1s/v2/$metadata",
        "health.read": "GET /b1s/v2/",
        "customer.create": "POST BusinessPartners",
        "customer.list": "GET BusinessPartners",
        "customer.read": "GET BusinessPartners('C1')",
        "customer.update": "PATCH BusinessPartners('C1')",
        "item.list": "GET Items",
        "item.read": "GET Items('A1')",
        "stock.list": "GET Items?$select=ItemCode,ItemWarehouseInfoCollection, or SQLQueries over OITW",
        "stock.read": "GET Items('A1')?$select=QuantityOnStock,ItemWarehouseInfoCollection",
        "warehouse.list": "GET Warehouses",
        "order.create": "POST Orders, Quotations or Drafts",
        "order.list": "GET Orders?$filter=NumAtCard eq 'R1'",
        "order.read": "GET Orders(1)",
        "order.update": "PATCH Orders(1)",
        "order.release": "PATCH Orders(1) with Confirmed tYES, or DraftsService_SaveDraftToDocument",
        "order.hold": "PATCH Orders(1) with Confirmed tNO",
        "order.unhold": "PATCH Orders(1) with Confirmed tYES",
        "order.approve": "PATCH ApprovalRequests(1)",
        "order.cancel": "POST Orders(1)/Cancel or Orders(1)/Close",
        "delivery.list": "GET DeliveryNotes",
        "delivery.read": "GET DeliveryNotes(1)",
        "invoice.list": "GET Invoices",
        "invoice.read": "GET Invoices(1)",
        "payment.create": "POST IncomingPayments",
        "payment.list": "GET IncomingPayments",
        "payment.read": "GET IncomingPayments(1)",
        "return.create": "POST Returns",
        "return.list": "GET Returns",
        "return.read": "GET Returns(1)",
        "credit_note.create": "POST CreditNotes",
        "credit_note.list": "GET CreditNotes",
        "credit_note.read": "GET CreditNotes(1)",
        "price.list": "GET SpecialPrices or PriceLists",
        "price.read": "POST CompanyService_GetItemPrice",
        "batch.create": "POST $batch",
    },
    login=("company_db", "user", "password"),
    lacks={
        **NATIVE_ONLY,
        "order.flow": "follow BaseType and BaseEntry of the lines instead",
        "period.list": _LACKS_CHANNEL,
        "journal.list": _LACKS_CHANNEL,
        **{f"file.{verb}": _LACKS_CHANNEL for verb in ("create", "list", "read", "rename", "delete")},
        **{f"batch.{verb}": "a $batch is answered at once" for verb in ("list", "read")},
        "change.list": _LACKS_CHANNEL,
        **{f"subscription.{verb}": _LACKS_CHANNEL for verb in ("create", "list", "delete")},
    },
    limits="session licences and their idle time of 30 minutes; pages of 20 rows; no published rate",
    clients=("b1sl-python 0.16.0", "sapb1sl 2.0.0", "b1-service-layer 1.0.3 (npm)", "node-sapb1 1.0.2 (npm)"),
    sources=(
        "SAP Help Portal: Working with SAP Business One Service Layer, version 10.0",
        "b1sl-python 0.16.0 and its record of quirks of the Service Layer",
    ),
)
