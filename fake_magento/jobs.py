"""What the shop does by itself over time: delivers its events, cleans up, runs its indexers, is away for maintenance.

simpy's clock counts milliseconds here.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import Any

import simpy

from fake_magento.events.webhooks import Send, schedule
from fake_magento.shop import Shop

HOUR_MS = 3_600_000
UNPAID_MS = 480 * 60_000
DAY_MS = 86_400_000


def start(env: simpy.Environment, shop: Shop, send: Send) -> None:
    """Attach the jobs to a clock. With `events: poll` nothing is ever sent."""
    config = shop.config
    if config.events == "webhook":
        shop.on_event.append(partial(schedule, env, shop, send))
    shop.bulks.on_due.append(lambda due_ms: env.process(_consume(env, shop, due_ms)))
    env.process(_clean_reservations(env, shop))
    env.process(_expire(env, shop))
    if config.index_period_ms:
        shop.stock.reindex()
        env.process(_reindex(env, shop, config.index_period_ms))
    if config.compensation_period_ms:
        env.process(_compensate(env, shop, config.compensation_period_ms))
    for from_ms, until_ms in config.maintenance:
        env.process(_maintain(env, shop, from_ms, until_ms))


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


def _reindex(env: simpy.Environment, shop: Shop, period_ms: int) -> Generator[simpy.Event, Any, None]:
    """Update by schedule: what the sources hold reaches the salable quantity when cron next runs the indexers."""
    while True:
        yield env.timeout(period_ms - shop.now() % period_ms)
        shop.stock.reindex()


def _compensate(env: simpy.Environment, shop: Shop, period_ms: int) -> Generator[simpy.Event, Any, None]:
    """Somebody's cron lifts the reservations of checkouts that broke off."""
    while True:
        yield env.timeout(period_ms - shop.now() % period_ms)
        shop.stock.compensate()


def _maintain(
    env: simpy.Environment, shop: Shop, from_ms: int, until_ms: int
) -> Generator[simpy.Event, Any, None]:
    """A window of maintenance; what lies in the past is left out."""
    if until_ms <= shop.now():
        return
    yield env.timeout(max(0, from_ms - shop.now()))
    shop.maintenance = True
    shop.emit("shop.maintenance.begun", {}, {})
    yield env.timeout(until_ms - shop.now())
    shop.maintenance = False
    shop.emit("shop.maintenance.ended", {}, {})
