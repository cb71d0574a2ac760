"""Reading the shop's notices: raw ones of saved orders, and business events in any version."""

from __future__ import annotations

from typing import Any, NamedTuple

CANCELLED = "OrderCancelled"


class OrderNews(NamedTuple):
    """The order that a notice is about; "" for what is not in it."""

    order: str
    entity_id: str
    state: str


def order_news(event: dict[str, Any]) -> OrderNews | None:
    """None where the notice is about no order. Unknown fields are ignored, as newer versions may add some."""
    if "data" in event:
        value = event["data"]["value"]
        return OrderNews(str(value["increment_id"]), str(value["entity_id"]), str(value["state"]))
    record = event["record"]
    if not str(event["type"]).startswith("Order"):
        return None
    state = record.get("state") or ("canceled" if event["type"] == CANCELLED else "")
    return OrderNews(str(record["increment_id"]), str(record.get("entity_id", "")), str(state))
