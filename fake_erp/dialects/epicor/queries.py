"""Business activity queries: `BaqSvc/NAME/Data` reads rows whose columns are named table and field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fake_erp.dialects.epicor.access import COMPANY, INSTANCE
from fake_erp.dialects.epicor.fields import CUSTOMER, DETAIL, HEAD, PART, STOCK
from fake_erp.dialects.short import lookups
from fake_erp.dialects.short.fields import Table
from fake_erp.dialects.short.odata4 import Service
from fake_erp.dialects.short.sets import Collection


def _query(name: str, noun: str, table: str, fields: Table, rows: Any) -> tuple[str, Service]:
    columns = Table(
        tuple([replace(each, name=f"{table}_{each.name}") for each in fields.fields]), fields.getters
    )
    data = Collection("Data", noun, columns, rows, name)
    return name, Service(f"{INSTANCE}/api/v2/odata/{COMPANY}/BaqSvc/{name}", name, {"Data": data}, 10_000)


QUERIES: dict[str, Service] = dict(
    [
        _query("GoliveOrders", "order", "OrderHed", HEAD, lookups.orders),
        _query("GoliveOrderLines", "order", "OrderDtl", DETAIL, lookups.lines_of_orders),
        _query("GoliveCustomers", "customer", "Customer", CUSTOMER, lookups.customers),
        _query("GoliveParts", "item", "Part", PART, lookups.items),
        _query("GoliveOnHand", "stock", "PartWhse", STOCK, lookups.stock),
    ]
)
"""The queries of the installation by their ids."""
