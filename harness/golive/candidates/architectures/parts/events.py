"""The order that an event of the shop is about, in either form of events."""

from __future__ import annotations

from typing import Any


def order_of(event: dict[str, Any]) -> tuple[str, str] | None:
    """Number and id of the order; None for an event about something else. The id is "" where it is not sent."""
    if "data" in event:
        value = event["data"]["value"]
        return str(value["increment_id"]), str(value["entity_id"])
    if not str(event.get("type", "")).startswith("Order"):
        return None
    record = event["record"]
    return str(record["increment_id"]), str(record.get("entity_id", ""))
