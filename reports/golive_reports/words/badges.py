"""How a fact looks in the story of an order: good, bad or plain, and the badge that says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive.record.run import Fact

PLAIN, GOOD, WARN, BAD = "plain", "good", "warn", "bad"


def _exchange_mark(fact: Fact) -> tuple[str, str]:
    data = fact.data
    if data.get("told") == "unknown":
        return BAD, "unheard" if data.get("how") == "killed" else "reply lost"
    if data.get("told") == "refused":
        return WARN, "unreachable"
    return _status_mark(data.get("status"))


def _commit_mark(fact: Fact) -> tuple[str, str]:
    data = fact.data
    if data.get("truth") == "dropped":
        return BAD, "write dropped"
    if data.get("late"):
        return WARN, "unknown to the caller"
    return _status_mark(data.get("status"))


def _status_mark(status: Any) -> tuple[str, str]:
    return (WARN, f"refused {status}") if isinstance(status, int) and status >= 400 else (PLAIN, "")


def _notice_mark(fact: Fact) -> tuple[str, str]:
    if fact.data.get("copy"):
        return WARN, "told again"
    if fact.data.get("status") is None:
        return WARN, "not taken"
    return _status_mark(fact.data.get("status"))


MARKS: dict[str, Callable[[Fact], tuple[str, str]]] = {
    "exchange.answered": _exchange_mark,
    "exchange.committed": _commit_mark,
    "notice.delivered": _notice_mark,
}
TONES: dict[str, tuple[str, str]] = {
    "shop.order.cancelled": (WARN, "cancelled"),
    "shop.order.refunded": (WARN, "refunded"),
    "shop.event.given_up": (BAD, "given up"),
    "erp.order.created": (GOOD, "booked"),
    "erp.delivery.posted": (GOOD, "shipped"),
    "shop.order.shipped": (GOOD, "shipped"),
    "erp.order.dropped": (BAD, "write dropped"),
    "erp.quirk": (WARN, "silently"),
    "erp.order.refused": (WARN, "refused"),
    "desk.exception": (WARN, "needs a person"),
    "desk.resolved": (GOOD, "resolved"),
    "desk.alert": (WARN, "alert"),
    "clerk.repaired": (GOOD, "repaired"),
    "clerk.rekeyed": (WARN, "typed in"),
    "clerk.handed_on": (WARN, "handed on"),
    "candidate.killed": (BAD, "killed"),
    "candidate.paused": (WARN, "paused"),
}


def mark(fact: Fact) -> tuple[str, str]:
    """Its tone, and a badge of two or three words; an empty one for what is plain."""
    of_kind = MARKS.get(fact.kind)
    return of_kind(fact) if of_kind is not None else TONES.get(fact.kind, (PLAIN, ""))
