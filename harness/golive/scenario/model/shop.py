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
    MONEY,
    PERCENT,
    SHARE,
    ZIPF,
    Kind,
    Money,
    Range,
    Zipf,
    between,
    choice,
    pattern,
    require,
    show_number,
    whole_range,
    word,
)

_CODE = word("a code of letters, digits, - and _ such as berlin", r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_SKU = word("a SKU such as SKU-00001", r"\S(?:.*\S)?")
_TAX_FORM = r"[0-9]{1,2}(?:\.[0-9]{1,2})?%"
_TAX_RATE: Kind[float] = Kind(
    "tax rate",
    "a tax rate such as 7% or 5.5%",
    lambda text: float(require(_TAX_FORM, text)[0].rstrip("%")),
    lambda rate: f"{show_number(rate)}%",
    pattern(_TAX_FORM),
)
_CURRENCY = word("a currency code such as EUR", r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Delivery of the shop's events."""

    delivery: str = setting(
        "delivery",
        choice("webhook", "poll", "amqp"),
        "How events leave the shop: sent by webhook, polled, or put into a queue (programs on the live clock).",
        "webhook",
    )
    retries: int = setting(
        "retries", between(0, 100), "Retries of a webhook that is not answered; 99 take a day.", "3"
    )
    delay_ms: int = setting(
        "delay", DURATION, "Time from the change to the first delivery of its webhook.", "1s"
    )
    published: str = setting(
        "published",
        choice("commit", "save"),
        "When an event leaves: after the transaction of its order has ended, or as the order is saved, which may be "
        "seconds before API clients can read it.",
        "commit",
    )
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
        "Number of undelivered events in a row after which no more are sent; 0: no limit.",
        "0",
    )
    switch_on_ms: int = setting(
        "switch_on", DURATION, "Time after which the receiver subscribes again; 0s: never.", "0s"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeOrder:
    """The synchronous hook of the checkout before an order is placed."""

    timeout_ms: int = setting(
        "timeout", DURATION, "How long the checkout waits for the integration; 0s: it does not ask.", "0s"
    )
    fallback: str = setting(
        "fallback",
        choice("refuse", "continue"),
        "What the checkout does without a valid reply.",
        "refuse",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """Synchronous hooks of the checkout."""

    before_order: BeforeOrder = section(
        "before_order", BeforeOrder, "Call to a registered integration before an order is placed."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """A maintenance window."""

    at_ms: int = setting("at", DURATION, "When it begins, after the start of the traffic.")
    lasts_ms: int = setting(
        "for", LASTING, "How long shoppers and callers get a 503 page.", aliases=("lasts",)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """A cart price rule that needs no coupon. Several act one after the other, in their order; coupons come last."""

    name: str = setting("name", _CODE, "The name of the rule.", "discount")
    percent: int = setting("percent", PERCENT, "What it takes off the goods.", "0%")
    amount: Money = setting("amount", MONEY, "What it takes off each cart, in the base currency.", "0 EUR")
    buy: int = setting(
        "buy", between(0, 1000), "Instead: units of an article that are paid before one is free; 0: off.", "0"
    )
    above: Money = setting(
        "above",
        MONEY,
        "The least that the goods of a cart must come to, without tax, in the base currency.",
        "0 EUR",
    )
    skus: tuple[str, ...] = many(
        "skus", _SKU, "Articles that it acts on, such as SKU-00001; without it, all."
    )
    stops: str = setting(
        "stops", choice("on", "off"), "Whether later rules leave alone the articles that it acts on.", "off"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A store view."""

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
        "exchange", EXCHANGE, "Value of one unit of the base currency in the currency of the orders.", "1"
    )
    website: str = setting(
        "website",
        _CODE,
        "Code of its website. All websites sell from one stock until an API client assigns them to others.",
        "base",
    )
    share: float | None = optional(
        "share",
        SHARE,
        "Its share of the orders. Stores without one split the rest; where none has one, the first takes 70%.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Shares of articles by product type; the rest are simple products."""

    simple: float | None = optional(
        "simple", SHARE, "Simple products; if written, exactly the share that the other types leave."
    )
    configurable: float = setting(
        "configurable", SHARE, "Sold as variants of a configurable product, on two rows.", "0%"
    )
    bundle: float = setting(
        "bundle", SHARE, "Sold in bundles that are priced and shipped by their parts.", "0%"
    )
    grouped: float = setting("grouped", SHARE, "Sold as members of a grouped product.", "0%")

    @property
    def composite(self) -> float:
        """The share of articles that are not sold as simple products."""
        return self.configurable + self.bundle + self.grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The catalogue."""

    skus: int = setting("skus", between(1, 1_000_000), "How many articles there are.", "200")
    popularity: Zipf = setting("popularity", ZIPF, "Distribution of sales over the articles.", "zipf 1.1")
    price: Range = setting("price", whole_range(1, 100_000), "Prices, in whole currency units.", "5..120")
    kinds: Kinds = section("kinds", Kinds, "How the articles are sold.")
    bundle_choices: int = setting(
        "bundle_choices",
        between(1, 10),
        "Articles to select from for each of the two parts of a bundle.",
        "1",
    )
    bundle_items: str = setting(
        "bundle_items",
        choice("on", "off"),
        "Whether the ERP has an item for each bundle too, without stock of its own.",
        "off",
    )
    tax_rates: tuple[float, ...] = many(
        "tax_rates",
        _TAX_RATE,
        "Tax rates beside that of the first store: the articles have one after the other, in both systems.",
    )
    twins: float = setting(
        "twins",
        SHARE,
        "Share of articles whose code is that of the one before but for leading zeros or a blank.",
        "0%",
    )
    same_names: float = setting(
        "same_names", SHARE, "Share of articles that have the name of the one before.", "0%"
    )
    decimal_quantities: float = setting(
        "decimal_quantities",
        SHARE,
        "Share of articles sold by weight or length, in fractions of a unit such as 2.75, in both systems.",
        "0%",
    )
    packs: float = setting(
        "packs",
        SHARE,
        "Share of articles that the shop sells by the pack of 6, 12 or 24, and the ERP counts by the piece.",
        "0%",
    )
    price_scope: str = setting(
        "price_scope",
        choice("global", "website"),
        "Whether a store view can have prices of its own, which hide the price of all stores.",
        "global",
    )
    option_skus: str = setting(
        "option_skus",
        choice("on", "off"),
        "Whether a selected custom option extends the SKU of its row, such as SKU-00001-box.",
        "off",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Sources and opening stock."""

    sources: tuple[str, ...] = many(
        "sources", _CODE, "Sources, which are the warehouses of the ERP.", ("default",), least=1
    )
    opening: Range = setting(
        "opening", whole_range(0, 10_000_000), "Units of an article at the start.", "200..2000"
    )
    follows_catalog: str = setting(
        "follows_catalog",
        choice("on", "off"),
        "Whether source items and reservations follow a product that gets another SKU, and source items go with one "
        "that is deleted; off, they stay under the old SKU.",
        "off",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The `shop` section."""

    stores: tuple[Store, ...] = many(
        "stores", Store, "The store views; the first takes most orders.", (Store(),), 1
    )
    catalog: Catalog = section("catalog", Catalog, "The catalogue.")
    stock: Stock = section("stock", Stock, "Sources and opening stock.")
    events: Events = section("events", Events, "How events reach the integration.")
    hooks: Hooks = section(
        "hooks", Hooks, "Synchronous calls of the checkout to the integration while the shopper waits."
    )
    discounts: tuple[Discount, ...] = many(
        "discounts", Discount, "Cart price rules that act on every cart, beside coupons."
    )
    maintenance: tuple[Maintenance, ...] = many("maintenance", Maintenance, "Maintenance windows.")
    indexers_ms: int = setting(
        "indexers",
        DURATION,
        "Interval of the stock indexer (update by schedule); 0s: update on save.",
        "0s",
    )
    compensation_ms: int = setting(
        "compensation",
        DURATION,
        "Interval of the job that compensates reservations of failed checkouts; 0s: at once.",
        "0s",
    )
    version: str = setting("version", choice(*VERSIONS), "Magento version.", "2.4.6")
    surprises: tuple[str, ...] = many(
        "surprises", choice(*TOGGLES), "Unexpected behaviours that are switched on."
    )
