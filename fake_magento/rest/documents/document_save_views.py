r"""Views that save documents as they are sent, capture and void invoices, and refund a whole credit memo.

Source: Magento source, module-sales/etc/webapi.xml, Magento\Sales\Model\Service\InvoiceService, ShipmentService and
CreditmemoService.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.documents import document_entities as entities
from fake_magento.rest.documents.document_json import creditmemo_json, invoice_json, shipment_json
from fake_magento.rest.documents.document_views import document_in_path
from fake_magento.rest.framework.http import Call
from fake_magento.sales.documents import saved
from fake_magento.sales.documents.shipments import NewTrack
from fake_magento.sales.payment_methods import GATEWAYS
from fake_magento.shop import Shop


def save_shipment(shop: Shop, call: Call) -> Any:
    """Save a shipment. The goods leave their source; the order's quantities and state stay as they were."""
    given = entities.SHIPMENT(call.data).get("entity")
    entity = entities.entity_of(shop, given, "entity", "The shipment couldn't be saved.")
    tracks = [
        NewTrack(track.get("track_number", ""), track.get("title", ""), track.get("carrier_code", ""))
        for track in (given or {}).get("tracks", ())
    ]
    code = (given or {}).get("extension_attributes", {}).get("source_code")
    source = code or shop.stock.places.shipping_code()
    return shipment_json(saved.save_shipment(shop, entity, tracks, source))


def save_invoice(shop: Shop, call: Call) -> Any:
    """Save an invoice with the totals as sent. The order's totals and state stay as they were."""
    given = entities.INVOICE(call.data).get("entity")
    entity = entities.entity_of(shop, given, "entity", "The invoice couldn't be saved.")
    return invoice_json(saved.save_invoice(shop, entity))


def save_creditmemo(shop: Shop, call: Call) -> Any:
    """Save a credit memo with the totals as sent. Nothing is refunded; unshipped units leave the stock."""
    given = entities.CREDITMEMO(call.data).get("entity")
    entity = entities.entity_of(shop, given, "entity", "The credit memo couldn't be saved.")
    return creditmemo_json(saved.save_creditmemo(shop, entity))


def refund_creditmemo(shop: Shop, call: Call) -> Any:
    """Save a credit memo and refund the amounts as sent; without `offlineRequested` they count as refunded online."""
    arguments = entities.REFUND(call.data)
    entity = entities.entity_of(
        shop, arguments.get("creditmemo"), "creditmemo", "The credit memo couldn't be saved."
    )
    return creditmemo_json(saved.refund_creditmemo(shop, entity, arguments.get("offline_requested", False)))


def cancel_creditmemo(shop: Shop, call: Call) -> Any:
    """Always refused: Magento has no way to cancel a credit memo."""
    raise ShopError("You can not cancel Credit Memo")


def capture_invoice(shop: Shop, call: Call) -> Any:
    """`true`: the provider is asked, and nothing is saved in the shop. 400 for a payment without a provider."""
    return _asked(shop, call, "capture")


def void_invoice(shop: Shop, call: Call) -> Any:
    """`true`: the provider is asked, and nothing is saved in the shop. 400 for a payment without a provider."""
    return _asked(shop, call, "void")


def _asked(shop: Shop, call: Call, what: str) -> bool:
    invoice = document_in_path(shop.invoices, call)
    if invoice.order.method not in GATEWAYS:
        raise ShopError(f"The {what} action is not available.")
    return True


def label(shop: Shop, call: Call) -> Any:
    """The shipping label of a shipment in base64, a bare string: empty without one."""
    sent = document_in_path(shop.shipments, call).sent
    return "" if sent is None else sent.fields.get("shipping_label", "")
