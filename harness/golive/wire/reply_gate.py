"""The candidate's end of the wire: what it hears of the calls it made when it is killed, or stands still.

The wire asks in two places: an exchange whose caller is dead ends unheard, and an answer that comes while the
candidate stands still is read when it goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive.chaos.injector import Fates
from golive.wire.messages import Exchange

Kill = Callable[[str, Any, Exchange], bool]
"""Kills the candidate at a call, for the fault of that id with that fate; whether there was anything to kill."""


class Ear:
    """Exchanges up to the number `deaf_to` are of a life that is over. `unread` are answers that nobody reads yet,
    None while they are read as they come."""

    __slots__ = ("_latest", "deaf_to", "kill", "unread")

    def __init__(self, latest: Callable[[], int]) -> None:
        self.deaf_to: float = 0
        self.unread: list[Callable[[], None]] | None = None
        self.kill: Kill | None = None
        self._latest = latest

    def hang_up(self) -> None:
        """The candidate is gone: what is under way goes on, and nobody hears how it ends."""
        self.deaf_to = float("inf")
        self.unread = None

    def pick_up(self) -> None:
        """It is back, and hears the answers to what it sends from now on."""
        self.deaf_to = self._latest()

    def hold(self) -> None:
        """The candidate stands still: answers arrive, and nobody reads them."""
        self.unread = []

    def release(self) -> None:
        """It goes on and reads what has come, in that order."""
        unread, self.unread = self.unread, None
        for read in unread or ():
            read()

    def dies_of(self, x: Exchange, fates: Fates, stage: str) -> bool:
        """Kill the candidate at this stage of its call, if that is its fate; who is dead or has given up waiting
        does not die of it."""
        if stage not in fates or x.answered or x.abandoned or x.number <= self.deaf_to or self.kill is None:
            return False
        fault, fate = fates[stage]
        if not self.kill(fault.id, fate, x):
            return False
        fault.effective += 1
        x.fates = (*x.fates, fault.id)
        return True
