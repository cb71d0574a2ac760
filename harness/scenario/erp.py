# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The `erp` section of a scenario: what the ERP refuses, what it bears, how it lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fake_erp import profiles
from fake_erp.rules import Rule, house_rules
from harness.entries import entries_of
from harness.scenario.ways import Ways
from harness.spec import entries, many, optional, section, setting
from harness.times import DAILY, DISTRIBUTION, Daily, Distribution
from harness.values import (
    DURATION,
    LASTING,
    POSITIVE_RATE,
    RATE,
    Rate,
    between,
    choice,
    or_off,
    word,
)

MIDMARKET_RULES = house_rules(
    credit_limit="hold", hidden_fields=["custom.sales_channel"], posting_periods="monthly"
)
"""What a house in the middle of the market has set beyond the ERP's own defaults."""


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

    @property
    def burst(self) -> int:
        """Size of the token bucket, at least 1; 0 where there is no rate limit."""
        if self.rate is None:
            return 0
        return self.burst_written or max(1, round(2 * self.rate.per_second))


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    time: Distribution = setting("time", DISTRIBUTION, "How long the ERP works on a call.", "60ms..180ms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    lifetime_ms: int = setting("lifetime", LASTING, "How long an access token is good for.", "30m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilment:
    wave_ms: int = setting("wave", LASTING, "Time between two picking waves.", "15m")
    lead_ms: int = setting("lead", DURATION, "Time from release of an order to its wave, at least.", "30m")
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
class Others:
    sales: Rate = setting("sales", RATE, "Sales of other channels from the same stock.", "0/h")
    receipts: Daily | None = setting("receipts", or_off(DAILY), "When goods come in, in local time.", "off")


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
    limits: Limits = section("limits", Limits, "How much it bears.")
    service: Service = section("service", Service, "How fast it is.")
    token: Token = section("token", Token, "Its access tokens.")
    fulfilment: Fulfilment = section("fulfilment", Fulfilment, "How orders are shipped and invoiced.")
    others: Others = section("others", Others, "What happens in it besides the shop.")
    ways: Ways = section("ways", Ways, "What comes in and goes out beside calls.")
