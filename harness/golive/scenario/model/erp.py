# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The `erp` section of a scenario: what the ERP refuses, what it bears, how it lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fake_erp import profiles
from fake_erp.jobs import Job
from fake_erp.jobs.registry import house_life
from fake_erp.quirks import Quirk, house_quirks
from fake_erp.rules import Rule, house_rules
from fake_erp.schedules import Hours, Moments
from golive.keys.declare import entries, many, optional, pairs, section, setting
from golive.keys.erp_settings import OPERATION, SWITCH, entries_of
from golive.keys.schedule_kinds import HOURS, MOMENTS
from golive.keys.times import DISTRIBUTION, Distribution
from golive.keys.value_kinds import (
    DURATION,
    DURATION_RANGE,
    HOUR_MS,
    LASTING,
    MINUTE_MS,
    POSITIVE_RATE,
    Range,
    Rate,
    between,
    choice,
    or_off,
    word,
)
from golive.scenario.model.channels import Ways
from golive.scenario.model.finance import Finance

MIDMARKET_RULES = house_rules(
    credit_limit="hold", hidden_fields=["custom.sales_channel"], posting_periods="monthly"
)
"""What a house in the middle of the market has set beyond the ERP's own defaults."""

_SOON = (10 * MINUTE_MS, 2 * HOUR_MS)
MIDMARKET_LIFE = house_life(approvals=_SOON, customer_approvals=_SOON)
"""There is somebody who approves what needs approval; the rest is off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    rate: Rate | None = setting(
        "rate", or_off(POSITIVE_RATE), "Calls allowed; more are refused with 429.", "20/s"
    )
    burst_written: int | None = optional(
        "burst", between(1, 1_000_000), "Calls allowed at once; without it, two seconds' worth of the rate."
    )
    concurrency: int | None = setting(
        "concurrency", or_off(between(1, 100_000)), "Calls served at the same time.", "8"
    )
    quota: int | None = setting(
        "quota", or_off(between(1, 1_000_000_000)), "Calls a day, from midnight to midnight.", "off"
    )
    per: str = setting(
        "per", choice("all", "client"), "Whether all clients share these or each has its own.", "all"
    )
    status: str = setting("status", choice("429", "503"), "Status of a refusal for one of them.", "429")
    retry_after: bool = setting("retry_after", SWITCH, "Whether such a refusal says how long to wait.", "on")
    page: int | None = setting(
        "page",
        or_off(between(1, 1000)),
        "Rows in a page; who asks for more gets these, without a word.",
        "off",
    )

    @property
    def burst(self) -> int:
        """Size of the token bucket, at least 1; 0 where there is no rate limit."""
        if self.rate is None:
            return 0
        return self.burst_written or max(1, round(2 * self.rate.per_second))


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    begins: Moments = setting("at", MOMENTS, "When it begins.")
    lasts_ms: int = setting("lasts", LASTING, "How long it takes.")
    answer: str = setting(
        "answer",
        choice("json", "html"),
        "What the 503 carries: an error object, or the page of the proxy in front.",
        "json",
    )
    retry_after: bool = setting("retry_after", SWITCH, "Whether it says when it is over.", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    time: Distribution = setting("time", DISTRIBUTION, "How long the ERP works on a call.", "60ms..180ms")
    operations: tuple[tuple[str, Distribution], ...] = pairs(
        "operations",
        OPERATION,
        DISTRIBUTION,
        "How long it works on some operations, where that is different.",
    )
    workers: int | None = setting(
        "workers",
        or_off(between(1, 100_000)),
        "Calls it works on at once; the others wait for their turn, so that latency rises with load.",
        "off",
    )
    queue: int | None = setting(
        "queue", or_off(between(1, 1_000_000)), "Calls that may wait for a worker; more are refused.", "off"
    )
    queue_status: str = setting("queue_status", choice("503", "429"), "With which status.", "503")
    patience_ms: int | None = setting(
        "patience",
        or_off(LASTING),
        "A call that waits for a worker as long as this is refused with 503.",
        "off",
    )
    gateway_ms: int | None = setting(
        "gateway",
        or_off(LASTING),
        "After how long the gateway in front answers 504, while the ERP goes on and commits.",
        "off",
    )
    maintenance: tuple[Maintenance, ...] = many(
        "maintenance", Maintenance, "Times at which the system is away on purpose; they end all sessions."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    lifetime_ms: int = setting("lifetime", LASTING, "How long an access token is good for.", "30m")
    idle_ms: int | None = setting(
        "idle", or_off(LASTING), "A session that is not used for so long ends.", "off"
    )
    single: bool = setting("single", SWITCH, "Whether a login ends the other sessions of its client.", "off")
    sessions: int | None = setting(
        "sessions", or_off(between(1, 100_000)), "Sessions that may be open at once.", "off"
    )
    full: str = setting(
        "full", choice("refuse", "end_oldest"), "What a login does when none is free.", "refuse"
    )
    logins: int | None = setting(
        "logins",
        or_off(between(1, 100_000)),
        "Logins of a client within a minute, good or bad; more are refused with 429.",
        "off",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilment:
    wave_ms: int = setting("wave", LASTING, "Time between two picking waves.", "15m")
    hours: Hours = setting("hours", HOURS, "When the warehouse picks, in local time.", "always")
    lead: Range = setting(
        "lead",
        DURATION_RANGE,
        "Time from release of an order to its wave, at least; of a range, each order gets its own by lot.",
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
    profile: tuple[str, ...] = many(
        "profile",
        choice(*profiles.NAMES),
        "The temperament of the ERP: what lies beneath this section. Of several, the later ones win.",
        ("midmarket",),
        least=1,
    )
    rules: Mapping[str, Rule] = entries("rules", entries_of(MIDMARKET_RULES), "What it refuses or holds.")
    quirks: Mapping[str, Quirk] = entries(
        "quirks", entries_of(house_quirks()), "What it does without saying so."
    )
    limits: Limits = section("limits", Limits, "How much it bears.")
    service: Service = section("service", Service, "How fast it is.")
    token: Token = section("token", Token, "Its access tokens.")
    fulfilment: Fulfilment = section("fulfilment", Fulfilment, "How orders are shipped and invoiced.")
    others: Mapping[str, Job] = entries(
        "others", entries_of(MIDMARKET_LIFE), "What happens in it besides the shop."
    )
    finance: Finance = section("finance", Finance, "How it keeps its books.")
    ways: Ways = section("ways", Ways, "What comes in and goes out beside calls.")
