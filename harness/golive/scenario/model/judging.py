"""The section `judge` of a scenario."""

from __future__ import annotations

from dataclasses import dataclass

from golive.scenario.model.equality import Equality


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging(Equality):
    """The section `judge`."""
