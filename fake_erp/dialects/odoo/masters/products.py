"""`product.product` and `product.template`: items, and the product that stands for the shipping charge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.odoo.masters.places import SHIPPING_ID, currency_pair, tax_id, unit_id
from fake_erp.dialects.odoo.models.base import Field, Model, View
from fake_erp.dialects.odoo.models.fields import (
    char,
    choice,
    flag,
    instant,
    link,
    money,
    number,
    several,
    table,
    text,
)
from fake_erp.dialects.record_ids import ids_of
from fake_erp.errors import NotFound
from fake_erp.model import Item, StockRow


@dataclass(frozen=True, slots=True)
class Service:
    """A product that is no item of the books."""

    sku: str = "Delivery_007"
    name: str = "Standard delivery"


SHIPPING = Service()
Product = Item | Service


def all_products(view: View) -> Iterator[Product]:
    """Items in the order of their ids, then services."""
    yield from view.erp.items.by_sku.values()
    yield SHIPPING


def find(view: View, wanted: int) -> Product | None:
    """The product with that id."""
    if wanted == SHIPPING_ID:
        return SHIPPING
    return ids_of(view.erp).item(view.erp, wanted) if wanted > 0 else None


def product_id(view: View, record: Product) -> int:
    """The id of a product."""
    return SHIPPING_ID if isinstance(record, Service) else ids_of(view.erp).of_item(view.erp, record)


def title(view: View, record: Product) -> str:
    """The display name."""
    return f"[{record.sku}] {record.name}"


def rows_of(view: View, record: Product) -> list[StockRow]:
    """The stock of a product, of the warehouse or the location in the context where one is named."""
    if isinstance(record, Service):
        return []
    names = wanted_warehouses(view)
    try:
        rows = view.erp.stock.rows_of(record.sku)
    except NotFound:
        return []
    return [row for row in rows if row.change and (names is None or row.warehouse in names)]


def wanted_warehouses(view: View) -> list[str] | None:
    """The warehouses that the context names by `warehouse`, `warehouse_id` or `location`; None for all."""
    names = view.erp.warehouses
    for context_name, first in (("warehouse", 1), ("warehouse_id", 1), ("location", FIRST_LOCATION)):
        given = view.context.get(context_name)
        if given:
            wanted = given if isinstance(given, list) else [given]
            found = [each - first for each in wanted if type(each) is int]
            named = [name for name in names if name in wanted]
            return [names[at] for at in found if 0 <= at < len(names)] + named
    return None


FIRST_LOCATION = 8
"""The stock location of the first warehouse."""


def _sum(measure: str) -> Any:
    return lambda view, record: float(sum([getattr(row, measure) for row in rows_of(view, record)]))


def _incoming(view: View, record: Product) -> float:
    return 0.0


def _of_item(name: str, default: Any) -> Any:
    return lambda view, record: getattr(record, name) if isinstance(record, Item) else default


def _type(view: View, record: Product) -> str:
    if isinstance(record, Service):
        return "service"
    return "consu" if view.version.has_storable_flag else "product"


def _active(view: View, record: Product) -> bool:
    return not isinstance(record, Item) or record.status != "discontinued"


def _saleable(view: View, record: Product) -> bool:
    return not isinstance(record, Item) or record.status == "active"


def _taxes(view: View, record: Product) -> list[int]:
    return [tax_id(record.tax_bp, True)] if isinstance(record, Item) else []


def _outgoing(view: View, record: Product) -> float:
    return float(sum([row.allocated for row in rows_of(view, record)]))


def _changed(view: View, record: Product) -> int:
    return record.changed_at_ms if isinstance(record, Item) else view.erp.opened_ms


def _fields(own: str, other: str) -> dict[str, Field]:
    """Those of both models; `other` is the model that a link leads to."""
    links = {
        "product.product": link(
            "product_tmpl_id",
            "Product Template",
            other,
            lambda view, record: (product_id(view, record), record.name),
        ),
        "product.template": several(
            "product_variant_ids", "Products", other, lambda view, record: [product_id(view, record)]
        ),
    }
    more = (
        (
            link(
                "product_variant_id",
                "Product",
                other,
                lambda view, record: (product_id(view, record), title(view, record)),
            ),
        )
        if own == "product.template"
        else ()
    )
    return table(
        (
            char("name", "Name", lambda view, record: record.name, required=True),
            char("display_name", "Display Name", title),
            char("default_code", "Internal Reference", lambda view, record: record.sku),
            char("barcode", "Barcode", lambda view, record: ""),
            text("description_sale", "Sales Description", lambda view, record: ""),
            money("list_price", "Sales Price", _of_item("price_cents", 0)),
            money("lst_price", "Public Price", _of_item("price_cents", 0)),
            money("standard_price", "Cost", _of_item("cost_cents", 0)),
            choice("type", "Product Type", _type, "consu", "service", "combo", "product"),
            choice("detailed_type", "Product Type", _type, "consu", "service", "product", until=17, since=15),
            flag("is_storable", "Track Inventory", lambda view, record: isinstance(record, Item), since=18),
            flag("active", "Active", _active),
            flag("sale_ok", "Can be Sold", _saleable),
            number("qty_available", "Quantity On Hand", _sum("on_hand")),
            number("free_qty", "Free To Use Quantity", _sum("available")),
            number("virtual_available", "Forecasted Quantity", _sum("available")),
            number("incoming_qty", "Incoming", _incoming),
            number("outgoing_qty", "Outgoing", _outgoing),
            several("taxes_id", "Customer Taxes", "account.tax", _taxes, "many2many"),
            link(
                "uom_id",
                "Unit of Measure",
                "uom.uom",
                lambda view, record: (unit_id(view, ""), "Units"),
            ),
            link("categ_id", "Product Category", "product.category", _category),
            link(
                "currency_id",
                "Currency",
                "res.currency",
                lambda view, record: currency_pair(view, view.erp.currencies.home),
            ),
            char("x_studio_status", "Status", _of_item("status", "active")),
            char("x_studio_group", "Group", _of_item("group", "")),
            links[own],
            *more,
            instant("create_date", "Created on", lambda view, record: view.erp.opened_ms),
            instant("write_date", "Last Updated on", _changed),
        )
    )


def _category(view: View, record: Product) -> tuple[int, str]:
    group = record.group if isinstance(record, Item) else ""
    return view.store.id_of("category", group or "All"), group or "All"


def _by_code(view: View, value: Any) -> list[Product]:
    if value == SHIPPING.sku:
        return [SHIPPING]
    found = view.erp.items.find(str(value))
    return [] if found is None else [found]


def _model(name: str, label: str, other: str) -> Model:
    return Model(
        name,
        label,
        "item",
        _fields(name, other),
        all_products,
        find,
        product_id,
        title,
        key=lambda view, record: record.sku,
        index={"default_code": _by_code},
        order="default_code, name, id",
        search_names=("default_code", "name"),
    )


PRODUCT = _model("product.product", "Product Variant", "product.template")
TEMPLATE = _model("product.template", "Product", "product.product")
