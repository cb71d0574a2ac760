"""The section `tracing` of the scenario: what the integration is told of the traces of a run."""

from __future__ import annotations

from dataclasses import dataclass

from golive.keys.declare import setting
from golive.keys.value_kinds import choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracing:
    """What the integration is told of the traces of a run."""

    traceparent: str = setting(
        "traceparent",
        choice("on", "off"),
        "Whether notices carry a W3C traceparent header, whose trace is that of their order.",
        "off",
    )
