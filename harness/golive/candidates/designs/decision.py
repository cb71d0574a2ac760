# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""An architecture decision: what is chosen for each domain. The defaults are the reference integration."""

from __future__ import annotations

from dataclasses import dataclass

from golive.candidates.designs.kinds import (
    COUNT,
    OFF,
    OFF_OR_TIME,
    QUEUE,
    WEBHOOK,
    Trigger,
    trigger_kind,
)
from golive.keys.declare import section, setting
from golive.keys.value_kinds import LASTING, between, choice

NO_IDEMPOTENCY, LOOK_FIRST, REFERENCE, INBOX_TABLE = "none", "look first", "external reference", "inbox table"
DROP, LOG, PARK, HOLD = "drop", "log", "park", "hold"
NO_BUFFER, MEMORY, DURABLE = "none", "memory", "durable"
API, FILES, TABLES, BATCHES = "api", "files", "tables", "batch"
RESUME, RESTART = "resume", "restart"
ERP, SHOP, BOTH = "erp", "shop", "both"
TEMPORARY, ALL = "temporary", "all"
HEED, IGNORE = "heed", "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    """How an order is sent again that was not accepted."""

    count: int | None = setting(
        "count", COUNT, "How often; then it is rejected as `rejections` says.", "unlimited"
    )
    first_ms: int = setting(
        "first", LASTING, "The first pause. It doubles with every failure in a row.", "2s"
    )
    longest_ms: int = setting("longest", LASTING, "The longest pause.", "1m")
    which: str = setting(
        "which",
        choice(TEMPORARY, ALL),
        "`temporary`: what says nothing about the order, such as timeouts and 503. `all`: refusals of its content too.",
        TEMPORARY,
    )
    advice: str = setting(
        "advice", choice(HEED, IGNORE), "Whether a system that says how long to wait is left alone.", HEED
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Orders from the shop to the ERP, and their cancellations."""

    trigger: Trigger = setting(
        "trigger",
        trigger_kind((WEBHOOK, QUEUE)),
        "What starts the work: an event of the shop, a message of a queue that is delivered until it is acknowledged, "
        "or the clock, by which the shop is read.",
        WEBHOOK,
    )
    buffer: str = setting(
        "buffer",
        choice(NO_BUFFER, MEMORY, DURABLE),
        "Where an order waits. `none`: the shop waits for the answer to its event until the ERP has answered. "
        "`memory`: a restart loses what waits. `durable`: nothing is lost.",
        DURABLE,
    )
    workers: int = setting("workers", between(1, 64), "Orders in work at once.", "4")
    idempotency: str = setting(
        "idempotency",
        choice(NO_IDEMPOTENCY, LOOK_FIRST, REFERENCE, INBOX_TABLE),
        "How a second document is prevented. `none`: every event and every attempt may make one. `look first`: the ERP "
        "is asked before each attempt. `external reference`: every attempt has the same reference, which the ERP may "
        "refuse the second time. `inbox table`: a table of what was sent; an attempt without an answer is looked up "
        "once the ERP must have finished with it.",
        INBOX_TABLE,
    )
    retries: Retries = section("retries", Retries, "How an order is sent again.")
    rejections: str = setting(
        "rejections",
        choice(DROP, LOG, PARK, HOLD),
        "What becomes of an order that the ERP refuses, or that is given up. `drop`: nothing. `log`: a line in a log. "
        "`park`: it waits on the desk, with the reason and a retry. `hold`: as `park`, and the orders behind it wait.",
        PARK,
    )
    reconcile_ms: int | None = setting(
        "reconcile", OFF_OR_TIME, "How often both systems are compared and differences repaired.", "10m"
    )
    owner: str = setting(
        "owner",
        choice(ERP, BOTH),
        "`erp`: after checkout the ERP leads, and what people cancel there is shown. `both`: it is cancelled in the "
        "shop too.",
        ERP,
    )
    alerts_ms: int | None = setting(
        "alerts",
        OFF_OR_TIME,
        "How long no order may be accepted, or both systems compared, before an alert.",
        "30m",
    )


_TIMED = trigger_kind(())
_OPTIONAL = trigger_kind((OFF,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Parcels and stock from the ERP to the shop, in one round: a shipment changes the stock to be written."""

    trigger: Trigger = setting("trigger", _TIMED, "When the ERP is read.", "poll every 5m")
    batch: int = setting("batch", between(1, 500), "Quantities written by one call.", "100")
    owner: str = setting(
        "owner",
        choice(ERP, BOTH),
        "`erp`: the shop gets the ERP's quantity. `both`: the ERP's changes are added to the shop's own quantity.",
        ERP,
    )
    reconcile_ms: int | None = setting(
        "reconcile", OFF_OR_TIME, "How often all quantities are written again, changed or not.", "off"
    )
    alerts_ms: int | None = setting(
        "alerts", OFF_OR_TIME, "How long nothing may be carried over before an alert.", "15m"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """List prices from the ERP to the shop. Where the scenario's shop owns them they are not carried."""

    trigger: Trigger = setting(
        "trigger", _OPTIONAL, "When the ERP is read; `off`: prices are not carried.", "poll every 10m"
    )
    batch: int = setting("batch", between(1, 500), "Prices written by one call.", "100")
    owner: str = setting("owner", choice(ERP, SHOP), "`shop`: prices are not carried.", ERP)
    alerts_ms: int | None = setting(
        "alerts", OFF_OR_TIME, "How long nothing may be carried over before an alert.", "1h30m"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    """Contact data of customers from the shop to the ERP, as their orders show them."""

    trigger: Trigger = setting(
        "trigger", _OPTIONAL, "When changes are sent; `off`: they are not carried.", "poll every 5m"
    )
    owner: str = setting(
        "owner",
        choice(SHOP, ERP, BOTH),
        "`shop`: what has changed in the shop is changed in the ERP. `both`: the data of every order are written, over "
        "what people have changed in the ERP. `erp`: they are not carried.",
        SHOP,
    )
    alerts_ms: int | None = setting("alerts", OFF_OR_TIME, "How long changes may fail before an alert.", "1h")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunds:
    """Credit memos of the shop as credit notes of the ERP."""

    trigger: Trigger = setting(
        "trigger", _OPTIONAL, "When the shop is read; `off`: refunds are not carried.", "poll every 5m"
    )
    alerts_ms: int | None = setting(
        "alerts", OFF_OR_TIME, "How long nothing may be carried over before an alert.", "1h"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an architect has chosen."""

    channel: str = setting(
        "channel",
        choice(API, FILES, TABLES, BATCHES),
        "How orders enter the ERP: by calls, by CSV files, by rows of staging tables, or by batches of its API.",
        API,
    )
    flow: str = setting(
        "flow",
        choice(RESUME, RESTART),
        "After a failure: `resume` goes on at the step that failed, `restart` begins at the first step again, as flows "
        "of integration platforms do. With `restart` the last step of an order is its number as a comment in the shop.",
        RESUME,
    )
    orders: Orders = section("orders", Orders, "Orders.")
    stock: Stock = section("stock", Stock, "Parcels and stock.")
    prices: Prices = section("prices", Prices, "Prices.")
    customers: Customers = section("customers", Customers, "Customers.")
    refunds: Refunds = section("refunds", Refunds, "Refunds.")


DOMAINS = ("orders", "stock", "prices", "customers", "refunds")
