"""Typed events: five facts with versions, an alternative to the save notices.

A shop whose `ShopConfig.event_versions` is empty sends save notices. Otherwise it sends these, as an event module of
the merchant would: an envelope and the subscribed fields of the record. Version 2 contains version 1, with the same
names and meanings. Source: own design, after CloudEvents and the event types of other shop systems; Magento has no
such events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fake_magento.events.notices import CANCELLED, NAMES, PLACED
from fake_magento.model.order import Order
from fake_magento.money import stored
from fake_magento.timestamps import iso, stamp

VERSIONS = (1, 2)
Item = tuple[str, str, int, bool, int]
"""The record of a stock adjustment: (SKU, source, quantity, in stock, salable quantity)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: how it is read, its JSON type, its description, and its first version."""

    name: str
    read: Callable[[Any], object]
    form: str | tuple[str, ...]
    about: str
    since: int = 1

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the field."""
        return {
            "type": self.form if isinstance(self.form, str) else list(self.form),
            "description": self.about,
        }


def _money(cents: int) -> str:
    return stored(cents, 2)


_ORDER = (
    Field("increment_id", lambda order: order.increment_id, "string", "The order number. Always present."),
    Field("entity_id", lambda order: order.entity_id, "integer", "The id that REST paths take."),
    Field("state", lambda order: order.state, "string", "The state at the time of the event."),
    Field("status", lambda order: order.status, ("string", "null"), "The status at the time of the event."),
    Field("store_id", lambda order: order.store.store_id, "integer", "The store view of the order."),
    Field("customer_email", lambda order: order.email, "string", "The customer's e-mail address."),
    Field(
        "grand_total",
        lambda order: _money(order.ordered.total),
        "string",
        "In the currency of the order, two decimals: 155.76.",
    ),
    Field("created_at", lambda order: stamp(order.created_ms), "string", "UTC, whole seconds."),
    Field("updated_at", lambda order: stamp(order.updated_ms), "string", "UTC, whole seconds."),
    Field("currency", lambda order: order.store.currency, "string", "Currency of the amounts.", 2),
    Field("payment_method", lambda order: order.method, "string", "The code of the payment method.", 2),
    Field("item_count", lambda order: len(order.lines), "integer", "Rows of the order.", 2),
)
_STOCK = (
    Field("sku", lambda item: item[0], "string", "The SKU of the product. Always present."),
    Field("source_code", lambda item: item[1], "string", "The code of the source."),
    Field("quantity", lambda item: item[2], "integer", "The quantity at the source, in units."),
    Field("in_stock", lambda item: item[3], "boolean", "Whether the source item is in stock."),
    Field("salable_quantity", lambda item: item[4], "integer", "Sum of the sources less reservations.", 2),
)
_PRODUCT = (
    Field("sku", lambda product: product.sku, "string", "The SKU of the product. Always present."),
    Field("product_id", lambda product: product.product_id, "integer", "The product id."),
    Field("name", lambda product: product.name, "string", "The name in the default store view."),
    Field(
        "price", lambda product: _money(product.price_cents), "string", "The base price, two decimals: 19.90."
    ),
    Field("enabled", lambda product: product.enabled, "boolean", "Whether the product is enabled."),
    Field(
        "type",
        lambda product: product.kind,
        "string",
        "The product type: simple, virtual, configurable ...",
        2,
    ),
    Field("updated_at", lambda product: stamp(product.updated_ms), "string", "UTC, whole seconds.", 2),
)


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type: its description, the notice it is sent as, its queue topic, and the fields of its record.

    The first field is the business key and is always in the record; `counted` describes `sequence`.
    """

    about: str
    notice: str
    topic: str
    fields: tuple[Field, ...]
    counted: str = "Counts the events of the record. A lower number that arrives later is outdated."


EVENT_TYPES: dict[str, EventType] = {
    "OrderPlaced": EventType("A shopper placed an order.", "order.placed", "sales.order.placed", _ORDER),
    "OrderUpdated": EventType(
        "An order was paid, shipped, refunded, held or commented on.",
        "order.updated",
        "sales.order.updated",
        _ORDER,
    ),
    "OrderCancelled": EventType(
        "An order was cancelled.", "order.cancelled", "sales.order.cancelled", _ORDER
    ),
    "InventoryAdjusted": EventType(
        "The quantity or the in-stock flag of a source item changed.",
        "stock.changed",
        "inventory.source_item.adjusted",
        _STOCK,
        "Counts the events of the SKU over all its sources. A lower number that arrives later is an outdated event "
        "of its own source, and can still be the latest of another.",
    ),
    "ProductUpdated": EventType(
        "A product or its price was written.", "product.changed", "catalog.product.updated", _PRODUCT
    ),
}
NOTICES = tuple(dict.fromkeys((*NAMES, *(kind.notice for kind in EVENT_TYPES.values()))))
"""Every notice of a shop, whether as a save notice or as a typed event."""
FIELDS = tuple(dict.fromkeys(field.name for kind in EVENT_TYPES.values() for field in kind.fields))
"""All fields that can be subscribed to."""


@dataclass(frozen=True, slots=True)
class TypedEvent:
    """One fact in one version. `name` is the notice, which is not part of the payload.

    `order` is the order whose transaction must commit before the event is sent; None for other records.
    """

    event_id: str
    name: str
    type: str
    version: int
    key: str
    sequence: int
    occurred_ms: int
    record: dict[str, object]
    order: Order | None

    @property
    def increment_id(self) -> str:
        """The business key; the name is that of `Event`."""
        return self.key

    @property
    def topic(self) -> str:
        """The topic of its message queue."""
        return EVENT_TYPES[self.type].topic

    def payload(self) -> dict[str, Any]:
        """The body, a new dict with the same content at every call."""
        body: dict[str, Any] = {
            "event_id": self.event_id,
            "type": self.type,
            "version": self.version,
            "occurred_at": iso(self.occurred_ms),
            "record": dict(self.record),
        }
        if self.version >= 2:
            body["key"] = self.key
            body["sequence"] = self.sequence
        return body


class Feed:
    """The source of typed events: the versions and fields that are sent, and a counter per record."""

    def __init__(self, versions: tuple[int, ...], fields: tuple[str, ...]) -> None:
        self.versions = versions
        self._fields = frozenset(fields or FIELDS)
        self._ending_ms = 0
        self._sequences: dict[str, int] = {}

    def upgrade(self, version: int, now_ms: int, both_ms: int) -> bool:
        """Send this version from now on, and the latest one before beside it for `both_ms`. False without a change."""
        if self.versions[-1] == version:
            return False
        self.versions = (self.versions[-1], version) if both_ms else (version,)
        self._ending_ms = now_ms + both_ms if both_ms else 0
        return True

    def of(
        self, kind: str, subject: Any, order: Order | None, name: str, event_id: str, now_ms: int
    ) -> Iterator[TypedEvent]:
        """The events of one fact: one for each version sent at this instant, with the same id."""
        if self._ending_ms and now_ms >= self._ending_ms:
            self.versions, self._ending_ms = self.versions[-1:], 0
        first, *others = EVENT_TYPES[kind].fields
        key = str(first.read(subject))
        record_key = f"{EVENT_TYPES[kind].topic.partition('.')[0]} {key}"
        sequence = self._sequences[record_key] = self._sequences.get(record_key, 0) + 1
        wanted = self._fields
        for version in self.versions:
            record = {first.name: first.read(subject)}
            for field in others:
                if field.since <= version and field.name in wanted:
                    record[field.name] = field.read(subject)
            yield TypedEvent(event_id, name, kind, version, key, sequence, now_ms, record, order)


def kind_of(name: str) -> str:
    """The event type of a save of an order."""
    if name == PLACED:
        return "OrderPlaced"
    return "OrderCancelled" if name == CANCELLED else "OrderUpdated"


def schema(kind: str, version: int) -> dict[str, Any]:
    """JSON Schema, draft 2020-12, of one type in one version. Receivers must ignore unknown fields."""
    declared = [field for field in EVENT_TYPES[kind].fields if field.since <= version]
    properties: dict[str, Any] = {
        "event_id": {"type": "string", "description": "The same for every delivery and version of one fact."},
        "type": {"const": kind},
        "version": {"const": version},
        "occurred_at": {"type": "string", "format": "date-time", "description": "UTC, milliseconds."},
        "record": {
            "type": "object",
            "description": "The subscribed fields, as of the time of the event.",
            "properties": {field.name: field.schema for field in declared},
            "required": [declared[0].name],
        },
    }
    if version >= 2:
        properties["key"] = {"type": "string", "description": "The business key of the record."}
        properties["sequence"] = {
            "type": "integer",
            "minimum": 1,
            "description": EVENT_TYPES[kind].counted,
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{kind}, version {version}",
        "description": EVENT_TYPES[kind].about,
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }
