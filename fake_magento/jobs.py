"""The cron jobs of a shop: delivery of events, clean-up, indexers, consumers; and its maintenance windows.

The simpy clock counts milliseconds. Source: Magento source, etc/crontab.xml, jobs sales_clean_orders,
consumers_runner, inventory_cleanup_reservations and indexer_update_all_views.
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
    """Start the jobs on a clock. With the events setting `poll` no event is sent."""
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
    """Run the consumers of async requests, unless a call at the same instant already did."""
    yield env.timeout(max(0, due_ms - shop.now()))
    if shop.bulks.due_ms <= shop.now():
        shop.bulks.consume()


def _clean_reservations(env: simpy.Environment, shop: Shop) -> Generator[simpy.Event, Any, None]:
    """Every midnight: delete the reservations of orders whose sum is zero."""
    while True:
        yield env.timeout(DAY_MS - shop.now() % DAY_MS)
        shop.stock.reservations.clean_up()


def _expire(env: simpy.Environment, shop: Shop) -> Generator[simpy.Event, Any, None]:
    """Every hour: cancel the orders that have waited for their payment for eight hours."""
    while True:
        yield env.timeout(HOUR_MS - shop.now() % HOUR_MS)
        for order in shop.orders.in_status("pending_payment"):
            if order.updated_ms <= shop.now() - UNPAID_MS:
                shop.cancel(order, "not paid in time", "cron")


def _reindex(env: simpy.Environment, shop: Shop, period_ms: int) -> Generator[simpy.Event, Any, None]:
    """Run the indexers of "update by schedule"."""
    while True:
        yield env.timeout(period_ms - shop.now() % period_ms)
        shop.stock.reindex()


def _compensate(env: simpy.Environment, shop: Shop, period_ms: int) -> Generator[simpy.Event, Any, None]:
    """Release the reservations of failed checkouts."""
    while True:
        yield env.timeout(period_ms - shop.now() % period_ms)
        shop.stock.compensate()


def _maintain(
    env: simpy.Environment, shop: Shop, from_ms: int, until_ms: int
) -> Generator[simpy.Event, Any, None]:
    """A maintenance window; the part in the past is left out."""
    if until_ms <= shop.now():
        return
    yield env.timeout(max(0, from_ms - shop.now()))
    shop.maintenance = True
    shop.emit("shop.maintenance.begun", {}, {})
    yield env.timeout(max(0, until_ms - shop.now()))
    shop.maintenance = False
    shop.emit("shop.maintenance.ended", {}, {})
