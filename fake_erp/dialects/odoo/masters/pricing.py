"""`product.pricelist` and its items: price lists, contracts with customers, and the standard list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fake_erp.dialects.odoo.masters.places import currency_pair
from fake_erp.dialects.odoo.models.base import Model, View
from fake_erp.dialects.odoo.models.fields import char, choice, flag, instant, integer, link, money, table
from fake_erp.dialects.record_ids import ids_of
from fake_erp.model import PriceRow
from fake_erp.sales.pricing import STANDARD_LIST


class PriceList(NamedTuple):
    """A list in one currency; `price_list` is "" for the standard list. `customer` owns a contract."""

    id: int
    price_list: str
    currency: str
    customer: str = ""


def _id(view: View, name: str, currency: str, customer: str = "") -> int:
    for code in view.erp.config.currencies:
        view.store.id_of("pricelist", ("", code, ""))
    return view.store.id_of("pricelist", ("" if name == STANDARD_LIST else name, currency, customer))


def list_pair(view: View, name: str, currency: str) -> tuple[int, str]:
    """Id and name of a price list."""
    record = PriceList(_id(view, name, currency), name, currency)
    return record.id, _title(view, record)


def _title(view: View, record: PriceList) -> str:
    owner = record.customer and f"Contract {record.customer}"
    return f"{owner or record.price_list or 'Public Pricelist'} ({record.currency})"


def _lists(view: View) -> list[PriceList]:
    for row in _rows(view):
        _id(view, row.price_list, row.currency, row.customer)
    for customer in view.erp.customers.all:
        if customer.price_list:
            _id(view, customer.price_list, view.erp.currencies.home)
    _id(view, "", view.erp.currencies.home)
    return [PriceList(at, *key) for at, key in enumerate(view.store.keys["pricelist"], 1)]


def _find_list(view: View, wanted: int) -> PriceList | None:
    _id(view, "", view.erp.currencies.home)
    key = view.store.key_of("pricelist", wanted)
    return None if key is None else PriceList(wanted, *key)


PRICELIST = Model(
    "product.pricelist",
    "Pricelist",
    "price",
    table(
        (
            char("name", "Pricelist Name", _title),
            flag("active", "Active", lambda view, record: True),
            link(
                "currency_id",
                "Currency",
                "res.currency",
                lambda view, record: currency_pair(view, record.currency),
            ),
            char("x_studio_customer", "Customer number", lambda view, record: record.customer),
            char("x_studio_list", "List", lambda view, record: record.price_list),
        )
    ),
    _lists,
    _find_list,
    lambda view, record: record.id,
    _title,
)


def _rows(view: View) -> Iterator[PriceRow]:
    after = 0
    while True:
        rows, after, more = view.erp.prices.feed.page(after, 1000)
        yield from rows
        if not more:
            return


def _item_id(view: View, row: PriceRow) -> int:
    key = (row.price_list, row.customer, _product_of(view, row), row.currency, row.from_quantity, row.from_ms)
    return view.store.id_of("price", key)


def _product_of(view: View, row: PriceRow) -> int:
    item = view.erp.items.find(row.sku)
    return 0 if item is None else ids_of(view.erp).of_item(view.erp, item)


def _product(view: View, row: PriceRow) -> tuple[int, str] | None:
    number = _product_of(view, row)
    item = view.erp.items.find(row.sku)
    return None if item is None else (number, f"[{item.sku}] {item.name}")


def _find_item(view: View, wanted: int) -> PriceRow | None:
    return next((row for row in _rows(view) if _item_id(view, row) == wanted), None)


def _list_of(view: View, row: PriceRow) -> tuple[int, str]:
    record = PriceList(
        _id(view, row.price_list, row.currency, row.customer), row.price_list, row.currency, row.customer
    )
    return record.id, _title(view, record)


ITEM = Model(
    "product.pricelist.item",
    "Pricelist Rule",
    "price",
    table(
        (
            link("pricelist_id", "Pricelist", "product.pricelist", _list_of),
            link("product_id", "Product", "product.product", _product),
            link("product_tmpl_id", "Product", "product.template", _product),
            choice(
                "applied_on",
                "Apply On",
                lambda view, row: "0_product_variant",
                "3_global",
                "1_product",
                "0_product_variant",
            ),
            choice(
                "compute_price", "Compute Price", lambda view, row: "fixed", "fixed", "percentage", "formula"
            ),
            money("fixed_price", "Fixed Price", lambda view, row: row.price_cents),
            integer("min_quantity", "Min. Quantity", lambda view, row: row.from_quantity),
            instant("date_start", "Start Date", lambda view, row: row.from_ms or None),
            instant("date_end", "End Date", lambda view, row: row.to_ms),
            link(
                "currency_id", "Currency", "res.currency", lambda view, row: currency_pair(view, row.currency)
            ),
            instant("write_date", "Last Updated on", lambda view, row: row.changed_at_ms),
            char("display_name", "Name", lambda view, row: row.sku),
        )
    ),
    _rows,
    _find_item,
    _item_id,
    lambda view, row: row.sku,
    key=lambda view, row: row.sku,
)
MODELS = (PRICELIST, ITEM)
