"""Playing a defect: its scenario with the unchanged reference and with the changed one."""

from __future__ import annotations

from dataclasses import dataclass

from golive.candidates import reference
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.candidates.reference.design import Design
from golive.record.run import Finding, Scorecard
from golive.runner import Plan, carry_out
from golive.scenario import load
from golive.zoo.defect import Defect
from golive.zoo.patches import patches

RIGHT, VAGUE, NONE, WRONG = "right", "vague", "none", "wrong"
"""Of a caught defect: at least four of five findings have a right cause; fewer have; none has any cause; more than one
of five has another cause."""
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class Seen:
    """What the judge found: of the changed run the findings about the defect, of the unchanged run all."""

    verdict: str
    about: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]

    @property
    def is_caught(self) -> bool:
        """Whether there is a finding about the defect, and none without its change."""
        return bool(self.about) and not self.unchanged

    def share(self, causes: tuple[str, ...]) -> float:
        """Return the share of the findings with one of these causes."""
        return sum(found.cause.code in causes for found in self.about) / max(1, len(self.about))

    def cause(self, causes: tuple[str, ...]) -> str:
        """How well the cause is named, given those that are right; "" where nothing was found."""
        if not self.about:
            return ""
        if 1 - self.share((*causes, "")) > 1 - _MOST:
            return WRONG
        if self.share(causes) >= _MOST:
            return RIGHT
        return VAGUE if self.share(causes) else NONE


def play(defect: Defect, seed: int | None = None) -> Seen:
    """Play the scenario of a defect without and with its change, in this process."""
    seed = defect.seed if seed is None else seed
    unchanged = judged(defect.scenario, defect.design, seed)
    card = changed(defect, seed)
    about = tuple(found for found in card.findings if found.kind in defect.kinds)
    return Seen(card.verdict, about, tuple(unchanged.findings))


def changed(defect: Defect, seed: int) -> Scorecard:
    """Run the scenario of a defect with its change, in memory."""
    with patches() as patch:
        defect.change(patch)
        return judged(defect.scenario, defect.mistaken or defect.design, seed)


def judged(scenario: str, design: Design, seed: int) -> Scorecard:
    """Run a scenario, a bundled one or a file, with the reference in that design, in memory."""

    async def integrate(kit: Kit) -> None:
        await reference.run(kit, design)

    plan = Plan(load(scenario), InProcess("reference", integrate), scenario, "reference", seed)
    return carry_out(plan, None).scorecard
