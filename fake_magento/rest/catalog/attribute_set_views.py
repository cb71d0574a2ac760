r"""Views of the only attribute set, and of product types.

Source: Magento source, Magento\Catalog\Api\AttributeSetRepositoryInterface and ProductTypeListInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import no_such
from fake_magento.rest.catalog.attribute_views import attribute_json, attributes_of
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.search.columns import number_keys, text_keys
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

SET = {"attribute_set_id": 4, "attribute_set_name": "Default", "sort_order": 1, "entity_type_id": 4}
GROUP = {"attribute_group_id": "7", "attribute_group_name": "Product Details", "attribute_set_id": 4}
TYPES = (
    ("simple", "Simple Product"),
    ("virtual", "Virtual Product"),
    ("downloadable", "Downloadable Product"),
    ("bundle", "Bundle Product"),
    ("configurable", "Configurable Product"),
    ("grouped", "Grouped Product"),
)


_SETS = Entity(
    {**number_keys("attribute_set_id", "sort_order", "entity_type_id"), **text_keys("attribute_set_name")}
)


_GROUPS = Entity(
    {**number_keys("attribute_group_id", "attribute_set_id"), **text_keys("attribute_group_name")}
)


def sets(shop: Shop, call: Call) -> Any:
    """Attribute sets that match the search criteria: always the one set, Default."""
    return envelope(shop, call, _SETS, [SET], dict)


def one_set(shop: Shop, call: Call) -> Any:
    """The attribute set Default. 404 for any other id."""
    _known_set(call)
    return dict(SET)


def groups(shop: Shop, call: Call) -> Any:
    """Groups of attributes that match the search criteria: always the one group of the one set."""
    return envelope(shop, call, _GROUPS, [GROUP], dict)


def set_attributes(shop: Shop, call: Call) -> Any:
    """All attributes of the set, a bare list without an envelope."""
    _known_set(call)
    return [attribute_json(attribute) for attribute in attributes_of(shop)]


def _known_set(call: Call) -> None:
    if path_id(call.params["attributeSetId"]) != SET["attribute_set_id"]:
        raise no_such("attributeSetId", call.params["attributeSetId"])


def types(shop: Shop, call: Call) -> Any:
    """Product types as name and label, a bare list."""
    return [{"name": name, "label": label} for name, label in TYPES]
