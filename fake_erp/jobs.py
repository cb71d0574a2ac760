"""What an ERP does by itself over time, as simpy processes. One unit of `env` is a millisecond."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeAlias

import simpy

from fake_erp.calendar import DAY_MS
from fake_erp.erp import Erp

Process: TypeAlias = Generator[simpy.Event, Any, None]


def start(env: simpy.Environment, erp: Erp) -> None:
    """Set every job going that the configuration asks for."""
    config = erp.config
    if config.wave_every_ms:
        env.process(waves(env, erp))
    if config.invoice_every_ms:
        env.process(posting_runs(env, erp))
    if config.receipts_at is not None:
        env.process(receipts(env, erp, config.receipts_at))
    if config.other_sales_per_hour:
        env.process(other_sales(env, erp))


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
