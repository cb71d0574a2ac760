# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The scenario model: frozen, typed, complete. Each field declares its key in the file.

The loader, the JSON Schema and the reference page are derived from these declarations. Names end in their unit;
all moments of faults and peaks are milliseconds after the start of the traffic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from golive.keys.counted_calls import CountedCalls
from golive.keys.declare import faults, optional, section, setting, thresholds
from golive.keys.times import INSTANT, Instant
from golive.keys.value_kinds import (
    DURATION,
    LASTING,
    MONEY,
    PROSE,
    SHARE,
    Money,
    word,
)
from golive.scenario.model.budgets import Budgets
from golive.scenario.model.erp import Erp
from golive.scenario.model.judging import Judging
from golive.scenario.model.owners import Owners
from golive.scenario.model.people import People
from golive.scenario.model.shop import Shop
from golive.scenario.model.third_systems import Pim, Wms
from golive.scenario.model.thresholds import Threshold
from golive.scenario.model.tracing import Tracing
from golive.scenario.model.traffic import Traffic

_NAME = word(
    "a name of lower-case letters, digits and dashes such as black-friday", r"[a-z0-9]+(?:-[a-z0-9]+)*"
)
_BASE = word("the name of a bundled scenario or the path of a file", r"\S(?:.*\S)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Start and length of the traffic, and the time to settle after it."""

    start: Instant = setting(
        "start", INSTANT, "When the traffic begins; calendars and posting periods follow it."
    )
    duration_ms: int = setting("duration", LASTING, "How long the traffic lasts.")
    settle_ms: int = setting(
        "settle", DURATION, "Time after it, without faults, in which work must drain.", "1h"
    )

    @property
    def start_ms(self) -> int:
        """Start of the traffic, in ms since the Unix epoch."""
        return self.start.epoch_ms

    @property
    def traffic_end_ms(self) -> int:
        """End of the traffic and of all faults, in ms since the Unix epoch."""
        return self.start_ms + self.duration_ms

    @property
    def end_ms(self) -> int:
        """End of the run, in ms since the Unix epoch."""
        return self.traffic_end_ms + self.settle_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Prices of work and damage."""

    order_rekey_ms: int = setting("order_rekey", DURATION, "Work to enter an order by hand.", "5m")
    hourly_wage: Money = setting("hourly_wage", MONEY, "Cost of an hour of that work.", "38 EUR")
    duplicate_shipment: float = setting(
        "duplicate_shipment", SHARE, "Share of the order's value lost by shipping twice.", "60%"
    )
    duplicate_document: float = setting(
        "duplicate_document",
        SHARE,
        "Share of the amount of a payment, return or credit note lost by booking it too often.",
        "20%",
    )
    oversold_unit: Money = setting("oversold_unit", MONEY, "Cost of a unit sold without stock.", "15 EUR")
    contact: Money = setting("contact", MONEY, "Cost of a customer who calls.", "6 EUR")
    lost_order: float = setting("lost_order", SHARE, "Share of its value that a lost order costs.", "100%")
    late_day: Money = setting("late_day", MONEY, "Cost of an order being late, per day.", "2 EUR")
    failed_checkout: float = setting(
        "failed_checkout", SHARE, "Share of its value lost when an integration stops a checkout.", "30%"
    )
    lost_sale_minute: Money = setting(
        "lost_sale_minute", MONEY, "Cost of a minute wrongly sold out, per article.", "0.05 EUR"
    )
    price_dispute: Money = setting(
        "price_dispute", MONEY, "Cost of a wrong price in the shop, and of each order placed at it.", "8 EUR"
    )
    record_repair_ms: int = setting(
        "record_repair", DURATION, "Work to put a record right that was changed wrongly.", "10m"
    )
    reconciliation_ms: int = setting(
        "reconciliation", DURATION, "Work of finance for each record in which the amounts differ.", "10m"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSpec:
    """One entry of `chaos`; `window` in ms after the traffic began, `settings` with all keys of the kind."""

    id: str
    kind: str
    on: tuple[str, ...]
    window: tuple[int, int]
    chance: float
    attempts: str
    settings: Mapping[str, Any]
    fault_class: type[Any] = field(repr=False)
    calls: CountedCalls | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSpec:
    """One entry of `chaos` that changes the world; times in ms after the traffic began, None: for good."""

    id: str
    kind: str
    at_ms: int
    until_ms: int | None
    settings: Mapping[str, Any]
    change_class: type[Any] = field(repr=False)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario with all defaults filled in."""

    name: str = setting("name", _NAME, "Name of the scenario.")
    about: str = setting("about", PROSE, "Description of the scenario.", "No description.")
    base: str | None = optional("base", _BASE, "The scenario it inherits from: a bundled name, or a path.")
    clock: Clock = section("clock", Clock, "Start and length of the run.")
    shop: Shop = section("shop", Shop, "The shop.")
    traffic: Traffic = section("traffic", Traffic, "Orders, customers, and later changes of orders.")
    erp: Erp = section("erp", Erp, "The ERP.")
    chaos: tuple[FaultSpec | ChangeSpec, ...] = faults("chaos", "Faults and changes of the world.")
    wms: Wms = section("wms", Wms, "A warehouse management system that ships orders in the shop.")
    pim: Pim = section(
        "pim", Pim, "A product information management system that writes products in the shop."
    )
    people: People = section("people", People, "Clerks who work on the entries of the desk.")
    budgets: Budgets = section("budgets", Budgets, "Longest times allowed.")
    owners: Owners = section(
        "owners", Owners, "The system that owns each kind of data; values flow from it to the other side."
    )
    judge: Judging = section("judge", Judging, "What the judge holds for right, and oracles of your own.")
    expect: Mapping[str, Threshold] = thresholds("expect", "Thresholds that the run must meet.")
    costs: Costs = section("costs", Costs, "Cost of damage.")
    tracing: Tracing = section("tracing", Tracing, "What the integration is told of the traces of a run.")

    named: tuple[str, ...] = field(default=(), compare=False)
    """The entries of `erp.rules`, `erp.quirks` and `erp.others` that the file and its bases write, each as
    `rules minimum_order`; what a profile brings along is not among them."""

    warnings: tuple[str, ...] = field(default=(), compare=False)
    """What has no effect in this run although it is written, one sentence each."""

    @property
    def faults(self) -> tuple[FaultSpec, ...]:
        """The entries of `chaos` that are faults, in the order of the file."""
        return tuple(spec for spec in self.chaos if isinstance(spec, FaultSpec))

    @property
    def changes(self) -> tuple[ChangeSpec, ...]:
        """The entries of `chaos` that are changes of the world, in the order of the file."""
        return tuple(spec for spec in self.chaos if isinstance(spec, ChangeSpec))
