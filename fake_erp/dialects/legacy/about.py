"""What the dialect says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.legacy.shares import CALLS
from fake_erp.operations import OPERATIONS

_FILES = {
    "order.create": "a row of a CSV file, IDoc ORDERS in ORDERS05, a row of orders_in",
    "order.cancel": "IDoc ORDCHG in ORDERS05 with ACTION 003",
    "order.list": "IDoc ORDRSP in ORDERS05, order_status_out",
    "customer.create": "IDoc DEBMAS in DEBMAS06, a row of customers_in",
    "credit_note.create": "IDoc ORDERS in ORDERS05 with BSART G2",
    "stock.list": "STOCK_*.csv, stock_out",
    "price.list": "PRICES_*.csv, prices_out",
    "delivery.list": "IDoc DESADV in DELVRY03, shipments_out",
    "invoice.list": "IDoc INVOIC in INVOIC02, invoices_out",
}
SPEAKS = {**{name: f"{method} {path}" for name, (method, path) in CALLS.items()}, **_FILES}
_WHY = "there is no online interface, and no file for it"

ABOUT = About(
    product="an ERP without an online interface (IDoc flat files, CSV, staging tables)",
    versions=("1",),
    speaks=SPEAKS,
    login=("client_id", "client_secret"),
    lacks={each.name: _WHY for each in OPERATIONS if each.name not in SPEAKS},
    limits="files are read and written at the interval of the installation",
    sources=(
        "SAP Help Portal: IDoc records EDI_DC40, EDI_DD40 and E2STATS, segment E1EDKA1, audit IDoc ALEAUD",
        "published field lists of the segments E1EDK01, E1EDP01, E1EDKA1 and E1KNA1M",
        "published lists of IDoc statuses",
    ),
)
