"""The gate for results to the candidate: closed after a kill for earlier calls, and during a pause.

The wire passes it in two places: before it hands over a result, and at the stages at which a call can kill its caller.
"""

from __future__ import annotations

from collections.abc import Callable

from golive.wire.messages import Exchange, Row
from golive.wire.outcomes import Hit, KillCandidate

Kill = Callable[[str, KillCandidate, Exchange | Row], bool]
"""Kills the candidate at a call or a row, for the fault of that id; returns whether there was anything to kill."""


class ReplyGate:
    """The state of the gate.

    Results of exchanges up to the number `drop_until` are dropped. `held` are results that arrived during a pause; None
    while the candidate runs. Results of instances up to the number `ended` are dropped as well, but not those of an
    unknown one, 0. The supervisor sets `kill`.
    """

    __slots__ = ("_latest", "drop_until", "ended", "held", "kill")

    def __init__(self, latest: Callable[[], int]) -> None:
        self.drop_until: float = 0
        self.ended = 0
        self.held: list[Callable[[], None]] | None = None
        self.kill: Kill | None = None
        self._latest = latest

    def disconnect(self) -> None:
        """Close the gate: the candidate is down. Calls under way go on, and their results are dropped."""
        self.drop_until = float("inf")
        self.held = None

    def reconnect(self) -> None:
        """Open the gate for new calls: the candidate is up again."""
        self.drop_until = self._latest()

    def hold(self) -> None:
        """Hold results: the candidate is paused."""
        self.held = []

    def release(self) -> None:
        """Hand over the held results in the order of their arrival: the pause is over."""
        held, self.held = self.held, None
        for hand_over in held or ():
            hand_over()

    def drops(self, x: Exchange | Row) -> bool:
        """Whether the result of an exchange is dropped."""
        return x.number <= self.drop_until or (isinstance(x, Exchange) and 0 < x.instance <= self.ended)

    def kills(self, x: Exchange | Row, hit: Hit[KillCandidate] | None) -> bool:
        """Kill the candidate at this call or row, if a fault decided that; return whether.

        A call must still have a caller.
        """
        if hit is None or self.kill is None or self.drops(x):
            return False
        if isinstance(x, Exchange) and (x.answered or x.abandoned):
            return False
        if not self.kill(hit.fault, hit.outcome, x):
            return False
        hit.took_effect()
        x.faults = (*x.faults, hit.fault)
        return True
