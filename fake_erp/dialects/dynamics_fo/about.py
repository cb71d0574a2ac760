"""What the dialect of Dynamics 365 Finance & Operations says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.short.lacks import lacks

SPEAKS = {
    "token.create": "POST /TENANT/oauth2/token, POST /TENANT/oauth2/v2.0/token",
    "openapi.read": "GET /data/$metadata",
    "customer.create": "POST /data/CustomersV3",
    "customer.list": "GET /data/CustomersV3?$filter=PrimaryContactEmail eq ''",
    "customer.read": "GET /data/CustomersV3(dataAreaId='usmf',CustomerAccount='C1')",
    "customer.update": "PATCH /data/CustomersV3(dataAreaId='usmf',CustomerAccount='C1')",
    "item.list": "GET /data/ReleasedProductsV2",
    "item.read": "GET /data/ReleasedProductsV2(dataAreaId='usmf',ItemNumber='A')",
    "stock.list": "GET /data/WarehousesOnHandV2?$filter=ItemNumber eq 'A'",
    "stock.read": "GET /data/WarehousesOnHandV2(dataAreaId='usmf',ItemNumber='A',InventoryWarehouseId='main')",
    "order.create": "POST /data/SalesOrderHeadersV2, then POST /data/SalesOrderLines for each line",
    "order.list": "GET /data/SalesOrderHeadersV2?$filter=CustomersOrderReference eq 'R1'",
    "order.read": "GET /data/SalesOrderHeadersV2(dataAreaId='usmf',SalesOrderNumber='SO1')",
    "order.update": "PATCH /data/SalesOrderHeadersV2(...), POST, PATCH and DELETE /data/SalesOrderLines",
    "order.release": "POST /data/SalesOrderHeadersV2(...)/Microsoft.Dynamics.DataEntities.confirm",
    "order.cancel": "DELETE /data/SalesOrderHeadersV2(...)",
    "delivery.list": "GET /data/SalesPackingSlipHeaders?$filter=SalesOrderNumber eq 'SO1'",
    "delivery.read": "GET /data/SalesPackingSlipHeaders(dataAreaId='usmf',PackingSlipNumber='D1')",
    "invoice.list": "GET /data/SalesInvoiceHeadersV2?$filter=SalesOrderNumber eq 'SO1'",
    "invoice.read": "GET /data/SalesInvoiceHeadersV2(dataAreaId='usmf',InvoiceNumber='I1')",
}

ABOUT = About(
    product="Microsoft Dynamics 365 Finance & Operations (OData V4 data entities)",
    versions=("10.0.36", "10.0.40"),
    speaks=SPEAKS,
    login=("tenant_id", "client_id", "client_secret", "data_area_id", "resource_url", "token_url"),
    lacks=lacks(SPEAKS),
    limits="429 with Retry-After; pages of 10000 rows",
    clients=("d365-client 0.0.12 (with its token address replaced)",),
    sources=(
        "Microsoft Learn: data entities, OData, service protection API limits, Entra client credentials",
        "source of PyPI d365-client 0.0.12",
    ),
)
