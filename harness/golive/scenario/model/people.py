# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The section `people` of the scenario: the clerks at the desk, and the owners who get alerts."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.schedules import Hours
from golive.keys.declare import section, setting
from golive.keys.schedule_kinds import HOURS
from golive.keys.value_kinds import DURATION, LASTING, SHARE, between, or_off
from golive.scenario.model.staff.roles import Roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerks:
    """Working hours and manner of working of the clerks at the desk."""

    desk_every_ms: int | None = setting(
        "desk_every", or_off(LASTING), "How often each looks at the desk; off: never.", "off"
    )
    look_ms: int = setting("look", DURATION, "Work to read an entry and look the order up.", "30s")
    repair_ms: int = setting("repair", DURATION, "Work to repair a cause in the ERP.", "5m")
    hours: Hours = setting("hours", HOURS, "When they are at work, by the shop's local time.", "08:00..18:00")
    count: int = setting("count", between(1, 100), "How many there are; each does one thing at a time.", "1")
    impatient: float = setting(
        "impatient", SHARE, "Share of the entries for which they press retry twice within seconds.", "10%"
    )
    rekeys: float = setting(
        "rekeys",
        SHARE,
        "Share of the entries whose order they type into the ERP by hand instead of pressing retry, which takes "
        "`costs.order_rekey`.",
        "0%",
    )
    with_reference: float = setting(
        "with_reference", SHARE, "Share of the typed orders that get the shop's number as reference.", "70%"
    )
    on_call_ms: int | None = setting(
        "on_call",
        or_off(LASTING),
        "Outside working hours an alert pages the on-call clerk, who arrives after this long; off: no paging.",
        "off",
    )

    @property
    def are_there(self) -> bool:
        """Whether a clerk ever reads the desk."""
        return self.desk_every_ms is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The `people` section."""

    clerks: Clerks = section("clerks", Clerks, "Clerks read the desk, repair causes and press retry.")
    roles: Roles = section("roles", Roles, "Owners who get alerts, their reaction times, and escalation.")
