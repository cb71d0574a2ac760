"""What the dialect of Infor M3 says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.short.lacks import lacks

SPEAKS = {
    "token.create": "POST /TENANT/as/token.oauth2",
    "customer.create": "CRS610MI Add",
    "customer.list": "CRS610MI SearchCustomer, LstByNumber",
    "customer.read": "CRS610MI GetBasicData",
    "item.list": "MMS200MI LstItmByItm",
    "item.read": "MMS200MI GetItmBasic",
    "stock.list": "MMS200MI LstItmWhsByItm",
    "stock.read": "MMS200MI GetItmWhsBal",
    "batch.create": "OIS100MI AddBatchHead, AddBatchLine, AddBatchAddress, AddBatchHeadChrg, CUSEXTMI AddFieldValue",
    "batch.read": "OIS275MI GetBatchHead",
    "order.create": "OIS100MI Confirm",
    "order.list": "OIS100MI SearchHead, LstHead, LstLine",
    "order.read": "OIS100MI GetHead",
    "order.cancel": "OIS100MI CnlOrder",
    "delivery.list": "MWS410MI LstDelByOrder, MWS411MI LstDelLine",
    "delivery.read": "MWS410MI GetHead",
    "invoice.list": "OIS350MI LstInvHead",
    "invoice.read": "OIS350MI GetInvHead",
}

ABOUT = About(
    product="Infor M3 (API transactions over REST v2, behind the ION gateway)",
    versions=("2024",),
    speaks=SPEAKS,
    login=("ti", "ci", "cs", "saak", "sask", "token_url", "ion_url"),
    lacks=lacks(SPEAKS),
    limits="100 records unless maxrecs says otherwise; the gateway answers 429",
    sources=(
        "Infor documentation: M3 API REST service, ION API",
        "public repositories that call m3api-rest v2",
    ),
)
