"""Short runs of the reference with a design and parts of the test's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from golive import scenario
from golive.candidates import reference
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.candidates.reference import Parts
from golive.candidates.reference.design import Design
from golive.record.ledger import StoredLedger
from golive.record.run import LEDGER_FILE, Fact, Scorecard
from golive.runner import Plan, execute

SHORT = ("clock.duration=40m", "clock.settle=40m", "traffic.orders.base=60/h")


@dataclass(frozen=True, slots=True)
class Played:
    """A run that is over."""

    card: Scorecard
    facts: tuple[Fact, ...]

    def of_kind(self, kind: str) -> list[Fact]:
        """The facts of one kind."""
        return [fact for fact in self.facts if fact.kind == kind]

    @property
    def calls(self) -> Counter[str]:
        """The calls that were answered, by operation."""
        return Counter(fact.data["op"] for fact in self.of_kind("exchange.answered"))

    @property
    def alerts(self) -> list[str]:
        """The texts of the alerts, in order."""
        return [fact.data["text"] for fact in self.of_kind("desk.alert")]


def play(
    folder: Path,
    *sets: str,
    name: str = "calm",
    design: Design | None = None,
    parts: Parts | None = None,
    short: Iterable[str] = SHORT,
) -> Played:
    """Play a bundled scenario with the reference."""

    async def integrate(kit: Kit) -> None:
        await reference.run(kit, design or Design(), parts)

    given = (*short, *sets)
    folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        scenario.load(name, given), InProcess("reference", integrate), name, "reference", 1, sets=given
    )
    card = execute(plan, folder)
    return Played(card, tuple(StoredLedger(folder / LEDGER_FILE)))
