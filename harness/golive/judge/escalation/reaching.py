"""When an alert reaches the owner whom it concerns: reaction, forwarding, escalation."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

from golive.scenario.model.staff.roles import ROLES, Roles


@dataclass(frozen=True, slots=True)
class Reached:
    """The way of an alert: `at_ms` is when the right owner looked at it, None for never.

    `told` are the owners in the order in which they were told, `escalated` whether one was told for lack of a reaction.
    """

    at_ms: int | None
    told: tuple[str, ...]
    escalated: bool


def reach(at_ms: int, to: str, concerns: str, roles: Roles, offset_ms: int) -> Reached:
    """Follow an alert raised at `at_ms` to `to` until the owner `concerns` looks at it.

    An owner looks at it after the reaction time, which runs in the owner's hours only. One whom it does not concern
    tells the right one after the time of forwarding. Without a reaction within the time of escalation the next owner
    is told as well. `offset_ms` is what local time is ahead of UTC.
    """
    told: dict[str, None] = {}
    escalated = False
    due: list[tuple[int, int, str, str]] = [(at_ms, 0, "tell", to)]
    while due:
        now_ms, _, what, name = heappop(due)
        if what == "look":
            if name == concerns:
                return Reached(now_ms, tuple(told), escalated)
            heappush(due, (now_ms + roles.forwarding_ms, len(told), "tell", concerns))
            continue
        if what == "escalate":
            name = next((each for each in ROLES if each not in told), "")
            escalated = escalated or bool(name)
        if not name or name in told:
            continue
        told[name] = None
        role = roles.of(name)
        looks_ms = None
        if role.reaction_ms is not None:
            looks_ms = role.hours.later(now_ms, role.reaction_ms, offset_ms)
            heappush(due, (looks_ms, len(told), "look", name))
        if roles.escalation_ms is not None and (looks_ms is None or looks_ms > now_ms + roles.escalation_ms):
            heappush(due, (now_ms + roles.escalation_ms, len(told), "escalate", ""))
    return Reached(None, tuple(told), escalated)
