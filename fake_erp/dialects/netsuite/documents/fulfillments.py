"""The record `itemFulfillment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_erp.dialects.netsuite.documents.papers import FIELDS, created_from, head, id_of, key_of
from fake_erp.dialects.netsuite.ids import transaction_of
from fake_erp.dialects.netsuite.records.base import Body, RecordType, refers
from fake_erp.dialects.netsuite.records.masters import location_id
from fake_erp.dialects.record_ids import ids_of
from fake_erp.model import Delivery

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def fulfillment_json(erp: Erp, delivery: Delivery) -> Body:
    """A delivery as its record: it is shipped when it is posted."""
    place = refers(location_id(erp, delivery.warehouse), delivery.warehouse)
    lines = [
        {
            "orderLine": at + 1,
            "line": number,
            "item": refers(_item_id(erp, delivery, at, sku), sku),
            "quantity": float(units),
            "location": place,
        }
        for number, (at, sku, units) in enumerate(delivery.lines, 1)
    ]
    package = {"packageTrackingNumber": delivery.tracking, "packageDescr": "", "packageWeight": 1.0}
    return {
        **head(erp, delivery),
        "shipStatus": refers("C", "Shipped"),
        "status": refers("C", "Shipped"),
        "item": {"items": lines},
        "package": {"items": [package]},
    }


def _item_id(erp: Erp, delivery: Delivery, at: int, sku: str) -> int:
    item = erp.items.find(sku) or delivery.order.lines[at].item
    return ids_of(erp).of_item(erp, item)


ITEM_FULFILLMENT = RecordType(
    "itemFulfillment",
    "delivery",
    lambda erp, wanted: transaction_of(erp, "delivery", erp.shipping.by_number, wanted),
    lambda erp: erp.shipping.by_number.values(),
    lambda erp, delivery: id_of(delivery),
    fulfillment_json,
    FIELDS,
    key=key_of,
    sublists=("item", "package"),
    indexes={"createdfrom": created_from(Delivery)},
)
