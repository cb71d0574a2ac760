"""Small runs of designs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from golive.candidates.registry import resolve
from golive.judge.claims.vocabulary import parse_claim
from golive.record.card.claims import Claimed
from golive.result import RunResult
from golive.runner import run

SMALL = (
    "clock.duration=25m",
    "clock.settle=45m",
    "traffic.orders.base=100/h",
    "traffic.orders.peaks=[]",
    "shop.catalog.skus=20",
    "erp.channels.files=on",
    "erp.channels.tables=on",
)
"""Some forty orders in an hour, in an ERP with every channel."""


@cache
def played(
    design: str, scenario: str = "calm", sets: tuple[str, ...] = (), claims: tuple[str, ...] = ()
) -> RunResult:
    """A run of a design, a bundled one by its name or the text below `design:`, with claims of its own."""
    with TemporaryDirectory() as folder:
        named = design
        if design.startswith("{"):
            file = Path(folder) / "design.yaml"
            file.write_text(f"design: {design}\n")
            named = str(file)
        candidate = resolve(named)
    candidate.claims = [parse_claim(each) for each in claims]
    return run(scenario, candidate, sets=[*SMALL, *sets])


def claimed(design: str, *claims: str, scenario: str = "calm", sets: tuple[str, ...] = ()) -> list[Claimed]:
    """The claims of a design after a run."""
    return played(design, scenario, sets, claims).scorecard.claims
