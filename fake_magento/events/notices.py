"""Save notices: one Event per save of an order, and its CloudEvents body.

Every save of an order is sent as `sales_order_save_commit_after`, whatever has changed; the receiver compares fields.
All values are strings, as the PHP model holds them. Source: Adobe I/O Events for Adobe Commerce, "Events and their
payloads".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_magento.model.order import Order
from fake_magento.money import stored
from fake_magento.timestamps import iso, stamp

SAVED = "observer.sales_order_save_commit_after"
"""Adobe's name of the event of a save of an order."""
PLACED = "order.placed"
PAID = "order.paid"
CANCELLED = "order.cancelled"
REFUNDED = "order.refunded"
SHIPPED = "order.shipped"
UPDATED = "order.updated"
NAMES = (PLACED, PAID, CANCELLED, REFUNDED, SHIPPED, UPDATED)


@dataclass(frozen=True, slots=True)
class Event:
    """A save of an order.

    `name` is its cause, which is not part of the payload; `subscription` is the name of the subscription it is sent
    for.
    """

    event_id: str
    name: str
    order: Order
    state: str
    status: str | None
    saved_ms: int
    subscription: str = SAVED

    @property
    def increment_id(self) -> str:
        """The order number."""
        return self.order.increment_id

    def payload(self) -> dict[str, Any]:
        """The CloudEvents 1.0 body, a new dict with the same content at every call.

        `_isNew` is present only for the save that placed the order.
        """
        order, event_id = self.order, self.event_id
        store_id = str(order.store.store_id)
        value: dict[str, Any] = {
            "entity_id": str(order.entity_id),
            "increment_id": order.increment_id,
            "state": self.state,
            "status": self.status,
            "store_id": store_id,
            "customer_email": order.email,
            "grand_total": stored(order.ordered.total, 6),
            "created_at": stamp(order.created_ms),
            "updated_at": stamp(self.saved_ms),
        }
        if self.name == PLACED:
            value["_isNew"] = True
        return {
            "specversion": "1.0",
            "id": event_id,
            "source": "urn:uuid:" + event_id,
            "type": "com.adobe.commerce." + self.subscription,
            "datacontenttype": "application/json",
            "time": iso(self.saved_ms),
            "eventid": event_id,
            "event_id": event_id,
            "recipient_client_id": "erp-integration",
            "data": {
                "key": event_id.replace("-", ""),
                "source": "merchant.stage",
                "value": value,
                "_metadata": {
                    "commerceEdition": "Adobe Commerce",
                    "commerceVersion": "2.4.6",
                    "eventsClientVersion": "1.12.0",
                    "storeId": store_id,
                    "websiteId": "1",
                    "storeGroupId": "1",
                },
            },
        }
