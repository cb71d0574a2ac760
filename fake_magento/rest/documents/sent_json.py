"""Documents that an API client saved, as JSON: what it sent, and what saving added."""

from __future__ import annotations

from typing import Any

from fake_magento.model.documents import CreditMemo, Invoice, Sent, Shipment
from fake_magento.money import whole
from fake_magento.timestamps import stamp


def sent_json(document: Invoice | Shipment | CreditMemo, sent: Sent) -> dict[str, Any]:
    """The flat fields and rows of a document that a client saved: what was sent, and what saving it added."""
    made = stamp(document.created_ms)
    data = {
        "entity_id": document.entity_id,
        "order_id": document.order.entity_id,
        "created_at": made,
        "updated_at": made,
        **_printed(sent.fields),
        "increment_id": document.increment_id,
    }
    state = None if isinstance(document, Shipment) else document.state
    if state is not None:
        data["state"] = state
    data = dict(sorted(data.items()))
    data["items"] = [
        {
            **_printed(row),
            "entity_id": document.first_item_id + place,
            "parent_id": document.entity_id,
        }
        for place, row in enumerate(sent.rows)
    ]
    return data


def _printed(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: whole(value) if isinstance(value, float) else value
        for name, value in fields.items()
        if name != "extension_attributes"
    }
