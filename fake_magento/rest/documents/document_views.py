"""Views that read invoices, shipments and credit memos. Source: Magento source, module-sales/etc/webapi.xml."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from fake_magento.errors import ShopError, entity_missing
from fake_magento.rest.documents.document_json import creditmemo_json, invoice_json, shipment_json
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import ID_NEEDED
from fake_magento.rest.search import columns
from fake_magento.rest.search.list_reply import envelope
from fake_magento.shop import Shop

T = TypeVar("T")


def document_in_path(documents: Sequence[T], call: Call) -> T:
    """The document whose id is in the path. Raises ShopError or NotFound."""
    entity_id = path_id(call.params["id"])
    if entity_id == 0:
        raise ShopError(ID_NEEDED)
    return document_by_id(documents, entity_id)


def document_by_id(documents: Sequence[T], entity_id: int) -> T:
    """A document by its id: they are numbered 1, 2, 3 ... in the order they were made. Raises NotFound."""
    if not 0 < entity_id <= len(documents):
        raise entity_missing()
    return documents[entity_id - 1]


def email_invoice(shop: Shop, call: Call) -> Any:
    """Accept the request; no e-mail is sent, here and below."""
    return document_in_path(shop.invoices, call) is not None


def email_shipment(shop: Shop, call: Call) -> Any:
    """Send the e-mail of a shipment: `true`, nothing is sent. 404 for an unknown id."""
    return document_in_path(shop.shipments, call) is not None


def email_creditmemo(shop: Shop, call: Call) -> Any:
    """Send the e-mail of a credit memo: `true`, nothing is sent. 404 for an unknown id."""
    return document_in_path(shop.creditmemos, call) is not None


def invoices(shop: Shop, call: Call) -> Any:
    """Invoices that match the search criteria."""
    return envelope(shop, call, columns.INVOICES, shop.invoices, invoice_json, shop.orders)


def invoice(shop: Shop, call: Call) -> Any:
    """One invoice. The path is plural, unlike those of shipments and credit memos."""
    return invoice_json(document_in_path(shop.invoices, call))


def shipments(shop: Shop, call: Call) -> Any:
    """Shipments that match the search criteria."""
    return envelope(shop, call, columns.SHIPMENTS, shop.shipments, shipment_json, shop.orders)


def shipment(shop: Shop, call: Call) -> Any:
    """One shipment; the path is `shipment/{id}`, singular."""
    return shipment_json(document_in_path(shop.shipments, call))


def creditmemos(shop: Shop, call: Call) -> Any:
    """Credit memos that match the search criteria."""
    return envelope(shop, call, columns.CREDITMEMOS, shop.creditmemos, creditmemo_json, shop.orders)


def creditmemo(shop: Shop, call: Call) -> Any:
    """One credit memo; the path is `creditmemo/{id}`, singular."""
    return creditmemo_json(document_in_path(shop.creditmemos, call))
