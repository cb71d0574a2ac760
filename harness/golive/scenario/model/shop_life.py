# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""Events, checkout hooks and maintenance windows of the shop: sections of the scenario."""

from __future__ import annotations

from dataclasses import dataclass

from fake_magento.events.typed_events import FIELDS, VERSIONS
from golive.keys.declare import many, section, setting
from golive.keys.value_kinds import DURATION, LASTING, between, choice


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
        between(VERSIONS[0], VERSIONS[-1]),
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
