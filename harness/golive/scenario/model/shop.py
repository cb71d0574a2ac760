# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The section `shop` of the scenario: stores, catalogue, stock, events, checkout hooks, maintenance windows."""

from __future__ import annotations

from dataclasses import dataclass

from fake_magento.events.typed_events import FIELDS
from fake_magento.events.typed_events import VERSIONS as EVENT_VERSIONS
from fake_magento.version_switches import TOGGLES, VERSIONS
from golive.keys.declare import many, optional, section, setting
from golive.keys.value_kinds import (
    DURATION,
    EXCHANGE,
    LASTING,
    PERCENT,
    SHARE,
    ZIPF,
    Range,
    Zipf,
    between,
    choice,
    whole_range,
    word,
)

_CODE = word("a code of letters, digits, - and _ such as berlin", r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_CURRENCY = word("a currency code such as EUR", r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    delivery: str = setting(
        "delivery",
        choice("webhook", "poll", "amqp"),
        "How events leave the shop: sent by webhook, polled, or put into a queue (programs on the live clock).",
        "webhook",
    )
    retries: int = setting(
        "retries", between(0, 100), "Retries of a webhook that is not answered; 99 take a day.", "3"
    )
    delay_ms: int = setting("delay", DURATION, "From the change to the first delivery of its webhook.", "1s")
    versions: tuple[int, ...] = many(
        "version",
        between(EVENT_VERSIONS[0], EVENT_VERSIONS[-1]),
        "Business events in this version (several: each fact in each); without it, raw notices of saved orders.",
    )
    fields: tuple[str, ...] = many(
        "fields", choice(*FIELDS), "Fields of the records in business events; without it, all."
    )
    switch_off: int = setting(
        "switch_off",
        between(0, 1000),
        "After so many events given up in a row nothing more is sent; 0: it never stops.",
        "0",
    )
    switch_on_ms: int = setting(
        "switch_on", DURATION, "How long after that the receiver subscribes again; 0s: never.", "0s"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeOrder:
    timeout_ms: int = setting(
        "timeout", DURATION, "How long the checkout waits for the integration; 0s: it does not ask.", "0s"
    )
    fallback: str = setting(
        "fallback",
        choice("refuse", "continue"),
        "What happens to the checkout without a good answer.",
        "refuse",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    before_order: BeforeOrder = section(
        "before_order", BeforeOrder, "Asks an integration that has registered before it places an order."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    at_ms: int = setting("at", DURATION, "When it begins, after the start of the traffic.")
    lasts_ms: int = setting(
        "for", LASTING, "How long shoppers and callers get a 503 page.", aliases=("lasts",)
    )


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
        "surprises", choice(*TOGGLES), "What it does besides that integrations do not expect."
    )
