"""What a scenario switched on, and whether it did anything. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exercised:
    """The counters of what was in force: a rule, quirk or job of the ERP (`others`), a surprise of the shop, a budget.

    `what` is `rule`, `quirk`, `job`, `surprise` or `budget`. `named`: the scenario names it itself; its profile brings
    the others along. `cases` are those it applied to, `acts` those in which it did something; `lacks` is the case that
    it needs, in words.
    """

    what: str
    name: str
    named: bool
    cases: int
    acts: int
    lacks: str = ""

    @property
    def is_exercised(self) -> bool:
        """Whether it did what it is there for: a rule, when it checked a record; all others, when they acted."""
        return bool(self.cases if self.what == "rule" else self.acts)

    @property
    def miss(self) -> str:
        """The name of what was not exercised, and how near it came; empty where it was."""
        if self.is_exercised:
            return ""
        if self.what == "rule":
            return f"rule {self.name} checked nothing: it needs {self.lacks}"
        asked = f" in {self.cases:,} cases" if self.cases else ""
        return f"{self.what} {self.name} never acted{asked}" + (
            f": it needs {self.lacks}" if self.lacks else ""
        )
