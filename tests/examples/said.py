"""What examples/README.md says golive finds in the candidates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, slots=True)
class Said:
    """One row: `candidate` is relative to examples/, `scenario` to examples/scenarios/; `found` are kinds of findings,
    and of orders that are not right in the end."""

    candidate: str
    scenario: str
    verdict: str
    found: frozenset[str]

    @property
    def name(self) -> str:
        """The folder of the example, or its file without the suffix."""
        return self.candidate.partition("/")[0].removesuffix(".yaml")


def said() -> list[Said]:
    """The rows of all tables with the heads candidate, scenario, verdict and found."""
    rows = []
    for line in (EXAMPLES / "README.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].endswith(".yaml`"):
            candidate, scenario = (cell.strip("`") for cell in cells[:2])
            rows.append(Said(candidate, scenario, cells[2], frozenset(re.findall("`([^`]+)`", cells[3]))))
    return rows
