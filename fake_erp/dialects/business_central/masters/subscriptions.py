"""Subscriptions to changes of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fake_erp.channels.webhooks import Subscription
from fake_erp.dialects.business_central import values as read
from fake_erp.dialects.business_central.columns import fixed, instant, of, text
from fake_erp.dialects.business_central.errors import DIALOG, Refused
from fake_erp.dialects.business_central.resources import Action, Call, Resource
from fake_erp.dialects.business_central.store import store_of
from fake_erp.dialects.odata.model import EntityType
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.channels import Subscribe, Unsubscribe

LASTS_MS = 3 * 86_400_000
KINDS = {
    "customers": "customer",
    "items": "item",
    "salesOrders": "order",
    "salesShipments": "delivery",
    "salesInvoices": "invoice",
    "salesCreditMemos": "credit_note",
    "itemLedgerEntries": "stock",
}
"""Sets that can be subscribed to, and the kinds of records behind them."""
SETS = {kind: name for name, kind in KINDS.items()}


def _kept(name: str) -> Any:
    return lambda erp, each: store_of(erp).subscriptions.get(each.number, {}).get(name, "")


SUBSCRIPTION = EntityType(
    "subscriptions",
    "subscriptions",
    (
        text("subscriptionId", of("number"), key=True),
        text("notificationUrl", of("url"), 2048),
        text("resource", _kept("resource"), 250),
        text("clientState", _kept("clientState"), 2048),
        instant("expirationDateTime", lambda erp, each: each.created_at_ms + LASTS_MS),
        instant("systemCreatedAt", of("created_at_ms")),
        text("userId", of("client")),
        text("status", fixed("")),
    ),
    etag=lambda erp, each: each.number,
)


@dataclass(frozen=True, slots=True)
class SubscribeTo:
    """A subscription with what is kept of it."""

    erp: Any
    command: Subscribe
    kept: Mapping[str, str]

    def perform(self, parts: Parts, hides: Hides | None = None) -> Subscription:
        made = self.command.perform(parts, hides)
        store_of(self.erp).subscriptions[made.number] = dict(self.kept)
        return made


def _create(call: Call) -> SubscribeTo:
    data = call.data()
    read.require_known(data, SUBSCRIPTION.by_name, "subscriptions")
    url, resource = read.text(data, "notificationUrl", 2048), read.text(data, "resource", 250)
    parts = urlsplit(url) if url.isprintable() and "[" not in url else urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Refused(DIALOG, "The notificationUrl must be an absolute address.", "url")
    kind = KINDS.get(resource.rstrip("/").rpartition("/")[2].partition("(")[0])
    if kind is None:
        raise Refused(DIALOG, f"The resource {resource[:100]} cannot be subscribed to.", "kinds")
    state = read.text(data, "clientState", 2048)
    return SubscribeTo(
        call.erp, Subscribe(call.by, url, [kind], state), {"resource": resource, "clientState": state}
    )


def _delete(call: Call) -> Unsubscribe:
    return Unsubscribe(call.record.number)


def _rows(erp: Any, query: Any, hides: Hides | None) -> Sequence[Subscription]:
    return list(erp.subscriptions.by_number.values())


def _find(erp: Any, keys: Mapping[str, str]) -> Subscription | None:
    found: Subscription | None = erp.subscriptions.by_number.get(
        keys.get("subscriptionId") or keys.get("") or ""
    )
    return found


SUBSCRIPTIONS = Resource(
    SUBSCRIPTION,
    "subscription",
    _rows,
    _find,
    lambda each: each.number,
    lambda each: None,
    {
        "POST": Action("subscription.create", _create, "created"),
        "DELETE": Action("subscription.delete", _delete, "done"),
    },
)
