r"""Shipments: goods leave a source, the reservation of the sale is released.

Source: Adobe Commerce developer docs, "Order processing" and "Inventory management"; Magento source,
Magento\Sales\Model\ShipOrder and its validators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

from fake_magento.errors import ShopError, document_refused
from fake_magento.events.notices import SHIPPED
from fake_magento.model.documents import Comment, DocumentLine, Shipment, Track
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.sales import order_states
from fake_magento.sales.completion import is_done
from fake_magento.sales.context import SalesContext
from fake_magento.sales.documents.document_lines import Quantities, goods_of, row_count, rows_of
from fake_magento.sales.order_transitions import move


@dataclass(frozen=True, slots=True)
class NewTrack:
    """A tracking number to add."""

    number: str
    title: str
    carrier_code: str


def _rows(order: Order) -> Sequence[OrderLine]:
    """The rows that a shipment can name."""
    return order.lines if order.plain else [row for line in order.lines for row in line.stock_rows]


def open_quantities(order: Order) -> Quantities:
    """Everything left to ship."""
    return {line.item_id: left for line in _rows(order) if (left := line.to_ship()) > 0}


def refusals(order: Order, quantities: Quantities, tracks: list[NewTrack]) -> list[str]:
    """Magento's message for every rule that this shipment breaks."""
    is_open, total, exceeded = False, 0, []
    for line in _rows(order):
        left, quantity = line.to_ship(), quantities.get(line.item_id, 0)
        if left > 0:
            is_open = True
        if quantity > left:
            exceeded.append(
                "The quantity to ship must not be greater than the unshipped quantity"
                f' for product SKU "{line.sku}".'
            )
        elif quantity > 0:
            total += quantity
    broken = []
    if order.state in order_states.NOT_SHIPPABLE or order.is_virtual:
        broken.append(f"A shipment cannot be created when an order has a status of {order.status or ''}")
    elif not is_open:
        broken.append("The order does not allow a shipment to be created.")
    broken += exceeded
    if total == 0:
        broken.append("You can't create a shipment without products.")
    broken.extend("Please enter a tracking number." for track in tracks if not track.number)
    return broken


def ship(
    shop: SalesContext,
    order: Order,
    quantities: Quantities | None,
    tracks: list[NewTrack],
    source: str | None,
    by: str,
    comment: Comment | None = None,
) -> Shipment:
    """Ship the given quantities (None: everything open) from a source (None: the default source).

    Raises ShopError with every rule that it breaks.
    """
    if quantities is None:
        quantities = open_quantities(order)
    broken = refusals(order, quantities, tracks)
    if broken:
        raise document_refused("Shipment", broken)
    source = shop.stock.default_source if source is None else source
    lines = []
    leaving: dict[str, int] = {}
    for line in _rows(order):
        quantity = quantities.get(line.item_id, 0)
        if quantity > 0:
            lines.append(DocumentLine(line, line.shipped, quantity))
            if order.plain:
                leaving[line.stocked] = leaving.get(line.stocked, 0) + quantity
                continue
            for sku, units in line.goods(quantity):
                leaving[sku] = leaving.get(sku, 0) + units
    if shop.stock.short(leaving, source):
        raise ShopError("Could not save a shipment, see error log for details")
    for row in lines:
        row.line.shipped += row.quantity
    document = Shipment(
        entity_id=len(shop.shipments) + 1,
        increment_id=shop.next_document("shipment", order.store.store_id),
        order=order,
        lines=rows_of(lines, order.invoices),
        first_item_id=shop.take_ids("shipment_item", len(lines) if order.plain else row_count(lines)),
        source=intern(source),
        created_ms=shop.now(),
        tracks=tuple(
            [
                Track(shop.take_ids("track", 1), new.number, intern(new.title), intern(new.carrier_code))
                for new in tracks
            ]
        ),
        comment=comment,
    )
    shop.shipments.append(document)
    order.shipments += (document,)
    shop.stock.move([(sku, source, -quantity) for sku, quantity in leaving.items()], "shipment", by)
    shop.stock.reserve(leaving.items(), "shipment_created", order.increment_id)
    shop.emit(
        "shop.order.shipped",
        {"order": order.increment_id, "shipment": document.increment_id},
        {"source": source, "lines": goods_of(lines), "by": by},
    )
    _settle(shop, order)
    shop.saved(order, SHIPPED)
    return document


def _settle(shop: SalesContext, order: Order) -> None:
    """Move a new order to processing, and a processing order with nothing open to complete."""
    if order.state == order_states.NEW or order.state == order_states.PENDING_PAYMENT:
        move(
            shop,
            order,
            order_states.PROCESSING,
            order_states.default_status(order_states.PROCESSING, shop.config.statuses),
            "shipment",
        )
    if order.state == order_states.PROCESSING and is_done(shop, order):
        move(
            shop,
            order,
            order_states.COMPLETE,
            order_states.default_status(order_states.COMPLETE, shop.config.statuses),
            "shipment",
        )
