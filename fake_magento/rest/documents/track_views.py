r"""Views of tracking numbers. Source: Magento source, Magento\Sales\Api\ShipmentTrackRepositoryInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError, entity_missing
from fake_magento.model.documents import Track
from fake_magento.rest.documents.document_json import track_json
from fake_magento.rest.documents.document_views import document_by_id
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, integer, text
from fake_magento.shop import Shop

TRACK_SHAPE = Shape(
    "Magento\\Sales\\Api\\Data\\ShipmentTrackInterface",
    order_id=integer,
    created_at=text,
    entity_id=integer,
    parent_id=integer,
    updated_at=text,
    weight=anything,
    qty=anything,
    description=text,
    track_number=text,
    title=text,
    carrier_code=text,
    extension_attributes=anything,
)
TRACK = Arguments(entity=TRACK_SHAPE)


def add_track(shop: Shop, call: Call) -> Any:
    """Add a tracking number to a shipment. The order is not saved: its `updated_at` stays."""
    given = TRACK(call.data).get("entity")
    if given is None:
        raise required("entity")
    if not given.get("track_number"):
        raise ShopError('"Number" is required. Enter and try again.')
    if not given.get("carrier_code"):
        raise ShopError('"Carrier Code" is required. Enter and try again.')
    shipment = document_by_id(shop.shipments, given.get("parent_id", 0))
    track = Track(
        shop.take_ids("track", 1),
        given["track_number"],
        given.get("title", ""),
        given["carrier_code"],
        shop.now(),
    )
    shipment.tracks += (track,)
    data = track_json(shipment, track)
    data.update({name: given[name] for name in ("weight", "qty", "description") if name in given})
    return data


def delete_track(shop: Shop, call: Call) -> Any:
    """Delete a tracking number. The order's `updated_at` does not move."""
    track_id = path_id(call.params["id"])
    for shipment in shop.shipments:
        kept = tuple([track for track in shipment.tracks if track.entity_id != track_id])
        if len(kept) != len(shipment.tracks):
            shipment.tracks = kept
            return True
    raise entity_missing()
