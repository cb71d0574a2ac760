"""Archived sales orders: those that were deleted, as a published page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central.columns import amount, customer_number, instant, of, text
from fake_erp.dialects.business_central.resources import Resource, since, visible
from fake_erp.dialects.odata.model import EntityType
from fake_erp.model import Order
from fake_erp.operations.base import Hides

ARCHIVE = EntityType(
    "SalesOrderArchives",
    "SalesOrderArchives",
    (
        text("No", of("number"), 20, key=True),
        text("External_Document_No", of("external_reference"), 35),
        text("Sell_to_Customer_No", lambda erp, order: customer_number(order.customer), 20),
        amount("Amount_Including_VAT", lambda erp, order: amount_text(order.total_cents)),
        instant("Date_Archived", of("changed_at_ms")),
    ),
    etag=lambda erp, order: (order.number, order.change),
)
"""A deleted order. Companies that archive orders keep one of each."""


def _rows(erp: Any, query: Any, hides: Hides | None) -> Sequence[Order]:
    number, reference = query.equal("No"), query.equal("External_Document_No")
    if isinstance(number, str):
        found = visible([erp.orders.by_number.get(number)], hides)
    elif isinstance(reference, str) and reference:
        found = visible(erp.orders.with_reference(reference), hides)
    else:
        found = since(erp.orders.feed, query.least("Date_Archived"), lambda each: each.changed_at_ms, hides)
    return [order for order in found if order.status == "cancelled"]


def _find(erp: Any, keys: Mapping[str, str]) -> Order | None:
    found: Order | None = erp.orders.by_number.get(keys.get("No") or keys.get("") or "")
    return found if found is not None and found.status == "cancelled" else None


ARCHIVES = Resource(
    ARCHIVE,
    "order",
    _rows,
    _find,
    lambda order: order.number,
    lambda order: order.external_reference or order.number,
    asked="External_Document_No",
)
