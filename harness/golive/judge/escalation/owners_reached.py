"""The figures of the owners: how long alerts took to the right one, and how many went to another."""

from __future__ import annotations

from typing import Any

from golive.judge.escalation.reaching import Reached, reach
from golive.judge.figures import percentile
from golive.judge.history import History
from golive.judge.history.watch.troubles import Raised
from golive.scenario import Scenario

MOST_ROWS = 200
"""Alerts that are listed, the first ones; the figures count all."""


def owners_reached(history: History, scenario: Scenario) -> dict[str, Any]:
    """Return the figures of alerts that concerned an owner (times in ms); empty where the scenario has no owners."""
    roles, offset_ms = scenario.people.roles, scenario.clock.start.offset_ms
    if not roles.are_there:
        return {}
    ways = [
        (alert, reach(alert.at_ms, alert.to or roles.unaddressed, alert.concerns, roles, offset_ms))
        for alert in history.troubles.raised
        if alert.concerns
    ]
    spans = sorted(way.at_ms - alert.at_ms for alert, way in ways if way.at_ms is not None)
    return {
        "alerts": len(ways),
        "misdirected": sum(way.told[0] != alert.concerns for alert, way in ways),
        "escalated": sum(way.escalated for _, way in ways),
        "unreached": sum(way.at_ms is None for _, way in ways),
        "p50": percentile(spans, 0.5),
        "p95": percentile(spans, 0.95),
        "max": max(spans, default=None),
        "rows": [_row(alert, way) for alert, way in ways[:MOST_ROWS]],
    }


def _row(alert: Raised, way: Reached) -> dict[str, Any]:
    return {
        "text": alert.text,
        "at_ms": alert.at_ms,
        "concerns": alert.concerns,
        "told": list(way.told),
        "reached_ms": way.at_ms,
        "escalated": way.escalated,
    }
