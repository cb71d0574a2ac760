"""The result of a sweep: scenarios and columns with their figures, and the paired differences between columns."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Annotated, Any

from golive.record import rows
from golive.record.batch import NotRun
from golive.record.format import FORMAT

SWEEP_FILE = "sweep.json"

LESS, MORE, SAME, OPEN = "less", "more", "same", "open"
"""The outcome of a difference: the first column has less, or more; both are equal but for the margin; not known."""


@dataclass(frozen=True, slots=True)
class SweepColumn:
    """One column: a candidate under settings. `name` is the heading."""

    name: str
    candidate: str
    variant: str
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario under a column, over its cells.

    `orders` are sums over the cells that were judged. `figures` are means per cell, by metric; a figure that no cell
    has is left out. `worst` is the command that plays the cell with the most harm.
    """

    scenario: str
    column: str
    verdict: str
    cells: int
    orders: Annotated[dict[str, int], rows.OrderCounts]
    figures: dict[str, float]
    currency: str
    worst: str


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """The difference of one metric between two columns in one scenario: `first` less `second`, on average per seed.

    `low` and `high` are its confidence limits; null with fewer than two seeds. `seeds` have both columns.
    """

    scenario: str
    metric: str
    first: str
    second: str
    seeds: int
    difference: float
    low: float | None
    high: float | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a scenario was played: with `seeds` seeds. `leader` is the column with the least harm.

    `settled`: every other column has more harm than the leader, or the same.
    """

    scenario: str
    seeds: int
    leader: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Sweep:
    """`sweep.json`: scenarios x columns x seeds. `status` is the exit status.

    `played` cells were played by this command, `kept` were in the store. `margin` is the share of the orders, and of
    the sales, up to which columns count as the same. `looks` are the numbers of seeds after which differences were
    looked at, `error` is the error probability of each look, and `confidence` that of all together.
    """

    golive: str
    command: str
    scenarios: tuple[str, ...]
    columns: tuple[SweepColumn, ...]
    seeds: tuple[int, ...]
    verdict: str
    status: int
    played: int
    kept: int
    places: tuple[Place, ...]
    differences: tuple[PairedDifference, ...]
    standings: tuple[Standing, ...]
    confidence: float
    error: float
    margin: float
    looks: tuple[int, ...]
    store: str
    time_budget_s: float | None = None
    not_run: tuple[NotRun, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)
    """The message of every cell that failed, by the command that plays it."""
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return the content of `sweep.json`."""
        return asdict(self)
