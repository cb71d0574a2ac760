"""A hostile candidate and how golive answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from golive.candidates.kit import Kit

HEALTH = "/api/v1/health"
JUDGED, NOT_JUDGED = 1, 4


@dataclass(frozen=True, slots=True)
class Case:
    """`status` is the exit status of `golive run`; stderr, or candidate.log where it is judged, has `says`.
    `is_slow`: golive waits for several seconds of real time."""

    integrate: Callable[[Kit], Awaitable[None]]
    status: int
    says: str = ""
    options: tuple[str, ...] = ()
    is_slow: bool = False

    @property
    def named(self) -> str:
        return f"{self.integrate.__module__}:{self.integrate.__qualname__}"
