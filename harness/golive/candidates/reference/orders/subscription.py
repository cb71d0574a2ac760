"""The subscription to shop events: one for an order that is due, one for an order that has ended.

A shop without conditional events goes on sending one for every save, which only costs time.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import CallFailed
from golive.candidates.reference.mapping import ENDED_STATES, ON_ACCOUNT
from golive.candidates.sessions import Session

EVERY_SAVE = "observer.sales_order_save_commit_after"

_SUBSCRIBE = "/rest/V1/eventing/eventSubscribe"
_UNSUBSCRIBE = "/rest/V1/eventing/eventUnsubscribe/"

Rule = tuple[str, str, str]

_CHANGED: Rule = ("state", "onChange", "")
_TO_KNOW = ",".join(["processing", *sorted(ENDED_STATES)])

WANTED: dict[str, tuple[Rule, ...]] = {
    "observer.order_paid_or_ended": (("state", "in", _TO_KNOW), _CHANGED),
    "observer.order_on_account": (
        ("state", "equal", "new"),
        ("payment.method", "in", ",".join(sorted(ON_ACCOUNT))),
        _CHANGED,
    ),
    "observer.order_without_goods": (("state", "equal", "complete"), ("is_virtual", "equal", "1"), _CHANGED),
}
"""Conditional events by name. A state is reported once, not at every save. Complete orders were shipped by this
integration, unless there was nothing to ship."""


async def subscribe(shop: Session) -> None:
    """Subscribe to the events; the unconditional ones are dropped only after all subscriptions succeeded."""
    try:
        for name, rules in WANTED.items():
            if not (await shop.post(_SUBSCRIBE, {"event": _event(name, rules)})).ok:
                return
        await shop.post(_UNSUBSCRIBE + EVERY_SAVE)
    except CallFailed:
        return


def _event(name: str, rules: tuple[Rule, ...]) -> dict[str, Any]:
    return {
        "name": name,
        "parent": EVERY_SAVE,
        "fields": [{"name": "*"}],
        "rules": [{"field": field, "operator": how, "value": value} for field, how, value in rules],
    }
