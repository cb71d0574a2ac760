"""Delivery of events: at least once, with growing pauses, until an event is given up.

Most deliveries succeed at once, so the first attempt is a timeout with a callback; only a failed one starts a process
that retries. A receiver that fails too often in a row is switched off (`ShopConfig.event_switch_off`): nothing is sent
until it subscribes again, and the events in between are lost. Source: Adobe I/O Events, "Webhook retry".
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import simpy

from fake_magento.events.notices import Event
from fake_magento.events.typed_events import TypedEvent
from fake_magento.shop import Shop

ShopEvent = Event | TypedEvent
Send = Callable[[ShopEvent, int], simpy.Event]
"""`send(event, attempt)` delivers once; attempts count from 1. The value of the simpy event is the HTTP status, None
without an answer."""
FIRST_PAUSE_MS = 60_000
LONGEST_PAUSE_MS = 900_000


def schedule(env: simpy.Environment, shop: Shop, send: Send, event: ShopEvent) -> None:
    r"""Send an event after the configured delay; unless published at the save, not before its order is committed.

    Source: Magento source, Magento\Framework\Model\AbstractModel: `save_after` is dispatched inside the transaction,
    `save_commit_after` behind it.
    """
    if shop.receiver.is_off:
        _lose(shop, event)
        return
    delay_ms = shop.config.event_delay_ms
    if event.order is not None and shop.config.event_published == "commit":
        delay_ms += shop.orders.commits_in_ms(event.order)
    due = env.timeout(delay_ms)
    assert due.callbacks is not None
    due.callbacks.append(lambda _: _first(env, shop, send, event))


def _first(env: simpy.Environment, shop: Shop, send: Send, event: ShopEvent) -> None:
    if shop.receiver.is_off:  # switched off since it was scheduled
        _lose(shop, event)
        return
    answer = send(event, 1)
    if answer.callbacks is None:
        _judge(env, shop, send, event, answer)
    else:
        answer.callbacks.append(partial(_judge, env, shop, send, event))


def _judge(env: simpy.Environment, shop: Shop, send: Send, event: ShopEvent, answer: simpy.Event) -> None:
    if _delivered(answer):
        shop.receiver.failures = 0
    else:
        env.process(_retry(env, shop, send, event))


def _delivered(answer: simpy.Event) -> bool:
    if not answer.ok:
        answer.defused = True
        return False
    status = answer.value
    return status is not None and 200 <= status < 300


def _retry(
    env: simpy.Environment, shop: Shop, send: Send, event: ShopEvent
) -> Generator[simpy.Event, Any, None]:
    """Retry after 60 s, 120 s, 240 s ... at most 15 min, as often as configured; then give the event up.

    Adobe's schedule ends after 24 hours, which is 99 retries.
    """
    pause = FIRST_PAUSE_MS
    for attempt in range(2, shop.config.event_retries + 2):
        yield env.timeout(pause)
        pause = min(2 * pause, LONGEST_PAUSE_MS)
        if shop.receiver.is_off:
            _lose(shop, event)
            return
        answer = send(event, attempt)
        try:
            yield answer
        except Exception:
            continue
        if _delivered(answer):
            shop.receiver.failures = 0
            return
    shop.emit(
        "shop.event.given_up", {"order": event.increment_id}, {"event_id": event.event_id, "name": event.name}
    )
    shop.receiver.failures += 1
    if 0 < shop.config.event_switch_off <= shop.receiver.failures and not shop.receiver.is_off:
        yield from _switch_off(env, shop)


def _switch_off(env: simpy.Environment, shop: Shop) -> Generator[simpy.Event, Any, None]:
    """Send nothing more; with `event_switch_on_ms` until the receiver subscribes again."""
    receiver, config = shop.receiver, shop.config
    receiver.is_off = True
    shop.emit("shop.subscription.off", {}, {"failures": receiver.failures})
    if config.event_switch_on_ms:
        yield env.timeout(config.event_switch_on_ms)
        receiver.is_off, receiver.failures = False, 0
        shop.emit("shop.subscription.on", {}, {})


def _lose(shop: Shop, event: ShopEvent) -> None:
    shop.emit(
        "shop.event.lost", {"order": event.increment_id}, {"event_id": event.event_id, "name": event.name}
    )
