"""What the dialect of Epicor Kinetic says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.short.lacks import lacks

_SALES = "Erp.BO.SalesOrderSvc"
SPEAKS = {
    "token.create": "POST /kinetic/TokenResource.svc",
    "openapi.read": f"GET {_SALES}/$metadata",
    "customer.create": "POST Erp.BO.CustomerSvc/Customers",
    "customer.list": "GET Erp.BO.CustomerSvc/Customers?$filter=EMailAddress eq ''",
    "customer.read": "GET Erp.BO.CustomerSvc/Customers('EPIC06',1)",
    "item.list": "GET Erp.BO.PartSvc/Parts",
    "item.read": "GET Erp.BO.PartSvc/Parts(Company='EPIC06',PartNum='A')",
    "stock.list": "GET Erp.BO.PartOnHandWhseSvc/PartOnHandWhses?$filter=PartNum eq 'A'",
    "stock.read": "GET Erp.BO.PartOnHandWhseSvc/PartOnHandWhses(...)",
    "order.create": f"POST {_SALES}/SalesOrders, POST {_SALES}/Update with RowMod A",
    "order.list": f"GET {_SALES}/SalesOrders?$filter=PONum eq 'R1'",
    "order.read": f"GET {_SALES}/SalesOrders(Company='EPIC06',OrderNum=1)?$expand=OrderDtls, {_SALES}/GetByID",
    "order.update": f"POST {_SALES}/OrderDtls, PATCH {_SALES}/SalesOrders(...)",
    "order.release": f"PATCH {_SALES}/SalesOrders(...) with ReadyToFulfill, POST {_SALES}/SetReadyToFulfill",
    "order.cancel": f"POST {_SALES}/VoidOrder, PATCH {_SALES}/SalesOrders(...) with VoidOrder",
    "delivery.list": "GET Erp.BO.CustShipSvc/CustShips, Erp.BO.CustShipSvc/ShipDtls?$filter=OrderNum eq 1",
    "delivery.read": "GET Erp.BO.CustShipSvc/CustShips(Company='EPIC06',PackNum=1)",
    "invoice.list": "GET Erp.BO.ARInvoiceSvc/ARInvoices?$filter=OrderNum eq 1",
    "invoice.read": "GET Erp.BO.ARInvoiceSvc/ARInvoices(Company='EPIC06',InvoiceNum=1)",
}

ABOUT = About(
    product="Epicor Kinetic (REST v2)",
    versions=("2024.1",),
    speaks=SPEAKS,
    login=("user", "password", "api_key", "company", "rest_url", "token_url"),
    lacks=lacks(SPEAKS),
    limits="pages of 10000 rows",
    sources=("Epicor REST v2 documentation", "public repositories that call Kinetic over REST"),
)
