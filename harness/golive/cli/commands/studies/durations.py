"""Durations of simulated time, rates of orders and shares as options."""

from __future__ import annotations

from typing import Any

import click

from golive.cli.options import unread

MOST_PER_HOUR = 100_000
MOST_MS = 24 * 3_600_000
"""The longest time of a study: one day."""
EVERY_ORDER = "every order of that time is played"


class Duration(click.ParamType[int]):
    """A duration of simulated time; its value is in ms. `why` is the reason for the most, as in "because ..."."""

    name = "duration"

    def __init__(self, least_ms: int = 1, most_ms: int = MOST_MS, why: str = EVERY_ORDER) -> None:
        self._least_ms = least_ms
        self._most_ms = most_ms
        self._why = why

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the ms. Fails for anything else, and for what is not between the least and the most."""
        if isinstance(value, int):
            return value
        from golive.keys.value_kinds import LASTING, show_duration

        try:
            duration_ms = LASTING.parse(value)
        except ValueError as why:
            self.fail(unread(LASTING.expected, value, why), param, ctx)
        if duration_ms < self._least_ms:
            self.fail(f"expected at least {show_duration(self._least_ms)}, got {value}", param, ctx)
        if duration_ms > self._most_ms:
            most = show_duration(self._most_ms)
            self.fail(f"expected at most {most}, because {self._why}, got {value}", param, ctx)
        return duration_ms

    def written(self, value: int) -> str:
        """Return the duration as it is typed."""
        from golive.keys.value_kinds import show_duration

        return show_duration(value)


class OrderRate(click.ParamType[float]):
    """A rate of orders, at most MOST_PER_HOUR; its value is in orders per hour."""

    name = "rate"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the orders per hour. Fails for anything else."""
        if isinstance(value, float):
            return value
        from golive.keys.value_kinds import POSITIVE_RATE

        try:
            per_hour = POSITIVE_RATE.parse(value).per_hour
        except ValueError as why:
            self.fail(unread(POSITIVE_RATE.expected, value, why), param, ctx)
        if per_hour > MOST_PER_HOUR:
            self.fail(
                f"expected at most {MOST_PER_HOUR}/h, because every order is played, got {value}", param, ctx
            )
        return per_hour

    def written(self, value: float) -> str:
        """Return the rate as it is typed."""
        return f"{value:g}/h"


class Share(click.ParamType[float]):
    """A share; its value is from 0 to 1."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the share. Fails for anything else."""
        if isinstance(value, float):
            return value
        from golive.keys.value_kinds import SHARE

        try:
            return SHARE.parse(value)
        except ValueError as why:
            self.fail(unread(SHARE.expected, value, why), param, ctx)

    def written(self, value: float) -> str:
        """Return the share as it is typed."""
        return f"{value * 100:.12g}%"
