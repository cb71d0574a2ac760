"""API_OUTBOUND_DELIVERY_SRV: what left the warehouses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odata.model import DATE_TIME, INSTANT, EntityType, Property
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.s4hana.numbers import find, item_text, position, shown
from fake_erp.dialects.s4hana.resources import Resource
from fake_erp.dialects.s4hana.sales.order_types import MOST, change_number, midnight, quantity, stamp, text
from fake_erp.dialects.s4hana.sales.orders import order_of, reference
from fake_erp.dialects.s4hana.sales.parts import BASE_UNIT, fixed, of
from fake_erp.model import Delivery

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(frozen=True, slots=True)
class DeliveryItem:
    """An item of a delivery, by its position counted from 0."""

    delivery: Delivery
    at: int

    @property
    def line_at(self) -> int:
        """The position of the order line."""
        return self.delivery.lines[self.at][0]

    @property
    def sku(self) -> str:
        return self.delivery.lines[self.at][1]

    @property
    def units(self) -> int:
        return self.delivery.lines[self.at][2]


def _number(erp: Any, delivery: Delivery) -> str:
    return shown(delivery.number)


HEADER = EntityType(
    "A_OutbDeliveryHeaderType",
    "A_OutbDeliveryHeader",
    (
        text("DeliveryDocument", _number, 10, key=True),
        text("DeliveryDocumentType", fixed("LF"), 4),
        text("SoldToParty", lambda erp, delivery: shown(delivery.order.customer.number), 10),
        text("ShipToParty", lambda erp, delivery: shown(delivery.order.customer.number), 10),
        text("ShippingPoint", of("warehouse")),
        text("BillOfLading", of("tracking"), 35),
        Property("CreationDate", DATE_TIME, lambda erp, delivery: midnight(delivery.posted_at_ms)),
        Property("DeliveryDate", DATE_TIME, lambda erp, delivery: midnight(delivery.posted_at_ms)),
        Property("ActualGoodsMovementDate", DATE_TIME, lambda erp, delivery: midnight(delivery.posted_at_ms)),
        Property("LastChangeDate", DATE_TIME, lambda erp, delivery: midnight(delivery.posted_at_ms)),
        Property("YY1_PostedAt_DLH", INSTANT, of("posted_at_ms")),
        text("YY1_PurchaseOrderByCustomer_DLH", lambda erp, delivery: delivery.order.external_reference),
        change_number("_DLH"),
        text("OverallPickingStatus", fixed("C"), 1),
        text("OverallGoodsMovementStatus", fixed("C"), 1),
        text("OverallSDProcessStatus", fixed("C"), 1),
    ),
    etag=lambda erp, delivery: stamp(delivery.posted_at_ms, delivery.change),
)
ITEM = EntityType(
    "A_OutbDeliveryItemType",
    "A_OutbDeliveryItem",
    (
        text("DeliveryDocument", lambda erp, item: shown(item.delivery.number), 10, key=True),
        text("DeliveryDocumentItem", lambda erp, item: item_text(item.at), 6, key=True),
        text("Material", of("sku"), 40),
        text("Plant", lambda erp, item: item.delivery.warehouse),
        quantity("ActualDeliveryQuantity", lambda erp, item: str(item.units)),
        text("DeliveryQuantityUnit", fixed(BASE_UNIT), 3),
        text("ReferenceSDDocument", lambda erp, item: shown(item.delivery.order.number), 10),
        text("ReferenceSDDocumentItem", lambda erp, item: item_text(item.line_at), 6),
        text("ReferenceSDDocumentCategory", fixed("C"), 4),
        text("GoodsMovementStatus", fixed("C"), 1),
    ),
    owner=lambda item: item.delivery,
)


def items(erp: Any, delivery: Delivery) -> list[DeliveryItem]:
    """The items of a delivery."""
    return [DeliveryItem(delivery, at) for at in range(len(delivery.lines))]


HEADER.navigate("to_DeliveryDocumentItem", ITEM, True, items)
ITEM.navigate("to_DeliveryDocument", HEADER, False, of("delivery"))


def _find(erp: Erp, segment: Segment) -> Delivery | None:
    literal = segment.key("DeliveryDocument")
    return None if literal is None else find(erp.shipping.by_number, literal.text)


def _find_item(erp: Erp, segment: Segment) -> DeliveryItem | None:
    delivery, literal = _find(erp, segment), segment.keys.get("DeliveryDocumentItem")
    at = position(literal.text.lstrip("0")) if literal is not None else None
    if delivery is None or at is None or at >= len(delivery.lines):
        return None
    return DeliveryItem(delivery, at)


def _deliveries(erp: Erp, query: Query) -> Sequence[Delivery]:
    number, order_number = query.equal("DeliveryDocument"), query.equal("ReferenceSDDocument")
    if number is not None:
        delivery = find(erp.shipping.by_number, str(number))
        return [] if delivery is None else [delivery]
    if order_number is not None:
        order = order_of(erp, str(order_number))
        return [] if order is None else [paper for paper in order.papers if type(paper) is Delivery]
    after = query.above("YY1_ChangeNumber_DLH")
    if after is not None:
        return erp.shipping.feed.page(max(after, 0), MOST)[0]
    return list(erp.shipping.by_number.values())


SETS: dict[str, Resource] = {
    "A_OutbDeliveryHeader": Resource(
        HEADER,
        "delivery",
        _find,
        _deliveries,
        lambda delivery: delivery.number,
        lambda delivery: reference(delivery.order),
    ),
    "A_OutbDeliveryItem": Resource(
        ITEM,
        "delivery",
        _find_item,
        lambda erp, query: [item for delivery in _deliveries(erp, query) for item in items(erp, delivery)],
        lambda item: item.delivery.number,
        lambda item: reference(item.delivery.order),
    ),
}
