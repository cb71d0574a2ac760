r"""Views of product attributes and their values. Ids of values are strings.

Source: Magento source, Magento\Catalog\Api\ProductAttributeRepositoryInterface and
ProductAttributeOptionManagementInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.catalog.attributes import Attributes
from fake_magento.errors import NotFound
from fake_magento.model.attribute import Attribute
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, boolean, list_of, text
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop
from fake_magento.taxes.tax_book import PRODUCT

_EAV = "Magento\\Eav\\Api\\Data\\"
_OPTION = Shape(
    _EAV + "AttributeOptionInterface",
    label=text,
    value=text,
    sort_order=anything,
    is_default=anything,
    store_labels=anything,
)
OPTION = Arguments(option=_OPTION)
ATTRIBUTE_COLUMNS = Entity(
    {
        "attribute_id": Column("number", lambda row: row.attribute_id),
        "is_user_defined": Column("number", lambda row: int(row.is_own)),
        "is_visible": Column("number", lambda row: 1),
        "is_required": Column("number", lambda row: int(row.is_required)),
        "attribute_code": Column("text", lambda row: row.code),
        "frontend_input": Column("text", lambda row: row.kind),
        "backend_type": Column("text", lambda row: row.stored),
        "default_frontend_label": Column("text", lambda row: row.label),
        "frontend_label": Column("text", lambda row: row.label),
    },
)


def attribute_json(attribute: Attribute) -> dict[str, Any]:
    """An attribute. Flags are strings or booleans, each as Magento prints it."""
    code = attribute.code
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
        "attribute_id": attribute.attribute_id,
        "attribute_code": code,
        "frontend_input": attribute.kind,
        "entity_type_id": "4",
        "is_required": attribute.is_required,
        "options": options_json(attribute),
        "is_user_defined": attribute.is_own,
        "default_frontend_label": attribute.label,
        "frontend_labels": [],
        "backend_type": attribute.stored,
        "is_unique": "1" if code == "sku" else "0",
        "validation_rules": [],
    }


_NOT_STORED = (
    "is_wysiwyg_enabled is_html_allowed_on_front used_for_sort_by is_filterable is_filterable_in_search"
    " is_used_in_grid is_visible_in_grid is_filterable_in_grid position apply_to is_searchable"
    " is_visible_in_advanced_search is_comparable is_used_for_promo_rules is_visible_on_front"
    " used_in_product_listing is_visible scope attribute_id entity_type_id is_user_defined backend_type"
    " backend_model source_model default_value is_unique frontend_class validation_rules note"
    " extension_attributes custom_attributes"
)
SAVE = Arguments(
    attribute=Shape(
        "Magento\\Catalog\\Api\\Data\\ProductAttributeInterface",
        attribute_code=text,
        frontend_input=text,
        default_frontend_label=text,
        frontend_labels=anything,
        is_required=boolean,
        options=list_of(_OPTION, _OPTION.name),
        **dict.fromkeys(_NOT_STORED.split(), anything),
    )
)
"""Flags are accepted and not stored."""


def options_json(attribute: Attribute) -> list[dict[str, str]]:
    """Options as label and value, both strings, after the empty option Magento puts first; `[]` if none."""
    rows = [{"label": label, "value": str(number)} for number, label in attribute.options.items()]
    return [{"label": " ", "value": ""}, *rows] if rows else []


def listing(shop: Shop, call: Call) -> Any:
    """Attributes that match the search criteria."""
    return envelope(shop, call, ATTRIBUTE_COLUMNS, attributes_of(shop), attribute_json)


def attributes_of(shop: Shop) -> Attributes:
    """The attributes of the shop. The options of `tax_class_id` are the tax classes of products."""
    shop.taxes.refresh()
    classes = [each for each in shop.taxes.classes.values() if each.kind == PRODUCT]
    names = {0: "None", **{each.class_id: each.name for each in classes}}
    shop.attributes.get("tax_class_id").options = names
    return shop.attributes


def read(shop: Shop, call: Call) -> Any:
    """One attribute with its options. The path takes the code or the id."""
    return attribute_json(_known(shop, call))


def _known(shop: Shop, call: Call) -> Attribute:
    return attributes_of(shop).get(call.params["attributeCode"])


def save(shop: Shop, call: Call) -> Any:
    """POST adds an attribute; PUT changes its label and whether it is required, and adds values."""
    given = SAVE(call.data).get("attribute")
    if given is None:
        raise required("attribute")
    labels = [
        row["label"]
        for row in given.get("frontend_labels") or ()
        if isinstance(row, dict) and isinstance(row.get("label"), str)
    ]
    label = given.get("default_frontend_label") or next(iter(labels), "")
    if "attributeCode" in call.params:
        attribute = _known(shop, call)
        attribute.label = label or attribute.label
        attribute.is_required = given.get("is_required", attribute.is_required)
    else:
        if not label:
            raise required("frontend_label")
        code = given.get("attribute_code") or label.lower().replace(" ", "_")
        kind = given.get("frontend_input", "text")
        attribute = shop.attributes.add(code, label, kind, given.get("is_required", False))
    for option in given.get("options", ()):
        if option.get("label") and option["label"] not in attribute.options.values():
            shop.attributes.add_option(attribute, option["label"])
    return attribute_json(attribute)


def delete(shop: Shop, call: Call) -> Any:
    """Delete an attribute. 400 for an attribute of a new installation."""
    shop.attributes.remove(_known(shop, call))
    return True


def options(shop: Shop, call: Call) -> Any:
    """The options of an attribute, a bare list that starts with the empty option."""
    return options_json(_known(shop, call))


def add_option(shop: Shop, call: Call) -> Any:
    """Add an option; the reply is its id as a string. 400 for a label that exists already."""
    attribute = _known(shop, call)
    given = OPTION(call.data).get("option")
    if given is None or not given.get("label"):
        raise required("option" if given is None else "label")
    return str(shop.attributes.add_option(attribute, given["label"]))


def change_option(shop: Shop, call: Call) -> Any:
    """Change the label of an option. The reply is `true`."""
    attribute, number = _option(shop, call)
    given = OPTION(call.data).get("option")
    if given is None or not given.get("label"):
        raise required("option" if given is None else "label")
    attribute.options[number] = given["label"]
    return True


def delete_option(shop: Shop, call: Call) -> Any:
    """Delete an option. The reply is `true`."""
    attribute, number = _option(shop, call)
    del attribute.options[number]
    return True


def _option(shop: Shop, call: Call) -> tuple[Attribute, int]:
    attribute, wanted = _known(shop, call), call.params["optionId"]
    for number in attribute.options:
        if wanted == str(number):
            return attribute, number
    message = 'The "%1" attribute doesn\'t include an option with "%2" ID.'
    raise NotFound(message, [attribute.code, wanted])
