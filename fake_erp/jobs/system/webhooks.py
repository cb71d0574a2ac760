"""Delivery of webhooks: due events are sent at intervals, and each answer is recorded when it arrives."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeAlias

import simpy

from fake_erp.channels.webhooks import Delivery, Event, Subscriptions
from fake_erp.jobs.installation import Installation

Send: TypeAlias = Callable[[Event, int], simpy.Event]
"""`send(event, attempt)` delivers once; the simpy event's value is the HTTP status, None for no answer."""


def notices(env: simpy.Environment, erp: Installation, send: Send) -> Generator[simpy.Event, Any, None]:
    """Send due events at intervals. Deliveries in progress when a snapshot is restored are not sent again."""
    while True:
        yield env.timeout(erp.config.channels.webhook_every_ms)
        send_due(erp.subscriptions, send)


def send_due(subscriptions: Subscriptions, send: Send) -> None:
    """Send every delivery that is due, and record each answer when it arrives."""
    for delivery in subscriptions.due():
        answer = send(delivery.event, delivery.attempt)
        if answer.callbacks is None:
            _answered(subscriptions, delivery, answer)
        else:
            answer.callbacks.append(partial(_answered, subscriptions, delivery))


def _answered(subscriptions: Subscriptions, delivery: Delivery, answer: simpy.Event) -> None:
    if not answer.ok:
        answer.defused = True
    subscriptions.answered(delivery, answer.value if answer.ok else None)
