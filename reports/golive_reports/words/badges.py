"""Tone and badge of a fact in the timeline of an order: good, bad or plain, and a reason of two or three words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive.record.run import Fact

PLAIN, GOOD, WARN, BAD = "plain", "good", "warn", "bad"


def _exchange_badge(fact: Fact) -> tuple[str, str]:
    data = fact.data
    if data.get("told") == "unknown":
        return BAD, "no answer" if data.get("how") == "killed" else "reply lost"
    if data.get("told") == "refused":
        return WARN, "unreachable"
    return _status_badge(data.get("status"))


def _commit_badge(fact: Fact) -> tuple[str, str]:
    data = fact.data
    if data.get("truth") == "dropped":
        return BAD, "write dropped"
    if data.get("late"):
        return WARN, "caller gave up"
    return _status_badge(data.get("status"))


def _status_badge(status: Any) -> tuple[str, str]:
    return (WARN, f"refused {status}") if isinstance(status, int) and status >= 400 else (PLAIN, "")


def _notice_badge(fact: Fact) -> tuple[str, str]:
    if fact.data.get("copy"):
        return WARN, "repeated"
    if fact.data.get("status") is None:
        return WARN, "not accepted"
    return _status_badge(fact.data.get("status"))


BY_FACT: dict[str, Callable[[Fact], tuple[str, str]]] = {
    "exchange.answered": _exchange_badge,
    "exchange.committed": _commit_badge,
    "notice.delivered": _notice_badge,
}
TONES: dict[str, tuple[str, str]] = {
    "shop.order.cancelled": (WARN, "cancelled"),
    "shop.order.reduced": (WARN, "reduced"),
    "shop.order.refunded": (WARN, "refunded"),
    "shop.event.given_up": (BAD, "given up"),
    "erp.order.created": (GOOD, "booked"),
    "erp.delivery.posted": (GOOD, "shipped"),
    "shop.order.shipped": (GOOD, "shipped"),
    "erp.order.dropped": (BAD, "write dropped"),
    "erp.order.lost": (BAD, "gone"),
    "erp.quirk": (WARN, "silent change"),
    "erp.order.refused": (WARN, "refused"),
    "desk.exception": (WARN, "needs a person"),
    "desk.resolved": (GOOD, "resolved"),
    "desk.alert": (WARN, "alert"),
    "clerk.repaired": (GOOD, "repaired"),
    "clerk.rekeyed": (WARN, "entered manually"),
    "clerk.handed_on": (WARN, "handed on"),
    "candidate.killed": (BAD, "killed"),
    "candidate.paused": (WARN, "paused"),
    "candidate.joined": (WARN, "two instances"),
    "candidate.clock_set": (WARN, "clock set"),
    "shop.clock.set": (WARN, "clock set"),
    "erp.clock.set": (WARN, "clock set"),
}


def tone_and_badge(fact: Fact) -> tuple[str, str]:
    """Return the tone and the badge of a fact; the badge of a plain fact is empty."""
    of_kind = BY_FACT.get(fact.kind)
    return of_kind(fact) if of_kind is not None else TONES.get(fact.kind, (PLAIN, ""))
