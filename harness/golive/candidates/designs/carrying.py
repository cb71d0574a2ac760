"""From a decision to an integration: the settings and the parts of the reference, or an architecture by its channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from golive.candidates import reference
from golive.candidates.designs.choices import (
    attempts,
    buffers,
    flows,
    idempotency,
    owners,
    rejections,
    times,
    triggers,
)
from golive.candidates.designs.decision import (
    ALL,
    API,
    BATCHES,
    BOTH,
    DROP,
    DURABLE,
    ERP,
    FILES,
    HOLD,
    IGNORE,
    INBOX_TABLE,
    LOG,
    LOOK_FIRST,
    NO_BUFFER,
    NO_IDEMPOTENCY,
    REFERENCE,
    RESTART,
    SHOP,
    TABLES,
    Decision,
)
from golive.candidates.designs.kinds import NEVER_S, OFF, QUEUE
from golive.candidates.kit import Kit
from golive.candidates.reference import Parts
from golive.candidates.reference.board import Board
from golive.candidates.reference.design import Design
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.masters.prices import Prices
from golive.candidates.reference.pace import Cadence
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.stock import StockSync
from golive.candidates.reference.watch import CONTACTS, PRICES, REFUNDS, STOCK, Watch

ARCHITECTURES = {
    FILES: "golive.candidates.architectures.files",
    TABLES: "golive.candidates.architectures.tables",
    BATCHES: "golive.candidates.architectures.batch",
}
"""Channel to the module whose `integrate(kit, pause_s, goods_pause_s)` carries orders through it."""


def carried(decision: Decision) -> Callable[[Kit], Awaitable[None]]:
    """The integration that carries out a decision, as a candidate function."""
    if decision.channel != API:
        return _by_channel(decision)
    settings = settings_of(decision)

    async def integrate(kit: Kit) -> None:
        await reference.run(kit, settings, parts_of(decision, kit))

    return integrate


def _by_channel(decision: Decision) -> Callable[[Kit], Awaitable[None]]:
    orders, stock = decision.orders.trigger, decision.stock.trigger

    async def integrate(kit: Kit) -> None:
        module = import_module(ARCHITECTURES[decision.channel])
        await module.integrate(
            kit,
            lambda: times.pause_s(orders, kit.now_ms()),
            lambda: times.pause_s(stock, kit.now_ms()),
        )

    return integrate


# -- the settings of the reference ---------------------------------------------------------------------------


def settings_of(decision: Decision) -> Design:
    """The flat settings of a decision. Those of the default decision are the defaults."""
    orders, stock, prices = decision.orders, decision.stock, decision.prices
    customers, refunds, retries = decision.customers, decision.refunds, decision.orders.retries
    usual = Design()
    first_s = retries.first_ms / 1000
    looks_later = orders.idempotency == INBOX_TABLE
    late = _lateness(orders.alerts_ms, usual.comparison_silent_s - usual.orders_silent_s)
    return Design(
        workers=orders.workers,
        unsure_wait_s=usual.unsure_wait_s if looks_later else first_s,
        retry_first_s=first_s,
        retry_longest_s=retries.longest_ms / 1000,
        visible_after_s=usual.visible_after_s,
        stock_every_s=stock.trigger.every_s,
        stock_silent_s=_silent_s(stock.alerts_ms, stock.trigger.every_s, usual.stock_every_s),
        comparison_silent_s=NEVER_S if orders.reconcile_ms is None else late,
        orders_silent_s=_seconds(orders.alerts_ms),
        refunds_silent_s=_silent_s(refunds.alerts_ms, refunds.trigger.every_s, usual.refunds_every_s),
        login_refused_s=usual.login_refused_s if orders.alerts_ms is not None else NEVER_S,
        reconcile_every_s=_seconds(orders.reconcile_ms),
        acknowledge=decision.flow != RESTART,
        refunds=refunds.trigger.how != OFF,
        refunds_every_s=refunds.trigger.every_s,
        prices=prices.trigger.how != OFF and prices.owner != SHOP,
        prices_every_s=prices.trigger.every_s,
        prices_silent_s=_silent_s(prices.alerts_ms, prices.trigger.every_s, usual.prices_every_s),
        contacts=customers.trigger.how != OFF and customers.owner != ERP,
        contacts_every_s=customers.trigger.every_s,
        contacts_silent_s=_seconds(customers.alerts_ms),
    )


def _seconds(value_ms: int | None) -> float:
    return NEVER_S if value_ms is None else value_ms / 1000


def _lateness(alerts_ms: int | None, more_s: float) -> float:
    return NEVER_S if alerts_ms is None else alerts_ms / 1000 + more_s


def _silent_s(alerts_ms: int | None, every_s: float, usual_s: float) -> float:
    """How long a recurring duty may be silent: what is written, and longer by how much rarer than usual it runs."""
    return NEVER_S if alerts_ms is None else alerts_ms / 1000 + max(0.0, every_s - usual_s)


# -- the parts of the reference ------------------------------------------------------------------------------


def parts_of(decision: Decision, kit: Kit) -> Parts:
    """The parts of a decision. Those of the default decision are the reference's own."""
    chosen: dict[str, Any] = {
        "exporter": _composed(Exporter, _exporters(decision)),
        "inbox": _composed(Inbox, _inboxes(decision)),
        "board": _board(decision, kit),
        "reconciler": _composed(
            Reconciler, [owners.CancelsBothWays] if decision.orders.owner == BOTH else []
        ),
        "stock": _stock(decision),
        "prices": _sized(Prices, decision.prices.batch),
        "cadence": _cadence(decision),
    }
    if decision.orders.buffer != DURABLE:
        chosen["state"] = buffers.MemoryState
    if decision.orders.retries.advice == IGNORE:
        chosen["pace"] = attempts.IgnoresAdvice
    if decision.orders.trigger.is_by_time:
        chosen["trigger"] = _composed(triggers.ReadsByTime, [], trigger=decision.orders.trigger)
        chosen["watch"] = _watch(decision)
    return Parts(**chosen)


def _composed(base: type[Any], choices: list[type[Any]], **settings: object) -> type[Any]:
    """A class with all choices, the first of which acts first; the base itself where nothing is chosen."""
    if not choices and not settings:
        return base
    return type(f"Chosen{base.__name__}", (*choices, base), settings)


def _exporters(decision: Decision) -> list[type[Exporter]]:
    orders = decision.orders
    found: list[type[Exporter]] = []
    if decision.flow == RESTART:
        skips = {"skips_known": orders.idempotency == INBOX_TABLE}
        found.append(_composed(flows.Restarts, [], **skips))
    if orders.rejections == HOLD:
        found.append(rejections.Holds)
    if orders.buffer == NO_BUFFER:
        found.append(buffers.Answering)
    if orders.retries.which == ALL:
        found.append(attempts.RepeatsRefused)
    if orders.retries.count is not None:
        found.append(_composed(attempts.Counted, [], most=orders.retries.count))
    by_choice = {
        NO_IDEMPOTENCY: idempotency.NoReference,
        REFERENCE: idempotency.SameReference,
        LOOK_FIRST: idempotency.LooksFirst,
    }
    if orders.idempotency in by_choice:
        found.append(by_choice[orders.idempotency])
    if decision.customers.owner == BOTH:
        found.append(owners.WritesEveryContact)
    return found


def _inboxes(decision: Decision) -> list[type[Inbox]]:
    orders = decision.orders
    found: list[type[Inbox]] = []
    if orders.buffer == NO_BUFFER:
        found.append(buffers.DirectInbox)
    if orders.trigger.how == QUEUE:
        found.append(triggers.QueueInbox)
    if orders.idempotency == NO_IDEMPOTENCY and not orders.trigger.is_by_time:
        found.append(idempotency.EveryEvent)
    return found


def _board(decision: Decision, kit: Kit) -> type[Board]:
    how = decision.orders.rejections
    if how == LOG:
        return _composed(rejections.Logs, [], log=staticmethod(kit.log))
    return rejections.Drops if how == DROP else Board


def _stock(decision: Decision) -> type[StockSync]:
    stock = decision.stock
    found: list[type[StockSync]] = [owners.AddsDifferences] if stock.owner == BOTH else []
    if stock.reconcile_ms is not None:
        found.append(_composed(owners.WritesAllAgain, [], every_ms=stock.reconcile_ms))
    return _composed(_sized(StockSync, stock.batch), found)


def _sized(part: type[Any], batch: int) -> type[Any]:
    """A part that writes that many records by a call."""
    return part if batch == part.most else _composed(part, [], most=batch)


def _cadence(decision: Decision) -> type[Cadence]:
    by_duty = {
        STOCK: decision.stock.trigger,
        PRICES: decision.prices.trigger,
        CONTACTS: decision.customers.trigger,
        REFUNDS: decision.refunds.trigger,
    }
    by_day = {duty: trigger for duty, trigger in by_duty.items() if trigger.at_ms is not None}
    return _composed(times.TimesOfDay, [], triggers=by_day) if by_day else Cadence


def _watch(decision: Decision) -> type[Watch]:
    alerts_ms, every_s = decision.orders.alerts_ms, decision.orders.trigger.every_s
    return _composed(triggers.WatchesReading, [], silent_s=_silent_s(alerts_ms, every_s, 0))
