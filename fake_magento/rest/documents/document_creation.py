"""Views that make documents: invoice, ship, refund. The reply is the id of the new document, as a string.

Source: Adobe Commerce developer docs, "Order processing"; Magento source, InvoiceOrderInterface, ShipOrderInterface,
RefundOrderInterface.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fake_magento.errors import document_refused, entity_missing
from fake_magento.model.documents import Comment
from fake_magento.model.order import Order
from fake_magento.quantities import counted
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import order_of, path_id
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Convert,
    Shape,
    anything,
    boolean,
    cents,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.sales.documents import credit_memos, invoices
from fake_magento.sales.documents.shipments import NewTrack
from fake_magento.shop import Shop

_API = "Magento\\Sales\\Api\\Data\\"


def _items(document: str) -> Any:
    shape = Shape(
        f"{_API}{document}ItemCreationInterface",
        order_item_id=integer,
        qty=decimal,
        extension_attributes=anything,
    )
    return list_of(shape, shape.name)


def _comment(document: str) -> Shape:
    return Shape(
        f"{_API}{document}CommentCreationInterface",
        comment=text,
        is_visible_on_front=integer,
        extension_attributes=anything,
    )


_TRACK = Shape(
    _API + "ShipmentTrackCreationInterface",
    track_number=text,
    title=text,
    carrier_code=text,
    extension_attributes=anything,
)
INVOICE = Arguments(
    capture=boolean,
    items=_items("Invoice"),
    notify=boolean,
    append_comment=boolean,
    comment=_comment("Invoice"),
    arguments=Shape(_API + "InvoiceCreationArgumentsInterface", extension_attributes=anything),
)
SHIP = Arguments(
    items=_items("Shipment"),
    notify=boolean,
    append_comment=boolean,
    comment=_comment("Shipment"),
    tracks=list_of(_TRACK, _TRACK.name),
    packages=anything,
    arguments=Shape(
        _API + "ShipmentCreationArgumentsInterface",
        extension_attributes=Shape(_API + "ShipmentCreationArgumentsExtensionInterface", source_code=text),
    ),
)
_REFUND_ARGUMENTS: dict[str, Convert] = {
    "items": _items("Creditmemo"),
    "notify": boolean,
    "append_comment": boolean,
    "comment": _comment("Creditmemo"),
    "arguments": Shape(
        _API + "CreditmemoCreationArgumentsInterface",
        shipping_amount=decimal,
        adjustment_positive=cents,
        adjustment_negative=cents,
        extension_attributes=Shape(
            _API + "CreditmemoCreationArgumentsExtensionInterface",
            return_to_stock_items=list_of(integer, "int"),
        ),
    ),
}
REFUND = Arguments(**_REFUND_ARGUMENTS)
REFUND_INVOICE = Arguments(**_REFUND_ARGUMENTS, is_online=boolean)


def invoice(shop: Shop, call: Call) -> Any:
    """Invoice the listed items, or everything open without a list. The invoice is saved as paid at once.

    The order's status becomes the default of its new state, so a status of the merchant is lost.
    """
    order = order_of(shop, call)
    given = INVOICE(call.data)
    document = invoices.invoice(shop, order, _quantities(order, given), call.request.author, _note(given))
    return str(document.entity_id)


def ship(shop: Shop, call: Call) -> Any:
    """Ship the listed items, or everything open without a list, with tracking numbers.

    `arguments.extension_attributes.source_code` names the source; without it the only one of the stock, else the
    default source.
    """
    order = order_of(shop, call)
    given = SHIP(call.data)
    tracks = [
        NewTrack(track.get("track_number", ""), track.get("title", ""), track.get("carrier_code", ""))
        for track in given.get("tracks", ())
    ]
    source = given.get("arguments", {}).get("extension_attributes", {}).get("source_code")
    source = source or shop.stock.places.shipping_code()
    return str(
        shop.ship(
            order, _quantities(order, given), tracks, source, call.request.author, _note(given)
        ).entity_id
    )


def refund(shop: Shop, call: Call) -> Any:
    """Refund an order offline: the provider is not involved."""
    order = order_of(shop, call)
    request = _refund(order, REFUND(call.data))
    return str(credit_memos.refund(shop, order, request, "api", call.request.author).entity_id)


def refund_invoice(shop: Shop, call: Call) -> Any:
    """Refund an invoice: online (`isOnline`) through the provider, or offline."""
    invoice_id = path_id(call.params["invoiceId"])
    if not 0 < invoice_id <= len(shop.invoices):
        raise entity_missing()
    document = shop.invoices[invoice_id - 1]
    given = REFUND_INVOICE(call.data)
    online = given.get("is_online", False)
    if online and document.transaction_id is None:
        raise document_refused("Creditmemo", ["We can't create creditmemo for the invoice."])
    request = replace(_refund(document.order, given), invoice=document, online=online)
    return str(credit_memos.refund(shop, document.order, request, "api", call.request.author).entity_id)


def _refund(order: Order, given: dict[str, Any]) -> credit_memos.Refund:
    arguments = given.get("arguments", {})
    shipping = arguments.get("shipping_amount")
    extension = arguments.get("extension_attributes", {})
    return credit_memos.Refund(
        _quantities(order, given),
        None if shipping is None else cents(shipping),
        arguments.get("adjustment_positive", 0),
        arguments.get("adjustment_negative", 0),
        frozenset(extension.get("return_to_stock_items", ())),
        _note(given),
    )


def _quantities(order: Order, given: dict[str, Any]) -> dict[int, int] | None:
    """Order item id to quantity, as the row counts it; None (everything open) for empty or missing items."""
    items = given.get("items")
    if not items:
        return None
    scales = {line.item_id: line.scale for line in order.rows() if line.scale != 1}
    quantities: dict[int, int] = {}
    for item in items:
        item_id = item.get("order_item_id", 0)
        quantities[item_id] = max(0, counted(item.get("qty", 0), scales.get(item_id, 1)))
    return quantities


def _note(given: dict[str, Any]) -> Comment | None:
    comment = given.get("comment")
    if comment is None:
        return None
    return Comment(
        comment.get("comment", ""), comment.get("is_visible_on_front", 0), int(given.get("notify", False))
    )
