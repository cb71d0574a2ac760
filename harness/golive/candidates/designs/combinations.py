"""Choices that contradict each other, with the reason and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from golive.candidates.designs.decision import (
    ALL,
    API,
    DURABLE,
    HOLD,
    NO_BUFFER,
    RESTART,
    Decision,
)
from golive.candidates.designs.kinds import QUEUE

MOST_WAITED_FOR = 10
"""Retries while the shop waits for the answer to its event."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`holds`: whether a design has it. `path` is the key to change, `expected` what it may be, `why` the reason."""

    path: str
    holds: Callable[[Decision], bool]
    expected: str
    why: str


CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        "orders.buffer",
        lambda it: it.orders.trigger.how == QUEUE and it.orders.buffer != DURABLE,
        "`durable` with a queue",
        "a queue keeps a message until it is acknowledged; write buffer: durable, or trigger: webhook",
    ),
    Contradiction(
        "orders.buffer",
        lambda it: it.orders.trigger.is_by_time and it.orders.buffer == NO_BUFFER,
        "`memory` or `durable` with a trigger by time",
        "without a buffer the shop waits for the answer to its event, and here there is no event; write buffer: memory",
    ),
    Contradiction(
        "orders.retries.count",
        lambda it: it.orders.buffer == NO_BUFFER and _above(it.orders.retries.count, MOST_WAITED_FOR),
        f"at most {MOST_WAITED_FOR} without a buffer",
        "the shop waits for the answer to its event meanwhile; write retries: {count: 3}, or buffer: memory",
    ),
    Contradiction(
        "orders.rejections",
        lambda it: it.orders.buffer == NO_BUFFER and it.orders.rejections == HOLD,
        "`drop`, `log` or `park` without a buffer",
        "there is no place where the orders behind it could wait; write buffer: durable",
    ),
    Contradiction(
        "orders.workers",
        lambda it: it.orders.rejections == HOLD and it.orders.workers > 1,
        "1 with `rejections: hold`",
        "several workers overtake the order that is held; write workers: 1",
    ),
    Contradiction(
        "orders.retries.count",
        lambda it: it.orders.retries.which == ALL and it.orders.retries.count is None,
        "a number with `which: all`",
        "an order that the ERP never accepts would be sent for ever; write retries: {count: 5, which: all}",
    ),
    Contradiction(
        "orders.retries.longest",
        lambda it: it.orders.retries.longest_ms < it.orders.retries.first_ms,
        "at least as long as `first`",
        "pauses grow from `first` to `longest`",
    ),
    Contradiction(
        "orders.trigger",
        lambda it: it.channel != API and not it.orders.trigger.is_by_time,
        "a trigger by time with this channel",
        "orders wait for the next file, round or batch; write trigger: batch every 15m",
    ),
    Contradiction(
        "flow",
        lambda it: it.channel != API and it.flow == RESTART,
        "`resume` with this channel",
        "a file, a row or a batch is carried out as a whole, and has no steps; write channel: api",
    ),
)
ALONE = (
    "the orders of this channel are carried by an integration of its own, which keeps a durable table, looks orders up "
    "by their reference, shows refusals on the desk, compares both systems and carries refunds every 15m, and carries "
    "no prices and no contact data; leave it out, or write channel: api"
)
"""Why a choice cannot be written beside a channel other than `api`."""
NO_PRODUCTS = (
    "of an article the ERP changes its SKU, its status and its price; the first two go with stock: {trigger: ...}, the "
    "price with prices: {trigger: ...}"
)
"""Why a design has no domain for products."""
BESIDE_A_CHANNEL = {"orders": ("trigger",), "stock": ("trigger",)}
"""The choices that may, by domain."""


def _above(count: int | None, most: int) -> bool:
    return count is None or count > most
