r"""The status history of an order as JSON.

Source: Magento source, Magento\Sales\Api\Data\OrderStatusHistoryInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model.order import Order, StatusHistory
from fake_magento.timestamps import stamp


def history_json(order: Order, entry: StatusHistory) -> dict[str, Any]:
    """An entry of the status history. `status` is absent when the comment was posted without one."""
    data: dict[str, Any] = {
        "comment": entry.comment,
        "created_at": stamp(entry.created_ms),
        "entity_id": entry.entity_id,
        "entity_name": entry.entity_name,
        "is_customer_notified": entry.notified,
        "is_visible_on_front": entry.visible,
        "parent_id": order.entity_id,
    }
    if entry.status is not None:
        data["status"] = entry.status
    return data
