"""A defect: one change of the reference, the scenario that reveals it, and the causes that are right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from golive.candidates.reference.design import Design
from golive.zoo.patches import Patches

NOT_BUILT = "its change is not built yet"
"""Why a defect cannot be played where the world has all that it takes."""

Change = Callable[[Patches], None]
"""Changes one thing of the reference for the length of a run."""

FULL = Design()
"""The reference as it is."""
DEPOSITS = replace(FULL, deposits=True)
"""With payments as deposits, ahead of their orders."""
EVENTS_ONLY = replace(FULL, reconcile_every_s=10**7)
"""Without reconciliation: for defects that it would repair."""


def polling(every_s: float) -> Design:
    """The reference as a poller: with events off in the scenario, its reconciliation reads the orders."""
    return replace(FULL, reconcile_every_s=every_s)


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect of the catalogue.

    `title` is what is wrong, `seen` what an observer who knows both systems sees. `scenario` is the bundled scenario
    that reveals it. `kinds` are the kinds of findings that are about it. `causes` are the codes of the causes that
    send an engineer to the right place, at most two.
    """

    code: str
    title: str
    seen: str
    change: Change
    scenario: str
    kinds: tuple[str, ...]
    causes: tuple[str, ...]
    design: Design = FULL
    mistaken: Design | None = None
    """The design of the changed run where the defect is in the design."""
    seed: int = 1

    @property
    def reads_by(self) -> str:
        """Events or polling: how the reference learns of orders in the run of this defect, in a few words."""
        if self.design == FULL:
            return "events and reconciliation"
        if self.design.reconcile_every_s == EVENTS_ONLY.reconcile_every_s:
            return "events alone"
        return f"reads every {self.design.reconcile_every_s:g} s"

    def __post_init__(self) -> None:
        if not 1 <= len(self.causes) <= 2 or "" in self.causes:
            raise ValueError(f"{self.code}: expected one or two codes of causes, got {self.causes}")
