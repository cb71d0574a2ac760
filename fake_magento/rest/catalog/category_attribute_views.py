r"""Views of the attributes of categories.

Source: Magento source, Magento\Catalog\Api\CategoryAttributeRepositoryInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import no_such
from fake_magento.model.attribute import Attribute
from fake_magento.rest.catalog.attribute_views import ATTRIBUTE_COLUMNS, attribute_json, options_json
from fake_magento.rest.framework.http import Call
from fake_magento.rest.search.list_reply import envelope
from fake_magento.shop import Shop

_FIRST_ID = 45
_YES_NO = {1: "Yes", 0: "No"}
_ROWS: tuple[tuple[str, str, str, str, bool], ...] = (
    # code, label, input, column type, required
    ("name", "Name", "text", "varchar", True),
    ("is_active", "Is Active", "select", "int", True),
    ("description", "Description", "textarea", "text", False),
    ("image", "Image", "image", "varchar", False),
    ("meta_title", "Page Title", "text", "varchar", False),
    ("display_mode", "Display Mode", "select", "varchar", False),
    ("is_anchor", "Is Anchor", "select", "int", False),
    ("include_in_menu", "Include in Navigation Menu", "select", "int", True),
    ("url_key", "URL Key", "text", "varchar", False),
    ("url_path", "URL Path", "text", "varchar", False),
)
"""The attributes that categories of this shop can have."""


def _attributes() -> list[Attribute]:
    return [
        Attribute(
            _FIRST_ID + place,
            code,
            label,
            kind,
            stored=stored,
            is_required=is_required,
            options=dict(_YES_NO) if stored == "int" else {},
        )
        for place, (code, label, kind, stored, is_required) in enumerate(_ROWS)
    ]


def listing(shop: Shop, call: Call) -> Any:
    """Attributes of categories that match the search criteria."""
    return envelope(shop, call, ATTRIBUTE_COLUMNS, _attributes(), _json)


def read(shop: Shop, call: Call) -> Any:
    """One attribute. 404 for an unknown code."""
    return _json(_known(call))


def options(shop: Shop, call: Call) -> Any:
    """The options of an attribute, a bare list that starts with the empty option."""
    return options_json(_known(call))


def _known(call: Call) -> Attribute:
    wanted = call.params["attributeCode"]
    for attribute in _attributes():
        if attribute.code == wanted:
            return attribute
    raise no_such("attributeCode", wanted)


def _json(attribute: Attribute) -> dict[str, Any]:
    return {**attribute_json(attribute), "entity_type_id": "3"}
