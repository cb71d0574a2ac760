r"""Views of the comments of documents.

Source: Magento source, Magento\Sales\Api\InvoiceCommentRepositoryInterface and the like.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.model.documents import Comment, CreditMemo, Invoice, Note, Shipment
from fake_magento.rest.documents.document_json import comments_json, note_json
from fake_magento.rest.documents.document_views import document_by_id
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, integer, text
from fake_magento.shop import Shop

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


def _add(shop: Shop, document: Invoice | Shipment | CreditMemo, given: dict[str, Any]) -> Any:
    comment = Comment(
        given.get("comment", ""), given.get("is_visible_on_front", 0), given.get("is_customer_notified", 0)
    )
    note = Note(shop.take_ids("document_comment", 1) + 1_000_000, comment, shop.now())
    document.notes += (note,)
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
    """Comment on an invoice; its id is in the body."""
    given = _commented(call)
    return _add(shop, document_by_id(shop.invoices, given.get("parent_id", 0)), given)


def comment_shipment(shop: Shop, call: Call) -> Any:
    """Comment on a shipment; its id is in the path. The reply is the comment with its id."""
    return _add(shop, document_by_id(shop.shipments, path_id(call.params["id"])), _commented(call))


def comment_creditmemo(shop: Shop, call: Call) -> Any:
    """Comment on a credit memo; its id is in the path. The reply is the comment with its id."""
    return _add(shop, document_by_id(shop.creditmemos, path_id(call.params["id"])), _commented(call))


def _listed(document: Invoice | Shipment | CreditMemo) -> dict[str, Any]:
    rows = comments_json(document)
    return {"items": rows, "search_criteria": {"filter_groups": []}, "total_count": len(rows)}


def invoice_comments(shop: Shop, call: Call) -> Any:
    """Comments of an invoice in an envelope; no search criteria are needed."""
    return _listed(document_by_id(shop.invoices, path_id(call.params["id"])))


def shipment_comments(shop: Shop, call: Call) -> Any:
    """Comments of a shipment in an envelope; no search criteria are needed."""
    return _listed(document_by_id(shop.shipments, path_id(call.params["id"])))


def creditmemo_comments(shop: Shop, call: Call) -> Any:
    """Comments of a credit memo in an envelope; no search criteria are needed."""
    return _listed(document_by_id(shop.creditmemos, path_id(call.params["id"])))
