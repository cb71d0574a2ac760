r"""Views that read returns, and the options of their attributes.

Source: Adobe Commerce, Magento\Rma\Api\RmaRepositoryInterface and RmaAttributesManagementInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import entity_missing
from fake_magento.rest.documents.document_views import document_in_path
from fake_magento.rest.framework.http import Call
from fake_magento.rest.search.list_reply import envelope
from fake_magento.returns.rma import CHOICES, OPTION_IDS, Rma, RmaItem
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop
from fake_magento.timestamps import stamp

RETURNS = Entity(
    {
        "entity_id": Column("number", lambda rma: rma.entity_id),
        "increment_id": Column("text", lambda rma: rma.increment_id),
        "order_id": Column("number", lambda rma: rma.order.entity_id),
        "order_increment_id": Column("text", lambda rma: rma.order.increment_id),
        "store_id": Column("number", lambda rma: rma.order.store.store_id),
        "customer_id": Column("number", lambda rma: rma.order.customer_id),
        "date_requested": Column("time", lambda rma: rma.requested_ms),
        "status": Column("text", lambda rma: rma.status),
    }
)
"""There is no time of the last change: a return that is closed days later is read by its status, or again."""


def listing(shop: Shop, call: Call) -> Any:
    """Returns that match the search criteria."""
    return envelope(shop, call, RETURNS, shop.returns.all, return_json)


def read(shop: Shop, call: Call) -> Any:
    """One return. 404 for an unknown id."""
    return return_json(document_in_path(shop.returns.all, call))


def attributes(shop: Shop, call: Call) -> Any:
    """The attributes of rows with their options."""
    return [_attribute(code) for code in CHOICES]


def attribute(shop: Shop, call: Call) -> Any:
    """One attribute of rows with its options. 404 for an unknown code."""
    code = call.params["attributeCode"]
    if code not in CHOICES:
        raise entity_missing()
    return _attribute(code)


def return_json(rma: Rma) -> dict[str, Any]:
    """A return as its JSON object; rows show the option ids of their attributes."""
    order = rma.order
    return {
        "increment_id": rma.increment_id,
        "entity_id": rma.entity_id,
        "order_id": order.entity_id,
        "order_increment_id": order.increment_id,
        "store_id": order.store.store_id,
        "customer_id": order.customer_id,
        "date_requested": stamp(rma.requested_ms),
        "customer_custom_email": None,
        "items": [_item_json(rma, item) for item in rma.items],
        "status": rma.status,
        "comments": [],
        "tracks": [],
    }


def _item_json(rma: Rma, item: RmaItem) -> dict[str, Any]:
    return {
        "entity_id": item.entity_id,
        "rma_entity_id": rma.entity_id,
        "order_item_id": item.line.item_id,
        "qty_requested": item.requested,
        "qty_authorized": item.authorized,
        "qty_approved": item.approved,
        "qty_returned": item.returned,
        "reason": OPTION_IDS["reason", item.reason],
        "condition": OPTION_IDS["condition", item.condition],
        "resolution": OPTION_IDS["resolution", item.resolution],
        "status": item.status,
    }


def _attribute(code: str) -> dict[str, Any]:
    options = [{"label": label, "value": OPTION_IDS[code, label]} for label in CHOICES[code]]
    return {
        "attribute_code": code,
        "frontend_input": "select",
        "options": [{"label": " ", "value": ""}, *options],
        "frontend_label": code.capitalize(),
        "store_label": code.capitalize(),
    }
