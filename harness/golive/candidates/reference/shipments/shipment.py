"""A shipment of the shop on its way to the ERP."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from golive.candidates.reference.mapping import exact


@dataclass(slots=True)
class Shipment:
    """A shipment that another system made in the shop; `units` by order item id, `goods` by item of the ERP.

    `posted_at` is when the ERP booked its delivery, "" as long as it has none; `tries` counts its refusals. `unsure`: a
    call went unanswered, so that it may be booked.
    """

    number: str
    entity_id: str
    source: str
    tracking: str
    units: dict[float, float] = field(default_factory=dict)
    goods: dict[str, float] = field(default_factory=dict)
    posted_at: str = ""
    tries: int = 0
    unsure: bool = False

    def is_in(self, as_of: str) -> bool:
        """Whether the stock of the ERP as of an instant is without its goods."""
        return bool(self.posted_at) and self.posted_at <= as_of


def shipment_of(row: dict[str, Any]) -> Shipment:
    """Read a shipment as the shop lists it."""
    return Shipment(
        row["increment_id"],
        str(row["order_id"]),
        row["extension_attributes"]["source_code"],
        next((track["track_number"] for track in row["tracks"]), ""),
        {item["order_item_id"]: exact(item["qty"]) for item in row["items"]},
    )
