"""Webhooks: notices of changed records to subscribers, each delivered at least once, until delivery keeps failing."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from fake_erp.accounting.numbering import NumberRange
from fake_erp.channels.change_feed import Change
from fake_erp.channels.config import Channels
from fake_erp.errors import Malformed, NotFound, See
from fake_erp.model import Emit, Now

FIRST_PAUSE_MS = 30_000
LONGEST_PAUSE_MS = 3_600_000
SIGNATURE = "X-Erp-Signature"
MOST_SUBSCRIPTIONS = 100

WriteNotice: TypeAlias = Callable[[str, str, str, int], dict[str, Any]]
"""`notice(kind, id, external reference, instant in ms)`: what a webhook says about a changed record, as JSON data."""


@dataclass(slots=True)
class Subscription:
    """A client's URL, the kinds of records it wants notices of, and the state of their delivery."""

    number: str
    client: str
    url: str
    kinds: tuple[str, ...]
    secret: str
    created_at_ms: int
    status: str = "active"
    """`active`, or `failed` once it was switched off."""
    failures: int = 0
    """Notices given up in a row."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change for one subscriber. `increment_id` is the business key, `name` is not sent."""

    event_id: str
    kind: str
    id: str
    increment_id: str
    changed_at_ms: int
    body: dict[str, Any]
    """What the dialect says about the change."""
    subscription: Subscription

    @property
    def name(self) -> str:
        """The kind of the event, such as `order.changed`."""
        return f"{self.kind}.changed"

    @property
    def url(self) -> str:
        """The address of the subscriber."""
        return self.subscription.url

    def payload(self) -> dict[str, Any]:
        """The body; the same at every delivery."""
        return {
            "event_id": self.event_id,
            "subscription": self.subscription.number,
            **self.body,
        }

    def headers(self, body: bytes, attempt: int) -> dict[str, str]:
        """What goes with the body: an HMAC-SHA256 of its bytes under the subscriber's secret."""
        signed = hmac.new(
            self.subscription.secret.encode("utf-8", "replace"), body, hashlib.sha256
        ).hexdigest()
        return {
            SIGNATURE: f"sha256={signed}",
            "X-Erp-Event": self.event_id,
            "X-Erp-Attempt": str(attempt),
        }


@dataclass(slots=True)
class Delivery:
    """An event on its way. `attempt` counts from 1, `due_ms` is when it goes out."""

    event: Event
    attempt: int
    due_ms: int


class Subscriptions:
    """Emits `erp.subscription.created` and `.failed`, and `erp.notice.given_up`."""

    def __init__(self, now: Now, emit: Emit, config: Channels, notice: WriteNotice) -> None:
        self._now = now
        self._emit = emit
        self._notice = notice
        self._config = config
        self._numbers = NumberRange("SUB", 0)
        self._events = NumberRange("EV")
        self.by_number: dict[str, Subscription] = {}
        self._pending: dict[tuple[str, str, str], tuple[Subscription, Change]] = {}
        self._outbox: list[Delivery] = []

    def require_open(self) -> None:
        """Raises NotFound when the installation sends no webhooks."""
        if not self._config.webhooks:
            raise NotFound("webhooks are not enabled in this ERP; poll the lists instead")

    def create(self, client: str, url: str, kinds: Sequence[str], secret: str) -> Subscription:
        """Tell `url` of changes of these kinds from now on. Raises Malformed, NotFound."""
        self.require_open()
        if len(self.by_number) >= MOST_SUBSCRIPTIONS:
            raise Malformed(
                f"url: there are {MOST_SUBSCRIPTIONS} subscriptions already; delete one you no longer need",
                "url",
            )
        number = self._numbers.next()
        found = Subscription(number, client, url, tuple(kinds), secret, self._now())
        self.by_number[number] = found
        self._emit(
            "erp.subscription.created", {"subscription": number}, {"kinds": list(kinds), "client": client}
        )
        return found

    def delete(self, number: str) -> Subscription:
        """Stop telling, also of what is on its way. Raises NotFound."""
        self.require_open()
        found = self.by_number.pop(number, None)
        if found is None:
            raise NotFound(
                (f"there is no subscription {number[:64]!r}; ", See("subscription.list"), " lists them"),
                "number",
            )
        return found

    def changed(self, change: Change) -> None:
        """Note a change for every subscription to its kind.

        Several changes of a record before the next sending are one event.
        """
        for subscription in self.by_number.values():
            if change.kind in subscription.kinds and subscription.status == "active":
                self._pending[subscription.number, change.kind, change.id] = (subscription, change)

    def due(self) -> list[Delivery]:
        """What is to be sent now, to be answered with `answered`: repetitions first, then what has changed."""
        now = self._now()
        out = [delivery for delivery in self._outbox if delivery.due_ms <= now]
        self._outbox = [delivery for delivery in self._outbox if delivery.due_ms > now]
        for subscription, change in self._pending.values():
            key = change.reference or change.id
            body = self._notice(change.kind, change.id, key, change.at_ms)
            event = Event(self._events.next(), change.kind, change.id, key, change.at_ms, body, subscription)
            out.append(Delivery(event, 1, now))
        self._pending.clear()
        return [delivery for delivery in out if self._is_wanted(delivery.event.subscription)]

    def answered(self, delivery: Delivery, status: int | None) -> None:
        """A delivery got an HTTP status, or None for no answer. What failed is sent again, later each time."""
        event, subscription = delivery.event, delivery.event.subscription
        if status is not None and 200 <= status < 300:
            subscription.failures = 0
            return
        if not self._is_wanted(subscription):
            return
        if delivery.attempt < self._config.webhook_attempts:
            pause_ms = min(FIRST_PAUSE_MS * 2 ** (delivery.attempt - 1), LONGEST_PAUSE_MS)
            self._outbox.append(Delivery(event, delivery.attempt + 1, self._now() + pause_ms))
            return
        self._emit(
            "erp.notice.given_up", {"ref": event.increment_id}, {"event": event.event_id, "name": event.name}
        )
        subscription.failures += 1
        if subscription.failures >= self._config.webhook_failures:
            subscription.status = "failed"
            self._emit(
                "erp.subscription.failed",
                {"subscription": subscription.number},
                {"failures": subscription.failures},
            )

    def _is_wanted(self, subscription: Subscription) -> bool:
        return subscription.status == "active" and subscription.number in self.by_number
