"""Views of one attribute set and the attributes that products here have; and of lists that are empty in this shop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_magento.conditions import Column
from fake_magento.errors import ShopError, no_such
from fake_magento.rest.http import Call
from fake_magento.rest.lists import envelope
from fake_magento.rest.params import number
from fake_magento.search import Entity

if TYPE_CHECKING:
    from fake_magento.shop import Shop

SET = {"attribute_set_id": 4, "attribute_set_name": "Default", "sort_order": 1, "entity_type_id": 4}
TYPES = (
    ("simple", "Simple Product"),
    ("virtual", "Virtual Product"),
    ("downloadable", "Downloadable Product"),
    ("bundle", "Bundle Product"),
    ("configurable", "Configurable Product"),
    ("grouped", "Grouped Product"),
)


def _numbers(*names: str) -> dict[str, Column]:
    return {name: Column("number", _getter(name)) for name in names}


def _texts(*names: str) -> dict[str, Column]:
    return {name: Column("text", _getter(name)) for name in names}


def _getter(name: str) -> Any:
    return lambda row: row.get(name)


# -- attributes ----------------------------------------

_ATTRIBUTES: tuple[tuple[int, str, str, str, str], ...] = (
    # id, code, label, input, how it is stored
    (73, "name", "Product Name", "text", "varchar"),
    (74, "sku", "SKU", "text", "static"),
    (75, "description", "Description", "textarea", "text"),
    (77, "price", "Price", "price", "decimal"),
    (78, "special_price", "Special Price", "price", "decimal"),
    (79, "special_from_date", "Special Price From Date", "date", "datetime"),
    (80, "special_to_date", "Special Price To Date", "date", "datetime"),
    (81, "cost", "Cost", "price", "decimal"),
    (82, "weight", "Weight", "weight", "decimal"),
    (92, "tier_price", "Tier Price", "text", "decimal"),
    (97, "status", "Enable Product", "select", "int"),
    (99, "visibility", "Visibility", "select", "int"),
    (104, "category_ids", "Categories", "text", "static"),
    (121, "url_key", "URL Key", "text", "varchar"),
    (136, "tax_class_id", "Tax Class", "select", "int"),
)
_OPTIONS = {
    "status": (("Enabled", "1"), ("Disabled", "2")),
    "visibility": (
        ("Not Visible Individually", "1"),
        ("Catalog", "2"),
        ("Search", "3"),
        ("Catalog, Search", "4"),
    ),
    "tax_class_id": (("None", "0"), ("Taxable Goods", "2")),
}
_REQUIRED = ("name", "sku", "price", "status")
_ATTRIBUTE_COLUMNS = Entity(
    {
        **_numbers("attribute_id", "is_user_defined", "is_visible", "is_required"),
        **_texts("attribute_code", "frontend_input", "backend_type", "default_frontend_label"),
    },
)


def _attribute(row: tuple[int, str, str, str, str]) -> dict[str, Any]:
    """Flags are strings or booleans, each as Magento has it."""
    attribute_id, code, label, kind, stored = row
    return {
        "is_wysiwyg_enabled": code == "description",
        "is_html_allowed_on_front": code == "description",
        "used_for_sort_by": code in ("name", "price"),
        "is_filterable": code == "price",
        "is_filterable_in_search": False,
        "is_used_in_grid": code == "special_price",
        "is_visible_in_grid": False,
        "is_filterable_in_grid": code == "special_price",
        "position": 0,
        "apply_to": [],
        "is_searchable": "1" if code in ("name", "sku", "description") else "0",
        "is_visible_in_advanced_search": "1" if code in ("name", "sku", "description", "price") else "0",
        "is_comparable": "0",
        "is_used_for_promo_rules": "0",
        "is_visible_on_front": "0",
        "used_in_product_listing": "1" if code in ("name", "price", "special_price") else "0",
        "is_visible": True,
        "scope": "global" if code in ("sku", "weight", "category_ids") else "store",
        "attribute_id": attribute_id,
        "attribute_code": code,
        "frontend_input": kind,
        "entity_type_id": "4",
        "is_required": code in _REQUIRED,
        "options": _options(code),
        "is_user_defined": False,
        "default_frontend_label": label,
        "frontend_labels": [],
        "backend_type": stored,
        "is_unique": "1" if code == "sku" else "0",
        "validation_rules": [],
    }


def _options(code: str) -> list[dict[str, str]]:
    rows = [{"label": label, "value": value} for label, value in _OPTIONS.get(code, ())]
    return [{"label": " ", "value": ""}, *rows] if rows else []


def attributes(shop: Shop, call: Call) -> Any:
    rows = [_attribute(row) for row in _ATTRIBUTES]
    return envelope(shop, call, _ATTRIBUTE_COLUMNS, rows, dict)


def attribute(shop: Shop, call: Call) -> Any:
    return _attribute(_attribute_of(call))


def options(shop: Shop, call: Call) -> Any:
    return _options(_attribute_of(call)[1])


def _attribute_of(call: Call) -> tuple[int, str, str, str, str]:
    """By code, or by id as Magento also takes it."""
    wanted = call.params["attributeCode"]
    for row in _ATTRIBUTES:
        if wanted in (row[1], str(row[0])):
            return row
    message = 'The attribute with a "%1" attributeCode doesn\'t exist. Verify the attribute and try again.'
    raise ShopError(message, 404, [wanted])


_SETS = Entity(
    {**_numbers("attribute_set_id", "sort_order", "entity_type_id"), **_texts("attribute_set_name")}
)


def sets(shop: Shop, call: Call) -> Any:
    return envelope(shop, call, _SETS, [SET], dict)


def set_attributes(shop: Shop, call: Call) -> Any:
    if number(call.params["attributeSetId"]) != SET["attribute_set_id"]:
        raise no_such("attributeSetId", call.params["attributeSetId"])
    return [_attribute(row) for row in _ATTRIBUTES]


def types(shop: Shop, call: Call) -> Any:
    return [{"name": name, "label": label} for name, label in TYPES]


def media(shop: Shop, call: Call) -> Any:
    """Products here have no pictures."""
    shop.catalog.get(call.params["sku"])
    return []


# -- taxes, rules, transactions ----------------------------------------

_ANY = Entity(_numbers("entity_id", "id", "rule_id", "coupon_id", "order_id", "is_active"))
_TAX_CLASSES = Entity({**_numbers("class_id"), **_texts("class_name", "class_type")})
_CLASSES = (
    {"class_id": 2, "class_name": "Taxable Goods", "class_type": "PRODUCT"},
    {"class_id": 3, "class_name": "Retail Customer", "class_type": "CUSTOMER"},
)


def nothing(shop: Shop, call: Call) -> Any:
    """A list of what this shop keeps no records of."""
    return envelope(shop, call, _ANY, [], dict)


def tax_classes(shop: Shop, call: Call) -> Any:
    return envelope(shop, call, _TAX_CLASSES, [dict(row) for row in _CLASSES], dict)
