# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""A scenario as the engine sees it: frozen, typed, complete. Each field declares its key in the file.

From these declarations follow the loader, the JSON Schema and the reference page. Names end in their unit;
all moments of faults and peaks are milliseconds after the start of the traffic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fake_magento.surprises import SWITCHES, VERSIONS
from golive.keys.declare import faults, many, optional, section, setting, thresholds
from golive.keys.times import INSTANT, Instant
from golive.keys.value_kinds import (
    DURATION,
    EXCHANGE,
    LASTING,
    MONEY,
    PERCENT,
    PROSE,
    SHARE,
    ZIPF,
    Money,
    Range,
    Zipf,
    between,
    choice,
    whole_range,
    word,
)
from golive.scenario.model.erp import Erp
from golive.scenario.model.metrics import Threshold
from golive.scenario.model.people import People
from golive.scenario.model.shop_life import Events, Hooks, Maintenance
from golive.scenario.model.traffic import Traffic

_NAME = word(
    "a name of lower-case letters, digits and dashes such as black-friday", r"[a-z0-9]+(?:-[a-z0-9]+)*"
)
_CODE = word("a code of letters, digits, - and _ such as berlin", r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_CURRENCY = word("a currency code such as EUR", r"[A-Z]{3}")
_BASE = word("the name of a bundled scenario or the path of a file", r"\S(?:.*\S)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    start: Instant = setting(
        "start", INSTANT, "When the traffic begins; calendars and posting periods follow it."
    )
    duration_ms: int = setting("duration", LASTING, "How long the traffic lasts.")
    settle_ms: int = setting(
        "settle", DURATION, "Time after it, without faults, in which work must drain.", "1h"
    )

    @property
    def start_ms(self) -> int:
        return self.start.epoch_ms

    @property
    def traffic_end_ms(self) -> int:
        return self.start_ms + self.duration_ms

    @property
    def end_ms(self) -> int:
        return self.traffic_end_ms + self.settle_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    code: str = setting("code", _CODE, "Store view code, as in the shop's REST paths.", "default")
    currency: str = setting("currency", _CURRENCY, "Currency of its orders.", "EUR")
    tax: str = setting(
        "tax", choice("inclusive", "exclusive"), "Whether prices contain the tax.", "inclusive"
    )
    tax_percent: int = setting("rate", PERCENT, "Tax rate of its goods.", "19%")
    base: str | None = optional(
        "base", _CURRENCY, "Currency of its prices and books; without it, that of its orders."
    )
    exchange: int = setting(
        "exchange", EXCHANGE, "What one unit of the base currency is in the currency of the orders.", "1"
    )
    share: float | None = optional(
        "share",
        SHARE,
        "Its share of the orders. Where some say it, the others split what is left; where none does, the first "
        "takes 70%.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Shares of the articles; what none of them takes is sold as it is."""

    simple: float | None = optional("simple", SHARE, "Sold as they are: whatever is left, if you write it.")
    configurable: float = setting(
        "configurable", SHARE, "Sold as variants of a configurable product, on two rows.", "0%"
    )
    bundle: float = setting(
        "bundle", SHARE, "Sold in bundles that cost what is in them and are shipped in parts.", "0%"
    )
    grouped: float = setting("grouped", SHARE, "Sold as members of a grouped product.", "0%")

    @property
    def composite(self) -> float:
        """The share of all articles that are not sold as they are."""
        return self.configurable + self.bundle + self.grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    skus: int = setting("skus", between(1, 1_000_000), "How many articles there are.", "200")
    popularity: Zipf = setting(
        "popularity", ZIPF, "How sales fall off from bestseller to shelf-warmer.", "zipf 1.1"
    )
    price: Range = setting("price", whole_range(1, 100_000), "Prices, in whole currency units.", "5..120")
    kinds: Kinds = section("kinds", Kinds, "How the articles are sold.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    sources: tuple[str, ...] = many("sources", _CODE, "Warehouses the goods lie in.", ("main",), least=1)
    opening: Range = setting(
        "opening", whole_range(0, 10_000_000), "Units of an article at the start.", "200..2000"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    stores: tuple[Store, ...] = many(
        "stores", Store, "The store views; the first takes most orders.", (Store(),), 1
    )
    catalog: Catalog = section("catalog", Catalog, "What is sold.")
    stock: Stock = section("stock", Stock, "Where it lies and how much there is.")
    events: Events = section("events", Events, "How events reach the integration.")
    hooks: Hooks = section(
        "hooks", Hooks, "Questions of the checkout to the integration while the shopper waits."
    )
    maintenance: tuple[Maintenance, ...] = many("maintenance", Maintenance, "When the shop is shut.")
    indexers_ms: int = setting(
        "indexers",
        DURATION,
        "How often what the sources hold becomes salable (update by schedule); 0s: on save.",
        "0s",
    )
    compensation_ms: int = setting(
        "compensation",
        DURATION,
        "How often a job lifts the reservations of checkouts that broke off; 0s: at once.",
        "0s",
    )
    version: str = setting("version", choice(*VERSIONS), "Which Magento it is.", "2.4.6")
    surprises: tuple[str, ...] = many(
        "surprises", choice(*SWITCHES), "What it does besides that integrations do not expect."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    order_ms: int = setting("order", LASTING, "An order that takes longer to its document is late.", "15m")
    surfacing_ms: int = setting("surfacing", LASTING, "A failure must be shown to people within it.", "30m")
    stock_ms: int = setting("stock", LASTING, "The declared cadence of the stock figures.", "30m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    order_rekey_ms: int = setting("order_rekey", DURATION, "Work to enter an order by hand.", "5m")
    hourly_wage: Money = setting("hourly_wage", MONEY, "Cost of an hour of that work.", "38 EUR")
    duplicate_shipment: float = setting(
        "duplicate_shipment", SHARE, "Share of the order's value lost by shipping twice.", "60%"
    )
    oversold_unit: Money = setting("oversold_unit", MONEY, "Cost of a unit sold that is not there.", "15 EUR")
    contact: Money = setting("contact", MONEY, "Cost of a customer who calls.", "6 EUR")
    lost_order: float = setting("lost_order", SHARE, "Share of its value that a lost order costs.", "100%")
    late_day: Money = setting("late_day", MONEY, "Cost of an order being late, per day.", "2 EUR")
    failed_checkout: float = setting(
        "failed_checkout", SHARE, "Share of its value lost when an integration stops a checkout.", "30%"
    )
    lost_sale_minute: Money = setting(
        "lost_sale_minute", MONEY, "Cost of a minute wrongly sold out.", "0 EUR"
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
    name: str = setting("name", _NAME, "What the scenario is called.")
    about: str = setting("about", PROSE, "What happens in it, for people.", "No description.")
    base: str | None = optional("base", _BASE, "The scenario it inherits from: a bundled name, or a path.")
    clock: Clock = section("clock", Clock, "When it happens and how long it takes.")
    shop: Shop = section("shop", Shop, "The shop.")
    traffic: Traffic = section("traffic", Traffic, "What the customers do.")
    erp: Erp = section("erp", Erp, "The ERP.")
    chaos: tuple[FaultSpec | ChangeSpec, ...] = faults("chaos", "What goes wrong, where, when and how often.")
    people: People = section("people", People, "Clerks who work on the entries of the desk.")
    budgets: Budgets = section("budgets", Budgets, "How long things may take.")
    expect: Mapping[str, Threshold] = thresholds("expect", "What must hold for the run to pass.")
    costs: Costs = section("costs", Costs, "What harm costs.")

    @property
    def faults(self) -> tuple[FaultSpec, ...]:
        return tuple(spec for spec in self.chaos if isinstance(spec, FaultSpec))

    @property
    def changes(self) -> tuple[ChangeSpec, ...]:
        return tuple(spec for spec in self.chaos if isinstance(spec, ChangeSpec))
