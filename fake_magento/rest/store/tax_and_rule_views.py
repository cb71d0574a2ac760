"""Views of tax classes, and lists of records that this shop does not have: tax rates, tax rules, cart rules.

Source: Magento source, module-tax/etc/webapi.xml and module-sales-rule/etc/webapi.xml.
"""

from __future__ import annotations

from typing import Any

from fake_magento.rest.framework.http import Call
from fake_magento.rest.search.columns import number_keys, text_keys
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_ANY = Entity(number_keys("entity_id", "id", "rule_id", "coupon_id", "order_id", "is_active"))
_TAX_CLASSES = Entity({**number_keys("class_id"), **text_keys("class_name", "class_type")})
_CLASSES = (
    {"class_id": 2, "class_name": "Taxable Goods", "class_type": "PRODUCT"},
    {"class_id": 3, "class_name": "Retail Customer", "class_type": "CUSTOMER"},
)


def empty_list(shop: Shop, call: Call) -> Any:
    """A list of a kind of record that this shop does not have."""
    return envelope(shop, call, _ANY, [], dict)


def tax_classes(shop: Shop, call: Call) -> Any:
    """Tax classes that match the search criteria."""
    return envelope(shop, call, _TAX_CLASSES, [dict(row) for row in _CLASSES], dict)
