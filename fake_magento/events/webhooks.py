"""Delivery of notices: at least once, with growing pauses, until the shop gives one up.

Most deliveries succeed at once, so the first attempt is a bare timeout with a callback; only a failed one grows a
process that retries. Who fails too often in a row is switched off (`ShopConfig.event_switch_off`): from then on nothing
is sent, and what happens meanwhile is lost to the receiver until it looks for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import simpy

from fake_magento.events.notices import Event
from fake_magento.events.typed_events import TypedEvent

if TYPE_CHECKING:
    from fake_magento.shop import Shop

Told = Event | TypedEvent
Send = Callable[[Told, int], simpy.Event]
"""`send(event, attempt)` delivers once; attempts count from 1. The simpy event's value is the HTTP status, or None
when no answer came."""

FIRST_PAUSE_MS = 60_000
LONGEST_PAUSE_MS = 900_000


@dataclass(slots=True)
class Subscription:
    """How the one receiver is doing: events given up in a row, and whether it is still sent anything."""

    failures: int = 0
    is_off: bool = False


def schedule(env: simpy.Environment, shop: Shop, send: Send, event: Told) -> None:
    """Have an event sent after the shop's delay, and not before others can see its order."""
    if shop.subscription.is_off:
        _lose(shop, event)
        return
    delay_ms = shop.config.event_delay_ms
    if event.order is not None:
        delay_ms += shop.orders.commits_in_ms(event.order)
    due = env.timeout(delay_ms)
    assert due.callbacks is not None
    due.callbacks.append(lambda _: _first(env, shop, send, event))


def _first(env: simpy.Environment, shop: Shop, send: Send, event: Told) -> None:
    if shop.subscription.is_off:  # switched off since it was scheduled
        _lose(shop, event)
        return
    answer = send(event, 1)
    if answer.callbacks is None:
        _judge(env, shop, send, event, answer)
    else:
        answer.callbacks.append(partial(_judge, env, shop, send, event))


def _judge(env: simpy.Environment, shop: Shop, send: Send, event: Told, answer: simpy.Event) -> None:
    if _delivered(answer):
        shop.subscription.failures = 0
    else:
        env.process(_retry(env, shop, send, event))


def _delivered(answer: simpy.Event) -> bool:
    if not answer.ok:
        answer.defused = True
        return False
    status = answer.value
    return status is not None and 200 <= status < 300


def _retry(env: simpy.Environment, shop: Shop, send: Send, event: Told) -> Generator[simpy.Event, Any, None]:
    """After 60 s, 120 s, 240 s ... at most 15 min, as often as configured; then the event is given up.

    Adobe's own schedule ends after a day, which is 99 repetitions.
    """
    pause = FIRST_PAUSE_MS
    for attempt in range(2, shop.config.event_retries + 2):
        yield env.timeout(pause)
        pause = min(2 * pause, LONGEST_PAUSE_MS)
        if shop.subscription.is_off:
            _lose(shop, event)
            return
        answer = send(event, attempt)
        try:
            yield answer
        except Exception:
            continue
        if _delivered(answer):
            shop.subscription.failures = 0
            return
    shop.emit(
        "shop.event.given_up", {"order": event.increment_id}, {"event_id": event.event_id, "name": event.name}
    )
    shop.subscription.failures += 1
    if 0 < shop.config.event_switch_off <= shop.subscription.failures and not shop.subscription.is_off:
        yield from _switch_off(env, shop)


def _switch_off(env: simpy.Environment, shop: Shop) -> Generator[simpy.Event, Any, None]:
    """Nothing is sent any more, until somebody notices and subscribes anew, if anybody does."""
    subscription, config = shop.subscription, shop.config
    subscription.is_off = True
    shop.emit("shop.subscription.off", {}, {"failures": subscription.failures})
    if config.event_switch_on_ms:
        yield env.timeout(config.event_switch_on_ms)
        subscription.is_off, subscription.failures = False, 0
        shop.emit("shop.subscription.on", {}, {})


def _lose(shop: Shop, event: Told) -> None:
    shop.emit(
        "shop.event.lost", {"order": event.increment_id}, {"event_id": event.event_id, "name": event.name}
    )
