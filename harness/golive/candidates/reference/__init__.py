"""The reference integration, which holds under every bundled scenario.

A durable inbox for events that is resumed after a restart, the increment id as reference of every attempt, back-off
that honours Retry-After, a desk for what needs a person, shipments and stock at intervals, cancellations,
acknowledgements, reconciliation in both directions, and alerts for duties that have stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from golive.candidates.kit import CallFailed, Kit
from golive.candidates.reference.board import Board
from golive.candidates.reference.design import Design
from golive.candidates.reference.duty import Tools
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.fulfilment import Fulfilment
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.orders.acknowledge import Acknowledger
from golive.candidates.reference.orders.subscription import subscribe
from golive.candidates.reference.pace import Pace
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.retries import Retries
from golive.candidates.reference.state import State
from golive.candidates.reference.stock import Goods, StockSync
from golive.candidates.reference.watch import (
    ACKNOWLEDGEMENTS,
    COMPARISON,
    ERP_LOGIN,
    SHOP_LOGIN,
    STOCK,
    Watch,
)
from golive.candidates.sessions import LoggedIn, erp_session, shop_session


@dataclass(frozen=True, slots=True)
class Parts:
    """The class of each part. `Parts(exporter=MyExporter)` is the reference with another exporter."""

    pace: type[Pace] = Pace
    board: type[Board] = Board
    inbox: type[Inbox] = Inbox
    watch: type[Watch] = Watch
    exporter: type[Exporter] = Exporter
    fulfilment: type[Fulfilment] = Fulfilment
    stock: type[StockSync] = StockSync
    goods: type[Goods] = Goods
    reconciler: type[Reconciler] = Reconciler
    retries: type[Retries] = Retries
    acknowledger: type[Acknowledger] = Acknowledger


async def integrate(kit: Kit) -> None:
    """The reference as a candidate function."""
    await run(kit, Design())


async def run(kit: Kit, design: Design, parts: Parts | None = None) -> None:
    """Carry out a design until cancelled."""
    parts = parts or Parts()
    tools = assembled(kit, design, parts)
    exporter = parts.exporter(tools)
    fulfilment = parts.fulfilment(tools)
    goods = parts.goods(fulfilment, parts.stock(tools, fulfilment))
    reconciler = parts.reconciler(tools)
    acknowledger = parts.acknowledger(tools)
    kit.on_webhook(tools.inbox.on_event)
    kit.on_retry(parts.retries(tools, exporter).on_retry)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(subscribe(tools.shop))
        tasks.create_task(tools.watch.run())
        for _ in range(design.workers):
            tasks.create_task(exporter.work())
        for duty, period_s, job in (
            (STOCK, design.stock_every_s, goods.run_once),
            (COMPARISON, design.reconcile_every_s, reconciler.run_once),
            (ACKNOWLEDGEMENTS, design.acknowledge_every_s, acknowledger.run_once),
        ):
            tasks.create_task(_every(duty, period_s, job, tools))


def assembled(kit: Kit, design: Design, parts: Parts) -> Tools:
    """What the duties work with."""
    state = State(kit.storage)
    board = parts.board(kit.desk, state)
    watch = parts.watch(design, state, board, kit.now_ms)
    return Tools(
        kit=kit,
        design=design,
        shop=shop_session(kit.shop, kit.credentials, _noted(watch, SHOP_LOGIN)),
        erp=erp_session(kit.erp, kit.credentials, _noted(watch, ERP_LOGIN)),
        pace=parts.pace(design, kit.rng, kit.now_ms),
        state=state,
        inbox=parts.inbox(state, kit.now_ms, design.unsure_wait_s),
        board=board,
        watch=watch,
    )


def _noted(watch: Watch, login: str) -> LoggedIn:
    """Notes for the watch whether a login was accepted."""

    def logged_in(status: int) -> None:
        if 200 <= status < 300:
            watch.worked(login)
        elif 400 <= status < 500 and status != 429:
            watch.failed(login, f"answered {status}")

    return logged_in


async def _every(duty: str, period_s: float, job: Callable[[], Awaitable[None]], tools: Tools) -> None:
    """Run a job at intervals; a failed one runs again at the next interval."""
    while True:
        await asyncio.sleep(period_s)
        try:
            await job()
        except CallFailed as failure:
            tools.pace.failed()
            tools.watch.failed(duty, str(failure))
        except Exception as error:  # a job that stumbles must not take the others with it, nor be silent
            tools.kit.log(repr(error))
            tools.watch.failed(duty, repr(error))
