# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The people who answer for an integration: keys of the section `people.roles`."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.schedules import Hours
from golive.keys.declare import section, setting
from golive.keys.schedule_kinds import HOURS
from golive.keys.value_kinds import DURATION, LASTING, choice, or_off

TECHNICAL, BUSINESS, ERP = "technical", "business", "erp"
ROLES = (TECHNICAL, BUSINESS, ERP)
"""The owner of the integration's code, of the data, and of the ERP; in the order of escalation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One owner."""

    reaction_ms: int | None = setting(
        "reaction", or_off(LASTING), "Time from an alert until the owner looks at it; off: never.", "off"
    )
    hours: Hours = setting("hours", HOURS, "When alerts reach the owner, by the shop's local time.", "always")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The owners, and how an alert goes from one to the next."""

    technical: Role = section(
        "technical", Role, "The owner of the integration's code and of the shop's platform."
    )
    business: Role = section("business", Role, "The owner of the data: orders, customers, prices, articles.")
    erp: Role = section("erp", Role, "The owner of the ERP.")
    unaddressed: str = setting(
        "unaddressed", choice(*ROLES), "The owner who gets alerts that name none.", TECHNICAL
    )
    forwarding_ms: int = setting(
        "forwarding",
        DURATION,
        "Time until an owner has found that an alert concerns another, and tells that one.",
        "30m",
    )
    escalation_ms: int | None = setting(
        "escalation",
        or_off(LASTING),
        "Time without a reaction after which the next owner is told as well, in the order technical, business, erp.",
        "off",
    )

    @property
    def are_there(self) -> bool:
        """Whether any owner ever reacts."""
        return any(self.of(name).reaction_ms is not None for name in ROLES)

    def of(self, name: str) -> Role:
        """The owner of that name."""
        role: Role = getattr(self, name)
        return role
