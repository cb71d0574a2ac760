"""The safe throughput of an ERP: orders sent to it at a rising rate, each in one call, by a client that never waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from golive.candidates.coroutine import InProcess
from golive.candidates.kit import CallFailed, Kit
from golive.candidates.reference import mapping
from golive.candidates.reference.erp import port_of
from golive.candidates.sessions import shop_session
from golive.capacity.load import TOLERATED, Conditions
from golive.capacity.search import Highest, highest
from golive.judge.figures import percentile
from golive.keys.value_kinds import MINUTE_MS

LASTS_MS = 10 * MINUTE_MS
LEAST, MOST = 60.0, 18_000.0
"""The rates that are tried, in calls per hour."""
PRECISION = 0.05
_PATIENCE_S = 120.0
_PAUSE_S = 10.0
_BUSY = (0, 429, 502, 503, 504)
"""What an ERP that cannot take more answers; 0 is no answer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to orders sent at one rate: `refused` for load or left unanswered, `p95_ms` of all answers."""

    per_hour: float
    calls: int
    refused: int
    p95_ms: int | None

    def is_safe(self, within_ms: int) -> bool:
        """Whether at most one call in a hundred was refused and 95 % were answered within that time."""
        return self.calls > 0 and self.refused <= TOLERATED * self.calls and (self.p95_ms or 0) <= within_ms


class Probe:
    """Sends each new order to the ERP at once, in one call, and notes the time and the status of the answer."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, int]] = []

    async def integrate(self, kit: Kit) -> None:
        """The candidate function."""
        shop, erp = shop_session(kit.shop, kit.credentials), port_of(kit)
        while not (guests := await erp.create_customer(mapping.GUESTS)).ok:
            await asyncio.sleep(_PAUSE_S)
        account = str(guests.data["number"])
        tasks: set[asyncio.Task[None]] = set()

        async def send(number: int) -> None:
            order = (await shop.get(f"/rest/V1/orders/{number}")).data
            inclusive = order["store_id"] not in kit.net_price_stores
            body = mapping.order_body(order, account, "web", inclusive)
            begun_ms = kit.now_ms()
            try:
                status = (await erp.create_order(body, _PATIENCE_S)).status
            except CallFailed:
                status = 0
            self.answers.append((kit.now_ms() - begun_ms, status))

        def on_event(event: dict[str, Any]) -> int:
            value = event["record"] if "record" in event else event["data"]["value"]
            if event.get("type") == "OrderPlaced" or value.get("_isNew"):
                task = asyncio.ensure_future(send(value["entity_id"]))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            return 200

        kit.on_webhook(on_event)
        await asyncio.Event().wait()


def answers(conditions: Conditions, per_hour: float) -> Answers:
    """Send orders at this rate for ten minutes."""
    probe = Probe()
    conditions.played(per_hour, LASTS_MS, candidate=InProcess("probe", probe.integrate))
    times = sorted(took_ms for took_ms, _ in probe.answers)
    refused = sum(status in _BUSY for _, status in probe.answers)
    return Answers(per_hour, len(times), refused, percentile(times, 0.95))


def safe_throughput(
    conditions: Conditions, within_ms: int, say: Callable[[Answers], None] = lambda tried: None
) -> Highest:
    """The highest rate of calls per hour that the ERP takes safely. `say` is called with each rate that was tried."""

    def holds(per_hour: float) -> bool:
        tried = answers(conditions, per_hour)
        say(tried)
        return tried.is_safe(within_ms)

    return highest(holds, LEAST, MOST, PRECISION)
