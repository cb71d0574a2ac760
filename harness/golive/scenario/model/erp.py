# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The `erp` section of a scenario: profile, rules, quirks, limits and jobs of the ERP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fake_erp import profiles
from fake_erp.access import config as access
from fake_erp.access.config import CallLimits, Token
from fake_erp.accounting.config import Finance
from fake_erp.channels.config import Channels
from fake_erp.dialects.registry import DIALECTS
from fake_erp.jobs import Job
from fake_erp.jobs.registry import configured_jobs
from fake_erp.quirks import Quirk, configured_quirks
from fake_erp.rules import Rule, configured_rules
from fake_erp.schedules import Hours
from fake_erp.settings import Rate
from golive.keys.declare import entries, many, pairs, section, setting
from golive.keys.erp_settings import OPERATION, entries_of, own_class
from golive.keys.latencies import DISTRIBUTION, Distribution
from golive.keys.schedule_kinds import HOURS
from golive.keys.value_kinds import (
    DURATION,
    DURATION_RANGE,
    HOUR_MS,
    LASTING,
    MINUTE_MS,
    Range,
    between,
    choice,
    or_off,
    word,
)

MIDMARKET_RULES = configured_rules(
    credit_limit="hold", hidden_fields=["custom.sales_channel"], posting_periods="monthly"
)
"""The settings of a mid-market company beyond the ERP's own defaults."""

_SOON = (10 * MINUTE_MS, 2 * HOUR_MS)
MIDMARKET_LIFE = configured_jobs(approvals=_SOON, customer_approvals=_SOON)
"""People approve what needs approval; the other jobs are off."""


MIDMARKET_LIMITS = CallLimits(rate=Rate(20, "s"), concurrency=8)
"""The limits of a mid-market ERP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(access.Service):
    """The settings the fake declares, plus the service times that the wire adds."""

    time: Distribution = setting("time", DISTRIBUTION, "Service time of a call.", "60ms..180ms")
    operations: tuple[tuple[str, Distribution], ...] = pairs(
        "operations",
        OPERATION,
        DISTRIBUTION,
        "Service time of single operations, where it differs.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Records of the ERP that are not about the shop; lists are as long as they make them."""

    items: int = setting(
        "items",
        between(0, 1_000_000),
        "Articles that the shop does not sell, with stock, after its own.",
        "0",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilment:
    """Picking waves, invoicing runs, and the allocation of stock."""

    wave_ms: int | None = setting(
        "wave",
        or_off(LASTING),
        "Time between two picking waves; off: its warehouse ships nothing, and clients post the deliveries.",
        "15m",
    )
    hours: Hours = setting("hours", HOURS, "When the warehouse picks, in local time.", "always")
    lead: Range = setting(
        "lead",
        DURATION_RANGE,
        "Shortest time from release of an order to its wave; of a range, drawn for each order.",
        "30m",
    )
    lock_ms: int = setting(
        "lock",
        DURATION,
        "How long a wave, a posting run or a count holds its tables, per document; calls that write wait.",
        "0s",
    )
    locked: str = setting(
        "locked",
        choice("writes", "all"),
        "Which calls wait for held tables: those that write, or all.",
        "writes",
    )
    invoice_ms: int = setting("invoice", LASTING, "Time between two invoicing runs.", "1h")
    partial: str = setting(
        "partial", choice("on", "off"), "Whether an order short of stock goes out in several parts.", "off"
    )
    negative: str = setting(
        "negative",
        choice("on", "off"),
        "Whether write-offs may take stock below zero; else they end at zero.",
        "off",
    )
    stock_writes: str = setting(
        "stock_writes",
        choice("on", "off"),
        "Whether clients may set the stock of an item, as a warehouse system does.",
        "off",
    )
    delivery_posts: str = setting(
        "delivery_posts",
        choice("on", "off"),
        "Whether clients may post deliveries of what a warehouse system has shipped.",
        "off",
    )
    backorders: str = setting(
        "backorders",
        choice("on", "off"),
        "Whether an order short of stock is released and waits; else it is held.",
        "on",
    )
    allocation: str = setting(
        "allocation",
        choice("first_enough", "most", "nearest"),
        "How a line finds its warehouse: the first with enough, the fullest, or the first in the country.",
        "first_enough",
    )
    countries: tuple[str, ...] = many(
        "countries",
        word("a country code such as DE", "[A-Z]{2}"),
        "Where the warehouses are, in the order of shop.stock.sources; for the allocation nearest.",
        (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Erp:
    """The `erp` section."""

    profile: tuple[str, ...] = many(
        "profile",
        choice(*profiles.NAMES),
        "Profiles of the ERP, laid beneath this section; of several, later ones win.",
        ("midmarket",),
        least=1,
    )
    dialect: str = setting(
        "dialect",
        choice(*DIALECTS),
        "The product whose wire language it speaks; golive erp dialects lists what each one speaks.",
        "native",
    )
    version: str = setting(
        "version",
        word("a version of the product such as 17.0, or newest", "newest|[A-Za-z0-9][A-Za-z0-9. ]{0,19}"),
        "The version of that product.",
        "newest",
    )
    variants: tuple[str, ...] = many(
        "variants",
        word("a variant and its value such as locked_status=423", "[a-z_]{1,40}=[A-Za-z0-9_.-]{1,40}"),
        "Where this installation differs from most of the product; golive erp dialects NAME lists what can differ.",
    )
    rules: Mapping[str, Rule] = entries(
        "rules",
        entries_of(MIDMARKET_RULES, own_class("rule", Rule)),
        "Rules by which it refuses or holds documents.",
    )
    quirks: Mapping[str, Quirk] = entries(
        "quirks",
        entries_of(configured_quirks(), own_class("quirk", Quirk)),
        "Undocumented behaviour, never reported to the client.",
    )
    limits: CallLimits = section("limits", CallLimits, "Limits on calls.", MIDMARKET_LIMITS)
    service: Service = section("service", Service, "Service times and capacity.")
    token: Token = section("token", Token, "Its access tokens.")
    fulfilment: Fulfilment = section("fulfilment", Fulfilment, "How orders are shipped and invoiced.")
    others: Mapping[str, Job] = entries(
        "others", entries_of(MIDMARKET_LIFE), "Other jobs and users of the ERP."
    )
    volume: Volume = section("volume", Volume, "Records that are not about the shop.")
    finance: Finance = section("finance", Finance, "Bookkeeping.")
    channels: Channels = section(
        "channels",
        Channels,
        "Integration channels beside calls: batches, files, change feed, webhooks.",
        aliases=("ways",),
    )
