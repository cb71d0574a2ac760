"""A planted defect: one change of the reference, the scenario that reveals it, and the causes that are right."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import golive
from golive.candidates.kit import Kit
from golive.candidates.reference import run
from golive.candidates.reference.design import Design
from golive.record.run import Finding

Plant = Callable[[pytest.MonkeyPatch], None]
"""Changes one thing of the reference for the length of a run."""

FULL = Design()
"""The reference as it is."""
EVENTS_ONLY = replace(FULL, reconcile_every_s=10**7)
"""Without reconciliation: for defects that it would repair."""


def polling(every_s: float) -> Design:
    """The reference as a poller: with events off in the scenario, its reconciliation reads the orders."""
    return replace(FULL, reconcile_every_s=every_s)


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted defect.

    `scenario` is YAML, over `base: calm` where it names no base. `kinds` are the kinds of findings that are about it.
    `causes` are the codes of the causes that send an engineer to the right place, at most two.
    """

    code: str
    plant: Plant
    scenario: str
    kinds: tuple[str, ...]
    causes: tuple[str, ...]
    design: Design = FULL
    mistaken: Design | None = None
    """The design of the planted run where the defect is in the design."""
    seed: int = 1

    def __post_init__(self) -> None:
        assert 1 <= len(self.causes) <= 2, self.code
        assert "" not in self.causes, f"{self.code}: an unknown cause is never right"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the judge found: of the planted run the findings about the defect, of the unchanged run all."""

    verdict: str
    about: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]

    @property
    def is_caught(self) -> bool:
        """Whether there is a finding about the defect."""
        return bool(self.about)

    def share(self, causes: tuple[str, ...]) -> float:
        """Return the share of the findings with one of these causes."""
        return sum(found.cause.code in causes for found in self.about) / max(1, len(self.about))

    def is_right(self, causes: tuple[str, ...]) -> bool:
        """Whether four of five findings have a right cause."""
        return self.is_caught and self.share(causes) >= 0.8

    def is_wrong(self, causes: tuple[str, ...]) -> bool:
        """Whether more than one of five findings has a cause that is not right; an unknown cause is not wrong."""
        return self.is_caught and 1 - self.share((*causes, "")) > 0.2


def play(planted: Planted, folder: Path, seed: int | None = None) -> Seen:
    """Play the scenario with the unchanged reference and with the planted one."""
    path = folder / f"{planted.code.lower()}.yaml"
    base = "" if planted.scenario.startswith("base:") else "base: calm\n"
    path.write_text(f"name: {planted.code.lower()}\n{base}{planted.scenario}", "utf-8")
    seed = planted.seed if seed is None else seed
    unchanged = golive.run(path, _integration(planted.design), seed=seed).scorecard
    with pytest.MonkeyPatch.context() as patch:
        planted.plant(patch)
        card = golive.run(path, _integration(planted.mistaken or planted.design), seed=seed).scorecard
    about = tuple(found for found in card.findings if found.kind in planted.kinds)
    return Seen(card.verdict, about, tuple(unchanged.findings))


def _integration(design: Design) -> Callable[[Kit], Coroutine[Any, Any, None]]:
    async def integrate(kit: Kit) -> None:
        await run(kit, design)

    return integrate
