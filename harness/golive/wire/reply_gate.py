"""Which replies still reach the candidate: none to calls of a life that is over, none while it stands still.

The wire asks in two places: before it hands over a result, and at the stages at which a call can kill its caller.
"""

from __future__ import annotations

from collections.abc import Callable

from golive.wire.messages import Exchange
from golive.wire.outcomes import Hit, KillCandidate

Kill = Callable[[str, KillCandidate, Exchange], bool]
"""Kills the candidate at a call, for the fault of that id; returns whether there was anything to kill."""


class ReplyGate:
    """Results of exchanges up to the number `drop_until` are dropped. `held` are results that arrived while the
    candidate stands still; None while it runs. `kill` is set by the supervisor.
    """

    __slots__ = ("_latest", "drop_until", "held", "kill")

    def __init__(self, latest: Callable[[], int]) -> None:
        self.drop_until: float = 0
        self.held: list[Callable[[], None]] | None = None
        self.kill: Kill | None = None
        self._latest = latest

    def disconnect(self) -> None:
        """The candidate is down: calls under way go on, and their results are dropped."""
        self.drop_until = float("inf")
        self.held = None

    def reconnect(self) -> None:
        """The candidate is up again and gets the results of what it sends from now on."""
        self.drop_until = self._latest()

    def hold(self) -> None:
        """The candidate stands still: results are kept until it goes on."""
        self.held = []

    def release(self) -> None:
        """The candidate goes on and gets the kept results in the order of their arrival."""
        held, self.held = self.held, None
        for hand_over in held or ():
            hand_over()

    def drops(self, x: Exchange) -> bool:
        return x.number <= self.drop_until

    def kills(self, x: Exchange, hit: Hit[KillCandidate] | None) -> bool:
        """Kill the candidate at this call, if that was decided and the call still has a caller."""
        if hit is None or x.answered or x.abandoned or self.drops(x) or self.kill is None:
            return False
        if not self.kill(hit.fault, hit.outcome, x):
            return False
        hit.took_effect()
        x.faults = (*x.faults, hit.fault)
        return True
