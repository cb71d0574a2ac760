"""The DocType Item Price."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.erpnext.clock import day, stamp
from fake_erp.dialects.erpnext.doctypes.base import DocType, Getter, constant, everything, recent
from fake_erp.dialects.erpnext.doctypes.info import amount, info
from fake_erp.dialects.erpnext.site import STANDARD_SELLING, Site
from fake_erp.dialects.record_ids import guid
from fake_erp.model import PriceRow


def _name(site: Site, row: PriceRow) -> str:
    item = site.erp.items.by_sku.get(row.sku)
    first = row.sku if item is None else item.origin
    parts = (row.price_list, row.customer, first, row.currency, str(row.from_quantity), str(row.from_ms))
    return guid("price", "/".join(parts)).replace("-", "")[:10]


def _customer(site: Site, row: PriceRow) -> str | None:
    customer = site.erp.customers.by_number.get(row.customer)
    return None if customer is None else site.customer(customer)


FIELDS: dict[str, Getter] = {
    **info(_name, lambda row: 0, lambda row: int(row.changed_at_ms)),
    "creation": lambda site, row: stamp(site.erp.opened_ms),
    "item_code": lambda site, row: row.sku,
    "item_name": lambda site, row: _item_name(site, row),
    "price_list": lambda site, row: site.price_list(row.price_list) or STANDARD_SELLING,
    "customer": _customer,
    "price_list_rate": lambda site, row: amount(row.price_cents),
    "currency": lambda site, row: row.currency,
    "uom": constant("Nos"),
    "selling": constant(1),
    "buying": constant(0),
    "valid_from": lambda site, row: day(row.from_ms) if row.from_ms else None,
    "valid_upto": lambda site, row: None if row.to_ms is None else day(row.to_ms),
    "custom_valid_from": lambda site, row: stamp(row.from_ms),
    "custom_valid_upto": lambda site, row: None if row.to_ms is None else stamp(row.to_ms),
    "custom_min_qty": lambda site, row: row.from_quantity,
}


def _item_name(site: Site, row: PriceRow) -> str:
    item = site.erp.items.by_sku.get(row.sku)
    return row.sku if item is None else item.name


def _find(site: Site, name: str) -> PriceRow | None:
    rows: list[PriceRow] = everything(site.erp.prices.feed)
    return next((row for row in rows if _name(site, row) == name), None)


def price_of(site: Site, args: dict[str, Any]) -> float:
    """What an item costs for a customer, from a number of units on, in a currency. Raises NotFound."""
    customer = site.customer_named(str(args.get("customer") or ""))
    currency = str(args.get("currency") or site.erp.currencies.home)
    try:
        units = max(1, int(float(args.get("qty") or 1)))
    except (TypeError, ValueError, OverflowError):
        units = 1
    cents = site.erp.prices.price_of(
        str(args.get("item_code") or ""), customer, site.erp.now(), min(units, 10**6), currency
    )
    return amount(cents)


ITEM_PRICE = DocType(
    name="Item Price",
    noun="price",
    fields=FIELDS,
    rows=lambda site: everything(site.erp.prices.feed),
    find=_find,
    key=lambda site, row: str(row.sku),
    since=lambda site, at_ms: recent(site.erp.prices.feed, at_ms, lambda row: int(row.changed_at_ms)),
)

__all__ = ["ITEM_PRICE", "price_of"]
