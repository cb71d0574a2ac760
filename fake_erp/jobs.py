"""What an ERP does by itself over time, as simpy processes. One unit of `env` is a millisecond."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeAlias

import simpy

from fake_erp.calendar import DAY_MS
from fake_erp.erp import Erp
from fake_erp.subscriptions import Delivery, Event, Subscriptions

Process: TypeAlias = Generator[simpy.Event, Any, None]


Send: TypeAlias = Callable[[Event, int], simpy.Event]
"""`send(event, attempt)` delivers a webhook once; the simpy event's value is the HTTP status, None for no answer."""


def start(env: simpy.Environment, erp: Erp, send: Send | None = None) -> None:
    """Set every job going that the configuration asks for. Without `send` no webhook ever leaves."""
    config = erp.config
    if config.wave_every_ms:
        env.process(waves(env, erp))
    if config.invoice_every_ms:
        env.process(posting_runs(env, erp))
    if config.receipts_at is not None:
        env.process(receipts(env, erp, config.receipts_at))
    if config.other_sales_per_hour:
        env.process(other_sales(env, erp))
    start_ways(env, erp, send)


def start_ways(env: simpy.Environment, erp: Erp, send: Send | None) -> None:
    """What goes in and out beside calls: each of these runs now and then, if its way is open."""
    ways = erp.config.ways
    if ways.batch:
        env.process(every(env, ways.batch_every_ms, erp.batches.work))
    if ways.files:
        env.process(every(env, ways.files_every_ms, erp.filedrop.work))
        if ways.stock_file_every_ms:
            env.process(every(env, ways.stock_file_every_ms, erp.exports.stock))
        if ways.price_file_every_ms:
            env.process(every(env, ways.price_file_every_ms, erp.exports.prices))
    if ways.webhooks and send is not None:
        env.process(every(env, ways.webhook_every_ms, partial(send_notices, erp.subscriptions, send)))


def every(env: simpy.Environment, every_ms: int, work: Callable[[], object]) -> Process:
    """The same work again and again, the first time after one pause."""
    while True:
        yield env.timeout(every_ms)
        work()


def send_notices(subscriptions: Subscriptions, send: Send) -> None:
    """Send what is due; each answer counts when it comes."""
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


def waves(env: simpy.Environment, erp: Erp) -> Process:
    """Pick and ship."""
    while True:
        yield env.timeout(erp.config.wave_every_ms)
        erp.shipping.wave()


def posting_runs(env: simpy.Environment, erp: Erp) -> Process:
    """Bill what was shipped, settle what is due."""
    while True:
        yield env.timeout(erp.config.invoice_every_ms)
        erp.invoicing.run()


def receipts(env: simpy.Environment, erp: Erp, at_ms: int) -> Process:
    """Once a day, `at_ms` after midnight UTC, top up what runs low."""
    while True:
        wait = (at_ms - erp.now()) % DAY_MS
        yield env.timeout(wait or DAY_MS)
        erp.stock.top_up(erp.config.receipts_below, erp.config.receipts_to)


def other_sales(env: simpy.Environment, erp: Erp) -> Process:
    """The tills of the channel `store`."""
    while True:
        yield env.timeout(erp.till.wait_ms(erp.config.other_sales_per_hour))
        erp.till.sell()
