"""What the dialect of Sage X3 says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.short.lacks import lacks

SPEAKS = {
    "customer.create": "save of BPC; POST BPCUSTOMER?representation=BPCUSTOMER.$create",
    "customer.list": 'query of BPC; GET BPCUSTOMER?representation=BPCUSTOMER.$query&where=WEB eq ""',
    "customer.read": "read of BPC; GET BPCUSTOMER('C1')",
    "item.list": "query of ITM; GET ITMMASTER",
    "item.read": "read of ITM; GET ITMMASTER('A')",
    "stock.list": 'query of ITV; GET ITMMVT?where=ITMREF eq "A"',
    "stock.read": "read of ITV; GET ITMMVT('A')",
    "order.create": "save of SOH; POST SORDER?representation=SORDER.$create",
    "order.list": 'query of SOH; GET SORDER?representation=SORDER.$query&where=CUSORDREF eq "R1"',
    "order.read": "read of SOH; GET SORDER('SO1')?representation=SORDER.$details",
    "order.cancel": "delete of SOH; DELETE SORDER('SO1')",
    "delivery.list": 'query of SDH; GET SDELIVERY?where=SOHNUM eq "SO1"',
    "delivery.read": "read of SDH; GET SDELIVERY('D1')",
    "invoice.list": 'query of SIH; GET SINVOICE?where=SOHNUM eq "SO1"',
    "invoice.read": "read of SIH; GET SINVOICE('I1')",
}

ABOUT = About(
    product="Sage X3 (SOAP web services and SData)",
    versions=("12",),
    speaks=SPEAKS,
    login=("user", "password", "pool_alias", "endpoint", "soap_url", "rest_url"),
    lacks=lacks(SPEAKS, token="every call has Basic authentication"),
    limits="pools of licences; pages of 20 records, at most 1000",
    sources=("Sage X3 online help, web services", "public repositories that call CAdxWebServiceXmlCC"),
)
