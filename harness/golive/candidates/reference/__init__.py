"""The reference integration, which holds under every bundled scenario.

A durable inbox for events that is resumed after a restart, the increment id as reference of every attempt, back-off
that honours Retry-After, a desk for what needs a person, shipments and stock at intervals, cancellations, and
reconciliation in both directions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from golive.candidates.kit import CallFailed, Kit
from golive.candidates.reference.board import Board
from golive.candidates.reference.design import Design
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.fulfilment import Fulfilment
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.pace import Pace
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.retries import Retries
from golive.candidates.reference.state import State
from golive.candidates.reference.stock import StockSync
from golive.candidates.reference.subscription import subscribe
from golive.candidates.sessions import erp_session, shop_session


async def integrate(kit: Kit) -> None:
    """The reference as a candidate function."""
    await run(kit, Design())


async def run(kit: Kit, design: Design) -> None:
    """Carry out a design until cancelled."""
    shop, erp = shop_session(kit.shop, kit.credentials), erp_session(kit.erp, kit.credentials)
    pace = Pace(design, kit.rng, kit.now_ms)
    state = State(kit.storage)
    inbox = Inbox(state, kit.now_ms, design.unsure_wait_s)
    board = Board(kit.desk, state)
    exporter = Exporter(kit, design, shop, erp, pace, state, inbox, board)
    fulfilment = Fulfilment(design, shop, erp, pace, state, board)
    stock = StockSync(design, shop, erp, pace, state, fulfilment, board)
    reconciler = Reconciler(kit, design, shop, erp, pace, state, inbox, board)
    kit.on_webhook(inbox.on_event)
    kit.on_retry(Retries(state, inbox, exporter).on_retry)

    async def goods() -> None:
        """Shipments, then stock, never in parallel: a shipment changes the stock to push."""
        try:
            await fulfilment.run_once()
            await stock.run_once()
        except CallFailed as failure:
            stock.not_sent(str(failure), kit.now_ms())
            raise
        stock.sent_ms = kit.now_ms()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(subscribe(shop))
        for _ in range(design.workers):
            tasks.create_task(exporter.work())
        tasks.create_task(_every(design.stock_every_s, goods, kit, pace))
        tasks.create_task(_every(design.reconcile_every_s, reconciler.run_once, kit, pace))


async def _every(period_s: float, job: Callable[[], Awaitable[None]], kit: Kit, pace: Pace) -> None:
    """Run a job at intervals; a failed one runs again at the next interval."""
    while True:
        await asyncio.sleep(period_s)
        try:
            await job()
        except CallFailed:
            pace.failed()
        except Exception as error:  # a job that stumbles must not take the others with it, nor be silent
            kit.log(repr(error))
            kit.desk.alert(f"a recurring job failed: {error!r}")
