"""Views that add to documents: tracking numbers and comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fake_magento.errors import ShopError, entity_missing, required
from fake_magento.model.records import Comment, CreditMemo, Invoice, Note, Shipment, Track
from fake_magento.rest.documents.document_json import comments_json, note_json, track_json
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.inputs import Arguments, Shape, anything, integer, text
from fake_magento.rest.framework.params import number

if TYPE_CHECKING:
    from fake_magento.shop import Shop

_TRACK = Shape(
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
TRACK = Arguments(entity=_TRACK)
_NOTE = Shape(
    "Magento\\Sales\\Api\\Data\\CommentInterface",
    comment=text,
    is_visible_on_front=integer,
    is_customer_notified=integer,
    created_at=text,
    entity_id=integer,
    parent_id=integer,
    extension_attributes=anything,
)
COMMENT = Arguments(entity=_NOTE)


def _one(documents: Sequence[Any], entity_id: int) -> Any:
    if not 0 < entity_id <= len(documents):
        raise entity_missing()
    return documents[entity_id - 1]


def add_track(shop: Shop, call: Call) -> Any:
    """A tracking number for a shipment there is. The order is not touched, its `updated_at` stays."""
    given = TRACK(call.data).get("entity")
    if given is None:
        raise required("entity")
    if not given.get("track_number"):
        raise ShopError('"Number" is required. Enter and try again.')
    if not given.get("carrier_code"):
        raise ShopError('"Carrier Code" is required. Enter and try again.')
    shipment: Shipment = _one(shop.shipments, given.get("parent_id", 0))
    track = Track(
        shop.take_ids("track", 1),
        given["track_number"],
        given.get("title", ""),
        given["carrier_code"],
        shop.now(),
    )
    shipment.tracks.append(track)
    data = track_json(shipment, track)
    data.update({name: given[name] for name in ("weight", "qty", "description") if name in given})
    return data


def delete_track(shop: Shop, call: Call) -> Any:
    track_id = number(call.params["id"])
    for shipment in shop.shipments:
        kept = [track for track in shipment.tracks if track.entity_id != track_id]
        if len(kept) != len(shipment.tracks):
            shipment.tracks = kept
            return True
    raise entity_missing()


def _add(shop: Shop, document: Invoice | Shipment | CreditMemo, given: dict[str, Any]) -> Any:
    comment = Comment(
        given.get("comment", ""), given.get("is_visible_on_front", 0), given.get("is_customer_notified", 0)
    )
    note = Note(shop.take_ids("document_comment", 1) + 1_000_000, comment, shop.now())
    document.notes.append(note)
    return note_json(document.entity_id, note)


def _commented(call: Call) -> dict[str, Any]:
    given = COMMENT(call.data).get("entity")
    if given is None:
        raise required("entity")
    if not given.get("comment"):
        raise ShopError('"Comment" is required. Enter and try again.')
    comment: dict[str, Any] = given
    return comment


def comment_invoice(shop: Shop, call: Call) -> Any:
    """Invoices are named in the body."""
    given = _commented(call)
    return _add(shop, _one(shop.invoices, given.get("parent_id", 0)), given)


def comment_shipment(shop: Shop, call: Call) -> Any:
    return _add(shop, _one(shop.shipments, number(call.params["id"])), _commented(call))


def comment_creditmemo(shop: Shop, call: Call) -> Any:
    return _add(shop, _one(shop.creditmemos, number(call.params["id"])), _commented(call))


def _listed(document: Invoice | Shipment | CreditMemo) -> dict[str, Any]:
    rows = comments_json(document)
    return {"items": rows, "search_criteria": {"filter_groups": []}, "total_count": len(rows)}


def invoice_comments(shop: Shop, call: Call) -> Any:
    return _listed(_one(shop.invoices, number(call.params["id"])))


def shipment_comments(shop: Shop, call: Call) -> Any:
    return _listed(_one(shop.shipments, number(call.params["id"])))


def creditmemo_comments(shop: Shop, call: Call) -> Any:
    return _listed(_one(shop.creditmemos, number(call.params["id"])))
