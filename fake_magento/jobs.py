"""What the shop does by itself over time: delivers its events, and cleans up reservations at midnight.

simpy's clock counts milliseconds here. Most deliveries succeed at once, so the first attempt is a bare
timeout with a
callback; only a failed one grows a process that retries.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import simpy

from fake_magento.events import Event
from fake_magento.shop import Shop

Send = Callable[[Event, int], simpy.Event]
"""`send(event, attempt)` delivers once; attempts count from 1. The simpy event's value is the HTTP status,
or None
when no answer came."""

FIRST_PAUSE_MS = 60_000
LONGEST_PAUSE_MS = 900_000
HOUR_MS = 3_600_000
UNPAID_MS = 480 * 60_000
DAY_MS = 86_400_000


def start(env: simpy.Environment, shop: Shop, send: Send) -> None:
    """Attach the jobs to a clock. With `events: poll` nothing is ever sent."""
    if shop.config.events == "webhook":
        shop.on_event.append(partial(_schedule, env, shop, send))
    shop.bulks.on_due.append(lambda due_ms: env.process(_consume(env, shop, due_ms)))
    env.process(_clean_reservations(env, shop))
    env.process(_expire(env, shop))


def _schedule(env: simpy.Environment, shop: Shop, send: Send, event: Event) -> None:
    due = env.timeout(shop.config.event_delay_ms + shop.orders.commits_in_ms(event.order))
    assert due.callbacks is not None
    due.callbacks.append(lambda _: _first(env, shop, send, event))


def _first(env: simpy.Environment, shop: Shop, send: Send, event: Event) -> None:
    answer = send(event, 1)
    if answer.callbacks is None:
        _judge(env, shop, send, event, answer)
    else:
        answer.callbacks.append(partial(_judge, env, shop, send, event))


def _judge(env: simpy.Environment, shop: Shop, send: Send, event: Event, answer: simpy.Event) -> None:
    if not _delivered(answer):
        env.process(_retry(env, shop, send, event))


def _delivered(answer: simpy.Event) -> bool:
    if not answer.ok:
        answer.defused = True
        return False
    status = answer.value
    return status is not None and 200 <= status < 300


def _retry(env: simpy.Environment, shop: Shop, send: Send, event: Event) -> Generator[simpy.Event, Any, None]:
    """After 60 s, 120 s, 240 s ... at most 15 min, as often as configured; then the event is given up."""
    pause = FIRST_PAUSE_MS
    for attempt in range(2, shop.config.event_retries + 2):
        yield env.timeout(pause)
        pause = min(2 * pause, LONGEST_PAUSE_MS)
        answer = send(event, attempt)
        try:
            yield answer
        except Exception:
            continue
        if _delivered(answer):
            return
    shop.emit(
        "shop.event.given_up", {"order": event.increment_id}, {"event_id": event.event_id, "name": event.name}
    )


def _consume(env: simpy.Environment, shop: Shop, due_ms: int) -> Generator[simpy.Event, Any, None]:
    """Cron starts the consumers of async requests, unless a call that came in at that moment already did."""
    yield env.timeout(due_ms - shop.now())
    if shop.bulks.due_ms <= shop.now():
        shop.bulks.consume()


def _clean_reservations(env: simpy.Environment, shop: Shop) -> Generator[simpy.Event, Any, None]:
    """The nightly cron: reservations of orders whose sum is zero go away."""
    while True:
        yield env.timeout(DAY_MS - shop.now() % DAY_MS)
        shop.stock.clean_up()


def _expire(env: simpy.Environment, shop: Shop) -> Generator[simpy.Event, Any, None]:
    """The hourly cron: orders that still wait for their payment after eight hours are cancelled."""
    while True:
        yield env.timeout(HOUR_MS - shop.now() % HOUR_MS)
        for order in shop.orders.in_status("pending_payment"):
            if order.updated_ms <= shop.now() - UNPAID_MS:
                shop.cancel(order, "not paid in time", "cron")
