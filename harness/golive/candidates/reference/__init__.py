"""The reference integration, which holds under every bundled scenario.

A durable inbox for events that is resumed after a restart, the increment id as reference of every attempt, back-off
that honours Retry-After, a desk for what needs a person, shipments and stock at intervals, cancellations, refunds,
acknowledgements, list prices, contact data of customers, reconciliation in both directions, and alerts for duties that
have stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial

from golive.candidates.kit import CallFailed, Kit
from golive.candidates.reference.board import Board
from golive.candidates.reference.design import Design
from golive.candidates.reference.duty import Tools
from golive.candidates.reference.erp import port_of
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.fulfilment import Fulfilment
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.masters.accounts import Accounts
from golive.candidates.reference.masters.articles import Articles
from golive.candidates.reference.masters.codes import Codes
from golive.candidates.reference.masters.contacts import Contacts
from golive.candidates.reference.masters.price_reading import PriceReader
from golive.candidates.reference.masters.prices import Prices
from golive.candidates.reference.orders.acknowledge import Acknowledger
from golive.candidates.reference.orders.claims import JOB_S, Claims
from golive.candidates.reference.orders.trigger import Trigger, Webhook
from golive.candidates.reference.pace import Advice, Cadence, Pace, PatientClient
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.refunds.crediting import Refunds
from golive.candidates.reference.refunds.deposits import Deposits
from golive.candidates.reference.refunds.reading import MemoReader
from golive.candidates.reference.refunds.reducing import Reducer
from golive.candidates.reference.retries import Retries
from golive.candidates.reference.returns.booking import GoodsReturns
from golive.candidates.reference.shipments.shop_stock import ShopStock
from golive.candidates.reference.shipments.taking_over import ShopShipments
from golive.candidates.reference.state import State
from golive.candidates.reference.stock import Goods, StockSync
from golive.candidates.reference.watch import (
    ACCOUNTS,
    ACKNOWLEDGEMENTS,
    COMPARISON,
    CONTACTS,
    ERP_LOGIN,
    PAYMENTS,
    PRICES,
    REFUNDS,
    RETURNS,
    SHOP_LOGIN,
    STOCK,
    Watch,
)
from golive.candidates.sessions import shop_session


@dataclass(frozen=True, slots=True)
class Parts:
    """The class of each part, by default the one of that name in this module.

    `Parts(exporter=MyExporter)` is the reference with another exporter.
    """

    pace: type[Pace] = field(default_factory=lambda: Pace)
    state: type[State] = field(default_factory=lambda: State)
    trigger: Callable[[Tools], Trigger] = field(default_factory=lambda: Webhook)
    cadence: type[Cadence] = field(default_factory=lambda: Cadence)
    board: type[Board] = field(default_factory=lambda: Board)
    inbox: type[Inbox] = field(default_factory=lambda: Inbox)
    watch: type[Watch] = field(default_factory=lambda: Watch)
    exporter: type[Exporter] = field(default_factory=lambda: Exporter)
    codes: type[Codes] = field(default_factory=lambda: Codes)
    articles: type[Articles] = field(default_factory=lambda: Articles)
    fulfilment: type[Fulfilment] = field(default_factory=lambda: Fulfilment)
    shop_shipments: type[ShopShipments] = field(default_factory=lambda: ShopShipments)
    shop_stock: type[ShopStock] = field(default_factory=lambda: ShopStock)
    stock: type[StockSync] = field(default_factory=lambda: StockSync)
    goods: type[Goods] = field(default_factory=lambda: Goods)
    reconciler: type[Reconciler] = field(default_factory=lambda: Reconciler)
    retries: type[Retries] = field(default_factory=lambda: Retries)
    acknowledger: type[Acknowledger] = field(default_factory=lambda: Acknowledger)
    memo_reader: type[MemoReader] = field(default_factory=lambda: MemoReader)
    reducer: type[Reducer] = field(default_factory=lambda: Reducer)
    deposits: type[Deposits] = field(default_factory=lambda: Deposits)
    refunds: type[Refunds] = field(default_factory=lambda: Refunds)
    price_reader: type[PriceReader] = field(default_factory=lambda: PriceReader)
    returns: type[GoodsReturns] = field(default_factory=lambda: GoodsReturns)
    prices: type[Prices] = field(default_factory=lambda: Prices)
    contacts: type[Contacts] = field(default_factory=lambda: Contacts)
    accounts: type[Accounts] = field(default_factory=lambda: Accounts)


async def integrate(kit: Kit) -> None:
    """The reference as a candidate function."""
    await run(kit, Design())


async def run(kit: Kit, design: Design, parts: Parts | None = None) -> None:
    """Carry out a design until cancelled."""
    parts = parts or Parts()
    design = replace(
        design,
        prices=design.prices and kit.owners.prices.list_prices != "shop",
        acknowledge=design.acknowledge and kit.budgets.acknowledgement_ms is not None,
        accounts=design.accounts and design.contacts and kit.budgets.erasure_ms is not None,
        returns=design.returns and kit.budgets.return_ms is not None,
    )
    tools = assembled(kit, design, parts)
    articles = parts.articles(tools)
    exporter = parts.exporter(tools, articles)
    fulfilment = parts.fulfilment(tools, articles)
    stock = (parts.shop_stock if kit.owners.stock == "shop" else parts.stock)(tools, fulfilment)
    goods = parts.goods(fulfilment, stock, articles)
    reconciler = parts.reconciler(tools)
    acknowledger = parts.acknowledger(tools)
    refunds = parts.refunds(tools, parts.memo_reader(tools), parts.reducer(tools))
    prices = parts.prices(tools, parts.price_reader(tools))
    contacts = parts.contacts(tools)
    trigger = parts.trigger(tools)
    cadence = parts.cadence(kit.now_ms)
    kit.on_retry(parts.retries(tools, exporter).on_retry)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(trigger.run())
        tasks.create_task(tools.watch.run())
        tasks.create_task(exporter.adopt())
        for _ in range(design.workers):
            tasks.create_task(exporter.work())
        duties = [
            (STOCK, True, design.stock_every_s, _goods_of(goods, tools, parts)),
            (COMPARISON, True, design.reconcile_every_s, reconciler.run_once),
            (ACKNOWLEDGEMENTS, design.acknowledge, design.acknowledge_every_s, acknowledger.run_once),
            (REFUNDS, design.refunds, design.refunds_every_s, refunds.run_once),
            (PRICES, design.prices, design.prices_every_s, prices.run_once),
            (CONTACTS, design.contacts, design.contacts_every_s, contacts.run_once),
        ]
        if design.accounts:
            accounts = parts.accounts(tools)
            duties.append((ACCOUNTS, True, design.contacts_every_s, accounts.run_once))
        if design.returns:
            back = parts.returns(tools)
            duties.append((RETURNS, True, design.returns_every_s, back.run_once))
        if design.deposits:
            payments = parts.deposits(tools)
            duties.append((PAYMENTS, True, design.deposits_every_s, payments.run_once))
        for duty, is_on, period_s, job in duties:
            if not is_on:
                continue
            tasks.create_task(
                _every(partial(cadence.pause_s, duty, period_s), _noted(duty, job, tools), tools)
            )


def assembled(kit: Kit, design: Design, parts: Parts) -> Tools:
    """What the duties work with.

    A step of the native port is one call, before which the duty has waited; those of other ports are several calls.
    """
    state = parts.state(kit.storage, Claims(kit.storage, kit.instance, kit.now_ms))
    board = parts.board(kit.desk, state)
    watch = parts.watch(design, state, board, kit.now_ms)
    pace = parts.pace(design, kit.rng, kit.now_ms)
    patient = kit if kit.erp_dialect == "native" else replace(kit, erp=PatientClient(kit.erp, pace))
    shop, erp = shop_session(kit.shop, kit.credentials), port_of(patient)
    shop.on_login, erp.on_login = watch.login_of(SHOP_LOGIN), watch.login_of(ERP_LOGIN)
    inbox = parts.inbox(state, kit.now_ms, design.unsure_wait_s)
    advice = Advice(kit.rng, kit.now_ms)
    return Tools(kit, design, shop, erp, pace, advice, state, inbox, board, watch, parts.codes(state))


Job = Callable[[], Awaitable[None]]


def _goods_of(goods: Goods, tools: Tools, parts: Parts) -> Job:
    """The job that moves goods; the shipments of the shop come first, since they change the stock to push."""
    if tools.kit.owners.shipments == "erp":
        return goods.run_once
    shipments = parts.shop_shipments(tools)

    async def run_once() -> None:
        await shipments.run_once()
        await goods.run_once()

    return run_once


def _noted(duty: str, job: Job, tools: Tools) -> Job:
    """The job, carried out when the shop may be called, by one instance at a time.

    Its failures are noted for the watch.
    """
    claims, name = tools.state.claims, f"job: {duty}"

    async def run_once() -> None:
        await tools.shop_advice.wait()
        if not claims.take(name, JOB_S):
            return
        try:
            await job()
        except Exception as error:
            tools.watch.failed(duty, str(error) if isinstance(error, CallFailed) else repr(error))
            raise
        finally:
            claims.give_back(name)

    return run_once


async def _every(pause_s: Callable[[], float], job: Job, tools: Tools) -> None:
    """Run a job after each pause; a failed one runs again after the next."""
    while True:
        await asyncio.sleep(pause_s())
        try:
            await job()
        except CallFailed:
            tools.pace.failed()
        except Exception as error:  # a job that stumbles must not take the others with it
            tools.kit.log(repr(error))
