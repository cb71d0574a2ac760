"""What the dialect of S/4HANA says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About

ABOUT = About(
    product="SAP S/4HANA",
    versions=("2023",),
    speaks={"order.create": "POST API_SALES_ORDER_SRV/A_SalesOrder"},
    login=("user", "password", "client_id", "client_secret", "token_url"),
)
